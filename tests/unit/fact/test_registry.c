/* Which registry values matter, and what they say. */
#include <criterion/criterion.h>
#include <stdio.h>

#include "fact/registry.h"

#define NSI(guid, number)                                          \
    PP_SV("HKEY_LOCAL_MACHINE\\SYSTEM\\CurrentControlSet\\Control" \
          "\\Nsi\\{eb004a" guid "-9b1a-11d4-9123-0050047759bc}\\" number)

#define TCPIP_BELOW "\\Services\\Tcpip\\Parameters"

Test(registry, keys_count_from_their_control_set_on)
{
    static const struct {
        const char *key;
        bool is_known;
    } rows[] = {
        {"HKEY_LOCAL_MACHINE\\SYSTEM\\CurrentControlSet" TCPIP_BELOW, true},
        {"HKLM\\SYSTEM\\CurrentControlSet" TCPIP_BELOW, true},
        {"HKLM\\SYSTEM\\ControlSet001" TCPIP_BELOW, true},
        {"HKLM\\OFFLINE\\ControlSet002" TCPIP_BELOW, true},
        {"CurrentControlSet" TCPIP_BELOW, true},
        {"Computer\\HKLM\\SYSTEM\\CurrentControlSet" TCPIP_BELOW "\\", true},
        {"hklm\\system\\controlset001\\services\\tcpip\\parameters", true},
        {"HKLM\\SYSTEM\\ControlSet01" TCPIP_BELOW, false},
        {"HKLM\\SYSTEM\\ControlSet0001" TCPIP_BELOW, false},
        {"HKLM\\SYSTEM\\ControlSetABC" TCPIP_BELOW, false},
        {"HKLM\\SYSTEM\\ControlSet" TCPIP_BELOW, false},
        {"HKLM\\SYSTEM\\CurrentControlSet\\Services\\Tcpip", false},
        {"HKLM\\SYSTEM\\CurrentControlSet" TCPIP_BELOW "\\Adapters", false},
        {"HKLM\\SYSTEM\\CurrentControlSet\\X" TCPIP_BELOW, false},
        {"HKLM\\SYSTEM" TCPIP_BELOW, false},
        {"", false},
    };
    for (size_t i = 0; i < PP_ARRAY_LEN(rows); i++) {
        enum pp_known_value found =
            pp_known_value_of(pp_sv_from(rows[i].key), PP_SV("maxuserPORT"));
        cr_expect_eq(found,
                     rows[i].is_known ? PP_KNOWN_MAX_USER_PORT : PP_KNOWN_NONE,
                     "%s",
                     rows[i].key);
    }
}

Test(registry, every_value_is_known_below_its_own_key)
{
    static const struct {
        enum pp_known_value value;
        const char *key;
        const char *name;
    } rows[] = {
        {PP_KNOWN_MAX_USER_PORT, "Tcpip\\Parameters", "MaxUserPort"},
        {PP_KNOWN_RESERVED_PORTS, "Tcpip\\Parameters", "ReservedPorts"},
        {PP_KNOWN_TCP_TIMED_WAIT_DELAY,
         "Tcpip\\Parameters",
         "TcpTimedWaitDelay"},
        {PP_KNOWN_ENABLE_EXCLUDED_RANGE,
         "hns\\State",
         "EnableExcludedPortRange"},
        {PP_KNOWN_EXCLUDED_RANGE_START,
         "hns\\State",
         "ExcludedPortRangeStartPort"},
        {PP_KNOWN_EXCLUDED_RANGE_COUNT,
         "hns\\State",
         "ExcludedPortRangePortCount"},
        {PP_KNOWN_PREALLOCATE_TCP_START,
         "hns\\State",
         "PreallocatePortRangeTCPStartPort"},
        {PP_KNOWN_PREALLOCATE_TCP_COUNT,
         "hns\\State",
         "PreallocatePortRangeTCPPortCount"},
        {PP_KNOWN_PREALLOCATE_UDP_START,
         "hns\\State",
         "PreallocatePortRangeUDPStartPort"},
        {PP_KNOWN_PREALLOCATE_UDP_COUNT,
         "hns\\State",
         "PreallocatePortRangeUDPPortCount"},
        {PP_KNOWN_PORT_CHUNK_SIZE, "WinNat", "PortChunkSize"},
        {PP_KNOWN_WINNAT_START, "WinNat", "Start"},
        {PP_KNOWN_HNS_START, "hns", "Start"},
        {PP_KNOWN_PORT_CHUNK_SIZE, "WinNat\\Parameters", "PortChunkSize"},
        {PP_KNOWN_SOCKET_POOL_SIZE, "DNS\\Parameters", "SocketPoolSize"},
        {PP_KNOWN_SOCKET_POOL_EXCLUDED,
         "DNS\\Parameters",
         "SocketPoolExcludedPortRanges"},
        {PP_KNOWN_NTDS_PORT, "NTDS\\Parameters", "TCP/IP Port"},
        {PP_KNOWN_NETLOGON_PORT, "Netlogon\\Parameters", "DCTcpipPort"},
        {PP_KNOWN_NTFRS_PORT,
         "NTFRS\\Parameters",
         "RPC TCP/IP Port Assignment"},
    };
    char key[200];
    /* Three are RPC's, and WinNat has two keys. */
    cr_expect_eq(PP_ARRAY_LEN(rows) + 3, PP_KNOWN_COUNT_);
    for (size_t i = 0; i < PP_ARRAY_LEN(rows); i++) {
        (void)snprintf(key,
                       sizeof(key),
                       "HKLM\\SYSTEM\\CurrentControlSet\\Services\\%s",
                       rows[i].key);
        struct pp_sv name = pp_sv_from(rows[i].name);
        cr_expect_eq(pp_known_value_of(pp_sv_from(key), name),
                     rows[i].value,
                     "%s",
                     rows[i].name);
        cr_expect_str_eq(pp_known_value_name(rows[i].value), rows[i].name);
        cr_expect_eq(
            pp_known_value_of(
                PP_SV("HKLM\\SYSTEM\\CurrentControlSet\\Services\\X"), name),
            PP_KNOWN_NONE);
        cr_expect_eq(pp_known_value_of(pp_sv_from(key), PP_SV("")),
                     PP_KNOWN_NONE);
    }
    cr_expect_str_eq(pp_known_value_name(PP_KNOWN_NONE), "");
}

