/*
 * Pictures of the port space as SVG: lanes of ports, boxes in them, a legend.
 * The colours stand on a light page and on a dark one.
 */
#ifndef PP_PRINT_SVG_H
#define PP_PRINT_SVG_H

#include "portplan/buf.h"
#include "portplan/range.h"

enum {
    PP_SVG_WIDTH = 960,
    PP_SVG_MARGIN = 20,
    PP_SVG_LANE_WIDTH = PP_SVG_WIDTH - 2 * PP_SVG_MARGIN,
};

/* What a shape means; its colour. */
enum pp_svg_class {
    PP_SVG_TRACK = 0,
    PP_SVG_DYNAMIC,
    PP_SVG_ZOOM,
    PP_SVG_EXCLUDED,
    PP_SVG_ADMINISTERED,
    PP_SVG_USED,
    PP_SVG_ASKED,
    PP_SVG_CLASS_COUNT
};

/* A horizontal lane: where it lies and which ports it shows. */
struct pp_svg_lane {
    struct pp_buf *buf;
    unsigned top;
    unsigned height;
    struct pp_range ports;
    unsigned unit; /* parts of a pixel that abscissas count in: 1 or 100 */
};

/* Up to the style sheet, with the classes whose bits are set. */
void pp_svg_begin(struct pp_buf *buf,
                  unsigned height,
                  const char *title,
                  unsigned classes);
void pp_svg_end(struct pp_buf *buf);

/* Where the port begins; the port behind the last one gives the right edge. */
uint64_t pp_svg_edge(const struct pp_svg_lane *lane, uint32_t port);

/* An abscissa or a width. */
void pp_svg_number(const struct pp_svg_lane *lane, uint64_t value);

/* `<rect ...` as high as the lane, to be closed by the caller. */
void pp_svg_rect(const struct pp_svg_lane *lane,
                 enum pp_svg_class kind,
                 uint64_t left,
                 uint64_t width);

/* The same for the part of a range that lies in the lane, at least a pixel
 * wide; false for none. */
bool pp_svg_part(const struct pp_svg_lane *lane,
                 enum pp_svg_class kind,
                 struct pp_range range);

/* The title above a lane; its ground; the first port and the last below it. */
void pp_svg_title(const struct pp_svg_lane *lane, const char *title);
void pp_svg_track(const struct pp_svg_lane *lane);
void pp_svg_scale(const struct pp_svg_lane *lane);

/* A box of the legend and the begin of its text, which the caller goes on
 * with and closes. */
void pp_svg_legend(struct pp_buf *buf,
                   enum pp_svg_class kind,
                   unsigned left,
                   unsigned top);

#endif
