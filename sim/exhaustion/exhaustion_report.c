/* What exhaustion looks like, for people and for programs. */
#include "exhaustion_report.h"

#include <math.h>

#include "exhaustion_advice.h"
#include "json/json_write.h"
#include "sim/print/json_parts.h"
#include "sim/print/report.h"

enum {
    RATE_DECIMALS = 1,
    COMMAND_MAX = 1024,
};

/* Smaller shares are printed as "under": nobody can tell them from 0. */
#define LEAST_PERCENT 0.0001

static const char *const change_names[PPS_CHANGE_COUNT] = {
    [PPS_CHANGE_RELEASE_BLOCKS] = "release-blocks",
    [PPS_CHANGE_TIME_WAIT_30] = "time-wait-30",
    [PPS_CHANGE_WIDE_RANGE] = "wide-range",
};

/* --- text ----------------------------------------------------------------- */

/* A number of a second, a share: what people read, not what is computed. */
static void add_number(struct pp_buf *buf, double number)
{
    pp_buf_printf(buf, number < 1e6 ? "%.1f" : "%.3g", number);
}

static void add_percent(struct pp_buf *buf, double share)
{
    double percent = share * 100.0;
    if (percent > 0.0 && percent < LEAST_PERCENT) {
        pp_buf_add_str(buf, "under 0.0001");
    } else {
        pp_buf_printf(buf, "%.3g", percent);
    }
}

static void add_question(struct pps_report *report,
                         const struct pps_exhaustion *exhaustion)
{
    const struct pps_traffic *traffic = &exhaustion->traffic;
    struct pp_buf *text = &report->line;
    pp_buf_add_str(text, "exhaustion at ");
    add_number(text, traffic->rate_per_s);
    pp_buf_printf(text,
                  " connections a second to %u destination%s, open %g s, "
                  "TIME_WAIT %g s",
                  (unsigned)traffic->destination_count,
                  traffic->destination_count == 1 ? "" : "s",
                  traffic->hold_s,
                  traffic->time_wait_s);
    if (exhaustion->burst_count > 1) {
        pp_buf_printf(
            text, ", %u at a time", (unsigned)exhaustion->burst_count);
    }
    pps_report_end_paragraph(report, 0);
}

static void add_pool(struct pps_report *report,
                     const struct pps_exhaustion *exhaustion)
{
    const struct pps_exhaustion_forecast *forecast = &exhaustion->forecast;
    struct pp_buf *text = &report->line;
    pp_buf_printf(text,
                  "the pool of %u ports%s can sustain ",
                  (unsigned)exhaustion->pool_ports,
                  exhaustion->traffic.is_shared &&
                          exhaustion->traffic.destination_count > 1
                      ? " for each destination"
                      : "");
    if (!forecast->has_sustainable_rate) {
        pp_buf_add_str(text, "any rate: nothing holds a port");
    } else {
        add_number(text, forecast->sustainable_rate_per_s);
        pp_buf_add_str(text, " a second");
    }
    if (forecast->has_exhaustion) {
        pp_buf_add_str(text, "; an unused one lasts ");
        add_number(text, forecast->seconds_to_exhaustion);
        pp_buf_add_str(text,
                       " s, then connect fails with 10055 (WSAENOBUFS) and "
                       "the System log has event 4231");
    } else {
        pp_buf_add_str(text, "; on average it does not run out");
    }
    pps_report_end_paragraph(report, 2);
}

/* Several destinations: whether each has the pool to itself. */
static void add_sharing(struct pps_report *report,
                        const struct pps_exhaustion *exhaustion,
                        const struct pps_exhaustion_system *system)
{
    if (exhaustion->traffic.destination_count == 1) {
        return;
    }
    pp_buf_printf(&report->line,
                  exhaustion->traffic.is_shared
                      ? "a port serves several destinations at once (%s, "
                        "connect without bind; share-4tuple)"
                      : "a port serves one destination at a time (%s; "
                        "share-4tuple)",
                  pp_era_words(system->era));
    pps_report_end_paragraph(report, 2);
}

