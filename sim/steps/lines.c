/* Lines of a script, as they are read. */
#include "lines.h"

#include <string.h>

#include "base/bytes.h"
#include "script.h"

enum {
    BLOCK_LINES_MAX = 200 /* of a loop or a comment; what is longer is not
                           * closed */
};

/* The end of the line at `at`, without its line break. */
static size_t line_end(struct pp_sv text, size_t at, size_t *ret_next)
{
    size_t end = pp_sv_find(text, PP_SV("\n"), at);
    end = end == SIZE_MAX ? text.len : end;
    *ret_next = end + 1;
    return end - (end > at && text.ptr[end - 1] == '\r');
}

/* The line at hand and those that it goes on in, as they were pasted. */
static struct pp_sv take_lines(struct step_lines *lines, uint64_t *ret_count)
{
    size_t from = lines->at;
    size_t at = from;
    size_t end;
    *ret_count = 0;
    do {
        size_t next = 0;
        end = line_end(lines->text, at, &next);
        (*ret_count)++;
        lines->at = next;
        if (!pps_script_goes_on(pp_sv_sub(lines->text, at, end - at))) {
            break;
        }
        at = next;
    } while (at < lines->text.len);
    return pp_sv_sub(lines->text, from, end - from);
}

/* What editors make of quotes, dashes and blanks, and what it stands for. */
static const struct {
    struct pp_sv bytes;
    char as[4]; /* as many bytes */
} typography[] = {
    {PP_SV_INIT("\xc2\xa0"), "  "},
    {PP_SV_INIT("\xe2\x80\x8b"), "   "},
    {PP_SV_INIT("\xe2\x80\x9c"), "  \""},
    {PP_SV_INIT("\xe2\x80\x9d"), "\"  "},
    {PP_SV_INIT("\xe2\x80\x98"), "  '"},
    {PP_SV_INIT("\xe2\x80\x99"), "'  "},
    {PP_SV_INIT("\xe2\x80\x93"), "  -"},
    {PP_SV_INIT("\xe2\x80\x94"), "  -"},
};

/* How many bytes at `at` are written anew. */
static size_t put_plain(struct pp_sv text, size_t at, char *bytes)
{
    struct pp_sv rest = pp_sv_sub(text, at, text.len);
    for (size_t i = 0; i < PP_ARRAY_LEN(typography); i++) {
        if (pp_sv_starts(rest, typography[i].bytes)) {
            memcpy(bytes + at, typography[i].as, typography[i].bytes.len);
            return typography[i].bytes.len;
        }
    }
    return 0;
}

/* The lines as one, of as many bytes: blanks for the marks at their ends and
 * plain quotes and dashes. */
static bool make_plain(struct pp_arena *arena, struct pp_sv *io_text)
{
    char *bytes = pp_arena_take(arena, io_text->len);
    if (bytes == NULL) {
        return false;
    }
    for (size_t i = 0; i < io_text->len;) {
        char c = io_text->ptr[i];
        size_t next = i + 1;
        size_t len = put_plain(*io_text, i, bytes);
        if (len > 0) {
            i += len;
            continue;
        }
        next += next < io_text->len && io_text->ptr[next] == '\r';
        bool is_mark = (c == '^' || c == '`') && next < io_text->len &&
                       io_text->ptr[next] == '\n';
        bytes[i++] = is_mark || c == '\n' || c == '\r' ? ' ' : c;
    }
    *io_text = (struct pp_sv){bytes, io_text->len};
    return true;
}

static bool is_plain(struct pp_sv line)
{
    return pp_sv_find(line, PP_SV("\xe2\x80"), 0) == SIZE_MAX &&
           pp_sv_find(line, PP_SV("\xc2\xa0"), 0) == SIZE_MAX;
}

/* Moves behind a comment `<# ... #>` that begins in the line at hand. */
static bool skip_comment(struct step_lines *lines)
{
    static const struct pp_sv opening = PP_SV_INIT("<#");
    size_t next = 0;
    size_t end = line_end(lines->text, lines->at, &next);
    struct pp_sv line =
        pp_sv_trim(pp_sv_sub(lines->text, lines->at, end - lines->at));
    uint64_t count = 1;
    if (!pp_sv_starts(line, opening)) {
        return false;
    }
    while (pp_sv_find(line, PP_SV("#>"), 0) == SIZE_MAX) {
        if (next >= lines->text.len || count == BLOCK_LINES_MAX) {
            return false;
        }
        size_t from = next;
        end = line_end(lines->text, from, &next);
        line = pp_sv_sub(lines->text, from, end - from);
        count++;
    }
    lines->at = next;
    lines->number += count;
    return true;
}

bool pps_lines_next(struct step_lines *lines, struct step_line *ret_line)
{
    while (lines->at < lines->text.len && skip_comment(lines)) {
    }
    if (lines->at >= lines->text.len) {
        return false;
    }
    uint64_t count = 0;
    struct step_line line = {.number = lines->number + 1};
    line.pasted = take_lines(lines, &count);
    line.text = line.pasted;
    lines->number += count;
    if ((count > 1 || !is_plain(line.text)) &&
        !make_plain(lines->arena, &line.text)) {
        line.status = PP_ERR_NOMEM;
    }
    *ret_line = line;
    return true;
}

void pps_lines_skip_block(struct step_lines *lines, struct pp_sv text)
{
    long depth = pps_script_brackets(text);
    uint64_t count = 0;
    size_t at = lines->at;
    while (depth > 0 && at < lines->text.len && count < BLOCK_LINES_MAX) {
        size_t next = 0;
        size_t end = line_end(lines->text, at, &next);
        depth += pps_script_brackets(pp_sv_sub(lines->text, at, end - at));
        count++;
        at = next;
    }
    if (depth <= 0 && count > 0) {
        lines->at = at;
        lines->number += count;
    }
}
