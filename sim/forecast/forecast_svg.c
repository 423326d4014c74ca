/*
 * The shares as an SVG picture: all ports as a strip of colour, and below the
 * dynamic range as columns, the higher the more often excluded. Its colours
 * stand on a light page and on a dark one.
 */
#include "forecast_parts.h"
#include "sim/print/figures.h"

enum {
    PICTURE_WIDTH = 960,
    PICTURE_HEIGHT = 300,
    MARGIN = 20,
    COLUMN_WIDTH = 2,
    COLUMNS = (PICTURE_WIDTH - 2 * MARGIN) / COLUMN_WIDTH,
    UPPER_TOP = 28,
    UPPER_HEIGHT = 28,
    LOWER_TOP = 120,
    LOWER_HEIGHT = 110,
    LEGEND_TOP = 266,
};

struct lane {
    unsigned top;
    unsigned height;
    struct pp_range ports;
    bool is_bars; /* height is the share; else the colour's depth is */
};

static const char style_sheet[] =
    "<style>\n"
    "text { font: 13px system-ui, sans-serif; fill: #57606a }\n"
    ".title { font-weight: 600; fill: #24292f }\n"
    ".track { fill: #8c959f; fill-opacity: .18 }\n"
    ".dynamic { fill: #1b9aaa; fill-opacity: .30 }\n"
    ".excluded { fill: #cf3b46 }\n"
    ".administered { fill: #2c974b }\n"
    ".asked { fill: #bf8700 }\n"
    "@media (prefers-color-scheme: dark) {\n"
    "text { fill: #9da7b1 } .title { fill: #e6edf3 }\n"
    "}\n"
    "</style>\n";

/* The ports of a column; columns outnumber the ports of a narrow range. */
static struct pp_range ports_of(const struct lane *lane, unsigned column)
{
    uint64_t count = pp_range_count(lane->ports);
    uint64_t first = lane->ports.first + column * count / COLUMNS;
    uint64_t end = lane->ports.first + (column + 1) * count / COLUMNS;
    end = end > first ? end : first + 1;
    return (struct pp_range){(uint16_t)first, (uint16_t)(end - 1)};
}

static void add_box(struct pp_buf *buf,
                    const char *class_name,
                    unsigned left,
                    unsigned top,
                    unsigned width,
                    unsigned height)
{
    pp_buf_printf(buf,
                  "<rect class=\"%s\" x=\"%u\" y=\"%u\" width=\"%u\" "
                  "height=\"%u\"",
                  class_name,
                  left,
                  top,
                  width,
                  height);
}

static double peak_of(const struct pps_forecast *forecast,
                      const struct lane *lane,
                      double peak)
{
    for (unsigned column = 0; column < COLUMNS; column++) {
        double share = forecast_mean_share(forecast, ports_of(lane, column));
        peak = share > peak ? share : peak;
    }
    return peak;
}

static void add_column(struct pp_buf *buf,
                       const struct lane *lane,
                       unsigned left,
                       double share,
                       double peak)
{
    unsigned permille = (unsigned)(share / peak * 1000.0 + 0.5);
    unsigned height =
        lane->is_bars ? lane->height * permille / 1000 : lane->height;
    height = height > 0 ? height : 1;
    add_box(buf,
            "excluded",
            left,
            lane->top + lane->height - height,
            COLUMN_WIDTH,
            height);
    if (!lane->is_bars && permille < 1000) {
        pp_buf_printf(buf, " fill-opacity=\".%03u\"", permille);
    }
    pp_buf_add_str(buf, "/>\n");
}

static void add_columns(struct pp_buf *buf,
                        const struct pps_forecast *forecast,
                        const struct lane *lane,
                        double peak)
{
    for (unsigned column = 0; column < COLUMNS; column++) {
        struct pp_range ports = ports_of(lane, column);
        unsigned left = MARGIN + column * COLUMN_WIDTH;
        double share = forecast_mean_share(forecast, ports);
        if (share > 0.0) {
            add_column(buf, lane, left, share, peak);
        }
        const char *mark = forecast_is_asked(forecast, ports) ? "asked"
                           : forecast_administered(forecast, ports) != NULL
                               ? "administered"
                               : NULL;
        if (mark != NULL) {
            add_box(buf, mark, left, lane->top, COLUMN_WIDTH, lane->height);
            pp_buf_add_str(buf, "/>\n");
        }
    }
}

