/*
 * Events of Windows that say that ports ran out: 4227, 4231 and 4266 of the
 * source Tcpip, by number and source alone, whatever the language of the
 * description (docs/formats/bind-errors.md#events). Descriptions are read by
 * bind_error.c.
 *
 * A number is a sign only together with its source: in one line (CSV, tables,
 * XML), under a table's heading `ProviderName: Tcpip`, or as two labels of one
 * record.
 */
#include "bind_code.h"
#include "parse/line/clean.h"
#include "parse/line/parsers.h"
#include "text/words.h"

enum {
    EVENT_FIRST = 4227, /* of those that are signs */
    EVENT_LAST = 4266,
};

/* Get-EventLog's InstanceId: the number with the bits of a warning. */
#define WARNING_BITS UINT32_C(0x80000000)

struct events {
    struct pp_open_section section;
    bool is_emitted[PP_SIGN_COUNT];

    /* A record that is being read: its source, or its number, waits. */
    bool has_source;
    bool has_sign;
    enum pp_exhaustion_sign sign;
    uint64_t nonblank_line; /* where that was */
    struct pp_hold hold;

    bool is_in_table; /* rows are of Tcpip */
};

static bool is_event(uint32_t number, enum pp_exhaustion_sign *ret_sign)
{
    uint32_t id =
        (number & WARNING_BITS) != 0 ? number & UINT32_C(0xffff) : number;
    return id >= EVENT_FIRST && id <= EVENT_LAST &&
           pp_bind_sign_of(id, ret_sign);
}

static bool is_word_byte(char c)
{
    return pp_is_digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
           c == '_' || c == '\\' || c == '.' || c == '-' || c == '/';
}

/* Neither a part of a path nor of a longer word. */
static bool is_alone(struct pp_sv text, size_t at, size_t len)
{
    char before = at > 0 ? text.ptr[at - 1] : ' ';
    char after = at + len < text.len ? text.ptr[at + len] : ' ';
    return !is_word_byte(before) && !is_word_byte(after);
}

static bool names_source(struct pp_sv text)
{
    struct pp_sv name = PP_SV("tcpip");
    size_t at = pp_sv_find_nocase(text, name, 0);
    return at != SIZE_MAX && is_alone(text, at, name.len);
}

/* The first number of an event that stands alone and is no port. */
static bool find_event(struct pp_sv text, enum pp_exhaustion_sign *ret_sign)
{
    for (size_t at = 0; at < text.len; at++) {
        size_t end = at;
        uint32_t number = 0;
        while (end < text.len && pp_is_digit(text.ptr[end])) {
            end++;
        }
        if (end == at) {
            continue;
        }
        struct pp_sv digits = pp_sv_sub(text, at, end - at);
        bool is_port = at > 0 && text.ptr[at - 1] == ':';
        if (!is_port && is_alone(text, at, digits.len) &&
            pp_sv_to_u32(digits, UINT32_MAX, &number) &&
            is_event(number, ret_sign)) {
            return true;
        }
        at = end;
    }
    return false;
}

/* What stands in a line of a log beside source and number: the level, or the
 * word event. */
static bool is_of_log(struct pp_sv text)
{
    static const char *const words[] = {
        "event",
        "warning",
        "information",
        "Warnung",
        "Avertissement",
        "Advertencia",
        "Avviso",
        "Aviso",
        "Предупреждение",
        "警告",
        "경고",
    };
    for (size_t i = 0; i < PP_ARRAY_LEN(words); i++) {
        if (pp_sv_find_nocase(text, pp_sv_from(words[i]), 0) != SIZE_MAX) {
            return true;
        }
    }
    return false;
}

static enum pp_status emit(struct events *events,
                           struct pp_context *context,
                           enum pp_exhaustion_sign sign,
                           struct pp_sv part)
{
    events->has_source = false;
    events->has_sign = false;
    pp_context_take(context, PP_TAKE_USED);
    pp_context_reclaim(context, &events->hold, PP_TAKE_USED);
    PP_TRY(pp_section_extend(&events->section, context, PP_SECTION_EVENT_LOG));
    if (events->is_emitted[sign]) {
        return PP_OK;
    }
    events->is_emitted[sign] = true;
    struct pp_fact fact =
        pp_section_fact(&events->section, context, PP_FACT_EXHAUSTION, part);
    fact.protocol = sign == PP_SIGN_EVENT_4266 ? PP_UDP : PP_TCP;
    fact.as.exhaustion =
        (struct pp_exhaustion_fact){.sign = sign, .has_protocol = true};
    return pp_context_fact(context, &fact);
}

static void forget(struct events *events, struct pp_context *context)
{
    events->has_source = false;
    events->has_sign = false;
    pp_context_release(context, &events->hold);
}

static void wait(struct events *events, struct pp_context *context)
{
    events->nonblank_line = context->nonblank_line;
    pp_context_hold_tentatively(context, &events->hold);
}

/* `Source:  Tcpip`, `ProviderName : DNS`: the names of other languages are
 * known by the value alone. */
static bool take_source(struct events *events,
                        struct pp_context *context,
                        struct pp_sv label,
                        struct pp_sv value,
                        enum pp_exhaustion_sign *ret_sign)
{
    bool is_tcpip = pp_sv_equal_nocase(value, PP_SV("Tcpip"));
    bool is_label = pp_words_find("Source|ProviderName|Provider", label) > 0;
    if (!is_tcpip && !is_label) {
        return false;
    }
    *ret_sign = events->sign;
    bool is_whole = is_tcpip && is_label && events->has_sign;
    if (!is_whole) {
        forget(events, context);
        events->has_source = is_tcpip;
        events->is_in_table =
            is_tcpip && pp_sv_equal(label, PP_SV("ProviderName"));
        wait(events, context);
    }
    return is_whole;
}

