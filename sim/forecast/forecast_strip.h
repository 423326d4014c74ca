/* The shares as strips of text. */
#ifndef PP_SIM_FORECAST_FORECAST_STRIP_H
#define PP_SIM_FORECAST_FORECAST_STRIP_H

#include "forecast.h"
#include "print/style.h"

/* The port space, and the dynamic range, with a legend. */
void pps_forecast_strips(struct pp_buf *buf,
                         const struct pp_style *style,
                         const struct pps_forecast *forecast);

#endif
