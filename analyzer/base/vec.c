/*
 * Growing arrays. Apart from alloc.c, so that the linker can put the tests'
 * failing allocator between the two (tests/support/fail_alloc.c).
 */
#include "vec.h"

#include <string.h>

#include "alloc.h"

/* The next capacity: half as much again, so that n pushes cost O(n). */
static size_t grown_capacity(size_t capacity, size_t need, size_t max)
{
    size_t grown = capacity + capacity / 2 + 8;
    if (grown < need) {
        grown = need;
    }
    return grown > max ? max : grown;
}

enum pp_status pp_vec_reserve(void *items_ptr,
                              size_t *capacity,
                              size_t count,
                              size_t extra,
                              size_t item_size,
                              size_t max)
{
    if (count > max || extra > max - count) {
        return PP_ERR_LIMIT;
    }
    if (count + extra <= *capacity) {
        return PP_OK;
    }
    size_t grown = grown_capacity(*capacity, count + extra, max);
    void *items = NULL;
    memcpy(&items, items_ptr, sizeof(items));
    items = pp_realloc(items, grown, item_size);
    if (items == NULL) {
        return PP_ERR_NOMEM;
    }
    memcpy(items_ptr, &items, sizeof(items));
    *capacity = grown;
    return PP_OK;
}
