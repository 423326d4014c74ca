/*
 * An allocator that fails on demand, for programs linked with
 * -Wl,--wrap=pp_calloc,--wrap=pp_realloc: those of tests/oom.
 *
 *     for (long n = 0;; n++) {
 *         pp_test_fail_after(n);
 *         status = operation();
 *         bool was_reached = pp_test_alloc_count() > n;
 *         pp_test_fail_after(-1);
 *         if (!was_reached) break;         (the operation needs n allocations)
 *         (it must have failed, and changed nothing)
 *     }
 */
#ifndef PP_TESTS_SUPPORT_FAIL_ALLOC_H
#define PP_TESTS_SUPPORT_FAIL_ALLOC_H

/* Lets the next `n` allocations succeed and all later ones fail, until the
 * next call; a negative `n` lets all succeed. Counting starts anew. */
void pp_test_fail_after(long n);

/* Allocations asked for since, those that failed included. */
long pp_test_alloc_count(void);

#endif
