/* tasklist in its forms and languages: process ids, names, services. */
#include <criterion/criterion.h>

#include "fact_table.h"

#define UNDERLINE                                                      \
    "========================= ======== ================ =========== " \
    "============\n"
#define UNDERLINE_SVC                     \
    "========================= ======== " \
    "============================================\n"

Test(tasklist, tables_are_known_by_their_underline)
{
    static const struct pp_fact_case rows[] = {
        {"a table",
         "Image Name                     PID Session Name        Session#    "
         "Mem Usage\n" UNDERLINE
         "System Idle Process              0 Services                   0     "
         "     8 K\n"
         "indexd.exe                    4100 Services                   0     "
         "21,112 K\n",
         "tasklist: 0 System Idle Process; 4100 indexd.exe",
         "0 4 0 0",
         "-"},
        {"Portuguese, digits set apart by dots",
         "Nome da imagem                 Identifi Nome da sess Sess   Uso "
         "de\n" UNDERLINE
         "indexd.exe                    4100 Services                   0     "
         "21.112 K\n",
         "tasklist: 4100 indexd.exe",
         "0 3 0 0",
         "-"},
        {"heads unknown, a unit of two letters, blanks taken together",
         UNDERLINE
         "node.exe 4100 Console 1 21 112 \xD0\x9A\xD0\x91\n"
         "\xE3\x82\xA2\xE3\x83\x97\xE3\x83\xAA.exe   4101 Console   1   9 K\n",
         "tasklist: 4100 node.exe; 4101 "
         "\xE3\x82\xA2\xE3\x83\x97\xE3\x83\xAA.exe",
         "0 3 0 0",
         "-"},
        {"/svc, services on two lines",
         "Image Name                     PID Services\n" UNDERLINE_SVC
         "svchost.exe                   1084 Dhcp, EventLog,\n"
         "                                   lmhosts\n"
         "lsass.exe                      660 N/A\n",
         "tasklist: 1084 svchost.exe (Dhcp, EventLog, lmhosts); 660 lsass.exe",
         "0 5 0 0",
         "-"},
        {"/m: modules are no services",
         "Image Name                     PID Modules\n" UNDERLINE_SVC
         "node.exe                      1084 ntdll.dll, ws2_32.dll\n",
         "tasklist: 1084 node.exe",
         NULL,
         "-"},
        {"prose below a table ends it",
         UNDERLINE
         "node.exe                      4100 Console                    1     "
         "     8 K\n"
         "I killed 4100 and it came back\n",
         "tasklist: 4100 node.exe",
         "0 2 1 0",
         "-"},
        {"an id that is none",
         UNDERLINE
         "node.exe                99999999999 Console                   1     "
         "     8 K\n",
         "tasklist:",
         "0 1 0 1",
         "575@2:25"},
    };
    pp_test_check_facts(rows, PP_ARRAY_LEN(rows));
}

Test(tasklist, rows_stand_alone_where_findstr_left_them)
{
    static const struct pp_fact_case rows[] = {
        {"a row",
         "indexd.exe                    4100 Services                   0     "
         "21,112 K\n",
         "tasklist: 4100 indexd.exe",
         "0 1 0 0",
         "-"},
        {"without a session's name",
         "indexd.exe      4100       0     21,112 K\n",
         "tasklist: 4100 indexd.exe",
         NULL,
         "-"},
        {"below a command of /svc",
         "C:\\>tasklist /svc | findstr 4100\nsvchost.exe  4100 Dnscache\n",
         "tasklist: 4100 svchost.exe (Dnscache)",
         NULL,
         "-"},
        {"no command, no size", "foo.exe 4100 Dnscache\n", "-", NULL, "-"},
        {"prose", "svchost.exe took 4100 of 65,535 ports\n", "-", NULL, "-"},
        {"a log", "node.exe 4100 at 0 12 times\n", "-", NULL, "-"},
    };
    pp_test_check_facts(rows, PP_ARRAY_LEN(rows));
}

Test(tasklist, csv_and_lists)
{
    static const struct pp_fact_case rows[] = {
        {"/fo csv",
         "\"Image Name\",\"PID\",\"Session Name\",\"Session#\",\"Mem Usage\"\n"
         "\"System\",\"4\",\"Services\",\"0\",\"8 K\"\n"
         "\"dns.exe\",\"17x0\",\"Services\",\"0\",\"1,112 K\"\n",
         "tasklist: 4 System",
         "0 2 0 1",
         "575@3:12"},
        {"/fo csv /nh",
         "\"dns.exe\",\"1720\",\"Services\",\"0\",\"1,112 K\"\n",
         "tasklist: 1720 dns.exe",
         "0 1 0 0",
         "-"},
        {"/fo csv /svc, German",
         "\"Abbildname\",\"PID\",\"Dienste\"\n"
         "\"svchost.exe\",\"88\",\"Dhcp,EventLog\"\n"
         "\"lsass\",\"89\",\"Nicht zutreffend\"\n",
         "tasklist: 88 svchost.exe (Dhcp, EventLog); 89 lsass",
         "0 3 0 0",
         "-"},
        {"other CSV",
         "\"a\",\"1\",\"b\",\"2\",\"c\"\n\"a\",\"1\",\"x\"\n",
         "-",
         NULL,
         "-"},
        {"/fo list",
         "Image Name:   System Idle Process\nPID:          0\n"
         "Session Name: Services\nSession#:     0\nMem Usage:    8 K\n\n"
         "Image Name:   dns.exe\nPID:          1720\nSession Name: Services\n",
         "tasklist: 0 System Idle Process; 1720 dns.exe",
         "1 4 4 0",
         "-"},
        {"/fo list /svc",
         "Abbildname:   svchost.exe\nPID:          17\n"
         "Dienste:      Dhcp, EventLog\n",
         "tasklist: 17 svchost.exe (Dhcp, EventLog)",
         NULL,
         "-"},
        {"no image above", "Name: foo\nPID: 17\n", "-", NULL, "-"},
    };
    pp_test_check_facts(rows, PP_ARRAY_LEN(rows));
}
