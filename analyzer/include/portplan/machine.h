/*
 * The machine: what the facts of all captures of one host add up to. Per
 * protocol a dynamic port range, exclusions with their owners, sockets, and
 * the pool that is left for wildcard allocation.
 *
 * A machine is built (pp_machine_new, pp_machine_add_..., pp_machine_finish)
 * and then asked; it knows nothing of text. Pointers handed out are borrowed
 * until the machine is freed or changed.
 */
#ifndef PORTPLAN_MACHINE_H
#define PORTPLAN_MACHINE_H

#include "portplan/claim.h"
#include "portplan/conventions.h"
#include "portplan/fact.h"
#include "portplan/spans.h"

PP_BEGIN_DECLS

/* Who made an exclusion (docs/ports-on-windows.md#who-reserves-what). */
enum pp_owner {
    PP_OWNER_UNKNOWN = 0,
    PP_OWNER_ADMINISTRATOR,      /* netsh add excludedportrange */
    PP_OWNER_HNS_EXCLUDED_RANGE, /* the `*` row that HNS makes: 50000+60 */
    PP_OWNER_WINNAT,             /* blocks of 100; 10 on build 16299 */
    PP_OWNER_HNS_LOAD_BALANCER,  /* blocks of 64 */
    PP_OWNER_HTTP_SYS,           /* single ports */
    PP_OWNER_PUBLISHED_PORT,     /* a container port */
    PP_OWNER_WSL_MIRRORED,       /* 4096 ports, not shown by netsh */
    PP_OWNER_PERSISTENT_API,     /* CreatePersistentTcpPortReservation */
};

/* "winnat", "http.sys", ... as in the JSON contract */
PP_API const char *pp_owner_name(enum pp_owner owner);

enum pp_confidence {
    PP_CONFIDENCE_NONE = 0, /* for an unknown owner */
    PP_CONFIDENCE_POSSIBLE,
    PP_CONFIDENCE_LIKELY,
    PP_CONFIDENCE_CERTAIN,
};

/* "none", "possible", "likely", "certain" */
PP_API const char *pp_confidence_name(enum pp_confidence confidence);

struct pp_exclusion {
    struct pp_range range;
    enum pp_tri is_administered;
    enum pp_tri is_persistent; /* does it survive a reboot */
    enum pp_family family;
    enum pp_owner owner;
    enum pp_confidence confidence;
    const char *reason;    /* why this owner: static storage, a phrase */
    struct pp_place place; /* line 0: from no capture (a simulated one) */
};

struct pp_socket {
    uint16_t port;
    struct pp_sv address; /* empty: not known */
    struct pp_sv state;   /* "listening", ...; empty: none (UDP) */
    struct pp_sv process; /* empty: not known */
    uint32_t pid;
    bool has_pid;
    struct pp_sv remote_address; /* empty: none, or not known */
    uint16_t remote_port;        /* 0: none, or not known */
    uint32_t list;               /* the section that shows it */
    struct pp_place place;
};

/* How much of the sockets the captures show, the least first
 * (docs/ports-on-windows.md#running-out). */
enum pp_sockets_extent {
    PP_SOCKETS_UNPROVEN = 0, /* nothing shows that the list is whole:
                              * 135/tcp, always open, is not in it */
    PP_SOCKETS_FILTERED,     /* its command lets a part through */
    PP_SOCKETS_LISTENING,    /* all that are listed listen */
    PP_SOCKETS_UNBOUND,      /* all but BOUND ones */
    PP_SOCKETS_WHOLE,
};

/* What asks for ports and stands in no table of exclusions. */
enum pp_reservation_kind {
    PP_RESERVED_PORTS = 0,   /* ReservedPorts in the registry, which 2000 to
                              * Server 2003 keep from ephemeral use */
    PP_RESERVED_URL,         /* a URL of http.sys: its reservation (urlacl) or
                              * a program's registration */
    PP_RESERVED_NAT,         /* a static mapping of a NAT */
    PP_RESERVED_HNS,         /* an external port of an HNS policy */
    PP_RESERVED_RRAS,        /* a port mapping of Routing and Remote Access */
    PP_RESERVED_CERTIFICATE, /* a certificate of http.sys is bound to the port:
                              * nothing holds it until a URL is registered */
};

