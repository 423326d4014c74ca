/* A forecast for programs. */
#ifndef PP_SIM_FORECAST_FORECAST_DATA_H
#define PP_SIM_FORECAST_FORECAST_DATA_H

#include "forecast.h"

/* The document portplan.forecast/1. */
void pps_forecast_json(struct pp_buf *buf, const struct pps_forecast *forecast);
/* `port,excluded`, a row for every port of the dynamic range. */
void pps_forecast_csv(struct pp_buf *buf, const struct pps_forecast *forecast);

#endif
