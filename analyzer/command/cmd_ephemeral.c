/* `ephemeral`: which ports outgoing connections take. */
#include "cmd_ephemeral.h"

#include "base/bounds.h"
#include "command/words/commands.h"
#include "ephemeral/ephemeral_report.h"
#include "ephemeral/windows_table.h"
#include "ephemeral_options.h"
#include "fact/registry.h"
#include "json/json_write.h"
#include "model/holder.h"
#include "print/assumptions_json.h"
#include "print/exhaustion_words.h"
#include "print/usage_json.h"
#include "print/usage_text.h"
#include "session.h"
#include "sim/exhaustion/exhaustion_report.h"

enum {
    MAX_TEXT_BYTES = 1 << 20,
};

static const double least_rate = 0.001; /* one in a quarter of an hour */
static const double most_rate = 1e6;
static const double most_seconds = 1e6; /* over a week */

/* The answer in the making. */
struct answer {
    struct session session; /* not open where no capture was read */
    bool has_session;
    struct pp_arena arena;
    struct pp_ephemeral_settings settings[PP_PROTOCOL_COUNT];
    struct pp_ephemeral of[PP_PROTOCOL_COUNT];
    bool has_rate;
    struct pps_exhaustion exhaustion; /* where a rate was asked about */
};

static enum exit_code write_table(struct call *call)
{
    struct pp_buf report = pps_call_report();
    if (pps_call_is_format(call, "json")) {
        pp_windows_json(&report);
    } else if (pps_call_is_format(call, "csv")) {
        pp_windows_csv(&report);
    } else if (pps_call_is_format(call, "markdown")) {
        pp_windows_markdown(&report);
    } else {
        pp_windows_text(&report, &call->style);
    }
    return pps_call_deliver(call, &report, EXIT_YES);
}

/* Captures are read where they are named, and where nothing else says what
 * is asked about. */
static bool read_captures(const struct call *call, struct answer *answer)
{
    if (call->word_count == 0 && pps_ephemeral_has_settings(call)) {
        return true;
    }
    if (!pps_session_open(&answer->session, call, 0, NULL)) {
        return false;
    }
    answer->has_session = true;
    for (int i = 0; i < PP_PROTOCOL_COUNT; i++) {
        answer->settings[i] = pp_ephemeral_settings_of(answer->session.machine,
                                                       (enum pp_protocol)i);
    }
    return true;
}

/* --- --rate: what the captures say --- */

static bool is_releasable(const struct pp_exclusion *exclusion)
{
    return exclusion->owner == PP_OWNER_WINNAT ||
           exclusion->owner == PP_OWNER_HNS_LOAD_BALANCER;
}

/* TIME_WAIT is what a rate leaves behind: the formula has it already. Where a
 * port serves several destinations, a connection holds its port for its own
 * alone and is a part of the traffic (docs/internals/exhaustion.md#pool). */
static bool holds_for_long(const struct pp_socket *socket, bool is_shared)
{
    return pp_socket_is_holder(socket) &&
           !(is_shared && socket->remote_port != 0);
}

static void take_claims(const struct pp_machine *machine,
                        struct pps_exhaustion_question *question)
{
    size_t count = 0;
    const struct pp_exclusion *exclusions =
        pp_machine_exclusions(machine, PP_TCP, &count);
    for (size_t i = 0; i < count; i++) {
        pp_portset_set_range(&question->excluded, exclusions[i].range);
        if (is_releasable(&exclusions[i])) {
            pp_portset_set_range(&question->blocks, exclusions[i].range);
        }
    }
    const struct pp_socket *sockets =
        pp_machine_sockets(machine, PP_TCP, &count);
    for (size_t i = 0; i < count; i++) {
        const uint16_t port = sockets[i].port;
        if (holds_for_long(&sockets[i], question->traffic.is_shared)) {
            pp_portset_set_range(&question->in_use,
                                 (struct pp_range){port, port});
        }
    }
}

/* ReservedPorts keep ports from ephemeral use up to Server 2003 (KB812873). */
static void take_reserved(const struct pp_machine *machine,
                          struct pps_exhaustion_question *question)
{
    size_t count = 0;
    const struct pp_reservation *reservations =
        pp_machine_reservations(machine, PP_TCP, &count);
    for (size_t i = 0; i < count; i++) {
        if (reservations[i].kind == PP_RESERVED_PORTS) {
            pp_portset_set_range(&question->excluded, reservations[i].range);
        }
    }
}

/* --- --rate: the question --- */

static bool
is_shared_by_destinations(const struct pp_ephemeral *ephemeral,
                          const struct pp_ephemeral_settings *settings)
{
    switch ((enum pp_assume_share_4tuple)
                settings->assumptions.chosen[PP_ASSUME_SHARE_4TUPLE]) {
    case PP_SHARE_4TUPLE_BY_VERSION:
        break;
    case PP_SHARE_4TUPLE_YES:
        return true;
    case PP_SHARE_4TUPLE_NO:
        return false;
    }
    return pp_windows_number(ephemeral->era, PP_WINDOWS_SHARING) != 0;
}