Test(registry, a_command_must_name_the_whole_key)
{
    static const struct {
        const char *below_root;
        enum pp_known_value value;
        bool is_right;
    } rows[] = {
        {"SYSTEM\\CurrentControlSet" TCPIP_BELOW, PP_KNOWN_MAX_USER_PORT, true},
        {"system\\controlset001" TCPIP_BELOW "\\",
         PP_KNOWN_RESERVED_PORTS,
         true},
        {"SYSTEM\\CurrentControlSet\\Services\\WinNat\\Parameters",
         PP_KNOWN_PORT_CHUNK_SIZE,
         true},
        {"SYSTEM\\CurrentControlSet" TCPIP_BELOW,
         PP_KNOWN_PORT_CHUNK_SIZE,
         false},
        {"SYSTEM\\CurrentControlSet\\Services\\Tcpip",
         PP_KNOWN_MAX_USER_PORT,
         false},
        {"CurrentControlSet" TCPIP_BELOW, PP_KNOWN_MAX_USER_PORT, false},
        {"x\\SYSTEM\\CurrentControlSet" TCPIP_BELOW,
         PP_KNOWN_MAX_USER_PORT,
         false},
        {"SYSTEM\\ControlSet1" TCPIP_BELOW, PP_KNOWN_MAX_USER_PORT, false},
        {"SYSTEM\\CurrentControlSet\\", PP_KNOWN_NONE, false},
        {"", PP_KNOWN_MAX_USER_PORT, false},
    };
    for (size_t i = 0; i < PP_ARRAY_LEN(rows); i++) {
        cr_expect_eq(pp_known_value_is_under(rows[i].value,
                                             pp_sv_from(rows[i].below_root)),
                     rows[i].is_right,
                     "%s",
                     rows[i].below_root);
    }
}

Test(registry, a_value_of_another_type_is_not_the_known_one)
{
    struct pp_registry_fact fact = {
        .key = PP_SV("HKLM\\SYSTEM\\CurrentControlSet" TCPIP_BELOW),
        .name = PP_SV("MaxUserPort"),
        .type = PP_REG_DWORD,
    };
    cr_expect_eq(pp_known_value_of_fact(&fact), PP_KNOWN_MAX_USER_PORT);
    fact.type = PP_REG_SZ;
    cr_expect_eq(pp_known_value_of_fact(&fact), PP_KNOWN_NONE);
    fact.type = PP_REG_DELETED;
    cr_expect_eq(pp_known_value_of_fact(&fact), PP_KNOWN_MAX_USER_PORT);
    fact.name = PP_SV("Other");
    cr_expect_eq(pp_known_value_of_fact(&fact), PP_KNOWN_NONE);
}

