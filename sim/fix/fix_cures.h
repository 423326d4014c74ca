/*
 * The cures as steps. Private to sim/.
 */
#ifndef PP_SIM_FIX_FIX_CURES_H
#define PP_SIM_FIX_FIX_CURES_H

#include "portplan/portset.h"
#include "portplansim/fix.h"

#include "fact/registry.h"

/* What is to be cured. */
struct fix_case {
    const struct pp_machine *machine;
    enum pp_bind_kind kind;
    struct pp_portset ports[PP_PROTOCOL_COUNT]; /* that need a cure */
    bool is_blocked;    /* at least one of them cannot be bound */
    bool is_hopeless;   /* one cannot, for a cause that no commands cure */
    uint32_t owners;    /* bits: 1 << enum pp_owner, of the rows in the way */
    bool has_hyper_v;   /* it is on, or may be */
    bool is_hit;        /* WSL's run may fall on one of them */
    bool is_room_short; /* WSL's run finds no room in too many restarts */
    bool is_for_room;   /* that alone needs a cure: the ports are those that
                         * are to be as they are */
    bool is_before_vista;
    bool is_list_known;   /* ReservedPorts is captured, or known to be absent */
    bool has_bad_entries; /* some of it are no ranges of ports */
    struct pp_portset list; /* its entries */
};

/* Looks for WSL's mirrored networking and fills fix->mirrored and the case. */
enum pp_status fix_look_at_mirrored(struct pps_fix *fix,
                                    struct fix_case *fix_case) PP_MUST_CHECK;

/* Whether the dynamic ranges keep enough ports for connections if those of the
 * case are reserved. */
bool fix_leaves_enough(const struct fix_case *fix_case);
bool fix_has_any_port(const struct fix_case *fix_case);
/* Reads steps that were written here: none of them can be wrong. */
enum pp_status fix_read_steps(const struct pp_buf *steps,
                              struct pps_scenario **ret_scenario) PP_MUST_CHECK;

bool fix_cure_applies(const struct pps_cure *cure,
                      const struct fix_case *fix_case);
/* Whether the cure is to make room for WSL's run. */
bool fix_cure_makes_room(const struct pps_cure *cure,
                         const struct fix_case *fix_case);
/* Steps in the step language, one a line. */
void fix_cure_steps(const struct pps_cure *cure,
                    const struct fix_case *fix_case,
                    struct pp_buf *steps);
void fix_cure_way_back(const struct pps_cure *cure,
                       const struct fix_case *fix_case,
                       struct pp_buf *steps);
/* What the cure leaves behind in this case: a phrase, static. */
const char *fix_cure_bears(const struct pps_cure *cure,
                           const struct fix_case *fix_case);
/* Whether the way back puts a dynamic range back that no capture shows. */
bool fix_cure_guesses(const struct pps_cure *cure,
                      const struct fix_case *fix_case);

/* The range, where it begins below Windows' own and holds some of the ports
 * below that; else NULL. */
const struct pp_dynamic *fix_low_range(const struct fix_case *fix_case,
                                       enum pp_protocol protocol);
/* As captured; NULL: no capture has it. */
const struct pp_fact *fix_registry_value(const struct pp_machine *machine,
                                         enum pp_known_value value);

/* Whether the ports hold a run at or above *from; that run, and in *from where
 * to go on. */
bool fix_next_run(const struct pp_portset *ports,
                  uint32_t *from,
                  struct pp_range *ret_run);

#endif
