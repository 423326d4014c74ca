/* `suggest`: which ports to choose. */
#include "cmd_suggest.h"

#include <string.h>

#include "portplan/suggest.h"
#include "portplansim/outcome.h"
#include "portplansim/scenario.h"

#include "knowledge/ports.h"
#include "machines.h"
#include "session.h"
#include "sim/engine/engine.h"
#include "sim/forecast/forecast.h"
#include "sim/state/profile.h"
#include "sim/state/state_machine.h"
#include "suggest/suggest.h"
#include "suggest/suggest_find.h"
#include "suggest/suggest_json.h"
#include "suggest/suggest_rules.h"
#include "suggest/suggest_text.h"

enum {
    DEFAULT_COUNT = 5,
    MOST_RUNS = 1000 * 1000 * 1000,
    MAX_NAMES_BYTES = 4096,
    ALL_RUNS = 20 * 1000, /* simulated boots, shared by the machines */
    LEAST_RUNS = 100,     /* of each machine */
};

struct suggest_options {
    struct pp_suggest_options asked;
    uint32_t runs; /* simulated boots of a machine; 0: as many as are usual */
    struct pp_assumptions assumptions;
};

/* The answer in the making. */
struct answer {
    struct suggest_options options;
    struct machines machines;
    struct pp_suggest *suggest;
    uint32_t runs; /* of each machine */
    uint32_t added_count;
    bool is_forecasting; /* in many boots, and not only in one */
    bool is_again;       /* a second time: do not repeat diagnostics */
    bool is_flawed;      /* --strict has something to object to */
};

static enum exit_code write_table(struct call *call)
{
    struct pp_buf report = pps_call_report();
    if (pps_call_is_format(call, "json")) {
        pp_suggest_rules_json(&report);
    } else if (pps_call_is_format(call, "markdown")) {
        pp_suggest_rules_markdown(&report);
    } else {
        pp_suggest_rules_text(&report, &call->style);
    }
    return pps_call_deliver(call, &report, EXIT_YES);
}

/* --- options ---------------------------------------------------------------
 */

/* "tcp", "udp" or "tcp,udp": the words that the table of options lets pass. */
static void read_protocols(const struct call *call,
                           struct pp_suggest_options *asked)
{
    const char *value = pps_call_value(call, OPTION_PROTOCOL);
    asked->is_asked[PP_TCP] = value == NULL || value[0] == 't';
    asked->is_asked[PP_UDP] = value != NULL && strstr(value, "udp") != NULL;
}

static bool read_range(const struct call *call,
                       struct pp_suggest_options *asked)
{
    const char *value = pps_call_value(call, OPTION_RANGE);
    asked->within = (struct pp_range){PP_SUGGEST_LEAST_PORT, PP_PORT_MAX};
    return value == NULL ||
           pp_range_parse(pp_sv_from(value), &asked->within, NULL) ||
           pps_call_complain_value(call,
                                   OPTION_RANGE,
                                   value,
                                   "a range such as 8000-8999 or 8000+1000");
}

static bool read_purpose(const struct call *call,
                         struct pp_suggest_options *asked)
{
    const char *value = pps_call_value(call, OPTION_FOR);
    asked->is_for_http = value != NULL;
    return value == NULL || strcmp(value, "http") == 0 ||
           pps_call_complain_value(call, OPTION_FOR, value, "http");
}

static bool read_numbers(const struct call *call,
                         struct suggest_options *options)
{
    struct pp_suggest_options *asked = &options->asked;
    uint32_t near = 0;
    asked->count = DEFAULT_COUNT;
    asked->length = 1;
    asked->has_near = pps_call_has(call, OPTION_NEAR);
    if (!pps_call_u32(
            call, OPTION_HOW_MANY, PP_SUGGEST_MAX_COUNT, &asked->count) ||
        !pps_call_u32(call, OPTION_LENGTH, PP_PORT_MAX, &asked->length) ||
        !pps_call_u32(call, OPTION_NEAR, PP_PORT_MAX, &near) ||
        !pps_call_chance(call, MOST_RUNS, &asked->seed, &options->runs)) {
        return false;
    }
    asked->near = (uint16_t)near;
    return true;
}

