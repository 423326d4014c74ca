/* PowerShell's output in its four shapes: what becomes of which object. */
#include <criterion/criterion.h>
#include <string.h>

#include "expectation.h"
#include "summary.h"

struct row {
    const char *label;
    const char *text;
    const char *found; /* as pp_test_write_loaded, all of it */
    const char *lines; /* as pp_test_lines; NULL: not looked at */
};

static void check_rows(const struct row *rows, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        struct pp_buf found;
        struct pp_load *load = pp_test_load(rows[i].text);
        pp_buf_init(&found, 1 << 20);
        pp_test_write_loaded(load, PP_TEST_EVERYTHING, &found);
        cr_expect_str_eq(found.data,
                         rows[i].found,
                         "%s: found\n%snot\n%s",
                         rows[i].label,
                         found.data,
                         rows[i].found);
        const char *lines = pp_test_lines(load);
        cr_expect(rows[i].lines == NULL || strcmp(lines, rows[i].lines) == 0,
                  "%s: lines '%s', not '%s'",
                  rows[i].label,
                  lines,
                  rows[i].lines);
        pp_buf_done(&found);
        pp_load_free(load);
    }
}

#define LIST  "powershell.list complete=null\n"
#define TABLE "powershell.table complete=null\n"
#define JSON  "powershell.json complete=null\n"
#define CSV   "powershell.csv complete=null\n"
#define OK    "rejected 0\n"
#define SOCKET(protocol, port, address, state, pid)                       \
    "  {\"fact\":\"socket\",\"protocol\":\"" protocol "\",\"port\":" port \
    ",\"address\":" address ",\"state\":" state ",\"pid\":" pid           \
    ",\"process\":null}\n"
#define DYNAMIC(protocol, start, end, count)                                 \
    "  {\"fact\":\"dynamic\",\"protocol\":\"" protocol "\",\"start\":" start \
    ",\"end\":" end ",\"count\":" count                                      \
    ",\"family\":null,\"store\":\"active\"}\n"
#define SETTING(scope, name, value)                                    \
    "  {\"fact\":\"setting\",\"scope\":\"" scope "\",\"name\":\"" name \
    "\",\"value\":\"" value "\"}\n"
#define SERVICE(name, running) \
    "  {\"fact\":\"service\",\"name\":\"" name "\",\"running\":" running "}\n"
#define FEATURE(name, enabled) \
    "  {\"fact\":\"feature\",\"name\":\"" name "\",\"enabled\":" enabled "}\n"
#define NAMED(key, name, rest)                                               \
    "  {\"fact\":\"registry\",\"key\":\"HKEY_LOCAL_MACHINE\\\\SYSTEM\\\\"    \
    "CurrentControlSet\\\\Services\\\\" key "\",\"name\":\"" name "\"," rest \
    "}\n"
#define REG(name, rest)                                                    \
    "  "                                                                   \
    "{\"fact\":\"registry\",\"key\":\"HKEY_LOCAL_MACHINE\\\\A\",\"name\":" \
    "\"" name "\"," rest "}\n"
#define PATH \
    "PSPath : Microsoft.PowerShell.Core\\Registry::HKEY_LOCAL_MACHINE\\A\n"

Test(powershell, lists_give_their_facts)
{
    static const struct row rows[] = {
        {"a socket",
         "LocalAddress : ::1\nLocalPort : 135\nRemotePort : 0\n"
         "State : Listen\nOwningProcess : 7\n",
         LIST SOCKET("tcp", "135", "\"::1\"", "\"listening\"", "7") OK,
         "0 5 0 0"},
        {"objects end at blank lines",
         "LocalPort : 1\nState : Bound\n\nLocalPort : 2\nState : TimeWait\n",
         LIST SOCKET("tcp", "1", "null", "\"bound\"", "null")
             SOCKET("tcp", "2", "null", "\"time-wait\"", "null") OK,
         "1 4 0 0"},
        {"and where a name comes again",
         "LocalPort : 1\nState : CloseWait\nLocalPort : 2\nState : SynSent\n",
         LIST SOCKET("tcp", "1", "null", "\"close-wait\"", "null")
             SOCKET("tcp", "2", "null", "\"syn-sent\"", "null") OK,
         "0 4 0 0"},
        {"other text ends an object",
         "LocalPort : 1\nState : Listen\nthat is all\nLocalPort : 2\n",
         LIST SOCKET("tcp", "1", "null", "\"listening\"", "null") OK,
         "0 2 2 0"},
        {"a name that lost its blank, under the colons",
         "LocalAddress  : ::\nLocalPort     : 1\nAppliedSetting: x\n"
         "OwningProcess : 5\nState         : Listen\n",
         LIST SOCKET("tcp", "1", "\"::\"", "\"listening\"", "5") OK,
         "0 5 0 0"},
        {"quote marks in front",
         "> LocalPort : 1\n> State : Listen\n>\n> LocalPort : 2\n"
         "> State : Listen\n",
         LIST SOCKET("tcp", "1", "null", "\"listening\"", "null")
             SOCKET("tcp", "2", "null", "\"listening\"", "null") OK,
         NULL},
        {"a class tells udp",
         "LocalAddress : ::\nLocalPort : 1\nOwningProcess : 5\n"
         "CimClass : ROOT/StandardCimv2:MSFT_NetUDPEndpoint\n",
         LIST SOCKET("udp", "1", "\"::\"", "null", "5") OK,
         "0 4 0 0"},
        {"nothing tells, tcp is assumed",
         "LocalAddress : ::\nLocalPort : 1\nOwningProcess : 5\n",
         LIST SOCKET("tcp", "1", "\"::\"", "\"other\"", "5") OK "PP-467 1:0\n",
         "0 3 0 0"},
        {"a process by name",
         "LocalPort : 1\nState : Listen\nOwningProcess : nginx\n",
         LIST "  {\"fact\":\"socket\",\"protocol\":\"tcp\",\"port\":1,"
              "\"address\":null,\"state\":\"listening\",\"pid\":null,"
              "\"process\":\"nginx\"}\n" OK,
         "0 3 0 0"},
    };
    check_rows(rows, PP_ARRAY_LEN(rows));
}

