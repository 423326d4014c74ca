/* The shares as strips of text. The darkest glyph is the share of the column
 * that is excluded most often; the legend says what that is. */
#include "forecast_strip.h"

#include "forecast_shares.h"
#include "print/strip.h"
#include "sim/print/figures.h"

enum {
    MEANING_BYTES = 100 /* of the legend */
};

static double peak_of(const struct pp_strip *strip,
                      const struct pps_forecast *forecast)
{
    double peak = 0.0;
    for (size_t i = 0; i < strip->count; i++) {
        double share = pps_forecast_mean_share(forecast, strip->cells[i].ports);
        peak = share > peak ? share : peak;
    }
    return peak;
}

/* The darkest level for the peak, the lightest for whatever is not 0. */
static void draw(struct pp_buf *buf,
                 const struct pp_strip_look *look,
                 struct pp_strip *strip,
                 const struct pps_forecast *forecast,
                 double peak)
{
    for (size_t i = 0; i < strip->count; i++) {
        struct pp_strip_cell *cell = &strip->cells[i];
        double share = pps_forecast_mean_share(forecast, cell->ports);
        unsigned level = (unsigned)(share / peak * PP_LEVELS) + 1;
        level = level < PP_LEVELS ? level : (unsigned)PP_LEVELS;
        cell->level = share > 0.0 ? level : 0;
        cell->marks = pps_forecast_marks(forecast, cell->ports);
    }
    pp_strip_draw(buf, look, strip);
}

void pps_forecast_strips(struct pp_buf *buf,
                         const struct pp_style *style,
                         const struct pps_forecast *forecast)
{
    const struct pp_strip_look look = {.style = style, .is_fixed = true};
    struct pp_range dynamic = pps_forecast_dynamic(forecast);
    size_t cells = pp_strip_cell_count(&look);
    bool has_zoom = pp_strip_can_zoom(dynamic, cells);
    struct pp_strip whole;
    struct pp_strip zoom;
    pp_strip_init(
        &whole, pp_protocol_name(forecast->protocol), PP_RANGE_ALL, cells);
    pp_strip_init(&zoom, "zoom", dynamic, cells);
    double peak = peak_of(&whole, forecast);
    double zoom_peak = has_zoom ? peak_of(&zoom, forecast) : 0.0;
    peak = zoom_peak > peak ? zoom_peak : peak;
    if (peak <= 0.0) {
        return; /* nothing to see */
    }
    draw(buf, &look, &whole, forecast, peak);
    if (has_zoom) {
        draw(buf, &look, &zoom, forecast, peak);
    }
    struct pp_buf meaning;
    pp_buf_init(&meaning, MEANING_BYTES);
    pp_buf_add_str(&meaning, "excluded, up to ");
    pps_add_percent(&meaning, peak);
    pp_buf_add_str(&meaning, " of boots");
    if (meaning.status == PP_OK) {
        pp_strip_legend(buf,
                        &look,
                        pp_strip_seen(&whole) | PP_STRIP_EXCLUDED,
                        meaning.data);
    } else if (buf->status == PP_OK) {
        buf->status = meaning.status;
    }
    pp_buf_done(&meaning);
}
