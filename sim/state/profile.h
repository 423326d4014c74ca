/*
 * Kinds of machines to forecast for where there is no capture: what is on,
 * what holds ports from boot on, how many blocks there usually are.
 */
#ifndef PP_SIM_STATE_PROFILE_H
#define PP_SIM_STATE_PROFILE_H

#include "state.h"

struct pps_profile {
    const char *name;           /* "desktop" */
    const char *words;          /* "a typical desktop with Hyper-V" */
    const char *evidence;       /* what its numbers rest on */
    const char *feature;        /* Windows' name of what is on */
    enum pps_feature turned_on; /* the same */
    struct pp_range hns_row;    /* that HNS makes on most; 0-0: none */
    uint32_t block_ports;       /* of a block of winnat; 0: as assumed */
    /* Usual blocks in TCP and in UDP; winnat's 0 in both: drawn from the
     * corpus. */
    uint32_t winnat_blocks[PP_PROTOCOL_COUNT];
    uint32_t load_balancer_blocks[PP_PROTOCOL_COUNT];
};

/* The profiles; the first one is the default. */
const struct pps_profile *pps_profiles(size_t *ret_count);

/* The first one. */
const struct pps_profile *pps_profile_typical(void);

/* NULL if there is none of that name. */
const struct pps_profile *pps_profile_named(struct pp_sv name);

/* A machine of that kind before its next boot, finished; the caller frees
 * it. */
enum pp_status
pps_profile_machine(const struct pps_profile *profile,
                    struct pp_machine **ret_machine) PP_MUST_CHECK;

/* The dynamic ranges that most machines have: the default since Vista, and
 * 1024+13977. */
enum {
    PPS_USUAL_RANGES = 2
};
extern const struct pp_range pps_usual_ranges[PPS_USUAL_RANGES];

/* Its state; borrows from the machine, as of pps_state_from_machine. */
enum pp_status pps_profile_state(const struct pps_profile *profile,
                                 const struct pp_machine *machine,
                                 struct pps_state *ret_state) PP_MUST_CHECK;

/*
 * Puts what such a machine has where no capture of the state shows it: what
 * stands in a table of exclusions, what is on, what listens. A protocol whose
 * table alone is missing has as many blocks as the other. Nothing is put into
 * a system before Vista, which has no exclusions.
 */
enum pp_status pps_profile_fill(const struct pps_profile *profile,
                                struct pps_state *state) PP_MUST_CHECK;

/* The state changes to another dynamic range, by netsh, and for good. */
void pps_state_set_dynamic(struct pps_state *state,
                           enum pp_protocol protocol,
                           struct pp_range range);

#endif
