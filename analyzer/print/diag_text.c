/*
 * Diagnostics as people read them: place, message, the line and a caret.
 */
#include "diag_text.h"

#include "base/utf8.h"
#include "place.h"

enum {
    TAB_STOP = 8
};

static enum pp_color severity_color(enum pp_severity severity)
{
    static const enum pp_color colors[] = {
        [PP_SEVERITY_NOTE] = PP_COLOR_DYNAMIC,
        [PP_SEVERITY_WARNING] = PP_COLOR_AT_RISK,
        [PP_SEVERITY_ERROR] = PP_COLOR_BLOCKED,
    };
    return colors[severity];
}

/* `FILE:LINE:COLUMN: `, as much of it as there is. */
static void add_location(struct pp_buf *buf,
                         const struct pp_show *show,
                         const struct pp_place *place)
{
    pp_add_place(buf, show, place);
    if (place->line > 0 && place->column > 0) {
        pp_buf_add_char(buf, ':');
        pp_buf_add_u64(buf, place->column);
    }
    pp_buf_add_str(buf, ": ");
}

/*
 * Writes the line with tabs as blanks up to the next tab stop and everything
 * else escaped, and returns where on the screen the columns from `first` on,
 * `count` of them, are. False where the line has no such column
 * (a long line is quoted in part).
 */
static bool add_excerpt(struct pp_buf *buf,
                        struct pp_sv line,
                        uint32_t first,
                        uint32_t count,
                        size_t *ret_left,
                        size_t *ret_width)
{
    size_t begin = buf->len;
    size_t column = 1;
    size_t at = 0;
    size_t left = SIZE_MAX;
    size_t right = 0;
    while (at < line.len) {
        uint32_t code;
        size_t len = pp_utf8_next(line, at, &code);
        size_t shown =
            pp_utf8_width(pp_sv_sub(pp_buf_view(buf), begin, SIZE_MAX));
        left = column == first ? shown : left;
        if (code == '\t') {
            pp_buf_add_repeated(buf, ' ', TAB_STOP - shown % TAB_STOP);
        } else {
            pp_escape_text(buf, pp_sv_sub(line, at, len));
        }
        if (column >= first && column - first < count) {
            right = pp_utf8_width(pp_sv_sub(pp_buf_view(buf), begin, SIZE_MAX));
        }
        at += len;
        column++;
    }
    /* A caret right after the line: something is missing there. */
    if (column == first) {
        left = pp_utf8_width(pp_sv_sub(pp_buf_view(buf), begin, SIZE_MAX));
        right = left + 1;
    }
    if (left == SIZE_MAX || buf->status != PP_OK) {
        return false;
    }
    *ret_left = left;
    *ret_width = right > left ? right - left : 1;
    return true;
}

static void add_caret(struct pp_buf *buf,
                      const struct pp_style *style,
                      const struct pp_diag *diag,
                      size_t left,
                      size_t width)
{
    enum pp_color color = severity_color(diag->severity);
    pp_buf_add_repeated(buf, ' ', left);
    pp_style_begin(buf, style, color);
    pp_buf_add_char(buf, '^');
    pp_buf_add_repeated(buf, '~', width - 1);
    pp_style_end(buf, style, color);
    pp_buf_add_char(buf, '\n');
}

static void add_source_line(struct pp_buf *buf,
                            const struct pp_style *style,
                            const struct pp_diag *diag)
{
    size_t left = 0;
    size_t width = 0;
    uint32_t span = diag->span == 0 ? 1 : diag->span;
    bool has_caret = add_excerpt(
        buf, diag->excerpt, diag->place.column, span, &left, &width);
    pp_buf_add_char(buf, '\n');
    if (has_caret && diag->place.column > 0) {
        add_caret(buf, style, diag, left, width);
    }
}

static void add_diag(struct pp_buf *buf,
                     const struct pp_style *style,
                     const struct pp_show *show,
                     const struct pp_diag *diag)
{
    pp_style_begin(buf, style, PP_COLOR_STRONG);
    add_location(buf, show, &diag->place);
    pp_style_end(buf, style, PP_COLOR_STRONG);
    pp_style_begin(buf, style, severity_color(diag->severity));
    pp_buf_add_str(buf, pp_severity_name(diag->severity));
    pp_buf_add_char(buf, ':');
    pp_style_end(buf, style, severity_color(diag->severity));
    pp_buf_add_char(buf, ' ');
    pp_escape_text(buf, diag->message);
    pp_buf_printf(buf, " [PP-%03u]\n", (unsigned)diag->code);
    if (diag->excerpt.len > 0) {
        add_source_line(buf, style, diag);
    }
    if (diag->related_note != NULL) {
        add_location(buf, show, &diag->related);
        pp_buf_add_str(buf, "note: ");
        pp_escape_text(buf, pp_sv_from(diag->related_note));
        pp_buf_add_char(buf, '\n');
    }
}

void pp_diags_text(struct pp_buf *buf,
                   const struct pp_style *style,
                   const struct pp_show *show,
                   enum pp_severity least)
{
    size_t count = 0;
    const struct pp_diag *diags = pp_diags_items(show->diags, &count);
    const struct pp_diag *first = NULL;
    for (size_t i = 0; i < count; i++) {
        if (diags[i].severity < least) {
            continue;
        }
        add_diag(buf, style, show, &diags[i]);
        bool is_graver = first == NULL || diags[i].severity > first->severity;
        first = is_graver ? &diags[i] : first;
    }
    if (first == NULL) {
        return;
    }
    uint64_t dropped = pp_diags_dropped(show->diags);
    if (dropped > 0) {
        pp_buf_add_u64(buf, dropped);
        pp_buf_add_str(buf, " more are not shown\n");
    }
    pp_style_begin(buf, style, PP_COLOR_FAINT);
    pp_buf_printf(
        buf, "(portplan explain PP-%03u says more)", (unsigned)first->code);
    pp_style_end(buf, style, PP_COLOR_FAINT);
    pp_buf_add_char(buf, '\n');
}

void pp_diag_info_text(struct pp_buf *buf,
                       const struct pp_style *style,
                       const struct pp_diag_info *info)
{
    enum pp_color color = severity_color(info->severity);
    pp_buf_printf(buf, "PP-%03u  ", (unsigned)info->code);
    pp_style_text(buf, style, color, pp_severity_name(info->severity));
    pp_buf_add_str(buf, ": ");
    pp_buf_add_str(buf, info->summary);
    pp_buf_add_str(buf, "\n\n");
    pp_style_paragraph(buf, style, 0, info->explanation);
}
