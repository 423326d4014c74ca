/* The chosen cure as a script. */
#ifndef PORTPLANSIM_FIX_SCRIPT_H
#define PORTPLANSIM_FIX_SCRIPT_H

#include "portplansim/fix.h"

enum pps_shell {
    PPS_SHELL_CMD = 0,
    PPS_SHELL_POWERSHELL,
};

/* The script of the chosen cure, with comments and checks; without one, a
 * comment that says so. `what-if --script` reads it as the same steps. Holds
 * no text of a capture. */
PP_API void pps_fix_script(struct pp_buf *buf,
                           const struct pps_fix *fix,
                           enum pps_shell shell);

#endif
