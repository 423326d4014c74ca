/*
 * The shares as a strip of text:
 *
 *   tcp   1 .................................................... 65535
 *                                                     ▇▅▃▂▁▁★▁▁▁▁▁▁▁
 *                                                        ^
 *
 * The darkest glyph is the share of the column that is excluded most often;
 * the legend says what that is.
 */
#include <string.h>

#include "forecast_parts.h"
#include "sim/print/figures.h"

enum {
    MAX_CELLS = 256, /* a wider terminal gets no wider strip */
    LEAST_CELLS = 8,
    LABEL_WIDTH = 6,
};

struct cell {
    struct pp_range ports;
    double share; /* mean of its ports */
    bool is_administered;
    bool is_asked;
};

struct strip {
    const char *label;     /* shorter than LABEL_WIDTH */
    struct pp_range ports; /* of all cells */
    struct cell cells[MAX_CELLS];
    size_t count;
};

static size_t cells_of(const struct pp_style *style)
{
    size_t width = pp_style_width(style);
    size_t count = width > LABEL_WIDTH + LEAST_CELLS ? width - LABEL_WIDTH
                                                     : (size_t)LEAST_CELLS;
    return count < MAX_CELLS ? count : (size_t)MAX_CELLS;
}

static void fill_strip(struct strip *strip,
                       const struct pps_forecast *forecast,
                       const char *label,
                       struct pp_range ports)
{
    uint64_t port_count = pp_range_count(ports);
    strip->label = label;
    strip->ports = ports;
    if (strip->count > port_count) {
        strip->count = (size_t)port_count;
    }
    for (size_t i = 0; i < strip->count; i++) {
        struct cell *cell = &strip->cells[i];
        uint64_t first = ports.first + i * port_count / strip->count;
        uint64_t end = ports.first + (i + 1) * port_count / strip->count;
        cell->ports = (struct pp_range){(uint16_t)first, (uint16_t)(end - 1)};
        cell->share = forecast_mean_share(forecast, cell->ports);
        cell->is_administered =
            forecast_administered(forecast, cell->ports) != NULL;
        cell->is_asked = forecast_is_asked(forecast, cell->ports);
    }
}

static double peak_of(const struct strip *strip, double peak)
{
    for (size_t i = 0; i < strip->count; i++) {
        peak = strip->cells[i].share > peak ? strip->cells[i].share : peak;
    }
    return peak;
}

/* The darkest of eight for the peak, the lightest for whatever is not 0. */
static size_t level_of(double share, double peak)
{
    size_t level = (size_t)(share / peak * PP_LEVELS);
    return level < PP_LEVELS ? level : PP_LEVELS - 1;
}

static size_t digits(uint32_t value)
{
    size_t count = 1;
    while (value >= 10) {
        value /= 10;
        count++;
    }
    return count;
}

static void draw_scale(struct pp_buf *buf,
                       const struct pp_style *style,
                       const struct strip *strip)
{
    /* Port 0 is no port that a program could ask for. */
    uint32_t first = strip->ports.first == 0 ? 1 : strip->ports.first;
    size_t used = digits(first) + digits(strip->ports.last) + 2;
    pp_style_text(buf, style, PP_COLOR_STRONG, strip->label);
    pp_buf_add_repeated(buf, ' ', LABEL_WIDTH - strlen(strip->label));
    pp_buf_printf(buf, "%u ", (unsigned)first);
    pp_style_begin(buf, style, PP_COLOR_FAINT);
    for (size_t i = used; i < strip->count; i++) {
        pp_buf_add_str(buf, pp_style_glyphs(style)->scale);
    }
    pp_style_end(buf, style, PP_COLOR_FAINT);
    pp_buf_printf(buf, " %u\n", (unsigned)strip->ports.last);
}

