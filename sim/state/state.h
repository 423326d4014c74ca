/*
 * The state of a simulated machine: what steps change and ports depend on.
 * Made from a pp_machine, copied for every run, and turned back into one.
 *
 * S1  `taken` holds exactly the ports of active claims and of sockets that hold
 *     their port.
 * S2  `used` holds exactly the ports of those sockets.
 * S3  No active claim that a step made overlaps another active claim, but for
 *     WSL's block over administered rows. (The rows of a capture are taken as
 *     they are.)
 */
#ifndef PP_SIM_STATE_STATE_H
#define PP_SIM_STATE_STATE_H

#include "portplan/bind.h"
#include "portplan/machine.h"
#include "portplan/portset.h"
#include "portplansim/services.h"

/* A reservation: a row of the exclusion table, or one that is only in the
 * persistent store and will be a row after the next restart. */
struct pps_claim {
    struct pp_range range;
    bool is_active;    /* a row of the table now */
    bool is_from_step; /* no capture shows it */
    bool has_url;      /* of http.sys: a program registered a URL */
    bool is_held;      /* a NAT or an HNS mapping has it */
    bool is_unlisted;  /* that alone shows it, no table does */
    bool is_awaited; /* a boot took it; its program may take it again any time:
                      * not active, and nobody can say that it is free */
    enum pp_tri is_administered; /* the `*` */
    enum pp_tri is_persistent;   /* comes back after a restart */
    enum pp_family family;
    enum pp_owner owner;
    enum pp_confidence confidence;
    const char *reason;    /* why this owner; static */
    struct pp_place place; /* of the row; line 0: from a step */
};

/* A socket; one that waits (TIME_WAIT) is kept and holds nothing. */
struct pps_socket {
    uint16_t port;
    const struct pp_socket *captured; /* NULL: bound by a step, as the two
                                       * members below tell */
    enum pp_bind_kind options;        /* plain, reuse or exclusive */
    struct pp_address address; /* unknown: the step named none. Its text is
                                * the scenario's */
};

enum {
    PPS_OLD_PLACES_MAX = 64 /* of one protocol; runs above are not kept */
};

struct pps_protocol_state {
    bool is_table_known;                /* a table was captured */
    struct pp_dynamic dynamic;          /* in force */
    struct pp_range dynamic_persistent; /* in force after a restart */
    bool is_dynamic_from_netsh;         /* a step set it, by netsh's way */
    struct pps_claim *claims;           /* in no order */
    size_t claim_count;
    size_t claim_capacity;
    size_t awaited_count;       /* of them */
    struct pps_socket *sockets; /* in no order */
    size_t socket_count;
    size_t socket_capacity;
    uint32_t usual_blocks[2]; /* of winnat, of HNS's load balancers: how many
                                 the capture showed */
    uint32_t block_ports;     /* of a captured block of winnat, or as winnat's
                                 PortChunkSize says; 0: neither */
    /* Where runs of captured blocks began, ascending. */
    uint16_t old_places[PPS_OLD_PLACES_MAX];
    uint8_t old_place_count;
    bool has_usual_ports;      /* no capture shows sockets: models draw which of
                                * the usual ports are in use */
    uint32_t free_usual_ports; /* bits of those that are not, because captured
                                * blocks lie over them */
    struct pp_range hns_row;   /* that HNS keeps on this machine; 0-0: none */
    struct pp_portset taken;   /* S1 */
    struct pp_portset used;    /* S2 */
};

/* A value of the registry, as the steps left it. */
struct pps_value {
    struct pp_sv name; /* borrowed from the scenario */
    struct pp_sv data;
    bool is_present; /* false: deleted */
};

enum {
    PPS_VALUES_MAX = 32
};

/* HNS's own row as the captured registry has it (hns\State). */
struct pps_hns_values {
    enum pp_tri is_enabled; /* PP_UNKNOWN: EnableExcludedPortRange is absent */
    uint32_t start;         /* 0: ExcludedPortRangeStartPort is absent */
    uint32_t count;         /* 0: ExcludedPortRangePortCount is absent */
    /* PreallocatePortRangeTCPStartPort and its like; 0: absent */
    uint32_t preallocated_start[PP_PROTOCOL_COUNT];
    uint32_t preallocated_count[PP_PROTOCOL_COUNT];
};

