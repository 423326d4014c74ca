/* netsh command lines, as people paste them. */
#include <criterion/criterion.h>
#include <string.h>

#include "parse/line/netsh_command.h"

static enum pp_netsh_result
find(const char *line, struct pp_netsh_command *command, const char **why)
{
    memset(command, 0, sizeof(*command));
    return pp_netsh_find(pp_sv_from(line), command, why);
}

/* Every row is the same command: add, ipv4, tcp, 55500, 100. */
Test(netsh_command, reads_an_add_in_every_spelling)
{
    static const char *const rows[] = {
        "netsh interface ipv4 add excludedportrange protocol=tcp "
        "startport=55500 numberofports=100 store=persistent",
        "netsh int ipv4 add excludedportrange protocol=tcp startport=55500 "
        "numberofports=100",
        "NETSH.EXE Int IPv4 Add ExcludedPortRange Protocol=TCP "
        "StartPort=55500 NumberOfPorts=100",
        "C:\\Users\\Xyz> netsh int ip add excludedportrange tcp 55500 100",
        "PS C:\\> netsh int ipv4 add excluded tcp start=55500 num=100",
        "(base) PS C:\\Users\\x> netsh inter ipv4 a ex proto=tcp 55500 100",
        "$ netsh int ipv4 add excludedport num=100 sta=55500 pro=tcp",
        "\xe2\x9e\x9c  ~ netsh int ipv4 add excludedportrange tcp 55500 100",
        "> netsh int ipv4 add excludedportrange tcp 55500 100 persistent",
        "`netsh int ipv4 add excludedportrange tcp 55500 100` and reboot",
        "run \"netsh int ipv4 add excludedportrange tcp 55500 100\".",
        "**netsh int ipv4 add excludedportrange tcp 55500 100**",
        "netsh int ipv4 add excludedportrange protocol=\"tcp\" "
        "startport='55500' numberofports=100",
        "netsh int ipv4 add excludedportrange tcp 55500 100 # for the shop",
        "netsh int ipv4 add excludedportrange tcp 55500 100 & pause",
        "netsh int ipv4 add excludedportrange tcp 55500 100;",
        "netsh int ipv4 add excludedportrange tcp 55500 100\xe3\x80\x82",
        "netsh\tint\tipv4\tadd\texcludedportrange\ttcp\t55500\t100",
        "& \"C:\\Windows\\System32\\netsh.exe\" int ipv4 add "
        "excludedportrange tcp 55500 100",
        "netsh interface ipv4>add excludedportrange tcp 55500 100",
        "netsh>interface ipv4 add excludedportrange tcp 55500 100",
        "with netsh: netsh int ipv4 add excludedportrange tcp 55500 100",
        "netsh int ipv4 add excludedportrange num=100 tcp 55500",
    };
    for (size_t i = 0; i < PP_ARRAY_LEN(rows); i++) {
        struct pp_netsh_command got;
        enum pp_netsh_result result = find(rows[i], &got, NULL);
        cr_assert(result == PP_NETSH_OK, "row %zu: %s", i, rows[i]);
        cr_expect(got.verb == PP_NETSH_ADD, "row %zu", i);
        cr_expect(got.object == PP_NETSH_EXCLUDED, "row %zu", i);
        cr_expect(got.family == PP_FAMILY_IPV4, "row %zu", i);
        cr_expect(got.has_protocol && got.protocol == PP_TCP, "row %zu", i);
        cr_expect(got.has_start && got.start == 55500, "row %zu", i);
        cr_expect(got.has_count && got.count == 100, "row %zu", i);
        cr_expect(got.store == PP_STORE_PERSISTENT, "row %zu", i);
    }
}

struct command_case {
    const char *line;
    enum pp_netsh_verb verb;
    enum pp_netsh_object object;
    enum pp_family family;
    int protocol; /* -1: none */
    enum pp_store store;
};

static void expect_commands(const struct command_case *rows, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        struct pp_netsh_command got;
        cr_assert(find(rows[i].line, &got, NULL) == PP_NETSH_OK, "row %zu", i);
        cr_expect(got.verb == rows[i].verb, "row %zu", i);
        cr_expect(got.object == rows[i].object, "row %zu", i);
        cr_expect(got.family == rows[i].family, "row %zu", i);
        cr_expect(got.has_protocol == (rows[i].protocol >= 0), "row %zu", i);
        cr_expect(!got.has_protocol || (int)got.protocol == rows[i].protocol,
                  "row %zu",
                  i);
        cr_expect(got.store == rows[i].store, "row %zu", i);
    }
}

