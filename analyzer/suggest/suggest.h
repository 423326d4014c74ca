/*
 * What suggest.c gathers and suggest_find.c chooses from. Ports are in plain
 * arrays: a sweep over all of them costs less than any index.
 */
#ifndef PP_SUGGEST_SUGGEST_H
#define PP_SUGGEST_SUGGEST_H

#include "portplan/suggest.h"

#include "knowledge/windows.h"
#include "peaks.h"

enum {
    SUGGEST_PPM = 1000000
};

struct pp_suggest {
    struct pp_suggest_basis basis;
    uint32_t broken[PP_PORT_COUNT];    /* rules that each port breaks */
    uint32_t share_ppm[PP_PORT_COUNT]; /* the greatest of all machines */
    uint32_t risk_ppm[PP_PORT_COUNT];  /* and of the ports near, too */
    struct pp_peaks share_peaks;       /* scratch */
    struct pp_peaks risk_peaks;
    struct pp_suggestion items[PP_SUGGEST_MAX_COUNT];
    size_t item_count;
};

/* Rules that keep a port from being suggested. */
uint32_t pp_suggest_hard_rules(void);

/* Breaks the rule on default ranges: those of an era, where it is known which;
 * of Windows 10 and later for NULL. */
void pp_suggest_break_default(struct pp_suggest *suggest,
                              const struct pp_windows *os);

#endif
