/* Windows commands as articles give them. */
#include "sim_support.h"

#define CURRENT "HKLM\\SYSTEM\\CurrentControlSet\\"

/* Each row: the command, and the step it is. */
static const char *const commands[][2] = {
    /* the seed document's own lines */
    {"netsh int ipv4 add excludedportrange protocol=tcp startport=55500 "
     "numberofports=100",
     "reserve tcp 55500+100"},
    {"netsh int ipv4 delete excludedportrange protocol=tcp "
     "startport=55500 numberofports=100",
     "unreserve tcp 55500+100"},
    {"Disable-WindowsOptionalFeature -Online -FeatureName "
     "Microsoft-Hyper-V-All",
     "disable hyper-v"},
    {"dism.exe /Online /Disable-Feature:Microsoft-Hyper-V", "disable hyper-v"},
    {"dism.exe /Online /Enable-Feature:Microsoft-Hyper-V /All",
     "enable hyper-v"},
    {"net stop winnat", "stop winnat"},
    {"net start winnat", "start winnat"},
    /* prompts and decoration */
    {"C:\\Users\\Xyz> net stop winnat", "stop winnat"},
    {"C:\\Program Files>net stop winnat", "stop winnat"},
    {"PS C:\\> net stop winnat", "stop winnat"},
    {"(base) PS C:\\Users\\x> net stop winnat", "stop winnat"},
    {"$ net stop winnat", "stop winnat"},
    {"> net stop winnat", "stop winnat"},
    {"\xe2\x9e\x9c  ~ net stop winnat", "stop winnat"},
    {"\xe2\x80\xa2 net stop winnat", "stop winnat"},
    {"  1. `net stop winnat`", "stop winnat"},
    {"\"net stop winnat\"", "stop winnat"},
    {"sudo net stop winnat", "stop winnat"},
    {"cmd /c \"net stop winnat\"", "stop winnat"},
    {"cmd.exe /c net stop winnat", "stop winnat"},
    {"C:\\Windows\\System32\\net.exe stop winnat /y", "stop winnat"},
    /* spellings */
    {"NET STOP WinNAT", "stop winnat"},
    {"net stop \"Windows NAT Driver\"", "stop winnat"},
    {"net start hns", "start hns"},
    {"sc stop winnat", "stop winnat"},
    {"sc.exe \\\\server start hns", "start hns"},
    {"Stop-Service winnat", "stop winnat"},
    {"Start-Service -Name hns", "start hns"},
    {"Restart-Service hns -Force", "restart hns"},
    {"restart-service -Force -Name winnat", "restart winnat"},
    {"netsh int ipv6 add excluded udp 443 1 active", "reserve udp 443 active"},
    {"netsh int ipv4 set dynamicport tcp start=49152 num=16384",
     "dynamic tcp 49152+16384"},
    {"Set-NetTCPSetting -DynamicPortRangeStartPort 10000 "
     "-DynamicPortRangeNumberOfPorts 1000",
     "dynamic tcp 10000+1000"},
    {"Set-NetUDPSetting -DynamicPortRangeStartPort 10000 "
     "-DynamicPortRangeNumberOfPorts 1000",
     "dynamic udp 10000+1000"},
    {"reg add HKLM\\SYSTEM\\CurrentControlSet\\Services\\hns\\State /v "
     "EnableExcludedPortRange /d 0 /f",
     "set EnableExcludedPortRange=0"},
    {"dism /online /enable-feature /featurename:Containers /all",
     "enable containers"},
    {"dism /online /disable-feature /featurename:VirtualMachinePlatform",
     "disable wsl"},
    {"powershell -Command \"Stop-Service -Name 'winnat'\"", "stop winnat"},
    {"Enable-WindowsOptionalFeature -Online -FeatureName "
     "Microsoft-Windows-Subsystem-Linux",
     "enable wsl"},
    {"bcdedit /set hypervisorlaunchtype off", "set hypervisorlaunchtype=off"},
    {"shutdown /s /t 0", "reboot"},
    {"sc config winnat start= disabled", "config winnat disabled"},
    {"sc.exe config hns start=demand", "config hns demand"},
    {"Set-Service -StartupType Manual -Name winnat", "config winnat demand"},
    {"reg add " CURRENT "Services\\hns /v Start /t REG_DWORD /d 4 /f",
     "config hns disabled"},
    {"Set-ItemProperty HKLM:\\SYSTEM\\CurrentControlSet\\Services\\winnat "
     "-Name Start -Value 2",
     "config winnat auto"},
    {"wmic service where (name=\"hns\") call ChangeStartMode Disabled",
     "config hns disabled"},
    {"wmic service winnat call stopservice", "stop winnat"},
    {"Get-Service winnat | Restart-Service -Force", "restart winnat"},
    {"'hns' | Stop-Service", "stop hns"},
    {"Restart-Service -f hns", "restart hns"},
    {"Stop-Service winnat for good", "stop winnat"},
    {"Stop-Service -ErrorAction SilentlyContinue winnat", "stop winnat"},
    {"echo y | net stop hns", "stop hns"},
    {"net stop winnat>nul", "stop winnat"},
    {"taskkill /F /PID 1234", "kill 1234"},
    {"taskkill //IM node.exe //F", "kill node.exe"},
    {"taskkill /FI \"IMAGENAME eq a b.exe\"", "kill \"a b.exe\""},
    {"Stop-Process -Id (Get-NetTCPConnection -LocalPort 80)."
     "OwningProcess -Force",
     "kill holder of tcp 80"},
    {"Get-NetUDPEndpoint -LocalPort 53 | Select -Expand OwningProcess | "
     "Stop-Process",
     "kill holder of udp 53"},
    {"Get-Process -Name node | Stop-Process -Force", "kill node"},
    {"npx kill-port 3000", "kill holder of tcp 3000"},
    {"netsh interface portproxy add v4tov4 listenport=8080 "
     "listenaddress=127.0.0.1 connectport=80 connectaddress=10.0.0.2",
     "bind tcp 8080 at 127.0.0.1"},
    {"netsh int portproxy add v6tov4 8080 10.0.0.2", "bind tcp 8080 at ::"},
    {"netsh interface portproxy delete v4tov4 listenport=8080 "
     "listenaddress=*",
     "close tcp 8080"},
    {"netsh interface portproxy reset", "kill iphlpsvc"},
    {"Add-NetNatStaticMapping -NatName n -Protocol UDP -ExternalPort 53 "
     "-InternalPort 53",
     "bind udp 53 as container"},
    {"\"C:\\Program Files\\Docker\\Docker\\DockerCli.exe\" -Shutdown",
     "stop docker"},
    {"start \"\" \"C:\\Program Files\\Docker\\Docker\\Docker Desktop.exe\"",
     "start docker"},
    {"docker desktop restart", "restart docker"},

    {"shutdown /r /t 0", "reboot"},
    {"shutdown -t 0 -r", "reboot"},
    {"Restart-Computer -Force", "reboot"},
};