Test(netsh_command, reads_what_is_shown)
{
    static const struct command_case rows[] = {
        {"netsh interface ipv4 show excludedportrange protocol=tcp",
         PP_NETSH_SHOW,
         PP_NETSH_EXCLUDED,
         PP_FAMILY_IPV4,
         PP_TCP,
         PP_STORE_ACTIVE},
        {"netsh int ipv6 sh excludedport udp",
         PP_NETSH_SHOW,
         PP_NETSH_EXCLUDED,
         PP_FAMILY_IPV6,
         PP_UDP,
         PP_STORE_ACTIVE},
        {"netsh int ipv4 show excludedportrange tcp store=persistent",
         PP_NETSH_SHOW,
         PP_NETSH_EXCLUDED,
         PP_FAMILY_IPV4,
         PP_TCP,
         PP_STORE_PERSISTENT},
        {"netsh int ipv4 show excludedportrange tcp persistent",
         PP_NETSH_SHOW,
         PP_NETSH_EXCLUDED,
         PP_FAMILY_IPV4,
         PP_TCP,
         PP_STORE_PERSISTENT},
        {"netsh int ipv4 show dynamicport tcp",
         PP_NETSH_SHOW,
         PP_NETSH_DYNAMIC,
         PP_FAMILY_IPV4,
         PP_TCP,
         PP_STORE_ACTIVE},
        {"netsh int ipv4 show excludedportrange",
         PP_NETSH_SHOW,
         PP_NETSH_EXCLUDED,
         PP_FAMILY_IPV4,
         -1,
         PP_STORE_ACTIVE},
        {"netsh int ipv4 show excludedportrange to see them",
         PP_NETSH_SHOW,
         PP_NETSH_EXCLUDED,
         PP_FAMILY_IPV4,
         -1,
         PP_STORE_ACTIVE},
        {"netsh int ipv4 show excludedportrange tcp|findstr 555",
         PP_NETSH_SHOW,
         PP_NETSH_EXCLUDED,
         PP_FAMILY_IPV4,
         PP_TCP,
         PP_STORE_ACTIVE},
    };
    expect_commands(rows, PP_ARRAY_LEN(rows));
}

Test(netsh_command, reads_what_is_changed)
{
    static const struct command_case rows[] = {
        {"netsh int ipv4 set dynamic tcp start=49152 num=16384",
         PP_NETSH_SET,
         PP_NETSH_DYNAMIC,
         PP_FAMILY_IPV4,
         PP_TCP,
         PP_STORE_PERSISTENT},
        {"netsh int ipv6 set dynamicportrange udp 49152 16384 active",
         PP_NETSH_SET,
         PP_NETSH_DYNAMIC,
         PP_FAMILY_IPV6,
         PP_UDP,
         PP_STORE_ACTIVE},
        {"netsh int ipv4 del excludedportrange tcp 50000 60 store=act",
         PP_NETSH_DELETE,
         PP_NETSH_EXCLUDED,
         PP_FAMILY_IPV4,
         PP_TCP,
         PP_STORE_ACTIVE},
    };
    expect_commands(rows, PP_ARRAY_LEN(rows));
}

Test(netsh_command, names_what_netsh_would_not_accept)
{
    static const struct {
        const char *line;
        const char *why;
    } rows[] = {
        {"netsh int ipv4 add excludedportrange tcp 55500", "number of ports"},
        {"netsh int ipv4 add excludedportrange protocol=tcp", "start port"},
        {"netsh int ipv4 add excludedportrange startport=1 num=1", "protocol"},
        {"netsh int ipv4 add excludedportrange icmp 1 1", "neither tcp"},
        {"netsh int ipv4 add excludedportrange tcp 55500-55599", "start port"},
        {"netsh int ipv4 add excludedportrange tcp -1 1", "start port"},
        {"netsh int ipv4 add excludedportrange tcp start=<port> 1",
         "start port"},
        {"netsh int ipv4 add excludedportrange tcp 1 1 forever", "store"},
        {"netsh int ipv4 add excludedportrange tcp 1 1 active x", "further"},
        {"netsh int ipv4 add excludedportrange tcp tcp=1 1", "of this name"},
        {"netsh int ipv4 add excludedportrange tcp st=1 num=1", "of this name"},
        {"netsh int ipv4 add excludedportrange tcp num=1 num=2", "twice"},
        {"netsh int ipv4 show excludedportrange tcp startport=1",
         "of this name"},
        {"netsh int ipv4 set excludedportrange tcp 1 1", "no such command"},
        {"netsh int ipv4 add dynamicport tcp 1025 255", "no such command"},
    };
    for (size_t i = 0; i < PP_ARRAY_LEN(rows); i++) {
        struct pp_netsh_command got;
        const char *why = "";
        cr_assert(find(rows[i].line, &got, &why) == PP_NETSH_SYNTAX,
                  "row %zu: %s",
                  i,
                  rows[i].line);
        cr_expect(strstr(why, rows[i].why) != NULL, "row %zu: %s", i, why);
    }
}

