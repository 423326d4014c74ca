/* DISM's features; bcdedit's hypervisor. */
#include <criterion/criterion.h>

#include "fact_table.h"

#define RULE "------------------------------ | --------\n"

Test(features, one_below_the_other)
{
    static const struct pp_fact_case rows[] = {
        {"enabled",
         "Feature Name : Containers\nState : Enabled\n",
         "dism.features: Containers=yes",
         "0 2 0 0",
         "-"},
        {"disabled",
         "Feature Name : Containers\nState : Disabled\n",
         "dism.features: Containers=no",
         "0 2 0 0",
         "-"},
        {"removed",
         "Feature Name : NetFx3\nState : Disabled with Payload Removed\n",
         "dism.features: NetFx3=no",
         NULL,
         "-"},
        {"pending",
         "Feature Name : NetFx3\nState : Enable Pending\n",
         "dism.features: NetFx3=unknown",
         NULL,
         "-"},
        {"in words unknown",
         "Feature Name : NetFx3\nState : Xxx\n",
         "dism.features: NetFx3=unknown",
         NULL,
         "-"},
        {"Chinese",
         "功能名称 : Containers\n状态 : 已启用\n",
         "dism.features: Containers=yes",
         "0 2 0 0",
         "-"},
        {"lines between",
         "Feature Name : Containers\nDisplay Name : C\nState : Enabled\n",
         "dism.features: Containers=yes",
         "0 2 1 0",
         "-"},
        {"two",
         "Feature Name : A\nState : Enabled\n\nFeature Name : B\n"
         "State : Disabled\n",
         "dism.features: A=yes; B=no",
         "1 4 0 0",
         "-"},
        {"Select-String's marks",
         "> Feature Name : A\n> State : Enabled\n",
         "dism.features: A=yes",
         "0 2 0 0",
         "-"},
        {"the last of two names counts",
         "Feature Name : A\nFeature Name : B\nState : Enabled\n",
         "dism.features: B=yes",
         "0 2 1 0",
         "-"},
    };
    pp_test_check_facts(rows, PP_ARRAY_LEN(rows));
}

Test(features, as_a_table)
{
    static const struct pp_fact_case rows[] = {
        {"a table",
         RULE
         "Feature Name                   | State\n" RULE
         "Containers                     | Disabled\n"
         "NetFx3                         | Disabled with Payload Removed\n",
         "dism.features: Containers=no; NetFx3=no",
         NULL,
         "-"},
        {"with borders",
         "| Feature Name | State |\n| ---- | ---- |\n"
         "| Containers | Enabled |\n",
         "dism.features: Containers=yes",
         "0 3 0 0",
         "-"},
        {"a state unknown is no row",
         "Feature Name | State\nContainers | Xxx\n",
         "-",
         NULL,
         "-"},
        {"without titles", "Containers | Enabled\n", "-", NULL, "-"},
        {"three columns",
         "Feature Name | State\nA | B | Enabled\n",
         "-",
         NULL,
         "-"},
    };
    pp_test_check_facts(rows, PP_ARRAY_LEN(rows));
}

Test(features, half_of_it_is_nothing)
{
    static const struct pp_fact_case rows[] = {
        {"a name alone", "Feature Name : A\n", "-", "0 0 1 0", "-"},
        {"a state alone", "State : Enabled\n", "-", "0 0 1 0", "-"},
        {"too far apart",
         "Feature Name : A\n1\n2\n3\n4\n5\n6\n7\n8\n9\n10\n11\n12\n"
         "State : Enabled\n",
         "-",
         NULL,
         NULL},
        {"no name", "Feature Name :\nState : Enabled\n", "-", NULL, "-"},
    };
    pp_test_check_facts(rows, PP_ARRAY_LEN(rows));
}

Test(features, the_hypervisor_by_bcdedit)
{
    static const struct pp_fact_case rows[] = {
        {"off",
         "Windows Boot Loader\n-------------------\n"
         "identifier              {current}\n"
         "hypervisorlaunchtype    Off\n",
         "bcdedit: hypervisorlaunchtype=no",
         "0 1 3 0",
         "-"},
        {"on",
         "hypervisorlaunchtype    Auto\n",
         "bcdedit: hypervisorlaunchtype=yes",
         "0 1 0 0",
         "-"},
        {"quoted",
         "> hypervisorlaunchtype    off\n",
         "bcdedit: hypervisorlaunchtype=no",
         "0 1 0 0",
         "-"},
        {"a command",
         "bcdedit /set hypervisorlaunchtype off\n",
         "-",
         NULL,
         "-"},
        {"a sentence", "hypervisorlaunchtype off helps\n", "-", NULL, "-"},
        {"no value", "hypervisorlaunchtype\n", "-", NULL, "-"},
        {"another value", "hypervisorlaunchtype    Maybe\n", "-", NULL, "-"},
    };
    pp_test_check_facts(rows, PP_ARRAY_LEN(rows));
}
