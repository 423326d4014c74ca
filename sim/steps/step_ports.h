/* Ports as the step language writes them. Private to sim/. */
#ifndef PP_SIM_STEPS_STEP_PORTS_H
#define PP_SIM_STEPS_STEP_PORTS_H

#include "step_words.h"

/* `[tcp|udp] PORTS` of any size into the step. */
void pps_step_take_ports(struct step_parser *parser);

/* The same, where ports that do not exist have no answer of Windows. */
void pps_step_take_real_ports(struct step_parser *parser);

#endif