static bool read_options(const struct call *call,
                         struct suggest_options *ret_options)
{
    *ret_options = (struct suggest_options){0};
    read_protocols(call, &ret_options->asked);
    return read_range(call, &ret_options->asked) &&
           read_purpose(call, &ret_options->asked) &&
           read_numbers(call, ret_options) &&
           pps_call_assumptions(call, &ret_options->assumptions);
}

static void complain_system(const struct call *call, const char *value)
{
    struct pp_buf names;
    const char *last = "";
    pp_buf_init(&names, MAX_NAMES_BYTES);
    for (uint32_t i = 0; i < pp_system_ranges_count(); i++) {
        const char *key = pp_system_range_at(i).key;
        if (strcmp(key, last) != 0) {
            pp_buf_add_str(&names, last[0] != '\0' ? ", " : "");
            pp_buf_add_str(&names, key);
            last = key;
        }
    }
    (void)pps_call_complain_value(
        call, OPTION_ALSO, value, names.data != NULL ? names.data : "a system");
    pps_io_note(call->io, names.status);
    pp_buf_done(&names);
}

/* Puts the systems of --also into the question; false after a complaint. */
static bool read_also(const struct call *call, struct pp_suggest *suggest)
{
    const char *value = pps_call_value(call, OPTION_ALSO);
    struct pp_sv rest = pp_sv_from(value != NULL ? value : "");
    for (bool is_more = value != NULL; is_more;) {
        size_t comma = pp_sv_find(rest, PP_SV(","), 0);
        is_more = comma != SIZE_MAX;
        if (!pp_suggest_also(suggest, pp_sv_sub(rest, 0, comma))) {
            complain_system(call, value);
            return false;
        }
        rest = is_more ? pp_sv_sub(rest, comma + 1, SIZE_MAX) : rest;
    }
    return true;
}

/* --- the next boots of a machine -------------------------------------------
 */

static void add_dynamic(struct pp_suggest *suggest,
                        const struct pps_state *after)
{
    for (int p = 0; p < PP_PROTOCOL_COUNT; p++) {
        pp_suggest_add_dynamic(
            suggest, (enum pp_protocol)p, after->protocols[p].dynamic.range);
    }
}

/* The state before the boot. Where no table tells what a machine reserves, it
 * is taken for a typical one with its dynamic range. */
static enum pp_status start_of(const struct pp_machine *machine,
                               struct pps_state *ret_state)
{
    PP_TRY(pps_state_from_machine(machine, ret_state));
    return pps_profile_fill(pps_profile_typical(), ret_state);
}

/* One boot, to see where the dynamic ranges are afterwards. */
static enum pp_status look_ahead(struct pp_suggest *suggest,
                                 const struct suggest_options *options,
                                 const struct pp_machine *machine)
{
    struct pps_state state = {0};
    struct pps_outcome outcome = {0};
    struct pps_engine engine = {.assumptions = options->assumptions};
    struct pps_prng prng = pps_prng_stream(options->asked.seed, 0);
    const struct pps_step step = pps_step_of(PPS_STEP_REBOOT);
    enum pp_status status = start_of(machine, &state);
    if (status == PP_OK) {
        status = pps_engine_apply(&engine, &step, &state, &prng, &outcome);
    }
    if (status == PP_OK) {
        add_dynamic(suggest, &state);
    }
    pps_engine_done(&engine);
    pps_outcome_done(&outcome);
    pps_state_done(&state);
    return status;
}

static void add_shares(struct pp_suggest *suggest,
                       const struct pps_montecarlo *montecarlo,
                       enum pp_protocol protocol,
                       bool is_typical)
{
    const struct pps_protocol_state *after =
        &montecarlo->after.protocols[protocol];
    struct pp_portset kept = after->used;
    struct pp_range row = after->hns_row;
    if (row.first != 0) {
        pp_portset_set_range(&kept, row);
    }
    const struct pp_outlook outlook = {
        .excluded_runs = montecarlo->protocols[protocol].excluded_runs,
        .runs = montecarlo->runs,
        .dynamic = after->dynamic.range,
        .is_typical = is_typical,
        .kept = is_typical ? &kept : NULL,
    };
    enum pps_why why =
        pps_forecast_port(montecarlo, protocol, PP_SUGGEST_LEAST_PORT).why;
    if (why != PPS_WHY_UNKNOWN) {
        pp_suggest_add_outlook(suggest, protocol, &outlook);
    }
}

