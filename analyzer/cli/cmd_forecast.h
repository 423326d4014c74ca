/* `forecast`: how likely is each port to be excluded after a boot. */
#ifndef PP_CLI_CMD_FORECAST_H
#define PP_CLI_CMD_FORECAST_H

#include "cli.h"

enum exit_code pps_cmd_forecast(struct call *call);

#endif
