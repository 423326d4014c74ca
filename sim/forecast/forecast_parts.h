/*
 * What the reports of a forecast share. Private to sim/.
 */
#ifndef PP_SIM_FORECAST_FORECAST_PARTS_H
#define PP_SIM_FORECAST_FORECAST_PARTS_H

#include "portplansim/forecast.h"

/* The dynamic range in force after the boot. */
struct pp_range forecast_dynamic(const struct pps_forecast *forecast);

/* Windows up to Server 2003: it has no exclusions, so that there is nothing
 * to be known of them. */
bool forecast_is_old(const struct pps_montecarlo *montecarlo);

/* Whether shares of the protocol mean anything. */
bool forecast_is_known(const struct pps_montecarlo *montecarlo,
                       enum pp_protocol protocol);

/* Whether nothing reserves blocks, so that there is nothing to forecast. */
static inline bool forecast_is_still(const struct pps_montecarlo *montecarlo)
{
    return !montecarlo->is_reserving;
}

/* The mean share of the ports of a range, 0 to 1. */
double forecast_mean_share(const struct pps_forecast *forecast,
                           struct pp_range range);

/* An administered exclusion in force after the boot that touches the range;
 * NULL for none. */
const struct pps_claim *
forecast_administered(const struct pps_forecast *forecast,
                      struct pp_range range);

bool forecast_is_asked(const struct pps_forecast *forecast,
                       struct pp_range range);

/* The port space as strips of text with a legend. */
void forecast_strips(struct pp_buf *buf,
                     const struct pp_style *style,
                     const struct pps_forecast *forecast);

#endif
