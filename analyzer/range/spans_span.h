/* A span of portplan/spans.h, for its .c and the tests that break one. */
#ifndef PP_RANGE_SPANS_SPAN_H
#define PP_RANGE_SPANS_SPAN_H

#include <stdint.h>

enum {
    /* Of a slice, at most one in so many has ended. More would look at fewer
     * entries and write more of them. */
    PP_SPANS_LIVE_PER_ENDED = 8,

    /* Entries of `begins` for each item: the item, once more behind a list
     * made anew, and PP_SPANS_LIVE_PER_ENDED when it ends (F8). */
    PP_SPANS_ENTRIES_PER_ITEM = 2 + PP_SPANS_LIVE_PER_ENDED,
};

/* 20 bytes. The one behind the last has no slice. */
struct pp_spans_span {
    uint32_t first; /* port; 65536 behind the last span */
    uint32_t begun; /* items that begin at or below `first` */
    uint32_t ended; /* items that end below `first` */
    uint32_t at;    /* the slice of `begins`: from here */
    uint32_t end;   /* up to, not with, here */
};

#endif
