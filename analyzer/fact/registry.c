/* Registry values that matter to ports: which they are, what they say. */
#include "registry.h"

#include "base/bytes.h"

enum {
    NSI_NAME_DIGITS = 8,
    NSI_DATA_BYTES = 4,
    CONTROL_SET_DIGITS = 3,
};

/* The keys that hold known values, below the control set. */
enum known_key {
    KEY_NONE = 0,
    KEY_TCPIP,
    KEY_HNS,
    KEY_HNS_SERVICE,
    KEY_WINNAT,
    KEY_WINNAT_PARAMETERS, /* as good as KEY_WINNAT */
    KEY_DNS,
    KEY_NTDS,
    KEY_NETLOGON,
    KEY_NTFRS,
    KEY_RPC, /* below SOFTWARE, not below the control set */
    KEY_COUNT_,
};

#define CONTROL_SET "HKEY_LOCAL_MACHINE\\SYSTEM\\CurrentControlSet\\"

static const struct pp_sv known_keys[KEY_COUNT_] = {
    [KEY_NONE] = PP_SV_INIT(""),
    [KEY_TCPIP] = PP_SV_INIT("Services\\Tcpip\\Parameters"),
    [KEY_HNS] = PP_SV_INIT("Services\\hns\\State"),
    [KEY_HNS_SERVICE] = PP_SV_INIT("Services\\hns"),
    [KEY_WINNAT] = PP_SV_INIT("Services\\WinNat"),
    [KEY_WINNAT_PARAMETERS] = PP_SV_INIT("Services\\WinNat\\Parameters"),
    [KEY_DNS] = PP_SV_INIT("Services\\DNS\\Parameters"),
    [KEY_NTDS] = PP_SV_INIT("Services\\NTDS\\Parameters"),
    [KEY_NETLOGON] = PP_SV_INIT("Services\\Netlogon\\Parameters"),
    [KEY_NTFRS] = PP_SV_INIT("Services\\NTFRS\\Parameters"),
    [KEY_RPC] = PP_SV_INIT("Microsoft\\Rpc\\Internet"),
};

struct known {
    enum known_key key;
    struct pp_sv name;
    enum pp_registry_type type;
};

