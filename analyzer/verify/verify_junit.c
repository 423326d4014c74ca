/*
 * JUnit's XML, as Jenkins, GitLab and others read it (tests/verify/junit.xsd):
 * a suite for each machine, a case for each check. What is borne or unknown is
 * skipped, with the reason; a violation below --fail-on passes and says so.
 */
#include "verify_junit.h"

#include "base/utf8.h"
#include "verify_words.h"

/* Text inside quotes or between tags. What XML 1.0 has no character for has
 * been escaped by pp_escape_text, but for two code points. */
static void add_xml(struct pp_buf *buf, struct pp_sv text)
{
    struct pp_buf safe;
    uint32_t code;
    pp_buf_init(&safe, buf->max);
    pp_escape_text(&safe, text);
    struct pp_sv view = pp_buf_view(&safe);
    for (size_t at = 0, len; (len = pp_utf8_next(view, at, &code)) > 0;
         at += len) {
        if (code == '&') {
            pp_buf_add_str(buf, "&amp;");
        } else if (code == '<') {
            pp_buf_add_str(buf, "&lt;");
        } else if (code == '>') {
            pp_buf_add_str(buf, "&gt;");
        } else if (code == '"') {
            pp_buf_add_str(buf, "&quot;");
        } else if (code == 0xFFFE || code == 0xFFFF) {
            pp_buf_add_str(buf, "\xEF\xBF\xBD");
        } else {
            pp_buf_add(buf, pp_sv_sub(view, at, len));
        }
    }
    pp_verify_finish_part(buf, &safe);
}

/* ` name="..."`; the value is made by one of the functions that escape. */
static void
add_attribute(struct pp_buf *buf, const char *name, struct pp_sv value)
{
    pp_buf_printf(buf, " %s=\"", name);
    add_xml(buf, value);
    pp_buf_add_char(buf, '"');
}

/* What a suite and all suites together count. */
static void add_counts(struct pp_buf *buf, const struct verify_counts *counts)
{
    pp_buf_printf(buf,
                  " tests=\"%llu\" failures=\"%llu\" errors=\"0\"",
                  (unsigned long long)counts->total,
                  (unsigned long long)counts->states[VERIFY_FAILS]);
}

/* Of a suite alone: Jenkins' schema has no such attribute for all of them. */
static void add_skipped(struct pp_buf *buf, const struct verify_counts *counts)
{
    uint64_t skipped = counts->states[VERIFY_UNKNOWN] +
                       counts->states[VERIFY_WAIVED] +
                       counts->states[VERIFY_BASELINE];
    pp_buf_printf(buf, " skipped=\"%llu\"", (unsigned long long)skipped);
}

/* What stands inside a case. */
static void add_result(struct pp_buf *buf,
                       const struct pp_verify_check *check,
                       struct pp_sv message)
{
    const char *severity = pp_severity_name(check->rule->severity);
    switch (pp_verify_state_of(check)) {
    case VERIFY_HOLDS:
        break;
    case VERIFY_FAILS:
        pp_buf_add_str(buf, "      <failure");
        add_attribute(buf,
                      "type",
                      pp_sv_from(check->result == PP_VERIFY_UNKNOWN
                                     ? "unknown"
                                     : severity));
        add_attribute(buf, "message", message);
        pp_buf_add_str(buf, "/>\n");
        break;
    case VERIFY_MILD:
        pp_buf_printf(buf, "      <system-out>%s: ", severity);
        add_xml(buf, message);
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
    pp_verify_finish_part(buf, &text);
}

static void add_suite(struct pp_buf *buf,
                      const struct pp_verify_view *view,
                      size_t host,
                      struct pp_sv name)
{
    size_t count = 0;
    const struct pp_verify_check *checks =
        pp_verify_checks(view->verify, &count);
    struct verify_counts counts = pp_verify_count(view->verify, host);
    pp_buf_add_str(buf, "  <testsuite");
    add_attribute(buf, "name", name.len > 0 ? name : PP_SV("machine"));
    add_counts(buf, &counts);
    add_skipped(buf, &counts);
    pp_buf_add_str(buf, ">\n");
    for (size_t i = 0; i < count; i++) {
        if (checks[i].host == host) {
            add_case(buf, &checks[i]);
        }
    }
    pp_buf_add_str(buf, "  </testsuite>\n");
}

void pp_verify_junit(struct pp_buf *buf, const struct pp_verify_view *view)
{
    size_t host_count = 0;
    const struct pp_verify_host *hosts =
        pp_verify_hosts(view->verify, &host_count);
    struct verify_counts counts = pp_verify_count(view->verify, SIZE_MAX);
    struct pp_sv name = pp_policy_name(pp_verify_policy(view->verify));
    pp_buf_add_str(buf, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    pp_buf_add_str(buf, "<testsuites");
    add_attribute(buf, "name", name.len > 0 ? name : view->policy_file);
    add_counts(buf, &counts);
    pp_buf_add_str(buf, ">\n");
    for (size_t i = 0; i < host_count; i++) {
        add_suite(buf, view, i, hosts[i].name);
    }
    pp_buf_add_str(buf, "</testsuites>\n");
}
