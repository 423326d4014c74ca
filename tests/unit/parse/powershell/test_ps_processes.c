/* Processes and services with their process ids, however they were asked. */
#include <criterion/criterion.h>
#include <stdio.h>

#include "fact_table.h"
#include "random.h"

Test(ps_processes, the_command_says_what_a_name_is)
{
    static const struct pp_fact_case rows[] = {
        {"an id and a name alone",
         "PS C:\\> gps | ft Id, Name\n\n  Id Name\n  -- ----\n4312 java\n",
         "powershell.table: 4312 java",
         NULL,
         "-"},
        {"the same without a command is anything",
         "  Id Name\n  -- ----\n4312 java\n",
         "-",
         NULL,
         "-"},
        {"wmic, no dashes, a name without a dot",
         "C:\\>wmic process get name,processid\nName      ProcessId\n"
         "System    4\njava.exe  4312\n",
         "powershell.table: 4 System; 4312 java.exe",
         NULL,
         "-"},
        {"services, known by their state",
         "Name      ProcessId State\n----      --------- -----\n"
         "Dnscache       1184 Running\nBITS              0 Stopped\n",
         "powershell.table: Dnscache=yes; 1184  (Dnscache); BITS=no",
         NULL,
         "-"},
        {"services, known by the command",
         "PS> Get-CimInstance Win32_Service | select Name,ProcessId | fl\n\n"
         "Name      : Dnscache\nProcessId : 1184\n\n"
         "Name      : w3svc\nProcessId : 0\n",
         "powershell.list: Dnscache=yes; 1184  (Dnscache); "
         "w3svc=unknown",
         NULL,
         "-"},
        {"wmic's list",
         "C:\\>wmic service get name,processid,state /format:list\n\n\n"
         "Name=Dnscache\nProcessId=1184\nState=Running\n\n\n"
         "Name=BITS\nProcessId=0\nState=Stopped\n",
         "powershell.list: Dnscache=yes; 1184  (Dnscache); BITS=no",
         NULL,
         "-"},
        {"wmic's CSV",
         "Node,Name,ProcessId,State\nSRV,Dnscache,1184,Running\n",
         "powershell.csv: Dnscache=yes; 1184  (Dnscache)",
         NULL,
         "-"},
        {"settings of another program",
         "ExternalPort=8080\nInternalPort=80\nVIPs=10.0.0.1\n\n"
         "LocalPort=80\nState=Listen\n\nProcessId=12\nLog=a.exe\n",
         "-",
         NULL,
         "-"},
        {"an id that cannot be",
         "Name=java.exe\nProcessId=99999999999\n",
         "powershell.list:",
         NULL,
         "-"},
    };
    pp_test_check_facts(rows, PP_ARRAY_LEN(rows));
}

static void write(char *text, const char *form, unsigned pid, unsigned number)
{
    for (; *form != '\0'; form++) {
        if (*form == '@' || *form == '#') {
            text += snprintf(text, 8, "%u", *form == '@' ? pid : number);
        } else {
            *text++ = *form;
        }
    }
    *text = '\0';
}

/* One process, written in each way, is one process. */
Test(ps_processes, one_process_in_every_form)
{
    /* `@` the id, `#` a number in the name */
    static const char *const forms[] = {
        "  Id ProcessName\n  -- -----------\n   @ p#.exe\n",
        "Id          : @\nProcessName : p#.exe\n",
        ("ProcessId Name      CommandLine\n--------- ----      -----------\n"
         "     @ p#.exe  a b\n"),
        "[{\"Id\": @, \"ProcessName\": \"p#.exe\"}]\n",
        "\"Id\",\"ProcessName\"\n\"@\",\"p#.exe\"\n",
        "Node,ProcessId,Name\nSRV,@,p#.exe\n",
        "ProcessId=@\nName=p#.exe\n",
        "ProcessId  Name\n@       p#.exe\n",
    };
    struct pp_test_random random = pp_test_random_from(31);
    for (int round = 0; round < 50; round++) {
        unsigned pid = pp_test_random_in(&random, 1000, 9999);
        unsigned number = pp_test_random_in(&random, 100, 999);
        char wanted[64];
        snprintf(wanted, sizeof(wanted), ": %u p%u.exe", pid, number);
        for (size_t i = 0; i < PP_ARRAY_LEN(forms); i++) {
            char text[200];
            struct pp_load *load = NULL;
            write(text, forms[i], pid, number);
            cr_assert_eq(pp_load_new(NULL, &load), PP_OK);
            cr_assert_eq(pp_load_add_bytes(load, PP_SV("t"), pp_sv_from(text)),
                         PP_OK);
            const struct pp_sv words = pp_sv_from(pp_test_fact_words(load));
            cr_expect(pp_sv_ends(words, pp_sv_from(wanted)),
                      "%s: %.*s",
                      text,
                      PP_SV_ARGS(words));
            pp_load_free(load);
        }
    }
}
