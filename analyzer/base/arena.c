/* A chunked arena. */
#include "arena.h"

#include <stdalign.h>
#include <string.h>

#include "alloc.h"

struct pp_arena_chunk {
    struct pp_arena_chunk *older;
    size_t used;
    size_t size;
    alignas(max_align_t) unsigned char bytes[];
};

enum {
    CHUNK_BYTES = 16 * 1024
};

/* With a chunk's head and its alignment it still is a size. */
static const size_t MAX_PIECE_BYTES = SIZE_MAX / 2;

void pp_arena_init(struct pp_arena *arena, size_t max_bytes)
{
    *arena = (struct pp_arena){.max_bytes = max_bytes};
}

void pp_arena_done(struct pp_arena *arena)
{
    while (arena->newest != NULL) {
        struct pp_arena_chunk *older = arena->newest->older;
        pp_free(arena->newest);
        arena->newest = older;
    }
    arena->taken_bytes = 0;
}

static struct pp_arena_chunk *add_chunk(struct pp_arena *arena, size_t size)
{
    size_t room = size > CHUNK_BYTES ? size : CHUNK_BYTES;
    struct pp_arena_chunk *chunk = pp_calloc(1, sizeof(*chunk) + room);
    if (chunk == NULL) {
        return NULL;
    }
    chunk->older = arena->newest;
    chunk->size = room;
    arena->newest = chunk;
    return chunk;
}

void *pp_arena_take(struct pp_arena *arena, size_t size)
{
    if (size > arena->max_bytes - arena->taken_bytes ||
        size > MAX_PIECE_BYTES) {
        return NULL;
    }
    size_t unit = alignof(max_align_t);
    size_t need = (size + unit - 1) / unit * unit;
    struct pp_arena_chunk *chunk = arena->newest;
    if (chunk == NULL || need > chunk->size - chunk->used) {
        chunk = add_chunk(arena, need);
    }
    if (chunk == NULL) {
        return NULL;
    }
    void *piece = chunk->bytes + chunk->used;
    chunk->used += need;
    arena->taken_bytes += size;
    return piece;
}

bool pp_arena_copy(struct pp_arena *arena,
                   struct pp_sv bytes,
                   struct pp_sv *ret_copy)
{
    char *copy = pp_arena_take(arena, bytes.len + 1);
    if (copy == NULL) {
        return false;
    }
    if (bytes.len > 0) {
        memcpy(copy, bytes.ptr, bytes.len);
    }
    *ret_copy = (struct pp_sv){copy, bytes.len};
    return true;
}
