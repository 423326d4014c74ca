/*
 * Ports that a command line asks about: `netstat -ano | findstr :9187`,
 * `Get-NetTCPConnection -LocalPort 9187`, `lsof -i :9187`.
 */
#ifndef PP_PARSE_MENTIONS_FILTER_H
#define PP_PARSE_MENTIONS_FILTER_H

#include "found.h"

/* What the stages of a pipeline so far are. All zero: none yet. */
struct pp_pipeline {
    bool lists_ports;   /* one of them prints ports */
    bool filters_ports; /* ... in front of a bar: a number alone behind it is
                         * one */
    bool is_udp;
    bool goes_on; /* the line ended with the bar */
};

/* The bar that ends the stage at `from`, outside quotes; the end of the line
 * where there is none. */
size_t pp_stage_end(struct pp_sv line, size_t from);

void pp_filter_read(struct pp_pipeline *pipeline,
                    struct pp_sv line,
                    const struct pp_byte_set *bytes,
                    struct pp_found *found);

#endif
