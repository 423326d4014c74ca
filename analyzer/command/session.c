/* Captures in, a machine and an exit code out. */
#include "session.h"

#include <string.h>

#include "base/alloc.h"
#include "base/bounds.h"
#include "captures.h"
#include "check/explain_error.h"
#include "one_machine.h"
#include "print/diag_text.h"
#include "show/show_text.h"

static bool open_load(const struct call *call,
                      const struct pp_fact_sink *sink,
                      struct pp_load **ret_load)
{
    struct pp_load_options options = {
        .encoding = pps_call_value(call, OPTION_ENCODING), .sink = sink};
    enum pp_status status = pp_load_new(&options, ret_load);
    if (status == PP_ERR_INVALID && options.encoding != NULL) {
        (void)pps_call_complain_value(
            call,
            OPTION_ENCODING,
            options.encoding,
            "utf-8, utf-16le, utf-16be, latin1 or a code page such as cp437, "
            "cp850, cp852, cp866, cp932, cp936, cp949, cp950 or cp1252");
        return false;
    }
    return pps_io_is_ok(call->io, status);
}

static bool read_captures(struct session *session,
                          const struct call *call,
                          const char *const *words,
                          size_t word_count)
{
    enum pp_status status =
        pps_captures_read(call->io, words, word_count, session->load);
    if (status == PP_ERR_LIMIT) {
        pps_io_complain(call->io,
                        "the captures hold more than can be kept at once; "
                        "show --format ndjson and --format count keep nothing");
        return false;
    }
    /* After PP_ERR_IO the input has complained already. */
    return status != PP_ERR_IO && pps_io_is_ok(call->io, status);
}

