/* systeminfo: the version and the updates, and nothing about anybody. */
#include <criterion/criterion.h>

#include "fact_table.h"
#include "parse/system/os_version.h"
#include "summary.h"

#define VERSION "OS Version:                10.0.19045 N/A Build 19045\n"
#define OS      "systeminfo: os 10.0.19045=10.0.19045.0"
#define WIDE    "                           "

Test(systeminfo, the_version_in_any_language)
{
    static const struct pp_fact_case rows[] = {
        {"English", VERSION, OS, "0 1 0 0", "-"},
        {"with its name",
         "OS Name:       Microsoft Windows 10 Pro\n" VERSION,
         OS " 'Microsoft Windows 10 Pro'",
         "0 2 0 0",
         "-"},
        {"a host's name frames it",
         "Host Name:     EXAMPLE-PC\n" VERSION,
         OS,
         "0 2 0 0",
         "-"},
        {"Russian",
         "Версия ОС:      10.0.19044 Н/Д построение 19044\n",
         "systeminfo: os 10.0.19044=10.0.19044.0",
         "0 1 0 0",
         "-"},
        {"a language unknown",
         "Xxxx xx:   10.0.19044 Yy Zzz 19044\n",
         "systeminfo: os 10.0.19044=10.0.19044.0",
         "0 1 0 0",
         "-"},
        {"a broken code page",
         "\xEF\xBF\xBD\xEF\xBF\xBD:  6.1.7600 "
         "\xEF\xBF\xBD Build 7600\n",
         "systeminfo: os 6.1.7600=6.1.7600.0",
         "0 1 0 0",
         "-"},
        {"XP",
         "OS Version:    5.1.2600 Service Pack 3 Build 2600\n",
         "systeminfo: os 5.1.2600=5.1.2600.0",
         NULL,
         "-"},
        {"known words, the build once",
         "OS Version:    10.0.19045\n",
         OS,
         NULL,
         "-"},
        {"quoted",
         "> OS Version:    10.0.19045 N/A Build 19045\n",
         OS,
         NULL,
         "-"},
        {"a full-width colon",
         "OS 版本：  10.0.19045 暂缺 Build 19045\n",
         OS,
         NULL,
         "-"},
    };
    pp_test_check_facts(rows, PP_ARRAY_LEN(rows));
}

Test(systeminfo, other_versions_are_not_taken)
{
    static const struct pp_fact_case rows[] = {
        {"a program's", "Version: 2.40.1\n", "-", "0 0 1 0", "-"},
        {"another build behind",
         "Tool: 10.0.19044 Build 19045\n",
         "-",
         NULL,
         "-"},
        {"the name alone",
         "OS Name:   Microsoft Windows 10 Pro\n",
         "-",
         "0 0 1 0",
         "-"},
        {"updates in prose", "Install KB5017264 first.\n", "-", NULL, "-"},
    };
    pp_test_check_facts(rows, PP_ARRAY_LEN(rows));
}

Test(systeminfo, the_boot_time_as_it_is_written)
{
    static const struct pp_fact_case rows[] = {
        {"English",
         VERSION "System Boot Time:          2/5/2024, 8:01:33 AM\n",
         OS "; System Boot Time=2/5/2024, 8:01:33 AM",
         "0 2 0 0",
         "-"},
        {"alone, as findstr leaves it",
         "System Boot Time:          2/5/2024, 8:01:33 AM\n",
         "systeminfo: System Boot Time=2/5/2024, 8:01:33 AM",
         "0 1 0 0",
         "-"},
        {"German",
         "Systemstartzeit:           05.02.2024, 08:01:33\n",
         "systeminfo: System Boot Time=05.02.2024, 08:01:33",
         "0 1 0 0",
         "-"},
        {"French",
         "Heure de démarrage du système:              12/06/2020, 23:00:26\n",
         "systeminfo: System Boot Time=12/06/2020, 23:00:26",
         "0 1 0 0",
         "-"},
        {"Chinese",
         "系统启动时间:     2022/12/12, 23:33:54\n",
         "systeminfo: System Boot Time=2022/12/12, 23:33:54",
         "0 1 0 0",
         "-"},
        {"another time", "System Time:   2/5/2024\n", "-", "0 0 1 0", "-"},
    };
    pp_test_check_facts(rows, PP_ARRAY_LEN(rows));
}

