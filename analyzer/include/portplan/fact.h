/*
 * Facts: what a capture states, one statement each, with its place. Parsers
 * make facts out of text; the machine is built from facts alone.
 */
#ifndef PORTPLAN_FACT_H
#define PORTPLAN_FACT_H

#include "portplan/diag.h"
#include "portplan/range.h"

PP_BEGIN_DECLS

/* Windows keeps TCP and UDP apart everywhere
 * (docs/ports-on-windows.md#tcp-and-udp). */
enum pp_protocol {
    PP_TCP = 0,
    PP_UDP,
};
enum {
    PP_PROTOCOL_COUNT = 2
};

/* "tcp", "udp" */
PP_API const char *pp_protocol_name(enum pp_protocol protocol);
/* Exactly tcp or udp, in any case. */
PP_API bool pp_protocol_parse(struct pp_sv text, enum pp_protocol *ret);

/* netsh's output never says which family it is about; only the command line
 * above it does. Both share one exclusion table
 * (docs/ports-on-windows.md#ipv4-and-ipv6). */
enum pp_family {
    PP_FAMILY_UNKNOWN = 0,
    PP_FAMILY_IPV4,
    PP_FAMILY_IPV6,
    PP_FAMILY_BOTH,
};

/* "ipv4", "ipv6", "both"; NULL for unknown (null in JSON). */
PP_API const char *pp_family_name(enum pp_family family);

/* netsh's two stores: until the next boot, and from boot to boot. */
enum pp_store {
    PP_STORE_ACTIVE = 0,
    PP_STORE_PERSISTENT,
};

/* "active", "persistent" */
PP_API const char *pp_store_name(enum pp_store store);

/* What kind of text a section is. Names and words: portplan/formats.def. */
enum pp_section_format {
#define PP_FORMAT(id, name, words) PP_SECTION_##id,
#include "portplan/formats.def"
#undef PP_FORMAT
};

/* The name of the format in JSON: "netsh.excludedportrange", ... */
PP_API const char *pp_section_format_name(enum pp_section_format format);
/* The same for people: "netsh excluded port ranges", ... */
PP_API const char *pp_section_format_words(enum pp_section_format format);

/* Which sockets a listing shows, by the command above it. */
enum pp_shown {
    PP_SHOWN_UNKNOWN = 0, /* no such command */
    PP_SHOWN_ALL,         /* BOUND ones, too */
    PP_SHOWN_UNBOUND,     /* all others: netstat without -q */
    PP_SHOWN_PART,        /* what a filter or an option let through */
};

/* A machine that captures speak of. */
struct pp_host {
    struct pp_sv name;     /* as it calls itself, or is reached; empty: the
                            * captures do not say */
    struct pp_place place; /* of the line that tells it apart */
};

/* One recognised piece of a capture. */
struct pp_section {
    enum pp_section_format format;
    uint32_t capture;
    uint32_t host;     /* whose: an index among the hosts of the load */
    bool has_protocol; /* all of it is of one: not so of netstat, http, ... */
    enum pp_protocol protocol;
    bool is_protocol_assumed; /* stated nowhere: counted as tcp */
    enum pp_family family;
    enum pp_store store;
    const char *locale; /* "de", "zh-CN", ...: static; NULL: not known */
    uint64_t first_line;
    uint64_t last_line;
    enum pp_tri complete; /* PP_YES: proven by the legend; PP_NO: rows are
                           * marked as left out, or the end is missing */
    bool has_gaps;        /* then: rows may be missing anywhere in it, not
                           * only at its end */
    enum pp_shown shown;  /* of sockets */
};

/* Every line of a capture is counted once; total is the sum of the rest. */
struct pp_line_counts {
    uint64_t total;
    uint64_t blank;
    uint64_t used;     /* gave a fact or frames one: titles, heads, rows */
    uint64_t ignored;  /* harmless: prompts, legends, prose */
    uint64_t rejected; /* looked like data and could not be taken */
};

