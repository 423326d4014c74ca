/*
 * The shares as an SVG picture: all ports as a strip of colour, and below the
 * dynamic range as columns, the higher the more often excluded.
 */
#include "forecast_svg.h"

#include "forecast_shares.h"
#include "print/strip.h"
#include "print/svg.h"
#include "sim/print/figures.h"

enum {
    PICTURE_HEIGHT = 300,
    COLUMN_WIDTH = 2,
    COLUMNS = PP_SVG_LANE_WIDTH / COLUMN_WIDTH,
    UPPER_HEIGHT = 28,
    LOWER_TOP = 120,
    LOWER_HEIGHT = 110,
    LEGEND_TOP = 266,
};

/* The ports of a column; columns outnumber the ports of a narrow range. */
static struct pp_range ports_of(const struct pp_svg_lane *lane, unsigned column)
{
    uint64_t count = pp_range_count(lane->ports);
    uint64_t first = lane->ports.first + column * count / COLUMNS;
    uint64_t end = lane->ports.first + (column + 1) * count / COLUMNS;
    end = end > first ? end : first + 1;
    return (struct pp_range){(uint16_t)first, (uint16_t)(end - 1)};
}

static double peak_of(const struct pps_forecast *forecast,
                      const struct pp_svg_lane *lane,
                      double peak)
{
    for (unsigned column = 0; column < COLUMNS; column++) {
        double share =
            pps_forecast_mean_share(forecast, ports_of(lane, column));
        peak = share > peak ? share : peak;
    }
    return peak;
}

/* `left` is the column's; in the lower lane its height is the share, in the
 * upper the depth of its colour. */
static void
add_share(const struct pp_svg_lane *lane, unsigned left, double of_peak)
{
    unsigned permille = (unsigned)(of_peak * 1000.0 + 0.5);
    bool is_bars = lane->top == LOWER_TOP;
    struct pp_svg_lane bar = *lane;
    if (is_bars) {
        bar.height = lane->height * permille / 1000;
        bar.height = bar.height > 0 ? bar.height : 1;
        bar.top += lane->height - bar.height;
    }
    pp_svg_rect(&bar, PP_SVG_EXCLUDED, left, COLUMN_WIDTH);
    if (!is_bars && permille < 1000) {
        pp_buf_printf(lane->buf, " fill-opacity=\".%03u\"", permille);
    }
    pp_buf_add_str(lane->buf, "/>\n");
}

static void add_lane(const struct pp_svg_lane *lane,
                     const struct pps_forecast *forecast,
                     double peak)
{
    pp_svg_track(lane);
    for (unsigned column = 0; column < COLUMNS; column++) {
        struct pp_range ports = ports_of(lane, column);
        unsigned left = PP_SVG_MARGIN + column * COLUMN_WIDTH;
        double share = pps_forecast_mean_share(forecast, ports);
        unsigned marks = pps_forecast_marks(forecast, ports);
        if (share > 0.0) {
            add_share(lane, left, share / peak);
        }
        if (marks != 0) {
            bool is_asked = (marks & PP_STRIP_ASKED) != 0;
            pp_svg_rect(lane,
                        is_asked ? PP_SVG_ASKED : PP_SVG_ADMINISTERED,
                        left,
                        COLUMN_WIDTH);
            pp_buf_add_str(lane->buf, "/>\n");
        }
    }
    pp_svg_scale(lane);
}

static void
add_legend(struct pp_buf *buf, const struct pps_forecast *forecast, double peak)
{
    pp_svg_legend(buf, PP_SVG_EXCLUDED, PP_SVG_MARGIN, LEGEND_TOP);
    pp_buf_add_str(buf, "excluded, up to ");
    pps_add_percent(buf, peak);
    pp_buf_add_str(buf, " of ");
    pp_buf_add_thousands(buf, forecast->montecarlo->runs);
    pp_buf_add_str(buf, " simulated boots</text>\n");
    pp_svg_legend(buf, PP_SVG_ADMINISTERED, 420, LEGEND_TOP);
    pp_buf_add_str(buf, "administered (*)</text>\n");
    pp_svg_legend(buf, PP_SVG_DYNAMIC, 590, LEGEND_TOP);
    pp_buf_add_str(buf, "dynamic range</text>\n");
    pp_svg_legend(buf, PP_SVG_ASKED, 740, LEGEND_TOP);
    pp_buf_add_str(buf, "asked for</text>\n");
}

void pps_forecast_svg(struct pp_buf *buf, const struct pps_forecast *forecast)
{
    const struct pp_svg_lane upper = {
        buf, UPPER_HEIGHT, UPPER_HEIGHT, PP_RANGE_ALL, 1};
    const struct pp_svg_lane lower = {
        buf, LOWER_TOP, LOWER_HEIGHT, pps_forecast_dynamic(forecast), 1};
    /* Under the upper lane, as wide as the dynamic range. */
    const struct pp_svg_lane line = {
        buf, upper.top + UPPER_HEIGHT, 4, PP_RANGE_ALL, 1};
    double peak = peak_of(forecast, &upper, 0.0);
    peak = peak_of(forecast, &lower, peak);
    pp_svg_begin(buf,
                 PICTURE_HEIGHT,
                 "How often ports are excluded after a boot",
                 1U << PP_SVG_TRACK | 1U << PP_SVG_DYNAMIC |
                     1U << PP_SVG_EXCLUDED | 1U << PP_SVG_ADMINISTERED |
                     1U << PP_SVG_ASKED);
    pp_svg_title(&upper,
                 forecast->protocol == PP_TCP ? "TCP: all ports"
                                              : "UDP: all ports");
    add_lane(&upper, forecast, peak);
    (void)pp_svg_part(&line, PP_SVG_DYNAMIC, lower.ports);
    pp_buf_add_str(buf, "><title>dynamic range</title></rect>\n");
    pp_svg_title(&lower, "the dynamic range");
    add_lane(&lower, forecast, peak);
    add_legend(buf, forecast, peak);
    pp_svg_end(buf);
}
