/* Which ports to choose. */
#ifndef PP_SUGGEST_SUGGEST_FIND_H
#define PP_SUGGEST_SUGGEST_FIND_H

#include "portplan/base.h"

#include "suggest.h"

/* Breaks the rule on edges, when all machines are added: of ports with a
 * neighbour that breaks a rule on ranges which they keep. */
void pp_suggest_break_edges(struct pp_suggest *suggest);

/*
 * Chooses, best first. Where scores are as good as each other (0.02), the
 * nearer comes first with `near`, else the seed decides; and suggestions keep a
 * distance of 100 ports (the size of a block of winnat, so that one block does
 * not take two of them; 10 with `near` where no boot excludes a port), or less
 * where there are too few.
 */
enum pp_status pp_suggest_find(struct pp_suggest *suggest) PP_MUST_CHECK;

#endif
