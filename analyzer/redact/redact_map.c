/* A hash map with open addressing. */
#include "redact_map.h"

#include "base/alloc.h"
#include "base/bounds.h"

void pp_redact_map_done(struct pp_redact_map *map)
{
    pp_free(map->entries.items);
    pp_free(map->slots);
    *map = (struct pp_redact_map){0};
}

uint64_t pp_redact_hash(uint64_t hash, struct pp_sv text)
{
    for (size_t i = 0; i < text.len; i++) {
        hash = (hash ^ (unsigned char)text.ptr[i]) * 1099511628211U;
    }
    return hash;
}

/* The slot of the key, or the empty one where it belongs. */
static size_t
slot_of(const struct pp_redact_map *map, uint64_t hash, struct pp_sv key)
{
    size_t at = (size_t)(hash ^ hash >> 32) & (map->slot_count - 1);
    for (; map->slots[at] != 0; at = (at + 1) & (map->slot_count - 1)) {
        const struct pp_redact_entry *entry =
            &map->entries.items[map->slots[at] - 1];
        if (entry->hash == hash && pp_sv_equal(entry->key, key)) {
            break;
        }
    }
    return at;
}

size_t pp_redact_map_find_hashed(const struct pp_redact_map *map,
                                 uint64_t hash,
                                 struct pp_sv key)
{
    uint32_t number =
        map->slot_count > 0 ? map->slots[slot_of(map, hash, key)] : 0;
    return number > 0 ? number - 1 : PP_REDACT_NOT_FOUND;
}

size_t pp_redact_map_find(const struct pp_redact_map *map, struct pp_sv key)
{
    return pp_redact_map_find_hashed(
        map, pp_redact_hash(PP_REDACT_HASH_START, key), key);
}

static void put(struct pp_redact_map *map, size_t number)
{
    const struct pp_redact_entry *entry = &map->entries.items[number];
    map->slots[slot_of(map, entry->hash, entry->key)] = (uint32_t)number + 1;
}

/* At most half of the slots are full. */
static enum pp_status grow(struct pp_redact_map *map)
{
    enum {
        LEAST_SLOTS = 1024
    };
    if (2 * (map->entries.count + 1) <= map->slot_count) {
        return PP_OK;
    }
    size_t count = map->slot_count > 0 ? 2 * map->slot_count : LEAST_SLOTS;
    uint32_t *slots = pp_calloc(count, sizeof(*slots));
    if (slots == NULL) {
        return PP_ERR_NOMEM;
    }
    pp_free(map->slots);
    map->slots = slots;
    map->slot_count = count;
    for (size_t i = 0; i < map->entries.count; i++) {
        put(map, i);
    }
    return PP_OK;
}

enum pp_status pp_redact_map_add(struct pp_redact_map *map, struct pp_sv key)
{
    PP_TRY(grow(map));
    PP_TRY(PP_VEC_RESERVE(&map->entries, 1, PP_LIMIT_REDACT_NAMES));
    map->entries.items[map->entries.count] = (struct pp_redact_entry){
        pp_redact_hash(PP_REDACT_HASH_START, key), key};
    put(map, map->entries.count++);
    return PP_OK;
}
