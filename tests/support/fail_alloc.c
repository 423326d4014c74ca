/* Stands between the library and its allocator, where the linker put it. */
#include "fail_alloc.h"

#include <stdbool.h>
#include <stddef.h>

/* The names are the linker's: --wrap makes them. */
void *__real_pp_calloc(size_t count, size_t size);
void *__real_pp_realloc(void *old, size_t count, size_t size);
void *__wrap_pp_calloc(size_t count, size_t size);
void *__wrap_pp_realloc(void *old, size_t count, size_t size);

static long fail_after = -1;
static long alloc_count = 0;

void pp_test_fail_after(long n)
{
    fail_after = n;
    alloc_count = 0;
}

long pp_test_alloc_count(void)
{
    return alloc_count;
}

static bool is_failing(void)
{
    alloc_count++;
    return fail_after >= 0 && alloc_count > fail_after;
}

void *__wrap_pp_calloc(size_t count, size_t size)
{
    return is_failing() ? NULL : __real_pp_calloc(count, size);
}

void *__wrap_pp_realloc(void *old, size_t count, size_t size)
{
    return is_failing() ? NULL : __real_pp_realloc(old, count, size);
}
