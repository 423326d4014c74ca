/* What one step answered on Windows, and what it changed. */
#ifndef PORTPLANSIM_OUTCOME_H
#define PORTPLANSIM_OUTCOME_H

#include "portplan/bind.h"
#include "portplan/machine.h"
#include "portplan/portset.h"

PP_BEGIN_DECLS

enum pps_change_op {
    PPS_REMOVE = 0,
    PPS_ADD,
    PPS_ALTER, /* of plans alone (plan.h): a step removes and adds */
};

enum pps_change_what {
    PPS_WHAT_EXCLUSION = 0,
    PPS_WHAT_DYNAMIC,
    PPS_WHAT_SOCKET,
    PPS_WHAT_SERVICE, /* added: it runs now */
    PPS_WHAT_FEATURE, /* added: it is on now */
    PPS_WHAT_VALUE,   /* of the registry */
    PPS_WHAT_UPDATE,  /* of plans alone: it is installed now */
};

/* "exclusion", "dynamic", "socket", "service", "feature", "value", "update" */
PP_API const char *pps_change_what_name(enum pps_change_what what);

struct pps_change {
    enum pps_change_op op;
    enum pps_change_what what;
    bool is_random;              /* another run may do otherwise */
    enum pp_protocol protocol;   /* exclusion, dynamic, socket */
    struct pp_range range;       /* the same; a socket's is one port */
    enum pp_tri is_administered; /* exclusion */
    enum pp_owner owner;         /* exclusion */
    struct pp_sv name;           /* service, feature, value; borrowed */
    struct pp_sv data;           /* value */
};

/* What is worth knowing beside the answer. */
enum pps_note {
    PPS_NOTE_DISCONNECTS = 0,
    PPS_NOTE_BLOCKS_STAY,
    PPS_NOTE_AT_REBOOT,
    PPS_NOTE_MAX_USER_PORT,
    PPS_NOTE_NETSH_WINS,
    PPS_NOTE_REFUSES_OTHERS,
    PPS_NOTE_FEATURES_ASSUMED,
    PPS_NOTE_NOTHING_RESERVED,
    PPS_NOTE_DISABLED,
    PPS_NOTE_PUBLISHED_AGAIN,
    PPS_NOTE_UPDATE_OLD,
    PPS_NOTE_UPDATE_UNKNOWN,
    PPS_NOTE_NOT_MODELLED,
    PPS_NOTE_RESERVED_PORTS,
    PPS_NOTE_HNS_READS,
    PPS_NOTE_UNTIL_REBOOT,
    PPS_NOTE_COMES_BACK,
    PPS_NOTE_HNS_MAKES_AGAIN,
    PPS_NOTE_TABLE_UNKNOWN,
    PPS_NOTE_NOTHING_BOUND,
    PPS_NOTE_OTHER_FAMILY,
    PPS_NOTE_LOST_AT_BOOT,
    PPS_NOTE_START_1024,
    PPS_NOTE_WILDCARD_LEFT,
    PPS_NOTE_BESIDE,
    PPS_NOTE_REUSE_DEFECT,
    PPS_NOTE_WSL_READS,
    PPS_NOTE_MIRRORED_NO_ROOM,
    PPS_NOTE_PORT_LOST,
    PPS_NOTE_BLOCKS_LATER,
    PPS_NOTE_TIME_WAIT,
    PPS_NOTE_WSL_GIVES_BACK,
    PPS_NOTE_WSL_MAY_HOLD,
    PPS_NOTE_WSL_ANYWHERE,
    PPS_NOTE_HYPERVISOR_OFF,
    PPS_NOTE_START_TYPE,
    PPS_NOTE_VALUE_UNKNOWN,
    PPS_NOTE_DELETE_DOUBTFUL,
    PPS_NOTE_WSL_NOT_KEPT_OFF,
};
enum {
    PPS_NOTE_COUNT = 39
};

/* One sentence, lower case, no full stop; static storage. */
PP_API const char *pps_note_text(enum pps_note note);

/* What stood in the way of a step. */
enum pps_clash_kind {
    PPS_CLASH_NONE = 0,
    PPS_CLASH_CLAIM,
    PPS_CLASH_SOCKET,
};

struct pps_clash {
    enum pps_clash_kind kind;
    struct pp_range range;
    enum pp_tri is_administered;
    enum pp_owner owner;
    struct pp_place place; /* line 0: a step made it */
};

/* What one step answered; reused from step to step. */
struct pps_outcome {
    bool leaves_out_changes; /* set by who asks: `changes` stays empty. Runs
                              * by the million look at states alone */
    bool is_left_out;        /* as the step before failed (only_if_ok) */
    uint32_t error;          /* Windows' number; 0: ok */
    const char *message;     /* as Windows prints it; static; "" if nothing */
    struct pps_change *changes;
    size_t change_count;
    size_t change_capacity;
    /* Ports of each protocol that a restart closed, too many for changes one
     * by one; PP_PROTOCOL_COUNT of them, NULL before the first. */
    struct pp_portset *closed;
    bool has_closed; /* `closed` is of this step */
    uint64_t notes;  /* bits: 1 << enum pps_note */
    struct pps_clash clash;
    bool is_reserving;                        /* blocks were to be made */
    uint32_t block_counts[PP_PROTOCOL_COUNT]; /* that were made */
    bool is_held;                             /* PPS_STEP_EXPECT */
    enum pp_verdict verdict; /* of the first port that fails, else the last */
    uint16_t verdict_port;
};

PP_API void pps_outcome_done(struct pps_outcome *outcome);

PP_END_DECLS

#endif
