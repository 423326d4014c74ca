/*
 * `netstat -s` and `netsh int ipv4 show tcpstats`: how many connections were
 * opened, accepted, and failed. Of netstat the title has TCP and the family in
 * it in any language, and the eight lines below it come in one order, so
 * nothing depends on their words (docs/formats/netstat.md#statistics).
 */
#include "base/bytes.h"
#include "parse/line/label.h"
#include "parse/line/parsers.h"
#include "text/words.h"

enum {
    COUNTERS = 8, /* of TCP in netstat -s */
    TITLE_MAX_BYTES = 80,
};

/* As netstat names them, in its order; then as netsh does. */
static const struct {
    const char *name;
    const char *also;
} counters[COUNTERS] = {
    {"Active Opens", "Active Opens"},
    {"Passive Opens", "Passive Opens"},
    {"Failed Connection Attempts",
     "Attempts Failed|Failed Connection Attempts"},
    {"Reset Connections", "Established Resets|Reset Connections"},
    {"Current Connections", "Currently Established|Current Connections"},
    {"Segments Received", "In Segments|Segments Received"},
    {"Segments Sent", "Out Segments|Segments Sent"},
    {"Segments Retransmitted", "Retransmitted Segments|Segments Retransmitted"},
};

struct statistics {
    struct pp_open_section open;
    bool has_title;
    uint64_t title_nonblank;
    uint64_t title_line;
    struct pp_hold title;
    enum pp_family family;
    size_t count; /* lines read below it */
    uint64_t last_nonblank;
};

static enum pp_status close_statistics(void *state, struct pp_context *context)
{
    struct statistics *statistics = state;
    pp_context_release(context, &statistics->title);
    statistics->has_title = false;
    return pp_section_close(&statistics->open, context);
}

/* --- titles --------------------------------------------------------------- */

static enum pp_family family_of(struct pp_sv text)
{
    if (pp_sv_find(text, PP_SV("IPv4"), 0) != SIZE_MAX) {
        return PP_FAMILY_IPV4;
    }
    return pp_sv_find(text, PP_SV("IPv6"), 0) != SIZE_MAX ? PP_FAMILY_IPV6
                                                          : PP_FAMILY_UNKNOWN;
}

static enum pp_status take_title(struct statistics *statistics,
                                 struct pp_context *context,
                                 struct pp_sv text)
{
    bool is_english = pp_sv_find(text, PP_SV("TCP Statistics"), 0) != SIZE_MAX;
    if (text.len > TITLE_MAX_BYTES || pp_has_one_of(text, "=:|>") ||
        pp_sv_find(text, PP_SV("TCP"), 0) == SIZE_MAX ||
        (!is_english && family_of(text) == PP_FAMILY_UNKNOWN)) {
        return PP_OK;
    }
    PP_TRY(close_statistics(statistics, context));
    statistics->has_title = true;
    statistics->title_nonblank = context->nonblank_line;
    statistics->title_line = context->line_number;
    statistics->last_nonblank = context->nonblank_line;
    statistics->family = family_of(text);
    statistics->count = 0;
    if (is_english) {
        pp_context_take(context, PP_TAKE_IGNORED);
        pp_context_hold(context, &statistics->title);
    } else {
        pp_context_hold_tentatively(context, &statistics->title);
    }
    return PP_OK;
}

/* --- counters ------------------------------------------------------------- */

static const char *counter_named(struct pp_sv label)
{
    for (size_t i = 0; i < COUNTERS; i++) {
        if (pp_words_has(counters[i].also, label)) {
            return counters[i].name;
        }
    }
    return NULL;
}

/* `label = number` of netstat, `label: value` of netsh. */
static bool
split_counter(struct pp_sv text, struct pp_label *ret_label, bool *ret_netsh)
{
    size_t at = pp_sv_find(text, PP_SV("="), 0);
    *ret_netsh = at == SIZE_MAX;
    if (*ret_netsh) {
        return pp_label_split(text, ret_label);
    }
    ret_label->label = pp_sv_trim(pp_sv_sub(text, 0, at));
    ret_label->value = pp_sv_trim(pp_sv_sub(text, at + 1, SIZE_MAX));
    return ret_label->label.len > 0;
}

static enum pp_status give(struct statistics *statistics,
                           struct pp_context *context,
                           const char *name,
                           struct pp_sv value)
{
    PP_TRY(pp_section_extend_from(&statistics->open,
                                  context,
                                  PP_SECTION_TCP_STATISTICS,
                                  statistics->title_line));
    statistics->open.section.family = statistics->family;
    if (value.len == 0 || value.len > 20 || !pp_is_all_of(value, PP_DIGITS)) {
        pp_context_reject(context, PP_DIAG_SYSTEM_VALUE, value, "a number");
        statistics->open.section.complete = PP_NO;
        return PP_OK;
    }
    struct pp_fact fact =
        pp_section_fact(&statistics->open, context, PP_FACT_SETTING, value);
    fact.family = statistics->family;
    fact.as.setting = (struct pp_setting_fact){
        .scope = pp_sv_from(statistics->family == PP_FAMILY_IPV6
                                ? PP_TCP_STATISTICS_IPV6
                                : PP_TCP_STATISTICS),
        .name = pp_sv_from(name),
        .value = value,
    };
    pp_context_take(context, PP_TAKE_USED);
    return pp_context_fact(context, &fact);
}

static enum pp_status take_counter(struct statistics *statistics,
                                   struct pp_context *context,
                                   struct pp_sv text)
{
    struct pp_label line;
    bool is_netsh = false;
    if (pp_is_all_of(text, "- ")) {
        pp_context_take(context, PP_TAKE_IGNORED);
        pp_context_hold(context, &statistics->title);
        statistics->last_nonblank = context->nonblank_line;
        return PP_OK;
    }
    if (!split_counter(text, &line, &is_netsh)) {
        return PP_OK;
    }
    const char *name = counter_named(line.label);
    if (name == NULL && !is_netsh && statistics->count < COUNTERS) {
        name = counters[statistics->count].name;
    }
    statistics->count++;
    statistics->last_nonblank = context->nonblank_line;
    pp_context_reclaim(context, &statistics->title, PP_TAKE_USED);
    if (name != NULL) {
        return give(statistics, context, name, line.value);
    }
    pp_context_take(context, PP_TAKE_IGNORED);
    return PP_OK;
}

static enum pp_status
take(void *state, struct pp_context *context, const struct pp_offer *offer)
{
    struct statistics *statistics = state;
    const struct pp_sv text = pp_offer_clean(offer);
    if (text.len == 0) {
        return PP_OK;
    }
    bool follows = statistics->has_title &&
                   statistics->last_nonblank + 1 == context->nonblank_line;
    if (follows) {
        PP_TRY(take_counter(statistics, context, text));
    }
    return context->is_taken ? PP_OK : take_title(statistics, context, text);
}

const struct pp_parser pp_parser_tcp_statistics = {
    .name = "TCP statistics",
    .state_size = sizeof(struct statistics),
    .take = take,
    .close = close_statistics,
};
