/*
 * Test Anything Protocol, version 14 (testanything.org): a test point for each
 * check. What is borne, or below --fail-on, has the directive of tests that are
 * known to fail, what is unknown a SKIP: neither fails a run.
 */
#include "verify_tap.h"

#include "base/utf8.h"
#include "json/json_text.h"
#include "verify_words.h"

/* `#` would begin a directive, and `\` an escape. */
static void add_description(struct pp_buf *buf, struct pp_sv text)
{
    for (size_t i = 0; i < text.len; i++) {
        if (text.ptr[i] == '#' || text.ptr[i] == '\\') {
            pp_buf_add_char(buf, '\\');
        }
        pp_buf_add_char(buf, text.ptr[i]);
    }
}

static void add_point(struct pp_buf *buf,
                      const struct pp_verify_view *view,
                      const struct pp_verify_check *check,
                      struct pp_buf *text)
{
    size_t count = 0;
    const struct pp_verify_host *hosts = pp_verify_hosts(view->verify, &count);
    pp_buf_clear(text);
    if (hosts[check->host].name.len > 0) {
        pp_escape_text(text, hosts[check->host].name);
        pp_buf_add_str(text, ": ");
    }
    pp_escape_text(text, check->rule->id);
    pp_buf_add_str(text, ": ");
    pp_verify_add_check_subject(text, check);
    add_description(buf, pp_buf_view(text));
}

/* A block of YAML below a test point that fails; JSON's strings are YAML's. */
static void add_block(struct pp_buf *buf,
                      const struct pp_verify_check *check,
                      struct pp_sv message)
{
    pp_buf_add_str(buf, "  ---\n  message: ");
    pp_json_text_string(buf, message);
    pp_buf_printf(buf,
                  "\n  severity: %s\n  kind: %s\n  fingerprint: \"",
                  pp_severity_name(check->rule->severity),
                  pp_verify_result_name(check->result));
    pp_buf_add_str(buf, pp_verify_fingerprint_text(check->fingerprint).digits);
    pp_buf_add_str(buf, "\"\n  ...\n");
}

static void add_check(struct pp_buf *buf,
                      const struct pp_verify_view *view,
                      const struct pp_verify_check *check,
                      size_t number)
{
    struct pp_buf text;
    pp_buf_init(&text, buf->max);
    enum verify_state state = pp_verify_state_of(check);
    bool is_ok = state == VERIFY_HOLDS || state == VERIFY_UNKNOWN;
    pp_buf_printf(buf, "%s %zu - ", is_ok ? "ok" : "not ok", number);
    add_point(buf, view, check, &text);
    pp_buf_clear(&text);
    pp_verify_add_check_message(&text, check);
    struct pp_sv message = pp_buf_view(&text);
    if (state == VERIFY_UNKNOWN) {
        pp_buf_add_str(buf, " # SKIP unknown, ");
        add_description(buf, message);
    } else if (!is_ok && state != VERIFY_FAILS) {
        pp_buf_printf(buf,
                      " # TO"
                      "DO %s, ",
                      state == VERIFY_MILD
                          ? pp_severity_name(check->rule->severity)
                          : "borne");
        add_description(buf, message);
    }
    pp_buf_add_char(buf, '\n');
    if (state == VERIFY_FAILS) {
        add_block(buf, check, message);
    }
    pp_verify_finish_part(buf, &text);
}

void pp_verify_tap(struct pp_buf *buf, const struct pp_verify_view *view)
{
    size_t count = 0;
    const struct pp_verify_check *checks =
        pp_verify_checks(view->verify, &count);
    pp_buf_printf(buf, "TAP version 14\n1..%zu\n", count);
    for (size_t i = 0; i < count; i++) {
        add_check(buf, view, &checks[i], i + 1);
    }
}
