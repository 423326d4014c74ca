/* Words and commands for changes that help. */
#include "exhaustion_advice.h"

const char *pps_change_words(enum pps_change change)
{
    static const char *const words[PPS_CHANGE_COUNT] = {
        [PPS_CHANGE_RELEASE_BLOCKS] =
            "winnat and HNS without their blocks (until the next boot)",
        [PPS_CHANGE_TIME_WAIT_30] = "TcpTimedWaitDelay = 30 (after a restart)",
        [PPS_CHANGE_WIDE_RANGE] = "a wider range",
    };
    return words[change];
}

/* The ranges are those of pp_windows_wide_range. */
static const char *widen(const struct pps_exhaustion_system *system)
{
    if (!pp_era_has_netsh(system->era)) {
        return "reg add HKLM\\SYSTEM\\CurrentControlSet\\Services\\Tcpip\\"
               "Parameters /v MaxUserPort /t REG_DWORD /d 60000 /f";
    }
    return system->has_auto_reuse
               ? "Set-NetTCPSetting -SettingName Internet "
                 "-AutoReusePortRangeStartPort 32768 "
                 "-AutoReusePortRangeNumberOfPorts 32768"
               : "netsh int ipv4 set dynamicport tcp start=32768 num=32768";
}

const char *pps_change_command(enum pps_change change,
                               const struct pps_exhaustion_system *system)
{
    switch (change) {
    case PPS_CHANGE_RELEASE_BLOCKS:
        return "net stop winnat && net start winnat";
    case PPS_CHANGE_TIME_WAIT_30:
        return "reg add HKLM\\SYSTEM\\CurrentControlSet\\Services\\Tcpip\\"
               "Parameters /v TcpTimedWaitDelay /t REG_DWORD /d 30 /f";
    case PPS_CHANGE_WIDE_RANGE:
        return widen(system);
    }
    return "";
}
