/* The greatest value in a window that moves upward. */
#ifndef PP_SUGGEST_PEAKS_H
#define PP_SUGGEST_PEAKS_H

#include "portplan/range.h"

/* Ports whose values fall, the first of which is the greatest. */
struct pp_peaks {
    uint32_t ports[PP_PORT_COUNT];
    uint32_t begin;
    uint32_t end;
};

void pp_peaks_clear(struct pp_peaks *peaks);

/* The window gets one more port, above all that it has. */
void pp_peaks_push(struct pp_peaks *peaks,
                   const uint32_t *values,
                   uint32_t port);

/* The greatest value of the ports from `first` on, which drops those below; at
 * least one port must be left. */
uint32_t
pp_peaks_from(struct pp_peaks *peaks, const uint32_t *values, uint32_t first);

#endif
