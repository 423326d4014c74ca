/*
 * Boost.ICL behind plain functions, for bench_ranges.c. Only there when a C++
 * compiler and Boost are (PP_BENCH_ICL).
 */
#ifndef PP_TESTS_BENCH_BENCH_ICL_H
#define PP_TESTS_BENCH_BENCH_ICL_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/* A range with its label, as in struct pp_hit. */
struct bench_icl_item {
    uint32_t first;
    uint32_t last;
    uint32_t label;
};

struct bench_icl; /* an interval_set and an interval_map of label sets */

struct bench_icl *bench_icl_new(const struct bench_icl_item *items,
                                size_t count);
void bench_icl_free(struct bench_icl *icl);

/* Each returns a sum, so that no work can be left out. */
uint64_t bench_icl_contains(const struct bench_icl *icl,
                            const uint16_t *ports,
                            size_t count);
uint64_t bench_icl_stab(const struct bench_icl *icl,
                        const uint16_t *ports,
                        size_t count);

/* Of `port_count` ports from each of `ports` on; a label comes once for each
 * piece that the map has cut its range into. */
uint64_t bench_icl_overlap(const struct bench_icl *icl,
                           const uint16_t *ports,
                           size_t count,
                           uint32_t port_count);

/* Writes how many labels each of the 65,536 ports has. */
void bench_icl_annotate(const struct bench_icl *icl, uint32_t *ret_counts);

/* Takes one item out of the map and puts another in. */
void bench_icl_replace(struct bench_icl *icl,
                       const struct bench_icl_item *old_item,
                       const struct bench_icl_item *new_item);

#ifdef __cplusplus
}
#endif

#endif
