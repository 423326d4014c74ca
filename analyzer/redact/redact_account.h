/* Accounts: `DOMAIN\user`, `user@host`, and programs. What a relative path is
 * and what an account, docs/manual/redact.md says. */
#ifndef PP_REDACT_REDACT_ACCOUNT_H
#define PP_REDACT_REDACT_ACCOUNT_H

#include "redact_scan.h"

/* Where the walk goes on behind a hit; `at` if there is none. */
size_t pp_find_account(struct pp_scan *scan, size_t at);

/* `CORP\alice` as the value of a label or a cell. */
void pp_scan_account(struct pp_scan *scan, struct pp_sv value);

#endif
