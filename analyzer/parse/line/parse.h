/*
 * Parsing one capture: decoded lines in, sections, facts and diagnostics out.
 * Works line by line with bounded memory. Parsers know nothing of machines.
 */
#ifndef PP_PARSE_LINE_PARSE_H
#define PP_PARSE_LINE_PARSE_H

#include "portplan/fact.h"

#include "hosts.h"
#include "text/text.h"

struct pp_parse; /* opaque: the state of one capture */

struct pp_parse_options {
    uint32_t capture;       /* index for the places of facts */
    uint32_t first_section; /* index of the first section found here */
    const struct pp_fact_sink *sink;
    struct pp_diags *diags; /* borrowed */
    struct pp_hosts *hosts; /* those of the load, borrowed; NULL: nobody asks
                             * whose the sections are */
    bool keeps_mentions;    /* until the end, where they become facts */
};

#endif
