/* Histograms of whole numbers and the Wilson interval. */
#include "portplansim/stats.h"

#include <math.h>
#include <string.h>

#include "base/alloc.h"

enum {
    HISTOGRAM_MAX_VALUE = 1 << 20
};

static enum pp_status grow_histogram(struct pps_histogram *histogram,
                                     uint32_t value)
{
    if (value > HISTOGRAM_MAX_VALUE) {
        return PP_ERR_LIMIT;
    }
    size_t capacity = (size_t)value + value / 2 + 64;
    uint32_t *counts = pp_realloc(histogram->counts, capacity, sizeof(*counts));
    if (counts == NULL) {
        return PP_ERR_NOMEM;
    }
    memset(counts + histogram->capacity,
           0,
           (capacity - histogram->capacity) * sizeof(*counts));
    histogram->counts = counts;
    histogram->capacity = capacity;
    return PP_OK;
}

enum pp_status pps_histogram_add_many(struct pps_histogram *histogram,
                                      uint32_t value,
                                      uint32_t times)
{
    if (times == 0) {
        return PP_OK;
    }
    if (value >= histogram->capacity) {
        PP_TRY(grow_histogram(histogram, value));
    }
    histogram->counts[value] += times;
    histogram->total += times;
    return PP_OK;
}

enum pp_status pps_histogram_add(struct pps_histogram *histogram,
                                 uint32_t value)
{
    return pps_histogram_add_many(histogram, value, 1);
}

void pps_histogram_done(struct pps_histogram *histogram)
{
    pp_free(histogram->counts);
    *histogram = (struct pps_histogram){0};
}

double pps_histogram_mean(const struct pps_histogram *histogram)
{
    uint64_t sum = 0;
    for (size_t value = 0; value < histogram->capacity; value++) {
        sum += value * histogram->counts[value];
    }
    return histogram->total == 0 ? 0.0 : (double)sum / (double)histogram->total;
}

uint32_t pps_histogram_quantile(const struct pps_histogram *histogram,
                                uint32_t percent)
{
    uint64_t seen = 0;
    for (size_t value = 0; value < histogram->capacity; value++) {
        seen += histogram->counts[value];
        if (seen > 0 && seen * 100 >= histogram->total * percent) {
            return (uint32_t)value;
        }
    }
    return 0;
}

struct pps_spread pps_histogram_spread(const struct pps_histogram *histogram)
{
    return (struct pps_spread){
        .mean = pps_histogram_mean(histogram),
        .p5 = pps_histogram_quantile(histogram, 5),
        .p50 = pps_histogram_quantile(histogram, 50),
        .p95 = pps_histogram_quantile(histogram, 95),
    };
}

struct pps_interval pps_wilson95(uint64_t hits, uint64_t total)
{
    if (total == 0) {
        return (struct pps_interval){0.0, 1.0};
    }
    const double z = 1.959963984540054; /* 97.5 % of the normal law */
    double n = (double)total;
    double share = (double)hits / n;
    double scale = 1.0 + z * z / n;
    double middle = (share + z * z / (2.0 * n)) / scale;
    double half =
        z * sqrt(share * (1.0 - share) / n + z * z / (4.0 * n * n)) / scale;
    struct pps_interval interval = {middle - half, middle + half};
    /* At the ends the formula is exact; rounding must not say otherwise. */
    if (hits == 0 || interval.low < 0.0) {
        interval.low = 0.0;
    }
    if (hits == total || interval.high > 1.0) {
        interval.high = 1.0;
    }
    return interval;
}
