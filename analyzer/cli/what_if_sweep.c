/* Where in a range a reservation would be safest. */
#include "what_if_sweep.h"

#include "portplan/port_list.h"

#include "sim/sweep/sweep_data.h"
#include "sim/sweep/sweep_text.h"

enum {
    MAX_SUBJECT_BYTES = 1 << 16,
};

/* --length and --format csv ask for nothing without --sweep. */
static bool is_nothing_left_over(const struct cli *cli)
{
    if (cli_has(cli, OPTION_LENGTH)) {
        complain("--length is for --sweep");
        return false;
    }
    if (cli_is_format(cli, "csv")) {
        complain("--format csv is for --sweep");
        return false;
    }
    return true;
}

static bool read_range(const char *value, struct pps_sweep_options *options)
{
    struct pp_port_list ports = {0};
    struct pp_sv item = {0};
    const char *why = "";
    enum pp_status status =
        pp_port_list_parse(pp_sv_from(value), &ports, &item, &why);
    if (status == PP_OK && ports.count == 1) {
        options->range = ports.items[0].range;
        options->protocol = ports.items[0].protocol;
        pp_port_list_done(&ports);
        return true;
    }
    if (status == PP_OK) {
        complain("--sweep takes one port or range, not %zu", ports.count);
        pp_port_list_done(&ports);
    } else if (status == PP_ERR_FORMAT) {
        complain(
            "--sweep: '%.*s' is no port or range: %s", PP_SV_ARGS(item), why);
    } else {
        (void)complain_status(status);
    }
    return false;
}

bool what_if_sweep_read(const struct cli *cli,
                        struct pps_sweep_options *options)
{
    const char *value = cli_value(cli, OPTION_SWEEP);
    if (value == NULL) {
        return is_nothing_left_over(cli);
    }
    options->length = 1;
    return read_range(value, options) && cli_u32(cli,
                                                 OPTION_LENGTH,
                                                 pp_range_count(options->range),
                                                 &options->length);
}

bool what_if_sweep_takes(const struct pps_scenario *scenario)
{
    size_t count = 0;
    const struct pps_step *steps = pps_scenario_steps(scenario, &count);
    for (size_t i = 0; i < count; i++) {
        if (steps[i].kind == PPS_STEP_EXPECT) {
            complain("--sweep looks at no expectation: leave out '%.*s'",
                     PP_SV_ARGS(steps[i].written));
            return false;
        }
    }
    return true;
}

static enum pp_status write_text(struct pp_buf *report,
                                 const struct cli *cli,
                                 const struct session *session,
                                 const struct pps_sweep *sweep)
{
    struct pp_buf subject;
    pp_buf_init(&subject, MAX_SUBJECT_BYTES);
    enum pp_status status = session_name_captures(session, &subject);
    if (status == PP_OK) {
        pps_sweep_text(report, &cli->style, sweep, pp_buf_view(&subject));
    }
    pp_buf_done(&subject);
    return status;
}

enum exit_code what_if_sweep(struct cli *cli,
                             const struct session *session,
                             const struct pps_sweep_options *options)
{
    struct pps_sweep *sweep = NULL;
    struct pp_buf report = cli_report();
    enum pp_status status = pps_sweep_run(session->machine, options, &sweep);
    if (status != PP_OK) {
        return complain_status(status);
    }
    if (cli_is_format(cli, "json")) {
        pps_sweep_json(&report, sweep);
    } else if (cli_is_format(cli, "csv")) {
        pps_sweep_csv(&report, sweep);
    } else {
        status = write_text(&report, cli, session, sweep);
    }
    report.status = report.status == PP_OK ? status : report.status;
    enum exit_code answer = pps_sweep_is_any(sweep) ? EXIT_YES : EXIT_NO;
    pps_sweep_free(sweep);
    return session_deliver(session, cli, &report, answer);
}