Test(winsteps, commands_become_steps)
{
    for (size_t i = 0; i < PP_ARRAY_LEN(commands); i++) {
        struct pps_scenario *scenario = test_scenario(commands[i][0]);
        size_t count = 0;
        const struct pps_step *steps = pps_scenario_steps(scenario, &count);
        cr_assert_eq(count, 1, "row %zu: %s", i, commands[i][0]);
        cr_expect_str_eq(test_words(&steps[0]), commands[i][1], "row %zu", i);
        pps_scenario_free(scenario);
    }
}

/* The key in reg's spelling and in PowerShell's. */
Test(winsteps, values_of_the_registry_are_named_with_their_key)
{
    static const char *const rows[][2] = {
        {"reg add \"HKLM\\SYSTEM\\x y\" /v SomeValue /t REG_DWORD /d 65534",
         "set SomeValue=65534"},
        {"reg add " CURRENT "Services\\Tcpip\\Parameters /v MaxUserPort /t "
         "REG_DWORD /d 65534 /f",
         "set MaxUserPort=65534"},
        {"reg delete \"hkey_local_machine\\system\\controlset001\\services\\"
         "tcpip\\parameters\" /v MaxUserPort /f",
         "unset MaxUserPort"},
        {"reg delete '" CURRENT "Services\\Tcpip\\Parameters\\' /v "
         "MaxUserPort /f",
         "unset MaxUserPort"},
        {"Set-ItemProperty -Path HKLM:\\SYSTEM\\CurrentControlSet\\Services\\"
         "Tcpip\\Parameters -Name MaxUserPort -Value 60000",
         "set MaxUserPort=60000"},
        {"Remove-ItemProperty 'HKLM:\\SYSTEM\\CurrentControlSet\\Services\\"
         "Tcpip\\Parameters' -Name MaxUserPort",
         "unset MaxUserPort"},
        {"Remove-ItemProperty -LiteralPath \"Registry::HKEY_LOCAL_MACHINE\\"
         "SYSTEM\\CurrentControlSet\\Services\\Tcpip\\Parameters\" -Name "
         "MaxUserPort",
         "unset MaxUserPort"},
    };
    for (size_t i = 0; i < PP_ARRAY_LEN(rows); i++) {
        struct pps_scenario *scenario = test_scenario(rows[i][0]);
        size_t count = 0;
        const struct pps_step *steps = pps_scenario_steps(scenario, &count);
        cr_assert_eq(count, 1, "row %zu: %s", i, rows[i][0]);
        cr_expect_str_eq(test_words(&steps[0]), rows[i][1], "row %zu", i);
        pps_scenario_free(scenario);
    }
}

