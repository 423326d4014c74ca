/* Group-Object of sockets: what a group's name says, in every shape. */
#include <criterion/criterion.h>
#include <stdio.h>

#include "fact_table.h"
#include "parse/powershell/ps_grouping.h"
#include "random.h"

#define HEADS "Count Name\n----- ----\n"

/* One value of a property, written as PowerShell does. */
static void draw_value(struct pp_test_random *random,
                       enum pp_ps_grouped by,
                       struct pp_socket_count_fact *wanted,
                       char text[32])
{
    static const char *const words[] = {"Listen", "Bound", "TimeWait"};
    static const enum pp_socket_state states[] = {
        PP_SOCKET_LISTENING, PP_SOCKET_BOUND, PP_SOCKET_TIME_WAIT};
    uint32_t number = pp_test_random_in(random, 1, 65535);
    switch (by) {
    case PP_PS_BY_STATE:
        wanted->state = states[number % 3];
        snprintf(text, 32, "%s", words[number % 3]);
        return;
    case PP_PS_BY_REMOTE_ADDRESS:
        snprintf(text, 32, number % 2 ? "10.0.0.%u" : "fe80::%u", number % 256);
        return;
    case PP_PS_BY_PROCESS:
        wanted->pid = number;
        break;
    case PP_PS_BY_REMOTE_PORT:
        wanted->remote_port = (uint16_t)number;
        break;
    case PP_PS_BY_OTHER:
    case PP_PS_BY_LOCAL_PORT:
        break;
    }
    snprintf(text, 32, "%u", (unsigned)number);
}

static void check_draw(struct pp_test_random *random, int round)
{
    static const char *const properties[] = {"LocalAddress",
                                             "state",
                                             "OwningProcess",
                                             "RemoteAddress",
                                             "RemotePort",
                                             "LocalPort"};
    char command[256] = " ";
    char name[256] = "";
    struct pp_socket_count_fact wanted = {0};
    struct pp_socket_count_fact found = {0};
    uint16_t port = 0;
    uint32_t first = pp_test_random_below(random, 6);
    size_t count = pp_test_random_in(random, 1, 6);
    for (size_t i = 0; i < count; i++) {
        char text[32];
        enum pp_ps_grouped by = (enum pp_ps_grouped)((first + i) % 6);
        draw_value(random, by, &wanted, text);
        size_t at = strlen(command);
        snprintf(command + at,
                 sizeof(command) - at,
                 "%s%s",
                 i > 0 ? ", " : "",
                 properties[by]);
        at = strlen(name);
        snprintf(name + at, sizeof(name) - at, "%s%s", i > 0 ? ", " : "", text);
    }
    size_t at = strlen(command);
    snprintf(command + at, sizeof(command) - at, " -NoElement | sort Count");
    const struct pp_ps_grouping grouping =
        pp_ps_grouping_read(pp_sv_from(command));
    cr_expect_eq(grouping.count, count, "%s", command);
    enum pp_ps_group_result result =
        pp_ps_group_read(&grouping, pp_sv_from(name), &found, &port);
    cr_expect(result == PP_PS_GROUP_READ && found.state == wanted.state &&
                  found.pid == wanted.pid &&
                  found.remote_port == wanted.remote_port,
              "round %d:%s: %s",
              round,
              command,
              name);
    snprintf(name + strlen(name), 4, ", 1");
    cr_expect_eq(pp_ps_group_read(&grouping, pp_sv_from(name), &found, &port),
                 PP_PS_GROUP_BAD,
                 "one value more: %s",
                 name);
}

Test(ps_grouping, values_are_those_of_the_properties_in_their_order)
{
    struct pp_test_random random = pp_test_random_from(1404);
    for (int round = 0; round < 3000; round++) {
        check_draw(&random, round);
    }
}