Test(powershell, lists_tell_of_the_system)
{
    static const struct row rows[] = {
        {"a feature, Markdown's line breaks",
         "FeatureName : A-B\\\nCustomProperties :\\\nState : Enabled\\\n",
         LIST FEATURE("A-B", "true") OK,
         "0 3 0 0"},
        {"features on their way",
         "FeatureName : A\nState : EnablePending\n\nFeatureName : B\n"
         "State : DisabledWithPayloadRemoved\n",
         LIST FEATURE("A", "null") FEATURE("B", "false") OK,
         NULL},
        {"services",
         "Name : winnat\nStatus : Running\n\nName : hns\nStatus : Paused\n",
         LIST SERVICE("winnat", "true") SERVICE("hns", "null") OK,
         "1 4 0 0"},
        {"a service of WMI",
         "Name : hns\nStatus : OK\nStartMode : Manual\nState : Stopped\n",
         LIST "  {\"fact\":\"service\",\"name\":\"hns\",\"running\":false,"
              "\"disabled\":false}\n" OK,
         "0 4 0 0"},
        {"each kind has a section of its own",
         "HotFixID : KB1\n\nName : hns\nStatus : Stopped\n",
         LIST "  {\"fact\":\"hotfix\",\"kb\":1}\n" LIST SERVICE("hns", "false")
             OK,
         "1 3 0 0"},
        {"a name with a blank that does not stand in line",
         "LocalPort : 1\nState : Listen\nSome Other : 5\nLocalAddress : ::\n",
         LIST SOCKET("tcp", "1", "null", "\"listening\"", "null") OK,
         "0 2 2 0"},
        {"an update",
         "HotFixID : KB951748\n",
         LIST "  {\"fact\":\"hotfix\",\"kb\":951748}\n" OK,
         "0 1 0 0"},
        {"the system",
         "BuildNumber : 19045\nCaption : Windows 10\nVersion : 10.0.19045\n",
         LIST "  {\"fact\":\"os\",\"version\":\"10.0.19045\",\"build\":19045,"
              "\"name\":\"Windows 10\"}\n" OK,
         "0 3 0 0"},
    };
    check_rows(rows, PP_ARRAY_LEN(rows));
}

Test(powershell, port_ranges_of_settings)
{
    static const struct row rows[] = {
        {"profiles that agree are one range, Automatic is none",
         "SettingName : Automatic\nDynamicPortRangeStartPort :\n"
         "DynamicPortRangeNumberOfPorts :\n\nSettingName : Internet\n"
         "DynamicPortRangeStartPort : 49152\n"
         "DynamicPortRangeNumberOfPorts : 16384\n\nSettingName : Compat\n"
         "DynamicPortRangeStartPort : 49152\n"
         "DynamicPortRangeNumberOfPorts : 16384\n",
         LIST DYNAMIC("tcp", "49152", "65535", "16384") OK,
         "2 9 0 0"},
        {"without a profile it is udp's",
         "DynamicPortRangeStartPort : 49152\n"
         "DynamicPortRangeNumberOfPorts : 16384\n",
         LIST DYNAMIC("udp", "49152", "65535", "16384") OK,
         "0 2 0 0"},
        {"unless the command says tcp",
         "PS> Get-NetTCPSetting | select Dyn*\n"
         "DynamicPortRangeStartPort : 49152\n"
         "DynamicPortRangeNumberOfPorts : 16384\n",
         LIST DYNAMIC("tcp", "49152", "65535", "16384") OK,
         "0 2 1 0"},
        {"0 and 0 of auto-reuse are settings, no range",
         "SettingName : Internet\nAutoReusePortRangeStartPort : 0\n"
         "AutoReusePortRangeNumberOfPorts : 0\n",
         LIST SETTING("Internet", "AutoReusePortRangeStartPort", "0")
             SETTING("Internet", "AutoReusePortRangeNumberOfPorts", "0") OK,
         "0 3 0 0"},
        {"profiles that differ: the first counts",
         "SettingName : A\nDynamicPortRangeStartPort : 1025\n"
         "DynamicPortRangeNumberOfPorts : 255\n\nSettingName : B\n"
         "DynamicPortRangeStartPort : 2000\n"
         "DynamicPortRangeNumberOfPorts : 255\n",
         LIST DYNAMIC("tcp", "1025", "1279", "255") OK "PP-565 6:29\n",
         "1 6 0 0"},
        {"the end above 65535",
         "SettingName : A\nDynamicPortRangeStartPort : 49153\n"
         "DynamicPortRangeNumberOfPorts : 16384\n",
         "powershell.list complete=false\nrejected 1\nPP-523 3:33\n",
         "0 2 0 1"},
        {"a start of 0",
         "SettingName : A\nDynamicPortRangeStartPort : 0\n"
         "DynamicPortRangeNumberOfPorts : 0\n",
         "powershell.list complete=false\nrejected 1\nPP-541 2:29\n",
         "0 2 0 1"},
        {"half a range",
         "SettingName : A\nDynamicPortRangeStartPort : 1025\n"
         "DynamicPortRangeNumberOfPorts :\n",
         "powershell.list complete=false\nrejected 1\nPP-547 2:29\n",
         "0 2 0 1"},
    };
    check_rows(rows, PP_ARRAY_LEN(rows));
}

