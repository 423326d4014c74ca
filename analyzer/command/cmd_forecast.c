/* `forecast`: how likely is each port to be excluded after a boot. */
#include "cmd_forecast.h"

#include <string.h>

#include "command/words/names.h"
#include "ephemeral_options.h"
#include "port_words.h"
#include "session.h"
#include "sim/forecast/forecast.h"
#include "sim/forecast/forecast_data.h"
#include "sim/forecast/forecast_svg.h"
#include "sim/forecast/forecast_text.h"
#include "sim/forecast/samples.h"

enum {
    DEFAULT_RUNS = 100 * 1000,
    DEFAULT_MOST_RUNS = 10 * 1000 * 1000, /* with --precision */
    MOST_RUNS = 1000 * 1000 * 1000,
    MOST_SAMPLES = 100 * 1000 * 1000,
    MOST_THREADS = 64,
    LEAST_START = 1024, /* what netsh accepts of a dynamic range */
    LEAST_COUNT = 255,
    MAX_SUBJECT_BYTES = 1 << 16,
    FLUSH_BYTES = 1 << 16,
};

static const double least_precision = 0.0001;
static const double most_precision = 0.5;

struct forecast_options {
    struct port_words words;
    const struct pps_profile *profile; /* NULL: captures are named */
    enum pp_protocol protocol;         /* of the overview */
    bool has_dynamic[PP_PROTOCOL_COUNT];
    struct pp_range dynamic[PP_PROTOCOL_COUNT];
    uint64_t sample_count; /* 0: shares are asked for */
    uint32_t thread_count;
    struct pps_montecarlo_options montecarlo; /* without asked and team */
};

/* The answer in the making. */
struct answer {
    struct forecast_options options;
    struct session session; /* empty with a profile */
    bool has_session;
    struct pp_machine *typical; /* of the profile */
    struct pps_state start;
    struct pps_step step;
    struct pp_buf subject;
};

/* --- options ---------------------------------------------------------------
 */

static bool read_protocol(const struct call *call,
                          struct forecast_options *options)
{
    const char *value = pps_call_value(call, OPTION_PROTOCOL);
    if (value == NULL ||
        pp_protocol_parse(pp_sv_from(value), &options->protocol)) {
        return true;
    }
    return pps_call_complain_value(
        call, OPTION_PROTOCOL, value, "tcp or udp here");
}

/* Without --protocol the overview is of what is asked for. */
static void follow_ports(const struct call *call,
                         struct forecast_options *options)
{
    const struct pp_port_list *ports = &options->words.ports;
    bool is_all_udp = ports->count > 0;
    for (size_t i = 0; i < ports->count; i++) {
        is_all_udp &= ports->items[i].protocol == PP_UDP;
    }
    if (is_all_udp && !pps_call_has(call, OPTION_PROTOCOL)) {
        options->protocol = PP_UDP;
    }
}

static bool read_profile(const struct call *call,
                         struct forecast_options *options)
{
    const char *value = pps_call_value(call, OPTION_PROFILE);
    bool has_captures = options->words.first_capture < call->word_count;
    size_t count = 0;
    const struct pps_profile *all = pps_profiles(&count);
    if (value == NULL) {
        options->profile = has_captures ? NULL : &all[0];
        return true;
    }
    options->profile = pps_profile_named(pp_sv_from(value));
    if (options->profile != NULL && !has_captures) {
        return true;
    }
    if (options->profile != NULL) {
        pps_io_complain(call->io,
                        "--profile replaces a capture: leave out '%s'",
                        call->words[options->words.first_capture]);
        return false;
    }
    return pps_call_complain_name(
        call, OPTION_PROFILE, value, pps_name_of_profile);
}

static bool read_one_dynamic(const struct call *call,
                             const char *value,
                             struct forecast_options *options)
{
    bool is_for[PP_PROTOCOL_COUNT];
    struct pp_netsh_range given;
    struct pp_range range;
    if (!pps_ephemeral_read_dynamic(value, is_for, &given)) {
        return pps_call_complain_value(
            call,
            OPTION_DYNAMIC,
            value,
            "a range such as 1024+13977 or udp:49152-65535");
    }
    if (given.start < LEAST_START || given.count < LEAST_COUNT ||
        !pp_range_from_count(given.start, given.count, &range)) {
        pps_io_complain(
            call->io,
            "--dynamic %s: netsh refuses a range that begins below %d, "
            "has under %d ports or ends above 65535",
            value,
            LEAST_START,
            LEAST_COUNT);
        return false;
    }
    for (int p = 0; p < PP_PROTOCOL_COUNT; p++) {
        if (is_for[p]) {
            options->has_dynamic[p] = true;
            options->dynamic[p] = range;
        }
    }
    return true;
}

static bool read_dynamic(const struct call *call,
                         struct forecast_options *options)
{
    const char *value;
    for (size_t at = 0;
         (value = pps_call_next(call, OPTION_DYNAMIC, &at)) != NULL;) {
        if (!read_one_dynamic(call, value, options)) {
            return false;
        }
    }
    return true;
}

