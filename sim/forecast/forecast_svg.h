/* A forecast as a picture. */
#ifndef PP_SIM_FORECAST_FORECAST_SVG_H
#define PP_SIM_FORECAST_FORECAST_SVG_H

#include "forecast.h"

/* The shares of all ports, and of the dynamic range. */
void pps_forecast_svg(struct pp_buf *buf, const struct pps_forecast *forecast);

#endif