static bool read_traffic(const struct call *call, struct pps_traffic *traffic)
{
    traffic->destination_count = 1;
    return pps_call_decimal(call,
                            OPTION_RATE,
                            least_rate,
                            most_rate,
                            &traffic->rate_per_s) &&
           pps_call_decimal(
               call, OPTION_HOLD, 0.0, most_seconds, &traffic->hold_s) &&
           pps_call_decimal(call,
                            OPTION_TIME_WAIT,
                            0.0,
                            most_seconds,
                            &traffic->time_wait_s) &&
           pps_call_u32(call,
                        OPTION_DESTINATIONS,
                        PPS_LIMIT_DESTINATIONS,
                        &traffic->destination_count);
}

/* An option that says nothing without a rate; complains about it. */
static bool has_stray_option(const struct call *call)
{
    static const enum option_id ids[] = {
        OPTION_HOLD, OPTION_TIME_WAIT, OPTION_DESTINATIONS, OPTION_BURST};
    for (size_t i = 0; i < PP_ARRAY_LEN(ids); i++) {
        if (pps_call_has(call, ids[i])) {
            pps_io_complain(call->io,
                            "--%s needs --rate: how many connections a second",
                            pps_option_table()[ids[i]].name);
            return true;
        }
    }
    return false;
}

static bool read_question(const struct call *call,
                          struct pps_exhaustion_question *question)
{
    question->burst_count = 1;
    return read_traffic(call, &question->traffic) &&
           pps_call_u32(
               call, OPTION_BURST, PPS_LIMIT_BURST, &question->burst_count) &&
           pps_call_number(call, OPTION_SEED, 0, UINT64_MAX, &question->seed);
}

/* The range and what is not given of it. Outgoing TCP has the auto-reuse range
 * where one is set. */
static void take_pool(const struct pp_ephemeral *ephemeral,
                      const struct pp_ephemeral_settings *settings,
                      const struct pp_machine *machine,
                      struct pps_exhaustion_question *question)
{
    bool gives_excluded =
        ephemeral->has_auto_reuse &&
        settings->assumptions.chosen[PP_ASSUME_AUTO_REUSE_SKIPS] ==
            PP_AUTO_REUSE_SKIPS_NO; /* U-11 */
    question->range =
        ephemeral->has_auto_reuse ? ephemeral->auto_reuse : ephemeral->range;
    if (machine == NULL) {
        return;
    }
    take_claims(machine, question);
    if (!pp_era_has_netsh(ephemeral->era)) {
        take_reserved(machine, question);
    }
    if (gives_excluded) {
        pp_portset_clear(&question->excluded);
        pp_portset_clear(&question->blocks);
    }
}

/* Answers --rate, if it is given; false after a complaint. */
static bool answer_rate(const struct call *call, struct answer *answer)
{
    const struct pp_ephemeral *ephemeral = &answer->of[PP_TCP];
    const struct pp_ephemeral_settings *settings = &answer->settings[PP_TCP];
    answer->has_rate = pps_call_has(call, OPTION_RATE);
    if (!answer->has_rate) {
        return !has_stray_option(call);
    }
    struct pps_exhaustion_question question = {
        .traffic.time_wait_s = ephemeral->time_wait,
        .traffic.is_shared = is_shared_by_destinations(ephemeral, settings),
        .wide_range = pp_windows_wide_range(ephemeral->era),
        .seed = 1,
    };
    take_pool(ephemeral, settings, answer->session.machine, &question);
    return read_question(call, &question) &&
           pps_io_is_ok(call->io,
                        pps_exhaustion_answer(&question, &answer->exhaustion));
}

static struct pps_exhaustion_system system_of(const struct answer *answer)
{
    const struct pp_ephemeral *ephemeral = &answer->of[PP_TCP];
    return (struct pps_exhaustion_system){
        .era = ephemeral->era,
        .picker = ephemeral->algorithm,
        .has_auto_reuse = ephemeral->has_auto_reuse,
    };
}

/* --- the answer ------------------------------------------------------------
 */

/* What the captured sockets have taken, before what a rate would. */
static void add_usage_text(struct pp_buf *buf,
                           const struct call *call,
                           const struct answer *answer)
{
    const struct pp_machine *machine = answer->session.machine;
    size_t before = buf->len;
    for (int i = 0; machine != NULL && i < PP_PROTOCOL_COUNT; i++) {
        enum pp_protocol protocol = (enum pp_protocol)i;
        struct pp_usage usage;
        if (pp_machine_usage(machine, protocol, &usage) != PP_OK) {
            buf->status = PP_ERR_NOMEM;
        } else if (usage.sockets > 0) {
            pp_buf_printf(buf, "%s ", pp_protocol_name(protocol));
            pp_usage_text(buf, &call->style, &usage);
            pp_exhaustion_cures_text(buf, &call->style, machine, &usage);
        }
    }
    if (buf->len > before) {
        pp_buf_add_char(buf, '\n');
    }
}

