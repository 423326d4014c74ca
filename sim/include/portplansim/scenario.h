/*
 * A scenario: steps to be tried on a machine, as data. Built step by step, or
 * read from the step language (docs/manual/what-if.md), from the Windows
 * commands that articles give, prompt and all, or from a mixture.
 */
#ifndef PORTPLANSIM_SCENARIO_H
#define PORTPLANSIM_SCENARIO_H

#include "portplan/bind.h"
#include "portplan/machine.h"
#include "portplansim/services.h"

PP_BEGIN_DECLS

struct pp_windows_preset; /* opaque */

enum pps_step_kind {
    PPS_STEP_RESERVE = 0,
    PPS_STEP_UNRESERVE,
    PPS_STEP_DYNAMIC,
    PPS_STEP_SET,
    PPS_STEP_UNSET,
    PPS_STEP_START,
    PPS_STEP_STOP,
    PPS_STEP_RESTART,
    PPS_STEP_CONFIG, /* how a service starts at boot */
    PPS_STEP_ENABLE,
    PPS_STEP_DISABLE,
    PPS_STEP_REBOOT,
    PPS_STEP_ADAPTER, /* network adapters go and come back */
    PPS_STEP_BIND,
    PPS_STEP_CLOSE,
    PPS_STEP_KILL, /* a process ends: its ports are free */
    PPS_STEP_INSTALL,
    PPS_STEP_PRESET,
    PPS_STEP_EXPECT,
    PPS_STEP_QUERY, /* a Windows command that only shows something */
    PPS_STEP_OTHER, /* a Windows command that touches nothing modelled */
};

/* Which program runs a step that starts or stops a service: each has an
 * answer of its own to what is already done. */
enum pps_tool {
    PPS_TOOL_NET = 0, /* and the step language */
    PPS_TOOL_SC,
    PPS_TOOL_POWERSHELL,
};

/* What is known of the effect of a command that is not simulated. */
enum pps_remark {
    PPS_REMARK_NONE = 0,
    PPS_REMARK_FIREWALL,
    PPS_REMARK_WINSOCK,
    PPS_REMARK_RESET,
    PPS_REMARK_URL,
    PPS_REMARK_LISTEN,
    PPS_REMARK_PROXY,
    PPS_REMARK_NETWORK,
    PPS_REMARK_NETWORK_GONE,
    PPS_REMARK_MAPPING_GONE,
    PPS_REMARK_DEVICES,
    PPS_REMARK_HNS_DATA,
    PPS_REMARK_DOCKER,
    PPS_REMARK_HELPER,
    PPS_REMARK_WINDOW,
    PPS_REMARK_SHUTDOWN,
};

/* Ports as asked for; nothing is checked, because Windows answers 87. */
struct pps_ports {
    uint32_t start;
    uint32_t count;
};

enum pps_expect_kind {
    PPS_EXPECT_VERDICT = 0,  /* every port has this verdict */
    PPS_EXPECT_BINDABLE,     /* every port: free, at-risk or reserved */
    PPS_EXPECT_EXCLUDED,     /* every port is excluded */
    PPS_EXPECT_NOT_EXCLUDED, /* no port is */
    PPS_EXPECT_OUTCOME,      /* of the step before */
};

enum {
    PPS_PPM = 1000000
};

struct pps_expect {
    enum pps_expect_kind kind;
    enum pp_verdict verdict;   /* PPS_EXPECT_VERDICT */
    bool is_administered_only; /* count `*` rows alone */
    uint32_t error;            /* PPS_EXPECT_OUTCOME; 0: ok */
    bool has_at_least;
    uint32_t at_least_ppm; /* of PPS_PPM; PPS_PPM where not given */
};

