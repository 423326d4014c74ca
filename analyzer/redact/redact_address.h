/* What is a secret by its shape alone: addresses, SIDs, GUIDs, product ids. */
#ifndef PP_REDACT_REDACT_ADDRESS_H
#define PP_REDACT_REDACT_ADDRESS_H

#include "redact_scan.h"

/* Where the walk goes on behind a hit; `at` if there is none. */
size_t pp_find_address(struct pp_scan *scan, size_t at);

#endif