Test(winsteps, what_only_shows_changes_nothing)
{
    static const struct {
        const char *text;
        enum pps_step_kind kind;
    } rows[] = {
        {"netsh interface ipv4 show excludedportrange protocol=tcp",
         PPS_STEP_QUERY},
        {"netsh int ipv4 show dynamicport tcp", PPS_STEP_QUERY},
        {"netsh http show urlacl", PPS_STEP_QUERY},
        {"netstat -aon | find \"55555\"", PPS_STEP_QUERY},
        {"Get-NetTCPConnection -State Bound", PPS_STEP_QUERY},
        {"sc query winnat", PPS_STEP_QUERY},
        {"net start", PPS_STEP_QUERY},
        {"reg query HKLM\\x", PPS_STEP_QUERY},
        {"dism /online /get-features", PPS_STEP_QUERY},
        {"net stop LxssManager", PPS_STEP_OTHER},
        {"sc config Spooler start= disabled", PPS_STEP_OTHER},
        {"sc config winnat depend= x", PPS_STEP_OTHER},
        {"Set-Service winnat -Description x", PPS_STEP_OTHER},
        {"Stop-Service hns -WhatIf", PPS_STEP_QUERY},
        {"schtasks /create /tr \"netsh int ipv4 add excludedportrange tcp 1 "
         "1\"",
         PPS_STEP_OTHER},
        {"netcfg -d", PPS_STEP_OTHER},
        {"netsh int ip reset c:\\x.log", PPS_STEP_OTHER},
        {"netsh winsock reset", PPS_STEP_OTHER},
        {"netsh http add urlacl url=http://+:80/ user=x", PPS_STEP_OTHER},
        {"netsh http delete iplisten ipaddress=0.0.0.0", PPS_STEP_OTHER},
        {"netsh advfirewall firewall add rule name=x", PPS_STEP_OTHER},
        {"New-NetFirewallRule -DisplayName x", PPS_STEP_OTHER},
        {"Get-NetNat | Remove-NetNat", PPS_STEP_OTHER},
        {"Get-HnsNetwork | ? Name -eq nat | Remove-HnsNetwork", PPS_STEP_OTHER},
        {"New-NetNat -Name n", PPS_STEP_OTHER},
        {"docker compose up -d", PPS_STEP_OTHER},
        {"docker-compose down", PPS_STEP_OTHER},
        {"optionalfeatures", PPS_STEP_OTHER},
        {"wsl --terminate Ubuntu", PPS_STEP_OTHER},
        {"bcdedit /enum", PPS_STEP_QUERY},
        {"netsh interface portproxy show all", PPS_STEP_QUERY},
        {"Get-Process node | Format-Table", PPS_STEP_QUERY},
        {"Restart-Service Spooler", PPS_STEP_OTHER},
        {"wsl --shutdown", PPS_STEP_OTHER},
        {"dism /online /enable-feature /featurename:TelnetClient",
         PPS_STEP_OTHER},
        {"Set-NetTCPSetting -SettingName Internet "
         "-AutoReusePortRangeStartPort 10000 "
         "-AutoReusePortRangeNumberOfPorts 1000",
         PPS_STEP_OTHER},
    };
    for (size_t i = 0; i < PP_ARRAY_LEN(rows); i++) {
        struct pps_scenario *scenario = test_scenario(rows[i].text);
        size_t count = 0;
        const struct pps_step *steps = pps_scenario_steps(scenario, &count);
        cr_assert_eq(count, 1, "row %zu: %s", i, rows[i].text);
        cr_expect_eq(steps[0].kind, rows[i].kind, "row %zu", i);
        pps_scenario_free(scenario);
    }
}

