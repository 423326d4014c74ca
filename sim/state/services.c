/* Names of services and features. */
#include "portplansim/services.h"

const char *pps_service_name(enum pps_service service)
{
    static const char *const names[PPS_SERVICE_COUNT] = {
        [PPS_WINNAT] = "winnat", [PPS_HNS] = "hns", [PPS_DOCKER] = "docker"};
    return names[service];
}

const char *pps_feature_name(enum pps_feature feature)
{
    static const char *const names[PPS_FEATURE_COUNT] = {
        [PPS_HYPER_V] = "hyper-v",
        [PPS_CONTAINERS] = "containers",
        [PPS_WSL] = "wsl"};
    return names[feature];
}

const char *pps_startup_name(enum pps_startup startup)
{
    static const char *const names[] = {
        [PPS_STARTUP_AUTO] = "auto",
        [PPS_STARTUP_DEMAND] = "demand",
        [PPS_STARTUP_DISABLED] = "disabled",
    };
    return names[startup];
}
