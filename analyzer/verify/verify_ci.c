/*
 * `verify` for build servers, line by line. Every text of a capture or of a
 * project's file goes through add_text, with the escapes of its format.
 */
#include "verify_ci.h"

#include "base/utf8.h"
#include "json/json_text.h"
#include "print/place.h"
#include "verify_words.h"

/* What a format cannot hold, and what it has instead; ends with NULL. */
struct escape {
    const char *from;
    const char *to;
};

static size_t
add_next(struct pp_buf *buf, struct pp_sv rest, const struct escape *escapes)
{
    for (; escapes->from != NULL; escapes++) {
        if (pp_sv_starts(rest, pp_sv_from(escapes->from))) {
            pp_buf_add_str(buf, escapes->to);
            return strlen(escapes->from);
        }
    }
    pp_buf_add_char(buf, rest.ptr[0]);
    return 1;
}

/* Control characters become printable first. */
static void
add_text(struct pp_buf *buf, struct pp_sv text, const struct escape *escapes)
{
    struct pp_buf safe;
    pp_buf_init(&safe, buf->max);
    pp_escape_text(&safe, text);
    for (size_t at = 0; at < safe.len;) {
        struct pp_sv rest = pp_sv_sub(pp_buf_view(&safe), at, SIZE_MAX);
        at += add_next(buf, rest, escapes);
    }
    pp_finish_part(buf, &safe);
}

/* `web01: `; nothing for a machine without a name. */
static void add_host(struct pp_buf *text,
                     const struct pp_verify_view *view,
                     const struct pp_verify_check *check)
{
    struct pp_sv name = view->verify->hosts[check->host].name;
    if (name.len > 0) {
        pp_escape_text(text, name);
        pp_buf_add_str(text, ": ");
    }
}

/* --- GitHub Actions ------------------------------------------------------- */

/* As its toolkit escapes (actions/toolkit, packages/core/src/command.ts). A
 * colon and a comma would end a property. */
static const struct escape github_value[] = {{"%", "%25"}, {NULL, NULL}};
static const struct escape github_property[] = {
    {"%", "%25"}, {":", "%3A"}, {",", "%2C"}, {NULL, NULL}};

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
    struct verify_location location = pp_verify_location_of(view, check);
    struct pp_buf text;
    pp_buf_init(&text, buf->max);
    pp_buf_printf(buf, "::%s file=", command_of(check));
    add_text(buf, location.file, github_property);
    pp_buf_printf(buf, ",line=%llu,title=", (unsigned long long)location.line);
    add_text(buf, check->rule->id, github_property);
    pp_buf_add_str(buf, "::");
    add_host(&text, view, check);
    pp_verify_add_check_message(&text, check);
    add_text(buf, pp_buf_view(&text), github_value);
    pp_buf_add_char(buf, '\n');
    pp_finish_part(buf, &text);
}

static void add_unread_annotation(struct pp_buf *buf,
                                  const struct pp_verify_unread *unread)
{
    struct pp_buf text;
    pp_buf_init(&text, buf->max);
    pp_buf_add_str(buf, "::error file=");
    add_text(buf, unread->file, github_property);
    pp_buf_add_str(buf, ",title=capture::");
    pp_escape_text(&text, unread->name);
    pp_buf_add_str(&text, ": ");
    pp_verify_add_unread(&text, unread);
    add_text(buf, pp_buf_view(&text), github_value);
    pp_buf_add_char(buf, '\n');
    pp_finish_part(buf, &text);
}

void pp_verify_github(struct pp_buf *buf, const struct pp_verify_view *view)
{
    const struct pp_verify *verify = view->verify;
    struct verify_counts counts = pp_verify_count(verify, SIZE_MAX);
    for (size_t i = 0; i < verify->checks.count; i++) {
        const struct pp_verify_check *check = &verify->checks.items[i];
        enum verify_state state = pp_verify_state_of(check);
        if (state == VERIFY_FAILS || state == VERIFY_MILD ||
            state == VERIFY_UNKNOWN) {
            add_annotation(buf, view, check);
        }
    }
    for (size_t i = 0; i < view->unread_count; i++) {
        add_unread_annotation(buf, &view->unread[i]);
    }
    /* A line that begins with two colons would be a command. */
    pp_buf_add_str(buf, "portplan: ");
    pp_verify_add_policy_name(buf, view);
    pp_buf_printf(buf, ": %s; ", view->is_passed ? "passed" : "failed");
    pp_verify_add_counts(buf, &counts);
    pp_buf_add_char(buf, '\n');
}

/* --- JUnit ---------------------------------------------------------------- */