/* "ReservedPorts", "url", "nat", "hns", "rras", "certificate" */
PP_API const char *pp_reservation_kind_name(enum pp_reservation_kind kind);

struct pp_reservation {
    struct pp_range range;
    enum pp_reservation_kind kind;
    struct pp_sv text;  /* the URL; the name of the NAT or the HNS object; what
                         * a certificate is bound to; empty for ReservedPorts */
    bool is_registered; /* a URL: a program has it now, else an account may */
    bool has_pid;       /* and what is known of that program */
    uint32_t pid;
    struct pp_sv process; /* empty: not known */
    struct pp_sv queue;   /* its request queue; empty: unnamed, not known */
    struct pp_sv address; /* a mapping: the external one; empty: any */
    struct pp_sv target;  /* where it leads to; empty: not known */
    bool has_id;          /* a mapping of a NAT: its StaticMappingID */
    uint32_t id;
    struct pp_place place;
};

/* Whether it is a mapping, which has its port. */
PP_API bool pp_reservation_is_mapping(const struct pp_reservation *reservation);

/* How the dynamic port range is known. */
enum pp_basis {
    PP_BASIS_ASSUMED = 0, /* nothing says; see `reason` */
    PP_BASIS_DEFAULT,     /* the default of the operating system */
    PP_BASIS_REGISTRY,    /* derived from MaxUserPort */
    PP_BASIS_CAPTURED,    /* netsh or PowerShell printed it */
    PP_BASIS_GIVEN,       /* an option says so, no capture */
};

/* "assumed", "default", "registry", "captured", "given" */
PP_API const char *pp_basis_name(enum pp_basis basis);

struct pp_dynamic {
    struct pp_range range;
    enum pp_basis basis;
    const char *reason;    /* a phrase; static storage */
    struct pp_place place; /* line 0 unless captured */
};

/* What wildcard allocation can still hand out. All counts are ports but
 * blocks_of_*, which count whole blocks that fit side by side. */
struct pp_pool {
    uint32_t dynamic_count;
    uint32_t excluded_count; /* of the dynamic range */
    uint32_t in_use_count;   /* of the dynamic range, not excluded */
    uint32_t available_count;
    uint32_t longest_free_run;
    uint32_t blocks_of_100;
    uint32_t blocks_of_64;
    bool fits_4096; /* one run of 4096: what WSL mirrored mode asks for */
};

/* How much of a table of exclusions is known; more is higher. */
enum pp_table_extent {
    PP_TABLE_NONE = 0, /* there is no table */
    PP_TABLE_HOLED,    /* rows are missing, anywhere */
    PP_TABLE_CUT,      /* the end is missing: what would stand behind its last
                        * row is not known */
    PP_TABLE_OPEN,     /* nothing says that it begins or ends where it does */
    PP_TABLE_WHOLE,    /* framed by its heads and its legend */
};

/* Where rows of the table may be missing: a port that no row holds is unknown
 * there. */
struct pp_gap {
    struct pp_range range;
    enum pp_gap_kind kind;
    struct pp_place place;
};

/* What is known of the operating system. */
struct pp_os {
    const char *generation; /* "10", "2019", ...; static; NULL: not known */
    struct pp_sv version;   /* "10.0.19041.329"; empty: not known */
    uint32_t major;
    uint32_t minor;
    uint32_t build;     /* 0: not known */
    bool is_named_only; /* in the author's words; Windows printed nothing */
    struct pp_place place;
};

struct pp_machine; /* opaque */