static void add_formula(struct pp_buf *text,
                        const struct pps_exhaustion *exhaustion)
{
    if (exhaustion->burst_count > 1) {
        pp_buf_add_str(text,
                       "Erlang's formula is for connections that come one by "
                       "one and does not apply; ");
        return;
    }
    add_percent(text, exhaustion->forecast.blocking);
    pp_buf_add_str(text, " % by Erlang's formula; ");
}

static void add_refused(struct pps_report *report,
                        const struct pps_exhaustion *exhaustion,
                        const char *picker)
{
    const struct pps_exhaustion_simulated *simulated = &exhaustion->simulated;
    struct pp_buf *text = &report->line;
    pp_buf_add_str(text, "refused in the long run: ");
    add_formula(text, exhaustion);
    add_percent(text, simulated->refused_share);
    pp_buf_printf(text,
                  " %% of %.3g million simulated (",
                  (double)simulated->tried / 1e6);
    add_percent(text, simulated->refused_95.low);
    pp_buf_add_str(text, " to ");
    add_percent(text, simulated->refused_95.high);
    pp_buf_printf(text, "), ports picked by %s", picker);
    if (simulated->has_first_refusal) {
        pp_buf_add_str(text, ", the first after ");
        add_number(text, simulated->first_refusal_s);
        pp_buf_add_str(text, " s");
    }
    pps_report_end_paragraph(report, 2);
}

/* Each change that helps, with its command. */
static void add_help(struct pps_report *report,
                     const struct pps_exhaustion *exhaustion,
                     const struct pps_exhaustion_system *system)
{
    struct pp_buf *text = &report->line;
    bool is_first = true;
    for (size_t i = 0; i < exhaustion->effect_count; i++) {
        const struct pps_change_effect *effect = &exhaustion->effects[i];
        if (effect->sustainable_rate_per_s <=
            exhaustion->forecast.sustainable_rate_per_s) {
            continue;
        }
        if (is_first) {
            pps_report_say(report, 2, "what helps, the best first:");
            is_first = false;
        }
        add_number(text, effect->sustainable_rate_per_s);
        pp_buf_printf(
            text, " a second with %s", pps_change_words(effect->change));
        pps_report_end_paragraph(report, 2);
        pp_buf_add_str(report->buf, "    ");
        pps_change_command(report->buf, effect->change, system);
        pp_buf_add_char(report->buf, '\n');
    }
}

/* What the pool would have to bear, and does not. */
static void add_shortage(struct pp_buf *text,
                         const struct pps_exhaustion *exhaustion)
{
    const struct pps_exhaustion_forecast *forecast = &exhaustion->forecast;
    if (exhaustion->burst_count > 1 && !forecast->has_exhaustion) {
        pp_buf_printf(
            text, "no: with %u at a time, ", (unsigned)exhaustion->burst_count);
        add_percent(text, exhaustion->simulated.refused_share);
        pp_buf_add_str(text, " % of connections are refused");
        return;
    }
    pp_buf_printf(text,
                  "no: the pool of %u ports sustains ",
                  (unsigned)exhaustion->pool_ports);
    add_number(text, forecast->sustainable_rate_per_s);
    pp_buf_add_str(text, " connections a second, not ");
    add_number(text, exhaustion->traffic.rate_per_s);
}

void pps_exhaustion_verdict(struct pp_buf *buf,
                            const struct pp_style *style,
                            const struct pps_exhaustion *exhaustion)
{
    struct pps_report report = pps_report_begin(buf, style);
    if (pps_exhaustion_is_borne(exhaustion)) {
        pp_buf_printf(&report.line,
                      "yes: the pool of %u ports sustains ",
                      (unsigned)exhaustion->pool_ports);
        add_number(&report.line, exhaustion->traffic.rate_per_s);
        pp_buf_add_str(&report.line, " connections a second");
    } else {
        add_shortage(&report.line, exhaustion);
    }
    pps_report_end_paragraph(&report, 0);
    pps_report_done(&report);
}

void pps_exhaustion_text(struct pp_buf *buf,
                         const struct pp_style *style,
                         const struct pps_exhaustion *exhaustion,
                         const struct pps_exhaustion_system *system)
{
    struct pps_report report = pps_report_begin(buf, style);
    add_question(&report, exhaustion);
    add_pool(&report, exhaustion);
    add_sharing(&report, exhaustion, system);
    add_refused(&report, exhaustion, system->picker);
    add_help(&report, exhaustion, system);
    pps_report_done(&report);
}

