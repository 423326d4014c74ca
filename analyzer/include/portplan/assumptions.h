/*
 * Where Windows is undocumented or contested: named assumptions, each with
 * its values and the evidence (assumptions.def). Nothing in portplan chooses
 * between two readings of Windows but through this table.
 */
#ifndef PORTPLAN_ASSUMPTIONS_H
#define PORTPLAN_ASSUMPTIONS_H

#include "portplan/sv.h"

PP_BEGIN_DECLS

enum pp_assumption {
#define PP_ASSUMPTION(id, number, name, question, values, evidence) \
    PP_ASSUME_##id,
#include "portplan/assumptions.def"
#undef PP_ASSUMPTION
    PP_ASSUMPTION_COUNT
};

/* The values that the code asks for, in the order of the table; 0 is the
 * default throughout. */
enum pp_assume_legacy_lower_bound {
    PP_LEGACY_LOWER_1025 = 0,
    PP_LEGACY_LOWER_1024,
};
enum pp_assume_legacy_65535 {
    PP_LEGACY_65535_ACCEPT = 0,
    PP_LEGACY_65535_CLAMP,
};
enum pp_assume_out_of_range {
    PP_OUT_OF_RANGE_CLAMP = 0,
    PP_OUT_OF_RANGE_IGNORE,
};
enum pp_assume_rollups {
    PP_ROLLUPS_UNPATCHED = 0,
    PP_ROLLUPS_PATCHED,
};
enum pp_assume_count_end {
    PP_COUNT_END_MINUS1 = 0,
    PP_COUNT_END_PLUS0,
};
enum pp_assume_max_user_port {
    PP_MAX_USER_PORT_BY_VERSION = 0,
    PP_MAX_USER_PORT_COUNT,   /* as many ports from the start */
    PP_MAX_USER_PORT_ENDPORT, /* the range is 1024 to MaxUserPort */
    PP_MAX_USER_PORT_IGNORED,
};
enum pp_assume_netsh_or_registry {
    PP_NETSH_WINS = 0,
    PP_REGISTRY_WINS,
};
enum pp_assume_time_wait {
    PP_TIME_WAIT_BY_VERSION = 0,
    PP_TIME_WAIT_120,
    PP_TIME_WAIT_240,
};
enum pp_assume_wildcard {
    PP_WILDCARD_RANDOM_START = 0,
    PP_WILDCARD_POINTER,
    PP_WILDCARD_UNIFORM,
};
enum pp_assume_auto_reuse_skips {
    PP_AUTO_REUSE_SKIPS_YES = 0,
    PP_AUTO_REUSE_SKIPS_NO,
};
enum pp_assume_add_lowest {
    PP_ADD_LOWEST_1 = 0,
    PP_ADD_LOWEST_1024,
};
enum pp_assume_delete_foreign {
    PP_DELETE_FOREIGN_DENIED = 0,
    PP_DELETE_FOREIGN_REMOVED,
};
enum pp_assume_delete_unmatched {
    PP_DELETE_UNMATCHED_FILE = 0, /* error 2 */
    PP_DELETE_UNMATCHED_ELEMENT,  /* error 1168 */
};
enum pp_assume_families_share {
    PP_FAMILIES_SHARE_YES = 0,
    PP_FAMILIES_SHARE_NO,
};
enum pp_assume_families_share_dynamic {
    PP_FAMILIES_SHARE_DYNAMIC_YES = 0,
    PP_FAMILIES_SHARE_DYNAMIC_NO,
};
enum pp_assume_dynamic_lowest {
    PP_DYNAMIC_LOWEST_1024 = 0,
    PP_DYNAMIC_LOWEST_1025,
};
enum pp_assume_persistent_api_mark {
    PP_PERSISTENT_API_BLANK = 0,
    PP_PERSISTENT_API_STAR,
};
enum pp_assume_boot_order {
    PP_BOOT_ADMIN_FIRST = 0,
    PP_BOOT_HNS_FIRST,
};
enum pp_assume_excluded_range_off {
    PP_EXCLUDED_RANGE_OFF_STAR = 0, /* the `*` row alone */
    PP_EXCLUDED_RANGE_OFF_ALL,      /* every block of HNS too */
};
enum pp_assume_mirrored_bind {
    PP_MIRRORED_BIND_BY_PROTOCOL = 0,
    PP_MIRRORED_BIND_10048,
    PP_MIRRORED_BIND_10013,
};
enum pp_assume_block_ports {
    PP_BLOCK_PORTS_100 = 0,
    PP_BLOCK_PORTS_64,
    PP_BLOCK_PORTS_10,
};
enum pp_assume_block_place {
    PP_BLOCK_PLACE_FIRST_FIT = 0,
    PP_BLOCK_PLACE_RELEASE, /* first fit, some blocks released again */
    PP_BLOCK_PLACE_RANDOM,
};
enum pp_assume_udp_mirrors_tcp {
    PP_UDP_MIRRORS_NO = 0,
    PP_UDP_MIRRORS_YES,
};
enum pp_assume_add_over_used {
    PP_ADD_OVER_USED_REFUSED = 0,
    PP_ADD_OVER_USED_ALLOWED,
};
enum pp_assume_time_wait_reserve {
    PP_TIME_WAIT_RESERVE_WORKS = 0,
    PP_TIME_WAIT_RESERVE_REFUSED,
};
enum pp_assume_share_4tuple {
    PP_SHARE_4TUPLE_BY_VERSION = 0,
    PP_SHARE_4TUPLE_YES,
    PP_SHARE_4TUPLE_NO,
};
enum pp_assume_sockets_at_boot {
    PP_SOCKETS_SYSTEM = 0, /* those of Windows itself come back */
    PP_SOCKETS_NONE,
    PP_SOCKETS_ALL,
};
enum pp_assume_winnat_start {
    PP_WINNAT_START_NOTHING = 0,
    PP_WINNAT_START_RESERVES,
};
enum pp_assume_hypervisor_off {
    PP_HYPERVISOR_OFF_RESERVES = 0,
    PP_HYPERVISOR_OFF_NO_BLOCKS,
};
enum pp_assume_mirrored_place {
    PP_MIRRORED_PLACE_FIXED = 0,
    PP_MIRRORED_PLACE_DYNAMIC,
    PP_MIRRORED_PLACE_HIGH, /* 32768 to 65535 */
};
enum pp_assume_mapping_bind {
    PP_MAPPING_BIND_REFUSED = 0,
    PP_MAPPING_BIND_WORKS,
};
enum pp_assume_holder_options {
    PP_HOLDER_DEFAULT = 0,
    PP_HOLDER_REUSE,
    PP_HOLDER_EXCLUSIVE,
};
enum pp_assume_holder_user {
    PP_HOLDER_USER_SAME = 0,
    PP_HOLDER_USER_OTHER,
};

