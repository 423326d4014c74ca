/*
 * Numbers as reports write them for people. Private to sim/.
 */
#ifndef PP_SIM_PRINT_FIGURES_H
#define PP_SIM_PRINT_FIGURES_H

#include "portplan/buf.h"

/* A share as a percentage with one decimal, "5.7 %", without ever rounding to
 * 0 % or to 100 % what is neither. */
void pps_add_percent(struct pp_buf *buf, double share);

/* The same without the sign, "5.7"; with two decimals below one percent:
 * "0.29", "under 0.01". */
void pps_add_fine(struct pp_buf *buf, double share);
/* "0.83 to 1.3"; one number where both are the same. */
void pps_add_fine_span(struct pp_buf *buf, double least, double most);
/* "0.057000": with six decimals in every locale, for CSV. */
void pps_add_ppm(struct pp_buf *buf, uint32_t part, uint32_t whole);

#endif
