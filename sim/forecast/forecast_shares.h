/* What the answers and the reports of a forecast read off the counts. */
#ifndef PP_SIM_FORECAST_FORECAST_SHARES_H
#define PP_SIM_FORECAST_FORECAST_SHARES_H

#include "forecast.h"

/* The dynamic range in force after the boot. */
struct pp_range pps_forecast_dynamic(const struct pps_forecast *forecast);

/* Whether shares of the protocol mean anything. Windows up to Server 2003 has
 * no exclusions, so that there is nothing to be known of them. */
bool pps_forecast_is_known(const struct pps_montecarlo *montecarlo,
                           enum pp_protocol protocol);

/* The mean share of the ports of a range, 0 to 1. */
double pps_forecast_mean_share(const struct pps_forecast *forecast,
                               struct pp_range range);

/* Of the range: PP_STRIP_ADMINISTERED where an administered exclusion in force
 * after the boot touches it, PP_STRIP_ASKED where ports of it are asked for. */
unsigned pps_forecast_marks(const struct pps_forecast *forecast,
                            struct pp_range range);

#endif
