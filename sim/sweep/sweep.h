/*
 * The question of `portplan what-if --sweep`: where in a range would a
 * reservation of so many ports be safest? For each place: would Windows
 * accept it now, and in how many boots would a block lie over a port of it,
 * left as it is and reserved?
 *
 *   machine --steps--> now (is it accepted?) --reboot--> (is it excluded?)
 *
 * All places are counted in the same runs. Run i draws from stream (seed, i),
 * for the steps and then for the boot, so that without steps the boots are
 * those of a forecast with the same seed.
 */
#ifndef PP_SIM_SWEEP_SWEEP_H
#define PP_SIM_SWEEP_SWEEP_H

#include "portplan/fact.h"
#include "portplansim/outcome.h"
#include "portplansim/scenario.h"

#include "sim/reserve/reserve.h"

struct pps_sweep_options {
    uint64_t seed;
    uint32_t runs; /* 1 or more */
    struct pp_assumptions assumptions;
    const struct pps_reserve_model *model; /* NULL: as assumed (U-27) */
    enum pp_protocol protocol;
    struct pp_range range;
    uint32_t length;              /* ports of a reservation; 1 or more, at most
                                   * those of `range` */
    const struct pps_step *steps; /* played first; NULL: none */
    size_t step_count;
};

/* The best first. */
enum pps_sweep_kind {
    PPS_SWEEP_ACCEPTED = 0,
    PPS_SWEEP_SOMETIMES,   /* after the steps, chance decides */
    PPS_SWEEP_STEPS_FIRST, /* only blocks of winnat or HNS are in the way, and
                            * stopping these takes them away */
    PPS_SWEEP_UNKNOWN,     /* no table of that protocol was captured */
    PPS_SWEEP_REFUSED,
};

/* "accepted", "sometimes", "steps-first", "unknown", "refused" */
const char *pps_sweep_kind_name(enum pps_sweep_kind kind);

/* One place for the reservation. */
struct pps_sweep_place {
    struct pp_range range;
    enum pps_sweep_kind kind;
    bool is_dynamic;        /* touches the dynamic port range of the boot */
    bool is_mirrored;       /* where WSL may take its run, reserved or not */
    uint32_t error;         /* Windows' number in run 0; 0: accepted */
    struct pps_clash clash; /* what is in the way in run 0 */
    uint32_t refused_runs;
    uint32_t excluded_runs; /* that boot with a port of it excluded by a row
                             * that is not administered, if nothing reserves
                             * it */
};

struct pps_sweep {
    struct pps_sweep_options options; /* steps borrowed */
    const struct pps_reserve_model *model;
    struct pps_sweep_place *places; /* ascending */
    size_t place_count;
    uint32_t *refused_step_runs; /* of each step: runs that refuse it */
    struct pp_dynamic dynamic;   /* of the boot, in run 0 */
    bool is_known;               /* a table was captured */
    bool is_old;                 /* Windows before Vista: nothing there can be
                                  * reserved so, and no place is accepted */
    bool is_reserving;           /* a boot makes blocks */
    bool is_any_mirrored;        /* of the places */
    /* Whether an accepted reservation is there at every boot. With
     * boot-order=hns-first it is not: HNS takes its ports as if it were not
     * there, and the persistent row finds them taken. */
    bool is_kept;
};

/* Borrows machine and steps, which must outlive the result. The caller frees
 * it with pps_sweep_free. PP_ERR_INVALID for 0 runs or a length of none or
 * more than the range. */
enum pp_status pps_sweep_run(const struct pp_machine *machine,
                             const struct pps_sweep_options *options,
                             struct pps_sweep **ret_sweep) PP_MUST_CHECK;
void pps_sweep_free(struct pps_sweep *sweep);

/* Whether any place is accepted, in some run at least. */
bool pps_sweep_is_any(const struct pps_sweep *sweep);

#endif
