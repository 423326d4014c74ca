/* Whether two texts state the same facts about ports. */
#ifndef PP_REDACT_REDACT_SAME_H
#define PP_REDACT_REDACT_SAME_H

#include "portplan/fact.h"

/* What facts and sections add up to; all zero at the start. */
struct pp_fact_digest {
    uint64_t hash;
    uint64_t count;
};

/* Counts a fact: all that it says about ports and about the system, in its
 * order, and none of the names that redaction replaces. */
void pp_digest_fact(struct pp_fact_digest *digest, const struct pp_fact *fact);

/* Counts a section: a table without rows says something too. */
void pp_digest_section(struct pp_fact_digest *digest,
                       const struct pp_section *section);

#endif