enum pp_fact_kind {
    PP_FACT_EXCLUDED,   /* a row of an exclusion table: range */
    PP_FACT_DYNAMIC,    /* a dynamic port range: range */
    PP_FACT_SOCKET,     /* a port in use: range (one port), as.socket */
    PP_FACT_REGISTRY,   /* a registry value: as.registry */
    PP_FACT_OS,         /* the version of Windows: as.os */
    PP_FACT_HOTFIX,     /* an installed update: as.hotfix */
    PP_FACT_SERVICE,    /* as.service */
    PP_FACT_FEATURE,    /* a Windows feature: as.feature */
    PP_FACT_SETTING,    /* a named setting: as.setting */
    PP_FACT_URL,        /* an http.sys URL: range (one port), as.url */
    PP_FACT_BIND_ERROR, /* a program could not bind: as.bind_error */
    PP_FACT_COMMAND,    /* netsh add, delete or set: range, as.command */
    PP_FACT_GAP,        /* rows of a table may be missing: range, as.gap */
    PP_FACT_MENTION,    /* a port that the author is after: range, as.mention */
    PP_FACT_SOCKET_COUNT, /* so many sockets are alike: as.socket_count */
    PP_FACT_PROCESS,      /* a process: as.process */
    PP_FACT_EXHAUSTION,   /* a sign that ports ran out: as.exhaustion */
    PP_FACT_HELD,         /* a mapping holds ports: range, as.held */
};

/* "excluded", "dynamic": the `fact` member of NDJSON. */
PP_API const char *pp_fact_kind_name(enum pp_fact_kind kind);

enum pp_socket_state {
    PP_SOCKET_NONE = 0, /* UDP has none */
    PP_SOCKET_LISTENING,
    PP_SOCKET_BOUND, /* bound, neither listening nor connected (-q) */
    PP_SOCKET_ESTABLISHED,
    PP_SOCKET_TIME_WAIT,
    PP_SOCKET_CLOSE_WAIT,
    PP_SOCKET_SYN_SENT,
    PP_SOCKET_SYN_RECEIVED,
    PP_SOCKET_FIN_WAIT_1,
    PP_SOCKET_FIN_WAIT_2,
    PP_SOCKET_CLOSING,
    PP_SOCKET_LAST_ACK,
    PP_SOCKET_OTHER, /* any other state, or a word in no known language */
};

/* "listening", "bound", ...; NULL for none. */
PP_API const char *pp_socket_state_name(enum pp_socket_state state);

struct pp_socket_fact {
    struct pp_sv address; /* local, without brackets and port */
    enum pp_socket_state state;
    bool has_pid;
    uint32_t pid;
    struct pp_sv process;        /* "svchost.exe"; empty: not known */
    struct pp_sv remote_address; /* empty: none, or not known */
    uint16_t remote_port;        /* 0: none, or not known */
};

/* What was counted instead of listed, as Group-Object does. What the listing
 * was not grouped by is not known. */
struct pp_socket_count_fact {
    uint32_t count;
    bool has_state;
    enum pp_socket_state state;
    bool has_pid;
    uint32_t pid;
    struct pp_sv process;        /* empty: not known */
    struct pp_sv remote_address; /* empty: of any */
    bool has_remote_port;
    uint16_t remote_port;
    bool has_local_port; /* then the fact's range is that port */
};

struct pp_process_fact {
    uint32_t pid;
    struct pp_sv name;     /* "svchost.exe"; empty: a service alone is known */
    struct pp_sv services; /* "Dnscache, NlaSvc"; empty: not known */
};

/* What says that no port was left (docs/ports-on-windows.md#running-out). */
enum pp_exhaustion_sign {
    PP_SIGN_NO_BUFFER = 0,  /* 10055, WSAENOBUFS */
    PP_SIGN_EVENT_4227,     /* Tcpip: the same connection is in TIME_WAIT */
    PP_SIGN_EVENT_4231,     /* Tcpip: all TCP ports are in use */
    PP_SIGN_EVENT_4266,     /* Tcpip: all UDP ports are in use */
    PP_SIGN_CONNECT_IN_USE, /* 10048 at connect */
    PP_SIGN_NO_ADDRESS,     /* EADDRNOTAVAIL at connect */
};
enum {
    PP_SIGN_COUNT = 6
};

/* "10055", "4227", "4231", "4266", "10048", "eaddrnotavail" */
PP_API const char *pp_exhaustion_sign_name(enum pp_exhaustion_sign sign);

struct pp_exhaustion_fact {
    enum pp_exhaustion_sign sign;
    bool has_protocol;    /* else the fact's protocol is tcp by default */
    struct pp_sv program; /* who was refused; empty: not known */
    bool has_pid;
    uint32_t pid;
};

