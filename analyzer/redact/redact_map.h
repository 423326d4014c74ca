/*
 * A hash map from texts to numbers 0, 1, 2, ... in the order in which they
 * were added, for arrays beside it. The texts are borrowed. Private to
 * redaction.
 */
#ifndef PP_REDACT_REDACT_MAP_H
#define PP_REDACT_REDACT_MAP_H

#include "portplan/sv.h"

#include "base/vec.h"

struct pp_redact_entry {
    uint64_t hash;
    struct pp_sv key;
};

struct pp_redact_map {
    PP_VEC(struct pp_redact_entry) entries;
    uint32_t *slots;   /* open addressing: an entry's number + 1, or 0 */
    size_t slot_count; /* a power of two, or 0 */
};

#define PP_REDACT_NOT_FOUND  SIZE_MAX
#define PP_REDACT_HASH_START UINT64_C(14695981039346656037)

void pp_redact_map_done(struct pp_redact_map *map);

/* Continues a hash (FNV-1a) with the bytes of the text. */
uint64_t pp_redact_hash(uint64_t hash, struct pp_sv text);

/* The number of a key by its hash, or PP_REDACT_NOT_FOUND. */
size_t pp_redact_map_find_hashed(const struct pp_redact_map *map,
                                 uint64_t hash,
                                 struct pp_sv key);
size_t pp_redact_map_find(const struct pp_redact_map *map, struct pp_sv key);

/* Adds a key that the map does not have. PP_ERR_LIMIT: there are
 * PP_LIMIT_REDACT_NAMES already. */
enum pp_status pp_redact_map_add(struct pp_redact_map *map,
                                 struct pp_sv key) PP_MUST_CHECK;

#endif
