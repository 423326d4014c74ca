/* What the benchmarks measure with. */
#ifndef PP_TESTS_BENCH_BENCH_CLOCK_H
#define PP_TESTS_BENCH_BENCH_CLOCK_H

#include <time.h>

static inline double now_ns(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec * 1e9 + (double)now.tv_nsec;
}

/* For qsort: the median is what counts. */
static inline int compare_double(const void *left, const void *right)
{
    double a = *(const double *)left;
    double b = *(const double *)right;
    return (a > b) - (a < b);
}

#endif