static void add_label(struct pp_buf *buf,
                      unsigned x,
                      unsigned y,
                      const char *anchor,
                      unsigned port)
{
    pp_buf_printf(buf,
                  "<text x=\"%u\" y=\"%u\" text-anchor=\"%s\">%u</text>\n",
                  x,
                  y,
                  anchor,
                  port == 0 ? 1 : port);
}

static void add_lane(struct pp_buf *buf,
                     const struct pps_forecast *forecast,
                     const struct lane *lane,
                     const char *title,
                     double peak)
{
    unsigned below = lane->top + lane->height + 16;
    pp_buf_printf(buf,
                  "<text class=\"title\" x=\"%d\" y=\"%u\">%s</text>\n",
                  MARGIN,
                  lane->top - 10,
                  title);
    add_box(
        buf, "track", MARGIN, lane->top, COLUMNS * COLUMN_WIDTH, lane->height);
    pp_buf_add_str(buf, "/>\n");
    add_columns(buf, forecast, lane, peak);
    add_label(buf, MARGIN, below, "start", lane->ports.first);
    add_label(buf, PICTURE_WIDTH - MARGIN, below, "end", lane->ports.last);
}

/* A line under the upper strip, as wide as the dynamic range. */
static void add_dynamic(struct pp_buf *buf, struct pp_range dynamic)
{
    uint64_t width = (uint64_t)COLUMNS * COLUMN_WIDTH;
    unsigned left = (unsigned)(dynamic.first * width / PP_PORT_COUNT);
    unsigned right =
        (unsigned)(((uint64_t)dynamic.last + 1) * width / PP_PORT_COUNT);
    add_box(buf,
            "dynamic",
            MARGIN + left,
            UPPER_TOP + UPPER_HEIGHT,
            right > left ? right - left : 1,
            4);
    pp_buf_add_str(buf, "><title>dynamic range</title></rect>\n");
}

static void
add_legend(struct pp_buf *buf, const struct pps_forecast *forecast, double peak)
{
    static const struct {
        const char *class_name;
        const char *meaning;
        unsigned left;
    } entries[] = {
        {"administered", "administered (*)", 420},
        {"dynamic", "dynamic range", 590},
        {"asked", "asked for", 740},
    };
    add_box(buf, "excluded", MARGIN, LEGEND_TOP, 14, 14);
    pp_buf_printf(buf,
                  "/>\n<text x=\"%d\" y=\"%d\">excluded, up to ",
                  MARGIN + 20,
                  LEGEND_TOP + 12);
    pps_add_percent(buf, peak);
    pp_buf_add_str(buf, " of ");
    pp_buf_add_thousands(buf, forecast->montecarlo->runs);
    pp_buf_add_str(buf, " simulated boots</text>\n");
    for (size_t i = 0; i < PP_ARRAY_LEN(entries); i++) {
        add_box(
            buf, entries[i].class_name, entries[i].left, LEGEND_TOP, 14, 14);
        pp_buf_printf(buf,
                      "/>\n<text x=\"%u\" y=\"%d\">%s</text>\n",
                      entries[i].left + 20,
                      LEGEND_TOP + 12,
                      entries[i].meaning);
    }
}

void pps_forecast_svg(struct pp_buf *buf, const struct pps_forecast *forecast)
{
    struct lane upper = {
        .top = UPPER_TOP, .height = UPPER_HEIGHT, .ports = PP_RANGE_ALL};
    struct lane lower = {.top = LOWER_TOP,
                         .height = LOWER_HEIGHT,
                         .ports = forecast_dynamic(forecast),
                         .is_bars = true};
    bool is_tcp = forecast->protocol == PP_TCP;
    double peak = peak_of(forecast, &upper, 0.0);
    peak = peak_of(forecast, &lower, peak);
    pp_buf_printf(buf,
                  "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" "
                  "height=\"%d\" viewBox=\"0 0 %d %d\" role=\"img\">\n"
                  "<title>How often ports are excluded after a boot</title>\n",
                  PICTURE_WIDTH,
                  PICTURE_HEIGHT,
                  PICTURE_WIDTH,
                  PICTURE_HEIGHT);
    pp_buf_add_str(buf, style_sheet);
    add_lane(buf,
             forecast,
             &upper,
             is_tcp ? "TCP: all ports" : "UDP: all ports",
             peak);
    add_dynamic(buf, lower.ports);
    add_lane(buf, forecast, &lower, "the dynamic range", peak);
    add_legend(buf, forecast, peak);
    pp_buf_add_str(buf, "</svg>\n");
}
