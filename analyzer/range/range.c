/*
 * One range of ports, and the form in which people write it: `55555`,
 * `55500-55599`, `55500+100`. Tells why a text is refused; how that is
 * reported is the caller's business.
 */
#include "portplan/range.h"

#include "base/cursor.h"

bool pp_range_intersect(struct pp_range a,
                        struct pp_range b,
                        struct pp_range *ret_range)
{
    if (!pp_range_overlaps(a, b)) {
        return false;
    }
    *ret_range = (struct pp_range){
        .first = a.first > b.first ? a.first : b.first,
        .last = a.last < b.last ? a.last : b.last,
    };
    return true;
}

bool pp_range_from_count(uint32_t first,
                         uint32_t count,
                         struct pp_range *ret_range)
{
    if (first > PP_PORT_MAX || count == 0 || count > PP_PORT_COUNT - first) {
        return false;
    }
    *ret_range = (struct pp_range){
        .first = (uint16_t)first,
        .last = (uint16_t)(first + count - 1),
    };
    return true;
}

int pp_range_compare(struct pp_range a, struct pp_range b)
{
    if (a.first != b.first) {
        return a.first < b.first ? -1 : 1;
    }
    if (a.last != b.last) {
        return a.last < b.last ? -1 : 1;
    }
    return 0;
}

/* ------------------------------------------------------------------------ */
/* Text                                                                     */

/* The text taken apart; nothing is known of the values yet. */
struct range_form {
    uint32_t start;
    uint32_t second; /* the end or the count; `start` where it is absent */
    char separator;  /* '-', '+', or NUL for a single port */
};

/* Any number of digits; a value that no port or count can have is given as
 * one more than the highest count, which every later check refuses. */
static bool take_number(struct pp_cursor *cursor, uint32_t *ret_value)
{
    struct pp_sv digits;
    if (!pp_cursor_take_digits(cursor, &digits)) {
        return false;
    }
    if (!pp_sv_to_u32(digits, PP_PORT_COUNT, ret_value)) {
        *ret_value = PP_PORT_COUNT + 1;
    }
    return true;
}

static enum pp_range_error read_form(struct pp_sv text, struct range_form *form)
{
    if (text.len == 0) {
        return PP_RANGE_EMPTY;
    }
    struct pp_cursor cursor = pp_cursor_over(text);
    if (!take_number(&cursor, &form->start)) {
        return PP_RANGE_NOT_A_NUMBER;
    }
    form->second = form->start;
    form->separator = pp_cursor_peek(&cursor);
    if (pp_cursor_take(&cursor, '-') || pp_cursor_take(&cursor, '+')) {
        if (!take_number(&cursor, &form->second)) {
            return PP_RANGE_NOT_A_NUMBER;
        }
    }
    return pp_cursor_at_end(&cursor) ? PP_RANGE_OK : PP_RANGE_TRAILING;
}

static enum pp_range_error check_start_and_count(struct range_form form)
{
    if (form.start == 0) {
        return PP_RANGE_PORT_ZERO;
    }
    if (form.second == 0) {
        return PP_RANGE_COUNT_ZERO;
    }
    bool fits =
        form.start <= PP_PORT_MAX && form.second <= PP_PORT_COUNT - form.start;
    return fits ? PP_RANGE_OK : PP_RANGE_ABOVE_MAX;
}

static enum pp_range_error check_start_and_end(struct range_form form)
{
    if (form.start == 0 || form.second == 0) {
        return PP_RANGE_PORT_ZERO;
    }
    if (form.start > PP_PORT_MAX || form.second > PP_PORT_MAX) {
        return PP_RANGE_ABOVE_MAX;
    }
    return form.second < form.start ? PP_RANGE_END_BEFORE_START : PP_RANGE_OK;
}

static enum pp_range_error
read_range(struct pp_sv text, uint32_t *first, uint32_t *last)
{
    struct range_form form;
    enum pp_range_error reason = read_form(text, &form);
    if (reason != PP_RANGE_OK) {
        return reason;
    }
    *first = form.start;
    if (form.separator == '+') {
        *last = form.start + form.second - 1;
        return check_start_and_count(form);
    }
    *last = form.second;
    return check_start_and_end(form);
}

bool pp_range_parse(struct pp_sv text,
                    struct pp_range *ret_range,
                    enum pp_range_error *reterr_reason)
{
    uint32_t first = 0;
    uint32_t last = 0;
    enum pp_range_error reason = read_range(text, &first, &last);
    if (reason != PP_RANGE_OK) {
        if (reterr_reason != NULL) {
            *reterr_reason = reason;
        }
        return false;
    }
    *ret_range = (struct pp_range){(uint16_t)first, (uint16_t)last};
    return true;
}

const char *pp_range_error_text(enum pp_range_error reason)
{
    switch (reason) {
    case PP_RANGE_OK:
        return "nothing is wrong";
    case PP_RANGE_EMPTY:
        return "expected a port or a range, got nothing";
    case PP_RANGE_NOT_A_NUMBER:
        return "expected a number";
    case PP_RANGE_TRAILING:
        return "expected the end after PORT, FIRST-LAST or START+COUNT";
    case PP_RANGE_PORT_ZERO:
        return "port 0 cannot be used, ports go from 1 to 65535";
    case PP_RANGE_ABOVE_MAX:
        return "the range goes above port 65535";
    case PP_RANGE_END_BEFORE_START:
        return "the end is below the start";
    case PP_RANGE_COUNT_ZERO:
        return "a count of 0 names no port";
    }
    return "not a range";
}

void pp_range_print(struct pp_buf *buf, struct pp_range range)
{
    pp_buf_add_u64(buf, range.first);
    if (range.last != range.first) {
        pp_buf_add_char(buf, '-');
        pp_buf_add_u64(buf, range.last);
    }
}