static bool read_numbers(const struct call *call,
                         struct forecast_options *options)
{
    struct pps_montecarlo_options *boots = &options->montecarlo;
    double precision = 0.0;
    boots->runs =
        pps_call_has(call, OPTION_PRECISION) ? DEFAULT_MOST_RUNS : DEFAULT_RUNS;
    options->thread_count = 1;
    if (!pps_call_chance(call, MOST_RUNS, &boots->seed, &boots->runs) ||
        !pps_call_u32(
            call, OPTION_THREADS, MOST_THREADS, &options->thread_count) ||
        !pps_call_number(
            call, OPTION_SAMPLES, 1, MOST_SAMPLES, &options->sample_count) ||
        !pps_call_decimal(call,
                          OPTION_PRECISION,
                          least_precision,
                          most_precision,
                          &precision)) {
        return false;
    }
    boots->precision_ppm = (uint32_t)(precision * 1e6 + 0.5);
    return true;
}

/* Samples have formats of their own, and those have nothing else. */
static bool is_format_fitting(const struct call *call,
                              const struct forecast_options *options)
{
    bool is_of_samples =
        pps_call_is_format(call, "ndjson") || pps_call_is_format(call, "netsh");
    if (options->sample_count > 0 && !is_of_samples) {
        pps_io_complain(call->io,
                        "--samples needs --format ndjson or --format netsh");
        return false;
    }
    if (options->sample_count == 0 && is_of_samples) {
        pps_io_complain(
            call->io,
            "--format %s writes simulated boots: say how many with --samples N",
            pps_call_value(call, OPTION_FORMAT));
        return false;
    }
    return true;
}

static bool read_options(const struct call *call,
                         struct forecast_options *ret_options)
{
    *ret_options = (struct forecast_options){.protocol = PP_TCP};
    if (!read_protocol(call, ret_options) ||
        !pps_port_words_read(
            call, "forecast", ret_options->protocol, &ret_options->words)) {
        return false;
    }
    follow_ports(call, ret_options);
    return read_profile(call, ret_options) && read_dynamic(call, ret_options) &&
           read_numbers(call, ret_options) &&
           is_format_fitting(call, ret_options) &&
           pps_call_assumptions(call, &ret_options->montecarlo.assumptions);
}

/* --- where it begins ------------------------------------------------------ */

static bool open_profile(const struct call *call, struct answer *answer)
{
    const struct pps_profile *profile = answer->options.profile;
    enum pp_status status = pps_profile_machine(profile, &answer->typical);
    if (status == PP_OK) {
        status = pps_profile_state(profile, answer->typical, &answer->start);
    }
    return pps_io_is_ok(call->io, status);
}

static bool open_captures(const struct call *call, struct answer *answer)
{
    if (!pps_session_open(&answer->session,
                          call,
                          answer->options.words.first_capture,
                          NULL)) {
        return false;
    }
    answer->has_session = true;
    enum pp_status status =
        pps_forecast_state(answer->session.machine, &answer->start);
    if (status == PP_OK) {
        status = pps_session_name_captures(&answer->session, &answer->subject);
    }
    return pps_io_is_ok(call->io, status);
}

static void set_dynamic(struct answer *answer)
{
    for (int p = 0; p < PP_PROTOCOL_COUNT; p++) {
        if (answer->options.has_dynamic[p]) {
            pps_state_set_dynamic(&answer->start,
                                  (enum pp_protocol)p,
                                  answer->options.dynamic[p]);
        }
    }
}

/* --- shares --------------------------------------------------------------- */

static void run_team(void *user,
                     unsigned count,
                     void (*job)(void *context, unsigned index),
                     void *context)
{
    struct pps_io *io = user;
    io->run_jobs(count, job, context);
}

static void show_progress(void *user, uint32_t done, uint32_t runs)
{
    struct pps_io *io = user;
    io->progress(io, done, runs);
}

static enum pp_status simulate(const struct call *call,
                               const struct answer *answer,
                               struct pps_montecarlo **ret_montecarlo)
{
    const struct forecast_options *options = &answer->options;
    struct pps_montecarlo_options run = options->montecarlo;
    const struct pps_team team = {
        .count = options->thread_count, .user = call->io, .run = run_team};
    const bool is_looked_at =
        call->io->progress != NULL && !pps_call_has(call, OPTION_QUIET);
    run.asked = options->words.has_ports ? &options->words.ports : NULL;
    run.protocol = options->protocol;
    run.team =
        options->thread_count > 1 && call->io->run_jobs != NULL ? &team : NULL;
    if (is_looked_at) {
        run.progress = show_progress;
        run.progress_user = call->io;
        call->io->progress(call->io, 0, run.runs);
    }
    enum pp_status status =
        pps_montecarlo_run(&answer->start, &answer->step, &run, ret_montecarlo);
    if (is_looked_at) {
        call->io->progress(call->io, 0, 0);
    }
    return status;
}

