/* Claims added up span by span. */
#include "evidence.h"

#include "base/alloc.h"

enum {
    COUNTED_BITS = 14, /* PP_SPAN_ROW to PP_SPAN_HELD */
};

/* A row whose `*` column was lost counts by the shape of its owner's rows:
 * winnat's blocks never have a star, HNS's own range always has. */
static enum pp_span_bit evidence_of_owner(enum pp_owner owner)
{
    switch (owner) {
    case PP_OWNER_WINNAT:
    case PP_OWNER_HNS_LOAD_BALANCER:
    case PP_OWNER_HTTP_SYS:
        return PP_SPAN_ROW;
    case PP_OWNER_HNS_EXCLUDED_RANGE:
    case PP_OWNER_ADMINISTRATOR:
        return PP_SPAN_STARRED_ROW;
    case PP_OWNER_UNKNOWN:
    case PP_OWNER_PUBLISHED_PORT:
    case PP_OWNER_WSL_MIRRORED:
    case PP_OWNER_PERSISTENT_API:
        return PP_SPAN_UNCLEAR_ROW;
    }
    return PP_SPAN_UNCLEAR_ROW;
}

enum pp_span_bit pp_span_bit_of(enum pp_owner owner,
                                enum pp_tri is_administered)
{
    if (owner == PP_OWNER_WSL_MIRRORED) {
        return PP_SPAN_MIRRORED;
    }
    switch (is_administered) {
    case PP_YES:
        return PP_SPAN_STARRED_ROW;
    case PP_NO:
        return PP_SPAN_ROW;
    case PP_UNKNOWN:
        break;
    }
    return evidence_of_owner(owner);
}

/* 0 for a claim that is not counted: a remark, or a socket, whose holder is
 * asked about by address. */
static unsigned bit_of(const struct pp_claim *claim)
{
    switch (claim->kind) {
    case PP_CLAIM_EXCLUSION:
        return pp_span_bit_of(claim->as.exclusion->owner,
                              claim->as.exclusion->is_administered);
    case PP_CLAIM_DYNAMIC:
        return PP_SPAN_DYNAMIC;
    case PP_CLAIM_KEPT:
        return PP_SPAN_KEPT;
    case PP_CLAIM_WSL_BLOCK:
        return PP_SPAN_WSL_BLOCK;
    case PP_CLAIM_URL:
        return PP_SPAN_URL;
    case PP_CLAIM_HELD:
        return PP_SPAN_HELD;
    case PP_CLAIM_GAP:
        return PP_SPAN_GAP;
    case PP_CLAIM_REFUSAL:
        return PP_SPAN_REFUSED;
    case PP_CLAIM_RPC:
        return PP_SPAN_RPC;
    case PP_CLAIM_SERVICE:
        return PP_SPAN_SERVICE;
    case PP_CLAIM_DNS_POOL:
        return PP_SPAN_DNS_POOL;
    case PP_CLAIM_SOCKET:
    case PP_CLAIM_RESERVATION:
    case PP_CLAIM_CONVENTION:
    case PP_CLAIM_EARLIER:
        return 0;
    }
    return 0;
}

/* How many claims there are of each bit, and how many rows. */
struct tally {
    size_t counts[COUNTED_BITS];
    size_t row_count;
};

static void count(struct tally *tally,
                  const struct pp_claim *claims,
                  struct pp_answers changes,
                  size_t step)
{
    const struct pp_hit *hit;
    while ((hit = pp_answers_next(&changes)) != NULL) {
        const struct pp_claim *claim = &claims[hit->label];
        unsigned bit = bit_of(claim);
        tally->row_count += claim->kind == PP_CLAIM_EXCLUSION ? step : 0;
        for (unsigned i = 0; i < COUNTED_BITS; i++) {
            tally->counts[i] += (bit >> i & 1) != 0 ? step : 0;
        }
    }
}

static struct pp_span_evidence sum_of(const struct tally *tally)
{
    struct pp_span_evidence sum = {.row_count = (uint32_t)tally->row_count};
    for (unsigned i = 0; i < COUNTED_BITS; i++) {
        sum.bits |= (uint16_t)((tally->counts[i] > 0 ? 1u : 0u) << i);
    }
    return sum;
}

struct pp_span_evidence *pp_evidence_find(const struct pp_claim *claims,
                                          const struct pp_spans *spans)
{
    size_t span_count = pp_spans_count(spans);
    struct pp_span_evidence *sums = pp_calloc(span_count, sizeof(*sums));
    struct tally tally = {0};
    for (size_t i = 0; sums != NULL && i < span_count; i++) {
        count(&tally, claims, pp_spans_begun(spans, i), 1);
        count(&tally, claims, pp_spans_ended(spans, i), (size_t)-1);
        sums[i] = sum_of(&tally);
    }
    return sums;
}