struct pps_state {
    const struct pp_machine *captured; /* where it came from; borrowed */
    struct pps_protocol_state protocols[PP_PROTOCOL_COUNT];
    struct pps_hns_values hns_values;
    /* Machines of this kind that lack HNS's row after all: a profile's. */
    uint16_t hns_row_lacking_permille;
    bool is_mirrored; /* .wslconfig says networkingMode=mirrored, or a block is
                       * shown */
    bool is_block_assumed;     /* no capture shows the block that is held now */
    struct pp_range wsl_block; /* as captured: shown, or the choice that was
                                * free; 0-0: WSL has none */
    enum pp_tri is_running[PPS_SERVICE_COUNT];
    bool is_disabled[PPS_SERVICE_COUNT]; /* does not start at boot */
    bool is_hypervisor_off;              /* hypervisorlaunchtype */
    enum pp_tri is_enabled[PPS_FEATURE_COUNT];
    enum pp_tri is_pending[PPS_FEATURE_COUNT]; /* after a restart; PP_UNKNOWN:
                                                  as it is */
    struct pps_value values[PPS_VALUES_MAX];
    size_t value_count;
    bool is_before_vista;             /* captured: up to Server 2003 */
    struct pp_portset reserved_ports; /* up to Server 2003: what ReservedPorts
                                       * keeps from ephemeral use now */
    bool has_ms08_037;   /* a step installed KB951748 or KB951746 on a system
                          * that they are for; from the next restart on */
    bool has_kb3039044;  /* a step installed it; holder.h knows of captures */
    uint32_t last_error; /* of the step before; for `expect outcome` */
};

/* Makes `state` (zeroed or in use) equal to `other`; its memory is reused. */
enum pp_status pps_state_copy(const struct pps_state *other,
                              struct pps_state *state) PP_MUST_CHECK;
/* Undoes what was done since `state` was a copy of `before`, where that was
 * nothing but adding active claims (S3). */
void pps_state_take_back(struct pps_state *state,
                         const struct pps_state *before);
void pps_state_done(struct pps_state *state);

/* --- changing: every function keeps S1 and S2 --- */

enum pp_status pps_state_add_claim(struct pps_state *state,
                                   enum pp_protocol protocol,
                                   const struct pps_claim *claim) PP_MUST_CHECK;
void pps_state_remove_claim(struct pps_state *state,
                            enum pp_protocol protocol,
                            size_t index);
/* Takes out every active claim of that owner, in one pass. */
void pps_state_remove_claims_of(struct pps_state *state,
                                enum pp_protocol protocol,
                                enum pp_owner owner);
void pps_state_set_active(struct pps_state *state,
                          enum pp_protocol protocol,
                          size_t index,
                          bool is_active);
/* Makes the claim one that is awaited. */
void pps_state_await(struct pps_state *state,
                     enum pp_protocol protocol,
                     size_t index);
enum pp_status
pps_state_add_socket(struct pps_state *state,
                     enum pp_protocol protocol,
                     const struct pps_socket *socket) PP_MUST_CHECK;
/* Takes out every socket that is not kept, in one pass; order stays. */
void pps_state_keep_sockets(struct pps_state *state,
                            enum pp_protocol protocol,
                            bool (*is_kept)(const struct pps_socket *socket,
                                            const void *user),
                            const void *user);

/* --- asking --- */

/* The first active claim with a port in the range; NULL: none has one. */
const struct pps_claim *
pps_protocol_claim_over(const struct pps_protocol_state *at,
                        struct pp_range range);
/* The first awaited claim with a port in the range; NULL: none has one. */
const struct pps_claim *
pps_protocol_awaited_over(const struct pps_protocol_state *at,
                          struct pp_range range);
/* What bind() would see on the port, whatever the address. */
struct pp_port_state pps_state_port(const struct pps_state *state,
                                    enum pp_protocol protocol,
                                    uint16_t port);
/* Whether the socket holds its port: any but a captured one in TIME_WAIT. */
bool pps_socket_is_holder(const struct pps_socket *socket);
/* Whether it refuses a reservation of its port, as assumed (add-over-used,
 * time-wait-reserve). */
bool pps_socket_refuses_reservation(const struct pps_socket *socket,
                                    const struct pp_assumptions *assumptions);
/* The socket as one that holds its port. */
struct pp_holder pps_socket_holder(const struct pps_socket *socket,
                                   const struct pp_assumptions *assumptions);
/* The rules of the system now, after the steps. */
struct pp_bind_rules
pps_state_bind_rules(const struct pps_state *state,
                     const struct pp_assumptions *assumptions);
/* The value as the steps left it, set or deleted; NULL: none named it. */
const struct pps_value *pps_state_value(const struct pps_state *state,
                                        const char *name);
/* How many blocks of winnat are in force. */
uint32_t pps_state_block_count(const struct pps_state *state,
                               enum pp_protocol protocol);

/* A claim that winnat made: a block of 100, or of 10 on Windows 10 1709. */
bool pps_claim_is_winnat(const struct pps_claim *claim);

/* Whether a plain bind works in the row: its star, or where the column was
 * lost, that rows of its owner have one. */
bool pps_claim_is_starred(const struct pps_claim *claim);

/* An exclusion in force that refuses a plain bind. */
bool pps_claim_is_refusing(const struct pps_claim *claim);

#endif
