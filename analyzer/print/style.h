/*
 * How a report looks: colour, width and character set. Reports name what a
 * piece of text means; only style.c knows which escape sequence that is.
 *
 * Colour never carries meaning alone: without it the words say the same.
 */
#ifndef PP_PRINT_STYLE_H
#define PP_PRINT_STYLE_H

#include "portplan/buf.h"

struct pp_style {
    bool color;     /* write escape sequences */
    unsigned width; /* columns of the terminal; 0 counts as 80 */
    bool unicode;   /* block characters and a star; otherwise ASCII */
};

/* What a piece of text means. */
enum pp_color {
    PP_COLOR_PLAIN = 0, /* no sequence at all */
    PP_COLOR_BLOCKED,   /* an exclusion forbids it; an error: red */
    PP_COLOR_RESERVED,  /* kept for its owner; something holds: green */
    PP_COLOR_FREE,      /* can be bound: green */
    PP_COLOR_AT_RISK,   /* works now, may not later; a warning: yellow */
    PP_COLOR_IN_USE,    /* a socket has it: magenta */
    PP_COLOR_DYNAMIC,   /* the dynamic port range; a note: cyan */
    PP_COLOR_ADDED,     /* a change that puts something in: green */
    PP_COLOR_REMOVED,   /* a change that takes something away: red */
    PP_COLOR_STRONG,    /* the answer itself: bold */
    PP_COLOR_FAINT,     /* evidence and hints: dim */
};
enum {
    PP_COLOR_COUNT = 11
};

/* The style of a pipe: no colour, 80 columns, Unicode. */
struct pp_style pp_style_plain(void);

enum {
    PP_LEVELS = 8
};

/* What maps of ports are drawn with; each takes one column. Static. */
struct pp_glyphs {
    const char *levels[PP_LEVELS]; /* of a share: from little to all */
    const char *administered;
    const char *dynamic;
    const char *in_use;
    const char *asked;
    const char *scale;
    const char *legend; /* of the levels, each once */
};
const struct pp_glyphs *pp_style_glyphs(const struct pp_style *style);

/* The columns to write for: `width`, or 80, never under 20. */
unsigned pp_style_width(const struct pp_style *style);

/* Switches to, and back from, the colour; nothing without `color`. The two
 * are not nested. */
void pp_style_begin(struct pp_buf *buf,
                    const struct pp_style *style,
                    enum pp_color color);
void pp_style_end(struct pp_buf *buf,
                  const struct pp_style *style,
                  enum pp_color color);

/* `text` between begin and end. It is written as it is: text of a capture
 * goes through pp_escape_text first. */
void pp_style_text(struct pp_buf *buf,
                   const struct pp_style *style,
                   enum pp_color color,
                   const char *text);

/* A paragraph broken at its blanks, each line with `indent` blanks in front.
 * The text is written as it is. */
void pp_style_paragraph(struct pp_buf *buf,
                        const struct pp_style *style,
                        size_t indent,
                        const char *text);
/* The same for a text that goes on in a line of which `used` columns are
 * written; the lines below have `indent` blanks in front. Colours take no
 * columns. */
void pp_style_hanging(struct pp_buf *buf,
                      const struct pp_style *style,
                      size_t used,
                      size_t indent,
                      const char *text);
/* A paragraph with what has gathered in `line`, which is then empty; nothing
 * for an empty one. A status of `line` passes on to `buf`. */
void pp_style_end_paragraph(struct pp_buf *buf,
                            const struct pp_style *style,
                            size_t indent,
                            struct pp_buf *line);

#endif
