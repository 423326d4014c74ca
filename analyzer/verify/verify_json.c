/* The documents portplan.verify/1 and portplan.baseline/1. */
#include "verify_json.h"

#include "day.h"
#include "json/json_write.h"
#include "print/diag_json.h"
#include "print/place.h"
#include "verify_words.h"

enum {
    MAX_DAY_BYTES = 16
};

static void add_hex(struct pp_json *parent, uint64_t fingerprint)
{
    struct fingerprint_text text = pp_verify_fingerprint_text(fingerprint);
    pp_json_add_str(parent, "fingerprint", text.digits);
}

static void add_day(struct pp_json *parent,
                    const char *key,
                    uint32_t day,
                    struct pp_buf *buf)
{
    struct pp_buf text;
    pp_buf_init(&text, MAX_DAY_BYTES);
    if (day != 0) {
        pp_day_print(&text, day);
    }
    pp_json_add_str(parent, key, text.data);
    pp_finish_part(buf, &text);
}

/* `port` is a single port; a range has only start and end. */
static void add_ports(struct pp_json *row, const struct pp_verify_check *check)
{
    struct pp_range range = check->ports.range;
    bool is_one = check->has_ports && range.first == range.last;
    pp_json_add_u64_if(row, "port", is_one, range.first);
    pp_json_add_str(
        row,
        "protocol",
        check->has_protocol ? pp_protocol_name(check->ports.protocol) : NULL);
    pp_json_add_u64_if(row, "start", check->has_ports, range.first);
    pp_json_add_u64_if(row, "end", check->has_ports, range.last);
}

/* Captures count through all machines. */
static uint32_t first_capture(const struct pp_verify_view *view, size_t host)
{
    uint32_t first = 0;
    for (size_t i = 0; i < host; i++) {
        first += (uint32_t)view->shows[i].capture_count;
    }
    return first;
}

/* Where the project's files name the ports, else the rule. */
static void add_location(struct pp_json *row,
                         const struct pp_verify_view *view,
                         const struct pp_verify_check *check)
{
    struct verify_location location = pp_verify_location_of(view, check);
    struct pp_json *object = pp_json_object(row, "location");
    pp_json_add_sv(object, "file", location.file);
    pp_json_add_u64(object, "line", location.line);
    if (check->wanted != NULL && check->wanted->line > 0) {
        pp_json_add_known(object, "service", check->wanted->owner);
    }
}

static void add_finding(struct pp_json *findings,
                        const struct pp_verify_view *view,
                        const struct pp_verify_check *check)
{
    struct pp_json *row = pp_json_append_object(findings);
    struct pp_place place = check->place;
    place.capture += first_capture(view, check->host);
    pp_json_add_sv(row, "rule", check->rule->id);
    pp_json_add_str(row, "kind", pp_verify_result_name(check->result));
    pp_json_add_str(row, "severity", pp_severity_name(check->rule->severity));
    pp_json_add_known(row, "host", view->verify->hosts[check->host].name);
    add_ports(row, check);
    pp_json_add_sv(row, "message", check->message);
    pp_add_source(row, &place);
    add_location(row, view, check);
    pp_json_add_bool(row, "waived", check->waiver != NULL);
    pp_json_add_bool(row, "baseline", check->is_baseline);
    pp_json_add_bool(row, "fails", check->fails);
    add_hex(row, check->fingerprint);
}

static void add_captures(struct pp_json *doc, const struct pp_verify_view *view)
{
    const struct pp_verify *verify = view->verify;
    struct pp_json *captures = pp_json_array(doc, "captures");
    for (size_t i = 0; i < verify->host_count; i++) {
        const struct pp_show *show = &view->shows[i];
        for (size_t j = 0; j < show->capture_count; j++) {
            struct pp_json *row = pp_json_append_object(captures);
            pp_json_add_sv(row, "name", show->captures[j].name);
            pp_json_add_known(row, "host", verify->hosts[i].name);
        }
    }
}

static void add_counts(struct pp_json *doc, const struct pp_verify_view *view)
{
    static const char *const names[VERIFY_STATE_COUNT] = {
        [VERIFY_HOLDS] = "hold",
        [VERIFY_FAILS] = "fail",
        [VERIFY_MILD] = "below_fail_on",
        [VERIFY_UNKNOWN] = "unknown",
        [VERIFY_WAIVED] = "waived",
        [VERIFY_BASELINE] = "baseline",
    };
    struct verify_counts counts = pp_verify_count(view->verify, SIZE_MAX);
    struct pp_json *object = pp_json_object(doc, "checks");
    pp_json_add_u64(object, "total", counts.total);
    for (size_t i = 0; i < VERIFY_STATE_COUNT; i++) {
        pp_json_add_u64(object, names[i], counts.states[i]);
    }
}

