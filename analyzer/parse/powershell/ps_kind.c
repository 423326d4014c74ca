/* What kind of object has these properties. */
#include "ps_kind.h"

#include "fact/registry.h"
#include "knowledge/system_words.h"
#include "ps_facts.h"

static bool has(const struct pp_ps_object *object, const char *name)
{
    return pp_ps_find(object, name) != NULL;
}

static bool has_any(const struct pp_ps_object *object,
                    const char *const *names,
                    size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (has(object, names[i])) {
            return true;
        }
    }
    return false;
}

/* Rules of a firewall have a LocalPort too, with `Any` in it, and no state,
 * process or address beside it. */
static bool is_socket(const struct pp_ps_object *object)
{
    static const char *const beside[] = {
        "LocalAddress", "OwningProcess", "State"};
    static const char *const of_firewall[] = {
        "IcmpType", "DynamicTarget", "DynamicTransport", "Direction"};
    return has(object, "LocalPort") &&
           has_any(object, beside, PP_ARRAY_LEN(beside)) &&
           !has_any(object, of_firewall, PP_ARRAY_LEN(of_firewall));
}

static bool is_ports(const struct pp_ps_object *object)
{
    static const char *const names[] = {
        "DynamicPortRangeStartPort",
        "DynamicPortRangeNumberOfPorts",
        "AutoReusePortRangeStartPort",
        "AutoReusePortRangeNumberOfPorts",
    };
    return has_any(object, names, PP_ARRAY_LEN(names));
}

bool pp_ps_is_systeminfo(const struct pp_ps_object *object)
{
    bool has_name = false;
    bool has_version = false;
    for (size_t i = 0; i < object->pairs.count; i++) {
        struct pp_sv name = pp_ps_name(object, &object->pairs.items[i]);
        has_name = has_name || pp_system_label_is(name, PP_LABEL_OS_NAME);
        has_version =
            has_version || pp_system_label_is(name, PP_LABEL_OS_VERSION);
    }
    return has_name && has_version;
}

static bool is_os(const struct pp_ps_object *object)
{
    static const char *const of_computer_info[] = {
        "OsVersion", "OsBuildNumber", "WindowsBuildLabEx"};
    return has_any(object, of_computer_info, PP_ARRAY_LEN(of_computer_info)) ||
           pp_ps_is_systeminfo(object) ||
           (has(object, "Version") &&
            (has(object, "BuildNumber") || has(object, "VersionString")));
}

/* MaxUserPort and its kin: selected, they come without the path of their
 * key, and are known by their names. */
static bool has_known_value(const struct pp_ps_object *object)
{
    for (size_t i = 0; i < object->pairs.count; i++) {
        struct pp_sv key;
        struct pp_sv name = pp_ps_name(object, &object->pairs.items[i]);
        if (pp_known_value_named(name, &key) != PP_KNOWN_NONE) {
            return true;
        }
    }
    return false;
}

static bool is_registry(const struct pp_ps_object *object)
{
    const struct pp_ps_pair *path = pp_ps_find(object, "PSPath");
    if (path == NULL) {
        return has_known_value(object);
    }
    return path != NULL && pp_sv_find_nocase(pp_ps_value(object, path),
                                             PP_SV("Registry::"),
                                             0) != SIZE_MAX;
}

/* The word, or the beginning of it that a column of eight leaves:
 * `StartP...`. */
static bool is_word(struct pp_sv value, struct pp_sv word)
{
    bool is_cut = value.len > 6 && pp_sv_ends(value, PP_SV("..."));
    return pp_sv_equal(value, word) ||
           (is_cut && pp_sv_starts(word, pp_sv_sub(value, 0, value.len - 3)));
}

/* `Name` and `Status` are everybody's words: the value must be one of a
 * service's, and a mere number needs another property of services. */
static bool is_service_status(const struct pp_ps_object *object,
                              const struct pp_ps_pair *status)
{
    static const char *const words[] = {
        "Running",
        "Stopped",
        "Paused",
        "StartPending",
        "StopPending",
        "PausePending",
        "ContinuePending",
    };
    static const char *const beside[] = {
        "ServiceName", "ServiceType", "StartType", "CanStop"};
    const struct pp_sv value = pp_ps_value(object, status);
    for (size_t i = 0; i < PP_ARRAY_LEN(words); i++) {
        if (is_word(value, pp_sv_from(words[i]))) {
            return true;
        }
    }
    uint32_t number = 0;
    return pp_sv_to_u32(value, 7, &number) && number >= 1 &&
           has_any(object, beside, PP_ARRAY_LEN(beside));
}

static bool is_service(const struct pp_ps_object *object)
{
    const struct pp_ps_pair *status = has(object, "StartMode")
                                          ? pp_ps_find(object, "State")
                                          : pp_ps_find(object, "Status");
    return status != NULL &&
           (has(object, "Name") || has(object, "ServiceName")) &&
           is_service_status(object, status);
}

/* In PowerShell's own case: kubectl's tables have NAME and STATUS. */
static bool has_exactly(const struct pp_ps_object *object, const char *name)
{
    const struct pp_ps_pair *pair = pp_ps_find(object, name);
    return pair != NULL &&
           pp_sv_equal(pp_ps_name(object, pair), pp_sv_from(name));
}

static bool is_service_head(const struct pp_ps_object *heads)
{
    return has_exactly(heads, "Name") &&
           (has_exactly(heads, "Status") ||
            (has_exactly(heads, "State") && has(heads, "StartMode")));
}

/* What names alone tell. */
static enum pp_ps_kind kind_of_names(const struct pp_ps_object *object)
{
    if (is_ports(object)) {
        return PP_PS_PORTS;
    }
    if (is_socket(object)) {
        return PP_PS_SOCKET;
    }
    if (has(object, "FeatureName") && has(object, "State")) {
        return PP_PS_FEATURE;
    }
    if (has(object, "HotFixID")) {
        return PP_PS_HOTFIX;
    }
    return is_os(object) ? PP_PS_OS : PP_PS_NONE;
}

enum pp_ps_kind pp_ps_kind_of(const struct pp_ps_object *object)
{
    if (is_registry(object)) {
        return PP_PS_REGISTRY;
    }
    enum pp_ps_kind kind = kind_of_names(object);
    return kind == PP_PS_NONE && is_service(object) ? PP_PS_SERVICE : kind;
}

enum pp_ps_kind pp_ps_kind_of_heads(const struct pp_ps_object *heads)
{
    if (has_known_value(heads)) {
        return PP_PS_REGISTRY;
    }
    enum pp_ps_kind kind = kind_of_names(heads);
    return kind == PP_PS_NONE && is_service_head(heads) ? PP_PS_SERVICE : kind;
}
