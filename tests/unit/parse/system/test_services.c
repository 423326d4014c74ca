/* sc query in any language, and the answers of net. */
#include <criterion/criterion.h>

#include "fact_table.h"

#define NAME  "SERVICE_NAME: winnat \n"
#define TYPE  "        TYPE               : 1  KERNEL_DRIVER  \n"
#define STATE "        STATE              : "

Test(services, sc_query)
{
    static const struct pp_fact_case rows[] = {
        {"running",
         NAME TYPE STATE
         "4  RUNNING \n"
         "                                (STOPPABLE, NOT_PAUSABLE)\n"
         "        WIN32_EXIT_CODE    : 0  (0x0)\n",
         "sc.query: winnat=yes",
         "0 2 3 0",
         "-"},
        {"stopped",
         NAME TYPE STATE "1  STOPPED \n",
         "sc.query: winnat=no",
         "0 2 1 0",
         "-"},
        {"starting",
         NAME STATE "2  START_PENDING \n",
         "sc.query: winnat=unknown",
         NULL,
         "-"},
        {"stopping",
         NAME STATE "3  STOP_PENDING \n",
         "sc.query: winnat=unknown",
         NULL,
         "-"},
        {"paused",
         NAME STATE "7  PAUSED \n",
         "sc.query: winnat=unknown",
         NULL,
         "-"},
        {"two",
         NAME STATE "4  RUNNING\n\nSERVICE_NAME: hns\n" STATE "1  STOPPED\n",
         "sc.query: winnat=yes; hns=no",
         "1 4 0 0",
         "-"},
        {"a display name between",
         NAME "DISPLAY_NAME: Driver\n" TYPE STATE "4  RUNNING\n",
         "sc.query: winnat=yes",
         NULL,
         "-"},
    };
    pp_test_check_facts(rows, PP_ARRAY_LEN(rows));
}

Test(services, sc_qc_tells_whether_it_starts)
{
#define START "        START_TYPE         : "
    static const struct pp_fact_case rows[] = {
        {"disabled",
         NAME TYPE START
         "4   DISABLED\n        ERROR_CONTROL      : 1   NORMAL\n",
         "sc.query: winnat=unknown/disabled",
         "0 2 2 0",
         "-"},
        {"by hand",
         NAME TYPE START "3   DEMAND_START\n",
         "sc.query: winnat=unknown/starts",
         NULL,
         "-"},
        {"late",
         NAME TYPE START "2   AUTO_START  (DELAYED)\n",
         "sc.query: winnat=unknown/starts",
         NULL,
         "-"},
        {"a label unknown",
         "XX_YYY: hns\n        QQ                 : 4   DISABLED\n",
         "sc.query: hns=unknown/disabled",
         NULL,
         "-"},
        {"number and word differ",
         NAME TYPE START "3   DISABLED\n",
         "-",
         NULL,
         "-"},
        {"no such number", NAME TYPE START "5   DISABLED\n", "-", NULL, "-"},
        {"configured",
         "C:\\>sc config winnat start= disabled\n"
         "[SC] ChangeServiceConfig SUCCESS\n",
         "sc.query: winnat=unknown/disabled",
         NULL,
         "-"},
        {"and back",
         "sc.exe config hns start=disabled\n[SC] ChangeServiceConfig SUCCESS\n"
         "sc.exe config hns start= auto\n[SC] ChangeServiceConfig SUCCESS\n",
         "sc.query: hns=unknown/disabled; hns=unknown/starts",
         NULL,
         "-"},
        {"refused",
         "sc config winnat start= disabled\n"
         "[SC] ChangeServiceConfig FAILED 5:\n\nAccess is denied.\n",
         "-",
         NULL,
         NULL},
        {"advice", "run: sc config winnat start= disabled\n", "-", NULL, "-"},
        {"an answer alone",
         "[SC] ChangeServiceConfig SUCCESS\n",
         "-",
         NULL,
         "-"},
    };
    pp_test_check_facts(rows, PP_ARRAY_LEN(rows));
}

Test(services, sc_query_in_any_language)
{
    static const struct pp_fact_case rows[] = {
        {"Russian",
         "Имя_службы: winnat\n        Тип                : 1  KERNEL_DRIVER\n"
         "        Состояние          : 4  RUNNING\n",
         "sc.query: winnat=yes",
         "0 2 1 0",
         "-"},
        {"a language unknown",
         "XX_YYY: winnat\n        ZZZ     : 1  KERNEL_DRIVER\n"
         "        QQQQ    : 4  RUNNING\n",
         "sc.query: winnat=yes",
         "0 2 1 0",
         "-"},
        {"known label, translated state",
         NAME STATE "4  QQQQQ\n",
         "sc.query: winnat=yes",
         NULL,
         "-"},
        {"quoted",
         "> " NAME "> STATE : 4  RUNNING\n",
         "sc.query: winnat=yes",
         NULL,
         "-"},
    };
    pp_test_check_facts(rows, PP_ARRAY_LEN(rows));
}

Test(services, half_of_it_is_nothing)
{
    static const struct pp_fact_case rows[] = {
        {"a name alone", NAME, "-", "0 0 1 0", "-"},
        {"a state alone", STATE "4  RUNNING\n", "-", "0 0 1 0", "-"},
        {"a state without a number",
         NAME STATE "RUNNING\n",
         "-",
         "0 0 2 0",
         "-"},
        {"of a service that there is not",
         "[SC] EnumQueryServicesStatus:OpenService FAILED 1060:\n",
         "-",
         NULL,
         "-"},
    };
    pp_test_check_facts(rows, PP_ARRAY_LEN(rows));
}

Test(services, a_state_that_contradicts_itself_is_rejected)
{
    static const struct pp_fact_case rows[] = {
        {"another number",
         NAME STATE "1  RUNNING\n",
         "sc.query:",
         "0 0 1 1",
         "575@2:30"},
        {"no number of a state",
         NAME STATE "9  RUNNING\n",
         "sc.query:",
         "0 0 1 1",
         "575@2:30"},
        {"0", NAME STATE "0  QQQ\n", "sc.query:", "0 0 1 1", "575@2:30"},
    };
    pp_test_check_facts(rows, PP_ARRAY_LEN(rows));
}

Test(services, answers_of_net)
{
    static const struct pp_fact_case rows[] = {
        {"stopped",
         "The Windows NAT Driver service was stopped successfully.\n",
         "sc.query: winnat=no",
         "0 1 0 0",
         "-"},
        {"started",
         "The Host Network Service service was started successfully.\n",
         "sc.query: hns=yes",
         "0 1 0 0",
         "-"},
        {"Korean",
         "Windows NAT Driver 서비스를 잘 멈추었습니다.\n",
         "sc.query: winnat=no",
         "0 1 0 0",
         "-"},
        {"not started",
         "The Example service is not started.\n",
         "sc.query: Example=no",
         "0 1 0 0",
         "-"},
        {"a list of net start is not read",
         "These Windows services are started:\n\n   Windows NAT Driver\n",
         "-",
         "1 0 2 0",
         "-"},
        {"on the way",
         "The Windows NAT Driver service is starting.\n",
         "-",
         NULL,
         "-"},
    };
    pp_test_check_facts(rows, PP_ARRAY_LEN(rows));
}
