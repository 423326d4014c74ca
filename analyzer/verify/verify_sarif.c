/*
 * SARIF 2.1.0 (OASIS, Static Analysis Results Interchange Format): one run,
 * the policy's rules, a result for each finding. A result is at the line of
 * the project's own file, where a reviewer can change something; the line of
 * the capture is a related place.
 */
#include "verify_sarif.h"

#include "base/bytes.h"
#include "json/json_write.h"
#include "policy_rule.h"
#include "print/place.h"
#include "verify_words.h"

/* --- addresses of files --------------------------------------------------- */

/* A path as a relative reference of RFC 3986, or an absolute path as a file's
 * URI. */
static void
add_uri(struct pp_json *artifact, struct pp_sv path, struct pp_buf *buf)
{
    struct pp_buf uri;
    pp_buf_init(&uri, buf->max);
    if (pp_sv_starts(path, PP_SV("/"))) {
        pp_buf_add_str(&uri, "file://");
    }
    for (size_t i = 0; i < path.len; i++) {
        char c = path.ptr[i];
        if (pp_is_alpha(c) || pp_is_digit(c) || pp_is_one_of(c, "-._~/")) {
            pp_buf_add_char(&uri, c);
        } else {
            pp_buf_printf(&uri, "%%%02X", (unsigned)(unsigned char)c);
        }
    }
    pp_json_add_sv(artifact, "uri", pp_buf_view(&uri));
    pp_finish_part(buf, &uri);
}

static void add_physical(struct pp_json *location,
                         struct pp_sv file,
                         uint64_t line,
                         uint64_t column,
                         struct pp_buf *buf)
{
    struct pp_json *physical = pp_json_object(location, "physicalLocation");
    add_uri(pp_json_object(physical, "artifactLocation"), file, buf);
    if (line > 0) {
        struct pp_json *region = pp_json_object(physical, "region");
        pp_json_add_u64(region, "startLine", line);
        if (column > 0) {
            pp_json_add_u64(region, "startColumn", column);
        }
    }
}

/* --- rules ---------------------------------------------------------------- */

static void add_text(struct pp_json *parent, const char *key, struct pp_sv text)
{
    pp_json_add_sv(pp_json_object(parent, key), "text", text);
}

static void add_rules(struct pp_json *driver, const struct pp_policy *policy)
{
    size_t count = 0;
    const struct pp_rule *rules = pp_policy_rules(policy, &count);
    struct pp_json *list = pp_json_array(driver, "rules");
    for (size_t i = 0; i < count; i++) {
        struct pp_json *rule = pp_json_append_object(list);
        const char *summary = pp_rule_kind_summary(rules[i].kind);
        pp_json_add_sv(rule, "id", rules[i].id);
        add_text(rule, "shortDescription", pp_sv_from(summary));
        pp_json_add_str(pp_json_object(rule, "defaultConfiguration"),
                        "level",
                        pp_severity_name(rules[i].severity));
    }
}

/* --- results -------------------------------------------------------------- */

/* A result that is not "fail" has the level "none" (SARIF 3.27.10). */
static void add_level(struct pp_json *result,
                      const struct pp_verify_view *view,
                      const struct pp_verify_check *check)
{
    bool is_open =
        check->result == PP_VERIFY_UNKNOWN && !view->verify->options.is_strict;
    pp_json_add_str(result, "kind", is_open ? "open" : "fail");
    pp_json_add_str(result,
                    "level",
                    is_open ? "none" : pp_severity_name(check->rule->severity));
}

static void add_places(struct pp_json *result,
                       const struct pp_verify_view *view,
                       const struct pp_verify_check *check,
                       struct pp_buf *buf)
{
    const struct pp_show *show = &view->shows[check->host];
    struct verify_location at = pp_verify_location_of(view, check);
    struct pp_json *location =
        pp_json_append_object(pp_json_array(result, "locations"));
    add_physical(location, at.file, at.line, at.column, buf);
    if (check->place.line > 0 && check->place.capture < show->capture_count) {
        struct pp_json *related =
            pp_json_append_object(pp_json_array(result, "relatedLocations"));
        add_physical(related,
                     show->captures[check->place.capture].name,
                     check->place.line,
                     0,
                     buf);
        add_text(related, "message", PP_SV("the line that decides"));
    }
}

static void add_fingerprints(struct pp_json *result, uint64_t fingerprint)
{
    struct fingerprint_text text = pp_verify_fingerprint_text(fingerprint);
    pp_json_add_str(pp_json_object(result, "partialFingerprints"),
                    "portplanFinding/v1",
                    text.digits);
}

