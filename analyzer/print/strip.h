/*
 * The port space as a strip of text:
 *
 *   tcp  1 .................................................... 65535
 *        ▇▇▂       ▁▂▁                        ▄★        ▁
 *                                             ===============
 *
 * Each line says one thing, so that nothing hides anything else: how much of
 * a column is excluded, which columns are dynamic, in use, asked for. What
 * "how much" means is up to the caller.
 */
#ifndef PP_PRINT_STRIP_H
#define PP_PRINT_STRIP_H

#include "portplan/range.h"

#include "style.h"

enum {
    PP_STRIP_MAX_CELLS = 256 /* a wider terminal gets no wider strip */
};

enum pp_strip_mark {
    PP_STRIP_EXCLUDED = 1 << 0, /* a level, and no administered row */
    PP_STRIP_ADMINISTERED = 1 << 1,
    PP_STRIP_DYNAMIC = 1 << 2,
    PP_STRIP_IN_USE = 1 << 3,
    PP_STRIP_ASKED = 1 << 4,
};

/* One column: what lies in its ports. */
struct pp_strip_cell {
    struct pp_range ports;
    unsigned marks; /* of enum pp_strip_mark, but for PP_STRIP_EXCLUDED */
    uint32_t marked_ports; /* of all ranges so far, which may overlap */
    unsigned level;        /* how much is excluded: 0 (nothing) to PP_LEVELS */
};

struct pp_strip {
    const char *label;     /* shorter than the margin */
    struct pp_range ports; /* of all cells */
    struct pp_strip_cell cells[PP_STRIP_MAX_CELLS];
    size_t count;
};

struct pp_strip_look {
    const struct pp_style *style;
    size_t indent; /* blanks in front of each line */
    bool is_fixed; /* the line of levels is there without any, the legend is
                    * not broken, each mark has its own colour sequence */
};

/* The cells of a strip that is as wide as the style says. */
size_t pp_strip_cell_count(const struct pp_strip_look *look);

/* Whether a strip of this range alone shows what one of all ports cannot. */
bool pp_strip_can_zoom(struct pp_range range, size_t cell_count);

/* Deals the ports out evenly to so many cells, or to one cell a port. */
void pp_strip_init(struct pp_strip *strip,
                   const char *label,
                   struct pp_range ports,
                   size_t cell_count);

/* Marks the cells that a range touches, and counts its ports in each. */
void pp_strip_mark(struct pp_strip *strip,
                   struct pp_range range,
                   unsigned marks);

/* All marks that occur. */
unsigned pp_strip_seen(const struct pp_strip *strip);

void pp_strip_draw(struct pp_buf *buf,
                   const struct pp_strip_look *look,
                   const struct pp_strip *strip);

/* Explains the marks; `excluded` is what a level means. */
void pp_strip_legend(struct pp_buf *buf,
                     const struct pp_strip_look *look,
                     unsigned marks,
                     const char *excluded);

#endif
