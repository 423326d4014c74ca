/* The greatest value in a window, in constant time a step. */
#include "peaks.h"

void pp_peaks_clear(struct pp_peaks *peaks)
{
    peaks->begin = 0;
    peaks->end = 0;
}

void pp_peaks_push(struct pp_peaks *peaks,
                   const uint32_t *values,
                   uint32_t port)
{
    while (peaks->end > peaks->begin &&
           values[peaks->ports[peaks->end - 1]] <= values[port]) {
        peaks->end--;
    }
    peaks->ports[peaks->end++] = port;
}

uint32_t
pp_peaks_from(struct pp_peaks *peaks, const uint32_t *values, uint32_t first)
{
    while (peaks->ports[peaks->begin] < first) {
        peaks->begin++;
    }
    return values[peaks->ports[peaks->begin]];
}