Test(powershell, registry_values_tell_their_types)
{
    static const struct row rows[] = {
        {"numbers",
         "A : 65534\nB : -1\nC : 4294967296\nD : -3000000000\n" PATH,
         LIST REG("A", "\"type\":\"dword\",\"value\":65534")
             REG("B", "\"type\":\"dword\",\"value\":4294967295")
                 REG("C", "\"type\":\"qword\",\"value\":4294967296")
                     REG("D", "\"type\":\"sz\",\"value\":\"-3000000000\"") OK,
         "0 5 0 0"},
        {"lists",
         "A : {4000-4010, 5000-5000}\nB : {18, 0, 255}\nC : {18, 256}\n"
         "D : {1, 2, 3, 4...}\nE : "
         "{4d36e972-e325-11ce-bfc1-08002be10318}\n" PATH,
         LIST REG("A",
                  "\"type\":\"multi_sz\",\"value\":[\"4000-4010\",\"5000-5000\""
                  "]")
             REG("B", "\"type\":\"binary\",\"value\":\"1200ff\",\"bytes\":3")
                 REG("C", "\"type\":\"multi_sz\",\"value\":[\"18\",\"256\"]")
                     REG("E",
                         "\"type\":\"sz\",\"value\":\"{4d36e972-e325-11ce-bfc1-"
                         "08002be10318}\"") OK "PP-563 4:5\n",
         "0 6 0 0"},
        {"the default value, a name with a blank, an empty text",
         "(default)   : x\nSome Name   : y\nEmpty       :\n"
         "PSPath      : "
         "Microsoft.PowerShell.Core\\Registry::HKEY_LOCAL_MACHINE\\A\n"
         "PSChildName : A\n",
         LIST REG("", "\"type\":\"sz\",\"value\":\"x\"")
             REG("Some Name", "\"type\":\"sz\",\"value\":\"y\"")
                 REG("Empty", "\"type\":\"sz\",\"value\":\"\"") OK,
         "0 5 0 0"},
        {"a path that goes on",
         "A           : 1\nPSPath      : Microsoft.PowerShell.Core\\Registry::"
         "HKEY_LOCAL_MAC\n              HINE\\A\n",
         LIST REG("A", "\"type\":\"dword\",\"value\":1") OK,
         "0 3 0 0"},
        {"a path of files is no key",
         "Length : 12\nPSPath : Microsoft.PowerShell.Core\\FileSystem::C:\\x\n",
         OK,
         "0 0 2 0"},
        {"ReservedPorts are no sentence about exclusions",
         "ReservedPorts : {4000-4010, 5000-5000}\n" PATH,
         LIST REG("ReservedPorts",
                  "\"type\":\"multi_sz\",\"value\":[\"4000-4010\",\"5000-5000\""
                  "]") OK,
         "0 2 0 0"},
        {"nor without their key, which their name tells",
         "ReservedPorts : {4000-4010, 5000-5000}\nOther : 5\n",
         LIST NAMED("Tcpip\\\\Parameters",
                    "ReservedPorts",
                    "\"type\":\"multi_sz\",\"value\":[\"4000-4010\",\"5000-"
                    "5000\"]") OK,
         "0 2 0 0"},
        {"a table of selected values",
         "MaxUserPort TcpTimedWaitDelay\n----------- -----------------\n"
         "      60000                30\n",
         "powershell.table complete=null\n" NAMED(
             "Tcpip\\\\Parameters",
             "MaxUserPort",
             "\"type\":\"dword\",\"value\":60000")
             NAMED("Tcpip\\\\Parameters",
                   "TcpTimedWaitDelay",
                   "\"type\":\"dword\",\"value\":30") OK,
         "0 3 0 0"},
        {"of another type than Windows reads",
         "MaxUserPort : not set\nEnableExcludedPortRange : 1\n",
         LIST NAMED("hns\\\\State",
                    "EnableExcludedPortRange",
                    "\"type\":\"dword\",\"value\":1") OK,
         "0 2 0 0"},
    };
    check_rows(rows, PP_ARRAY_LEN(rows));
}

