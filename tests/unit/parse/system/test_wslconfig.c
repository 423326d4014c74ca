/* .wslconfig */
#include <criterion/criterion.h>

#include "fact_table.h"
#include "summary.h"

Test(wslconfig, settings_below_its_headers)
{
    static const struct pp_fact_case rows[] = {
        {"wsl2",
         "[wsl2]\nnetworkingMode=mirrored\n",
         "wslconfig: networkingMode=mirrored",
         "0 2 0 0",
         "-"},
        {"experimental",
         "[experimental]\nignoredPorts=3000,9000\n",
         "wslconfig: ignoredPorts=3000,9000",
         "0 2 0 0",
         "-"},
        {"both",
         "[wsl2]\na=1\n\n[experimental]\nb=2\n",
         "wslconfig: a=1; b=2",
         "1 4 0 0",
         "-"},
        {"blanks around",
         "[wsl2]\n  a  =  1 2  \n",
         "wslconfig: a=1 2",
         NULL,
         "-"},
        {"remarks",
         "[wsl2]\n# b=2\n; c=3\na=1 # x\n",
         "wslconfig: a=1",
         "0 2 2 0",
         "-"},
        {"a # inside a value",
         "[wsl2]\na=1#2\n",
         "wslconfig: a=1#2",
         NULL,
         "-"},
        {"an empty value", "[wsl2]\na=\n", "wslconfig: a=", "0 2 0 0", "-"},
        {"in capitals", "[WSL2]\na=1\n", "wslconfig: a=1", NULL, "-"},
        {"quoted", "> [wsl2]\n> a=1\n", "wslconfig: a=1", "0 2 0 0", "-"},
        {"other text",
         "[wsl2]\na=1\nsome text\nb=2\n",
         "wslconfig: a=1; b=2",
         "0 3 1 0",
         "-"},
    };
    pp_test_check_facts(rows, PP_ARRAY_LEN(rows));
}

Test(wslconfig, other_files_are_not_it)
{
    static const struct pp_fact_case rows[] = {
        {"no header", "networkingMode=mirrored\n", "-", "0 0 1 0", "-"},
        {"another header", "[boot]\nsystemd=true\n", "-", "0 0 2 0", "-"},
        {"another header below",
         "[wsl2]\na=1\n[boot]\nsystemd=true\n",
         "wslconfig: a=1",
         "0 2 2 0",
         "-"},
        {"no setting",
         "[wsl2]\nno equals\n=1\n1=2\n",
         "wslconfig:",
         "0 1 3 0",
         "-"},
    };
    pp_test_check_facts(rows, PP_ARRAY_LEN(rows));
}

Test(wslconfig, its_scope_says_where_it_is_from)
{
    struct pp_load *load = pp_test_load("[wsl2]\na=1\n");
    size_t count = 0;
    const struct pp_fact *facts = pp_load_facts(load, &count);
    cr_assert_eq(count, 1);
    cr_expect(pp_sv_equal(facts[0].as.setting.scope, PP_SV("wslconfig")));
    pp_load_free(load);
}

Test(wslconfig, the_local_ports_of_linux_are_a_setting)
{
    static const struct pp_fact_case rows[] = {
        {"sysctl",
         "$ sysctl net.ipv4.ip_local_port_range\n"
         "net.ipv4.ip_local_port_range = 44620\t48715\n",
         "wslconfig: ip_local_port_range=44620\t48715",
         "0 1 1 0",
         "-"},
        {"the file",
         "cat /proc/sys/net/ipv4/ip_local_port_range\n40525   44620\n",
         "wslconfig: ip_local_port_range=40525   44620",
         "0 1 1 0",
         "-"},
        {"no numbers",
         "cat /proc/sys/net/ipv4/ip_local_port_range\nno such file\n",
         "-",
         NULL,
         "-"},
        {"in a sentence",
         "ip_local_port_range = 44620 to 48715 here\n",
         "-",
         NULL,
         "-"},
    };
    pp_test_check_facts(rows, PP_ARRAY_LEN(rows));
}
