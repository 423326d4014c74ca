/*
 * Where Windows is undocumented or contested: named assumptions, each with
 * its values and the evidence. Nothing in the simulator chooses between two
 * readings of Windows but through this table.
 */
#ifndef PORTPLANSIM_ASSUMPTIONS_H
#define PORTPLANSIM_ASSUMPTIONS_H

#include "portplan/sv.h"

enum pps_assumption {
    PPS_MAX_USER_PORT = 0,  /* U-06 */
    PPS_DELETE_FOREIGN,     /* U-13 */
    PPS_DELETE_UNMATCHED,   /* U-14 */
    PPS_FAMILIES_SHARE,     /* U-16 */
    PPS_BOOT_ORDER,         /* U-22 */
    PPS_EXCLUDED_RANGE_OFF, /* U-23 */
    PPS_BLOCK_PORTS,        /* U-26 */
    PPS_BLOCK_PLACE,        /* U-27 */
    PPS_UDP_MIRRORS_TCP,    /* U-28 */
    PPS_ADD_OVER_USED,      /* U-29 */
    PPS_SOCKETS_AT_BOOT,
};
enum {
    PPS_ASSUMPTION_COUNT = 11,
    PPS_ASSUMPTION_MAX_VALUES = 3
};

/* The values, in the order of the table; 0 is the default throughout. */
enum pps_max_user_port {
    PPS_MAX_USER_PORT_ENDPORT = 0, /* the range is 1024 to MaxUserPort */
    PPS_MAX_USER_PORT_COUNT,       /* as many ports from the start */
    PPS_MAX_USER_PORT_IGNORED,
};
enum pps_delete_foreign {
    PPS_DELETE_FOREIGN_DENIED = 0,
    PPS_DELETE_FOREIGN_REMOVED,
};
enum pps_delete_unmatched {
    PPS_DELETE_UNMATCHED_FILE = 0, /* error 2 */
    PPS_DELETE_UNMATCHED_ELEMENT,  /* error 1168 */
};
enum pps_families_share {
    PPS_FAMILIES_SHARE_YES = 0,
    PPS_FAMILIES_SHARE_NO,
};
enum pps_boot_order {
    PPS_BOOT_ADMIN_FIRST = 0,
    PPS_BOOT_HNS_FIRST,
};
enum pps_excluded_range_off {
    PPS_EXCLUDED_RANGE_OFF_STAR = 0, /* the `*` row alone */
    PPS_EXCLUDED_RANGE_OFF_ALL,      /* every block of HNS too */
};
enum pps_block_ports {
    PPS_BLOCK_PORTS_100 = 0,
    PPS_BLOCK_PORTS_64,
    PPS_BLOCK_PORTS_10,
};
enum pps_block_place {
    PPS_BLOCK_PLACE_FIRST_FIT = 0,
    PPS_BLOCK_PLACE_RANDOM,
};
enum pps_udp_mirrors_tcp {
    PPS_UDP_MIRRORS_NO = 0,
    PPS_UDP_MIRRORS_YES,
};
enum pps_add_over_used {
    PPS_ADD_OVER_USED_REFUSED = 0,
    PPS_ADD_OVER_USED_ALLOWED,
};
enum pps_sockets_at_boot {
    PPS_SOCKETS_SYSTEM = 0, /* those of Windows itself come back */
    PPS_SOCKETS_NONE,
    PPS_SOCKETS_ALL,
};

/* A row of the table; static storage. */
struct pps_assumption_info {
    const char *id;       /* "U-13"; of docs/ports-on-windows.md */
    const char *name;     /* "delete-foreign" */
    const char *question; /* what nobody knows for certain */
    const char *values[PPS_ASSUMPTION_MAX_VALUES]; /* NULL: no more */
    const char *evidence; /* why the default is the first value */
};

/* The rows, by enum pps_assumption. */
PP_API const struct pps_assumption_info *
pps_assumption_infos(size_t *ret_count);

/* What is assumed: indexes into `values`. All zero bytes: the defaults. */
struct pps_assumptions {
    uint8_t chosen[PPS_ASSUMPTION_COUNT];
};

/*
 * "delete-foreign=removed"; the name may be its U-number, and both may be
 * written in any case, with `_` for `-`. PP_ERR_INVALID: no such name, or no
 * such value; then *reterr_info (may be NULL) is the row, NULL for a name
 * that no row has. PP_ERR_FORMAT: there is no `=`.
 */
PP_API enum pp_status pps_assumptions_set(
    struct pps_assumptions *assumptions,
    struct pp_sv setting,
    const struct pps_assumption_info **reterr_info) PP_MUST_CHECK;

/* The value assumed, by name. */
PP_API const char *
pps_assumptions_value(const struct pps_assumptions *assumptions,
                      enum pps_assumption assumption);

#endif
