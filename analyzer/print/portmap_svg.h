/*
 * The port space as an SVG picture: exact, where the strip of text is coarse.
 * Its colours stand on a light page and on a dark one.
 */
#ifndef PP_PRINT_PORTMAP_SVG_H
#define PP_PRINT_PORTMAP_SVG_H

#include "show_view.h"

/* The port maps as one SVG picture. */
void pp_show_svg(struct pp_buf *buf, const struct pp_show *show);

#endif
