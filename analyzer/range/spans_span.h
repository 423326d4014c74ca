/* A span of portplan/spans.h, for its .c and the tests that break one. */
#ifndef PP_RANGE_SPANS_SPAN_H
#define PP_RANGE_SPANS_SPAN_H

#include <stdint.h>

/* 20 bytes. The one behind the last has no slice. */
struct pp_spans_span {
    uint32_t first; /* port; 65536 behind the last span */
    uint32_t begun; /* items that begin at or below `first` */
    uint32_t ended; /* items that end below `first` */
    uint32_t at;    /* the slice of `begins`: from here */
    uint32_t end;   /* up to, not with, here */
};

#endif
