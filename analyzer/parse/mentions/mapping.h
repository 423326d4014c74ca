/*
 * Ports of the host that are mapped to those of a container: compose files,
 * `docker run -p`, `kubectl port-forward`. The container's side is no port of
 * Windows.
 */
#ifndef PP_PARSE_MENTIONS_MAPPING_H
#define PP_PARSE_MENTIONS_MAPPING_H

#include "found.h"

/* Where the lines stand. All zero: nowhere. */
struct pp_mapping {
    bool is_in_ports;   /* below `ports:` */
    bool is_in_command; /* the line above ended in a continuation */
    bool has_udp_item;  /* the item at hand says `protocol: udp` */
};

/* What a line of a long item adds to ports found. */
struct pp_mapping_line {
    bool ends_item;    /* a port held back is complete */
    bool is_udp;       /* ... and so is one that comes in this line */
    bool is_published; /* the port found in this line is held back: the
                        * protocol may stand below it */
    bool is_container; /* a command or a setting of what runs inside */
};

void pp_mapping_read(struct pp_mapping *mapping,
                     struct pp_sv line,
                     struct pp_found *found,
                     struct pp_mapping_line *ret_line);

#endif
