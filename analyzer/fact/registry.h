/*
 * What registry values say about ports. Facts of the registry are kept as
 * they were read; these functions tell the ones that matter, wherever they
 * came from: a .reg file, `reg query`, a hive. They know nothing of text and
 * report nothing.
 *
 * Sources: docs/ports-on-windows.md, docs/formats/registry.md.
 */
#ifndef PP_FACT_REGISTRY_H
#define PP_FACT_REGISTRY_H

#include "portplan/fact.h"

enum pp_known_value {
    PP_KNOWN_NONE = 0,
    /* ...\Services\Tcpip\Parameters */
    PP_KNOWN_MAX_USER_PORT,        /* DWORD */
    PP_KNOWN_RESERVED_PORTS,       /* MULTI_SZ of `lo-hi` */
    PP_KNOWN_TCP_TIMED_WAIT_DELAY, /* DWORD, seconds */
    /* ...\Services\hns\State, all DWORD */
    PP_KNOWN_ENABLE_EXCLUDED_RANGE,
    PP_KNOWN_EXCLUDED_RANGE_START,
    PP_KNOWN_EXCLUDED_RANGE_COUNT,
    PP_KNOWN_PREALLOCATE_TCP_START,
    PP_KNOWN_PREALLOCATE_TCP_COUNT,
    PP_KNOWN_PREALLOCATE_UDP_START,
    PP_KNOWN_PREALLOCATE_UDP_COUNT,
    /* ...\Services\WinNat or ...\Services\WinNat\Parameters */
    PP_KNOWN_PORT_CHUNK_SIZE, /* DWORD */
    /* ...\Services\DNS\Parameters */
    PP_KNOWN_SOCKET_POOL_SIZE,     /* DWORD */
    PP_KNOWN_SOCKET_POOL_EXCLUDED, /* MULTI_SZ of `lo-hi` */
    PP_KNOWN_WINNAT_START,         /* DWORD; 4: disabled */
    PP_KNOWN_HNS_START,
    /* HKEY_LOCAL_MACHINE\SOFTWARE\Microsoft\Rpc\Internet */
    PP_KNOWN_RPC_PORTS,     /* MULTI_SZ or SZ of `port` and `lo-hi` */
    PP_KNOWN_RPC_AVAILABLE, /* SZ, Y or N */
    PP_KNOWN_RPC_USE,       /* SZ, Y or N */
    /* ...\Services\NTDS, Netlogon and NTFRS\Parameters, DWORD: the one port
     * of a service */
    PP_KNOWN_NTDS_PORT,
    PP_KNOWN_NETLOGON_PORT,
    PP_KNOWN_NTFRS_PORT,
    PP_KNOWN_COUNT_
};

/* The value's name as Microsoft writes it; "" for PP_KNOWN_NONE. */
const char *pp_known_value_name(enum pp_known_value value);

/* Which known value has this name, wherever it is: no name stands under two
 * keys. Ports is found under its key only, for it may be the name of anything.
 * *ret_key is the key from HKEY_LOCAL_MACHINE on; static storage. */
enum pp_known_value pp_known_value_named(struct pp_sv name,
                                         struct pp_sv *ret_key);

/*
 * Which known value a key and a name are. The key counts from its
 * CurrentControlSet or ControlSetNNN on, or from SOFTWARE: what stands in front
 * (HKLM\SYSTEM, HKEY_LOCAL_MACHINE\SYSTEM, a hive loaded elsewhere) does not
 * matter, nor does case. PP_KNOWN_NONE for any other.
 */
enum pp_known_value pp_known_value_of(struct pp_sv key, struct pp_sv name);

/* Whether it is a number under hns\State of which nobody has told what it does
 * to ports. */
bool pp_is_dark_hns_value(const struct pp_registry_fact *value);
/* Whether a value of this name is one of them that scripts are seen to set. */
bool pp_is_dark_hns_name(struct pp_sv name);

/* Whether Windows reads the value under this key, given from below
 * HKEY_LOCAL_MACHINE on, as a command must name it: SYSTEM, CurrentControlSet
 * or ControlSetNNN, and the rest. A backslash at the end and case do not
 * matter. */
bool pp_known_value_is_under(enum pp_known_value value,
                             struct pp_sv below_root);

/* As pp_known_value_of, of a fact; PP_KNOWN_NONE too where its type is not the
 * one that Windows reads. A value that a .reg file deletes keeps its identity:
 * its type is PP_REG_DELETED. */
enum pp_known_value pp_known_value_of_fact(const struct pp_registry_fact *fact);

/* Whether the .reg file deletes this value by deleting its key (a fact
 * without name) or a key above it. */
bool pp_registry_deletes(const struct pp_registry_fact *deletion,
                         struct pp_sv key);

/* Whether two keys are one, by the same rules: case, root and what stands in
 * front of the control set do not matter. */
bool pp_registry_same_key(struct pp_sv a, struct pp_sv b);

/*
 * Persistent exclusions lie under Control\Nsi, the port range in the *name*:
 * `c3503c00` is 50000 (big-endian) and 60 ports (little-endian), and the data
 * `12 00 ff ff` says that an administrator made it.
 */

/* Whether values of this key are such exclusions, and for which protocol. */
bool pp_nsi_is_exclusion_key(struct pp_sv key, enum pp_protocol *ret_protocol);

/* Whether a name has the form of one: eight hexadecimal digits. */
bool pp_nsi_is_exclusion_name(struct pp_sv name);

struct pp_nsi_exclusion {
    enum pp_protocol protocol;
    struct pp_range range;
    /* PP_YES by its data; PP_UNKNOWN with any other data: persistent, of a
     * kind not known. */
    enum pp_tri is_administered;
};

/* Decodes one. False, and nothing written, for another key or name, and for a
 * range that cannot be: start 0, count 0, an end above 65535. */
bool pp_nsi_decode(struct pp_sv key,
                   struct pp_sv name,
                   struct pp_sv data,
                   struct pp_nsi_exclusion *ret_exclusion);

/* The same of a fact; false for a type other than BINARY. */
bool pp_nsi_decode_fact(const struct pp_registry_fact *fact,
                        struct pp_nsi_exclusion *ret_exclusion);

/* A string of ReservedPorts, SocketPoolExcludedPortRanges or RPC's Ports. */
struct pp_port_entry {
    struct pp_sv text;         /* as written; borrowed from the strings */
    bool is_valid;             /* `lo-hi`, ports 1 to 65535, lo <= hi */
    struct pp_range range;     /* where valid */
    enum pp_range_error fault; /* where not */
};

/* The entry at `*io_at` of the strings of a MULTI_SZ (each ended by NUL), and
 * moves behind it; start with 0. False at the end. Empty strings are passed
 * over. */
bool pp_port_entry_next(struct pp_sv strings,
                        size_t *io_at,
                        struct pp_port_entry *ret_entry);

/* The same of the ports of RPC: an entry is one port or a range, and 0 is taken
 * though it is no port (docs/ports-on-windows.md#rpc). */
bool pp_rpc_entry_next(struct pp_sv strings,
                       size_t *io_at,
                       struct pp_port_entry *ret_entry);

/* Y or N of RPC's values, in any case; PP_UNKNOWN for anything else. */
enum pp_tri pp_rpc_flag_of(const struct pp_registry_fact *value);

/* Whether two valid entries of ReservedPorts stand side by side without
 * overlapping: then Windows fails to reserve the second
 * (docs/ports-on-windows.md, KB812873). */
bool pp_port_entries_are_adjacent(const struct pp_port_entry *a,
                                  const struct pp_port_entry *b);

#endif