Test(ps_grouping, the_command_says_what_a_name_is)
{
    static const struct pp_fact_case rows[] = {
        {"State, OwningProcess",
         "PS C:\\> Get-NetTCPConnection | Group-Object -Property State, "
         "OwningProcess | Sort-Object Count\n\n"
         "Count Name                      Group\n"
         "----- ----                      -----\n"
         "14102 Bound, 9120               {MSFT_NetTCPConnection (Insta...\n"
         "   38 Listen, 4                 {MSFT_NetTCPConnection (Insta...\n",
         "powershell.table: tcp 14102x bound pid=9120; tcp 38x listening pid=4",
         "1 4 1 0",
         "-"},
        {"the next command groups by another property",
         "Get-NetTCPConnection | group RemoteAddress -NoElement\n" HEADS
         "    9 10.0.0.9\n\n"
         "Get-NetUDPEndpoint | Group-Object OwningProcess | select "
         "Count,Name\n" HEADS "    7 1720\n",
         "powershell.table: tcp 9x to 10.0.0.9 | powershell.table: udp 7x "
         "pid=1720",
         NULL,
         "-"},
        {"more rows than a command reaches",
         "Get-NetTCPConnection | Group-Object LocalPort\n" HEADS "    1 1\n"
         "    1 2\n"
         "    1 3\n"
         "    1 4\n"
         "    1 5\n"
         "    1 6\n"
         "    1 7\n"
         "    1 8\n"
         "    1 9\n"
         "    1 10\n"
         "    1 11\n"
         "    1 12\n"
         "    1 13\n",
         "powershell.table: tcp 1x from 1; tcp 1x from 2; tcp 1x from 3; tcp "
         "1x "
         "from 4; tcp 1x from 5; tcp 1x from 6; tcp 1x from 7; tcp 1x from 8; "
         "tcp 1x from 9; tcp 1x from 10; tcp 1x from 11; tcp 1x from 12; tcp "
         "1x from 13",
         NULL,
         "-"},
        {"a pid that is none, a port above 65535",
         "Get-NetTCPConnection | Group-Object OwningProcess\n" HEADS
         "    9 Bound\n    8 4\n",
         "powershell.table: tcp 8x pid=4",
         "0 3 1 1",
         "570@4:7"},
    };
    pp_test_check_facts(rows, PP_ARRAY_LEN(rows));
}

Test(ps_grouping, without_it_states_are_known_by_their_words)
{
    static const struct pp_fact_case rows[] = {
        {"states",
         HEADS "    9 TimeWait\n    8 FinWait2\n",
         "powershell.table: tcp 9x time-wait; tcp 8x fin-wait-2",
         "0 4 0 0",
         "-"},
        {"a state and a number",
         HEADS "    9 Bound, 9120\n",
         "powershell.table: tcp 9x bound",
         "0 3 0 0",
         "570@3:7"},
        {"a number",
         "Count Name                      Group\n"
         "----- ----                      -----\n"
         "   38 4                         {MSFT_NetTCPConnection (Insta...\n",
         "powershell.table:",
         "0 2 0 1",
         "570@3:7"},
        {"a list",
         "Values : {TimeWait}\nCount  : 14\n"
         "Group  : {MSFT_NetTCPConnection (InstanceID = \"x\")}\n"
         "Name   : TimeWait\n",
         "powershell.list: tcp 14x time-wait",
         "0 4 0 0",
         "-"},
        {"JSON",
         "[{\"Count\":5,\"Name\":\"Listen\"},\n"
         "{\"Count\":6,\"Name\":\"Bound\",\"Values\":[\"Bound\"]}]\n",
         "powershell.json: tcp 5x listening; tcp 6x bound",
         "0 2 0 0",
         "-"},
        {"CSV",
         "\"Count\",\"Name\"\n\"7\",\"CloseWait\"\n",
         "powershell.csv: tcp 7x close-wait",
         "0 2 0 0",
         "-"},
        {"groups of something else", HEADS "    3 chrome\n", "-", NULL, "-"},
        {"CSV of something else",
         "\"Count\",\"Name\"\n\"7\",\"chrome\"\n",
         "-",
         "0 0 2 0",
         "-"},
        {"JSON of something else",
         "[{\"Count\":5,\"Name\":\"chrome\"}]\n",
         "-",
         "0 0 1 0",
         "-"},
    };
    pp_test_check_facts(rows, PP_ARRAY_LEN(rows));
}

Test(ps_grouping, processes_in_every_shape)
{
    static const struct pp_fact_case rows[] = {
        {"Get-Process",
         "Handles  NPM(K)    PM(K)      WS(K)     CPU(s)     Id  SI "
         "ProcessName\n"
         "-------  ------    -----      -----     ------     --  -- "
         "-----------\n"
         "    512      20   100123      90000       1,25   5212   0 indexd\n"
         "    512      20   100123      90000               528   0 my app\n",
         "powershell.table: 5212 indexd; 528 my app",
         "0 4 0 0",
         "-"},
        {"PowerShell 7",
         " NPM(K)    PM(M)      WS(M)     CPU(s)      Id  SI ProcessName\n"
         " ------    -----      -----     ------      --  -- -----------\n"
         "     20    10.12      90.00       1.25    5212   0 indexd\n",
         "powershell.table: 5212 indexd",
         NULL,
         "-"},
        {"wmic",
         "Name            ProcessId\n\nindexd.exe      5212\n",
         "powershell.table: 5212 indexd.exe",
         NULL,
         "-"},
        {"Win32_Process as a list",
         "ProcessId : 5212\nName      : indexd.exe\nHandleCount : 8\n",
         "powershell.list: 5212 indexd.exe",
         NULL,
         "-"},
        {"services have ids and names, too",
         "ProcessId Name\n--------- ----\n     5214 Dnscache\n",
         "powershell.table:",
         NULL,
         "-"},
    };
    pp_test_check_facts(rows, PP_ARRAY_LEN(rows));
}
