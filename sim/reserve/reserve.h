/*
 * How winnat, HNS and WSL choose the ports that they reserve: the interface
 * of a reservation model. A model sees a range and what is taken in it, and
 * places blocks; it knows nothing of steps, services or machines. The models
 * are in reserve_models.h.
 *
 * A block is reserved whole, inside the range, over nothing that is taken;
 * that much is law for every model (docs/internals/simulator.md).
 */
#ifndef PP_SIM_RESERVE_RESERVE_H
#define PP_SIM_RESERVE_RESERVE_H

#include "portplan/portset.h"

#include "parameters.h"
#include "sim/chance/prng.h"

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

enum pp_status pps_block_list_add(struct pps_block_list *list,
                                  struct pp_range range,
                                  uint32_t burst) PP_MUST_CHECK;
void pps_block_list_done(struct pps_block_list *list);

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
    bool is_one_burst;    /* only the first burst of them; for the models that
                           * have bursts */
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
    pps_reserve_fn reserve;
};

/* Its own parameters, else those that are calibrated. */
static inline const struct pps_reserve_parameters *
pps_parameters_of(const struct pps_reserve_request *request)
{
    return request->parameters != NULL ? request->parameters
                                       : &pps_reserve_calibrated;
}

/* How many blocks the request asks for: the draw that the models share. */
uint32_t pps_reserve_draw_count(const struct pps_reserve_request *request,
                                struct pps_prng *prng);

#endif
