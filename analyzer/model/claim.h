/* The table of kinds of claims. */
#ifndef PP_MODEL_CLAIM_H
#define PP_MODEL_CLAIM_H

#include "portplan/claim.h"

/* "exclusion", "socket", ... */
const char *pp_claim_kind_name(enum pp_claim_kind kind);

/* Whether claims of this kind decide whether a port can be bound. */
bool pp_claim_kind_bears(enum pp_claim_kind kind);

#endif
