/* A forecast for people. */
#ifndef PP_SIM_FORECAST_FORECAST_TEXT_H
#define PP_SIM_FORECAST_FORECAST_TEXT_H

#include "forecast.h"
#include "print/style.h"

void pps_forecast_text(struct pp_buf *buf,
                       const struct pp_style *style,
                       const struct pps_forecast *forecast);

#endif