/* clang-format off */
static const struct known knowns[PP_KNOWN_COUNT_] = {
    [PP_KNOWN_NONE] = {KEY_NONE, PP_SV_INIT(""), PP_REG_DELETED},
    [PP_KNOWN_MAX_USER_PORT] = {KEY_TCPIP, PP_SV_INIT("MaxUserPort"), PP_REG_DWORD},
    [PP_KNOWN_RESERVED_PORTS] = {KEY_TCPIP, PP_SV_INIT("ReservedPorts"), PP_REG_MULTI_SZ},
    [PP_KNOWN_TCP_TIMED_WAIT_DELAY] = {KEY_TCPIP, PP_SV_INIT("TcpTimedWaitDelay"), PP_REG_DWORD},
    [PP_KNOWN_ENABLE_EXCLUDED_RANGE] = {KEY_HNS, PP_SV_INIT("EnableExcludedPortRange"), PP_REG_DWORD},
    [PP_KNOWN_EXCLUDED_RANGE_START] = {KEY_HNS, PP_SV_INIT("ExcludedPortRangeStartPort"), PP_REG_DWORD},
    [PP_KNOWN_EXCLUDED_RANGE_COUNT] = {KEY_HNS, PP_SV_INIT("ExcludedPortRangePortCount"), PP_REG_DWORD},
    [PP_KNOWN_PREALLOCATE_TCP_START] = {KEY_HNS, PP_SV_INIT("PreallocatePortRangeTCPStartPort"), PP_REG_DWORD},
    [PP_KNOWN_PREALLOCATE_TCP_COUNT] = {KEY_HNS, PP_SV_INIT("PreallocatePortRangeTCPPortCount"), PP_REG_DWORD},
    [PP_KNOWN_PREALLOCATE_UDP_START] = {KEY_HNS, PP_SV_INIT("PreallocatePortRangeUDPStartPort"), PP_REG_DWORD},
    [PP_KNOWN_PREALLOCATE_UDP_COUNT] = {KEY_HNS, PP_SV_INIT("PreallocatePortRangeUDPPortCount"), PP_REG_DWORD},
    [PP_KNOWN_PORT_CHUNK_SIZE] = {KEY_WINNAT, PP_SV_INIT("PortChunkSize"), PP_REG_DWORD},
    [PP_KNOWN_SOCKET_POOL_SIZE] = {KEY_DNS, PP_SV_INIT("SocketPoolSize"), PP_REG_DWORD},
    [PP_KNOWN_SOCKET_POOL_EXCLUDED] = {KEY_DNS, PP_SV_INIT("SocketPoolExcludedPortRanges"), PP_REG_MULTI_SZ},
    [PP_KNOWN_WINNAT_START] = {KEY_WINNAT, PP_SV_INIT("Start"), PP_REG_DWORD},
    [PP_KNOWN_HNS_START] = {KEY_HNS_SERVICE, PP_SV_INIT("Start"), PP_REG_DWORD},
    [PP_KNOWN_RPC_PORTS] = {KEY_RPC, PP_SV_INIT("Ports"), PP_REG_MULTI_SZ},
    [PP_KNOWN_RPC_AVAILABLE] = {KEY_RPC, PP_SV_INIT("PortsInternetAvailable"), PP_REG_SZ},
    [PP_KNOWN_RPC_USE] = {KEY_RPC, PP_SV_INIT("UseInternetPorts"), PP_REG_SZ},
    [PP_KNOWN_NTDS_PORT] = {KEY_NTDS, PP_SV_INIT("TCP/IP Port"), PP_REG_DWORD},
    [PP_KNOWN_NETLOGON_PORT] = {KEY_NETLOGON, PP_SV_INIT("DCTcpipPort"), PP_REG_DWORD},
    [PP_KNOWN_NTFRS_PORT] = {KEY_NTFRS, PP_SV_INIT("RPC TCP/IP Port Assignment"), PP_REG_DWORD},
};
/* clang-format on */

const char *pp_known_value_name(enum pp_known_value value)
{
    return knowns[value].name.ptr;
}

enum pp_known_value pp_known_value_named(struct pp_sv name,
                                         struct pp_sv *ret_key)
{
    static const struct pp_sv full_keys[KEY_COUNT_] = {
        [KEY_NONE] = PP_SV_INIT(""),
        [KEY_TCPIP] = PP_SV_INIT(CONTROL_SET "Services\\Tcpip\\Parameters"),
        [KEY_HNS] = PP_SV_INIT(CONTROL_SET "Services\\hns\\State"),
        [KEY_HNS_SERVICE] = PP_SV_INIT(CONTROL_SET "Services\\hns"),
        [KEY_WINNAT] = PP_SV_INIT(CONTROL_SET "Services\\WinNat"),
        [KEY_WINNAT_PARAMETERS] =
            PP_SV_INIT(CONTROL_SET "Services\\WinNat\\Parameters"),
        [KEY_DNS] = PP_SV_INIT(CONTROL_SET "Services\\DNS\\Parameters"),
        [KEY_NTDS] = PP_SV_INIT(CONTROL_SET "Services\\NTDS\\Parameters"),
        [KEY_NETLOGON] =
            PP_SV_INIT(CONTROL_SET "Services\\Netlogon\\Parameters"),
        [KEY_NTFRS] = PP_SV_INIT(CONTROL_SET "Services\\NTFRS\\Parameters"),
        [KEY_RPC] = PP_SV_INIT(
            "HKEY_LOCAL_MACHINE\\SOFTWARE\\Microsoft\\Rpc\\Internet"),
    };
    for (int i = PP_KNOWN_NONE + 1; i < PP_KNOWN_COUNT_; i++) {
        /* Start alone may be anything's. */
        if (i != PP_KNOWN_WINNAT_START && i != PP_KNOWN_HNS_START &&
            i != PP_KNOWN_RPC_PORTS &&
            pp_sv_equal_nocase(name, knowns[i].name)) {
            *ret_key = full_keys[knowns[i].key];
            return (enum pp_known_value)i;
        }
    }
    return PP_KNOWN_NONE;
}

