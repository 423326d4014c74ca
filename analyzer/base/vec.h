/*
 * Growing arrays: struct { T *items; size_t count; size_t capacity; }, grown
 * by pp_vec_reserve. The macro only spells out the addresses.
 */
#ifndef PP_BASE_VEC_H
#define PP_BASE_VEC_H

#include "portplan/base.h"

#define PP_VEC(type)     \
    struct {             \
        type *items;     \
        size_t count;    \
        size_t capacity; \
    }

/* Room for `extra` more items; PP_ERR_LIMIT past `max` items in all. */
#define PP_VEC_RESERVE(vec, extra, max)   \
    pp_vec_reserve(&(vec)->items,         \
                   &(vec)->capacity,      \
                   (vec)->count,          \
                   (extra),               \
                   sizeof(*(vec)->items), \
                   (max))

/* `items_ptr` is the address of the item pointer, of whatever type. */
enum pp_status pp_vec_reserve(void *items_ptr,
                              size_t *capacity,
                              size_t count,
                              size_t extra,
                              size_t item_size,
                              size_t max) PP_MUST_CHECK;

#endif
