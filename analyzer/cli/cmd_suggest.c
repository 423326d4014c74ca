/* `suggest`: which ports to choose. */
#include "cmd_suggest.h"

#include "portplan/suggest.h"

#include "machines.h"
#include "session.h"
#include "suggest/suggest_find.h"
#include "suggest/suggest_json.h"
#include "suggest/suggest_rules.h"
#include "suggest/suggest_text.h"
#include "suggest_options.h"
#include "suggest_outlook.h"

enum {
    ALL_RUNS = 20 * 1000, /* simulated boots, shared by the machines */
    LEAST_RUNS = 100,     /* of each machine */
};

/* The answer in the making. */
struct answer {
    struct suggest_options options;
    struct machines machines;
    struct pp_suggest *suggest;
    uint32_t runs; /* of each machine */
    uint32_t added_count;
    bool is_forecasting; /* in many boots, and not only in one */
    bool is_again;       /* a second time: all has been told */
    bool is_flawed;      /* --strict has something to object to */
};

static enum exit_code write_table(struct cli *cli)
{
    struct pp_buf report = cli_report();
    if (cli_is_format(cli, "json")) {
        pp_suggest_rules_json(&report);
    } else if (cli_is_format(cli, "markdown")) {
        pp_suggest_rules_markdown(&report);
    } else {
        pp_suggest_rules_text(&report, &cli->style);
    }
    return cli_deliver(cli, &report, EXIT_YES);
}

/* --- a machine ------------------------------------------------------------ */

/* Says that nothing was recognised; goes on where nobody named the file. */
static enum exit_code told_nothing(const struct session *session, bool is_found)
{
    enum exit_code code = session_tell_nothing(session);
    return is_found ? EXIT_YES : code;
}

static enum exit_code add_session(const struct cli *cli,
                                  struct answer *answer,
                                  const struct session *session,
                                  bool is_found)
{
    if (!answer->is_again) {
        session_tell_diags(session, cli);
    }
    if (!session_has_captures(session)) {
        answer->is_flawed = true;
        return answer->is_again ? EXIT_YES : told_nothing(session, is_found);
    }
    answer->is_flawed |= session_code(session, cli, EXIT_YES) == EXIT_STRICT;
    pp_suggest_add_machine(answer->suggest, session->machine);
    answer->added_count++;
    enum pp_status status = answer->is_forecasting
                                ? suggest_forecast(answer->suggest,
                                                   &answer->options,
                                                   answer->runs,
                                                   session->machine)
                                : suggest_look_ahead(answer->suggest,
                                                     &answer->options,
                                                     session->machine);
    return status == PP_OK ? EXIT_YES : complain_status(status);
}

static enum exit_code add_machines(const struct cli *cli, struct answer *answer)
{
    size_t count = machines_count(&answer->machines);
    for (size_t i = 0; i < count; i++) {
        struct machine_words named = machines_at(&answer->machines, i);
        struct session session;
        if (!session_open_words(
                &session, cli, named.words, named.count, NULL)) {
            return EXIT_TROUBLE;
        }
        enum exit_code code =
            add_session(cli, answer, &session, named.is_found);
        session_close(&session);
        if (code != EXIT_YES) {
            return code;
        }
    }
    return EXIT_YES;
}

/* --- all of it ------------------------------------------------------------ */

static enum exit_code write_answer(struct cli *cli, const struct answer *answer)
{
    size_t count = 0;
    (void)pp_suggest_items(answer->suggest, &count);
    enum exit_code code = count > 0 ? EXIT_YES : EXIT_NO;
    if (cli_has(cli, OPTION_STRICT) && answer->is_flawed) {
        code = EXIT_STRICT;
    }
    struct pp_buf report = cli_report();
    if (cli_is_format(cli, "json")) {
        pp_suggest_json(&report, answer->suggest);
    } else {
        pp_suggest_text(&report, &cli->style, answer->suggest);
    }
    return cli_deliver(cli, &report, code);
}

/* Captures are asked for, and none was found in them. */
static bool is_asked_in_vain(const struct cli *cli, const struct answer *answer)
{
    return answer->added_count == 0 &&
           (cli->word_count > 0 || answer->machines.host_count > 0);
}

/* Puts the question, from the beginning. */
static enum exit_code ask(const struct cli *cli, struct answer *answer)
{
    pp_suggest_free(answer->suggest);
    answer->suggest = NULL;
    answer->added_count = 0;
    enum pp_status status =
        pp_suggest_new(&answer->options.asked, &answer->suggest);
    if (status != PP_OK) {
        return complain_status(status);
    }
    if (!suggest_read_also(cli, answer->suggest)) {
        return EXIT_TROUBLE;
    }
    enum exit_code code = add_machines(cli, answer);
    if (code != EXIT_YES) {
        return code;
    }
    if (is_asked_in_vain(cli, answer)) {
        complain("no capture is in what was named");
        return EXIT_NOTHING;
    }
    status = pp_suggest_find(answer->suggest);
    return status == PP_OK ? EXIT_YES : complain_status(status);
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
static enum exit_code suggest(struct cli *cli, struct answer *answer)
{
    size_t count = machines_count(&answer->machines);
    uint64_t runs = answer->options.runs;
    if (runs == 0) {
        runs = count > 0 ? ALL_RUNS / count : ALL_RUNS;
        runs = runs > LEAST_RUNS ? runs : LEAST_RUNS;
    }
    answer->runs = (uint32_t)runs;
    answer->is_forecasting =
        count <= 1 || machines_have_stdin(&answer->machines);
    enum exit_code code = ask(cli, answer);
    if (code == EXIT_YES && !answer->is_forecasting && is_any_inside(answer)) {
        answer->is_forecasting = true;
        answer->is_again = true;
        code = ask(cli, answer);
    }
    return code == EXIT_YES ? write_answer(cli, answer) : code;
}

enum exit_code cmd_suggest(struct cli *cli)
{
    if (cli_has(cli, OPTION_TABLE)) {
        return write_table(cli);
    }
    if (cli_is_format(cli, "markdown")) {
        complain("--format markdown is for --table");
        return EXIT_TROUBLE;
    }
    struct answer answer = {0};
    enum exit_code code = EXIT_TROUBLE;
    if (suggest_read_options(cli, &answer.options) &&
        machines_find(cli, &answer.machines)) {
        code = suggest(cli, &answer);
    }
    pp_suggest_free(answer.suggest);
    machines_done(&answer.machines);
    return code;
}