/* Who holds ports that netsh's table and netstat need not show. */
enum pp_held_kind {
    PP_HELD_NAT = 0, /* a static mapping of WinNAT */
    PP_HELD_HNS,     /* an external port of an HNS policy */
    PP_HELD_RRAS,    /* a port mapping of Routing and Remote Access */
};
enum {
    PP_HELD_KIND_COUNT = 3
};

/* "nat", "hns", "rras" */
PP_API const char *pp_held_kind_name(enum pp_held_kind kind);

struct pp_held_fact {
    enum pp_held_kind kind;
    struct pp_sv name;    /* of the NAT, the network, the policy, RRAS's
                           * interface; may be empty */
    struct pp_sv address; /* the external address; empty: any */
    struct pp_sv target;  /* "172.20.0.5:80"; empty: not known */
    bool has_id;
    uint32_t id; /* StaticMappingID, by which WinNAT removes it */
};

enum pp_registry_type {
    PP_REG_SZ,
    PP_REG_EXPAND_SZ,
    PP_REG_MULTI_SZ,
    PP_REG_DWORD,
    PP_REG_QWORD,
    PP_REG_BINARY,
    PP_REG_DELETED, /* "name"=-, or a whole key: then `name` is empty */
};

/* "sz", "multi_sz", "dword", ... */
PP_API const char *pp_registry_type_name(enum pp_registry_type type);

struct pp_registry_fact {
    struct pp_sv key;  /* from the hive's root on, as written */
    struct pp_sv name; /* empty: the default value */
    enum pp_registry_type type;
    uint64_t number;   /* DWORD, QWORD */
    struct pp_sv text; /* SZ as text; MULTI_SZ: strings, each ended by NUL;
                        * BINARY: the bytes */
};

struct pp_os_fact {
    struct pp_sv version; /* "10.0.19041.329" */
    uint32_t major;
    uint32_t minor;
    uint32_t build;     /* 0: not given */
    uint32_t revision;  /* 0: not given */
    struct pp_sv name;  /* "Microsoft Windows 11 Pro"; may be empty */
    bool is_named_only; /* by the author, not by Windows: `version` is in the
                         * author's words then */
};

struct pp_hotfix_fact {
    uint32_t number; /* of KB951748: 951748 */
};

struct pp_service_fact {
    struct pp_sv name; /* "winnat" */
    enum pp_tri is_running;
    enum pp_tri is_disabled; /* it does not start at boot */
};

struct pp_feature_fact {
    struct pp_sv name; /* "Microsoft-Hyper-V-All" */
    enum pp_tri is_enabled;
};

/* The setting of systeminfo that says when the machine was started, in the
 * words and the order of its language. */
#define PP_BOOT_TIME_NAME "System Boot Time"

/* The setting that gives DFS Replication a port of its own; 0: none. */
#define PP_DFSR_SCOPE "dfsr"
#define PP_DFSR_PORT  "RpcPortAssignment"

/* The scopes of the counters of netstat -s, and of those of IPv6. */
#define PP_TCP_STATISTICS      "tcp-statistics"
#define PP_TCP_STATISTICS_IPV6 "tcp-statistics-ipv6"

/* Whatever is a name and a value: TcpTimedWaitDelay of Get-NetTCPSetting,
 * networkingMode of .wslconfig, the boot time of systeminfo. */
struct pp_setting_fact {
    struct pp_sv scope; /* "Internet" (a TCP profile), "wslconfig", ... */
    struct pp_sv name;
    struct pp_sv value;
};

struct pp_url_fact {
    struct pp_sv url;
    bool is_registered; /* a program listens now; else only an urlacl */
    /* Who registered it, as far as the listing proves it. */
    bool has_pid;
    uint32_t pid;
    struct pp_sv process; /* "svchost.exe"; empty: not known */
    struct pp_sv queue;   /* its request queue; empty: unnamed, not known */
};

struct pp_bind_error_fact {
    bool has_port;        /* then the fact's range is that port */
    uint32_t error;       /* 10013, 10048, 32, ...; 0: not said */
    uint32_t also;        /* what it may be as well, so 10013 for the JDK's
                           * "in use"; 0: nothing else */
    bool is_outgoing;     /* a connection got no local port: which one does
                           * not matter */
    struct pp_sv program; /* "docker", "node", ...: who printed it; static */
    struct pp_sv address;
};

