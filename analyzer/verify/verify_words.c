/* What the formats of `verify` share. */
#include "verify_words.h"

#include "base/utf8.h"
#include "day.h"
#include "policy_rule.h"

enum verify_state pp_verify_state_of(const struct pp_verify_check *check)
{
    if (!pp_verify_is_finding(check)) {
        return VERIFY_HOLDS;
    }
    if (check->waiver != NULL) {
        return VERIFY_WAIVED;
    }
    if (check->is_baseline) {
        return VERIFY_BASELINE;
    }
    if (check->fails) {
        return VERIFY_FAILS;
    }
    return check->result == PP_VERIFY_UNKNOWN ? VERIFY_UNKNOWN : VERIFY_MILD;
}

struct verify_counts pp_verify_count(const struct pp_verify *verify,
                                     size_t host)
{
    struct verify_counts counts = {0};
    for (size_t i = 0; i < verify->checks.count; i++) {
        const struct pp_verify_check *check = &verify->checks.items[i];
        if (host == SIZE_MAX || check->host == host) {
            counts.total++;
            counts.states[pp_verify_state_of(check)]++;
        }
    }
    return counts;
}

void pp_verify_add_counts(struct pp_buf *buf,
                          const struct verify_counts *counts)
{
    static const struct {
        enum verify_state state;
        const char *one;
        const char *many;
    } words[] = {
        {VERIFY_FAILS, "fails", "fail"},
        {VERIFY_MILD,
         "is violated and does not fail",
         "are violated and do "
         "not fail"},
        {VERIFY_UNKNOWN, "is unknown", "are unknown"},
        {VERIFY_WAIVED, "is waived", "are waived"},
        {VERIFY_BASELINE, "is in the baseline", "are in the baseline"},
        {VERIFY_HOLDS, "holds", "hold"},
    };
    bool is_first = true;
    pp_buf_printf(buf,
                  "%llu check%s",
                  (unsigned long long)counts->total,
                  counts->total == 1 ? "" : "s");
    for (size_t i = 0; i < PP_ARRAY_LEN(words); i++) {
        uint64_t count = counts->states[words[i].state];
        if (count > 0) {
            pp_buf_printf(buf,
                          "%s%llu %s",
                          is_first ? ": " : ", ",
                          (unsigned long long)count,
                          count == 1 ? words[i].one : words[i].many);
            is_first = false;
        }
    }
}

void pp_verify_add_policy_name(struct pp_buf *buf,
                               const struct pp_verify_view *view)
{
    struct pp_sv name = pp_policy_name(view->verify->policy);
    pp_escape_text(buf, name.len > 0 ? name : view->policy_file);
}

void pp_verify_add_check_subject(struct pp_buf *buf,
                                 const struct pp_verify_check *check)
{
    if (check->has_ports) {
        pp_range_print(buf, check->ports.range);
        pp_buf_printf(buf, "/%s", pp_protocol_name(check->ports.protocol));
    } else if (check->wanted != NULL) {
        pp_escape_text(buf, check->wanted->text);
    } else {
        pp_buf_add_str(buf, pp_rule_kind_name(check->rule->kind));
        if (check->has_protocol) {
            pp_buf_printf(buf, "/%s", pp_protocol_name(check->ports.protocol));
        }
    }
}

void pp_verify_add_check_remark(struct pp_buf *buf,
                                const struct pp_verify_check *check)
{
    if (check->waiver != NULL) {
        pp_buf_add_str(buf, "waived");
        if (check->waiver->expires != 0) {
            pp_buf_add_str(buf, " until ");
            pp_day_print(buf, check->waiver->expires);
        }
        pp_buf_add_str(buf, ": ");
        pp_escape_text(buf, check->waiver->reason);
    } else if (check->is_baseline) {
        pp_buf_add_str(buf, "accepted by the baseline");
    } else if (check->expired != NULL) {
        pp_buf_add_str(buf, "its waiver expired on ");
        pp_day_print(buf, check->expired->expires);
        pp_buf_add_str(buf, ": ");
        pp_escape_text(buf, check->expired->reason);
    }
}

void pp_verify_add_check_message(struct pp_buf *buf,
                                 const struct pp_verify_check *check)
{
    pp_escape_text(buf, check->message);
    if (check->waiver != NULL || check->is_baseline || check->expired != NULL) {
        pp_buf_add_str(buf, " (");
        pp_verify_add_check_remark(buf, check);
        pp_buf_add_char(buf, ')');
    }
}

struct verify_location
pp_verify_location_of(const struct pp_verify_view *view,
                      const struct pp_verify_check *check)
{
    size_t count = 0;
    const struct pp_rule *rules = pp_policy_rules(view->verify->policy, &count);
    if (check->wanted != NULL && check->wanted->line > 0) {
        return (struct verify_location){.file =
                                            view->sources[check->rule - rules],
                                        .line = check->wanted->line};
    }
    return (struct verify_location){.file = view->policy_file,
                                    .line = check->rule->place.line,
                                    .column = check->rule->place.column};
}

struct fingerprint_text pp_verify_fingerprint_text(uint64_t fingerprint)
{
    static const char hexadecimal[] = "0123456789abcdef";
    struct fingerprint_text text = {""};
    for (size_t i = 16; i > 0; i--) {
        text.digits[i - 1] = hexadecimal[fingerprint & 15];
        fingerprint >>= 4;
    }
    return text;
}

void pp_verify_add_unread(struct pp_buf *buf,
                          const struct pp_verify_unread *unread)
{
    static const struct {
        const char *before;
        const char *after;
    } words[] = {
        [PP_VERIFY_UNREADABLE] = {"", " cannot be read"},
        [PP_VERIFY_EMPTY] = {"", " is empty"},
        [PP_VERIFY_UNRECOGNISED] = {"nothing in ",
                                    " looks like output of netsh"},
        [PP_VERIFY_NO_MACHINE] = {"there is no machine in ", ""},
    };
    pp_buf_add_str(buf, words[unread->gap].before);
    pp_escape_text(buf, unread->file);
    pp_buf_add_str(buf, words[unread->gap].after);
}

bool pp_verify_view_passed(const struct pp_verify_view *view)
{
    return view->unread_count == 0 && pp_verify_passed(view->verify);
}
