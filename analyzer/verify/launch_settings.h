/*
 * The ports of launchSettings.json: the applicationUrl of every profile, and
 * IIS Express, whose ports HTTP.sys takes. The file is JSON with comments and
 * commas behind the last element, as the tools of .NET read and write it.
 */
#ifndef PP_VERIFY_LAUNCH_SETTINGS_H
#define PP_VERIFY_LAUNCH_SETTINGS_H

#include "portplan/base.h"
#include "portplan/sv.h"

#include "policy_ports.h"

enum pp_status pp_read_launch_settings(const struct port_source *source,
                                       struct pp_sv bytes) PP_MUST_CHECK;

#endif
