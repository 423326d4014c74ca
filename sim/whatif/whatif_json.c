/* The document portplan.what-if/1. */
#include "whatif_json.h"

#include "json/json_write.h"
#include "plan_json.h"
#include "print/assumptions_json.h"
#include "print/machine_json.h"
#include "sim/engine/clash_json.h"
#include "sim/print/json_parts.h"
#include "sim/reserve/reserve.h"
#include "sim/steps/step_json.h"

enum {
    SHARE_DECIMALS = 6,
    MEAN_DECIMALS = 2,
};

static void add_change(struct pp_json *array, const struct pps_change *change)
{
    struct pp_json *row = pp_json_append_object(array);
    pp_json_add_str(row, "op", change->op == PPS_ADD ? "add" : "remove");
    switch (change->what) {
    case PPS_WHAT_EXCLUSION:
    case PPS_WHAT_DYNAMIC:
    case PPS_WHAT_SOCKET:
        pp_json_add_str(row, "protocol", pp_protocol_name(change->protocol));
        break;
    case PPS_WHAT_SERVICE:
    case PPS_WHAT_FEATURE:
    case PPS_WHAT_VALUE:
    case PPS_WHAT_UPDATE:
        pp_json_add_null(row, "protocol");
        break;
    }
    pp_json_add_str(row, "what", pps_change_what_name(change->what));
    if (change->name.len > 0) {
        pp_json_add_sv(row, "name", change->name);
    } else {
        pps_json_add_range(row, change->range);
    }
    if (change->what == PPS_WHAT_EXCLUSION) {
        pp_json_add_tri(row, "administered", change->is_administered);
        pp_json_add_str(row, "owner", pp_owner_name(change->owner));
    }
    if (change->what == PPS_WHAT_VALUE && change->op == PPS_ADD) {
        pp_json_add_sv(row, "value", change->data);
    }
}

static void
add_answer(struct pp_json *row, const struct pps_answer *answer, uint32_t runs)
{
    pp_json_add_str(row, "outcome", answer->error == 0 ? "ok" : "error");
    if (answer->error == 0) {
        pp_json_add_null(row, "error");
    } else {
        pp_json_add_u64(row, "error", answer->error);
    }
    pp_json_add_str(
        row, "message", answer->message[0] != '\0' ? answer->message : NULL);
    pp_json_add_double(row,
                       "probability",
                       (double)answer->runs / (double)runs,
                       SHARE_DECIMALS);
}

static void add_notes(struct pp_json *row, uint32_t notes)
{
    struct pp_json *array = pp_json_array(row, "notes");
    for (int i = 0; i < PPS_NOTE_COUNT; i++) {
        if ((notes >> i & 1) != 0) {
            pp_json_append_str(array, pps_note_text((enum pps_note)i));
        }
    }
}

static void add_blocks(struct pp_json *parent,
                       enum pp_protocol protocol,
                       const struct pps_blocks_made *made)
{
    if (!made->is_any) {
        pp_json_add_null(parent, pp_protocol_name(protocol));
        return;
    }
    struct pp_json *object = pp_json_object(parent, pp_protocol_name(protocol));
    struct pp_json *blocks = pp_json_object(object, "blocks");
    pp_json_add_double(blocks, "mean", made->mean, MEAN_DECIMALS);
    pp_json_add_u64(blocks, "p5", made->p5);
    pp_json_add_u64(blocks, "p50", made->p50);
    pp_json_add_u64(blocks, "p95", made->p95);
    struct pp_json *places = pp_json_array(object, "places");
    for (size_t i = 0; i < made->place_count; i++) {
        struct pp_json *place = pp_json_append_object(places);
        pps_json_add_range(place, made->places[i].range);
        pp_json_add_double(
            place, "excluded", made->places[i].share, SHARE_DECIMALS);
    }
}

static void add_step(struct pp_json *array,
                     const struct pps_whatif *whatif,
                     const struct pps_step_result *result,
                     struct pp_buf *scratch)
{
    const struct pps_step *step = result->step;
    struct pp_json *row = pp_json_append_object(array);
    pps_step_json(row, step, scratch);
    pp_json_add_sv(row, "written", step->written);
    pp_json_add_u64(row, "line", step->place.line);
    add_answer(row, &result->answers[0], whatif->runs);
    struct pp_json *others = pp_json_array(row, "alternatives");
    for (size_t i = 1; i < result->answer_count; i++) {
        add_answer(
            pp_json_append_object(others), &result->answers[i], whatif->runs);
    }
    struct pp_json *changes = pp_json_array(row, "changes");
    for (size_t i = 0; i < result->change_count; i++) {
        add_change(changes, &result->changes[i]);
    }
    pps_clash_json(row, &result->answers[0].clash, true);
    add_notes(row, result->notes);
    if (result->is_reserving) {
        struct pp_json *random = pp_json_object(row, "reserved_anew");
        add_blocks(random, PP_TCP, &result->blocks[PP_TCP]);
        add_blocks(random, PP_UDP, &result->blocks[PP_UDP]);
    }
}

/* `after`: how many elements of `steps` come before it. */
static void add_expectation(struct pp_json *array,
                            const struct pps_step_result *result,
                            size_t after,
                            struct pp_buf *scratch)
{
    struct pp_json *row = pp_json_append_object(array);
    pps_step_json_expect(row, result->step, scratch);
    pp_json_add_bool(row, "held", result->is_held);
    pp_json_add_double(row, "probability", result->held_share, SHARE_DECIMALS);
    struct pp_json *interval = pp_json_array(row, "interval");
    pp_json_add_double(interval, NULL, result->interval.low, SHARE_DECIMALS);
    pp_json_add_double(interval, NULL, result->interval.high, SHARE_DECIMALS);
    pp_json_add_u64(row, "after", after);
    pp_json_add_u64(row, "line", result->step->place.line);
}

static void add_steps(struct pp_json *doc,
                      const struct pps_whatif *whatif,
                      struct pp_buf *scratch)
{
    struct pp_json *steps = pp_json_array(doc, "steps");
    struct pp_json *expectations = pp_json_array(doc, "expectations");
    size_t after = 0;
    for (size_t i = 0; i < whatif->step_count; i++) {
        const struct pps_step_result *result = &whatif->steps[i];
        if (result->step->kind == PPS_STEP_EXPECT) {
            add_expectation(expectations, result, after, scratch);
        } else {
            add_step(steps, whatif, result, scratch);
            after++;
        }
    }
    pp_json_add_bool(doc, "held", whatif->is_held);
    pps_plan_json(doc, &whatif->plan);
}

static void add_model(struct pp_json *doc, const struct pps_whatif *whatif)
{
    struct pp_json *model = pp_json_object(doc, "model");
    pp_json_add_str(model, "name", whatif->model->name);
    pp_json_add_u64(model, "version", whatif->model->version);
    pp_assumptions_json(model, &whatif->assumptions);
    pp_json_add_u64(doc, "runs", whatif->runs);
    pp_json_add_u64(doc, "seed", whatif->seed);
}

void pps_whatif_json(struct pp_buf *buf, const struct pps_whatif *whatif)
{
    struct pp_json *doc = pp_json_doc_new();
    pp_json_add_str(doc, "schema", "portplan.what-if/1");
    add_model(doc, whatif);
    add_steps(doc, whatif, buf);
    pp_machine_json(doc, whatif->machine);
    pps_json_finish(doc, buf);
}
