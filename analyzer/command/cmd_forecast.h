/* `forecast`: how likely is each port to be excluded after a boot. */
#ifndef PP_COMMAND_CMD_FORECAST_H
#define PP_COMMAND_CMD_FORECAST_H

#include "call.h"

enum exit_code pps_cmd_forecast(struct call *call);

#endif
