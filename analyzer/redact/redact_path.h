/* Paths: the drive, the folders that every Windows has and the ending of a
 * file stay. */
#ifndef PP_REDACT_REDACT_PATH_H
#define PP_REDACT_REDACT_PATH_H

#include "redact_scan.h"

/* Where the walk goes on behind a hit; `at` if there is none. */
size_t pp_find_path(struct pp_scan *scan, size_t at);

/* One folder or file of a path. */
void pp_hit_segment(struct pp_scan *scan, struct pp_sv segment);

/* The segments behind a root, from its separator on; returns their end.
 * `limit` is the place of the `>` of a prompt, or SIZE_MAX. With `is_profile`
 * the first one is a person. */
size_t
pp_walk_path(struct pp_scan *scan, size_t at, size_t limit, bool is_profile);

/* The length of the ending of a file, its dot included; 0: it has none. */
size_t pp_ending_len(const struct pp_scan *scan, struct pp_sv segment);

#endif
