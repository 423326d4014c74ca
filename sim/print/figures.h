/*
 * Numbers and places as reports write them for people. Private to sim/.
 */
#ifndef PP_SIM_PRINT_FIGURES_H
#define PP_SIM_PRINT_FIGURES_H

#include "portplan/buf.h"
#include "portplan/diag.h"

/* A share as a percentage with one decimal, "5.7 %", without ever rounding to
 * 0 % or to 100 % what is neither. */
void figures_add_percent(struct pp_buf *buf, double share);

/* The same without the sign, "5.7"; with two decimals below one percent:
 * "0.29", "under 0.01". */
void figures_add_fine(struct pp_buf *buf, double share);

/* " (FILE:LINE)"; nothing for line 0, "line N" where the capture has no name
 * among these. */
void figures_add_place(struct pp_buf *buf,
                       const struct pp_place *place,
                       const struct pp_sv *capture_names,
                       size_t capture_count);

#endif
