/* The chosen cure as a script. */
#ifndef PP_SIM_FIX_FIX_SCRIPT_H
#define PP_SIM_FIX_FIX_SCRIPT_H

#include "fix.h"

enum pps_shell {
    PPS_SHELL_CMD = 0,
    PPS_SHELL_POWERSHELL,
};

/* The script of the chosen cure, with comments and checks; without one, a
 * comment that says so. `what-if --script` reads it as the same steps. Holds
 * no text of a capture. */
void pps_fix_script(struct pp_buf *buf,
                    const struct pps_fix *fix,
                    enum pps_shell shell);

#endif