#define HEADS  "LocalAddress LocalPort RemotePort State       OwningProcess\n"
#define DASHES "------------ --------- ---------- -----       -------------\n"

Test(powershell, tables_are_read_by_column)
{
    static const struct row rows[] = {
        {"left and right",
         HEADS DASHES "::           135       0          Listen      7\n"
                      "192.0.2.10         445          0 Established    1200\n",
         TABLE SOCKET("tcp", "135", "\"::\"", "\"listening\"", "7") SOCKET(
             "tcp", "445", "\"192.0.2.10\"", "\"established\"", "1200") OK,
         "0 4 0 0"},
        {"an empty cell stays empty",
         HEADS DASHES "             135       0          Listen\n",
         TABLE SOCKET("tcp", "135", "null", "\"listening\"", "null") OK,
         "0 3 0 0"},
        {"without dashes",
         HEADS "::           135       0          Listen      7\n",
         TABLE SOCKET("tcp", "135", "\"::\"", "\"listening\"", "7") OK,
         "0 2 0 0"},
        {"blanks taken together by a page",
         "LocalAddress LocalPort RemotePort State OwningProcess\n"
         "------------ --------- ---------- ----- -------------\n"
         ":: 135 0 Listen 7\n",
         TABLE SOCKET("tcp", "135", "\"::\"", "\"listening\"", "7") OK,
         "0 3 0 0"},
        {"wide characters before the columns that count",
         "DisplayName          Status   Name\n"
         "-----------          ------   ----\n"
         "主机网络服务         Running  hns\n",
         TABLE SERVICE("hns", "true") OK,
         "0 3 0 0"},
    };
    check_rows(rows, PP_ARRAY_LEN(rows));
}

/* What is trimmed behind the heads is no column: it had no head, and rows
 * were given a value of a head that was not there. */
Test(powershell, blanks_behind_the_heads_are_no_column)
{
    static const struct row rows[] = {
        {"an ideographic space",
         "LocalAddress LocalPort State \xE3\x80\x80\n"
         "------------ --------- -----\n"
         "0.0.0.0      135       Listen\n",
         "powershell.table complete=null\n" SOCKET(
             "tcp", "135", "\"0.0.0.0\"", "\"listening\"", "null") OK,
         "0 3 0 0"},
        {"and a row of a dash",
         "LocalAddress LocalPort R l p t u R \xE3\x80\x80\n-\n",
         OK,
         "0 0 2 0"},
    };
    check_rows(rows, PP_ARRAY_LEN(rows));
}

Test(powershell, tables_have_broken_cells)
{
    static const struct row rows[] = {
        {"a column that was cut",
         HEADS DASHES "2001:db8:... 135       0          Listen      1...\n",
         TABLE SOCKET("tcp", "135", "null", "\"listening\"", "null") OK
         "PP-563 3:1\nPP-563 3:47\n",
         "0 3 0 0"},
        {"ports that cannot be",
         HEADS DASHES "::           70000     0          Listen      7\n"
                      "::           -5        0          Listen      7\n"
                      "::           4O5       0          Listen      7\n"
                      "::           4...      0          Listen      7\n"
                      "::           0         0          Listen      7\n",
         "powershell.table complete=false\nrejected 5\nPP-561 3:14\n"
         "PP-561 4:14\nPP-561 5:14\nPP-561 6:14\nPP-561 7:14\n",
         "0 2 0 5"},
        {"a row out of its columns",
         HEADS DASHES "192.0.2.10:445135 0 Listen  7\n",
         "powershell.table complete=false\nrejected 1\nPP-567 3:1\n",
         "0 2 0 1"},
        {"a number across two columns is none",
         HEADS DASHES "00000000000000135      0          Listen  7\n",
         TABLE OK,
         "0 2 1 0"},
        {"two words in one cell and an empty one",
         "ProcessName LocalPort State  OwningProcess\n"
         "----------- --------- -----  -------------\n"
         "My App             80 Listen\n",
         TABLE "  {\"fact\":\"socket\",\"protocol\":\"tcp\",\"port\":80,"
               "\"address\":null,\"state\":\"listening\",\"pid\":null,"
               "\"process\":\"My App\"}\n" OK,
         "0 3 0 0"},
    };
    check_rows(rows, PP_ARRAY_LEN(rows));
}

