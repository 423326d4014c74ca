/* One fact as one line of JSON, for the kinds that are not written by the
 * million. */
#ifndef PP_PRINT_FACT_LINE_H
#define PP_PRINT_FACT_LINE_H

#include "portplan/fact.h"

/* Appends the line with its newline. */
void pp_fact_line(struct pp_buf *out, const struct pp_fact *fact);

#endif