/* `Event ID`, `Ereignis-ID`, `ID evento`; not `Process ID` or `ProcessId`. */
static bool is_id_label(struct pp_sv label)
{
    static const char *const others[] = {"proce", "prozess", "thread", "user"};
    for (size_t i = 0; i < PP_ARRAY_LEN(others); i++) {
        if (pp_sv_find_nocase(label, pp_sv_from(others[i]), 0) != SIZE_MAX) {
            return false;
        }
    }
    size_t at = pp_sv_find_nocase(label, PP_SV("id"), 0);
    if (at == SIZE_MAX) {
        return false;
    }
    char before = at > 0 ? label.ptr[at - 1] : ' ';
    char after = at + 2 < label.len ? label.ptr[at + 2] : ' ';
    return (before == ' ' || before == '-') && (after == ' ' || after == '.');
}

/* `Event ID: 4231` below its source, in any language; a list of PowerShell has
 * it above. */
static bool take_number(struct events *events,
                        struct pp_context *context,
                        struct pp_sv label,
                        struct pp_sv value,
                        enum pp_exhaustion_sign *ret_sign)
{
    uint32_t number = 0;
    bool is_list = pp_words_find("Id|EventID|InstanceId", label) > 0;
    bool is_number = (is_list || is_id_label(label)) &&
                     pp_sv_to_u32(value, UINT32_MAX, &number);
    enum pp_exhaustion_sign sign;
    if (!is_number) {
        return false;
    }
    if (!is_event(number, &sign)) {
        forget(events, context);
        return false;
    }
    *ret_sign = sign;
    if (!events->has_source && is_list) {
        events->has_sign = true;
        events->sign = sign;
        wait(events, context);
    }
    return events->has_source;
}

/* `Label: value`. */
static bool take_label(struct events *events,
                       struct pp_context *context,
                       struct pp_sv text,
                       enum pp_exhaustion_sign *ret_sign)
{
    size_t colon = pp_sv_find(text, PP_SV(":"), 0);
    if (colon == SIZE_MAX) {
        return false;
    }
    struct pp_sv label = pp_sv_trim(pp_sv_sub(text, 0, colon));
    struct pp_sv value = pp_sv_trim(pp_sv_sub(text, colon + 1, SIZE_MAX));
    return take_source(events, context, label, value, ret_sign) ||
           take_number(events, context, label, value, ret_sign);
}

/* XML with a line for each element. */
static bool take_element(struct events *events,
                         struct pp_context *context,
                         struct pp_sv text,
                         enum pp_exhaustion_sign *ret_sign)
{
    if (pp_sv_starts(text, PP_SV("<Provider "))) {
        forget(events, context);
        events->has_source = names_source(text);
        wait(events, context);
        return false;
    }
    if (!pp_sv_starts(text, PP_SV("<EventID"))) {
        return false;
    }
    bool is_whole = events->has_source && find_event(text, ret_sign);
    if (!is_whole) {
        forget(events, context);
    }
    return is_whole;
}

/* Most lines have nothing to do with events. */
static bool is_of_interest(const struct events *events, struct pp_sv text)
{
    return events->has_source || events->has_sign || events->is_in_table ||
           pp_sv_find(text, PP_SV("cpip"), 0) != SIZE_MAX ||
           pp_sv_find(text, PP_SV("42"), 0) != SIZE_MAX ||
           pp_sv_find(text, PP_SV("2147487"), 0) != SIZE_MAX;
}

/* `11/30/2026 9:14:02 AM   4231 Warning   A request to allocate ...` */
static bool is_row_of_table(const struct events *events, struct pp_sv text)
{
    return events->is_in_table && text.len > 0 && pp_is_digit(text.ptr[0]) &&
           pp_sv_find(text, PP_SV(":"), 0) != SIZE_MAX;
}

static enum pp_status take_line(void *memory,
                                struct pp_context *context,
                                const struct pp_offer *offer)
{
    struct events *events = memory;
    struct pp_sv text = pp_trim_wide(offer->line);
    enum pp_exhaustion_sign sign;
    if (!is_of_interest(events, text)) {
        return PP_OK;
    }
    bool is_waiting = events->has_source || events->has_sign;
    if (is_waiting && !pp_context_is_near(context, events->nonblank_line)) {
        forget(events, context);
    }
    bool is_line = names_source(text) && is_of_log(text);
    if ((is_line || is_row_of_table(events, text)) && find_event(text, &sign)) {
        return emit(events, context, sign, text);
    }
    bool is_element = text.len > 0 && text.ptr[0] == '<';
    bool is_whole = is_element ? take_element(events, context, text, &sign)
                               : take_label(events, context, text, &sign);
    return is_whole ? emit(events, context, sign, text) : PP_OK;
}

static enum pp_status close_section(void *memory, struct pp_context *context)
{
    struct events *events = memory;
    return pp_section_close(&events->section, context);
}

const struct pp_parser pp_parser_events = {
    .name = "events",
    .state_size = sizeof(struct events),
    .take = take_line,
    .close = close_section,
};