Test(registry, spellings_of_one_key_are_one)
{
    static const struct {
        const char *a;
        const char *b;
        bool are_same;
    } rows[] = {
        {"HKLM\\SYSTEM\\ControlSet001\\A",
         "HKEY_LOCAL_MACHINE\\SYSTEM\\CurrentControlSet\\a",
         true},
        {"HKLM\\SOFTWARE\\A", "hkey_local_machine\\software\\a\\", true},
        {"HKCU\\SOFTWARE\\A", "HKLM\\SOFTWARE\\A", false},
        {"HKLM\\SYSTEM\\ControlSet001\\A",
         "HKLM\\SYSTEM\\ControlSet001\\AB",
         false},
        {"HKLM\\SYSTEM\\ControlSet001\\A", "A", false},
        {"A", "HKLM\\A", true},
    };
    for (size_t i = 0; i < PP_ARRAY_LEN(rows); i++) {
        struct pp_sv a = pp_sv_from(rows[i].a);
        struct pp_sv b = pp_sv_from(rows[i].b);
        cr_expect_eq(
            pp_registry_same_key(a, b), rows[i].are_same, "%s", rows[i].a);
        cr_expect_eq(
            pp_registry_same_key(b, a), rows[i].are_same, "%s", rows[i].a);
    }
}

Test(registry, a_deleted_key_takes_the_keys_below_it)
{
    struct pp_registry_fact deleted = {
        .key = PP_SV("HKLM\\SYSTEM\\CurrentControlSet\\Services\\hns"),
        .type = PP_REG_DELETED};
    struct pp_sv state = PP_SV(
        "HKEY_LOCAL_MACHINE\\SYSTEM\\ControlSet001\\services\\HNS\\State");
    cr_expect(pp_registry_deletes(&deleted, state));
    cr_expect(pp_registry_deletes(&deleted, deleted.key));
    cr_expect_not(pp_registry_deletes(
        &deleted, PP_SV("HKLM\\SYSTEM\\CurrentControlSet\\Services\\hnsX")));
    cr_expect_not(pp_registry_deletes(
        &deleted, PP_SV("HKLM\\SYSTEM\\CurrentControlSet\\Services")));
    cr_expect_not(pp_registry_deletes(&deleted, PP_SV("")));
    deleted.name = PP_SV("EnableExcludedPortRange");
    cr_expect_not(pp_registry_deletes(&deleted, state));
    deleted.name = PP_SV("");
    deleted.type = PP_REG_SZ;
    cr_expect_not(pp_registry_deletes(&deleted, state));
}

Test(registry, persistent_exclusions)
{
    static const struct {
        const char *name;
        bool is_one;
        struct pp_range range;
    } rows[] = {
        {"cc570100", true, {52311, 52311}},
        {"c3503c00", true, {50000, 50059}},
        {"D8CC6400", true, {55500, 55599}},
        {"0001ffff", true, {1, 65535}},
        {"ffff0100", true, {65535, 65535}},
        {"00010001", true, {1, 256}},
        {"00003c00", false, {0, 0}},
        {"c3500000", false, {0, 0}},
        {"ffff0200", false, {0, 0}},
        {"c3503c0", false, {0, 0}},
        {"c3503c000", false, {0, 0}},
        {"c3503cg0", false, {0, 0}},
        {"", false, {0, 0}},
    };
    const struct pp_sv data = {"\x12\x00\xff\xff", 4};
    for (size_t i = 0; i < PP_ARRAY_LEN(rows); i++) {
        struct pp_nsi_exclusion found = {PP_UDP, {7, 7}, PP_NO};
        bool is_one = pp_nsi_decode(
            NSI("03", "29"), pp_sv_from(rows[i].name), data, &found);
        cr_assert_eq(is_one, rows[i].is_one, "%s", rows[i].name);
        struct pp_range range =
            is_one ? rows[i].range : (struct pp_range){7, 7};
        cr_expect(pp_range_equal(found.range, range), "%s", rows[i].name);
        cr_expect_eq(found.protocol, is_one ? PP_TCP : PP_UDP);
        cr_expect_eq(found.is_administered, is_one ? PP_YES : PP_NO);
    }
}

Test(registry, keys_of_persistent_exclusions)
{
    const struct pp_sv name = PP_SV("c3503c00");
    const struct pp_sv data = {"\x12\x00\xff\xff", 4};
    struct pp_nsi_exclusion found;
    cr_assert(pp_nsi_decode(NSI("02", "5"), name, data, &found));
    cr_expect_eq(found.protocol, PP_UDP);
    cr_assert(pp_nsi_decode(NSI("03", "29"), name, data, &found));
    cr_expect_eq(found.protocol, PP_TCP);
    cr_expect_not(pp_nsi_decode(NSI("03", "5"), name, data, &found));
    cr_expect_not(pp_nsi_decode(NSI("02", "29"), name, data, &found));
    cr_expect_not(pp_nsi_decode(NSI("00", "29"), name, data, &found));
    cr_expect_not(pp_nsi_decode(NSI("03", "2"), name, data, &found));
    cr_expect_not(pp_nsi_decode(PP_SV("29"), name, data, &found));
}

