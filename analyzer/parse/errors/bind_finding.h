/*
 * An error or a port, as far as the lines that were read know it, and whether
 * another line is about the same.
 */
#ifndef PP_PARSE_ERRORS_BIND_FINDING_H
#define PP_PARSE_ERRORS_BIND_FINDING_H

#include "bind_line.h"

enum {
    PP_BIND_ADDRESS_BYTES = 64,
};

/* The address is a copy: lines go away. */
struct pp_bind_finding {
    bool is_set;
    struct pp_bind_evidence says; /* its address is not used */
    char address[PP_BIND_ADDRESS_BYTES];
    size_t address_len;
    struct pp_place place;
    uint64_t nonblank_line; /* the line that said so last */
};

struct pp_bind_finding pp_bind_finding_from(const struct pp_bind_evidence *says,
                                            struct pp_place place,
                                            uint64_t nonblank_line);

/* Borrowed from the finding. */
struct pp_sv pp_bind_finding_address(const struct pp_bind_finding *finding);

/* Whether both can be about the same failure. */
bool pp_bind_evidence_agrees(const struct pp_bind_evidence *a,
                             const struct pp_bind_evidence *b);

/* Adds what `says` knows and the finding does not. */
void pp_bind_finding_add(struct pp_bind_finding *finding,
                         const struct pp_bind_evidence *says,
                         struct pp_sv address);

#endif
