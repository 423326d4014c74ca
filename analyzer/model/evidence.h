/*
 * What the claims of each span come to, apart from its sockets: a few bits a
 * span, found in one pass over the changes, however deep the claims nest.
 */
#ifndef PP_MODEL_EVIDENCE_H
#define PP_MODEL_EVIDENCE_H

#include "portplan/claim.h"
#include "portplan/machine.h"
#include "portplan/spans.h"

enum pp_span_bit {
    PP_SPAN_ROW = 1 << 0,         /* a row without `*` */
    PP_SPAN_STARRED_ROW = 1 << 1, /* a row with one */
    PP_SPAN_UNCLEAR_ROW = 1 << 2, /* a row whose `*` column was lost */
    PP_SPAN_MIRRORED = 1 << 3,    /* the block of WSL's mirrored mode */
    PP_SPAN_DYNAMIC = 1 << 4,     /* the dynamic port range */
    PP_SPAN_KEPT = 1 << 5,        /* kept from ephemeral use */
    PP_SPAN_GAP = 1 << 6,         /* rows may be missing here */
    PP_SPAN_REFUSED = 1 << 7,     /* a program was refused the port */
    PP_SPAN_URL = 1 << 8,         /* http.sys has it: a URL is registered */
    PP_SPAN_WSL_BLOCK = 1 << 9,   /* where the block of WSL usually lies */
    PP_SPAN_RPC = 1 << 10,        /* RPC gives it to servers */
    PP_SPAN_SERVICE = 1 << 11,    /* a service has it for its own */
    PP_SPAN_DNS_POOL = 1 << 12,   /* the DNS Server draws its pool of it */
    PP_SPAN_HELD = 1 << 13,       /* a NAT or an HNS mapping has it */
};

/* What an exclusion counts as: PP_SPAN_ROW to PP_SPAN_MIRRORED. */
enum pp_span_bit pp_span_bit_of(enum pp_owner owner,
                                enum pp_tri is_administered);

/* What a span comes to. */
struct pp_span_evidence {
    uint16_t bits;      /* of enum pp_span_bit */
    uint32_t row_count; /* exclusions that hold it */
};

/* For each span of the claims, whose indexes are the labels. The caller frees
 * the array with pp_free; NULL: out of memory. */
struct pp_span_evidence *
pp_evidence_find(const struct pp_claim *claims,
                 const struct pp_spans *spans) PP_MUST_CHECK;

#endif
