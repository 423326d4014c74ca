/* netsh commands that change something, with their answers. */
#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>

#include "summary.h"

/* "add tcp 55500-55599 persistent ipv4 yes": `dynamic` behind the verb for
 * the dynamic range; "; " between facts, "-" for none. */
static const char *commands_of(const struct pp_load *load)
{
    static const char *const verbs[] = {"add", "delete", "set"};
    static const char *const tris[] = {"?", "no", "yes"};
    static char text[4096];
    size_t used = 0;
    size_t count = 0;
    const struct pp_fact *facts = pp_load_facts(load, &count);
    for (size_t i = 0; i < count; i++) {
        const struct pp_fact *fact = &facts[i];
        if (fact->kind != PP_FACT_COMMAND) {
            continue;
        }
        const char *answer = fact->as.command.succeeded == PP_YES  ? tris[2]
                             : fact->as.command.succeeded == PP_NO ? tris[1]
                                                                   : tris[0];
        used += (size_t)snprintf(text + used,
                                 sizeof(text) - used,
                                 "%s%s%s %s %u-%u %s %s %s",
                                 used > 0 ? "; " : "",
                                 verbs[fact->as.command.verb],
                                 fact->as.command.is_dynamic ? " dynamic" : "",
                                 pp_protocol_name(fact->protocol),
                                 fact->range.first,
                                 fact->range.last,
                                 pp_store_name(fact->store),
                                 pp_family_name(fact->family),
                                 answer);
    }
    return used > 0 ? text : "-";
}

#define ADD                                                   \
    "C:\\>netsh int ipv4 add excludedportrange protocol=tcp " \
    "startport=55500 numberofports=100\n"
#define ADDED "add tcp 55500-55599 persistent ipv4 "

struct row {
    const char *text;
    const char *commands;
    const char *lines; /* NULL: not looked at */
};

static void check_rows(const struct row *rows, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        struct pp_load *load = pp_test_load(rows[i].text);
        const char *found = commands_of(load);
        cr_expect_str_eq(found,
                         rows[i].commands,
                         "row %zu: '%s', not '%s'",
                         i,
                         found,
                         rows[i].commands);
        found = pp_test_lines(load);
        cr_expect(rows[i].lines == NULL || strcmp(found, rows[i].lines) == 0,
                  "row %zu: lines '%s', not '%s'",
                  i,
                  found,
                  rows[i].lines);
        pp_load_free(load);
    }
}

Test(netsh_change, the_answer_below_tells_what_became_of_a_command)
{
    static const struct row rows[] = {
        {ADD, ADDED "?", "0 1 0 0"},
        {ADD "Ok.\n", ADDED "yes", "0 2 0 0"},
        {ADD "\nOk.\n\n", ADDED "yes", "2 2 0 0"},
        {ADD "OK\n", ADDED "yes", NULL},
        {ADD "确定。\n", ADDED "yes", NULL},
        {ADD "確定。\n", ADDED "yes", NULL},
        {ADD "확인됨\n", ADDED "yes", NULL},
        {ADD "ОК.\n", ADDED "yes", NULL},
        {ADD "Aceptar\n", ADDED "yes", NULL},
        {ADD "The process cannot access the file because it is being used by "
             "another process.\n",
         ADDED "no",
         "0 2 0 0"},
        {ADD "Access is denied.\n", ADDED "no", NULL},
        {ADD "The requested operation requires elevation (Run as "
             "administrator).\n",
         ADDED "no",
         NULL},
        {ADD "The system cannot find the file specified.\n", ADDED "no", NULL},
        {ADD "Element not found.\n", ADDED "no", NULL},
        {ADD "The parameter is incorrect.\n", ADDED "no", NULL},
        {ADD "Der Prozess kann nicht auf die Datei zugreifen, da sie von "
             "einem anderen Prozess verwendet wird.\n",
         ADDED "no",
         NULL},
        {ADD "另一个程序正在使用此文件，进程无法访问。\n", ADDED "no", NULL},
        {ADD "Отказано в доступе.\n", ADDED "no", NULL},
        /* Not an answer, or not to this command. */
        {ADD "Okay then.\n", ADDED "?", "0 1 1 0"},
        {ADD "a\nb\nOk.\n", ADDED "?", "0 1 3 0"},
        {"Ok.\n", "-", "0 0 1 0"},
    };
    check_rows(rows, PP_ARRAY_LEN(rows));
}

