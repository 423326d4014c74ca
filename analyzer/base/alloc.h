/*
 * The one place that allocates: checked products, zeroed memory. Tests fail
 * these calls one by one (tests/support/fail_alloc.c).
 */
#ifndef PP_BASE_ALLOC_H
#define PP_BASE_ALLOC_H

#include "portplan/base.h"

/* `count` zeroed items of `size` bytes; NULL when memory or the product of
 * the two ran out. Freed with pp_free. */
void *pp_calloc(size_t count, size_t size) PP_MUST_CHECK;

/* Resizes like realloc, checking count * size; `old` stays valid on NULL. */
void *pp_realloc(void *old, size_t count, size_t size) PP_MUST_CHECK;

/* Takes NULL. */
void pp_free(void *memory);

#endif
