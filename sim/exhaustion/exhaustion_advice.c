/* Words and commands for changes that help. */
#include "exhaustion_advice.h"

#include "print/exhaustion_words.h"

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

static void add_wide_range(struct pp_buf *buf,
                           const struct pps_exhaustion_system *system)
{
    struct pp_range wide = pp_windows_wide_range(system->era);
    if (!pp_era_has_netsh(system->era)) {
        pp_add_tcpip_value(buf, "MaxUserPort", wide.last);
        return;
    }
    pp_buf_printf(buf,
                  system->has_auto_reuse
                      ? "Set-NetTCPSetting -SettingName Internet "
                        "-AutoReusePortRangeStartPort %u "
                        "-AutoReusePortRangeNumberOfPorts %u"
                      : "netsh int ipv4 set dynamicport tcp start=%u num=%u",
                  (unsigned)wide.first,
                  (unsigned)pp_range_count(wide));
}

void pps_change_command(struct pp_buf *buf,
                        enum pps_change change,
                        const struct pps_exhaustion_system *system)
{
    switch (change) {
    case PPS_CHANGE_RELEASE_BLOCKS:
        pp_buf_add_str(buf, "net stop winnat && net start winnat");
        return;
    case PPS_CHANGE_TIME_WAIT_30:
        pp_add_tcpip_value(buf, "TcpTimedWaitDelay", PPS_LEAST_TIME_WAIT_S);
        return;
    case PPS_CHANGE_WIDE_RANGE:
        add_wide_range(buf, system);
        return;
    }
}