Test(netsh_command, leaves_other_lines_alone)
{
    static const char *const rows[] = {
        "",
        "netsh",
        "netsh.exe",
        "netsh int ipv4",
        "netsh int ipv4 show interfaces",
        "netsh int i show excludedportrange tcp",
        "netsh i ipv4 show excludedportrange tcp",
        "netsh int ipv4 s excludedportrange tcp",
        "netsh int ipv4 show d tcp",
        "netsh http show urlacl",
        "mynetsh int ipv4 show excludedportrange tcp",
        "netshell int ipv4 show excludedportrange tcp",
        "the netsh tool: int ipv4 show excludedportrange",
        "netsh \"int ipv4\" show excludedportrange",
        "     50000       50059     *",
    };
    for (size_t i = 0; i < PP_ARRAY_LEN(rows); i++) {
        struct pp_netsh_command got;
        cr_expect(find(rows[i], &got, NULL) == PP_NETSH_NONE,
                  "row %zu: %s",
                  i,
                  rows[i]);
    }
}

Test(netsh_command, text_is_the_command_and_nothing_else)
{
    static const struct {
        const char *line;
        const char *text;
    } rows[] = {
        {"C:\\> netsh int ipv4 show excludedportrange tcp  ",
         "netsh int ipv4 show excludedportrange tcp"},
        {"`netsh int ipv4 show excludedportrange protocol=tcp` shows it",
         "netsh int ipv4 show excludedportrange protocol=tcp"},
        {"netsh int ipv4 show excludedportrange tcp and look",
         "netsh int ipv4 show excludedportrange tcp"},
        {"netsh int ipv4 show excludedportrange",
         "netsh int ipv4 show excludedportrange"},
        {"netsh int ipv4 add excludedportrange tcp 1 2 # note",
         "netsh int ipv4 add excludedportrange tcp 1 2"},
    };
    for (size_t i = 0; i < PP_ARRAY_LEN(rows); i++) {
        struct pp_netsh_command got;
        cr_assert(find(rows[i].line, &got, NULL) == PP_NETSH_OK, "row %zu", i);
        cr_expect(pp_sv_equal(got.text, pp_sv_from(rows[i].text)),
                  "row %zu: %.*s",
                  i,
                  PP_SV_ARGS(got.text));
    }
}

Test(netsh_command, keeps_numbers_that_are_no_ports)
{
    struct pp_netsh_command got;
    cr_assert(find("netsh int ipv4 add excludedportrange tcp 70000 0",
                   &got,
                   NULL) == PP_NETSH_OK);
    cr_expect(got.start == 70000 && got.count == 0);
    cr_assert(find("netsh int ipv4 add excludedportrange tcp "
                   "99999999999999999999 1",
                   &got,
                   NULL) == PP_NETSH_OK);
    cr_expect(got.start == UINT32_MAX);
}

/* Found by fuzzing: a word behind the last argument was counted as one more. */
Test(netsh_command, a_word_behind_all_arguments_is_one_too_many)
{
    struct pp_netsh_command got;
    const char *why = NULL;
    cr_assert(find("netsh int ipv4 add excludedportrange tcp 1 2 active more",
                   &got,
                   &why) == PP_NETSH_SYNTAX);
    cr_expect_str_eq(why, "netsh takes no further argument here");
    /* Behind show the sentence may go on. */
    cr_assert(find("netsh int ipv4 show excludedportrange tcp active more",
                   &got,
                   &why) == PP_NETSH_OK);
    cr_expect(got.has_store && got.store == PP_STORE_ACTIVE);
}