Test(powershell, tables_end)
{
    static const struct row rows[] = {
        {"prose below ends it",
         HEADS DASHES "::           135       0          Listen      7\n"
                      "So port 135 is open.\n",
         TABLE SOCKET("tcp", "135", "\"::\"", "\"listening\"", "7") OK,
         "0 3 1 0"},
        {"prose between rows does not",
         HEADS DASHES "::           135       0          Listen      7\n"
                      "this is the one\n"
                      "and, I think, that one:\n"
                      "::           136       0          Listen      8\n",
         TABLE SOCKET("tcp", "135", "\"::\"", "\"listening\"", "7")
             SOCKET("tcp", "136", "\"::\"", "\"listening\"", "8") OK,
         "0 4 2 0"},
        {"four lines of it do",
         HEADS DASHES "::           135       0          Listen      7\n"
                      "one\ntwo\nthree\nfour\n"
                      "::           136       0          Listen      8\n",
         TABLE SOCKET("tcp", "135", "\"::\"", "\"listening\"", "7") OK,
         "0 3 5 0"},
        {"prose below features is no feature",
         "FeatureName State\n----------- -----\nContainers  Enabled\n"
         "saw it\nThis was    what I saw\nHyperVisor  Disabled\n",
         TABLE FEATURE("Containers", "true") FEATURE("HyperVisor", "false") OK,
         "0 4 2 0"},
        {"start types",
         "Name    StartType\n----    ---------\nwinnat  Disabled\n"
         "hns     Manual\nweb     Custom\n",
         TABLE "  {\"fact\":\"service\",\"name\":\"winnat\",\"running\":null,"
               "\"disabled\":true}\n"
               "  {\"fact\":\"service\",\"name\":\"hns\",\"running\":null,"
               "\"disabled\":false}\n" OK,
         "0 4 1 0"},
        {"two tables, two protocols",
         "LocalAddress LocalPort\n------------ ---------\n::           53\n"
         "\n" HEADS DASHES "::           135       0          Listen      7\n",
         TABLE SOCKET("udp", "53", "\"::\"", "null", "null")
             TABLE SOCKET("tcp", "135", "\"::\"", "\"listening\"", "7") OK,
         "1 6 0 0"},
        {"quoted",
         "> " HEADS "> " DASHES
         "> ::           135       0          Listen      7\n",
         TABLE SOCKET("tcp", "135", "\"::\"", "\"listening\"", "7") OK,
         "0 3 0 0"},
        {"a status that was cut",
         "Status   Name  DisplayName\n------   ----  -----------\n"
         "StartP... hns  x\n",
         TABLE SERVICE("hns", "null") OK,
         "0 3 0 0"},
        {"heads alone are prose", HEADS "nothing\n", OK, "0 0 2 0"},
        {"nor is one in half of its case",
         "Name    STATUS\n----    ------\nweb-1   Running\n",
         OK,
         "0 0 3 0"},
        {"kubectl's table is no service's",
         "NAME    STATUS\n----    ------\nweb-1   Running\n",
         OK,
         "0 0 3 0"},
    };
    check_rows(rows, PP_ARRAY_LEN(rows));
}

Test(powershell, json_gives_its_objects)
{
    static const struct row rows[] = {
        {"an object",
         "{\n  \"LocalPort\": 135,\n  \"State\": 2\n}\n",
         JSON SOCKET("tcp", "135", "null", "\"listening\"", "null") OK,
         "0 4 0 0"},
        {"compressed, numbers of states",
         "[{\"LocalPort\":1,\"State\":100},{\"LocalPort\":2,\"State\":5},"
         "{\"LocalPort\":3,\"State\":11},{\"LocalPort\":4,\"State\":8},"
         "{\"LocalPort\":5,\"State\":7}]\n",
         JSON SOCKET("tcp", "1", "null", "\"bound\"", "null")
             SOCKET("tcp", "2", "null", "\"established\"", "null")
                 SOCKET("tcp", "3", "null", "\"time-wait\"", "null") SOCKET(
                     "tcp", "4", "null", "\"close-wait\"", "null")
                     SOCKET("tcp", "5", "null", "\"fin-wait-2\"", "null") OK,
         "0 1 0 0"},
        {"rarer states, the other end, and ports that are none",
         "[{\"LocalPort\":1,\"State\":10,\"RemoteAddress\":\"10.4.0.2\","
         "\"RemotePort\":389},{\"LocalPort\":2,\"State\":12,"
         "\"RemoteAddress\":\"::\",\"RemotePort\":0},{\"LocalPort\":3,"
         "\"State\":6,\"RemoteAddress\":\"10.4.0.2\",\"RemotePort\":70000}]"
         "\n",
         JSON "  {\"fact\":\"socket\",\"protocol\":\"tcp\",\"port\":1,"
              "\"address\":null,\"state\":\"last-ack\",\"pid\":null,"
              "\"process\":null,\"remote_address\":\"10.4.0.2\","
              "\"remote_port\":389}\n" SOCKET(
                  "tcp", "2", "null", "\"other\"", "null")
                  SOCKET("tcp", "3", "null", "\"fin-wait-1\"", "null") OK,
         "0 1 0 0"},
        {"an enumeration of Windows PowerShell",
         "{ \"LocalPort\":  1, \"State\":  { \"value\": 2, \"Value\": "
         "\"Listen\" } }\n",
         JSON SOCKET("tcp", "1", "null", "\"listening\"", "null") OK,
         "0 1 0 0"},
        {"an array of Windows PowerShell",
         "{\"value\":[{\"FeatureName\":\"A\",\"State\":2},"
         "{\"FeatureName\":\"B\",\"State\":0}],\"Count\":2}\n",
         JSON FEATURE("A", "true") FEATURE("B", "false") OK,
         "0 1 0 0"},
        {"the class of a CIM object",
         "{\"LocalPort\":1,\"OwningProcess\":5,\"CimClass\":{\"CimClassName\":"
         "\"MSFT_NetUDPEndpoint\",\"CimClassMethods\":[{}]}}\n",
         JSON SOCKET("udp", "1", "null", "null", "5") OK,
         "0 1 0 0"},
        {"brackets and quotes in strings",
         "{\n\"Name\": \"win]nat\",\n\"x\": \"\\\\\\\"}{\",\n\"Status\": 4,\n"
         "\"ServiceType\": 1\n}\n",
         JSON SERVICE("win]nat", "true") OK,
         "0 6 0 0"},
        {"registry values",
         "{\n\"ReservedPorts\": [\n\"4000-4010\"\n],\n\"B\": [1, 2],\n"
         "\"PSPath\": \"Microsoft.PowerShell.Core\\\\Registry::"
         "HKEY_LOCAL_MACHINE\\\\A\",\n\"PSDrive\": { \"Name\": \"HKLM\" }\n}\n",
         JSON REG("ReservedPorts",
                  "\"type\":\"multi_sz\",\"value\":[\"4000-4010\"]")
             REG("B", "\"type\":\"binary\",\"value\":\"0102\",\"bytes\":2") OK,
         "0 8 0 0"},
    };
    check_rows(rows, PP_ARRAY_LEN(rows));
}

