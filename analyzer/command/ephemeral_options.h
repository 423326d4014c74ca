/*
 * The settings that the options of `ephemeral` give, put upon those of a
 * machine.
 */
#ifndef PP_COMMAND_EPHEMERAL_OPTIONS_H
#define PP_COMMAND_EPHEMERAL_OPTIONS_H

#include "call.h"
#include "model/ephemeral.h"

/* Whether any option gives a setting: then no capture is needed. */
bool pps_ephemeral_has_settings(const struct call *call);

/* Reads the options into both protocols' settings, which hold what the
 * captures say; false after a complaint. */
bool pps_ephemeral_read_settings(
    const struct call *call,
    struct pp_ephemeral_settings settings[PP_PROTOCOL_COUNT]);

/* A value of --dynamic, `[tcp:|udp:]RANGE`: its protocols, and the range as
 * it was written, however large. False for anything else. */
bool pps_ephemeral_read_dynamic(const char *value,
                                bool ret_is_for[PP_PROTOCOL_COUNT],
                                struct pp_netsh_range *ret_range);

#endif