static void write_report(struct pp_buf *report,
                         const struct call *call,
                         const struct pps_forecast *forecast)
{
    if (pps_call_is_format(call, "json")) {
        pps_forecast_json(report, forecast);
    } else if (pps_call_is_format(call, "csv")) {
        pps_forecast_csv(report, forecast);
    } else if (pps_call_is_format(call, "svg")) {
        pps_forecast_svg(report, forecast);
    } else {
        pps_forecast_text(report, &call->style, forecast);
    }
}

static enum exit_code write_shares(struct call *call,
                                   const struct answer *answer,
                                   enum exit_code code)
{
    struct pps_montecarlo *montecarlo = NULL;
    enum pp_status status = simulate(call, answer, &montecarlo);
    if (status != PP_OK) {
        return pps_call_fail(call, status);
    }
    enum pp_protocol protocol = answer->options.protocol;
    const struct pps_forecast forecast = {
        .montecarlo = montecarlo,
        .protocol = protocol,
        .profile = answer->options.profile,
        .subject = pp_buf_view(&answer->subject),
        .capture_names = answer->session.names,
        .capture_count = answer->session.view.capture_count,
        .is_range_given = answer->options.has_dynamic[protocol],
        .precision_ppm = answer->options.montecarlo.precision_ppm,
    };
    struct pp_buf report = pps_call_report();
    write_report(&report, call, &forecast);
    code = pps_call_deliver(call, &report, code);
    pps_montecarlo_free(montecarlo);
    return code;
}

/* --- single boots --------------------------------------------------------- */

/* Writes what has gathered, once there is enough of it. */
static enum pp_status
flush_rows(struct call *call, struct pp_buf *rows, size_t least)
{
    if (rows->len == 0 || rows->len < least) {
        return PP_OK;
    }
    enum pp_status status = call->io->write(call->io, pp_buf_view(rows));
    pp_buf_clear(rows);
    return status;
}

static enum pp_status write_boots(struct call *call,
                                  const struct answer *answer,
                                  struct pps_sampler *sampler,
                                  struct pp_buf *rows)
{
    enum pp_protocol protocol = answer->options.protocol;
    bool is_netsh = pps_call_is_format(call, "netsh");
    for (uint64_t run = 0; run < answer->options.sample_count; run++) {
        PP_TRY(is_netsh ? pps_sampler_netsh(sampler, run, protocol, rows)
                        : pps_sampler_ndjson(sampler, run, protocol, rows));
        PP_TRY(flush_rows(call, rows, FLUSH_BYTES));
    }
    return flush_rows(call, rows, 0);
}

static enum exit_code write_samples(struct call *call,
                                    const struct answer *answer,
                                    enum exit_code code)
{
    struct pps_sampler *sampler = NULL;
    struct pp_buf rows = pps_call_report();
    enum pp_status status = pps_sampler_new(
        &answer->start, &answer->step, &answer->options.montecarlo, &sampler);
    if (status != PP_OK) {
        return pps_call_fail(call, status);
    }
    if (!pps_call_open(call)) {
        code = EXIT_TROUBLE;
    } else {
        status = write_boots(call, answer, sampler, &rows);
        if (status != PP_OK && status != PP_ERR_IO) {
            code = pps_call_fail(call, status);
        }
        /* A failed write is reported when the document is closed. */
        code = pps_call_close(call, code);
    }
    pp_buf_done(&rows);
    pps_sampler_free(sampler);
    return code;
}

/* --- all of it ------------------------------------------------------------ */

static enum exit_code write_answer(struct call *call, struct answer *answer)
{
    enum exit_code code = EXIT_YES;
    if (answer->has_session && !pps_session_has_captures(&answer->session)) {
        return pps_session_end_empty(&answer->session, call);
    }
    if (answer->has_session) {
        code = pps_session_code(&answer->session, call, EXIT_YES);
    }
    set_dynamic(answer);
    code = answer->options.sample_count > 0 ? write_samples(call, answer, code)
                                            : write_shares(call, answer, code);
    if (answer->has_session) {
        pps_session_print_diags(&answer->session, call);
    }
    return code;
}

enum exit_code pps_cmd_forecast(struct call *call)
{
    struct answer answer = {.step = pps_step_of(PPS_STEP_REBOOT)};
    enum exit_code code = EXIT_TROUBLE;
    pp_buf_init(&answer.subject, MAX_SUBJECT_BYTES);
    if (read_options(call, &answer.options) &&
        (answer.options.profile != NULL ? open_profile(call, &answer)
                                        : open_captures(call, &answer))) {
        code = write_answer(call, &answer);
    }
    pps_state_done(&answer.start);
    if (answer.has_session) {
        pps_session_close(&answer.session);
    }
    pp_machine_free(answer.typical);
    pp_buf_done(&answer.subject);
    pp_port_list_done(&answer.options.words.ports);
    return code;
}