static void add_waivers(struct pp_json *doc,
                        const struct pp_verify_view *view,
                        struct pp_buf *buf)
{
    size_t count = 0;
    uint32_t today = view->verify->options.today;
    const struct pp_waiver *waivers =
        pp_policy_waivers(view->verify->policy, &count);
    struct pp_json *list = pp_json_array(doc, "waivers");
    for (size_t i = 0; i < count; i++) {
        struct pp_json *row = pp_json_append_object(list);
        pp_json_add_sv(row, "rule", waivers[i].rule);
        pp_json_add_known(row, "host", waivers[i].host);
        pp_json_add_sv(row, "reason", waivers[i].reason);
        add_day(row, "expires", waivers[i].expires, buf);
        pp_json_add_bool(row,
                         "expired",
                         waivers[i].expires != 0 && waivers[i].expires < today);
        pp_json_add_bool(row, "used", view->verify->used[i]);
    }
}

/* Those of all machines. */
static void add_all_diagnostics(struct pp_json *doc,
                                const struct pp_verify_view *view)
{
    uint64_t dropped = 0;
    struct pp_json *array = pp_json_array(doc, "diagnostics");
    for (size_t i = 0; i < view->verify->host_count; i++) {
        const struct pp_diags *diags = view->shows[i].diags;
        pp_diags_json_append(array, diags, first_capture(view, i));
        dropped += pp_diags_dropped(diags);
    }
    pp_json_add_u64(doc, "diagnostics_dropped", dropped);
}

static void add_unread(struct pp_json *doc,
                       const struct pp_verify_view *view,
                       struct pp_buf *buf)
{
    struct pp_json *list = pp_json_array(doc, "unread");
    for (size_t i = 0; i < view->unread_count; i++) {
        struct pp_json *row = pp_json_append_object(list);
        struct pp_buf text;
        pp_buf_init(&text, buf->max);
        pp_verify_add_unread(&text, &view->unread[i]);
        pp_json_add_sv(row, "host", view->unread[i].name);
        pp_json_add_sv(row, "file", view->unread[i].file);
        pp_json_add_sv(row, "message", pp_buf_view(&text));
        pp_finish_part(buf, &text);
    }
}

void pp_verify_json(struct pp_buf *buf, const struct pp_verify_view *view)
{
    const struct pp_verify *verify = view->verify;
    struct pp_json *doc = pp_json_doc_new();
    pp_json_add_str(doc, "schema", "portplan.verify/1");
    pp_json_add_known(doc, "policy", pp_policy_name(verify->policy));
    pp_json_add_bool(doc, "passed", view->is_passed);
    pp_json_add_str(doc, "fail_on", pp_severity_name(verify->options.fail_on));
    pp_json_add_bool(doc, "strict", verify->options.is_strict);
    add_counts(doc, view);
    add_captures(doc, view);
    add_unread(doc, view, buf);
    struct pp_json *findings = pp_json_array(doc, "findings");
    for (size_t i = 0; i < verify->checks.count; i++) {
        if (pp_verify_is_finding(&verify->checks.items[i])) {
            add_finding(findings, view, &verify->checks.items[i]);
        }
    }
    add_waivers(doc, view, buf);
    add_all_diagnostics(doc, view);
    pp_json_finish(doc, buf);
}

void pp_verify_baseline(struct pp_buf *buf, const struct pp_verify_view *view)
{
    const struct pp_verify *verify = view->verify;
    struct pp_json *doc = pp_json_doc_new();
    pp_json_add_str(doc, "schema", "portplan.baseline/1");
    struct pp_json *findings = pp_json_array(doc, "findings");
    for (size_t i = 0; i < verify->checks.count; i++) {
        const struct pp_verify_check *check = &verify->checks.items[i];
        if (pp_verify_is_finding(check) && check->waiver == NULL) {
            struct pp_json *row = pp_json_append_object(findings);
            add_hex(row, check->fingerprint);
            pp_json_add_sv(row, "rule", check->rule->id);
            pp_json_add_known(row, "host", verify->hosts[check->host].name);
            pp_json_add_sv(row, "message", check->message);
        }
    }
    pp_json_finish(doc, buf);
}
