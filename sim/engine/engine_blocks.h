/* Blocks of winnat and of load balancers. Private to sim/. */
#ifndef PP_SIM_ENGINE_ENGINE_BLOCKS_H
#define PP_SIM_ENGINE_ENGINE_BLOCKS_H

#include "rule.h"

/* Takes away every exclusion of that owner that is in force, in both
 * protocols. */
enum pp_status pps_release_claims(struct rule *rule,
                                  enum pp_owner owner) PP_MUST_CHECK;

/* Which blocks are made. */
enum blocks_of {
    BLOCKS_OF_WINNAT = 0,
    BLOCKS_OF_LOAD_BALANCER,
};

/* On what occasion blocks are made: how much of the old places is left. */
enum occasion {
    OCCASION_BOOT = 0,
    OCCASION_START, /* of winnat or HNS, without a restart of the machine */
    OCCASION_BURST, /* one burst more, beside what is there */
};

/* Lets the model place blocks of that kind anew. */
enum pp_status pps_remake_blocks(struct rule *rule,
                                 enum blocks_of kind,
                                 enum occasion occasion) PP_MUST_CHECK;
/* Whether HNS runs here, by its own row, and nothing shows that it reserves:
 * most such machines have blocks after a boot, not all. */
bool pps_blocks_are_doubtful(const struct pps_state *state);
/* Whether anything on this machine asks winnat for blocks. */
bool pps_wants_blocks(const struct pps_state *state, bool is_explicit);

/* Where the blocks of this machine go: the model that the engine is told, else
 * the one for the blocks that it has (pools alone, or of 10), else the one
 * that is assumed (U-27). */
const struct pps_reserve_model *
pps_engine_model(const struct pps_engine *engine,
                 const struct pps_state *state);

#endif