/* Which of several tables count: --section N, --all, else the latest. */
static bool choose_tables(struct session *session, const struct call *call)
{
    uint64_t section = 0;
    if (pps_call_value(call, OPTION_SECTION) == NULL) {
        enum pp_table_choice choice =
            pps_call_has(call, OPTION_ALL) ? PP_TABLES_ALL : PP_TABLES_LAST;
        return pp_load_choose(session->load, choice, 0) == PP_OK;
    }
    if (!pps_call_number(call, OPTION_SECTION, 1, UINT32_MAX, &section)) {
        return false;
    }
    if (pp_load_choose(session->load, PP_TABLES_ONE, (uint32_t)section - 1) !=
        PP_OK) {
        pps_io_complain(
            call->io,
            "the captures have no section %llu, only %llu",
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

bool pps_session_open(struct session *session,
                      const struct call *call,
                      size_t first_capture_word,
                      const struct pp_fact_sink *sink)
{
    size_t first = first_capture_word < call->word_count ? first_capture_word
                                                         : call->word_count;
    return pps_session_open_words(
        session, call, call->words + first, call->word_count - first, sink);
}

bool pps_session_open_words(struct session *session,
                            const struct call *call,
                            const char *const *words,
                            size_t word_count,
                            const struct pp_fact_sink *sink)
{
    *session = (struct session){.io = call->io};
    uint64_t ignored = 0;
    if (!pps_call_number(call, OPTION_SEED, 0, UINT64_MAX, &ignored) ||
        !pps_call_number(call, OPTION_RUNS, 1, UINT32_MAX, &ignored) ||
        !open_load(call, sink, &session->load)) {
        return false;
    }
    if (read_captures(session, call, words, word_count) &&
        (sink != NULL ||
         (choose_tables(session, call) &&
          pps_io_is_ok(call->io,
                       pp_load_machine(session->load, &session->machine)))) &&
        pps_io_is_ok(call->io, take_view(session)) &&
        (call->takes_several ||
         pps_is_one_machine(call, &session->view, words, word_count))) {
        return true;
    }
    pps_session_close(session);
    session->is_unread = !call->io->is_out_of_memory;
    return false;
}

void pps_session_close(struct session *session)
{
    if (session->load != NULL) {
        pps_io_note_diags(session->io, pp_load_diags(session->load));
    }
    pp_free(session->names);
    pp_machine_free(session->machine);
    pp_load_free(session->load);
    *session = (struct session){0};
}

bool pps_session_has_captures(const struct session *session)
{
    return pp_load_totals(session->load).sections > 0 || session->is_asked;
}

enum pp_status pps_session_name_captures(const struct session *session,
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

void pps_session_print_diags(const struct session *session,
                             const struct call *call)
{
    enum pp_severity least = pps_call_has(call, OPTION_QUIET)
                                 ? PP_SEVERITY_WARNING
                                 : PP_SEVERITY_NOTE;
    struct pp_buf text;
    pp_buf_init(&text, SIZE_MAX / 2);
    pp_diags_text(&text, &call->error_style, &session->view, least);
    pps_io_print(call->io, &text);
}

/* A port to ask about: one that the captures show, else any; 0: they bear on
 * none. */
static unsigned a_port_of(const struct pp_show *show)
{
    unsigned port = 0;
    for (size_t i = 0; i < show->fact_count; i++) {
        const struct pp_fact *fact = &show->facts[i];
        enum pp_fact_kind kind = fact->kind;
        if (kind == PP_FACT_EXCLUDED || kind == PP_FACT_SOCKET ||
            kind == PP_FACT_URL || kind == PP_FACT_HELD) {
            return fact->range.first;
        }
        if (kind == PP_FACT_BIND_ERROR || kind == PP_FACT_REGISTRY ||
            kind == PP_FACT_DYNAMIC) {
            port = 8080;
        }
    }
    return port;
}

static void add_words(struct pp_buf *text, const struct call *call)
{
    for (size_t i = 0; i < call->word_count; i++) {
        pp_buf_add_char(text, ' ');
        pp_buf_add_str(text, call->words[i]);
    }
}

/* What the first capture with anything in it is, and what can be asked. */
static void complain_no_port(const struct session *session,
                             const struct call *call,
                             const char *command)
{
    const struct pp_show *show = &session->view;
    unsigned port = a_port_of(show);
    size_t at = 0;
    struct pp_buf text;
    pp_buf_init(&text, PP_LIMIT_LINE_BYTES);
    while (show->captures[at].section_count == 0) {
        at++;
    }
    pp_buf_add(&text, show->captures[at].name);
    pp_buf_add_str(&text, " (");
    pp_show_sections(&text, show, &show->captures[at]);
    pp_buf_add_str(&text, ") names no port: ");
    if (port > 0) {
        pp_buf_printf(&text, "name one, as in portplan %s %u", command, port);
        add_words(&text, call);
        pp_buf_add_str(&text, ", or ");
    }
    pp_buf_add_str(&text, "see portplan show");
    add_words(&text, call);
    pps_io_complain(call->io, "%s", text.data);
    pp_buf_done(&text);
}

bool pps_session_take_ports(struct session *session,
                            const struct call *call,
                            const char *command,
                            struct pp_port_list *ret_ports)
{
    enum pp_status status = pp_port_list_from_facts(
        session->view.facts, session->view.fact_count, ret_ports);
    if (!pps_io_is_ok(call->io, status)) {
        return false;
    }
    session->is_asked |= ret_ports->count > 0;
    if (session->is_asked || !pps_session_has_captures(session)) {
        return true;
    }
    pps_session_print_diags(session, call);
    complain_no_port(session, call, command);
    return false;
}

void pps_session_take_kind(const struct session *session,
                           const struct call *call,
                           const struct pp_port_list *ports,
                           struct pp_check_options *io_options)
{
    if (!pps_call_has(call, OPTION_AS)) {
        io_options->kind =
            pp_asked_kind(session->view.facts, session->view.fact_count, ports);
    }
}

bool pps_session_is_empty(const struct session *session)
{
    size_t count = 0;
    const struct pp_capture *captures = pp_load_captures(session->load, &count);
    /* A hive has no lines. */
    return count == 1 && captures[0].lines.total == 0 &&
           strcmp(captures[0].encoding, "binary") != 0;
}

void pps_session_complain_nothing(const struct session *session)
{
    size_t count = 0;
    const struct pp_capture *captures = pp_load_captures(session->load, &count);
    struct pp_sv first = count > 0 ? captures[0].name : PP_SV("the input");
    if (pps_session_is_empty(session)) {
        pps_io_complain(session->io, "%.*s is empty", PP_SV_ARGS(first));
    } else {
        pps_io_complain(session->io,
                        "nothing in %.*s%s looks like output of netsh",
                        PP_SV_ARGS(first),
                        count > 1 ? " and the other captures" : "");
    }
}

enum exit_code pps_session_complain_empty(const struct session *session)
{
    pps_session_complain_nothing(session);
    session->io->say(session->io,
                     PP_SV("what to capture on the Windows machine: portplan "
                           "help capture\n"));
    return EXIT_NOTHING;
}

enum exit_code pps_session_end_empty(const struct session *session,
                                     const struct call *call)
{
    pps_session_print_diags(session, call);
    return pps_session_complain_empty(session);
}

enum exit_code pps_session_deliver(const struct session *session,
                                   struct call *call,
                                   struct pp_buf *report,
                                   enum exit_code answer)
{
    enum exit_code code =
        pps_call_deliver(call, report, pps_session_code(session, call, answer));
    pps_session_print_diags(session, call);
    return code;
}

enum exit_code pps_session_code(const struct session *session,
                                const struct call *call,
                                enum exit_code answer)
{
    if (!pps_session_has_captures(session)) {
        return EXIT_NOTHING;
    }
    const struct pp_diags *diags = session->view.diags;
    bool is_flawed = pp_diags_count(diags, PP_SEVERITY_WARNING) > 0 ||
                     pp_diags_count(diags, PP_SEVERITY_ERROR) > 0 ||
                     pp_load_totals(session->load).rejected > 0;
    if (pps_call_has(call, OPTION_STRICT) && is_flawed) {
        return EXIT_STRICT;
    }
    return answer;
}
