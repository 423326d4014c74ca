/*
 * Strict JSON, byte by byte. cJSON accepts much that is not JSON (control
 * characters in strings, "1.", "01"), does not distinguish errors from a lack
 * of memory, and recurses: what passes here cannot harm it, and it can only
 * fail for lack of memory.
 */
#include "json_check.h"

#include <limits.h>

#include "base/bounds.h"
#include "base/bytes.h"
#include "base/cursor.h"
#include "base/utf8.h"
#include "base/vec.h"

/* cJSON copies a number into 64 bytes. */
enum {
    MAX_NUMBER_BYTES = 63
};

/* A walk through the text, and what it is inside of, from the outermost. */
struct walk {
    struct pp_cursor cursor;
    size_t depth;
    bool is_object[PP_LIMIT_JSON_DEPTH]; /* an array otherwise */
    size_t key; /* offset of the name just read; SIZE_MAX without one */
    struct pp_json_places *places; /* NULL: not wanted */
};

static void skip_white(struct pp_cursor *cursor)
{
    while (pp_cursor_take(cursor, ' ') || pp_cursor_take(cursor, '\t') ||
           pp_cursor_take(cursor, '\n') || pp_cursor_take(cursor, '\r')) {
    }
}

static bool take_hex4(struct pp_cursor *cursor, uint64_t *ret_code)
{
    struct pp_sv digits = pp_sv_sub(pp_cursor_rest(cursor), 0, 4);
    if (digits.len < 4 || !pp_hex_to_u64(digits, 4, ret_code)) {
        return false;
    }
    cursor->at += 4;
    return true;
}

/* After \u: the halves of a surrogate pair come only together. */
static bool take_unicode(struct pp_cursor *cursor)
{
    uint64_t high;
    if (!take_hex4(cursor, &high)) {
        return false;
    }
    if (high < 0xD800 || high > 0xDFFF) {
        return true;
    }
    uint64_t low;
    return high < 0xDC00 && pp_cursor_take_sv(cursor, PP_SV("\\u")) &&
           take_hex4(cursor, &low) && low >= 0xDC00 && low <= 0xDFFF;
}

static bool take_escape(struct pp_cursor *cursor)
{
    const char simple[] = {'"', '\\', '/', 'b', 'f', 'n', 'r', 't'};
    for (size_t i = 0; i < sizeof(simple); i++) {
        if (pp_cursor_take(cursor, simple[i])) {
            return true;
        }
    }
    return pp_cursor_take(cursor, 'u') && take_unicode(cursor);
}

static bool take_character(struct pp_cursor *cursor)
{
    if (pp_cursor_take(cursor, '\\')) {
        return take_escape(cursor);
    }
    uint32_t code;
    size_t len = pp_utf8_next(pp_cursor_rest(cursor), 0, &code);
    if (len == 0 || code < 0x20 || code == PP_UTF8_INVALID) {
        return false;
    }
    cursor->at += len;
    return true;
}

/* Stops where it fails, for the offset: ask nothing else of the cursor then. */
static bool take_string(struct pp_cursor *cursor)
{
    if (!pp_cursor_take(cursor, '"')) {
        return false;
    }
    while (!pp_cursor_take(cursor, '"')) {
        if (!take_character(cursor)) {
            return false;
        }
    }
    return true;
}

static bool take_number(struct pp_cursor *cursor)
{
    const char *from = cursor->at;
    struct pp_sv digits;
    (void)pp_cursor_take(cursor, '-');
    if (!pp_cursor_take(cursor, '0') &&
        !pp_cursor_take_digits(cursor, &digits)) {
        return false;
    }
    if (pp_cursor_take(cursor, '.') &&
        !pp_cursor_take_digits(cursor, &digits)) {
        return false;
    }
    if (pp_cursor_take(cursor, 'e') || pp_cursor_take(cursor, 'E')) {
        (void)(pp_cursor_take(cursor, '+') || pp_cursor_take(cursor, '-'));
        if (!pp_cursor_take_digits(cursor, &digits)) {
            return false;
        }
    }
    return cursor->at - from <= MAX_NUMBER_BYTES;
}

