/* `ephemeral`: which ports outgoing connections take. */
#include "cmd_ephemeral.h"

#include "cli/words/commands.h"
#include "ephemeral/ephemeral_report.h"
#include "ephemeral/windows_table.h"
#include "ephemeral_options.h"
#include "ephemeral_rate.h"
#include "json/json_write.h"
#include "print/assumptions_json.h"
#include "session.h"
#include "sim/exhaustion/exhaustion_report.h"

enum {
    MAX_TEXT_BYTES = 1 << 20,
};

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

static enum exit_code write_table(struct cli *cli)
{
    struct pp_buf report = cli_report();
    if (cli_is_format(cli, "json")) {
        pp_windows_json(&report);
    } else if (cli_is_format(cli, "csv")) {
        pp_windows_csv(&report);
    } else if (cli_is_format(cli, "markdown")) {
        pp_windows_markdown(&report);
    } else {
        pp_windows_text(&report, &cli->style);
    }
    return cli_deliver(cli, &report, EXIT_YES);
}

/* Captures are read where they are named, and where nothing else says what
 * is asked about. */
static bool read_captures(const struct cli *cli, struct answer *answer)
{
    if (cli->word_count == 0 && ephemeral_has_settings(cli)) {
        return true;
    }
    if (!session_open(&answer->session, cli, 0, NULL)) {
        return false;
    }
    answer->has_session = true;
    for (int i = 0; i < PP_PROTOCOL_COUNT; i++) {
        answer->settings[i] = pp_ephemeral_settings_of(answer->session.machine,
                                                       (enum pp_protocol)i);
    }
    return true;
}

static enum exit_code write_json(struct cli *cli, const struct answer *answer)
{
    struct pp_buf report = cli_report();
    struct pp_json *doc = pp_json_doc_new();
    pp_ephemeral_json(doc, &answer->of[PP_TCP], &answer->of[PP_UDP]);
    if (answer->has_rate) {
        pps_exhaustion_json(
            doc, &answer->exhaustion, answer->of[PP_TCP].algorithm);
    } else {
        pp_json_add_null(doc, "exhaustion");
    }
    pp_assumptions_json(doc, &answer->settings[PP_TCP].assumptions);
    enum pp_status status = pp_json_write(doc, &report, true);
    report.status = report.status == PP_OK ? status : report.status;
    pp_json_free(doc);
    pp_buf_add_char(&report, '\n');
    return cli_deliver(cli, &report, EXIT_YES);
}

static enum exit_code write_text(struct cli *cli, const struct answer *answer)
{
    struct pp_buf report = cli_report();
    pp_ephemeral_text(
        &report, &cli->style, &answer->of[PP_TCP], &answer->of[PP_UDP]);
    if (answer->has_rate) {
        pp_buf_add_char(&report, '\n');
        pps_exhaustion_text(&report,
                            &cli->style,
                            &answer->exhaustion,
                            answer->of[PP_TCP].algorithm);
    }
    return cli_deliver(cli, &report, EXIT_YES);
}

/* No, where netsh would refuse what was given. */
static enum exit_code code_of(const struct cli *cli,
                              const struct answer *answer)
{
    bool is_refused =
        answer->of[PP_TCP].is_refused || answer->of[PP_UDP].is_refused;
    enum exit_code code = is_refused ? EXIT_NO : EXIT_YES;
    return answer->has_session && !ephemeral_has_settings(cli)
               ? session_code(&answer->session, cli, code)
               : code;
}

static enum exit_code write_answer(struct cli *cli, struct answer *answer)
{
    for (int i = 0; i < PP_PROTOCOL_COUNT; i++) {
        answer->settings[i].protocol = (enum pp_protocol)i;
        enum pp_status status = pp_ephemeral_derive(
            &answer->settings[i], &answer->arena, &answer->of[i]);
        if (status != PP_OK) {
            return complain_status(status);
        }
    }
    enum exit_code code = code_of(cli, answer);
    if (code == EXIT_NOTHING) {
        return session_tell_empty(&answer->session, cli);
    }
    const struct pp_machine *machine =
        answer->has_session ? answer->session.machine : NULL;
    if (!ephemeral_answer_rate(cli,
                               &answer->of[PP_TCP],
                               &answer->settings[PP_TCP],
                               machine,
                               &answer->exhaustion,
                               &answer->has_rate)) {
        return EXIT_TROUBLE;
    }
    enum exit_code written = cli_is_format(cli, "json")
                                 ? write_json(cli, answer)
                                 : write_text(cli, answer);
    if (answer->has_session) {
        session_tell_diags(&answer->session, cli);
    }
    return written == EXIT_YES ? code : written;
}

enum exit_code cmd_ephemeral(struct cli *cli)
{
    if (cli_has(cli, OPTION_TABLE)) {
        return write_table(cli);
    }
    if (cli_is_format(cli, "csv") || cli_is_format(cli, "markdown")) {
        complain("--format %s is for --table", cli_value(cli, OPTION_FORMAT));
        return EXIT_TROUBLE;
    }
    struct answer answer = {0};
    enum exit_code code = EXIT_TROUBLE;
    pp_arena_init(&answer.arena, MAX_TEXT_BYTES);
    if (read_captures(cli, &answer) &&
        ephemeral_read_settings(cli, answer.settings)) {
        code = write_answer(cli, &answer);
    }
    if (answer.has_session) {
        session_close(&answer.session);
    }
    pp_arena_done(&answer.arena);
    return code;
}
