/* A sweep for programs. */
#ifndef PP_SIM_SWEEP_SWEEP_DATA_H
#define PP_SIM_SWEEP_SWEEP_DATA_H

#include "sweep.h"

/* The document portplan.sweep/1: stretches. */
void pps_sweep_json(struct pp_buf *buf, const struct pps_sweep *sweep);
/* A row for every place. */
void pps_sweep_csv(struct pp_buf *buf, const struct pps_sweep *sweep);

#endif
