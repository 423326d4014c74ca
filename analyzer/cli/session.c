/* Captures in, a machine and an exit code out. */
#include "session.h"

#include <stdio.h>
#include <string.h>

#include "base/alloc.h"
#include "input.h"
#include "print/diag_text.h"

static bool open_load(const struct cli *cli,
                      const struct pp_fact_sink *sink,
                      struct pp_load **ret_load)
{
    struct pp_load_options options = {
        .encoding = cli_value(cli, OPTION_ENCODING), .sink = sink};
    enum pp_status status = pp_load_new(&options, ret_load);
    if (status == PP_ERR_INVALID && options.encoding != NULL) {
        (void)complain_value(
            OPTION_ENCODING,
            options.encoding,
            "utf-8, utf-16le, utf-16be, latin1 or a code page such as cp437, "
            "cp850, cp852, cp866, cp932, cp936, cp949, cp950 or cp1252");
        return false;
    }
    return is_ok(status);
}

static bool read_captures(struct session *session,
                          const char *const *words,
                          size_t word_count)
{
    enum pp_status status = input_read(words, word_count, session->load);
    if (status == PP_ERR_LIMIT) {
        complain("the captures hold more than can be kept at once; "
                 "show --format ndjson and --format count keep nothing");
        return false;
    }
    /* After PP_ERR_IO the input has complained already. */
    return status != PP_ERR_IO && is_ok(status);
}

/* Which of several tables count: --section N, --all, else the latest. */
static bool choose_tables(struct session *session, const struct cli *cli)
{
    uint64_t section = 0;
    if (cli_value(cli, OPTION_SECTION) == NULL) {
        enum pp_table_choice choice =
            cli_has(cli, OPTION_ALL) ? PP_TABLES_ALL : PP_TABLES_LAST;
        return pp_load_choose(session->load, choice, 0) == PP_OK;
    }
    if (!cli_number(cli, OPTION_SECTION, 1, UINT32_MAX, &section)) {
        return false;
    }
    if (pp_load_choose(session->load, PP_TABLES_ONE, (uint32_t)section - 1) !=
        PP_OK) {
        complain("the captures have no section %llu, only %llu",
                 (unsigned long long)section,
                 (unsigned long long)pp_load_totals(session->load).sections);
        return false;
    }
    return true;
}

static enum pp_status take_view(struct session *session)
{
    session->view = pp_show_of(
        session->load, session->machine, pp_load_diags(session->load));
    size_t count = session->view.capture_count;
    session->names = pp_calloc(count + 1, sizeof(*session->names));
    for (size_t i = 0; session->names != NULL && i < count; i++) {
        session->names[i] = session->view.captures[i].name;
    }
    return session->names != NULL ? PP_OK : PP_ERR_NOMEM;
}

bool session_open(struct session *session,
                  const struct cli *cli,
                  size_t first_capture_word,
                  const struct pp_fact_sink *sink)
{
    size_t first = first_capture_word < cli->word_count ? first_capture_word
                                                        : cli->word_count;
    return session_open_words(
        session, cli, cli->words + first, cli->word_count - first, sink);
}

bool session_open_words(struct session *session,
                        const struct cli *cli,
                        const char *const *words,
                        size_t word_count,
                        const struct pp_fact_sink *sink)
{
    *session = (struct session){0};
    uint64_t ignored = 0;
    if (!cli_number(cli, OPTION_SEED, 0, UINT64_MAX, &ignored) ||
        !cli_number(cli, OPTION_RUNS, 1, UINT32_MAX, &ignored) ||
        !open_load(cli, sink, &session->load)) {
        return false;
    }
    if (read_captures(session, words, word_count) &&
        (sink != NULL ||
         (choose_tables(session, cli) &&
          is_ok(pp_load_machine(session->load, &session->machine)))) &&
        is_ok(take_view(session))) {
        return true;
    }
    session_close(session);
    return false;
}

void session_close(struct session *session)
{
    pp_free(session->names);
    pp_machine_free(session->machine);
    pp_load_free(session->load);
    *session = (struct session){0};
}

bool session_has_captures(const struct session *session)
{
    return pp_load_totals(session->load).sections > 0 || session->is_asked;
}

enum pp_status session_name_captures(const struct session *session,
                                     struct pp_buf *names)
{
    const struct pp_show *view = &session->view;
    if (view->capture_count == 0) {
        return names->status;
    }
    pp_buf_add(names, view->captures[0].name);
    if (view->capture_count == 2) {
        pp_buf_add_str(names, " and ");
        pp_buf_add(names, view->captures[1].name);
    } else if (view->capture_count > 2) {
        pp_buf_printf(names, " and %zu more", view->capture_count - 1);
    }
    return names->status;
}

void session_print_diags(const struct session *session, const struct cli *cli)
{
    enum pp_severity least =
        cli_has(cli, OPTION_QUIET) ? PP_SEVERITY_WARNING : PP_SEVERITY_NOTE;
    struct pp_buf text;
    pp_buf_init(&text, SIZE_MAX / 2);
    pp_diags_text(&text, &cli->error_style, &session->view, least);
    print_message(&text);
}

bool session_take_ports(struct session *session,
                        const struct cli *cli,
                        const char *command,
                        struct pp_port_list *ret_ports)
{
    if (!is_ok(pp_port_list_from_facts(
            session->view.facts, session->view.fact_count, ret_ports))) {
        return false;
    }
    session->is_asked = ret_ports->count > 0;
    if (session->is_asked || !session_has_captures(session)) {
        return true;
    }
    session_print_diags(session, cli);
    complain("nothing in the captures names a port; name it yourself: "
             "portplan %s 8080%s%s",
             command,
             cli->word_count > 0 ? " " : "",
             cli->word_count > 0 ? cli->words[0] : "");
    return false;
}

enum exit_code session_complain_empty(const struct session *session)
{
    size_t count = 0;
    const struct pp_capture *captures = pp_load_captures(session->load, &count);
    struct pp_sv first = count > 0 ? captures[0].name : PP_SV("the input");
    /* A hive has no lines. */
    bool is_empty = count == 1 && captures[0].lines.total == 0 &&
                    strcmp(captures[0].encoding, "binary") != 0;
    if (is_empty) {
        complain("%.*s is empty", PP_SV_ARGS(first));
    } else {
        complain("nothing in %.*s%s looks like output of netsh",
                 PP_SV_ARGS(first),
                 count > 1 ? " and the other captures" : "");
    }
    fputs("what to capture on the Windows machine: portplan help capture\n",
          stderr);
    return EXIT_NOTHING;
}

enum exit_code session_end_empty(const struct session *session,
                                 const struct cli *cli)
{
    session_print_diags(session, cli);
    return session_complain_empty(session);
}

enum exit_code session_deliver(const struct session *session,
                               struct cli *cli,
                               struct pp_buf *report,
                               enum exit_code answer)
{
    enum exit_code code =
        cli_deliver(cli, report, session_code(session, cli, answer));
    session_print_diags(session, cli);
    return code;
}

enum exit_code session_code(const struct session *session,
                            const struct cli *cli,
                            enum exit_code answer)
{
    if (!session_has_captures(session)) {
        return EXIT_NOTHING;
    }
    const struct pp_diags *diags = session->view.diags;
    bool is_flawed = pp_diags_count(diags, PP_SEVERITY_WARNING) > 0 ||
                     pp_diags_count(diags, PP_SEVERITY_ERROR) > 0 ||
                     pp_load_totals(session->load).rejected > 0;
    if (cli_has(cli, OPTION_STRICT) && is_flawed) {
        return EXIT_STRICT;
    }
    return answer;
}
