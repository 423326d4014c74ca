/* What to do about a port, in at most three sentences. */
#ifndef PP_CHECK_ADVICE_H
#define PP_CHECK_ADVICE_H

#include "portplan/check.h"

#include "base/arena.h"

/* Fills the span's advice; its verdict, claims and free neighbours are set
 * already. The sentences live in the arena; those that span->advice has already
 * are taken where they are the same. */
enum pp_status pp_advise(struct pp_check_span *span,
                         struct pp_arena *arena) PP_MUST_CHECK;

#endif
