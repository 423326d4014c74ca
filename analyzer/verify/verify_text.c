/* `verify` as text: the answer, then what was found, machine by machine. */
#include "verify_text.h"

#include "base/utf8.h"
#include "print/place.h"
#include "verify_words.h"

static enum pp_color color_of(const struct pp_verify_check *check)
{
    static const enum pp_color colors[VERIFY_STATE_COUNT] = {
        [VERIFY_HOLDS] = PP_COLOR_FREE,
        [VERIFY_FAILS] = PP_COLOR_AT_RISK,
        [VERIFY_MILD] = PP_COLOR_AT_RISK,
        [VERIFY_UNKNOWN] = PP_COLOR_STRONG,
        [VERIFY_WAIVED] = PP_COLOR_FAINT,
        [VERIFY_BASELINE] = PP_COLOR_FAINT,
    };
    enum verify_state state = pp_verify_state_of(check);
    return state == VERIFY_FAILS && check->rule->severity == PP_SEVERITY_ERROR
               ? PP_COLOR_BLOCKED
               : colors[state];
}

/* "error", "unknown", "waived", ...: the first word of a line. */
static const char *word_of(const struct pp_verify_check *check)
{
    if (check->waiver != NULL) {
        return "waived";
    }
    if (check->is_baseline) {
        return "baseline";
    }
    return check->result == PP_VERIFY_UNKNOWN
               ? "unknown"
               : pp_severity_name(check->rule->severity);
}

/* `  error     web: 8080/tcp cannot be bound: ... (dump.txt:12)` */
static void add_finding(struct pp_buf *buf,
                        const struct pp_style *style,
                        const struct pp_verify_view *view,
                        const struct pp_verify_check *check)
{
    const char *word = word_of(check);
    const struct pp_show *show = &view->shows[check->host];
    struct verify_location location = pp_verify_location_of(view, check);
    pp_buf_add_str(buf, "  ");
    pp_style_text(buf, style, color_of(check), word);
    pp_buf_add_repeated(buf, ' ', 10 - strlen(word));
    pp_escape_text(buf, check->rule->id);
    pp_buf_add_str(buf, ": ");
    pp_escape_text(buf, check->message);
    if (check->place.line > 0) {
        pp_buf_add_str(buf, " (");
        pp_add_place(buf, show, &check->place);
        pp_buf_add_char(buf, ')');
    }
    pp_buf_add_char(buf, '\n');
    if (check->wanted != NULL && check->wanted->line > 0) {
        pp_buf_add_str(buf, "            named in ");
        pp_escape_text(buf, location.file);
        pp_buf_printf(buf, ":%llu\n", (unsigned long long)location.line);
    }
    if (check->waiver != NULL || check->expired != NULL) {
        pp_buf_add_str(buf, "            ");
        pp_verify_add_check_remark(buf, check);
        pp_buf_add_char(buf, '\n');
    }
}

static void add_host(struct pp_buf *buf,
                     const struct pp_style *style,
                     const struct pp_verify_view *view,
                     size_t host)
{
    const struct pp_verify *verify = view->verify;
    if (verify->host_count + view->unread_count > 1) {
        struct verify_counts counts = pp_verify_count(verify, host);
        pp_escape_text(buf, verify->hosts[host].name);
        pp_buf_add_str(buf, ": ");
        pp_verify_add_counts(buf, &counts);
        pp_buf_add_char(buf, '\n');
    }
    for (size_t i = 0; i < verify->checks.count; i++) {
        const struct pp_verify_check *check = &verify->checks.items[i];
        if (check->host == host && pp_verify_is_finding(check)) {
            add_finding(buf, style, view, check);
        }
    }
}

/* `web02: not verified: web02.txt is empty` */
static void add_unread(struct pp_buf *buf,
                       const struct pp_style *style,
                       const struct pp_verify_unread *unread)
{
    pp_escape_text(buf, unread->name);
    pp_buf_add_str(buf, ": ");
    pp_style_text(buf, style, PP_COLOR_BLOCKED, "not verified");
    pp_buf_add_str(buf, ": ");
    pp_verify_add_unread(buf, unread);
    pp_buf_add_char(buf, '\n');
}

/* Whether the waiver's machine is one of those asked about. */
static bool is_about(const struct pp_verify_view *view,
                     const struct pp_waiver *waiver)
{
    for (size_t i = 0; i < view->verify->host_count; i++) {
        if (waiver->host.len == 0 ||
            pp_sv_equal_nocase(waiver->host, view->verify->hosts[i].name)) {
            return true;
        }
    }
    return false;
}

/* Waivers that waived nothing: the rule may hold again. */
static void add_idle_waivers(struct pp_buf *buf,
                             const struct pp_verify_view *view)
{
    size_t count = 0;
    const struct pp_waiver *waivers =
        pp_policy_waivers(view->verify->policy, &count);
    for (size_t i = 0; i < count; i++) {
        if (view->verify->used[i] || !is_about(view, &waivers[i])) {
            continue;
        }
        pp_buf_add_str(buf, "  note      ");
        pp_escape_text(buf, waivers[i].rule);
        pp_buf_add_str(buf, ": its waiver no longer applies to anything (");
        pp_escape_text(buf, view->policy_file);
        pp_buf_printf(
            buf, ":%llu)\n", (unsigned long long)waivers[i].place.line);
    }
}

void pp_verify_text(struct pp_buf *buf,
                    const struct pp_style *style,
                    const struct pp_verify_view *view)
{
    const struct pp_verify *verify = view->verify;
    bool is_passed = view->is_passed;
    struct verify_counts counts = pp_verify_count(verify, SIZE_MAX);
    pp_verify_add_policy_name(buf, view);
    if (view->unread_count > 0) {
        pp_buf_printf(buf,
                      " on %zu of %zu machines",
                      verify->host_count,
                      verify->host_count + view->unread_count);
    } else if (verify->host_count == 1 && verify->hosts[0].name.len > 0) {
        pp_buf_add_str(buf, " on ");
        pp_escape_text(buf, verify->hosts[0].name);
    } else if (verify->host_count > 1) {
        pp_buf_printf(buf, " on %zu machines", verify->host_count);
    }
    pp_buf_add_str(buf, ": ");
    pp_style_text(buf,
                  style,
                  is_passed ? PP_COLOR_FREE : PP_COLOR_BLOCKED,
                  is_passed ? "passed" : "failed");
    pp_buf_add_str(buf, "; ");
    pp_verify_add_counts(buf, &counts);
    pp_buf_add_char(buf, '\n');
    for (size_t i = 0; i < verify->host_count; i++) {
        add_host(buf, style, view, i);
    }
    for (size_t i = 0; i < view->unread_count; i++) {
        add_unread(buf, style, &view->unread[i]);
    }
    add_idle_waivers(buf, view);
}
