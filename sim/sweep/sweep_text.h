/* A sweep for people. */
#ifndef PP_SIM_SWEEP_SWEEP_TEXT_H
#define PP_SIM_SWEEP_SWEEP_TEXT_H

#include "print/style.h"
#include "sweep.h"

/* `subject` names the captures. */
void pps_sweep_text(struct pp_buf *buf,
                    const struct pp_style *style,
                    const struct pps_sweep *sweep,
                    struct pp_sv subject);

#endif
