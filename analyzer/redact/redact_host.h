/* Hosts: URLs, and names that are hosts by their shape or by what is around
 * them. */
#ifndef PP_REDACT_REDACT_HOST_H
#define PP_REDACT_REDACT_HOST_H

#include "redact_scan.h"

/* Where the walk goes on behind a hit; `at` if there is none. */
size_t pp_find_url(struct pp_scan *scan, size_t at);
size_t pp_find_host(struct pp_scan *scan, size_t at);
size_t pp_find_mount(struct pp_scan *scan, size_t at);

/* A host of a URL or a mail address: `contoso.com` is a domain and no host. */
void pp_hit_public_host(struct pp_scan *scan, struct pp_sv name, bool is_deep);

#endif
