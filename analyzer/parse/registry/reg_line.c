/* One line of a registry export, taken apart. */
#include "reg_line.h"

#include "base/bytes.h"
#include "base/cursor.h"
#include "parse/line/clean.h"

struct pp_sv pp_reg_strip_line(struct pp_sv line, bool *ret_is_comment)
{
    struct pp_sv trimmed = pp_trim_wide(line);
    struct pp_sv bare = trimmed;
    bool is_plain = trimmed.len == 0 || trimmed.ptr[0] == '"' ||
                    trimmed.ptr[0] == '@' || trimmed.ptr[0] == ';' ||
                    pp_sv_starts_nocase(trimmed, PP_SV("[HK")) ||
                    pp_sv_starts_nocase(trimmed, PP_SV("[-HK"));
    if (!is_plain) {
        bare = pp_strip_marks(trimmed);
    }
    size_t stripped = trimmed.len - bare.len;
    struct pp_sv marks = pp_sv_sub(trimmed, 0, stripped);
    *ret_is_comment = pp_sv_find(marks, PP_SV(";"), 0) != SIZE_MAX ||
                      pp_sv_starts(bare, PP_SV(";"));
    return bare;
}

size_t pp_reg_closing_quote(struct pp_sv text, size_t from)
{
    for (size_t i = from; i < text.len; i++) {
        if (text.ptr[i] == '\\') {
            i++;
        } else if (text.ptr[i] == '"') {
            return i;
        }
    }
    return SIZE_MAX;
}

bool pp_reg_split_value(struct pp_sv text, struct pp_reg_line *ret_line)
{
    struct pp_cursor cursor = pp_cursor_over(text);
    if (pp_cursor_take(&cursor, '@')) {
        ret_line->is_default = true;
        ret_line->subject = (struct pp_sv){NULL, 0};
    } else {
        size_t close = text.len > 0 && text.ptr[0] == '"'
                           ? pp_reg_closing_quote(text, 1)
                           : SIZE_MAX;
        if (close == SIZE_MAX) {
            return false;
        }
        ret_line->subject = pp_sv_sub(text, 1, close - 1);
        cursor.at = text.ptr + close + 1;
    }
    (void)pp_cursor_skip_blanks(&cursor);
    if (!pp_cursor_take(&cursor, '=')) {
        return false;
    }
    (void)pp_cursor_skip_blanks(&cursor);
    ret_line->data = pp_cursor_rest(&cursor);
    ret_line->has_mark = pp_sv_starts_nocase(ret_line->data, PP_SV("dword:")) ||
                         pp_sv_starts_nocase(ret_line->data, PP_SV("hex:")) ||
                         pp_sv_starts_nocase(ret_line->data, PP_SV("hex("));
    return true;
}

/* `hex:` is a BINARY, `hex(7):` the type of that number. */
static bool take_hex_mark(struct pp_cursor *cursor, uint32_t *ret_number)
{
    struct pp_cursor ahead = *cursor;
    uint64_t number = PP_REG_NUMBER_BINARY;
    if (!pp_cursor_take_nocase(&ahead, PP_SV("hex"))) {
        return false;
    }
    if (pp_cursor_take(&ahead, '(')) {
        struct pp_sv rest = pp_cursor_rest(&ahead);
        size_t close = pp_sv_find(rest, PP_SV(")"), 0);
        if (!pp_hex_to_u64(pp_sv_sub(rest, 0, close), 8, &number)) {
            return false;
        }
        ahead.at += close + 1;
    }
    if (!pp_cursor_take(&ahead, ':')) {
        return false;
    }
    *cursor = ahead;
    *ret_number = (uint32_t)number;
    return true;
}

enum pp_reg_data pp_reg_split_data(struct pp_sv data,
                                   uint32_t *ret_number,
                                   struct pp_sv *ret_rest)
{
    struct pp_cursor cursor = pp_cursor_over(data);
    enum pp_reg_data form = PP_REG_DATA_OTHER;
    if (pp_cursor_take(&cursor, '"')) {
        form = PP_REG_DATA_STRING;
    } else if (pp_cursor_take_nocase(&cursor, PP_SV("dword:"))) {
        form = PP_REG_DATA_DWORD;
        *ret_number = PP_REG_NUMBER_DWORD;
    } else if (take_hex_mark(&cursor, ret_number)) {
        form = PP_REG_DATA_BYTES;
    }
    *ret_rest = pp_cursor_rest(&cursor);
    return form;
}

enum pp_reg_line_kind pp_reg_split_key(struct pp_sv text,
                                       struct pp_reg_line *ret_line)
{
    struct pp_cursor cursor = pp_cursor_over(text);
    if (!pp_cursor_take(&cursor, '[')) {
        return PP_REG_LINE_OTHER;
    }
    ret_line->is_deletion = pp_cursor_take(&cursor, '-');
    struct pp_sv rest = pp_cursor_rest(&cursor);
    bool has_root = pp_reg_starts_with_root(
        pp_sv_sub(rest, 0, pp_sv_find(rest, PP_SV("]"), 0)));
    size_t close = pp_behind_last(rest, ']');
    if (close == 0) {
        ret_line->subject = rest;
        return has_root ? PP_REG_LINE_KEY_CUT : PP_REG_LINE_OTHER;
    }
    struct pp_sv tail = pp_trim_wide(pp_sv_sub(rest, close, SIZE_MAX));
    ret_line->subject = pp_sv_sub(rest, 0, close - 1);
    if (tail.len > 0 && tail.ptr[0] != ';') {
        return PP_REG_LINE_OTHER;
    }
    if (has_root) {
        return PP_REG_LINE_KEY;
    }
    bool is_path = pp_sv_find(ret_line->subject, PP_SV("\\"), 0) != SIZE_MAX;
    return is_path ? PP_REG_LINE_KEY_ALIEN : PP_REG_LINE_OTHER;
}

bool pp_reg_is_header(struct pp_sv text, enum pp_reg_chars *ret_chars)
{
    if (pp_sv_equal(text, PP_SV("REGEDIT4"))) {
        *ret_chars = PP_REG_CHARS_ANSI;
        return true;
    }
    if (pp_sv_equal(text, PP_SV("Windows Registry Editor Version 5.00"))) {
        *ret_chars = PP_REG_CHARS_UTF16;
        return true;
    }
    return false;
}

bool pp_reg_is_byte_list(struct pp_sv text)
{
    return pp_is_all_of(text, PP_HEX_DIGITS ",\\ \t") &&
           (text.len == 2 || pp_has_one_of(text, ","));
}
