/* WSL's mirrored networking in words. Private to sim/. */
#ifndef PP_SIM_FIX_FIX_MIRRORED_TEXT_H
#define PP_SIM_FIX_FIX_MIRRORED_TEXT_H

#include "fix_words.h"

/* How often it falls on the ports, where they may be its. */
void pps_fix_add_mirrored(struct fix_text *text);

#endif