Test(netsh_change, every_change_is_a_fact)
{
    static const struct row rows[] = {
        {"netsh int ipv6 delete excludedportrange udp 5353 1 active\nOk.\n",
         "delete udp 5353-5353 active ipv6 yes",
         NULL},
        {"netsh int ipv4 set dynamicport tcp start=49152 num=16384\nOk.\n",
         "set dynamic tcp 49152-65535 persistent ipv4 yes",
         NULL},
        {"net stop winnat && netsh int ip add excl tcp 50051 1 && net start "
         "winnat\n",
         "add tcp 50051-50051 persistent ipv4 ?",
         "0 1 0 0"},
        {"netsh int ipv4 delete excl tcp 80 1 & netsh int ipv4 add excl tcp "
         "81 2\nOk.\n",
         "delete tcp 80-80 persistent ipv4 ?; "
         "add tcp 81-82 persistent ipv4 yes",
         NULL},
        {ADD "Access is denied.\n" ADD "Ok.\n",
         ADDED "no; " ADDED "yes",
         "0 4 0 0"},
        /* No ports, no fact. */
        {"netsh int ipv4 add excludedportrange tcp 65535 2\n", "-", NULL},
        {"netsh int ipv4 add excludedportrange tcp 0 1\n", "-", NULL},
        {"netsh int ipv4 add excludedportrange tcp 80 0\n", "-", NULL},
        {"netsh int ipv4 add excludedportrange tcp startport=<PORT>\n",
         "-",
         "0 0 1 0"},
        {"netsh int ipv4 show excludedportrange tcp\n", "-", "0 0 1 0"},
    };
    check_rows(rows, PP_ARRAY_LEN(rows));
}

Test(netsh_change, impossible_ports_are_reported)
{
    struct pp_load *load = pp_test_load(
        "C:\\>netsh int ipv4 add excludedportrange tcp 65000 1000\n");
    cr_expect_str_eq(pp_test_diags(load), "587@1:5");
    pp_load_free(load);
}

Test(netsh_change, a_dump_is_read_between_pushd_and_popd)
{
    static const char text[] =
        "# ----------------------------------\n"
        "# IPv4 Configuration\n"
        "# ----------------------------------\n"
        "pushd interface ipv4\n"
        "\n"
        "reset\n"
        "set global icmpredirects=disabled\n"
        "add excludedportrange protocol=tcp startport=50000 "
        "numberofports=60 store=persistent\n"
        "set dynamicport protocol=udp startport=49152 numberofports=16384\n"
        "\n"
        "popd\n"
        "# End of IPv4 configuration\n"
        "add excludedportrange protocol=tcp startport=1 numberofports=1\n"
        "pushd interface ipv6\n"
        "add excludedportrange tcp 81 1\n"
        "popd\n"
        "pushd interface tcp\n"
        "add excludedportrange tcp 82 1\n";
    struct pp_load *load = pp_test_load(text);
    cr_expect_str_eq(commands_of(load),
                     "add tcp 50000-50059 persistent ipv4 ?; "
                     "set dynamic udp 49152-65535 persistent ipv4 ?; "
                     "add tcp 81-81 persistent ipv6 ?");
    size_t count = 0;
    const struct pp_section *sections = pp_load_sections(load, &count);
    cr_assert_eq(count, 2);
    cr_expect_eq(sections[0].format, PP_SECTION_NETSH_DUMP);
    cr_expect_eq(sections[0].first_line, 4);
    cr_expect_eq(sections[0].last_line, 11);
    cr_expect_eq(sections[1].first_line, 14);
    pp_load_free(load);
}

Test(netsh_change, a_command_closes_the_table_above_it)
{
    struct pp_load *load = pp_test_load(
        "Protocol tcp Port Exclusion Ranges\nStart Port    End Port\n"
        "1031 1130\n" ADD "Ok.\n"
        "netsh int ipv4 show excludedportrange udp\n"
        "Start Port    End Port\n50000 50059 *\n");
    cr_expect_str_eq(commands_of(load), ADDED "yes");
    size_t count = 0;
    const struct pp_section *sections = pp_load_sections(load, &count);
    cr_assert_eq(count, 3);
    cr_expect_eq(sections[0].format, PP_SECTION_NETSH_EXCLUDED);
    cr_expect_eq(sections[1].format, PP_SECTION_NETSH_COMMAND);
    cr_expect_eq(sections[2].format, PP_SECTION_NETSH_EXCLUDED);
    cr_expect_eq(sections[2].protocol, PP_UDP);
    pp_load_free(load);
}