/* All texts live as long as the scenario. */
struct pps_step {
    enum pps_step_kind kind;
    struct pp_place place; /* where its first word stands */
    struct pp_sv written;  /* as it was written; what QUERY and OTHER are */
    bool has_printed;      /* the paste has what Windows answered: */
    uint32_t printed;      /* its number; 0: ok */
    bool only_if_ok; /* behind `&&`: left out where the one before failed */
    enum pps_remark remark;
    enum pps_tool tool;
    enum pp_protocol protocol;
    enum pp_family family;
    enum pp_store store;
    struct pps_ports ports;
    enum pps_service service;
    enum pps_feature feature;
    enum pp_bind_kind bind_kind;
    struct pp_address address; /* BIND; unknown: the step names none */
    enum pps_startup startup;  /* CONFIG */
    struct pp_sv name;         /* SET, UNSET, INSTALL; KILL: a process, its id,
                                * or empty: who holds the port */
    struct pp_sv key;          /* SET, UNSET: below HKEY_LOCAL_MACHINE; empty:
                                * the step names none there */
    struct pp_sv data;         /* SET */
    const struct pp_windows_preset *preset;
    struct pps_expect expect;
};

/* A step of that kind as one is meant where nothing else is said: TCP over
 * IPv4, in the persistent store. */
PP_API struct pps_step pps_step_of(enum pps_step_kind kind);

/* More than any recipe has; what is longer is refused with PP_ERR_LIMIT. */
enum {
    PPS_STEPS_MAX = 4096
};

struct pps_scenario; /* opaque: owns its steps and their texts */

/* An empty scenario, to be filled by pps_scenario_add. The caller frees it
 * with pps_scenario_free, which takes NULL as well. */
PP_API enum pp_status
pps_scenario_new(struct pps_scenario **ret_scenario) PP_MUST_CHECK;

/* Adds a copy of the step and of its texts behind the others. *ret_index is
 * its number, by which results name it too; NULL: not wanted. PP_ERR_INVALID
 * for a binding or an expectation of ports that do not exist, and a preset
 * that is NULL. */
PP_API enum pp_status pps_scenario_add(struct pps_scenario *scenario,
                                       const struct pps_step *step,
                                       size_t *ret_index) PP_MUST_CHECK;

/*
 * Reads steps. What cannot be read becomes a diagnostic (PP-811, PP-823,
 * PP-829, PP-837, PP-839) at its place in the text, whose `capture` is
 * `capture_index`, and is left out: pps_scenario_unplayed. Copies what it needs
 * of `text`.
 */
PP_API enum pp_status
pps_scenario_parse(struct pp_sv text,
                   uint32_t capture_index,
                   struct pp_diags *diags,
                   struct pps_scenario **ret_scenario) PP_MUST_CHECK;
PP_API void pps_scenario_free(struct pps_scenario *scenario);

PP_API const struct pps_step *
pps_scenario_steps(const struct pps_scenario *scenario, size_t *ret_count);

/* How many steps could not be read. */
PP_API size_t pps_scenario_error_count(const struct pps_scenario *scenario);

/* False where an expectation is among them: a test that nobody checks would
 * hold. */
PP_API bool pps_scenario_is_playable(const struct pps_scenario *scenario);

/* Why a command of the text is no step. */
enum pps_unplayed_why {
    PPS_UNPLAYED_UNKNOWN = 0,
    PPS_UNPLAYED_ARGUMENT,  /* known, but what follows it cannot be used */
    PPS_UNPLAYED_EXPECT,    /* an expectation with a fault */
    PPS_UNPLAYED_LOOP,      /* how often it is run only the machine knows */
    PPS_UNPLAYED_CONDITION, /* whether it is run only the machine knows */
    PPS_UNPLAYED_OUTPUT,    /* what a command before it printed */
};

/* "unknown", "argument", "expect", "loop", "condition", "output" */
PP_API const char *pps_unplayed_name(enum pps_unplayed_why why);

struct pps_unplayed {
    enum pps_unplayed_why why;
    struct pp_place place;
    struct pp_sv written;
};

enum {
    PPS_UNPLAYED_MAX = 1024 /* the first are kept, the others counted */
};

/* In the order of the text; *ret_total counts those that are not kept, too. */
PP_API const struct pps_unplayed *pps_scenario_unplayed(
    const struct pps_scenario *scenario, size_t *ret_count, size_t *ret_total);

PP_END_DECLS

#endif
