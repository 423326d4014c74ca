/*
 * Which ports go to outgoing connections: the dynamic port range that is in
 * force for given or captured settings, the rule that gives it, what else it
 * could be where Windows is contested, and what is wrong with the settings.
 *
 * Pure: settings in, one answer out. Rules and their sources: windows.h;
 * discussion: docs/ports-on-windows.md#ephemeral-ranges.
 */
#ifndef PP_MODEL_EPHEMERAL_H
#define PP_MODEL_EPHEMERAL_H

#include "portplan/assumptions.h"
#include "portplan/machine.h"

#include "base/arena.h"
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
    bool has_kb951748; /* MS08-037, the client's part */
    bool has_kb951746; /* the DNS server's part */
    bool has_netsh;    /* a range was set by netsh, or by a product */
    struct pp_netsh_range netsh;
    bool has_captured; /* netsh or PowerShell printed the range in force */
    struct pp_range captured;
    bool has_blocks;        /* winnat's blocks lie outside the default range */
    struct pp_range blocks; /* a usual range that holds them all */
    /* The auto-reuse range of outgoing TCP, as Get-NetTCPSetting prints it; a
     * start or a count of 0 turns it off. */
    struct pp_netsh_range auto_reuse;
    bool has_reserved_ports; /* the registry value is there */
    struct pp_assumptions assumptions;
};

enum {
    PP_EPHEMERAL_MAX_ALTERNATIVES = 8,
    PP_EPHEMERAL_MAX_WARNINGS = 12,
};

/* What the range would be under another assumption. */
struct pp_ephemeral_alternative {
    struct pp_sv assumption; /* "legacy-lower-bound=1024" */
    struct pp_range range;
};

/* Texts live in the arena of the call or are static. */
struct pp_ephemeral {
    const struct pp_windows *os; /* as given: may be NULL */
    enum pp_era era;
    enum pp_protocol protocol;
    struct pp_range range;
    enum pp_basis basis;
    struct pp_sv rule;     /* one sentence, without a full stop */
    bool is_shared;        /* one range for TCP and UDP */
    const char *algorithm; /* "sequential", "random", ... */
    uint32_t time_wait;    /* seconds, with no setting (U-08) */
    bool has_auto_reuse;   /* connect without bind takes its ports there */
    struct pp_range auto_reuse;
    bool is_refused; /* netsh would refuse the range that was given */
    struct pp_ephemeral_alternative alternatives[PP_EPHEMERAL_MAX_ALTERNATIVES];
    size_t alternative_count;
    struct pp_sv warnings[PP_EPHEMERAL_MAX_WARNINGS];
    size_t warning_count;
    struct pp_sv advice; /* one sentence */
};

/* The range alone, and how it is known. */
struct pp_range pp_ephemeral_range(const struct pp_ephemeral_settings *settings,
                                   enum pp_basis *ret_basis);

/* PP_ERR_NOMEM: the arena is full. */
enum pp_status
pp_ephemeral_derive(const struct pp_ephemeral_settings *settings,
                    struct pp_arena *arena,
                    struct pp_ephemeral *ret_ephemeral) PP_MUST_CHECK;

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