PP_API enum pp_status pp_machine_new(struct pp_machine **ret) PP_MUST_CHECK;
PP_API void pp_machine_free(struct pp_machine *machine);

/* --- building --- */

/* A table of exclusions for this protocol was seen, even an empty one: only
 * then is a port without an exclusion known to be free of them. It counts as
 * whole until something else is said. */
PP_API void pp_machine_set_table_seen(struct pp_machine *machine,
                                      enum pp_protocol protocol);
PP_API void pp_machine_set_table_extent(struct pp_machine *machine,
                                        enum pp_protocol protocol,
                                        enum pp_table_extent extent);
/* Copies the exclusion. PP_OWNER_UNKNOWN with a NULL reason asks
 * pp_machine_finish to attribute it. */
PP_API enum pp_status
pp_machine_add_exclusion(struct pp_machine *machine,
                         enum pp_protocol protocol,
                         const struct pp_exclusion *exclusion) PP_MUST_CHECK;
/* Copies the gap. */
PP_API enum pp_status
pp_machine_add_gap(struct pp_machine *machine,
                   enum pp_protocol protocol,
                   const struct pp_gap *gap) PP_MUST_CHECK;
/* Copies a row of an earlier table that the table in force no longer has: it
 * explains an error of that time, and no verdict. */
PP_API enum pp_status
pp_machine_add_earlier(struct pp_machine *machine,
                       enum pp_protocol protocol,
                       const struct pp_exclusion *exclusion) PP_MUST_CHECK;
/* Takes out an administered exclusion of exactly this range, if there is
 * one. */
PP_API enum pp_status
pp_machine_remove_administered(struct pp_machine *machine,
                               enum pp_protocol protocol,
                               struct pp_range range) PP_MUST_CHECK;
/* Copies the socket, its texts included. */
PP_API enum pp_status
pp_machine_add_socket(struct pp_machine *machine,
                      enum pp_protocol protocol,
                      const struct pp_socket *socket) PP_MUST_CHECK;
/* Of several lists the best counts; without any nothing is proven. */
PP_API void pp_machine_note_sockets(struct pp_machine *machine,
                                    enum pp_protocol protocol,
                                    enum pp_sockets_extent extent);
/* Copies the reservation, its text included. */
PP_API enum pp_status pp_machine_add_reservation(
    struct pp_machine *machine,
    enum pp_protocol protocol,
    const struct pp_reservation *reservation) PP_MUST_CHECK;
PP_API void pp_machine_set_dynamic(struct pp_machine *machine,
                                   enum pp_protocol protocol,
                                   const struct pp_dynamic *dynamic);
/* Copies a fact of the whole machine: OS, hotfix, service, feature, registry
 * value that bears on ports, setting, URL or bind error. Of several facts of
 * one name the last counts. */
PP_API enum pp_status
pp_machine_add_fact(struct pp_machine *machine,
                    const struct pp_fact *fact) PP_MUST_CHECK;
/* All of Tcpip\Parameters was captured. */
PP_API void pp_machine_set_tcpip_key(struct pp_machine *machine);
/* Sorts, assumes a dynamic range where none was set, attributes owners and
 * builds the index. Call it before asking, and again when more was added. */
PP_API enum pp_status
pp_machine_finish(struct pp_machine *machine) PP_MUST_CHECK;

/* Which of several tables of one protocol counts. */
enum pp_table_choice {
    PP_TABLES_LAST = 0, /* the latest of each protocol and family, of the host
                         * of the last section */
    PP_TABLES_ONE,      /* only the section `chosen_section`, of its host */
    PP_TABLES_ALL,      /* the rows of all of them, of all hosts */
};

/* --- asking; only after pp_machine_finish --- */

PP_API bool pp_machine_has_table(const struct pp_machine *machine,
                                 enum pp_protocol protocol);
PP_API enum pp_table_extent
pp_machine_table_extent(const struct pp_machine *machine,
                        enum pp_protocol protocol);
