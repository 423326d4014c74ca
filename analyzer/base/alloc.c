/*
 * The one place that allocates: checked products, zeroed memory. Tests fail
 * these calls one by one (tests/support/fail_alloc.c).
 */
#include "alloc.h"

#include <stdlib.h>

void *pp_calloc(size_t count, size_t size)
{
    /* calloc tests this too, but under AddressSanitizer by aborting. */
    if (size > 0 && count > SIZE_MAX / size) {
        return NULL;
    }
    return calloc(count > 0 ? count : 1, size > 0 ? size : 1);
}

void *pp_realloc(void *old, size_t count, size_t size)
{
    if (size > 0 && count > SIZE_MAX / size) {
        return NULL;
    }
    size_t bytes = count * size;
    return realloc(old, bytes > 0 ? bytes : 1);
}

void pp_free(void *memory)
{
    free(memory);
}
