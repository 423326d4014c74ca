/* Names of services and features. */
#include "portplansim/services.h"

const char *pps_service_name(enum pps_service service)
{
    switch (service) {
    case PPS_WINNAT:
        return "winnat";
    case PPS_HNS:
        return "hns";
    case PPS_DOCKER:
        return "docker";
    }
    return "";
}

const char *pps_feature_name(enum pps_feature feature)
{
    switch (feature) {
    case PPS_HYPER_V:
        return "hyper-v";
    case PPS_CONTAINERS:
        return "containers";
    case PPS_WSL:
        return "wsl";
    }
    return "";
}
