/* The escape sequences for the meanings of print/style.h. */
#include "style.h"

#include "base/utf8.h"

enum {
    DEFAULT_WIDTH = 80,
    LEAST_WIDTH = 20,
};

/* The eight classic colours only: they follow the terminal's own theme, light
 * or dark. */
static const char *const sequences[PP_COLOR_COUNT] = {
    [PP_COLOR_PLAIN] = "",
    [PP_COLOR_BLOCKED] = "\033[31m",
    [PP_COLOR_RESERVED] = "\033[32m",
    [PP_COLOR_FREE] = "\033[32m",
    [PP_COLOR_AT_RISK] = "\033[33m",
    [PP_COLOR_IN_USE] = "\033[35m",
    [PP_COLOR_DYNAMIC] = "\033[36m",
    [PP_COLOR_ADDED] = "\033[32m",
    [PP_COLOR_REMOVED] = "\033[31m",
    [PP_COLOR_STRONG] = "\033[1m",
    [PP_COLOR_FAINT] = "\033[2m",
};

struct pp_style pp_style_plain(void)
{
    return (struct pp_style){
        .color = false, .width = DEFAULT_WIDTH, .unicode = true};
}

static const struct pp_glyphs unicode_glyphs = {
    .levels = {"▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"},
    .administered = "★",
    .dynamic = "═",
    .in_use = "•",
    .asked = "^",
    .scale = "·",
    .legend = "▁▂▃▄▅▆▇█",
};

static const struct pp_glyphs ascii_glyphs = {
    .levels = {".", ".", ":", ":", "+", "+", "#", "#"},
    .administered = "*",
    .dynamic = "=",
    .in_use = "o",
    .asked = "^",
    .scale = "-",
    .legend = ".:+#",
};

const struct pp_glyphs *pp_style_glyphs(const struct pp_style *style)
{
    return style->unicode ? &unicode_glyphs : &ascii_glyphs;
}

unsigned pp_style_width(const struct pp_style *style)
{
    if (style->width == 0) {
        return DEFAULT_WIDTH;
    }
    return style->width < LEAST_WIDTH ? LEAST_WIDTH : style->width;
}

void pp_style_begin(struct pp_buf *buf,
                    const struct pp_style *style,
                    enum pp_color color)
{
    if (style->color) {
        pp_buf_add_str(buf, sequences[color]);
    }
}

void pp_style_end(struct pp_buf *buf,
                  const struct pp_style *style,
                  enum pp_color color)
{
    if (style->color && color != PP_COLOR_PLAIN) {
        pp_buf_add_str(buf, "\033[0m");
    }
}

void pp_style_text(struct pp_buf *buf,
                   const struct pp_style *style,
                   enum pp_color color,
                   const char *text)
{
    pp_style_begin(buf, style, color);
    pp_buf_add_str(buf, text);
    pp_style_end(buf, style, color);
}

/* Columns of a word; colours take none. */
static size_t columns(struct pp_sv word)
{
    size_t escape = pp_sv_find(word, PP_SV("\033["), 0);
    if (escape == SIZE_MAX) {
        return pp_utf8_width(word);
    }
    size_t end = pp_sv_find(word, PP_SV("m"), escape);
    end = end < word.len ? end + 1 : word.len;
    return pp_utf8_width(pp_sv_sub(word, 0, escape)) +
           columns(pp_sv_sub(word, end, SIZE_MAX));
}

void pp_style_hanging(struct pp_buf *buf,
                      const struct pp_style *style,
                      size_t used,
                      size_t indent,
                      const char *text)
{
    struct pp_sv view = pp_sv_from(text);
    size_t width = pp_style_width(style);
    /* No text has more columns than bytes: what is short enough is not
     * measured. */
    if (used + view.len <= width && !pp_sv_ends(view, PP_SV(" "))) {
        pp_buf_add(buf, view);
        pp_buf_add_char(buf, '\n');
        return;
    }
    size_t gap = 0; /* a blank in front of any word but the first of a line */
    size_t at = 0;
    while (at < view.len) {
        size_t blank = pp_sv_find(view, PP_SV(" "), at);
        size_t end = blank == SIZE_MAX ? view.len : blank;
        struct pp_sv word = pp_sv_sub(view, at, end - at);
        size_t needed = columns(word);
        if (used + gap > indent && used + gap + needed > width) {
            pp_buf_add_char(buf, '\n');
            pp_buf_add_repeated(buf, ' ', indent);
            used = indent;
            gap = 0;
        }
        pp_buf_add_repeated(buf, ' ', gap);
        pp_buf_add(buf, word);
        used += gap + needed;
        gap = 1;
        at = end + 1;
    }
    pp_buf_add_char(buf, '\n');
}

void pp_style_paragraph(struct pp_buf *buf,
                        const struct pp_style *style,
                        size_t indent,
                        const char *text)
{
    pp_buf_add_repeated(buf, ' ', text[0] != '\0' ? indent : 0);
    pp_style_hanging(buf, style, indent, indent, text);
}

void pp_style_end_paragraph(struct pp_buf *buf,
                            const struct pp_style *style,
                            size_t indent,
                            struct pp_buf *line)
{
    if (line->status != PP_OK) {
        buf->status = line->status;
    } else if (line->len > 0) {
        pp_style_paragraph(buf, style, indent, line->data);
    }
    pp_buf_clear(line);
}