/* --- keys -------------------------------------------------------------------
 */

static bool is_control_set(struct pp_sv component)
{
    const struct pp_sv prefix = PP_SV("ControlSet");
    if (pp_sv_equal_nocase(component, PP_SV("CurrentControlSet"))) {
        return true;
    }
    uint32_t number = 0;
    struct pp_sv digits = pp_sv_sub(component, prefix.len, SIZE_MAX);
    return pp_sv_starts_nocase(component, prefix) &&
           digits.len == CONTROL_SET_DIGITS &&
           pp_sv_to_u32(digits, UINT32_MAX, &number);
}

static struct pp_sv without_last_backslash(struct pp_sv key)
{
    return pp_sv_ends(key, PP_SV("\\")) ? pp_sv_sub(key, 0, key.len - 1) : key;
}

/* What stands behind the control set; false for a key that has none. */
static bool below_control_set(struct pp_sv key, struct pp_sv *ret_below)
{
    struct pp_sv rest = without_last_backslash(key);
    while (rest.len > 0) {
        if (is_control_set(pp_take_until(&rest, '\\'))) {
            *ret_below = rest;
            return true;
        }
    }
    return false;
}

/* What stands behind SOFTWARE; false for a key that has none. */
static bool below_software(struct pp_sv key, struct pp_sv *ret_below)
{
    struct pp_sv rest = without_last_backslash(key);
    while (rest.len > 0) {
        if (pp_sv_equal_nocase(pp_take_until(&rest, '\\'), PP_SV("SOFTWARE"))) {
            *ret_below = rest;
            return true;
        }
    }
    return false;
}

/* The root's two spellings are one: HKLM, HKEY_LOCAL_MACHINE. */
static struct pp_sv below_root(struct pp_sv key)
{
    struct pp_sv rest = without_last_backslash(key);
    struct pp_sv root = pp_take_until(&rest, '\\');
    return pp_sv_equal_nocase(root, PP_SV("HKLM")) ||
                   pp_sv_equal_nocase(root, PP_SV("HKEY_LOCAL_MACHINE"))
               ? rest
               : without_last_backslash(key);
}

bool pp_registry_same_key(struct pp_sv a, struct pp_sv b)
{
    struct pp_sv below_a;
    struct pp_sv below_b;
    bool has_a = below_control_set(a, &below_a);
    bool has_b = below_control_set(b, &below_b);
    if (has_a != has_b) {
        return false;
    }
    return has_a ? pp_sv_equal_nocase(below_a, below_b)
                 : pp_sv_equal_nocase(below_root(a), below_root(b));
}

bool pp_registry_deletes(const struct pp_registry_fact *deletion,
                         struct pp_sv key)
{
    if (deletion->type != PP_REG_DELETED || deletion->name.len > 0) {
        return false;
    }
    key = without_last_backslash(key);
    for (size_t len = key.len; len > 0; len--) {
        bool is_whole = len == key.len || key.ptr[len] == '\\';
        if (is_whole &&
            pp_registry_same_key(deletion->key, pp_sv_sub(key, 0, len))) {
            return true;
        }
    }
    return false;
}

/* --- known values -----------------------------------------------------------
 */

/* `below` the control set, or SOFTWARE. */
static enum known_key find_key(struct pp_sv below, bool is_software)
{
    for (int i = KEY_NONE + 1; i < KEY_COUNT_; i++) {
        if ((i == KEY_RPC) == is_software &&
            pp_sv_equal_nocase(below, known_keys[i])) {
            return i == KEY_WINNAT_PARAMETERS ? KEY_WINNAT : (enum known_key)i;
        }
    }
    return KEY_NONE;
}

