/*
 * `ephemeral --rate`: whether the pool bears so many connections a second.
 */
#ifndef PP_CLI_EPHEMERAL_RATE_H
#define PP_CLI_EPHEMERAL_RATE_H

#include "cli.h"
#include "ephemeral/ephemeral_words.h"
#include "sim/exhaustion/exhaustion.h"

/*
 * Answers for TCP. `machine` may be NULL: no captures. Without --rate nothing
 * is computed and *ret_is_asked is false. False after a complaint.
 */
bool ephemeral_answer_rate(const struct cli *cli,
                           const struct pp_ephemeral *ephemeral,
                           const struct pp_ephemeral_settings *settings,
                           const struct pp_machine *machine,
                           struct pps_exhaustion *ret_exhaustion,
                           bool *ret_is_asked);

#endif
