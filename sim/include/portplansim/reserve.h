/*
 * How winnat, HNS and WSL choose the ports that they reserve: the interface
 * of a reservation model, and the table of models. A model sees a range and
 * what is taken in it, and places blocks; it knows nothing of steps, services
 * or machines. Each model is one file and one row.
 *
 * A block is reserved whole, inside the range, over nothing that is taken;
 * that much is law for every model (docs/internals/simulator.md).
 */
#ifndef PORTPLANSIM_RESERVE_H
#define PORTPLANSIM_RESERVE_H

#include "portplan/portset.h"
#include "portplansim/parameters.h"
#include "portplansim/prng.h"

struct pps_block {
    struct pp_range range;
    uint32_t burst; /* blocks of one burst share a cursor; from 0 */
};

/* The blocks that a model placed, in the order of placing. All zero bytes is
 * the empty list. */
struct pps_block_list {
    struct pps_block *items;
    size_t count;
    size_t capacity;
};

PP_API enum pp_status pps_block_list_add(struct pps_block_list *list,
                                         struct pp_range range,
                                         uint32_t burst) PP_MUST_CHECK;
PP_API void pps_block_list_done(struct pps_block_list *list);

/* Where the bursts of a capture began. A burst of the next start may begin
 * there again. */
struct pps_old_places {
    const uint16_t *firsts; /* borrowed */
    size_t count;
    uint32_t permille; /* of bursts that do */
};

/* What is to be reserved. */
struct pps_reserve_request {
    struct pp_range range; /* blocks lie in it: the dynamic range, mostly */
    uint32_t block_ports;  /* ports in a block */
    /* How many blocks the machine had in its capture; 0: drawn from those of
     * the machines in the corpus. */
    uint32_t usual_blocks;
    bool is_count_fixed;  /* exactly `usual_blocks`, if there is room */
    bool is_one_burst;    /* as many blocks as one burst has; for the models
                           * that have bursts, instead of a number */
    bool has_usual_ports; /* draws which ports were in use meanwhile, that
                           * `taken` does not know of */
    uint32_t free_usual_ports; /* bits: 1 << index of those that were not */
    struct pps_old_places old;
    const struct pps_reserve_parameters *parameters; /* NULL: calibrated */
};

/*
 * Places blocks and marks them in `taken`; appends them to `blocks`. Fewer
 * than wanted where there is no room for more.
 */
typedef enum pp_status (*pps_reserve_fn)(
    const struct pps_reserve_request *request,
    struct pps_prng *prng,
    struct pp_portset *taken,
    struct pps_block_list *blocks);

struct pps_reserve_model {
    const char *name; /* "first-fit" */
    unsigned version; /* changes whenever the same seed gives other blocks */
    const char *summary;
    pps_reserve_fn reserve;
};

/* The models; the first one is the default for winnat's blocks. */
PP_API const struct pps_reserve_model *const *
pps_reserve_models(size_t *ret_count);

/* NULL if there is none of that name. */
PP_API const struct pps_reserve_model *
pps_reserve_model_named(struct pp_sv name);

/* How many blocks the request asks for: the draw that the models share. */
PP_API uint32_t pps_reserve_draw_count(
    const struct pps_reserve_request *request, struct pps_prng *prng);

/* --- winnat's blocks of 100: one of these, by U-27 --- */

/* First fit upward from a moving cursor, in bursts. */
PP_API extern const struct pps_reserve_model pps_reserve_firstfit;
/* The same, but what is missing inside a burst was reserved and released
 * again, instead of left out. */
PP_API extern const struct pps_reserve_model pps_reserve_release;
/* The same law for a block's size and room, but each block on its own at a
 * place drawn at random: what U-27 asks to compare with. */
PP_API extern const struct pps_reserve_model pps_reserve_random;

/* --- everything else that reserves --- */

/* winnat's blocks of 10 of Windows 10 1709. */
PP_API extern const struct pps_reserve_model pps_reserve_tens;
/* The pools of 64 that HNS's load balancers take. */
PP_API extern const struct pps_reserve_model pps_reserve_pools;
/* The one run of 4096 ports of WSL's mirrored networking. */
PP_API extern const struct pps_reserve_model pps_reserve_mirrored;
/* HNS's own `*` row: the range of the request as a whole, or nothing. */
PP_API extern const struct pps_reserve_model pps_reserve_hns_row;

#endif
