/* What kind of object has these properties. */
#include "ps_kind.h"

/* What names alone say. */
static enum pp_ps_kind kind_of_names(struct pp_ps_object *object)
{
    /* Many objects have policies; these names only HNS has. */
    static const char of_hns[] =
        "ActivityId VirtualNetwork VirtualNetworkName MacPools References "
        "HostComputeNetwork HostComputeEndpoints FrontendVIPs SharedContainers";
    static const struct {
        enum pp_ps_kind kind;
        const char *name; /* this one; NULL: whatever */
        const char *any;  /* and one of these */
        const char *none; /* and none of these */
    } rules[] = {
        {PP_PS_PORTS,
         NULL,
         "DynamicPortRangeStartPort DynamicPortRangeNumberOfPorts "
         "AutoReusePortRangeStartPort AutoReusePortRangeNumberOfPorts",
         ""},
        /* Rules of a firewall have a LocalPort too, with `Any` in it, and no
         * state, process or address beside it. */
        {PP_PS_SOCKET,
         "LocalPort",
         "LocalAddress OwningProcess State",
         "IcmpType DynamicTarget DynamicTransport Direction"},
        {PP_PS_NAT,
         "ExternalPort",
         "StaticMappingID NatName InternalIPAddress "
         "RemoteExternalIPAddressPrefix",
         ""},
        {PP_PS_HNS, "Policies", of_hns, ""},
        {PP_PS_HNS, "PortMappings", of_hns, ""},
        {PP_PS_HNS,
         "ExternalPort",
         "VIPs SourceVIP ExternalPortReserved InternalPort",
         ""},
        {PP_PS_FEATURE, "FeatureName", "State", ""},
        {PP_PS_HOTFIX, NULL, "HotFixID", ""},
        {PP_PS_OS, NULL, "OsVersion OsBuildNumber WindowsBuildLabEx", ""},
        {PP_PS_PROCESS, "Id", "ProcessName Handles NPM(K) SI", "TimeCreated"},
        /* Services have a ProcessId too. */
        {PP_PS_PROCESS,
         "ProcessId",
         "Name ProcessName Caption",
         "StartMode StartName PathName ServiceType State TimeCreated"},
        {PP_PS_SERVICE,
         "ProcessId",
         "StartMode StartName PathName ServiceType State",
         "ProcessName TimeCreated"},
        {PP_PS_GROUP, "Count", "Name", "Id Status State Length Type"},
        {PP_PS_OS, "Version", "BuildNumber VersionString", ""},
        {PP_PS_HARMLESS,
         NULL,
         "InternalIPInterfaceAddressPrefix ExternalAddressID "
         "ReceiveSegmentCoalescing",
         ""},
        {PP_PS_HARMLESS,
         "ManagementIP",
         "MacPools Subnets NatName LayeredOn",
         ""},
    };
    for (size_t i = 0; i < PP_ARRAY_LEN(rules); i++) {
        if ((rules[i].name == NULL || pp_ps_has_any(object, rules[i].name)) &&
            pp_ps_has_any(object, rules[i].any) &&
            !pp_ps_has_any(object, rules[i].none)) {
            return rules[i].kind;
        }
    }
    return pp_ps_is_systeminfo(object) ? PP_PS_OS : PP_PS_NONE;
}

/* The word, or the beginning of it that a column of eight leaves:
 * `StartP...`. */
static bool is_word(struct pp_sv value, struct pp_sv word)
{
    bool is_cut = value.len > 6 && pp_sv_ends(value, PP_SV("..."));
    return pp_sv_equal(value, word) ||
           (is_cut && pp_sv_starts(word, pp_sv_sub(value, 0, value.len - 3)));
}

/* Many objects have a `Name` and a `Status`: the value must be one of a
 * service's, and a mere number needs another property of services. */
static bool is_service(const struct pp_ps_object *object)
{
    const char *words = "Running Stopped Paused StartPending StopPending "
                        "PausePending ContinuePending";
    const struct pp_sv status = pp_ps_value_of(
        object, pp_ps_has_any(object, "StartMode") ? "State" : "Status");
    struct pp_sv word;
    if (!pp_ps_has_any(object, "Name ServiceName")) {
        return false;
    }
    while (pp_ps_next_word(&words, &word)) {
        if (is_word(status, word)) {
            return true;
        }
    }
    /* `select Name, StartType` */
    const char *types = "Automatic Manual Disabled Boot System "
                        "AutomaticDelayedStart";
    while (status.len == 0 && pp_ps_next_word(&types, &word)) {
        if (is_word(pp_ps_value_of(object, "StartType"), word)) {
            return true;
        }
    }
    uint32_t number = 0;
    return pp_sv_to_u32(status, 7, &number) && number >= 1 &&
           pp_ps_has_any(object, "ServiceName ServiceType StartType CanStop");
}

/* In PowerShell's own case: kubectl's tables have NAME and STATUS. */
static bool has_exactly(const struct pp_ps_object *object, struct pp_sv name)
{
    const struct pp_ps_pair *pair = pp_ps_find(object, name);
    return pair != NULL && pp_sv_equal(pp_ps_name(object, pair), name);
}

static bool is_service_head(const struct pp_ps_object *heads)
{
    return has_exactly(heads, PP_SV("Name")) &&
           (has_exactly(heads, PP_SV("Status")) ||
            has_exactly(heads, PP_SV("StartType")) ||
            (has_exactly(heads, PP_SV("State")) &&
             pp_ps_has_any(heads, "StartMode")));
}

/* What the command above says of objects with an id and a name. */
static enum pp_ps_kind kind_of_listing(const struct pp_ps_object *object)
{
    if (!pp_ps_has_any(object, "Name ProcessName")) {
        return PP_PS_NONE;
    }
    if (object->listing == PP_PS_LISTING_SERVICES) {
        return pp_ps_has_any(object, "ProcessId") ? PP_PS_SERVICE : PP_PS_NONE;
    }
    return object->listing == PP_PS_LISTING_PROCESSES &&
                   pp_ps_has_any(object, "Id ProcessId")
               ? PP_PS_PROCESS
               : PP_PS_NONE;
}

enum pp_ps_kind pp_ps_kind_of(struct pp_ps_object *object)
{
    /* Selected values come without the path of their key, and are known by
     * their names. */
    if (pp_ps_has_any(object, "PSPath") ? object->has_registry_path
                                        : object->has_known_value) {
        return PP_PS_REGISTRY;
    }
    enum pp_ps_kind kind = kind_of_listing(object);
    kind = kind == PP_PS_NONE ? kind_of_names(object) : kind;
    return kind == PP_PS_NONE && is_service(object) ? PP_PS_SERVICE : kind;
}

enum pp_ps_kind pp_ps_kind_of_heads(struct pp_ps_object *heads)
{
    if (heads->has_known_value) {
        return PP_PS_REGISTRY;
    }
    enum pp_ps_kind kind = kind_of_listing(heads);
    kind = kind == PP_PS_NONE ? kind_of_names(heads) : kind;
    return kind == PP_PS_NONE && is_service_head(heads) ? PP_PS_SERVICE : kind;
}
