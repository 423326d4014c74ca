/* What probably happened between two captures. */
#ifndef PP_DIFF_EVENT_RULES_H
#define PP_DIFF_EVENT_RULES_H

#include "diff.h"

/* Concludes the events of a comparison that is complete but for them. */
enum pp_status pp_event_rules_apply(struct pp_diff *diff) PP_MUST_CHECK;

#endif