static void add_suppressions(struct pp_json *result,
                             const struct pp_verify_check *check)
{
    struct pp_json *list = pp_json_array(result, "suppressions");
    if (check->waiver != NULL) {
        struct pp_json *row = pp_json_append_object(list);
        pp_json_add_str(row, "kind", "external");
        pp_json_add_str(row, "status", "accepted");
        pp_json_add_sv(row, "justification", check->waiver->reason);
    }
}

static void add_properties(struct pp_json *result, struct pp_sv host)
{
    if (host.len > 0) {
        pp_json_add_sv(pp_json_object(result, "properties"), "host", host);
    }
}

/* `HOST: MESSAGE.` */
static void add_message(struct pp_json *result,
                        const struct pp_verify_check *check,
                        struct pp_sv host,
                        struct pp_buf *buf)
{
    struct pp_buf text;
    pp_buf_init(&text, buf->max);
    if (host.len > 0) {
        pp_buf_add(&text, host);
        pp_buf_add_str(&text, ": ");
    }
    pp_buf_add(&text, check->message);
    pp_buf_add_char(&text, '.');
    add_text(result, "message", pp_buf_view(&text));
    pp_finish_part(buf, &text);
}

static void add_result(struct pp_json *results,
                       const struct pp_verify_view *view,
                       const struct pp_verify_check *check,
                       struct pp_buf *buf)
{
    size_t count = 0;
    const struct pp_rule *rules = pp_policy_rules(view->verify->policy, &count);
    struct pp_sv host = view->verify->hosts[check->host].name;
    struct pp_json *result = pp_json_append_object(results);
    pp_json_add_sv(result, "ruleId", check->rule->id);
    pp_json_add_u64(result, "ruleIndex", (uint64_t)(check->rule - rules));
    add_level(result, view, check);
    add_message(result, check, host, buf);
    add_places(result, view, check, buf);
    add_fingerprints(result, check->fingerprint);
    add_suppressions(result, check);
    if (view->verify->options.baseline != NULL) {
        pp_json_add_str(
            result, "baselineState", check->is_baseline ? "unchanged" : "new");
    }
    add_properties(result, host);
}

/* A machine that could not be read is a fault of the run, not a result. */
static void add_unread(struct pp_json *run,
                       const struct pp_verify_view *view,
                       struct pp_buf *buf)
{
    if (view->unread_count == 0) {
        return;
    }
    struct pp_json *invocation =
        pp_json_append_object(pp_json_array(run, "invocations"));
    pp_json_add_bool(invocation, "executionSuccessful", false);
    struct pp_json *list =
        pp_json_array(invocation, "toolExecutionNotifications");
    for (size_t i = 0; i < view->unread_count; i++) {
        const struct pp_verify_unread *unread = &view->unread[i];
        struct pp_json *row = pp_json_append_object(list);
        struct pp_buf text;
        pp_buf_init(&text, buf->max);
        pp_buf_add(&text, unread->name);
        pp_buf_add_str(&text, ": ");
        pp_verify_add_unread(&text, unread);
        pp_buf_add_char(&text, '.');
        add_physical(pp_json_append_object(pp_json_array(row, "locations")),
                     unread->file,
                     0,
                     0,
                     buf);
        add_text(row, "message", pp_buf_view(&text));
        pp_json_add_str(row, "level", "error");
        pp_finish_part(buf, &text);
    }
}

void pp_verify_sarif(struct pp_buf *buf, const struct pp_verify_view *view)
{
    struct pp_json *doc = pp_json_doc_new();
    const struct pp_verify *verify = view->verify;
    pp_json_add_str(doc,
                    "$schema",
                    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/"
                    "os/schemas/sarif-schema-2.1.0.json");
    pp_json_add_str(doc, "version", "2.1.0");
    struct pp_json *run = pp_json_append_object(pp_json_array(doc, "runs"));
    struct pp_json *tool = pp_json_object(run, "tool");
    struct pp_json *driver = pp_json_object(tool, "driver");
    pp_json_add_str(driver, "name", "portplan");
    pp_json_add_str(driver, "semanticVersion", pp_version());
    add_rules(driver, verify->policy);
    add_unread(run, view, buf);
    pp_json_add_str(run, "columnKind", "unicodeCodePoints");
    struct pp_json *results = pp_json_array(run, "results");
    for (size_t i = 0; i < verify->checks.count; i++) {
        if (pp_verify_is_finding(&verify->checks.items[i])) {
            add_result(results, view, &verify->checks.items[i], buf);
        }
    }
    pp_json_finish(doc, buf);
}