enum pp_known_value pp_known_value_of(struct pp_sv key, struct pp_sv name)
{
    struct pp_sv below;
    bool has_control_set = below_control_set(key, &below);
    if (name.len == 0 || (!has_control_set && !below_software(key, &below))) {
        return PP_KNOWN_NONE;
    }
    enum known_key found = find_key(below, !has_control_set);
    for (int i = PP_KNOWN_NONE + 1; i < PP_KNOWN_COUNT_; i++) {
        if (knowns[i].key == found &&
            pp_sv_equal_nocase(name, knowns[i].name)) {
            return (enum pp_known_value)i;
        }
    }
    return PP_KNOWN_NONE;
}

bool pp_known_value_is_under(enum pp_known_value value, struct pp_sv below_root)
{
    struct pp_sv rest = without_last_backslash(below_root);
    struct pp_sv hive = pp_take_until(&rest, '\\');
    bool is_software = pp_sv_equal_nocase(hive, PP_SV("SOFTWARE"));
    bool is_system = pp_sv_equal_nocase(hive, PP_SV("SYSTEM")) &&
                     is_control_set(pp_take_until(&rest, '\\'));
    return (is_software || is_system) && value != PP_KNOWN_NONE &&
           find_key(rest, is_software) == knowns[value].key;
}

enum pp_known_value pp_known_value_of_fact(const struct pp_registry_fact *fact)
{
    enum pp_known_value value = pp_known_value_of(fact->key, fact->name);
    bool is_read = fact->type == knowns[value].type ||
                   fact->type == PP_REG_DELETED ||
                   (value == PP_KNOWN_RPC_PORTS && fact->type == PP_REG_SZ);
    return is_read ? value : PP_KNOWN_NONE;
}

bool pp_is_dark_hns_value(const struct pp_registry_fact *value)
{
    struct pp_sv below;
    return value->type == PP_REG_DWORD && value->name.len > 0 &&
           below_control_set(value->key, &below) &&
           find_key(below, false) == KEY_HNS &&
           pp_known_value_of(value->key, value->name) == PP_KNOWN_NONE;
}

bool pp_is_dark_hns_name(struct pp_sv name)
{
    /* Scripts of AKS node images, 2023 and 2024. */
    static const struct pp_sv names[] = {
        PP_SV_INIT("HnsPreallocatePortRange"),
        PP_SV_INIT("PortExclusionChange"),
        PP_SV_INIT("CleanupReservedPorts"),
    };
    for (size_t i = 0; i < PP_ARRAY_LEN(names); i++) {
        if (pp_sv_equal_nocase(name, names[i])) {
            return true;
        }
    }
    return false;
}

/* --- persistent exclusions --------------------------------------------------
 */

bool pp_nsi_is_exclusion_key(struct pp_sv key, enum pp_protocol *ret_protocol)
{
    static const struct pp_sv tcp =
        PP_SV_INIT("Control\\Nsi\\{eb004a03-9b1a-11d4-9123-0050047759bc}\\29");
    static const struct pp_sv udp =
        PP_SV_INIT("Control\\Nsi\\{eb004a02-9b1a-11d4-9123-0050047759bc}\\5");
    struct pp_sv below;
    if (!below_control_set(key, &below)) {
        return false;
    }
    bool is_tcp = pp_sv_equal_nocase(below, tcp);
    if (!is_tcp && !pp_sv_equal_nocase(below, udp)) {
        return false;
    }
    *ret_protocol = is_tcp ? PP_TCP : PP_UDP;
    return true;
}

bool pp_nsi_is_exclusion_name(struct pp_sv name)
{
    return name.len == NSI_NAME_DIGITS && pp_is_all_of(name, PP_HEX_DIGITS);
}

static uint32_t byte_at(struct pp_sv name, size_t index)
{
    return pp_hex_digit(name.ptr[2 * index]) * 16 +
           pp_hex_digit(name.ptr[2 * index + 1]);
}

