/*
 * What `fix` has to cure: the ports, what blocks them, and what of the
 * machine the cures depend on. Private to sim/.
 */
#ifndef PP_SIM_FIX_FIX_CASE_H
#define PP_SIM_FIX_FIX_CASE_H

#include "portplan/portset.h"

#include "fact/registry.h"
#include "fix.h"

/* What is to be cured. */
struct fix_case {
    const struct pp_machine *machine;
    const struct pps_fix_options *options;
    struct pp_portset ports[PP_PROTOCOL_COUNT]; /* that need a cure */
    bool is_blocked;    /* at least one of them cannot be bound */
    bool has_incurable; /* one cannot, and no commands cure its cause */
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

/* Fills the case, whose machine and options are set, from what check says of
 * the ports. */
enum pp_status pps_fix_case_make(const struct pp_check *check,
                                 struct fix_case *fix_case) PP_MUST_CHECK;
/* PP_ERR_LIMIT: more runs of ports than PPS_FIX_RANGES_MAX. */
enum pp_status pps_fix_check_runs(
    const struct pp_portset ports[PP_PROTOCOL_COUNT]) PP_MUST_CHECK;

/* Whether no commands help on these ports, whatever else is asked for. */
bool pps_fix_is_incurable(const struct pp_check_span *span);
bool pps_fix_has_any_port(const struct fix_case *fix_case);
/* Whether the dynamic ranges keep enough ports for connections if those of the
 * case are reserved. */
bool pps_fix_leaves_enough(const struct fix_case *fix_case);

/* The range, where it begins below Windows' own and holds some of the ports
 * below that; else NULL. */
const struct pp_dynamic *pps_fix_low_range(const struct fix_case *fix_case,
                                           enum pp_protocol protocol);
/* As captured; NULL: no capture has it. */
const struct pp_fact *pps_fix_registry_value(const struct pp_machine *machine,
                                             enum pp_known_value value);

size_t pps_fix_run_count(const struct pp_portset *ports);

/* For each run of the ports adds the `count` steps, which have everything but
 * the ports and their protocol. */
enum pp_status
pps_fix_add_runs(struct pps_scenario *steps,
                 const struct pp_portset ports[PP_PROTOCOL_COUNT],
                 const struct pps_step *forms,
                 size_t count) PP_MUST_CHECK;

/* Plays steps on the machine of the case. */
enum pp_status pps_fix_play(const struct fix_case *fix_case,
                            const struct pps_scenario *steps,
                            struct pps_whatif **ret_whatif) PP_MUST_CHECK;

/* Whether that many runs are more than a cure may fail in. */
bool pps_fix_is_too_often(const struct pps_fix_options *options, uint32_t runs);

#endif
