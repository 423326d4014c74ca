/*
 * Tables of hashes: numbers above 0, found by the hash of what they stand for.
 * Private to redaction.
 */
#ifndef PP_REDACT_REDACT_SLOTS_H
#define PP_REDACT_REDACT_SLOTS_H

#include "portplan/sv.h"

struct pp_names;

/* Open addressing; 0 is an empty slot. */
struct pp_redact_slots {
    uint64_t *items;
    size_t capacity; /* a power of two, or 0 */
    size_t count;
};

#define PP_SLOTS_HASH_START UINT64_C(14695981039346656037)

/* Goes on with a hash by the bytes of the text. */
uint64_t pp_slots_hash(uint64_t hash, struct pp_sv text);
/* The hash of a number. */
uint64_t pp_slots_mix(uint64_t entry);

/* Where an entry of that hash may stand first; the search goes on from there to
 * an empty slot. */
size_t pp_slots_first(uint64_t hash, size_t capacity);

/* Makes room for one entry more; `hash_at` tells the hash of an entry. */
enum pp_status pp_slots_grow(struct pp_redact_slots *slots,
                             uint64_t (*hash_at)(const struct pp_names *names,
                                                 uint64_t entry),
                             const struct pp_names *names) PP_MUST_CHECK;
/* Puts an entry in, for which there is room. */
void pp_slots_put(struct pp_redact_slots *slots, uint64_t hash, uint64_t entry);

#endif