#define HELD_AS(kind, protocol, port, name, address, target, id)          \
    "  {\"fact\":\"held\",\"kind\":\"" kind "\",\"protocol\":\"" protocol \
    "\",\"start\":" port ",\"end\":" port ",\"name\":" name               \
    ",\"address\":" address ",\"target\":" target ",\"id\":" id "}\n"
#define HELD(kind, protocol, port, name, address, target) \
    HELD_AS(kind, protocol, port, name, address, target, "null")
#define NAT_HEADS                                                         \
    "StaticMappingID NatName Protocol ExternalPort InternalPort Active\n" \
    "--------------- ------- -------- ------------ ------------ ------\n"

Test(powershell, mappings_of_a_nat_hold_ports)
{
    static const struct row rows[] = {
        {"a list, of any address",
         "StaticMappingID : 3\nNatName : lab\nProtocol : TCP\n"
         "ExternalIPAddress : 0.0.0.0\nExternalPort : 7443\n"
         "InternalIPAddress : 172.31.7.9\nInternalPort : 443\n"
         "Active : True\n",
         LIST HELD_AS(
             "nat", "tcp", "7443", "\"lab\"", "null", "\"172.31.7.9:443\"", "3")
             OK,
         "0 8 0 0"},
        {"not active",
         "StaticMappingID : 3\nNatName : lab\nProtocol : TCP\n"
         "ExternalPort : 7443\nActive : False\n",
         LIST OK,
         "0 5 0 0"},
        {"no protocol: both",
         "NatName : lab\nExternalPort : 7443\n",
         LIST HELD("nat", "tcp", "7443", "\"lab\"", "null", "null")
             HELD("nat", "udp", "7443", "\"lab\"", "null", "null") OK,
         "0 2 0 0"},
        {"a protocol without ports",
         "NatName : lab\nProtocol : ICMP\nExternalPort : 7443\n",
         LIST OK,
         "0 3 0 0"},
        {"a port that cannot be",
         "NatName : lab\nProtocol : UDP\nExternalPort : 65536\n",
         "powershell.list complete=false\nrejected 1\nPP-561 3:16\n",
         "0 2 0 1"},
        {"a table",
         NAT_HEADS
         "0               lab     UDP              7001           53 True\n"
         "1               lab     TCP              7002           80 False\n",
         TABLE HELD_AS("nat", "udp", "7001", "\"lab\"", "null", "null", "0") OK,
         "0 4 0 0"},
        {"JSON, a number for the protocol",
         "{\"StaticMappingID\": 1, \"NatName\": \"lab\", \"Protocol\": 17,"
         " \"ExternalIPAddress\": \"192.0.2.4\", \"ExternalPort\": 7003}\n",
         JSON HELD_AS(
             "nat", "udp", "7003", "\"lab\"", "\"192.0.2.4\"", "null", "1") OK,
         "0 1 0 0"},
        {"CSV",
         "\"NatName\",\"Protocol\",\"ExternalPort\",\"Active\"\n"
         "\"lab\",\"TCP\",\"7004\",\"True\"\n",
         CSV HELD("nat", "tcp", "7004", "\"lab\"", "null", "null") OK,
         "0 2 0 0"},
        {"words in prose",
         "The ExternalPort : 8080 of nat0 is not what I need.\n",
         OK,
         "0 0 1 0"},
    };
    check_rows(rows, PP_ARRAY_LEN(rows));
}

