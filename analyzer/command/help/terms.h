/* The terms of terms.def and the assumptions, as `explain` words them. */
#ifndef PP_COMMAND_HELP_TERMS_H
#define PP_COMMAND_HELP_TERMS_H

#include "portplan/buf.h"

#include "print/style.h"

/* Appends what the term or the assumption is; capitals do not count. False:
 * it is neither, and nothing is appended. */
bool pps_term_add(struct pp_buf *buf,
                  const struct pp_style *style,
                  struct pp_sv name);

/* The names of terms and assumptions; NULL behind the last. */
const char *pps_name_of_term(size_t index);

#endif
