/*
 * What is known of the effect of commands that are not simulated
 * (docs/ports-on-windows.md).
 */
#include "remark_words.h"

const char *pps_remark_text(enum pps_remark remark)
{
    static const char *const texts[] = {
        [PPS_REMARK_NONE] = NULL,
        [PPS_REMARK_FIREWALL] =
            "firewall rules filter traffic; they neither reserve nor free a "
            "port",
        [PPS_REMARK_WINSOCK] =
            "this rebuilds the catalog of Winsock; reservations stay",
        [PPS_REMARK_RESET] =
            "what a reset of TCP/IP does to the dynamic range and to stored "
            "reservations is not known: here it does nothing",
        [PPS_REMARK_URL] =
            "this says who may use a URL or a certificate; it holds no port",
        [PPS_REMARK_LISTEN] =
            "on which addresses http.sys listens is not simulated",
        [PPS_REMARK_PROXY] =
            "IP Helper listens for the proxy; netsh says ok even where it "
            "cannot",
        [PPS_REMARK_NETWORK] =
            "winnat reserves blocks for a new network, which is not simulated: "
            "start docker does the like",
        [PPS_REMARK_NETWORK_GONE] =
            "which blocks were of that network no capture shows: they stay "
            "here until winnat, HNS or the machine restarts",
        [PPS_REMARK_MAPPING_GONE] =
            "which port the mapping had the command does not say: close it",
        [PPS_REMARK_DEVICES] =
            "this removes virtual switches until the machine restarts: add a "
            "reboot",
        [PPS_REMARK_HNS_DATA] =
            "HNS forgets its networks and makes them anew when it starts: "
            "restart hns",
        [PPS_REMARK_DOCKER] =
            "what Docker publishes and which networks it makes is not "
            "simulated: use bind and start docker",
        [PPS_REMARK_HELPER] =
            "IP Helper holds the ports of proxies while it runs; stopping it "
            "is not simulated",
        [PPS_REMARK_WINDOW] =
            "this opens a window; what is done there is not told",
        [PPS_REMARK_SHUTDOWN] = "counts with the start that follows",
    };
    return texts[remark];
}
