/* Numbers for people, alike in every report and independent of the
 * locale. */
#include "figures.h"

static void add_decimals(struct pp_buf *buf, uint32_t value, uint32_t unit)
{
    pp_buf_add_u64(buf, value / unit);
    uint32_t rest = value % unit;
    if (rest > 0) {
        pp_buf_add_char(buf, '.');
    }
    while (rest > 0) {
        unit /= 10;
        pp_buf_add_char(buf, (char)('0' + rest / unit));
        rest %= unit;
    }
}

void pps_add_percent(struct pp_buf *buf, double share)
{
    uint32_t permille = (uint32_t)(share * 1000.0 + 0.5);
    if (permille == 0 && share > 0.0) {
        pp_buf_add_str(buf, "under 0.1");
    } else if (permille >= 1000 && share < 1.0) {
        pp_buf_add_str(buf, "over 99.9");
    } else {
        add_decimals(buf, permille, 10);
    }
    pp_buf_add_str(buf, " %");
}

void pps_add_fine(struct pp_buf *buf, double share)
{
    uint32_t basis_points = (uint32_t)(share * 10000.0 + 0.5);
    uint32_t permille = (uint32_t)(share * 1000.0 + 0.5);
    if (basis_points == 0 && share > 0.0) {
        pp_buf_add_str(buf, "under 0.01");
    } else if (basis_points < 100) {
        add_decimals(buf, basis_points, 100);
    } else if (permille >= 1000 && share < 1.0) {
        pp_buf_add_str(buf, "over 99.9");
    } else {
        add_decimals(buf, permille, 10);
    }
}

/* Whether pps_add_fine gives both the same figure. */
static bool prints_alike(double a, double b)
{
    uint32_t permille = (uint32_t)(a * 1000.0 + 0.5);
    bool is_coarse = a >= 0.01 && b >= 0.01 && a < 1.0 && b < 1.0;
    return a == b || (is_coarse && permille == (uint32_t)(b * 1000.0 + 0.5));
}

void pps_add_fine_span(struct pp_buf *buf, double least, double most)
{
    if (!prints_alike(least, most)) {
        pps_add_fine(buf, least);
        pp_buf_add_str(buf, " to ");
    }
    pps_add_fine(buf, most);
}

/* Whole numbers, so that no locale writes a comma. */
void pps_add_ppm(struct pp_buf *buf, uint32_t part, uint32_t whole)
{
    const uint32_t million = 1000 * 1000;
    uint64_t ppm =
        ((uint64_t)part * 2 * million + whole) / ((uint64_t)whole * 2);
    pp_buf_printf(
        buf, "%u.%06u", (unsigned)(ppm / million), (unsigned)(ppm % million));
}