/* Many boots from that state: which share of them excludes each port. NULL
 * for a machine that is not captured. */
static enum pp_status forecast_from(struct answer *answer,
                                    const struct pps_state *start,
                                    const struct pp_machine *machine)
{
    struct pps_montecarlo *montecarlo = NULL;
    const struct pps_step step = pps_step_of(PPS_STEP_REBOOT);
    const struct pps_montecarlo_options many = {
        .seed = answer->options.asked.seed,
        .runs = answer->runs,
        .assumptions = answer->options.assumptions,
    };
    PP_TRY(pps_montecarlo_run(start, &step, &many, &montecarlo));
    if (machine != NULL) {
        add_dynamic(answer->suggest, &montecarlo->after);
    }
    for (int p = 0; p < PP_PROTOCOL_COUNT; p++) {
        enum pp_protocol protocol = (enum pp_protocol)p;
        bool is_typical =
            machine == NULL || (!pp_machine_has_table(machine, protocol) &&
                                !start->is_before_vista);
        add_shares(answer->suggest, montecarlo, protocol, is_typical);
    }
    pps_montecarlo_free(montecarlo);
    return PP_OK;
}

static enum pp_status forecast(struct answer *answer,
                               const struct pp_machine *machine)
{
    struct pps_state start = {0};
    enum pp_status status = start_of(machine, &start);
    if (status == PP_OK) {
        status = forecast_from(answer, &start, machine);
    }
    pps_state_done(&start);
    return status;
}

/* Without a capture: a typical machine, with each of the usual dynamic
 * ranges. */
static enum pp_status forecast_typical(struct answer *answer)
{
    const struct pps_profile *profile = pps_profile_typical();
    struct pp_machine *machine = NULL;
    struct pps_state start = {0};
    PP_TRY(pps_profile_machine(profile, &machine));
    enum pp_status status = pps_profile_state(profile, machine, &start);
    for (size_t i = 0; i < PPS_USUAL_RANGES && status == PP_OK; i++) {
        for (int p = 0; p < PP_PROTOCOL_COUNT; p++) {
            pps_state_set_dynamic(
                &start, (enum pp_protocol)p, pps_usual_ranges[i]);
        }
        status = forecast_from(answer, &start, NULL);
    }
    pps_state_done(&start);
    pp_machine_free(machine);
    return status;
}

/* --- a machine ------------------------------------------------------------ */

static enum exit_code add_session(const struct call *call,
                                  struct answer *answer,
                                  const struct session *session)
{
    answer->is_flawed |=
        pps_session_code(session, call, EXIT_YES) == EXIT_STRICT;
    pp_suggest_add_machine(answer->suggest, session->machine);
    answer->added_count++;
    enum pp_status status =
        answer->is_forecasting
            ? forecast(answer, session->machine)
            : look_ahead(answer->suggest, &answer->options, session->machine);
    return status == PP_OK ? EXIT_YES : pps_call_fail(call, status);
}

/* Reads one machine and adds it. One of several that says nothing is left out,
 * with a complaint; EXIT_YES then, too. */
static enum exit_code read_machine(const struct call *call,
                                   struct answer *answer,
                                   struct machine_words *named)
{
    struct session session;
    bool is_alone = answer->machines.count == 1;
    if (!pps_session_open_words(
            &session, call, named->words, named->count, NULL)) {
        named->is_unread = !is_alone && session.is_unread;
        return named->is_unread ? EXIT_YES : EXIT_TROUBLE;
    }
    enum exit_code code = EXIT_YES;
    if (!answer->is_again) {
        pps_session_print_diags(&session, call);
    }
    if (pps_session_has_captures(&session)) {
        code = add_session(call, answer, &session);
    } else if (is_alone) {
        code = pps_session_complain_empty(&session);
    } else {
        pps_session_complain_nothing(&session);
        named->is_unread = true;
    }
    pps_session_close(&session);
    return code;
}

static enum exit_code add_machines(const struct call *call,
                                   struct answer *answer)
{
    for (size_t i = 0; i < answer->machines.count; i++) {
        struct machine_words *named = &answer->machines.items[i];
        enum exit_code code =
            named->is_unread ? EXIT_YES : read_machine(call, answer, named);
        if (code != EXIT_YES) {
            return code;
        }
    }
    return EXIT_YES;
}

/* --- all of it ------------------------------------------------------------ */