Test(powershell, policies_of_hns_hold_ports)
{
    static const struct row rows[] = {
        {"a list",
         "ActivityId : A\nID : 7a\nPolicies : {@{ExternalPort=7443; "
         "InternalPort=443; Protocol=6; VIPs=10.9.0.1 10.9.0.2}, "
         "@{Type=ACL; Protocol=6}, @{ExternalPort=7053; Protocol=17}}\n",
         LIST HELD("hns", "tcp", "7443", "\"7a\"", "\"10.9.0.1\"", "null")
             HELD("hns", "udp", "7053", "\"7a\"", "null", "null") OK,
         "0 3 0 0"},
        {"cut: ports may be missing",
         "ActivityId : A\nPolicies : {@{ExternalPort=7443; Protocol=6}, "
         "@{Type=ACL}...}\n",
         "powershell.list complete=false\n" HELD(
             "hns",
             "tcp",
             "7443",
             "null",
             "null",
             "null") "rejected 1\nPP-568 2:12\n",
         "0 1 0 1"},
        {"cut within a policy",
         "ActivityId : A\nPolicies : {@{Type=ACL}, @{ExternalPort=74\n",
         "powershell.list complete=false\nrejected 1\nPP-568 2:12\n",
         "0 1 0 1"},
        {"JSON that is not deep enough",
         "{\"ActivityId\": \"A\", \"VirtualNetwork\": \"n\", \"Policies\": "
         "[\"@{Settings=; Type=PortMapping}\"], \"ExternalPort\": 0}\n",
         "powershell.json complete=false\nrejected 1\nPP-568 1:56\n",
         "0 0 0 1"},
        {"no port",
         "ActivityId : A\nPolicies : {@{ExternalPort=http; Protocol=6}}\n",
         "powershell.list complete=false\nrejected 1\nPP-561 2:12\n",
         "0 1 0 1"},
        {"JSON of an endpoint, settings within a policy",
         "{\"ActivityId\": \"A\", \"Name\": \"ep\", \"IPAddress\": "
         "\"172.31.7.2\", \"Policies\": [{\"Type\": \"PortMapping\", "
         "\"Settings\": {\"ExternalPort\": 7080, \"InternalPort\": 80, "
         "\"Protocol\": 6}}, {\"Type\": \"ACL\", \"Protocol\": 6}]}\n",
         JSON HELD("hns", "tcp", "7080", "\"ep\"", "null", "\"172.31.7.2:80\"")
             OK,
         "0 1 0 0"},
        {"a load balancer",
         "{\"ID\": \"l\", \"PortMappings\": [{\"Protocol\": 6, "
         "\"ExternalPort\": 7081}], \"FrontendVIPs\": [\"10.9.0.3\"]}\n",
         JSON HELD("hns", "tcp", "7081", "\"l\"", "\"10.9.0.3\"", "null") OK,
         "0 1 0 0"},
        {"a policy alone",
         "ExternalPort : 7082\nInternalPort : 80\nProtocol : 6\nType : NAT\n",
         LIST HELD("hns", "tcp", "7082", "null", "null", "null") OK,
         "0 4 0 0"},
        {"port 0 is none",
         "ActivityId : A\nPolicies : {@{ExternalPort=0; Protocol=6}}\n",
         LIST OK,
         "0 2 0 0"},
        {"policies of something else",
         "{\"name\": \"x\", \"Policies\": [{\"ExternalPort\": 80}]}\n",
         OK,
         "0 0 1 0"},
    };
    check_rows(rows, PP_ARRAY_LEN(rows));
}

Test(powershell, json_that_cannot_be_taken)
{
    static const struct row rows[] = {
        {"a port that cannot be",
         "[\n{\n\"LocalPort\": 70000,\n\"State\": 2\n}\n]\n",
         "powershell.json complete=false\nrejected 1\nPP-561 3:14\n",
         "0 5 0 1"},
        {"cut in the second object",
         "[\n{\n\"LocalPort\": 1,\n\"State\": 2\n},\n{\n\"LocalPort\": 2,\n",
         "powershell.json complete=false\n" SOCKET(
             "tcp", "1", "null", "\"listening\"", "null") "rejected 2\n"
                                                          "PP-569 5:0\n",
         "0 5 0 2"},
        {"prose in the middle",
         "{\n\"LocalPort\": 1,\nand so on\n",
         "rejected 2\nPP-569 1:0\n",
         "0 0 1 2"},
        {"no JSON though it balances",
         "{\n\"LocalPort\": 1,,\n\"State\": 2\n}\n",
         "rejected 4\nPP-569 1:0\n",
         "0 0 0 4"},
        {"other JSON", "{\n\"name\": \"x\",\n\"port\": 1\n}\n", OK, "0 0 4 0"},
        {"somebody else's local port",
         "{\n\"LocalPort\": 8080,\n\"RemoteHost\": \"x\"\n}\n",
         OK,
         "0 0 4 0"},
    };
    check_rows(rows, PP_ARRAY_LEN(rows));
}

