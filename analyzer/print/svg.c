/* Lanes, boxes and legends as SVG. */
#include "svg.h"

static const struct {
    const char *name;
    const char *style;
} classes_of[PP_SVG_CLASS_COUNT] = {
    [PP_SVG_TRACK] = {"track", "fill: #8c959f; fill-opacity: .18"},
    [PP_SVG_DYNAMIC] = {"dynamic", "fill: #1b9aaa; fill-opacity: .30"},
    [PP_SVG_ZOOM] = {"zoom", "fill: #1b9aaa; fill-opacity: .10"},
    [PP_SVG_EXCLUDED] = {"excluded", "fill: #cf3b46"},
    [PP_SVG_ADMINISTERED] = {"administered", "fill: #2c974b"},
    [PP_SVG_USED] = {"used", "fill: #a347ba"},
    [PP_SVG_ASKED] = {"asked", "fill: #bf8700"},
};

void pp_svg_begin(struct pp_buf *buf,
                  unsigned height,
                  const char *title,
                  unsigned classes)
{
    pp_buf_printf(buf,
                  "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" "
                  "height=\"%u\" viewBox=\"0 0 %d %u\" role=\"img\">\n"
                  "<title>%s</title>\n"
                  "<style>\n"
                  "text { font: 13px system-ui, sans-serif; fill: #57606a }\n"
                  ".title { font-weight: 600; fill: #24292f }\n",
                  PP_SVG_WIDTH,
                  height,
                  PP_SVG_WIDTH,
                  height,
                  title);
    for (size_t i = 0; i < PP_SVG_CLASS_COUNT; i++) {
        if ((classes >> i & 1) != 0) {
            pp_buf_printf(
                buf, ".%s { %s }\n", classes_of[i].name, classes_of[i].style);
        }
    }
    pp_buf_add_str(buf,
                   "@media (prefers-color-scheme: dark) {\n"
                   "text { fill: #9da7b1 } .title { fill: #e6edf3 }\n"
                   "}\n"
                   "</style>\n");
}

void pp_svg_end(struct pp_buf *buf)
{
    pp_buf_add_str(buf, "</svg>\n");
}

uint64_t pp_svg_edge(const struct pp_svg_lane *lane, uint32_t port)
{
    uint64_t offset = port - (uint64_t)lane->ports.first;
    return (uint64_t)PP_SVG_MARGIN * lane->unit +
           offset * PP_SVG_LANE_WIDTH * lane->unit /
               pp_range_count(lane->ports);
}

void pp_svg_number(const struct pp_svg_lane *lane, uint64_t value)
{
    pp_buf_add_u64(lane->buf, value / lane->unit);
    if (lane->unit == 100) {
        pp_buf_printf(lane->buf, ".%02u", (unsigned)(value % 100));
    }
}

void pp_svg_rect(const struct pp_svg_lane *lane,
                 enum pp_svg_class kind,
                 uint64_t left,
                 uint64_t width)
{
    pp_buf_printf(lane->buf, "<rect class=\"%s\" x=\"", classes_of[kind].name);
    pp_svg_number(lane, left);
    pp_buf_printf(lane->buf, "\" y=\"%u\" width=\"", lane->top);
    pp_svg_number(lane, width);
    pp_buf_printf(lane->buf, "\" height=\"%u\"", lane->height);
}

bool pp_svg_part(const struct pp_svg_lane *lane,
                 enum pp_svg_class kind,
                 struct pp_range range)
{
    struct pp_range inside;
    if (!pp_range_intersect(lane->ports, range, &inside)) {
        return false;
    }
    uint64_t left = pp_svg_edge(lane, inside.first);
    uint64_t width = pp_svg_edge(lane, (uint32_t)inside.last + 1) - left;
    pp_svg_rect(lane, kind, left, width < lane->unit ? lane->unit : width);
    return true;
}

void pp_svg_title(const struct pp_svg_lane *lane, const char *title)
{
    pp_buf_printf(lane->buf,
                  "<text class=\"title\" x=\"%d\" y=\"%u\">%s</text>\n",
                  PP_SVG_MARGIN,
                  lane->top - 10,
                  title);
}

void pp_svg_track(const struct pp_svg_lane *lane)
{
    (void)pp_svg_part(lane, PP_SVG_TRACK, lane->ports);
    pp_buf_add_str(lane->buf, "/>\n");
}

static void
add_label(const struct pp_svg_lane *lane, uint64_t x, const char *anchor)
{
    pp_buf_add_str(lane->buf, "<text x=\"");
    pp_svg_number(lane, x);
    pp_buf_printf(lane->buf,
                  "\" y=\"%u\" text-anchor=\"%s\">",
                  lane->top + lane->height + 16,
                  anchor);
}

void pp_svg_scale(const struct pp_svg_lane *lane)
{
    /* Port 0 is no port that a program could ask for. */
    unsigned first = lane->ports.first == 0 ? 1 : lane->ports.first;
    unsigned last = lane->ports.last;
    add_label(lane, pp_svg_edge(lane, lane->ports.first), "start");
    pp_buf_printf(lane->buf, "%u</text>\n", first);
    add_label(lane, pp_svg_edge(lane, last + 1), "end");
    pp_buf_printf(lane->buf, "%u</text>\n", last);
}

void pp_svg_legend(struct pp_buf *buf,
                   enum pp_svg_class kind,
                   unsigned left,
                   unsigned top)
{
    const struct pp_svg_lane box = {
        .buf = buf, .top = top, .height = 14, .unit = 1};
    pp_svg_rect(&box, kind, left, 14);
    pp_buf_printf(buf, "/>\n<text x=\"%u\" y=\"%u\">", left + 20, top + 12);
}