/* A list of services is as many steps, in its order. */
Test(winsteps, lists_are_steps_each)
{
    static const char *const rows[][2] = {
        {"Stop-Service hns, winnat -Force", "stop hns; stop winnat"},
        {"Stop-Service -Name \"hns\",\"winnat\"", "stop hns; stop winnat"},
        {"Restart-Service @('winnat','hns')", "restart winnat; restart hns"},
        {"gsv winnat,hns | spsv", "stop winnat; stop hns"},
        {"net stop winnat hns /y", "stop winnat; stop hns"},
        {"Set-Service hns -StartupType Disabled -Status Stopped",
         "config hns disabled; stop hns"},
        {"Get-Service hns | Stop-Service -PassThru | Set-Service -StartupType "
         "Disabled",
         "stop hns; config hns disabled"},
        {"Stop-Service winnat -PassThru | Start-Service",
         "stop winnat; start winnat"},
        {"Enable-WindowsOptionalFeature -Online -FeatureName "
         "\"Microsoft-Hyper-V\",\"Containers\"",
         "enable hyper-v; enable containers"},
        {"3. Run `net stop winnat`, then `net start winnat`.",
         "stop winnat; start winnat"},
        {"net\xc2\xa0stop \xe2\x80\x9cWindows NAT Driver\xe2\x80\x9d; "
         "Restart-Service \xe2\x80\x93"
         "Name hns",
         "stop winnat; restart hns"},
        {"taskkill /pid 7 /im a.exe", "kill 7; kill a.exe"},
        {"Stop-Process -Id 7,8", "kill 7; kill 8"},
    };
    for (size_t i = 0; i < PP_ARRAY_LEN(rows); i++) {
        struct pps_scenario *scenario = test_scenario(rows[i][0]);
        struct pps_scenario *expected = test_scenario(rows[i][1]);
        size_t count = 0;
        size_t wanted = 0;
        const struct pps_step *steps = pps_scenario_steps(scenario, &count);
        const struct pps_step *others = pps_scenario_steps(expected, &wanted);
        cr_assert_eq(count, wanted, "row %zu: %zu steps", i, count);
        for (size_t k = 0; k < count; k++) {
            char words[64];
            memcpy(words, test_words(&steps[k]), sizeof(words));
            cr_expect_str_eq(words, test_words(&others[k]), "row %zu", i);
        }
        pps_scenario_free(scenario);
        pps_scenario_free(expected);
    }
}