Test(registry, other_data_is_of_a_kind_not_known)
{
    static const struct pp_sv others[] = {
        {"\x12\x00\xff\xfe", 4},
        {"\x12\x00\xff", 3},
        {"\x12\x00\xff\xff\x00", 5},
        {NULL, 0},
    };
    for (size_t i = 0; i < PP_ARRAY_LEN(others); i++) {
        struct pp_registry_fact fact = {.key = NSI("03", "29"),
                                        .name = PP_SV("c3503c00"),
                                        .type = PP_REG_BINARY,
                                        .text = others[i]};
        struct pp_nsi_exclusion found;
        cr_assert(pp_nsi_decode_fact(&fact, &found), "%zu", i);
        cr_expect_eq(found.is_administered, PP_UNKNOWN, "%zu", i);
        fact.type = PP_REG_SZ;
        cr_expect_not(pp_nsi_decode_fact(&fact, &found));
    }
}

Test(registry, entries_of_reserved_ports)
{
    static const struct {
        const char *text;
        bool is_valid;
        struct pp_range range;
        enum pp_range_error fault;
    } rows[] = {
        {"4000-4010", true, {4000, 4010}, PP_RANGE_OK},
        {" 1-65535 ", true, {1, 65535}, PP_RANGE_OK},
        {"4000", false, {0, 0}, PP_RANGE_NOT_A_NUMBER},
        {"4000+10", false, {0, 0}, PP_RANGE_NOT_A_NUMBER},
        {"0-1", false, {0, 0}, PP_RANGE_PORT_ZERO},
        {"1-65536", false, {0, 0}, PP_RANGE_ABOVE_MAX},
        {"2-1", false, {0, 0}, PP_RANGE_END_BEFORE_START},
        {"1 - 2", false, {0, 0}, PP_RANGE_TRAILING},
    };
    for (size_t i = 0; i < PP_ARRAY_LEN(rows); i++) {
        struct pp_port_entry entry;
        size_t at = 0;
        struct pp_sv text = pp_sv_from(rows[i].text);
        cr_assert(pp_port_entry_next(text, &at, &entry));
        cr_expect_eq(entry.is_valid, rows[i].is_valid, "%s", rows[i].text);
        cr_expect(pp_sv_equal(entry.text, text));
        if (entry.is_valid) {
            cr_expect(pp_range_equal(entry.range, rows[i].range));
        } else {
            cr_expect_eq(entry.fault, rows[i].fault, "%s", rows[i].text);
        }
        cr_expect_not(pp_port_entry_next(text, &at, &entry));
    }
}

Test(registry, entries_end_where_their_strings_do)
{
    const struct pp_sv strings = {"1-2\0\0 \0003-4", 11};
    struct pp_port_entry first;
    struct pp_port_entry second;
    size_t at = 0;
    cr_assert(pp_port_entry_next(strings, &at, &first));
    cr_assert(pp_port_entry_next(strings, &at, &second));
    cr_expect(pp_range_equal(first.range, (struct pp_range){1, 2}));
    cr_expect(pp_range_equal(second.range, (struct pp_range){3, 4}));
    cr_expect_not(pp_port_entry_next(strings, &at, &first));
    at = 0;
    cr_expect_not(pp_port_entry_next((struct pp_sv){NULL, 0}, &at, &first));
}

Test(registry, neighbours_are_adjacent_and_others_are_not)
{
    const struct pp_port_entry a = {.is_valid = true, .range = {10, 19}};
    struct pp_port_entry b = {.is_valid = true, .range = {20, 20}};
    cr_expect(pp_port_entries_are_adjacent(&a, &b));
    cr_expect(pp_port_entries_are_adjacent(&b, &a));
    b.range = (struct pp_range){21, 30};
    cr_expect_not(pp_port_entries_are_adjacent(&a, &b));
    b.range = (struct pp_range){19, 30};
    cr_expect_not(pp_port_entries_are_adjacent(&a, &b));
    b = (struct pp_port_entry){.is_valid = false, .range = {20, 20}};
    cr_expect_not(pp_port_entries_are_adjacent(&a, &b));
    cr_expect_not(pp_port_entries_are_adjacent(&b, &a));
}

