/* Ports in notes. */
#include "note.h"

/* A range that is the row's own names no port of it. */
static bool is_in_row(const struct pp_row *row, struct pp_range ports)
{
    for (size_t i = 0; i < row->pair_count; i++) {
        const struct pp_range whole = {row->pairs[i].first, row->pairs[i].last};
        if (pp_range_covers(whole, ports)) {
            return ports.first == ports.last || !pp_range_equal(whole, ports);
        }
    }
    return false;
}

/* Whether the number at `at` is a word of its own: behind a blank, an arrow, a
 * bracket, a lone colon; not the end of a range, a time, a version. */
static bool begins_number(struct pp_sv text, size_t at)
{
    size_t mark = at;
    while (mark > 0 &&
           (text.ptr[mark - 1] == '-' || text.ptr[mark - 1] == ':' ||
            text.ptr[mark - 1] == '>')) {
        mark--;
    }
    /* Behind an arrow, anything may begin. */
    return pp_may_begin_port(text, mark);
}

static size_t skip_digits(struct pp_sv text, size_t at)
{
    while (at < text.len && pp_is_digit(text.ptr[at])) {
        at++;
    }
    return at;
}

void pp_note_read(struct pp_sv text,
                  const struct pp_row *row,
                  struct pp_found *found)
{
    size_t numbers = 0;
    size_t at = 0;
    while (at < text.len) {
        if (!pp_is_digit(text.ptr[at])) {
            at++;
            continue;
        }
        struct pp_sv rest = pp_sv_sub(text, at, SIZE_MAX);
        struct pp_found_port note = {.kind = PP_MENTION_NOTE};
        bool is_behind = ++numbers > 2 * row->pair_count;
        size_t len = is_behind && begins_number(text, at)
                         ? pp_ports_at(rest, &note.range)
                         : 0;
        if (len > 0 && is_in_row(row, note.range)) {
            note.part = pp_sv_sub(rest, 0, len);
            pp_found_add(found, &note);
        }
        at = len > 0 ? at + len : skip_digits(text, at);
    }
}
