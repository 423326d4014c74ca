/*
 * The settings that the options of `ephemeral` give, put upon those of a
 * machine.
 */
#ifndef PP_CLI_EPHEMERAL_OPTIONS_H
#define PP_CLI_EPHEMERAL_OPTIONS_H

#include "portplan/ephemeral.h"

#include "cli.h"

/* Whether any option gives a setting: then no capture is needed. */
bool ephemeral_has_settings(const struct cli *cli);

/* Reads the options into both protocols' settings, which hold what the
 * captures tell; false after a complaint. */
bool ephemeral_read_settings(
    const struct cli *cli,
    struct pp_ephemeral_settings settings[PP_PROTOCOL_COUNT]);

#endif