Test(registry, the_values_of_rpc_lie_below_software)
{
    static const struct {
        const char *key;
        bool is_known;
    } rows[] = {
        {"HKEY_LOCAL_MACHINE\\SOFTWARE\\Microsoft\\Rpc\\Internet", true},
        {"hklm\\software\\microsoft\\rpc\\internet\\", true},
        {"HKLM\\OFFLINE\\SOFTWARE\\Microsoft\\Rpc\\Internet", true},
        {"HKLM\\SOFTWARE\\Microsoft\\Rpc", false},
        {"HKLM\\SOFTWARE\\WOW6432Node\\Microsoft\\Rpc\\Internet", false},
        {"HKLM\\SYSTEM\\CurrentControlSet\\Microsoft\\Rpc\\Internet", false},
        {"HKLM\\SOFTWARE\\Services\\NTDS\\Parameters", false},
    };
    for (size_t i = 0; i < PP_ARRAY_LEN(rows); i++) {
        struct pp_sv key = pp_sv_from(rows[i].key);
        cr_expect_eq(pp_known_value_of(key, PP_SV("ports")),
                     rows[i].is_known ? PP_KNOWN_RPC_PORTS : PP_KNOWN_NONE,
                     "%s",
                     rows[i].key);
        cr_expect_eq(pp_known_value_of(key, PP_SV("UseInternetPorts")),
                     rows[i].is_known ? PP_KNOWN_RPC_USE : PP_KNOWN_NONE);
        cr_expect_eq(pp_known_value_of(key, PP_SV("TCP/IP Port")),
                     PP_KNOWN_NONE);
    }
    struct pp_sv key;
    cr_expect_eq(pp_known_value_named(PP_SV("Ports"), &key), PP_KNOWN_NONE);
    cr_expect_eq(pp_known_value_named(PP_SV("PortsInternetAvailable"), &key),
                 PP_KNOWN_RPC_AVAILABLE);
    cr_expect(pp_known_value_is_under(
        PP_KNOWN_RPC_USE, PP_SV("Software\\Microsoft\\Rpc\\Internet")));
    cr_expect_not(pp_known_value_is_under(
        PP_KNOWN_RPC_USE,
        PP_SV("SYSTEM\\CurrentControlSet\\Microsoft\\Rpc\\Internet")));
}

Test(registry, rpc_lists_ports_and_ranges)
{
    static const struct {
        const char *text;
        bool is_valid;
        struct pp_range range;
    } rows[] = {
        {"6100-6299", true, {6100, 6299}},
        {" 5984 ", true, {5984, 5984}},
        {"0-65535", true, {0, 65535}},
        {"0", true, {0, 0}},
        {"65536", false, {0, 0}},
        {"6299-6100", false, {0, 0}},
        {"6100-", false, {0, 0}},
        {"-6100", false, {0, 0}},
        {"6100-6200-6300", false, {0, 0}},
        {"6100 - 6299", false, {0, 0}},
        {"6100+10", false, {0, 0}},
        {"6100;6101", false, {0, 0}},
        {"0x17d4", false, {0, 0}},
    };
    for (size_t i = 0; i < PP_ARRAY_LEN(rows); i++) {
        struct pp_port_entry entry;
        size_t at = 0;
        cr_assert(pp_rpc_entry_next(pp_sv_from(rows[i].text), &at, &entry));
        cr_expect_eq(entry.is_valid, rows[i].is_valid, "%s", rows[i].text);
        if (entry.is_valid) {
            cr_expect(pp_range_equal(entry.range, rows[i].range));
        }
        cr_expect_not(pp_rpc_entry_next(pp_sv_from(rows[i].text), &at, &entry));
    }
}

Test(registry, the_flags_of_rpc_are_y_and_n)
{
    static const struct {
        const char *text;
        enum pp_registry_type type;
        enum pp_tri flag;
    } rows[] = {
        {"Y", PP_REG_SZ, PP_YES},
        {"n", PP_REG_SZ, PP_NO},
        {"yes", PP_REG_SZ, PP_UNKNOWN},
        {"", PP_REG_SZ, PP_UNKNOWN},
        {"Y", PP_REG_DELETED, PP_UNKNOWN},
    };
    for (size_t i = 0; i < PP_ARRAY_LEN(rows); i++) {
        const struct pp_registry_fact value = {
            .type = rows[i].type, .text = pp_sv_from(rows[i].text)};
        cr_expect_eq(pp_rpc_flag_of(&value), rows[i].flag, "%s", rows[i].text);
    }
}