/* A row of the table; static storage. */
struct pp_assumption_info {
    const char *id;       /* "U-13"; of docs/ports-on-windows.md */
    const char *name;     /* "delete-foreign" */
    const char *question; /* what nobody knows for certain */
    const char *values;   /* "denied|removed"; the first is the default */
    const char *evidence; /* why it is the default */
};

/* The rows, by enum pp_assumption. */
PP_API const struct pp_assumption_info *pp_assumption_infos(size_t *ret_count);

/* The value of that index among `values`; false: there is none. */
PP_API bool pp_assumption_value_at(const struct pp_assumption_info *info,
                                   size_t index,
                                   struct pp_sv *ret_value);

/* What is assumed: indexes into `values`. All zero bytes: the defaults. */
struct pp_assumptions {
    uint8_t chosen[PP_ASSUMPTION_COUNT];
};

/*
 * "delete-foreign=removed"; the name may be its U-number, and both may be
 * written in any case, with `_` for `-`. PP_ERR_INVALID: no such name, or no
 * such value; then *reterr_info (may be NULL) is the row, NULL for a name
 * that no row has. PP_ERR_FORMAT: there is no `=`.
 */
PP_API enum pp_status
pp_assumptions_set(struct pp_assumptions *assumptions,
                   struct pp_sv setting,
                   const struct pp_assumption_info **reterr_info) PP_MUST_CHECK;

/* The value assumed, by name. */
PP_API struct pp_sv
pp_assumptions_value(const struct pp_assumptions *assumptions,
                     enum pp_assumption assumption);

PP_END_DECLS

#endif
