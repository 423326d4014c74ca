/* What to do about too few ports, as words and as commands. */
#ifndef PP_SIM_EXHAUSTION_EXHAUSTION_ADVICE_H
#define PP_SIM_EXHAUSTION_EXHAUSTION_ADVICE_H

#include "portplan/buf.h"

#include "exhaustion.h"
#include "knowledge/windows.h"

/* What the reports have to know of the system. */
struct pps_exhaustion_system {
    enum pp_era era;
    const char *picker;  /* "random-start", ... */
    bool has_auto_reuse; /* connections take their ports from that range */
};

/* A phrase. */
const char *pps_change_words(enum pps_change change);

/* The command that makes the change, for a prompt with administrator's
 * rights. */
void pps_change_command(struct pp_buf *buf,
                        enum pps_change change,
                        const struct pps_exhaustion_system *system);

#endif
