/*
 * Workflow commands of GitHub Actions, `::error file=F,line=N,title=T::TEXT`:
 * annotations at the lines of the project's own files. Escaped as its toolkit
 * does (actions/toolkit, packages/core/src/command.ts). What is borne is left
 * out: nobody is to do anything about it.
 */
#include "verify_github.h"

#include "base/utf8.h"
#include "verify_words.h"

/* A percent sign would begin an escape; in a property a colon and a comma
 * would end it. Ends of lines are gone by then. */
static void add_value(struct pp_buf *buf, struct pp_sv text, bool is_property)
{
    for (size_t i = 0; i < text.len; i++) {
        char c = text.ptr[i];
        if (c == '%' || (is_property && (c == ':' || c == ','))) {
            pp_buf_printf(buf, "%%%02X", (unsigned)(unsigned char)c);
        } else {
            pp_buf_add_char(buf, c);
        }
    }
}

/* The same of a text that may hold anything. */
static void add_unsafe(struct pp_buf *buf, struct pp_sv text, bool is_property)
{
    struct pp_buf safe;
    pp_buf_init(&safe, buf->max);
    pp_escape_text(&safe, text);
    add_value(buf, pp_buf_view(&safe), is_property);
    pp_verify_finish_part(buf, &safe);
}

static const char *command_of(const struct pp_verify_check *check)
{
    if (pp_verify_state_of(check) == VERIFY_UNKNOWN ||
        check->rule->severity == PP_SEVERITY_NOTE) {
        return "notice";
    }
    return check->rule->severity == PP_SEVERITY_ERROR ? "error" : "warning";
}

static void add_annotation(struct pp_buf *buf,
                           const struct pp_verify_view *view,
                           const struct pp_verify_check *check)
{
    size_t count = 0;
    const struct pp_verify_host *hosts = pp_verify_hosts(view->verify, &count);
    struct verify_location location = pp_verify_location_of(view, check);
    struct pp_buf text;
    pp_buf_init(&text, buf->max);
    pp_buf_printf(buf, "::%s file=", command_of(check));
    add_unsafe(buf, location.file, true);
    pp_buf_printf(buf, ",line=%llu,title=", (unsigned long long)location.line);
    add_unsafe(buf, check->rule->id, true);
    pp_buf_add_str(buf, "::");
    if (hosts[check->host].name.len > 0) {
        add_unsafe(buf, hosts[check->host].name, false);
        pp_buf_add_str(buf, ": ");
    }
    pp_verify_add_check_message(&text, check);
    add_value(buf, pp_buf_view(&text), false);
    pp_buf_add_char(buf, '\n');
    pp_verify_finish_part(buf, &text);
}

void pp_verify_github(struct pp_buf *buf, const struct pp_verify_view *view)
{
    size_t count = 0;
    struct verify_counts counts = pp_verify_count(view->verify, SIZE_MAX);
    const struct pp_verify_check *checks =
        pp_verify_checks(view->verify, &count);
    for (size_t i = 0; i < count; i++) {
        enum verify_state state = pp_verify_state_of(&checks[i]);
        if (state == VERIFY_FAILS || state == VERIFY_MILD ||
            state == VERIFY_UNKNOWN) {
            add_annotation(buf, view, &checks[i]);
        }
    }
    /* A line that begins with two colons would be a command. */
    pp_buf_add_str(buf, "portplan: ");
    pp_verify_add_policy_name(buf, view);
    pp_buf_printf(
        buf, ": %s; ", pp_verify_passed(view->verify) ? "passed" : "failed");
    pp_verify_add_counts(buf, &counts);
    pp_buf_add_char(buf, '\n');
}
