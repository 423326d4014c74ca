/* Command lines without a command: which one is meant. */
#ifndef PP_COMMAND_IMPLIED_H
#define PP_COMMAND_IMPLIED_H

#include "call.h"

enum pps_implied {
    PPS_IMPLIED_NOTHING = 0,
    PPS_IMPLIED_CHECK, /* `55555 dump.txt` */
    PPS_IMPLIED_PASTE, /* captures alone: `check` where they name ports, else
                        * `show` */
};

/* What the words are, none of which is a command's name. Only what somebody
 * types implies anything. */
enum pps_implied pps_implied_of(const struct call *call);

#endif
