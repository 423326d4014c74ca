/* The name and the value of a fact that differs, for people and for JSON. */
#ifndef PP_DIFF_DIFF_WORDS_H
#define PP_DIFF_DIFF_WORDS_H

#include "portplan/fact.h"

enum {
    PP_DIFF_NAME_BYTES = 16
};

/* "MaxUserPort", "winnat", "KB5017264", ... as it was captured: borrowed from
 * the fact, or written into `scratch`. */
struct pp_sv pp_diff_fact_name(const struct pp_fact *fact,
                               char scratch[PP_DIFF_NAME_BYTES]);

/* "running", "off", a version, the value of a setting; "installed" of an
 * update. Not for registry values. Borrowed from the fact. */
struct pp_sv pp_diff_fact_value(const struct pp_fact *fact);

#endif
