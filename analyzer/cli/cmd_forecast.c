/* `forecast`: how likely is each port to be excluded after a boot. */
#include "cmd_forecast.h"

#include <stdio.h>
#include <string.h>
#include <time.h>

#include "portplansim/forecast.h"
#include "portplansim/samples.h"

#include "cli/platform/platform.h"
#include "forecast_options.h"
#include "session.h"
#include "sim/forecast/forecast_data.h"
#include "sim/forecast/forecast_svg.h"
#include "sim/forecast/forecast_text.h"

enum {
    MAX_SUBJECT_BYTES = 1 << 16,
    FLUSH_BYTES = 1 << 16,
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

/* --- where it begins ------------------------------------------------------ */

static bool open_profile(struct answer *answer)
{
    const struct pps_profile *profile = answer->options.profile;
    enum pp_status status = pps_profile_machine(profile, &answer->typical);
    if (status == PP_OK) {
        status = pps_profile_state(profile, answer->typical, &answer->start);
    }
    return is_ok(status);
}

static bool open_captures(const struct cli *cli, struct answer *answer)
{
    if (!session_open(
            &answer->session, cli, answer->options.words.first_capture, NULL)) {
        return false;
    }
    answer->has_session = true;
    enum pp_status status =
        pps_forecast_state(answer->session.machine, &answer->start);
    if (status == PP_OK) {
        status = session_name_captures(&answer->session, &answer->subject);
    }
    return is_ok(status);
}

static void set_dynamic(struct answer *answer)
{
    for (int p = 0; p < PP_PROTOCOL_COUNT; p++) {
        struct pps_protocol_state *at = &answer->start.protocols[p];
        if (answer->options.has_dynamic[p]) {
            at->dynamic.range = answer->options.dynamic[p];
            at->dynamic.basis = PP_BASIS_CAPTURED;
            at->dynamic_persistent = answer->options.dynamic[p];
            at->is_dynamic_from_netsh = true;
        }
    }
}

/* --- progress ------------------------------------------------------------- */

struct progress {
    clock_t begun;
    bool is_shown;
};

/* On one line of the terminal, from about a second on. */
static void show_progress(void *user, uint32_t done, uint32_t runs)
{
    struct progress *progress = user;
    clock_t used = clock() - progress->begun;
    if (used < CLOCKS_PER_SEC) {
        return;
    }
    progress->is_shown = true;
    fprintf(stderr,
            "\r%lu of %lu boots simulated",
            (unsigned long)done,
            (unsigned long)runs);
    fflush(stderr);
}

static void end_progress(const struct progress *progress)
{
    if (progress->is_shown) {
        fputs("\r                                                  \r", stderr);
    }
}

/* --- shares --------------------------------------------------------------- */

static void run_team(void *user,
                     unsigned count,
                     void (*job)(void *context, unsigned index),
                     void *context)
{
    (void)user;
    platform_run_jobs(count, job, context);
}

static enum pp_status simulate(const struct cli *cli,
                               const struct answer *answer,
                               struct pps_montecarlo **ret_montecarlo)
{
    const struct forecast_options *options = &answer->options;
    struct pps_montecarlo_options run = options->montecarlo;
    const struct pps_team team = {.count = options->thread_count,
                                  .run = run_team};
    struct progress progress = {.begun = clock()};
    run.asked = options->words.has_ports ? &options->words.ports : NULL;
    run.protocol = options->protocol;
    run.team = options->thread_count > 1 ? &team : NULL;
    if (platform_is_terminal(PLATFORM_STDERR) && !cli_has(cli, OPTION_QUIET)) {
        run.progress = show_progress;
        run.progress_user = &progress;
    }
    enum pp_status status =
        pps_montecarlo_run(&answer->start, &answer->step, &run, ret_montecarlo);
    end_progress(&progress);
    return status;
}

static void write_report(struct pp_buf *report,
                         const struct cli *cli,
                         const struct pps_forecast *forecast)
{
    if (cli_is_format(cli, "json")) {
        pps_forecast_json(report, forecast);
    } else if (cli_is_format(cli, "csv")) {
        pps_forecast_csv(report, forecast);
    } else if (cli_is_format(cli, "svg")) {
        pps_forecast_svg(report, forecast);
    } else {
        pps_forecast_text(report, &cli->style, forecast);
    }
}

static enum exit_code
write_shares(struct cli *cli, const struct answer *answer, enum exit_code code)
{
    struct pps_montecarlo *montecarlo = NULL;
    enum pp_status status = simulate(cli, answer, &montecarlo);
    if (status != PP_OK) {
        return complain_status(status);
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
    struct pp_buf report = cli_report();
    write_report(&report, cli, &forecast);
    code = cli_deliver(cli, &report, code);
    pps_montecarlo_free(montecarlo);
    return code;
}

/* --- single boots --------------------------------------------------------- */

/* Writes what has gathered, once there is enough of it. */
static enum pp_status
flush_rows(struct cli *cli, struct pp_buf *rows, size_t least)
{
    if (rows->len == 0 || rows->len < least) {
        return PP_OK;
    }
    enum pp_status status = output_write(&cli->output, pp_buf_view(rows));
    pp_buf_clear(rows);
    return status;
}

static enum pp_status write_boots(struct cli *cli,
                                  const struct answer *answer,
                                  struct pps_sampler *sampler,
                                  struct pp_buf *rows)
{
    enum pp_protocol protocol = answer->options.protocol;
    bool is_netsh = cli_is_format(cli, "netsh");
    for (uint64_t run = 0; run < answer->options.sample_count; run++) {
        PP_TRY(is_netsh ? pps_sampler_netsh(sampler, run, protocol, rows)
                        : pps_sampler_ndjson(sampler, run, protocol, rows));
        PP_TRY(flush_rows(cli, rows, FLUSH_BYTES));
    }
    return flush_rows(cli, rows, 0);
}

static enum exit_code
write_samples(struct cli *cli, const struct answer *answer, enum exit_code code)
{
    const struct pps_sampler_options options = {
        .seed = answer->options.montecarlo.seed,
        .assumptions = answer->options.montecarlo.assumptions,
    };
    struct pps_sampler *sampler = NULL;
    struct pp_buf rows = cli_report();
    enum pp_status status =
        pps_sampler_new(&answer->start, &answer->step, &options, &sampler);
    if (status != PP_OK) {
        return complain_status(status);
    }
    if (!cli_open_output(cli)) {
        code = EXIT_TROUBLE;
    } else {
        status = write_boots(cli, answer, sampler, &rows);
        if (status != PP_OK && status != PP_ERR_IO) {
            code = complain_status(status);
            output_abandon(&cli->output);
        } else {
            /* What could not be written is told when the output closes. */
            code = cli_close_output(cli, code);
        }
    }
    pp_buf_done(&rows);
    pps_sampler_free(sampler);
    return code;
}

/* --- all of it ------------------------------------------------------------ */

static enum exit_code write_answer(struct cli *cli, struct answer *answer)
{
    enum exit_code code = EXIT_YES;
    if (answer->has_session && !session_has_captures(&answer->session)) {
        return session_tell_empty(&answer->session, cli);
    }
    if (answer->has_session) {
        code = session_code(&answer->session, cli, EXIT_YES);
    }
    set_dynamic(answer);
    code = answer->options.sample_count > 0 ? write_samples(cli, answer, code)
                                            : write_shares(cli, answer, code);
    if (answer->has_session) {
        session_tell_diags(&answer->session, cli);
    }
    return code;
}

enum exit_code cmd_forecast(struct cli *cli)
{
    struct answer answer = {.step = pps_step_reboot()};
    enum exit_code code = EXIT_TROUBLE;
    pp_buf_init(&answer.subject, MAX_SUBJECT_BYTES);
    if (forecast_read_options(cli, &answer.options) &&
        (answer.options.profile != NULL ? open_profile(&answer)
                                        : open_captures(cli, &answer))) {
        code = write_answer(cli, &answer);
    }
    pps_state_done(&answer.start);
    if (answer.has_session) {
        session_close(&answer.session);
    }
    pp_machine_free(answer.typical);
    pp_buf_done(&answer.subject);
    forecast_options_done(&answer.options);
    return code;
}
