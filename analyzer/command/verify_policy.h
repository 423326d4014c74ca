/*
 * The files that `verify` reads before any capture: the policy, what its rules
 * take ports from, and the baseline.
 */
#ifndef PP_COMMAND_VERIFY_POLICY_H
#define PP_COMMAND_VERIFY_POLICY_H

#include "base/arena.h"
#include "call.h"
#include "verify/policy.h"

struct verify_policy {
    const char *path;  /* as given */
    struct pp_sv name; /* the same for people */
    struct pp_policy *policy;
    struct pp_sv *sources; /* of each rule: the file of its `from`, as opened;
                            * empty: none */
    struct pp_arena arena; /* of the paths */
    struct pp_baseline baseline;
    bool has_baseline;
};

/* False after a complaint; verify_policy_close in any case. */
bool pps_verify_policy_open(const struct call *call, struct verify_policy *ret);
void pps_verify_policy_close(struct verify_policy *files);

#endif
