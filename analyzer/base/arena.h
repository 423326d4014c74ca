/*
 * An arena: memory that is taken piece by piece and given back all at once.
 * One per load or run; what lives in it needs no destructor of its own.
 */
#ifndef PP_BASE_ARENA_H
#define PP_BASE_ARENA_H

#include "portplan/sv.h"

struct pp_arena_chunk;

struct pp_arena {
    struct pp_arena_chunk *newest; /* NULL in an empty arena */
    size_t taken_bytes;            /* handed out so far */
    size_t max_bytes;              /* never more than this */
};

/* An empty arena of at most `max_bytes`; allocates nothing yet. */
void pp_arena_init(struct pp_arena *arena, size_t max_bytes);

/* Frees everything; the arena is empty and usable again. */
void pp_arena_done(struct pp_arena *arena);

/* `size` zeroed bytes, aligned for any type, valid until pp_arena_done; NULL
 * when memory or the maximum ran out. */
void *pp_arena_take(struct pp_arena *arena, size_t size) PP_MUST_CHECK;

/* A NUL-terminated copy of the bytes, as a view; false when out of memory. */
bool pp_arena_copy(struct pp_arena *arena,
                   struct pp_sv bytes,
                   struct pp_sv *ret_copy) PP_MUST_CHECK;

#endif