static void draw_shares(struct pp_buf *buf,
                        const struct pp_style *style,
                        const struct strip *strip,
                        double peak)
{
    const struct pp_glyphs *glyphs = pp_style_glyphs(style);
    size_t pending = LABEL_WIDTH; /* blanks, kept until a mark follows */
    for (size_t i = 0; i < strip->count; i++) {
        const struct cell *cell = &strip->cells[i];
        if (!cell->is_administered && cell->share <= 0.0) {
            pending++;
            continue;
        }
        pp_buf_add_repeated(buf, ' ', pending);
        pending = 0;
        if (cell->is_administered) {
            pp_style_text(buf, style, PP_COLOR_RESERVED, glyphs->administered);
        } else {
            pp_style_text(buf,
                          style,
                          PP_COLOR_BLOCKED,
                          glyphs->levels[level_of(cell->share, peak)]);
        }
    }
    pp_buf_add_char(buf, '\n');
}

static void draw_asked(struct pp_buf *buf,
                       const struct pp_style *style,
                       const struct strip *strip)
{
    size_t pending = LABEL_WIDTH;
    bool has_marks = false;
    for (size_t i = 0; i < strip->count; i++) {
        pending++;
        if (strip->cells[i].is_asked) {
            pp_buf_add_repeated(buf, ' ', pending - 1);
            pp_style_text(
                buf, style, PP_COLOR_STRONG, pp_style_glyphs(style)->asked);
            pending = 0;
            has_marks = true;
        }
    }
    if (has_marks) {
        pp_buf_add_char(buf, '\n');
    }
}

static void draw_strip(struct pp_buf *buf,
                       const struct pp_style *style,
                       const struct strip *strip,
                       double peak)
{
    draw_scale(buf, style, strip);
    draw_shares(buf, style, strip, peak);
    draw_asked(buf, style, strip);
}

static void draw_legend(struct pp_buf *buf,
                        const struct pp_style *style,
                        const struct strip *strip,
                        double peak)
{
    bool has_administered = false;
    bool has_asked = false;
    for (size_t i = 0; i < strip->count; i++) {
        has_administered |= strip->cells[i].is_administered;
        has_asked |= strip->cells[i].is_asked;
    }
    pp_buf_add_repeated(buf, ' ', LABEL_WIDTH);
    pp_style_begin(buf, style, PP_COLOR_FAINT);
    pp_buf_printf(buf, "%s excluded, up to ", pp_style_glyphs(style)->legend);
    pps_add_percent(buf, peak);
    pp_buf_add_str(buf, " of boots");
    if (has_administered) {
        pp_buf_printf(
            buf, "   %s administered", pp_style_glyphs(style)->administered);
    }
    if (has_asked) {
        pp_buf_printf(buf, "   %s asked for", pp_style_glyphs(style)->asked);
    }
    pp_style_end(buf, style, PP_COLOR_FAINT);
    pp_buf_add_char(buf, '\n');
}

void forecast_strips(struct pp_buf *buf,
                     const struct pp_style *style,
                     const struct pps_forecast *forecast)
{
    struct pp_range dynamic = forecast_dynamic(forecast);
    size_t cells = cells_of(style);
    struct strip whole = {.count = cells};
    struct strip zoom = {.count = cells};
    bool has_zoom = pp_range_count(dynamic) <= PP_PORT_COUNT / 2 &&
                    pp_range_count(dynamic) >= cells;
    fill_strip(
        &whole, forecast, pp_protocol_name(forecast->protocol), PP_RANGE_ALL);
    fill_strip(&zoom, forecast, "zoom", dynamic);
    double peak = peak_of(&whole, 0.0);
    if (has_zoom) {
        peak = peak_of(&zoom, peak);
    }
    if (peak <= 0.0) {
        return; /* nothing to see */
    }
    draw_strip(buf, style, &whole, peak);
    if (has_zoom) {
        draw_strip(buf, style, &zoom, peak);
    }
    draw_legend(buf, style, &whole, peak);
}
