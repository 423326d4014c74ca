/* Breaks lines of reports and messages, whoever wrote them. */
#include "wrap.h"

#include "base/bytes.h"
#include "base/utf8.h"

enum {
    LEAST_WIDTH = 20,
    MAX_LIST_INDENT = 4,
};

/* The bytes of an escape sequence of colour here; 0: there is none. */
static size_t escape_at(struct pp_sv text, size_t at)
{
    size_t end = at;
    if (!pp_sv_starts(pp_sv_sub(text, at, SIZE_MAX), PP_SV("\x1b["))) {
        return 0;
    }
    while (end < text.len && text.ptr[end] != 'm') {
        end++;
    }
    return end < text.len ? end + 1 - at : 0;
}

static size_t columns_of(struct pp_sv text)
{
    size_t columns = 0;
    size_t from = 0;
    for (size_t at = 0; at < text.len;) {
        size_t escape = escape_at(text, at);
        if (escape > 0) {
            columns += pp_utf8_width(pp_sv_sub(text, from, at - from));
            from = at + escape;
        }
        at += escape > 0 ? escape : 1;
    }
    return columns + pp_utf8_width(pp_sv_sub(text, from, SIZE_MAX));
}

static size_t blanks_at(struct pp_sv text, size_t at)
{
    size_t end = at;
    while (end < text.len && text.ptr[end] == ' ') {
        end++;
    }
    return end - at;
}

static bool is_command(struct pp_sv text)
{
    static const char *const words[] = {
        "netsh int",
        "netsh http ",
        "(netsh ",
        "& {",
        "reg add ",
        "reg delete ",
        "net start ",
        "net stop ",
        "dism ",
        "Set-NetTCPSetting ",
        "Restart-Service ",
    };
    for (size_t i = 0; i < PP_ARRAY_LEN(words); i++) {
        if (pp_sv_starts(text, pp_sv_from(words[i]))) {
            return true;
        }
    }
    return false;
}

/* Only marks that point at the line above: `   ^~~~`. */
static bool is_marks(struct pp_sv line)
{
    bool has_mark = false;
    for (size_t i = 0; i < line.len; i++) {
        has_mark |= line.ptr[i] == '^';
        if (!pp_is_one_of(line.ptr[i], " ^~")) {
            return false;
        }
    }
    return has_mark;
}

/* Where the lines behind the first begin: below the last column of a row like
 * `name  text` that leaves half of the width, else near the line's indent. */
static size_t hang_of(struct pp_sv line, size_t width)
{
    size_t indent = blanks_at(line, 0);
    size_t hang = indent > 0 && indent <= MAX_LIST_INDENT ? indent + 2 : indent;
    for (size_t at = indent; at < line.len;) {
        size_t blanks = blanks_at(line, at);
        size_t column = columns_of(pp_sv_sub(line, 0, at + blanks));
        if (column > width / 2) {
            break;
        }
        hang = blanks >= 2 ? column : hang;
        at += blanks > 0 ? blanks : 1;
    }
    return hang <= width / 2 ? hang : 0;
}

/* A line of an example. */
static bool is_example(struct pp_sv line, size_t at)
{
    return blanks_at(line, 0) >= at &&
           pp_sv_starts(pp_sv_sub(line, at, SIZE_MAX), PP_SV("portplan "));
}

/* The next piece that is not broken, with the blanks in front of it. */
static struct pp_sv next_piece(struct pp_sv line, size_t at)
{
    size_t end = at + blanks_at(line, at);
    if (is_command(pp_sv_sub(line, end, SIZE_MAX)) ||
        (at == 0 && end > 0 && is_example(line, end))) {
        return pp_sv_sub(line, at, SIZE_MAX);
    }
    while (end < line.len && line.ptr[end] != ' ') {
        end++;
    }
    return pp_sv_sub(line, at, end - at);
}

static void wrap_line(struct pp_buf *buf, struct pp_sv line, size_t width)
{
    size_t hang = hang_of(line, width);
    size_t used = 0;
    for (size_t at = 0; at < line.len;) {
        struct pp_sv piece = next_piece(line, at);
        size_t blanks = blanks_at(piece, 0);
        size_t columns = columns_of(piece);
        bool is_first = used == 0;
        if (!is_first && used + columns > width && used > hang) {
            pp_buf_add_char(buf, '\n');
            pp_buf_add_repeated(buf, ' ', hang);
            pp_buf_add(buf, pp_sv_sub(piece, blanks, SIZE_MAX));
            used = hang + columns - blanks;
        } else {
            pp_buf_add(buf, piece);
            used += columns;
        }
        at += piece.len;
    }
}

void pps_wrap(struct pp_buf *buf, struct pp_sv text, size_t width)
{
    if (width < LEAST_WIDTH) {
        pp_buf_add(buf, text);
        return;
    }
    for (size_t at = 0; at < text.len;) {
        size_t end = pp_sv_find(text, PP_SV("\n"), at);
        end = end == SIZE_MAX ? text.len : end;
        size_t next = pp_sv_find(text, PP_SV("\n"), end + 1);
        struct pp_sv line = pp_sv_sub(text, at, end - at);
        struct pp_sv below = end < text.len
                                 ? pp_sv_sub(text, end + 1, next - end - 1)
                                 : (struct pp_sv){0};
        if (columns_of(line) > width && !is_marks(below) && !is_marks(line)) {
            wrap_line(buf, line, width);
        } else {
            pp_buf_add(buf, line);
        }
        if (end < text.len) {
            pp_buf_add_char(buf, '\n');
        }
        at = end + 1;
    }
}
