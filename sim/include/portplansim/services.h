/* The services and features of Windows that steps start, stop, enable and
 * disable. */
#ifndef PORTPLANSIM_SERVICES_H
#define PORTPLANSIM_SERVICES_H

#include "portplan/base.h"

PP_BEGIN_DECLS

enum pps_service {
    PPS_WINNAT = 0, /* Windows NAT Driver */
    PPS_HNS,        /* Host Network Service */
    PPS_DOCKER,     /* Docker Desktop or its engine */
};
enum {
    PPS_SERVICE_COUNT = 3
};

/* "winnat", "hns", "docker" */
PP_API const char *pps_service_name(enum pps_service service);

/* How a service starts. */
enum pps_startup {
    PPS_STARTUP_AUTO = 0,
    PPS_STARTUP_DEMAND,
    PPS_STARTUP_DISABLED,
};

/* "auto", "demand", "disabled" */
PP_API const char *pps_startup_name(enum pps_startup startup);

enum pps_feature {
    PPS_HYPER_V = 0,
    PPS_CONTAINERS,
    PPS_WSL,
};
enum {
    PPS_FEATURE_COUNT = 3
};

/* "hyper-v", "containers", "wsl" */
PP_API const char *pps_feature_name(enum pps_feature feature);

PP_END_DECLS

#endif
