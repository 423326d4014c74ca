/* Systems named in running text. */
#include <criterion/criterion.h>

#include "fact_table.h"

/* Something else must be recognised, or a system is no capture. */
#define CAPTURE "[wsl2]\nmemory=4GB\n\n"
#define WSL     "wslconfig: memory=4GB"

Test(os_prose, a_system_that_is_named_counts)
{
    static const struct pp_fact_case rows[] = {
        {"a server of old",
         CAPTURE "Win Server 2003 x64, the usual settings:\n",
         WSL " | os-name: os Win Server 2003=5.2.0.0 'Windows Server 2003'",
         NULL,
         NULL},
        {"a release",
         CAPTURE "my machine runs Windows 11 23H2.\n",
         WSL " | os-name: os Windows 11=10.0.22631.0 'Windows 11'",
         NULL,
         NULL},
        {"glued",
         CAPTURE "Win10 22H2 build 19045\n",
         WSL " | os-name: os Win10=10.0.19045.0 'Windows 10'",
         NULL,
         NULL},
        {"a server alone",
         CAPTURE "Server 2019\n",
         WSL " | os-name: os Server 2019=10.0.17763.0 'Windows Server 2019'",
         NULL,
         NULL},
        {"twice the same",
         CAPTURE "On windows server 2012 R2 it fails\n"
                 "Windows 2012 r2, fresh\n",
         WSL " | os-name: os windows server 2012 R2=6.3.0.0 'Windows Server "
             "2012 R2'",
         NULL,
         NULL},
    };
    pp_test_check_facts(rows, PP_ARRAY_LEN(rows));
}

Test(os_prose, what_is_no_statement_of_the_system_is_left)
{
    static const struct pp_fact_case rows[] = {
        {"alone", "Windows 11 23H2\n", "-", NULL, NULL},
        {"a product", CAPTURE "SQL Server 2019 and XP\n", WSL, NULL, NULL},
        {"an image", CAPTURE "runs-on: windows-2022\n", WSL, NULL, NULL},
        {"a file", CAPTURE "C:\\tools\\win10\\x.exe\n", WSL, NULL, NULL},
        {"two of them",
         CAPTURE "works on Windows 10, not on Windows 11\n",
         WSL,
         NULL,
         NULL},
        {"two in one", CAPTURE "Windows 10/11\n", WSL, NULL, NULL},
        {"and later", CAPTURE "on Windows 10 and later\n", WSL, NULL, NULL},
        {"since", CAPTURE "since Windows 10 1803 it is\n", WSL, NULL, NULL},
        {"a window", CAPTURE "windows 100 wide, win 7000\n", WSL, NULL, NULL},
        {"a number behind", CAPTURE "Windows 7.5\n", WSL, NULL, NULL},
    };
    pp_test_check_facts(rows, PP_ARRAY_LEN(rows));
}