PP_API enum pp_sockets_extent
pp_machine_sockets_extent(const struct pp_machine *machine,
                          enum pp_protocol protocol);
/* Never NULL. */
PP_API const struct pp_dynamic *
pp_machine_dynamic(const struct pp_machine *machine, enum pp_protocol protocol);
/* Ascending by first, then last port. */
PP_API const struct pp_exclusion *
pp_machine_exclusions(const struct pp_machine *machine,
                      enum pp_protocol protocol,
                      size_t *ret_count);
/* Ascending by port. */
PP_API const struct pp_socket *
pp_machine_sockets(const struct pp_machine *machine,
                   enum pp_protocol protocol,
                   size_t *ret_count);
/* In the order of the captures. */
PP_API const struct pp_reservation *
pp_machine_reservations(const struct pp_machine *machine,
                        enum pp_protocol protocol,
                        size_t *ret_count);
/* In the order of the captures. */
PP_API const struct pp_gap *pp_machine_gaps(const struct pp_machine *machine,
                                            enum pp_protocol protocol,
                                            size_t *ret_count);
/* The refusal (PP_FACT_BIND_ERROR) that counts for a port where nothing else
 * decides: one of that port, else one that names no port where none in the
 * captures does. NULL: there is none. */
PP_API const struct pp_fact *pp_machine_refusal_at(
    const struct pp_machine *machine, enum pp_protocol protocol, uint16_t port);
/* That which names no port; NULL: there is none, or another names one. */
PP_API const struct pp_fact *
pp_machine_loose_refusal(const struct pp_machine *machine);
/* Never NULL. */
PP_API const struct pp_os *pp_machine_os(const struct pp_machine *machine);
/* A captured system up to Server 2003: nothing has a table of exclusions
 * there, and ReservedPorts keeps ports from ephemeral use. */
PP_API bool pp_machine_is_before_vista(const struct pp_machine *machine);
/* Whether an export or a hive shows all of Tcpip\Parameters, the key of
 * MaxUserPort and ReservedPorts: a value that is not among the facts is not
 * there then. */
PP_API bool pp_machine_has_tcpip_key(const struct pp_machine *machine);
/* The facts of the whole machine, in the order of the captures. */
PP_API const struct pp_fact *pp_machine_facts(const struct pp_machine *machine,
                                              size_t *ret_count);
/* Whether a service runs or a feature is on; names compare without case.
 * PP_UNKNOWN: no capture says. */
/* Whether the service does not start at boot, by sc, PowerShell or the
 * registry; "winnat", "hns". */
PP_API bool pp_machine_is_disabled(const struct pp_machine *machine,
                                   struct pp_sv name);

PP_API enum pp_tri pp_machine_service(const struct pp_machine *machine,
                                      struct pp_sv name);
PP_API enum pp_tri pp_machine_feature(const struct pp_machine *machine,
                                      struct pp_sv name);
PP_API struct pp_pool pp_machine_pool(const struct pp_machine *machine,
                                      enum pp_protocol protocol);

/* The claims of a protocol that bear on a bind, cut into spans: the stretches
 * of ports that the same claims hold. The label of an item is the index of its
 * claim. */
PP_API const struct pp_spans *pp_machine_spans(const struct pp_machine *machine,
                                               enum pp_protocol protocol);
/* Likewise the remarks: worth knowing, and nothing of the verdict. */
PP_API const struct pp_spans *
pp_machine_remarks(const struct pp_machine *machine, enum pp_protocol protocol);
PP_API const struct pp_claim *pp_machine_claim(const struct pp_machine *machine,
                                               enum pp_protocol protocol,
                                               uint32_t label);
/* The sockets on one port: a part of pp_machine_sockets. */
PP_API const struct pp_socket *
pp_machine_sockets_at(const struct pp_machine *machine,
                      enum pp_protocol protocol,
                      uint16_t port,
                      size_t *ret_count);

PP_END_DECLS

#endif
