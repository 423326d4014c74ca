/*
 * The table of assumptions. The U-numbers and the evidence are those of
 * docs/ports-on-windows.md#unknowns.
 */
#include "portplansim/assumptions.h"

static const struct pps_assumption_info infos[PPS_ASSUMPTION_COUNT] = {
    [PPS_MAX_USER_PORT] =
        {"U-06",
         "max-user-port",
         "what MaxUserPort does on Vista and later",
         {"endport-1024", "count", "ignored"},
         "on Windows 11, 0xfffe gave start 1024 and 64511 ports (nmap "
         "PR#3499); for Vista, Microsoft's SRD blog of 2008 has a count"},
    [PPS_DELETE_FOREIGN] =
        {"U-13",
         "delete-foreign",
         "what deleting a range does that is not administered",
         {"denied", "removed", NULL},
         "\"Access is denied.\" in docker/for-win#3171 and in the seed "
         "article; one unsure report that the ranges vanished"},
    [PPS_DELETE_UNMATCHED] =
        {"U-14",
         "delete-unmatched",
         "what deleting a range answers that no row matches exactly",
         {"file-not-found", "element-not-found", NULL},
         "the API documents ERROR_NOT_FOUND (1168); netsh commonly shows "
         "the text of error 2"},
    [PPS_FAMILIES_SHARE] =
        {"U-16",
         "families-share",
         "whether IPv4 and IPv6 share one table of exclusions",
         {"yes", "no", NULL},
         "one list in the registry serves both (BigFix fixlet 27007)"},
    [PPS_BOOT_ORDER] =
        {"U-22",
         "boot-order",
         "whether administered ranges are in force before HNS reserves",
         {"admin-first", "hns-first", NULL},
         "blocks are found right behind administered rows, and the recipe "
         "of the seed article works"},
    [PPS_EXCLUDED_RANGE_OFF] =
        {"U-23",
         "excluded-range-off",
         "what EnableExcludedPortRange=0 turns off",
         {"star-only", "all-hns", NULL},
         "Microsoft support as quoted by a user: in effect the range with "
         "the asterisk; others say all blocks"},
    [PPS_BLOCK_PORTS] =
        {"U-26",
         "block-ports",
         "how many ports winnat reserves at a time",
         {"100", "64", "10"},
         "893 rows of 100 in the corpus; 8 of 10 on Windows 10 1709 "
         "(docker/for-win#1707); 64 with load balancers on servers"},
    [PPS_BLOCK_PLACE] =
        {"U-27",
         "block-place",
         "where winnat puts a block",
         {"first-fit", "random", NULL},
         "517 of 818 neighbours in the corpus touch; the next block starts "
         "right behind an obstacle"},
    [PPS_UDP_MIRRORS_TCP] =
        {"U-28",
         "udp-mirrors-tcp",
         "whether UDP gets the same blocks as TCP",
         {"no", "yes", NULL},
         "the TCP and UDP tables of one machine differ in the corpus"},
    [PPS_ADD_OVER_USED] =
        {"U-29",
         "add-over-used",
         "whether one port in use refuses a whole range",
         {"refused", "allowed", NULL},
         "CreatePersistentTcpPortReservation documents a sharing violation "
         "for ports in use"},
    [PPS_SOCKETS_AT_BOOT] =
        {"-",
         "sockets-at-boot",
         "which captured sockets are there again after a restart",
         {"system", "none", "all"},
         "programs do not survive a restart; Windows' own listeners come "
         "back on the same ports"},
};

const struct pps_assumption_info *pps_assumption_infos(size_t *ret_count)
{
    *ret_count = PP_ARRAY_LEN(infos);
    return infos;
}

static char fold(char c)
{
    if (c >= 'A' && c <= 'Z') {
        return (char)(c - 'A' + 'a');
    }
    return c == '_' ? '-' : c;
}

static bool names_equal(struct pp_sv text, const char *name)
{
    struct pp_sv wanted = pp_sv_from(name);
    if (text.len != wanted.len) {
        return false;
    }
    for (size_t i = 0; i < text.len; i++) {
        if (fold(text.ptr[i]) != fold(wanted.ptr[i])) {
            return false;
        }
    }
    return true;
}

static const struct pps_assumption_info *find_info(struct pp_sv name)
{
    for (size_t i = 0; i < PP_ARRAY_LEN(infos); i++) {
        if (names_equal(name, infos[i].name) ||
            (infos[i].id[0] == 'U' && names_equal(name, infos[i].id))) {
            return &infos[i];
        }
    }
    return NULL;
}

enum pp_status
pps_assumptions_set(struct pps_assumptions *assumptions,
                    struct pp_sv setting,
                    const struct pps_assumption_info **reterr_info)
{
    size_t equals = pp_sv_find(setting, PP_SV("="), 0);
    if (equals == SIZE_MAX) {
        return PP_ERR_FORMAT;
    }
    struct pp_sv name = pp_sv_trim(pp_sv_sub(setting, 0, equals));
    struct pp_sv value =
        pp_sv_trim(pp_sv_sub(setting, equals + 1, setting.len));
    const struct pps_assumption_info *info = find_info(name);
    for (uint8_t i = 0; info != NULL && i < PPS_ASSUMPTION_MAX_VALUES; i++) {
        if (info->values[i] != NULL && names_equal(value, info->values[i])) {
            assumptions->chosen[info - infos] = i;
            return PP_OK;
        }
    }
    if (reterr_info != NULL) {
        *reterr_info = info;
    }
    return PP_ERR_INVALID;
}

const char *pps_assumptions_value(const struct pps_assumptions *assumptions,
                                  enum pps_assumption assumption)
{
    return infos[assumption].values[assumptions->chosen[assumption]];
}
