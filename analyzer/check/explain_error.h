/* Whether what the captures show explains the error that a program got. */
#ifndef PP_CHECK_EXPLAIN_ERROR_H
#define PP_CHECK_EXPLAIN_ERROR_H

#include "portplan/check.h"

/* Whether a socket of the span holds its port: one that does not wait. */
bool pp_span_has_holder(const struct pp_check_span *span);

/* How the programs bind that got errors for these ports, where all of them bind
 * in one way; plain otherwise. */
enum pp_bind_kind pp_asked_kind(const struct pp_fact *facts,
                                size_t fact_count,
                                const struct pp_port_list *ports);

/* The span's claims and verdict are set already. */
enum pp_explanation pp_explain_error(const struct pp_check_span *span,
                                     const struct pp_bind_error_fact *error);

#endif
