/* The words for the small enums of the machine. */
#include "portplan/machine.h"

const char *pp_owner_name(enum pp_owner owner)
{
    switch (owner) {
    case PP_OWNER_UNKNOWN:
        return "unknown";
    case PP_OWNER_ADMINISTRATOR:
        return "administrator";
    case PP_OWNER_HNS_EXCLUDED_RANGE:
        return "hns-excluded-range";
    case PP_OWNER_WINNAT:
        return "winnat";
    case PP_OWNER_HNS_LOAD_BALANCER:
        return "hns-load-balancer";
    case PP_OWNER_HTTP_SYS:
        return "http.sys";
    case PP_OWNER_PUBLISHED_PORT:
        return "published-port";
    case PP_OWNER_WSL_MIRRORED:
        return "wsl-mirrored";
    case PP_OWNER_PERSISTENT_API:
        return "persistent-api";
    }
    return "unknown";
}

const char *pp_confidence_name(enum pp_confidence confidence)
{
    switch (confidence) {
    case PP_CONFIDENCE_NONE:
        return "none";
    case PP_CONFIDENCE_POSSIBLE:
        return "possible";
    case PP_CONFIDENCE_LIKELY:
        return "likely";
    case PP_CONFIDENCE_CERTAIN:
        return "certain";
    }
    return "none";
}

const char *pp_reservation_kind_name(enum pp_reservation_kind kind)
{
    return kind == PP_RESERVED_PORTS ? "ReservedPorts" : "url";
}

const char *pp_basis_name(enum pp_basis basis)
{
    switch (basis) {
    case PP_BASIS_ASSUMED:
        return "assumed";
    case PP_BASIS_DEFAULT:
        return "default";
    case PP_BASIS_REGISTRY:
        return "registry";
    case PP_BASIS_CAPTURED:
        return "captured";
    }
    return "assumed";
}