static bool take_scalar(struct pp_cursor *cursor)
{
    if (pp_cursor_peek(cursor) == '"') {
        return take_string(cursor);
    }
    return pp_cursor_take_sv(cursor, PP_SV("true")) ||
           pp_cursor_take_sv(cursor, PP_SV("false")) ||
           pp_cursor_take_sv(cursor, PP_SV("null")) || take_number(cursor);
}

static bool take_key(struct walk *walk)
{
    skip_white(&walk->cursor);
    walk->key = pp_cursor_offset(&walk->cursor);
    if (!take_string(&walk->cursor)) {
        return false;
    }
    skip_white(&walk->cursor);
    return pp_cursor_take(&walk->cursor, ':');
}

static enum pp_status note_place(struct walk *walk)
{
    size_t offset = pp_cursor_offset(&walk->cursor);
    struct pp_json_place place = {
        .key = walk->key != SIZE_MAX ? walk->key : offset, .value = offset};
    walk->key = SIZE_MAX;
    if (walk->places == NULL) {
        return PP_OK;
    }
    PP_TRY(PP_VEC_RESERVE(walk->places, 1, INT_MAX));
    walk->places->items[walk->places->count++] = place;
    return PP_OK;
}

/* A scalar, or the beginning of an object or array up to its first value;
 * says whether a value ends here. */
static enum pp_status take_value(struct walk *walk, bool *ret_ends_value)
{
    struct pp_cursor *cursor = &walk->cursor;
    skip_white(cursor);
    PP_TRY(note_place(walk));
    bool is_object = pp_cursor_peek(cursor) == '{';
    *ret_ends_value = true;
    if (!is_object && pp_cursor_peek(cursor) != '[') {
        return take_scalar(cursor) ? PP_OK : PP_ERR_FORMAT;
    }
    if (walk->depth == PP_LIMIT_JSON_DEPTH) {
        return PP_ERR_LIMIT;
    }
    cursor->at++;
    skip_white(cursor);
    if (pp_cursor_take(cursor, is_object ? '}' : ']')) {
        return PP_OK;
    }
    walk->is_object[walk->depth++] = is_object;
    *ret_ends_value = false;
    return !is_object || take_key(walk) ? PP_OK : PP_ERR_FORMAT;
}

/* After a value: everything up to the next one, or the end of the text. */
static enum pp_status leave_value(struct walk *walk)
{
    struct pp_cursor *cursor = &walk->cursor;
    skip_white(cursor);
    while (walk->depth > 0) {
        bool is_object = walk->is_object[walk->depth - 1];
        if (pp_cursor_take(cursor, ',')) {
            return !is_object || take_key(walk) ? PP_OK : PP_ERR_FORMAT;
        }
        if (!pp_cursor_take(cursor, is_object ? '}' : ']')) {
            return PP_ERR_FORMAT;
        }
        walk->depth--;
        skip_white(cursor);
    }
    return pp_cursor_at_end(cursor) ? PP_OK : PP_ERR_FORMAT;
}

enum pp_status pp_json_check(struct pp_sv text,
                             struct pp_json_places *places,
                             size_t *reterr_offset)
{
    struct walk walk = {
        .cursor = pp_cursor_over(text), .key = SIZE_MAX, .places = places};
    enum pp_status status;
    do {
        bool ends_value;
        status = take_value(&walk, &ends_value);
        if (status == PP_OK && ends_value) {
            status = leave_value(&walk);
        }
    } while (status == PP_OK && walk.depth > 0);
    if (status != PP_OK) {
        *reterr_offset = pp_cursor_offset(&walk.cursor);
    }
    return status;
}
