/*
 * Which ports go to outgoing connections: the dynamic port range that is in
 * force for given or captured settings, and the rule that gives it, as codes
 * and numbers.
 *
 * Pure: settings in, one verdict out. Rules and their sources: windows.h;
 * discussion: docs/ports-on-windows.md#ephemeral-ranges.
 */
#ifndef PP_MODEL_EPHEMERAL_H
#define PP_MODEL_EPHEMERAL_H

#include "portplan/assumptions.h"
#include "portplan/machine.h"

#include "knowledge/windows.h"

/* A dynamic range as netsh is told it; perhaps one that it refuses. */
struct pp_netsh_range {
    uint32_t start;
    uint32_t count;
};

/* What is known. All zero: nothing. */
struct pp_ephemeral_settings {
    const struct pp_windows *os; /* NULL: not known, taken for the latest */
    enum pp_protocol protocol;
    bool has_max_user_port;
    uint64_t max_user_port;
    bool is_max_user_port_given; /* by an option, not by a capture */
    bool has_kb951748;           /* MS08-037, the client's part */
    bool has_kb951746;           /* the DNS server's part */
    bool has_netsh; /* an option gives a range, as netsh or a product
                     * would set it */
    struct pp_netsh_range netsh;
    bool has_captured; /* netsh or PowerShell printed the range in force */
    struct pp_range captured;
    bool has_blocks;        /* winnat's blocks lie outside the default range */
    bool has_listeners;     /* and the listeners of the boot lie in it */
    struct pp_range blocks; /* a usual range that holds them all */
    /* The auto-reuse range of outgoing TCP, as Get-NetTCPSetting prints it; a
     * start or a count of 0 turns it off. */
    struct pp_netsh_range auto_reuse;
    bool has_reserved_ports; /* the registry value is there */
    unsigned updates;        /* those of pp_windows_updates that are
                              * installed: a bit each */
    bool has_time_wait;      /* TcpTimedWaitDelay is captured: seconds */
    uint32_t time_wait;
    struct pp_assumptions assumptions;
};

enum pp_ephemeral_rule {
    PP_RULE_CAPTURED,       /* printed by netsh or PowerShell */
    PP_RULE_NETSH,          /* set by netsh */
    PP_RULE_DEFAULT,        /* no setting */
    PP_RULE_BLOCKS,         /* no setting seen; winnat's blocks show another */
    PP_RULE_LISTENERS,      /* likewise; the listeners of the boot do */
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

/* An installed update. */
void pp_ephemeral_add_update(struct pp_ephemeral_settings *settings,
                             uint32_t kb);

/* The range alone, and how it is known. */
struct pp_range pp_ephemeral_range(const struct pp_ephemeral_settings *settings,
                                   enum pp_basis *ret_basis);

/* Puts a preset into the settings: MaxUserPort up to Server 2003, a dynamic
 * range since Vista. Where no system was given, the preset's usual one. */
void pp_ephemeral_apply(struct pp_ephemeral_settings *settings,
                        const struct pp_windows_preset *preset);

/* What a machine's captures tell of one protocol. */
struct pp_ephemeral_settings
pp_ephemeral_settings_of(const struct pp_machine *machine,
                         enum pp_protocol protocol);

/* Why netsh refuses a range; NULL: it takes it. Static storage. */
const char *pp_netsh_refusal(struct pp_netsh_range range,
                             const struct pp_assumptions *assumptions);

#endif
