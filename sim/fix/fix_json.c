/* The document portplan.fix/1. */
#include "fix_json.h"

#include "check/exhaustion_json.h"
#include "check/failure.h"
#include "fix_typical.h"
#include "fix_words.h"
#include "json/json_write.h"
#include "model/dns_pool.h"
#include "print/machine_json.h"
#include "print/place.h"
#include "sim/print/json_parts.h"
#include "sim/steps/step_json.h"
#include "sim/steps/step_text.h"

static void add_urls(struct pp_json *row, const struct pp_check_span *span)
{
    struct pp_json *array = pp_json_array(row, "urls");
    for (size_t i = 0; i < span->reservation_count; i++) {
        const struct pp_reservation *url = span->reservations[i];
        if (url->kind == PP_RESERVED_URL) {
            struct pp_json *object = pp_json_append_object(array);
            pp_json_add_sv(object, "url", url->text);
            pp_json_add_bool(object, "registered", url->is_registered);
            pp_registrant_json(object, url);
            pp_add_source(object, &url->place);
        }
    }
}

static void add_cause(struct pp_json *row, const struct pp_check_span *span)
{
    struct pp_json *array = pp_json_array(row, "excluded");
    for (size_t i = 0; i < span->exclusion_count; i++) {
        const struct pp_exclusion *exclusion = span->exclusions[i];
        struct pp_json *object = pp_json_append_object(array);
        pps_json_add_range(object, exclusion->range);
        pp_json_add_tri(object, "administered", exclusion->is_administered);
        pp_json_add_str(object, "owner", pp_owner_name(exclusion->owner));
    }
    struct pp_json *holders = pp_json_array(row, "in_use_by");
    for (size_t i = 0; i < span->socket_count; i++) {
        const struct pp_socket *socket = span->sockets[i];
        struct pp_json *object = pp_json_append_object(holders);
        pp_json_add_u64_if(object, "pid", socket->has_pid, socket->pid);
        pp_json_add_known(object, "process", socket->process);
    }
    if (span->socket_total > span->socket_count) {
        pp_json_add_u64(
            row, "more_sockets", span->socket_total - span->socket_count);
    }
    add_urls(row, span);
    struct pp_json *advice = pp_json_array(row, "advice");
    for (size_t i = 0; i < span->advice_count; i++) {
        pp_json_append_str(advice, span->advice[i]);
    }
}

static void add_typical(struct pp_json *row,
                        const struct pps_fix *fix,
                        const struct pp_check_span *span)
{
    const struct pps_fix_typical *typical = pps_fix_typical_of(fix, span);
    if (typical == NULL) {
        pp_json_add_null(row, "typical_share");
    } else {
        pp_json_add_double(
            row, "typical_share", (double)typical->hits / fix->options.runs, 6);
    }
}

static void add_ports(struct pp_json *doc, const struct pps_fix *fix)
{
    struct pp_json *array = pp_json_array(doc, "ports");
    size_t count = 0;
    const struct pp_check_span *spans = pp_check_spans(fix->check, &count);
    for (size_t i = 0; i < count; i++) {
        struct pp_json *row = pp_json_append_object(array);
        pps_json_add_range(row, spans[i].range);
        pp_json_add_str(row, "protocol", pp_protocol_name(spans[i].protocol));
        pp_json_add_str(row, "verdict", pp_verdict_name(spans[i].verdict));
        add_cause(row, &spans[i]);
        add_typical(row, fix, &spans[i]);
    }
}

static void add_outcomes(struct pp_json *parent,
                         const struct pps_fix_trial *trial)
{
    struct pp_json *array = pp_json_array(parent, "outcomes");
    for (size_t i = 0; i < 2 * trial->expect_count; i++) {
        const struct pps_step_result *result = pps_fix_expectation(trial, i);
        struct pp_json *row = pp_json_append_object(array);
        pp_json_add_u64(row, "start", result->step->ports.start);
        pp_json_add_u64(row,
                        "end",
                        (uint64_t)result->step->ports.start +
                            result->step->ports.count - 1);
        pp_json_add_str(
            row, "protocol", pp_protocol_name(result->step->protocol));
        pp_json_add_str(
            row, "expect", pps_expectation_name(&result->step->expect));
        pp_json_add_str(row, "when", pps_fix_moment(trial, i));
        pps_json_add_share(row, "probability", result->held_share);
        pp_json_add_bool(row, "held", result->is_held);
    }
}

static void add_trials(struct pp_json *doc, const struct pps_fix *fix)
{
    struct pp_json *array = pp_json_array(doc, "tried");
    for (size_t i = 0; i < fix->trial_count; i++) {
        struct pp_json *row = pp_json_append_object(array);
        pp_json_add_str(row, "cure", fix->trials[i].cure->name);
        pp_json_add_bool(row, "works", fix->trials[i].works);
        add_outcomes(row, &fix->trials[i]);
    }
}

static void add_steps(struct pp_json *array,
                      const struct pps_step *steps,
                      size_t count,
                      struct pp_buf *scratch)
{
    for (size_t i = 0; i < count; i++) {
        pps_step_json(pp_json_append_object(array), &steps[i], scratch);
    }
}

