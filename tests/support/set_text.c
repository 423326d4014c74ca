/* Sets of ports as text, for tests only: a bad text ends the test. */
#include "set_text.h"

#include <stdio.h>
#include <stdlib.h>

#include "base/cursor.h"

static struct pp_range take_range(struct pp_cursor *cursor)
{
    uint32_t first = 0;
    if (!pp_cursor_take_u32(cursor, PP_PORT_MAX, &first)) {
        abort();
    }
    uint32_t last = first;
    if (pp_cursor_take(cursor, '-') &&
        !pp_cursor_take_u32(cursor, PP_PORT_MAX, &last)) {
        abort();
    }
    return (struct pp_range){(uint16_t)first, (uint16_t)last};
}

size_t pp_test_ranges_of(const char *text, struct pp_range *items, size_t max)
{
    struct pp_cursor cursor = pp_cursor_over(pp_sv_from(text));
    size_t count = 0;
    while (!pp_cursor_at_end(&cursor)) {
        if (count == max) {
            abort();
        }
        items[count++] = take_range(&cursor);
        if (!pp_cursor_take(&cursor, ',') && !pp_cursor_at_end(&cursor)) {
            abort();
        }
    }
    return count;
}

struct pp_portset pp_test_set_of(const char *text)
{
    struct pp_range items[64];
    size_t count = pp_test_ranges_of(text, items, PP_ARRAY_LEN(items));
    struct pp_portset set = {0};
    for (size_t i = 0; i < count; i++) {
        pp_portset_set_range(&set, items[i]);
    }
    return set;
}

const char *pp_test_ranges_text(const struct pp_range *items, size_t count)
{
    static char text[4096];
    size_t at = 0;
    text[0] = '\0';
    for (size_t i = 0; i < count && at < sizeof(text) - 32; i++) {
        const char *comma = i > 0 ? "," : "";
        int len = items[i].first == items[i].last
                      ? snprintf(text + at, 32, "%s%u", comma, items[i].first)
                      : snprintf(text + at,
                                 32,
                                 "%s%u-%u",
                                 comma,
                                 items[i].first,
                                 items[i].last);
        at += (size_t)len;
    }
    return text;
}

const char *pp_test_set_text(const struct pp_portset *set)
{
    struct pp_range runs[64];
    size_t count = 0;
    uint32_t from = 0;
    while (count < PP_ARRAY_LEN(runs) &&
           pp_portset_next_run(set, &from, &runs[count])) {
        count++;
    }
    return pp_test_ranges_text(runs, count);
}
