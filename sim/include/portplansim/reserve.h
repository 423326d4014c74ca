/*
 * How winnat and HNS choose the ports that they reserve: the interface of a
 * reservation model, and the table of models. A model sees the dynamic port
 * range and what is taken in it, and places blocks; it knows nothing of
 * steps, services or machines. Each model is one file and one row.
 *
 * A block is reserved whole, inside the dynamic range, over nothing that is
 * taken; that much is law for every model (docs/internals/simulator.md).
 */
#ifndef PORTPLANSIM_RESERVE_H
#define PORTPLANSIM_RESERVE_H

#include "portplan/machine.h"
#include "portplan/portset.h"
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

/* How a model departs from the pure rule, in 1000ths. A calibration sets
 * them; NULL in a request stands for the model's own. */
struct pps_reserve_tuning {
    /* Before a block behind the first one of its burst: a port 0 to 99 above
     * the cursor is busy for this moment, and the cursor moves behind it. */
    uint32_t busy_port_permille;
    /* ... or whole blocks were left out, as if released again later. */
    uint32_t skipped_block_permille;
    /* ... or the cursor was moved on by 101 to 1000 ports. */
    uint32_t jump_permille;
    /* After each block: the chance that its burst ends. */
    uint32_t burst_end_permille;
};

/* What is to be reserved. */
struct pps_reserve_request {
    struct pp_range dynamic; /* of the protocol */
    uint32_t block_ports;    /* 100, 64 or 10: ports in a block */
    /* How many blocks the machine had in its capture; 0: drawn from those of
     * the machines in the corpus. */
    uint32_t usual_blocks;
    /* True: exactly `usual_blocks`, if there is room. */
    bool is_count_fixed;
    const struct pps_reserve_tuning *tuning; /* NULL: the model's own */
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

/* The models; the first one is the default. */
PP_API const struct pps_reserve_model *const *
pps_reserve_models(size_t *ret_count);

/* NULL if there is none of that name. */
PP_API const struct pps_reserve_model *
pps_reserve_model_named(struct pp_sv name);

/* How many blocks a machine gets that had `usual_blocks`: the draw that all
 * models share. */
PP_API uint32_t pps_reserve_draw_count(struct pps_prng *prng,
                                       uint32_t usual_blocks);

/* First fit upward from a moving cursor, in bursts. */
PP_API extern const struct pps_reserve_model pps_reserve_firstfit;
/* The same law for a block's size and room, but each block on its own at a
 * place drawn at random: what U-27 asks to compare with. */
PP_API extern const struct pps_reserve_model pps_reserve_random;

#endif
