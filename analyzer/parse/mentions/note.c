/* Ports in notes. */
#include "note.h"

static bool is_in_row(const struct pp_row *row, uint16_t port)
{
    for (size_t i = 0; i < row->pair_count; i++) {
        if (row->pairs[i].first <= port && port <= row->pairs[i].last) {
            return true;
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
    char before = mark > 0 ? text.ptr[mark - 1] : ' ';
    bool is_apart = pp_is_blank(before) || before == '<' || before == '(' ||
                    before == '=' || before == '#' || before == '/' ||
                    before == '"' || before == '\'' || before == '*' ||
                    before == '|' || before == ',' || before == '`';
    /* Behind an arrow, anything may begin. */
    return is_apart || (mark < at && (unsigned char)before >= 0x80) ||
           (unsigned char)before >= 0x80;
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
        uint16_t port = 0;
        bool is_behind = ++numbers > 2 * row->pair_count;
        size_t len =
            is_behind && begins_number(text, at) ? pp_port_at(rest, &port) : 0;
        if (len > 0 && is_in_row(row, port)) {
            const struct pp_found_port note = {
                .kind = PP_MENTION_NOTE,
                .range = {port, port},
                .part = pp_sv_sub(rest, 0, len),
            };
            pp_found_add(found, &note);
        }
        at = skip_digits(text, at);
    }
}
