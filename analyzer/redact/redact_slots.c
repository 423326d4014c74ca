/* Tables of hashes (FNV-1a) by open addressing. */
#include "redact_slots.h"

#include "base/alloc.h"
#include "redact_names.h"

enum {
    FNV_SHIFT = 32
};
static const uint64_t fnv_prime = 1099511628211U;

uint64_t pp_slots_hash(uint64_t hash, struct pp_sv text)
{
    for (size_t i = 0; i < text.len; i++) {
        hash = (hash ^ (unsigned char)text.ptr[i]) * fnv_prime;
    }
    return hash;
}

uint64_t pp_slots_mix(uint64_t entry)
{
    return entry * fnv_prime;
}

size_t pp_slots_first(uint64_t hash, size_t capacity)
{
    return (size_t)(hash ^ hash >> FNV_SHIFT) & (capacity - 1);
}

enum pp_status pp_slots_grow(struct pp_redact_slots *slots,
                             uint64_t (*hash_at)(const struct pp_names *names,
                                                 uint64_t entry),
                             const struct pp_names *names)
{
    enum {
        LEAST_SLOTS = 1024
    };
    if (2 * (slots->count + 1) <= slots->capacity) {
        return PP_OK;
    }
    size_t capacity = slots->capacity > 0 ? 2 * slots->capacity : LEAST_SLOTS;
    uint64_t *items = pp_calloc(capacity, sizeof(*items));
    if (items == NULL) {
        return PP_ERR_NOMEM;
    }
    for (size_t i = 0; i < slots->capacity; i++) {
        if (slots->items[i] == 0) {
            continue;
        }
        size_t at = pp_slots_first(hash_at(names, slots->items[i]), capacity);
        while (items[at] != 0) {
            at = (at + 1) & (capacity - 1);
        }
        items[at] = slots->items[i];
    }
    pp_free(slots->items);
    slots->items = items;
    slots->capacity = capacity;
    return PP_OK;
}

void pp_slots_put(struct pp_redact_slots *slots, uint64_t hash, uint64_t entry)
{
    size_t at = pp_slots_first(hash, slots->capacity);
    while (slots->items[at] != 0) {
        at = (at + 1) & (slots->capacity - 1);
    }
    slots->items[at] = entry;
    slots->count++;
}