Test(winsteps, commands_that_lack_something_are_told)
{
    static const struct {
        const char *text;
        unsigned code;
    } rows[] = {
        {"net pause winnat", 811},
        {"netsh winsok reset", 811},
        {"netsh int ipv4 add excludedportrage tcp 1 1", 811},
        {"shutdown /x", 811},
        {"taskkill /F", 829},
        {"taskkill /PID <PID>", 829},
        {"Stop-Process -Force", 829},
        {"Get-Process | Stop-Process", 829},
        {"netsh interface portproxy add v4tov4 listenport=x", 829},
        {"Add-NetNatStaticMapping -NatName n", 829},
        {"sc config hns start= never", 829},
        {"Set-Service hns -StartupType Never", 829},
        {"Get-Content names.txt | Stop-Service", 829},
        {"defrag c:", 811},
        {"reg add HKLM\\x /v MaxUserPort", 829},
        {"reg add /v MaxUserPort /d 1", 829},
        {"reg delete", 829},
        {"reg delete HKLM\\x /f", 829},
        {"dism /online /enable-feature", 829},
        {"Enable-WindowsOptionalFeature -Online", 829},
        {"Stop-Service", 829},
        {"Set-NetTCPSetting -DynamicPortRangeStartPort 10000", 829},
        {"Set-ItemProperty -Name MaxUserPort", 829},
        {"netsh int ipv4 set dynamicport tcp start=x num=1", 829},
    };
    for (size_t i = 0; i < PP_ARRAY_LEN(rows); i++) {
        struct pp_diags *diags = NULL;
        struct pps_scenario *scenario = NULL;
        cr_assert_eq(pp_diags_new(&diags), PP_OK);
        cr_assert_eq(
            pps_scenario_parse(pp_sv_from(rows[i].text), 0, diags, &scenario),
            PP_OK);
        size_t count = 0;
        const struct pp_diag *diag = pp_diags_items(diags, &count);
        cr_assert_eq(count, 1, "row %zu: %s", i, rows[i].text);
        cr_expect_eq(diag->code,
                     rows[i].code,
                     "row %zu: %.*s",
                     i,
                     PP_SV_ARGS(diag->message));
        pp_diags_free(diags);
        pps_scenario_free(scenario);
    }
}

/* A value that Windows reads, under a key that it does not read it from. */
Test(winsteps, a_wrong_key_is_told_where_it_stands)
{
    static const struct {
        const char *text;
        size_t column; /* of the key, from 1 */
    } rows[] = {
        {"reg delete HKLM\\HKEY_LOCAL_MACHINE\\SYSTEM\\CurrentControlSet\\"
         "Services\\Tcpip\\Parameters /v MaxUserPort /f",
         12},
        {"reg add " CURRENT "Services\\Tcpip /v MaxUserPort /t REG_DWORD /d 1",
         9},
        {"reg add \"" CURRENT "Services\\hns\\State\" /v MaxUserPort /d 1", 10},
        {"reg add HKCU\\SYSTEM\\CurrentControlSet\\Services\\Tcpip\\"
         "Parameters /v MaxUserPort /d 1",
         9},
        {"reg add HKLM\\SYSTEM\\ControlSet01\\Services\\Tcpip\\Parameters "
         "/v MaxUserPort /d 1",
         9},
        {"reg add SYSTEM\\CurrentControlSet\\Services\\Tcpip\\Parameters "
         "/v ReservedPorts /d 1-1",
         9},
        {"Set-ItemProperty -Path HKLM:\\x -Name MaxUserPort -Value 60000", 24},
        {"Remove-ItemProperty HKLM:\\x -Name MaxUserPort", 21},
        {"Remove-ItemProperty -Name MaxUserPort", 38},
    };
    for (size_t i = 0; i < PP_ARRAY_LEN(rows); i++) {
        struct pp_diags *diags = NULL;
        struct pps_scenario *scenario = NULL;
        cr_assert_eq(pp_diags_new(&diags), PP_OK);
        cr_assert_eq(
            pps_scenario_parse(pp_sv_from(rows[i].text), 0, diags, &scenario),
            PP_OK);
        size_t count = 0;
        const struct pp_diag *diag = pp_diags_items(diags, &count);
        cr_assert_eq(count, 1, "row %zu: %s", i, rows[i].text);
        cr_expect_eq(diag->code, PP_DIAG_STEP_ARGUMENT, "row %zu", i);
        cr_expect_eq(diag->place.column, rows[i].column, "row %zu", i);
        pp_diags_free(diags);
        pps_scenario_free(scenario);
    }
}
