/* What to do about a port, in at most three sentences. */
#ifndef PP_CHECK_ADVICE_H
#define PP_CHECK_ADVICE_H

#include "portplan/arena.h"
#include "portplan/check.h"

/* Fills the span's advice; its verdict, claims and free neighbours are set
 * already. The sentences live in the arena. */
enum pp_status pp_advise(struct pp_check_span *span,
                         struct pp_arena *arena) PP_MUST_CHECK;

/* Appends `netsh int ipv4 VERB excludedportrange ...`; the verb is "add" or
 * "delete". */
void pp_add_exclusion_command(struct pp_buf *text,
                              const char *verb,
                              enum pp_protocol protocol,
                              struct pp_range range);

#endif