Test(powershell, csv_gives_its_rows)
{
    static const struct row rows[] = {
        {"quoted, with its type",
         "#TYPE System.X#ROOT/StandardCimv2/MSFT_NetUDPEndpoint\n"
         "\"LocalAddress\",\"LocalPort\",\"OwningProcess\"\n"
         "\"::\",\"53\",\"7\"\n",
         CSV SOCKET("udp", "53", "\"::\"", "null", "7") OK,
         "0 3 0 0"},
        {"semicolons without quotes",
         "LocalPort;State\n53;Listen\n",
         CSV SOCKET("tcp", "53", "null", "\"listening\"", "null") OK,
         "0 2 0 0"},
        {"quotes and commas within quotes",
         "\"Name\",\"Status\",\"DisplayName\"\n"
         "\"a \"\"b\"\", c\",\"Running\",\"x, y\"\n",
         CSV SERVICE("a \\\"b\\\", c", "true") OK,
         "0 2 0 0"},
        {"another file below",
         "\"LocalPort\",\"State\"\n\"1\",\"Listen\"\n\"Name\",\"Status\"\n"
         "\"hns\",\"Stopped\"\n",
         CSV SOCKET("tcp", "1", "null", "\"listening\"", "null")
             CSV SERVICE("hns", "false") OK,
         "0 4 0 0"},
        {"rows that cannot be taken",
         "\"LocalPort\",\"State\"\n\"1\"\n\"2\",\"x\n\"3\",\"Listen\",\"\"\n"
         "\"65536\",\"Listen\"\n",
         "powershell.csv complete=false\nrejected 4\nPP-567 2:1\nPP-567 3:1\n"
         "PP-567 4:1\nPP-561 5:2\n",
         "0 1 0 4"},
        {"prose ends it",
         "LocalPort,State\n1,Listen\nWell, that is all.\n2,Listen\n",
         CSV SOCKET("tcp", "1", "null", "\"listening\"", "null") OK,
         "0 2 2 0"},
        {"systeminfo's own, German",
         "\"Hostname\",\"Betriebssystemname\",\"Betriebssystemversion\","
         "\"Hotfix(es)\"\n\"PC1\",\"Microsoft Windows 11 Pro\","
         "\"10.0.22631 Nicht zutreffend Build 22631\","
         "\"2 Hotfix(e) installiert.,[01]: KB5017264,[02]: KB5031988\"\n",
         "systeminfo complete=null\n"
         "  {\"fact\":\"os\",\"version\":\"10.0.22631\",\"build\":22631,"
         "\"name\":\"Microsoft Windows 11 Pro\"}\n"
         "  {\"fact\":\"hotfix\",\"kb\":5017264}\n"
         "  {\"fact\":\"hotfix\",\"kb\":5031988}\n" OK,
         "0 2 0 0"},
        {"other heads", "name,port\nx,1\n", OK, "0 0 2 0"},
    };
    check_rows(rows, PP_ARRAY_LEN(rows));
}

Test(powershell, leaves_the_output_of_others_alone)
{
    static const struct row rows[] = {
        {"netsh's dynamic range, German",
         "Protokoll tcp Dynamischer Portbereich\n"
         "---------------------------------\n"
         "Startport       : 49152\nAnzahl von Ports : 16384\n",
         "netsh.dynamicport tcp - active de complete=true\n"
         "  dynamic 49152+16384\n" OK,
         "0 4 0 0"},
        {"a rule of the firewall",
         "Protocol : TCP\nLocalPort : 5000-5010\nRemotePort : Any\n"
         "IcmpType : Any\n",
         OK,
         "0 0 4 0"},
        {"a rule of the firewall with addresses",
         "LocalAddress : Any\nLocalPort : 80\nDirection : Inbound\n",
         OK,
         "0 0 3 0"},
        {"a file's own properties",
         "Name : x.txt\nStatus : new\nVersion : 1.0\n",
         OK,
         "0 0 3 0"},
    };
    check_rows(rows, PP_ARRAY_LEN(rows));
}

/* Whether a section is of one protocol: sockets are, features are not. */
Test(powershell, sections_that_have_a_protocol)
{
    static const struct {
        const char *text;
        bool has_protocol;
    } rows[] = {
        {"LocalAddress : 0.0.0.0\nLocalPort : 135\nRemoteAddress : 0.0.0.0\n"
         "RemotePort : 0\nState : Listen\n",
         true},
        {"FeatureName : Containers\nState : Enabled\n", false},
    };
    for (size_t i = 0; i < PP_ARRAY_LEN(rows); i++) {
        struct pp_load *load = pp_test_load(rows[i].text);
        size_t count = 0;
        const struct pp_section *sections = pp_load_sections(load, &count);
        cr_assert_eq(count, 1, "row %zu", i);
        cr_expect_eq(
            sections[0].has_protocol, rows[i].has_protocol, "row %zu", i);
        pp_load_free(load);
    }
}