/* XML 1.0 lacks the last two characters. */
static const struct escape xml[] = {
    {"&", "&amp;"},
    {"<", "&lt;"},
    {">", "&gt;"},
    {"\"", "&quot;"},
    {"\xEF\xBF\xBE", "\xEF\xBF\xBD"},
    {"\xEF\xBF\xBF", "\xEF\xBF\xBD"},
    {NULL, NULL},
};

static void
add_attribute(struct pp_buf *buf, const char *name, struct pp_sv value)
{
    pp_buf_printf(buf, " %s=\"", name);
    add_text(buf, value, xml);
    pp_buf_add_char(buf, '"');
}

/* `errors`: of machines that could not be read, a test each. */
static void add_junit_counts(struct pp_buf *buf,
                             const struct verify_counts *counts,
                             size_t errors)
{
    pp_buf_printf(buf,
                  " tests=\"%llu\" failures=\"%llu\" errors=\"%zu\"",
                  (unsigned long long)counts->total + errors,
                  (unsigned long long)counts->states[VERIFY_FAILS],
                  errors);
}

static void add_result(struct pp_buf *buf,
                       const struct pp_verify_check *check,
                       struct pp_sv message)
{
    const char *severity = pp_severity_name(check->rule->severity);
    bool is_unknown = check->result == PP_VERIFY_UNKNOWN;
    switch (pp_verify_state_of(check)) {
    case VERIFY_HOLDS:
        break;
    case VERIFY_FAILS:
        pp_buf_printf(buf,
                      "      <failure type=\"%s\"",
                      is_unknown ? "unknown" : severity);
        add_attribute(buf, "message", message);
        pp_buf_add_str(buf, "/>\n");
        break;
    case VERIFY_MILD:
        pp_buf_printf(buf, "      <system-out>%s: ", severity);
        add_text(buf, message, xml);
        pp_buf_add_str(buf, "</system-out>\n");
        break;
    case VERIFY_UNKNOWN:
    case VERIFY_WAIVED:
    case VERIFY_BASELINE:
        pp_buf_add_str(buf, "      <skipped");
        add_attribute(buf, "message", message);
        pp_buf_add_str(buf, "/>\n");
        break;
    }
}

static void add_case(struct pp_buf *buf, const struct pp_verify_check *check)
{
    struct pp_buf text;
    pp_buf_init(&text, buf->max);
    pp_verify_add_check_subject(&text, check);
    pp_buf_add_str(buf, "    <testcase");
    add_attribute(buf, "classname", check->rule->id);
    add_attribute(buf, "name", pp_buf_view(&text));
    if (pp_verify_state_of(check) == VERIFY_HOLDS) {
        pp_buf_add_str(buf, "/>\n");
    } else {
        pp_buf_add_str(buf, ">\n");
        pp_buf_clear(&text);
        pp_verify_add_check_message(&text, check);
        add_result(buf, check, pp_buf_view(&text));
        pp_buf_add_str(buf, "    </testcase>\n");
    }
    pp_finish_part(buf, &text);
}

/* A suite counts what it skipped; Jenkins' schema has no such attribute for
 * all suites together. */
static void
add_suite(struct pp_buf *buf, const struct pp_verify *verify, size_t host)
{
    struct pp_sv name = verify->hosts[host].name;
    struct verify_counts counts = pp_verify_count(verify, host);
    uint64_t skipped = counts.states[VERIFY_UNKNOWN] +
                       counts.states[VERIFY_WAIVED] +
                       counts.states[VERIFY_BASELINE];
    pp_buf_add_str(buf, "  <testsuite");
    add_attribute(buf, "name", name.len > 0 ? name : PP_SV("machine"));
    add_junit_counts(buf, &counts, 0);
    pp_buf_printf(buf, " skipped=\"%llu\">\n", (unsigned long long)skipped);
    for (size_t i = 0; i < verify->checks.count; i++) {
        if (verify->checks.items[i].host == host) {
            add_case(buf, &verify->checks.items[i]);
        }
    }
    pp_buf_add_str(buf, "  </testsuite>\n");
}

/* A machine that could not be read is one test, which ends with an error. */
static void add_unread_suite(struct pp_buf *buf,
                             const struct pp_verify_unread *unread)
{
    const struct verify_counts none = {0};
    struct pp_buf text;
    pp_buf_init(&text, buf->max);
    pp_buf_add_str(buf, "  <testsuite");
    add_attribute(buf, "name", unread->name);
    add_junit_counts(buf, &none, 1);
    pp_buf_add_str(buf,
                   " skipped=\"0\">\n"
                   "    <testcase classname=\"capture\"");
    add_attribute(buf, "name", unread->file);
    pp_buf_add_str(buf, ">\n      <error type=\"capture\"");
    pp_verify_add_unread(&text, unread);
    add_attribute(buf, "message", pp_buf_view(&text));
    pp_buf_add_str(buf, "/>\n    </testcase>\n  </testsuite>\n");
    pp_finish_part(buf, &text);
}