/* --- JSON ----------------------------------------------------------------- */

/* Null where it is not known. */
static void
add_when(struct pp_json *parent, const char *key, bool is_known, double value)
{
    pp_json_add_double(parent, key, is_known ? value : NAN, RATE_DECIMALS);
}

static void add_blocking(struct pp_json *parent,
                         const struct pps_exhaustion *exhaustion,
                         const char *picker)
{
    const struct pps_exhaustion_simulated *simulated = &exhaustion->simulated;
    struct pp_json *blocking = pp_json_object(parent, "blocking");
    if (exhaustion->burst_count > 1) {
        pp_json_add_null(blocking, "formula");
    } else {
        pps_json_add_share(blocking, "formula", exhaustion->forecast.blocking);
    }
    pps_json_add_share(blocking, "simulated", simulated->refused_share);
    pps_json_add_interval(blocking, "interval", simulated->refused_95);
    pp_json_add_u64(blocking, "connections", simulated->tried);
    add_when(blocking,
             "first_refusal",
             simulated->has_first_refusal,
             simulated->first_refusal_s);
    pp_json_add_str(blocking, "model", picker);
}

static void add_pool_counts(struct pp_json *parent,
                            const struct pps_exhaustion *exhaustion)
{
    struct pp_json *pool = pp_json_object(parent, "pool");
    pp_json_add_u64(pool, "dynamic", exhaustion->range_count);
    pp_json_add_u64(pool, "excluded", exhaustion->excluded_count);
    pp_json_add_u64(pool, "in_use", exhaustion->in_use_count);
    pp_json_add_u64(pool, "available", exhaustion->pool_ports);
}

static void add_traffic(struct pp_json *parent,
                        const struct pps_traffic *traffic)
{
    pp_json_add_double(parent, "rate", traffic->rate_per_s, RATE_DECIMALS);
    pp_json_add_double(parent, "hold", traffic->hold_s, RATE_DECIMALS);
    pp_json_add_double(
        parent, "time_wait", traffic->time_wait_s, RATE_DECIMALS);
    pp_json_add_u64(parent, "destinations", traffic->destination_count);
    pp_json_add_bool(parent, "shared_by_destinations", traffic->is_shared);
}

static void add_effects(struct pp_json *parent,
                        const struct pps_exhaustion *exhaustion,
                        const struct pps_exhaustion_system *system)
{
    struct pp_buf command;
    pp_buf_init(&command, COMMAND_MAX);
    struct pp_json *helps = pp_json_array(parent, "helps");
    for (size_t i = 0; i < exhaustion->effect_count; i++) {
        const struct pps_change_effect *effect = &exhaustion->effects[i];
        struct pp_json *row = pp_json_append_object(helps);
        pp_json_add_str(row, "change", change_names[effect->change]);
        pp_json_add_double(row,
                           "sustainable_rate",
                           effect->sustainable_rate_per_s,
                           RATE_DECIMALS);
        pps_change_command(&command, effect->change, system);
        pp_json_add_sv(row, "command", pp_buf_view(&command));
        if (command.status != PP_OK) {
            pp_json_fail(row, command.status);
        }
        pp_buf_clear(&command);
    }
    pp_buf_done(&command);
}

void pps_exhaustion_json(struct pp_json *parent,
                         const struct pps_exhaustion *exhaustion,
                         const struct pps_exhaustion_system *system)
{
    const struct pps_exhaustion_forecast *forecast = &exhaustion->forecast;
    struct pp_json *object = pp_json_object(parent, "exhaustion");
    pp_json_add_bool(object, "borne", pps_exhaustion_is_borne(exhaustion));
    add_when(object,
             "sustainable_rate",
             forecast->has_sustainable_rate,
             forecast->sustainable_rate_per_s);
    add_when(object,
             "seconds_to_exhaustion",
             forecast->has_exhaustion,
             forecast->seconds_to_exhaustion);
    add_blocking(object, exhaustion, system->picker);
    add_pool_counts(object, exhaustion);
    add_traffic(object, &exhaustion->traffic);
    add_effects(object, exhaustion, system);
}