static void add_usage(struct pp_json *doc, const struct answer *answer)
{
    const struct pp_machine *machine = answer->session.machine;
    if (machine == NULL) {
        pp_json_add_null(doc, "usage");
        return;
    }
    struct pp_json *usage = pp_json_object(doc, "usage");
    pp_add_usage(usage, "tcp", machine, PP_TCP);
    pp_add_usage(usage, "udp", machine, PP_UDP);
}

static enum exit_code write_json(struct call *call, const struct answer *answer)
{
    struct pp_buf report = pps_call_report();
    struct pp_json *doc = pp_json_doc_new();
    pp_ephemeral_json(doc, &answer->of[PP_TCP], &answer->of[PP_UDP]);
    if (answer->has_rate) {
        const struct pps_exhaustion_system system = system_of(answer);
        pps_exhaustion_json(doc, &answer->exhaustion, &system);
    } else {
        pp_json_add_null(doc, "exhaustion");
    }
    add_usage(doc, answer);
    pp_assumptions_json(doc, &answer->settings[PP_TCP].assumptions);
    enum pp_status status = pp_json_write(doc, &report, true);
    report.status = report.status == PP_OK ? status : report.status;
    pp_json_free(doc);
    pp_buf_add_char(&report, '\n');
    return pps_call_deliver(call, &report, EXIT_YES);
}

static enum exit_code write_text(struct call *call, const struct answer *answer)
{
    struct pp_buf report = pps_call_report();
    const struct pps_exhaustion_system system = system_of(answer);
    if (answer->has_rate) {
        pps_exhaustion_verdict(&report, &call->style, &answer->exhaustion);
        pp_buf_add_char(&report, '\n');
    }
    add_usage_text(&report, call, answer);
    pp_ephemeral_text(
        &report, &call->style, &answer->of[PP_TCP], &answer->of[PP_UDP]);
    if (answer->has_rate) {
        pp_buf_add_char(&report, '\n');
        pps_exhaustion_text(
            &report, &call->style, &answer->exhaustion, &system);
        pp_ephemeral_notes(&report, &call->style, &answer->of[PP_TCP]);
    }
    return pps_call_deliver(call, &report, EXIT_YES);
}

/* No, where netsh would refuse what was given; also to a rate that the pool
 * does not bear. */
static enum exit_code code_of(const struct call *call,
                              const struct answer *answer)
{
    bool is_refused =
        answer->of[PP_TCP].is_refused || answer->of[PP_UDP].is_refused;
    enum exit_code code = is_refused ? EXIT_NO : EXIT_YES;
    return answer->has_session && !pps_ephemeral_has_settings(call)
               ? pps_session_code(&answer->session, call, code)
               : code;
}

static enum exit_code write_answer(struct call *call, struct answer *answer)
{
    for (int i = 0; i < PP_PROTOCOL_COUNT; i++) {
        answer->settings[i].protocol = (enum pp_protocol)i;
        enum pp_status status = pp_ephemeral_derive(
            &answer->settings[i], &answer->arena, &answer->of[i]);
        if (status != PP_OK) {
            return pps_call_fail(call, status);
        }
    }
    enum exit_code code = code_of(call, answer);
    if (code == EXIT_NOTHING) {
        return pps_session_end_empty(&answer->session, call);
    }
    if (!answer_rate(call, answer)) {
        return EXIT_TROUBLE;
    }
    enum exit_code written = pps_call_is_format(call, "json")
                                 ? write_json(call, answer)
                                 : write_text(call, answer);
    if (answer->has_session) {
        pps_session_print_diags(&answer->session, call);
    }
    if (written != EXIT_YES) {
        return written;
    }
    bool is_borne =
        !answer->has_rate || pps_exhaustion_is_borne(&answer->exhaustion);
    return code == EXIT_YES && !is_borne ? EXIT_NO : code;
}

enum exit_code pps_cmd_ephemeral(struct call *call)
{
    if (pps_call_has(call, OPTION_TABLE)) {
        return write_table(call);
    }
    if (pps_call_is_format(call, "csv") ||
        pps_call_is_format(call, "markdown")) {
        pps_io_complain(call->io,
                        "--format %s is for --table",
                        pps_call_value(call, OPTION_FORMAT));
        return EXIT_TROUBLE;
    }
    struct answer answer = {0};
    enum exit_code code = EXIT_TROUBLE;
    pp_arena_init(&answer.arena, MAX_TEXT_BYTES);
    if (read_captures(call, &answer) &&
        pps_ephemeral_read_settings(call, answer.settings)) {
        code = write_answer(call, &answer);
    }
    if (answer.has_session) {
        pps_session_close(&answer.session);
    }
    pp_arena_done(&answer.arena);
    return code;
}