static void
add_cure(struct pp_json *doc, const struct pps_fix *fix, struct pp_buf *scratch)
{
    if (fix->chosen == NULL) {
        pp_json_add_null(doc, "cure");
        return;
    }
    struct pp_json *object = pp_json_object(doc, "cure");
    const struct pps_cure *cure = fix->chosen->cure;
    size_t count = 0;
    pp_json_add_str(object, "name", cure->name);
    pp_json_add_str(object, "title", cure->title);
    struct pp_json *warnings = pp_json_array(object, "warnings");
    if (cure->cost != NULL) {
        pp_json_append_str(warnings, cure->cost);
    }
    pp_json_append_str(warnings, fix->bears);
    add_steps(pp_json_array(object, "steps"),
              fix->chosen->commands,
              fix->chosen->command_count,
              scratch);
    const struct pps_step *steps = pps_scenario_steps(fix->way_back, &count);
    add_steps(pp_json_array(object, "way_back"), steps, count, scratch);
    pp_json_add_bool(object, "way_back_assumed", fix->is_range_unknown);
}

static void add_others(struct pp_json *doc, const struct pps_fix *fix)
{
    struct pp_json *array = pp_json_array(doc, "other_cures");
    for (size_t i = 0; i < fix->trial_count; i++) {
        if (fix->trials[i].works && &fix->trials[i] != fix->chosen) {
            pp_json_append_str(array, fix->trials[i].cure->name);
        }
    }
}

/* What lies behind, with the place that shows it. */
static void add_root_causes(struct pp_json *doc, const struct pps_fix *fix)
{
    struct pp_json *array = pp_json_array(doc, "root_causes");
    for (int p = 0; p < PP_PROTOCOL_COUNT; p++) {
        const struct pp_dynamic *dynamic = fix->low_range[p];
        if (dynamic == NULL) {
            continue;
        }
        struct pp_json *row = pp_json_append_object(array);
        pp_json_add_str(row, "cause", "low-dynamic-range");
        pp_json_add_str(row, "protocol", pp_protocol_name((enum pp_protocol)p));
        pps_json_add_range(row, dynamic->range);
        pp_json_add_str(row, "basis", pp_basis_name(dynamic->basis));
        pp_add_source(row, &dynamic->place);
        const struct pp_fact *value = fix->max_user_port;
        pp_json_add_u64_if(row,
                           "max_user_port",
                           value != NULL,
                           value != NULL ? value->as.registry.number : 0);
    }
}

static void add_mirrored(struct pp_json *doc, const struct pps_fix *fix)
{
    const struct pps_fix_mirrored *mirrored = &fix->mirrored;
    if (mirrored->mode == NULL) {
        pp_json_add_null(doc, "mirrored");
        return;
    }
    struct pp_json *object = pp_json_object(doc, "mirrored");
    uint32_t runs = fix->options.runs;
    pp_add_source(object, mirrored->mode);
    pps_json_add_part(object, "on_ports_probability", mirrored->hit_runs, runs);
    pps_json_add_part(
        object, "no_room_probability", mirrored->no_room_runs, runs);
}

static void add_dns(struct pp_json *doc, const struct pps_fix *fix)
{
    const struct pp_check_span *span = fix->dns.span;
    if (span == NULL) {
        pp_json_add_null(doc, "dns_pool");
        return;
    }
    struct pp_json *object = pp_json_object(doc, "dns_pool");
    pp_json_add_u64(object, "port", span->range.first);
    pp_json_add_double(object,
                       "formula",
                       pp_dns_pool_chance(span->dns_pool, span->range.first),
                       6);
    pps_json_add_part(object, "probability", fix->dns.hits, fix->options.runs);
}

void pps_fix_json(struct pp_buf *buf,
                  const struct pps_fix *fix,
                  const struct pp_show *show,
                  const struct pp_exhaustion *exhaustion)
{
    static const char *const answers[] = {
        [PPS_FIX_NOTHING] = "nothing",
        [PPS_FIX_OPTIONAL] = "optional",
        [PPS_FIX_CURED] = "cured",
        [PPS_FIX_NONE] = "none",
    };
    struct pp_json *doc = pp_json_doc_new();
    pp_json_add_str(doc, "schema", "portplan.fix/1");
    pp_json_add_str(doc, "as", pp_bind_kind_name(fix->options.check.kind));
    pp_json_add_str(doc, "answer", answers[fix->answer]);
    add_ports(doc, fix);
    add_cure(doc, fix, buf);
    add_trials(doc, fix);
    add_others(doc, fix);
    add_root_causes(doc, fix);
    add_mirrored(doc, fix);
    add_dns(doc, fix);
    pps_json_add_model(doc, NULL, &fix->options.check.assumptions);
    pp_json_add_u64(doc, "runs", fix->options.runs);
    pp_json_add_u64(doc, "seed", fix->options.seed);
    pps_json_add_part(doc, "at_least", fix->options.at_least_ppm, PPS_PPM);
    if (exhaustion != NULL) {
        pp_exhaustion_json(doc, show, exhaustion);
        pp_failures_json(doc, show);
    }
    pp_json_finish(doc, buf);
}
