/*
 * What many runs add up to: counts of whole numbers, their mean and
 * quantiles, and how far a share seen in a sample can be trusted.
 */
#ifndef PORTPLANSIM_STATS_H
#define PORTPLANSIM_STATS_H

#include "portplan/base.h"

PP_BEGIN_DECLS

/* How often each whole number was seen. All zero bytes is the empty one. */
struct pps_histogram {
    uint32_t *counts; /* counts[v]: how often v was added */
    size_t capacity;  /* values 0 to capacity - 1 have a place */
    uint64_t total;   /* how often anything was added */
};

/* Counts `value` once more; at most 2^20. PP_ERR_LIMIT above that. */
PP_API enum pp_status pps_histogram_add(struct pps_histogram *histogram,
                                        uint32_t value) PP_MUST_CHECK;
/* The same, `times` times over; nothing for 0 times. */
PP_API enum pp_status pps_histogram_add_many(struct pps_histogram *histogram,
                                             uint32_t value,
                                             uint32_t times) PP_MUST_CHECK;
PP_API void pps_histogram_done(struct pps_histogram *histogram);

/* 0 for an empty histogram. */
PP_API double pps_histogram_mean(const struct pps_histogram *histogram);

/* The smallest value that at least `percent` of 100 of the values do not
 * exceed (50: the median); 0 for an empty histogram. */
PP_API uint32_t pps_histogram_quantile(const struct pps_histogram *histogram,
                                       uint32_t percent);

/* Where most of the values lie. */
struct pps_spread {
    double mean;
    uint32_t p5;
    uint32_t p50;
    uint32_t p95;
};
PP_API struct pps_spread
pps_histogram_spread(const struct pps_histogram *histogram);

struct pps_interval {
    double low;
    double high;
};

/* Wilson's interval at 95 % for a share of `hits` in `total` (Wilson 1927;
 * unlike the textbook interval it holds for shares near 0 and 1). [0, 1] for
 * a total of 0. */
PP_API struct pps_interval pps_wilson95(uint64_t hits, uint64_t total);

PP_END_DECLS

#endif
