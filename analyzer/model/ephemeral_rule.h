/*
 * The rule that gives the dynamic range, without a word of text: the part of
 * ephemeral.h that is arithmetic.
 */
#ifndef PP_MODEL_EPHEMERAL_RULE_H
#define PP_MODEL_EPHEMERAL_RULE_H

#include "ephemeral.h"

enum pp_ephemeral_rule {
    PP_RULE_CAPTURED,       /* printed by netsh or PowerShell */
    PP_RULE_NETSH,          /* set by netsh */
    PP_RULE_DEFAULT,        /* no setting */
    PP_RULE_BLOCKS,         /* no setting seen; winnat's blocks show another */
    PP_RULE_END_PORT,       /* MaxUserPort, up to Server 2003 */
    PP_RULE_COUNT,          /* MaxUserPort as a number of ports */
    PP_RULE_END_PORT_VISTA, /* MaxUserPort as the last port, from 1024 */
};

/* What became of a MaxUserPort that is there. */
enum pp_value_fate {
    PP_VALUE_ABSENT = 0,
    PP_VALUE_TAKEN,
    PP_VALUE_RAISED,   /* below the minimum, taken as that */
    PP_VALUE_LOWERED,  /* above the maximum, taken as that */
    PP_VALUE_DROPPED,  /* out of range and ignored */
    PP_VALUE_OUTRANKED /* something else counts */
};

struct pp_ephemeral_verdict {
    enum pp_era era;
    enum pp_ephemeral_rule rule;
    struct pp_range range;
    enum pp_basis basis;
    enum pp_value_fate fate;
    uint32_t value_min; /* of MaxUserPort, under this reading */
    uint32_t value_max;
};

/* The era of the settings: a system with its updates; the latest where no
 * system is known, that of MS08-037 where only its updates are. */
enum pp_era pp_ephemeral_era(const struct pp_ephemeral_settings *settings);

struct pp_ephemeral_verdict
pp_ephemeral_judge(const struct pp_ephemeral_settings *settings);

#endif
