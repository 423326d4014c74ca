/* Facts of the whole machine, before and after. */
#ifndef PP_DIFF_DIFF_FACTS_H
#define PP_DIFF_DIFF_FACTS_H

#include "diff.h"

enum pp_status pp_diff_facts_compare(struct pp_diff *diff) PP_MUST_CHECK;

#endif