struct pp_command_fact {
    enum pp_command_verb {
        PP_COMMAND_ADD,
        PP_COMMAND_DELETE,
        PP_COMMAND_SET,
    } verb;
    bool is_dynamic;       /* of the dynamic range; else of exclusions */
    enum pp_tri succeeded; /* by the answer below it */
};

/* Why rows of a table are not there. Rows ascend, so the ports that they may
 * hold lie between the rows above and below the gap. */
enum pp_gap_kind {
    PP_GAP_ELIDED,     /* the author left rows out: `...` */
    PP_GAP_UNREADABLE, /* a row is there and cannot be read */
    PP_GAP_CUT,        /* the capture ends inside a row */
    PP_GAP_QUOTED,     /* a text names ranges; there is no table */
    PP_GAP_CONFLICT,   /* rows of a later moment are over a row: what became of
                        * the rest of its ports is not known */
    /* No table, and yet something may hold the ports: */
    PP_GAP_COMMAND,   /* a command maps them, nothing shows whether it did */
    PP_GAP_LISTING,   /* a listing of mapped ports that is not whole */
    PP_GAP_PUBLISHED, /* a boot took them from a container that may start */
};

/* Whether it is one of an exclusion table. */
PP_API bool pp_gap_is_of_table(enum pp_gap_kind kind);

/* "rows-missing", "row-unreadable", "table-cut", "table-quoted",
 * "sections-conflict", "command-unconfirmed", "listing-cut",
 * "published-port" */
PP_API const char *pp_gap_kind_name(enum pp_gap_kind kind);

struct pp_gap_fact {
    enum pp_gap_kind kind;
};

/* Where a port is named that is no part of a table, the strongest first: it is
 * what the paste is about where no error names a port. */
enum pp_mention_kind {
    PP_MENTION_FILTER,  /* findstr :9187, Get-NetTCPConnection -LocalPort */
    PP_MENTION_COMPOSE, /* the host's side of a mapping */
    PP_MENTION_CODE,    /* bind(('127.0.0.1', 9187)) */
    PP_MENTION_NOTE,    /* behind a row: <--- 9187 */
    PP_MENTION_TEXT,    /* in a sentence: "my port 9187 is taken" */
};
enum {
    PP_MENTION_KIND_COUNT = 5
};

/* "filter", "compose", "code", "note"; a sentence is a note, too */
PP_API const char *pp_mention_kind_name(enum pp_mention_kind kind);

struct pp_mention_fact {
    enum pp_mention_kind kind;
};

/* The texts of a fact are borrowed: in a sink during the call, in a load as
 * long as it lives. */
struct pp_fact {
    enum pp_fact_kind kind;
    enum pp_protocol protocol;
    enum pp_family family;
    enum pp_store store;
    uint32_t section; /* index among the sections of the load */
    struct pp_place place;
    struct pp_range range;       /* where the kind has ports */
    enum pp_tri is_administered; /* PP_FACT_EXCLUDED: the `*` column */
    union {
        struct pp_socket_fact socket;
        struct pp_registry_fact registry;
        struct pp_os_fact os;
        struct pp_hotfix_fact hotfix;
        struct pp_service_fact service;
        struct pp_feature_fact feature;
        struct pp_setting_fact setting;
        struct pp_url_fact url;
        struct pp_bind_error_fact bind_error;
        struct pp_command_fact command;
        struct pp_gap_fact gap;
        struct pp_mention_fact mention;
        struct pp_socket_count_fact socket_count;
        struct pp_process_fact process;
        struct pp_exhaustion_fact exhaustion;
        struct pp_held_fact held;
    } as;
};

/*
 * Where facts go as they are read. A section is announced before its facts;
 * `index` counts sections through the whole load. A section whose end was not
 * known then is told again at its end, whole. Any of the functions may be NULL
 * and stops the reading by any status but PP_OK.
 */
struct pp_fact_sink {
    void *user;
    enum pp_status (*section)(void *user,
                              uint32_t index,
                              const struct pp_section *section);
    enum pp_status (*fact)(void *user, const struct pp_fact *fact);
    enum pp_status (*section_end)(void *user,
                                  uint32_t index,
                                  const struct pp_section *section);
};

/* Whether the fact names ports that somebody is after, and how: a mention, or
 * a command that reserves a single port. */
PP_API bool pp_fact_mentions(const struct pp_fact *fact,
                             enum pp_mention_kind *ret_kind);

PP_END_DECLS

#endif