void pp_verify_junit(struct pp_buf *buf, const struct pp_verify_view *view)
{
    const struct pp_verify *verify = view->verify;
    struct verify_counts counts = pp_verify_count(verify, SIZE_MAX);
    struct pp_sv name = pp_policy_name(verify->policy);
    pp_buf_add_str(buf,
                   "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites");
    add_attribute(buf, "name", name.len > 0 ? name : view->policy_file);
    add_junit_counts(buf, &counts, view->unread_count);
    pp_buf_add_str(buf, ">\n");
    for (size_t i = 0; i < verify->host_count; i++) {
        add_suite(buf, verify, i);
    }
    for (size_t i = 0; i < view->unread_count; i++) {
        add_unread_suite(buf, &view->unread[i]);
    }
    pp_buf_add_str(buf, "</testsuites>\n");
}

/* --- TAP ------------------------------------------------------------------ */

/* `#` would begin a directive. */
static const struct escape tap[] = {{"#", "\\#"}, {"\\", "\\\\"}, {NULL, NULL}};

/* A block of YAML below a test point that fails; JSON's strings are YAML's. */
static void add_block(struct pp_buf *buf,
                      const struct pp_verify_check *check,
                      struct pp_sv message)
{
    pp_buf_add_str(buf, "  ---\n  message: ");
    pp_json_text_string(buf, message);
    pp_buf_printf(buf,
                  "\n  severity: %s\n  kind: %s\n  fingerprint: \"%s\"\n"
                  "  ...\n",
                  pp_severity_name(check->rule->severity),
                  pp_verify_result_name(check->result),
                  pp_verify_fingerprint_text(check->fingerprint).digits);
}

static void add_point(struct pp_buf *buf,
                      const struct pp_verify_view *view,
                      const struct pp_verify_check *check)
{
    struct pp_buf text;
    pp_buf_init(&text, buf->max);
    enum verify_state state = pp_verify_state_of(check);
    add_host(&text, view, check);
    pp_escape_text(&text, check->rule->id);
    pp_buf_add_str(&text, ": ");
    pp_verify_add_check_subject(&text, check);
    add_text(buf, pp_buf_view(&text), tap);
    pp_buf_clear(&text);
    pp_verify_add_check_message(&text, check);
    struct pp_sv message = pp_buf_view(&text);
    if (state == VERIFY_UNKNOWN) {
        pp_buf_add_str(buf, " # SKIP unknown, ");
        add_text(buf, message, tap);
    } else if (state != VERIFY_HOLDS && state != VERIFY_FAILS) {
        pp_buf_printf(buf,
                      " # TO"
                      "DO %s, ",
                      state == VERIFY_MILD
                          ? pp_severity_name(check->rule->severity)
                          : "borne");
        add_text(buf, message, tap);
    }
    pp_buf_add_char(buf, '\n');
    if (state == VERIFY_FAILS) {
        add_block(buf, check, message);
    }
    pp_finish_part(buf, &text);
}

static void add_unread_point(struct pp_buf *buf,
                             const struct pp_verify_unread *unread)
{
    struct pp_buf text;
    pp_buf_init(&text, buf->max);
    pp_escape_text(&text, unread->name);
    pp_buf_add_str(&text, ": capture");
    add_text(buf, pp_buf_view(&text), tap);
    pp_buf_clear(&text);
    pp_verify_add_unread(&text, unread);
    pp_buf_add_str(buf, "\n  ---\n  message: ");
    pp_json_text_string(buf, pp_buf_view(&text));
    pp_buf_add_str(buf, "\n  severity: error\n  ...\n");
    pp_finish_part(buf, &text);
}

void pp_verify_tap(struct pp_buf *buf, const struct pp_verify_view *view)
{
    size_t count = view->verify->checks.count;
    pp_buf_printf(buf, "TAP version 14\n1..%zu\n", count + view->unread_count);
    for (size_t i = 0; i < count; i++) {
        const struct pp_verify_check *check = &view->verify->checks.items[i];
        enum verify_state state = pp_verify_state_of(check);
        bool is_ok = state == VERIFY_HOLDS || state == VERIFY_UNKNOWN;
        pp_buf_printf(buf, "%s %zu - ", is_ok ? "ok" : "not ok", i + 1);
        add_point(buf, view, check);
    }
    for (size_t i = 0; i < view->unread_count; i++) {
        pp_buf_printf(buf, "not ok %zu - ", count + i + 1);
        add_unread_point(buf, &view->unread[i]);
    }
}
