/* The cures (docs/ports-on-windows.md#cures) in words, the least disruptive
 * first. What each does is in fix_cures.c. */
#include "cures.h"

#include "print/place.h"

static const struct pps_cure cures[PPS_CURE_COUNT] = {
    {
        "reserve",
        "reserve the port before something takes it",
        NULL,
        PP_WHO_IS_REFUSED,
    },
    {
        "wsl",
        "shut WSL down, reserve the port, then start WSL again",
        "everything running in WSL stops",
        PP_WHO_IS_REFUSED,
    },
    {
        "winnat",
        "stop winnat, reserve the port, start winnat",
        "containers and WSL lose their network while winnat is stopped",
        PP_WHO_IS_REFUSED,
    },
    {
        "reserved-ports",
        "add the port to ReservedPorts in the registry, and restart",
        "the machine restarts",
        "a program that names the port still gets it",
    },
    {
        "dynamic-range",
        "restore Windows' default dynamic port range, and restart",
        "the machine restarts",
        "blocks and connections then take ports in 49152-65535",
    },
    {
        "wide-range",
        "widen the dynamic port range, and restart",
        "the machine restarts",
        "blocks and connections then take ports in 32768-65535",
    },
    {
        "hyper-v",
        "turn Hyper-V off, reserve the port, turn Hyper-V on",
        "the machine restarts twice, and no virtual machine runs in the "
        "meantime",
        PP_WHO_IS_REFUSED,
    },
};

const struct pps_cure *pps_cures(void)
{
    return cures;
}

const struct pps_cure *pps_cure_named(struct pp_sv name)
{
    for (size_t i = 0; i < PPS_CURE_COUNT; i++) {
        if (pp_sv_equal(pp_sv_from(cures[i].name), name)) {
            return &cures[i];
        }
    }
    return NULL;
}