bool pp_nsi_decode(struct pp_sv key,
                   struct pp_sv name,
                   struct pp_sv data,
                   struct pp_nsi_exclusion *ret_exclusion)
{
    const struct pp_sv by_administrator = {"\x12\x00\xff\xff", NSI_DATA_BYTES};
    struct pp_nsi_exclusion found = {
        .is_administered =
            pp_sv_equal(data, by_administrator) ? PP_YES : PP_UNKNOWN};
    if (!pp_nsi_is_exclusion_key(key, &found.protocol) ||
        !pp_nsi_is_exclusion_name(name)) {
        return false;
    }
    uint32_t start = byte_at(name, 0) * 256 + byte_at(name, 1);
    uint32_t count = byte_at(name, 2) + byte_at(name, 3) * 256;
    if (start == 0 || !pp_range_from_count(start, count, &found.range)) {
        return false;
    }
    *ret_exclusion = found;
    return true;
}

bool pp_nsi_decode_fact(const struct pp_registry_fact *fact,
                        struct pp_nsi_exclusion *ret_exclusion)
{
    return fact->type == PP_REG_BINARY &&
           pp_nsi_decode(fact->key, fact->name, fact->text, ret_exclusion);
}

/* --- lists of ports ---------------------------------------------------------
 */

static struct pp_port_entry read_entry(struct pp_sv text)
{
    struct pp_port_entry entry = {.text = text};
    struct pp_sv trimmed = pp_sv_trim(text);
    /* `4000+10` is our own notation, and `4000` alone none of Windows'. */
    bool has_dash = pp_sv_find(trimmed, PP_SV("-"), 0) != SIZE_MAX;
    entry.is_valid = pp_range_parse(trimmed, &entry.range, &entry.fault);
    if (entry.is_valid && !has_dash) {
        entry.is_valid = false;
        entry.fault = PP_RANGE_NOT_A_NUMBER;
    }
    return entry;
}

/* The next string that is not empty. */
static bool next_string(struct pp_sv strings, size_t *io_at, struct pp_sv *ret)
{
    const struct pp_sv nul = {"", 1};
    while (*io_at < strings.len) {
        size_t end = pp_sv_find(strings, nul, *io_at);
        end = end == SIZE_MAX ? strings.len : end;
        struct pp_sv text = pp_sv_sub(strings, *io_at, end - *io_at);
        *io_at = end + 1;
        if (pp_sv_trim(text).len > 0) {
            *ret = text;
            return true;
        }
    }
    return false;
}

bool pp_port_entry_next(struct pp_sv strings,
                        size_t *io_at,
                        struct pp_port_entry *ret_entry)
{
    struct pp_sv text;
    if (!next_string(strings, io_at, &text)) {
        return false;
    }
    *ret_entry = read_entry(text);
    return true;
}

bool pp_rpc_entry_next(struct pp_sv strings,
                       size_t *io_at,
                       struct pp_port_entry *ret_entry)
{
    struct pp_sv text;
    if (!next_string(strings, io_at, &text)) {
        return false;
    }
    struct pp_sv high = pp_sv_trim(text);
    uint32_t first = 0;
    uint32_t last = 0;
    bool is_range = pp_sv_find(high, PP_SV("-"), 0) != SIZE_MAX;
    struct pp_sv low = is_range ? pp_take_until(&high, '-') : high;
    *ret_entry = (struct pp_port_entry){.text = text};
    ret_entry->is_valid = pp_sv_to_u32(low, PP_PORT_MAX, &first) &&
                          pp_sv_to_u32(high, PP_PORT_MAX, &last) &&
                          first <= last;
    ret_entry->fault = PP_RANGE_NOT_A_NUMBER;
    ret_entry->range = (struct pp_range){(uint16_t)first, (uint16_t)last};
    return true;
}

enum pp_tri pp_rpc_flag_of(const struct pp_registry_fact *value)
{
    struct pp_sv text =
        value->type == PP_REG_SZ ? pp_sv_trim(value->text) : PP_SV("");
    if (pp_sv_equal_nocase(text, PP_SV("Y"))) {
        return PP_YES;
    }
    return pp_sv_equal_nocase(text, PP_SV("N")) ? PP_NO : PP_UNKNOWN;
}

bool pp_port_entries_are_adjacent(const struct pp_port_entry *a,
                                  const struct pp_port_entry *b)
{
    return a->is_valid && b->is_valid && pp_range_touches(a->range, b->range) &&
           !pp_range_overlaps(a->range, b->range);
}
