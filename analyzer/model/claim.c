/* The table of kinds of claims. */
#include "portplan/claim.h"

static const struct {
    const char *name;
    bool bears;
} kinds[] = {
#define PP_CLAIM(id, name, bears) {name, bears},
#include "portplan/claims.def"
#undef PP_CLAIM
};

const char *pp_claim_kind_name(enum pp_claim_kind kind)
{
    return kinds[kind].name;
}

bool pp_claim_kind_bears(enum pp_claim_kind kind)
{
    return kinds[kind].bears;
}