Test(systeminfo, updates)
{
    static const struct pp_fact_case rows[] = {
        {"a list",
         VERSION "Hotfix(s):         2 Hotfix(s) Installed.\n" WIDE
                 "[01]: KB5017264\n" WIDE "[02]: KB951748 - Update\n",
         OS "; KB5017264; KB951748",
         "0 3 1 0",
         "-"},
        {"on one line",
         "Hotfix(s):  2 Hotfix(s) Installed. [01]: KB5017264 [02]: KB951748\n",
         "systeminfo: KB5017264; KB951748",
         "0 1 0 0",
         "-"},
        {"alone", "[01]: KB5017264\n", "systeminfo: KB5017264", "0 1 0 0", "-"},
        {"no update", "[01]: File 1\n", "-", "0 0 1 0", "-"},
        {"a name that begins like one", "[01]: KBxyz\n", "-", "0 0 1 0", "-"},
        {"too few digits",
         "[01]: KB12345\n",
         "systeminfo:",
         "0 0 0 1",
         "575@1:9"},
        {"too many digits",
         "[01]: KB123456789\n",
         "systeminfo:",
         "0 0 0 1",
         "575@1:9"},
    };
    pp_test_check_facts(rows, PP_ARRAY_LEN(rows));
}

Test(systeminfo, the_rest_belongs_to_it_and_is_not_kept)
{
    static const struct pp_fact_case rows[] = {
        {"labels and lists",
         VERSION "Registered Owner:          somebody\n"
                 "Network Card(s):           1 NIC(s) Installed.\n" WIDE
                 "[01]: Example\n" WIDE "      IP address(es)\n",
         OS,
         "0 1 4 0",
         "-"},
        {"a prompt ends it", VERSION "C:\\>ver   :   x\n", OS, "0 1 1 0", "-"},
        {"a dynamic range below is its own",
         VERSION "Start Port      : 1024\nNumber of Ports : 13977\n",
         OS " | netsh.dynamicport: dynamic",
         "0 3 0 0",
         NULL},
    };
    pp_test_check_facts(rows, PP_ARRAY_LEN(rows));
    struct pp_load *load = pp_test_load(
        VERSION "Registered Owner:          somebody\n\nNote: text\n");
    size_t count = 0;
    cr_expect_eq(pp_load_sections(load, &count)[0].last_line, 2);
    pp_load_free(load);
}

Test(systeminfo, a_version_that_is_none_is_rejected)
{
    static const struct pp_fact_case rows[] = {
        {"words",
         "OS Version:   unknown\n",
         "systeminfo:",
         "0 0 0 1",
         "575@1:15"},
        {"letters",
         "OS Version:   10.0.19o45\n",
         "systeminfo:",
         "0 0 0 1",
         "575@1:15"},
        {"too large",
         "OS Version:   10.0.10000000\n",
         "systeminfo:",
         "0 0 0 1",
         "575@1:15"},
    };
    pp_test_check_facts(rows, PP_ARRAY_LEN(rows));
}

Test(os_version, two_to_four_numbers)
{
    static const struct {
        const char *text;
        bool is_version;
        uint32_t build;
        const char *rest;
    } rows[] = {
        {"10.0.19041.329", true, 19041, ""},
        {"4.0", true, 0, ""},
        {"5.00.2195]", true, 2195, "]"},
        {"10.0.19045 N/A", true, 19045, " N/A"},
        {"10", false, 0, ""},
        {"10.", false, 0, ""},
        {"10.0.", false, 0, ""},
        {"1.0.3", false, 0, ""},
        {"10.0.1.2.3", false, 0, ""},
        {"10.0.1x", false, 0, ""},
        {"100.0", false, 0, ""},
        {"", false, 0, ""},
    };
    for (size_t i = 0; i < PP_ARRAY_LEN(rows); i++) {
        struct pp_os_fact os = {.build = 0};
        struct pp_sv rest = PP_SV("");
        bool is_version =
            pp_os_version_read(pp_sv_from(rows[i].text), &os, &rest);
        cr_expect_eq(is_version, rows[i].is_version, "%s", rows[i].text);
        cr_expect_eq(os.build, rows[i].build, "%s", rows[i].text);
        cr_expect(
            pp_sv_equal(rest, pp_sv_from(rows[i].rest)), "%s", rows[i].text);
    }
}
