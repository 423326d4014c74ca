/* The ports of launchSettings.json. */
#ifndef PP_VERIFY_LAUNCH_SETTINGS_H
#define PP_VERIFY_LAUNCH_SETTINGS_H

#include "portplan/base.h"
#include "portplan/sv.h"

#include "policy_ports.h"

enum pp_status pp_read_launch_settings(const struct port_source *source,
                                       struct pp_sv bytes) PP_MUST_CHECK;

#endif