static enum exit_code write_answer(struct call *call,
                                   const struct answer *answer)
{
    size_t count = 0;
    (void)pp_suggest_items(answer->suggest, &count);
    enum exit_code code = count > 0 ? EXIT_YES : EXIT_NO;
    if (pps_call_has(call, OPTION_STRICT) && answer->is_flawed) {
        code = EXIT_STRICT;
    }
    struct pp_buf report = pps_call_report();
    if (pps_call_is_format(call, "json")) {
        pp_suggest_json(&report, answer->suggest);
    } else {
        pp_suggest_text(&report, &call->style, answer->suggest);
    }
    code = pps_call_deliver(call, &report, code);
    size_t left = answer->machines.count - answer->added_count;
    if (left == 0) {
        return code;
    }
    pps_io_complain(call->io,
                    "%zu of %zu machines could not be asked: the ports may be "
                    "taken there",
                    left,
                    answer->machines.count);
    return EXIT_TROUBLE;
}

/* Captures are asked for, and none was found in them. */
static bool is_asked_in_vain(const struct call *call,
                             const struct answer *answer)
{
    return answer->added_count == 0 &&
           (call->word_count > 0 || answer->machines.host_count > 0);
}

/* Puts the question, from the beginning. */
static enum exit_code ask(const struct call *call, struct answer *answer)
{
    pp_suggest_free(answer->suggest);
    answer->suggest = NULL;
    answer->added_count = 0;
    enum pp_status status =
        pp_suggest_new(&answer->options.asked, &answer->suggest);
    if (status != PP_OK) {
        return pps_call_fail(call, status);
    }
    if (!read_also(call, answer->suggest)) {
        return EXIT_TROUBLE;
    }
    enum exit_code code = add_machines(call, answer);
    if (code != EXIT_YES) {
        return code;
    }
    if (is_asked_in_vain(call, answer)) {
        pps_io_complain(call->io, "there is no capture in what was named");
        return answer->machines.count > 1 ? EXIT_TROUBLE : EXIT_NOTHING;
    }
    status = answer->added_count == 0 ? forecast_typical(answer) : PP_OK;
    if (status == PP_OK) {
        status = pp_suggest_find(answer->suggest);
    }
    return status == PP_OK ? EXIT_YES : pps_call_fail(call, status);
}

/* Whether any suggestion lies where blocks are made. */
static bool is_any_inside(const struct answer *answer)
{
    size_t count = 0;
    const struct pp_suggestion *items =
        pp_suggest_items(answer->suggest, &count);
    for (size_t i = 0; i < count; i++) {
        if ((items[i].broken & pp_suggest_bit(PP_SUGGEST_DYNAMIC)) != 0) {
            return true;
        }
    }
    return false;
}

/* Outside the dynamic range no boot excludes a port. So of many machines each
 * is booted once, to see where the range will be, and often only if a
 * suggestion lies inside; then the captures are read once more. */
static enum exit_code suggest(struct call *call, struct answer *answer)
{
    size_t count = answer->machines.count;
    uint64_t runs = answer->options.runs;
    if (runs == 0) {
        runs = count > 0 ? ALL_RUNS / count : ALL_RUNS;
        runs = runs > LEAST_RUNS ? runs : LEAST_RUNS;
    }
    answer->runs = (uint32_t)runs;
    answer->is_forecasting = count <= 1 || answer->machines.has_stdin;
    enum exit_code code = ask(call, answer);
    if (code == EXIT_YES && !answer->is_forecasting && is_any_inside(answer)) {
        answer->is_forecasting = true;
        answer->is_again = true;
        code = ask(call, answer);
    }
    return code == EXIT_YES ? write_answer(call, answer) : code;
}

enum exit_code pps_cmd_suggest(struct call *call)
{
    if (pps_call_has(call, OPTION_TABLE)) {
        return write_table(call);
    }
    if (pps_call_is_format(call, "markdown")) {
        pps_io_complain(call->io, "--format markdown is for --table");
        return EXIT_TROUBLE;
    }
    struct answer answer = {0};
    enum exit_code code = EXIT_TROUBLE;
    if (read_options(call, &answer.options) &&
        pps_machines_find(call, &answer.machines)) {
        code = suggest(call, &answer);
    }
    pp_suggest_free(answer.suggest);
    pps_machines_done(&answer.machines);
    return code;
}
