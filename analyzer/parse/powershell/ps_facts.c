/* PowerShell objects as facts. Sources: docs/formats/powershell.md. */
#include "ps_facts.h"

#include "base/bytes.h"
#include "base/cursor.h"
#include "fact/registry.h"
#include "knowledge/netstat_words.h"
#include "knowledge/system_words.h"
#include "parse/system/os_version.h"
#include "ps_policy.h"
#include "ps_registry.h"

/* An object while its facts are made. */
struct emission {
    struct pp_ps_output *output;
    struct pp_context *context;
    const struct pp_ps_object *object;
    uint64_t rejected_line; /* 0: every value could be read */
};

/* --- values --------------------------------------------------------------- */

static struct pp_diag draft_at(const struct emission *emission,
                               enum pp_diag_code code,
                               const struct pp_ps_pair *pair)
{
    struct pp_diag draft = {
        .code = code,
        .place = pair->place,
        .span = pair->value_len < 80 ? (uint32_t)pair->value_len : 80,
    };
    if (pair->place.line == emission->context->line_number) {
        draft.excerpt = emission->context->line_text;
    }
    return draft;
}

/* A value that cannot be read; its line is rejected, the load goes on. */
static enum pp_status reject(struct emission *emission,
                             enum pp_diag_code code,
                             const struct pp_ps_pair *pair,
                             const char *message)
{
    const struct pp_diag draft = draft_at(emission, code, pair);
    emission->rejected_line = pair->place.line;
    emission->output->open.section.complete = PP_NO;
    pp_diags_add(emission->context->options.diags,
                 &draft,
                 "%s: '%.*s'",
                 message,
                 PP_SV_ARGS(pp_ps_value(emission->object, pair)));
    return PP_OK;
}

static void report_cut(const struct emission *emission,
                       enum pp_diag_code code,
                       const struct pp_ps_pair *pair,
                       const char *consequence)
{
    const struct pp_diag draft = draft_at(emission, code, pair);
    pp_diags_add(emission->context->options.diags,
                 &draft,
                 "PowerShell cut the value of %.*s off%s",
                 PP_SV_ARGS(pp_ps_name(emission->object, pair)),
                 consequence);
}

/* The value; of one that was cut off nothing, and that is reported. */
static struct pp_sv whole(const struct emission *emission,
                          const struct pp_ps_pair *pair)
{
    if (pair == NULL) {
        return (struct pp_sv){NULL, 0};
    }
    const struct pp_sv value = pp_ps_value(emission->object, pair);
    if (!pp_ps_is_cut(value)) {
        return value;
    }
    report_cut(emission, PP_DIAG_PS_VALUE_CUT, pair, "");
    return (struct pp_sv){NULL, 0};
}

/* The same of the first of these properties that has a value. */
static struct pp_sv whole_of(const struct emission *emission, const char *names)
{
    return whole(emission, pp_ps_first_set(emission->object, names));
}

/* A whole number from 1 to `max`. */
static bool read_positive(const struct emission *emission,
                          const struct pp_ps_pair *pair,
                          uint32_t max,
                          uint32_t *ret_number)
{
    return pp_sv_to_u32(pp_ps_value(emission->object, pair), max, ret_number) &&
           *ret_number > 0;
}

static struct pp_fact fact_at(const struct emission *emission,
                              enum pp_fact_kind kind,
                              const struct pp_ps_pair *pair)
{
    return (struct pp_fact){
        .kind = kind,
        .protocol = emission->output->open.section.protocol,
        .section = emission->output->open.index,
        .place = pair->place,
    };
}

/* --- sockets -------------------------------------------------------------- */

static enum pp_socket_state read_state(struct pp_sv text)
{
    uint32_t number = 0;
    enum pp_socket_state state = pp_sv_to_u32(text, UINT32_MAX, &number)
                                     ? pp_connection_state_numbered(number)
                                     : pp_connection_state(text);
    return state != PP_SOCKET_NONE ? state : PP_SOCKET_OTHER;
}

static void read_process(const struct emission *emission,
                         struct pp_socket_fact *socket)
{
    const struct pp_sv id = whole_of(emission, "OwningProcess PID ProcessId");
    const struct pp_ps_pair *name = pp_ps_first_set(
        emission->object, "OwningProcessName ProcessName Process");
    socket->has_pid = pp_sv_to_u32(id, UINT32_MAX, &socket->pid);
    socket->process = whole(emission, name);
    if (!socket->has_pid && name == NULL) {
        /* `@{n='OwningProcess'; e={...Name}}`: scripts put the name there. */
        socket->process = id;
    }
}

/* A port of 0 is that of a listener, which has no other end. Whatever is no
 * port leaves the other end unknown: the local port is what a row is for. */
static void read_remote(const struct emission *emission,
                        struct pp_socket_fact *socket)
{
    uint32_t port = 0;
    const struct pp_ps_pair *pair =
        pp_ps_first_set(emission->object, "RemotePort");
    if (pair != NULL && read_positive(emission, pair, PP_PORT_MAX, &port)) {
        socket->remote_port = (uint16_t)port;
        socket->remote_address = whole_of(emission, "RemoteAddress");
    }
}

static enum pp_status emit_socket(struct emission *emission)
{
    const struct pp_ps_pair *pair =
        pp_ps_first_set(emission->object, "LocalPort");
    uint32_t port = 0;
    if (pair == NULL) {
        return PP_OK;
    }
    if (!read_positive(emission, pair, PP_PORT_MAX, &port)) {
        return reject(emission,
                      PP_DIAG_PS_PORT,
                      pair,
                      "LocalPort is not a port from 1 to 65535");
    }
    struct pp_fact fact = fact_at(emission, PP_FACT_SOCKET, pair);
    fact.range = (struct pp_range){(uint16_t)port, (uint16_t)port};
    fact.as.socket.address = whole_of(emission, "LocalAddress");
    const struct pp_sv state = whole_of(emission, "State");
    const enum pp_socket_state asked = emission->output->open.state;
    fact.as.socket.state = fact.protocol == PP_UDP ? PP_SOCKET_NONE
                           : state.len == 0 && asked != PP_SOCKET_NONE
                               ? asked
                               : read_state(state);
    read_process(emission, &fact.as.socket);
    read_remote(emission, &fact.as.socket);
    return pp_context_fact(emission->context, &fact);
}

/* --- ranges of TCP and UDP settings --------------------------------------- */

static enum pp_status emit_setting(const struct emission *emission,
                                   const char *name)
{
    const struct pp_ps_pair *pair = pp_ps_first_set(emission->object, name);
    if (pair == NULL) {
        return PP_OK;
    }
    struct pp_fact fact = fact_at(emission, PP_FACT_SETTING, pair);
    fact.as.setting = (struct pp_setting_fact){
        .scope = pp_ps_value_of(emission->object, "SettingName"),
        .name = pp_ps_name(emission->object, pair),
        .value = whole(emission, pair),
    };
    return pp_context_fact(emission->context, &fact);
}

static void report_differing(const struct emission *emission,
                             const struct pp_ps_pair *pair,
                             struct pp_range range)
{
    const struct pp_ps_output *output = emission->output;
    struct pp_diag draft = draft_at(emission, PP_DIAG_PS_PROFILES_DIFFER, pair);
    draft.related = output->dynamic_place;
    draft.related_note = "the range that counts";
    pp_diags_add(emission->context->options.diags,
                 &draft,
                 "this profile's dynamic port range %u-%u is not that of the "
                 "profile before, %u-%u",
                 range.first,
                 range.last,
                 output->dynamic.first,
                 output->dynamic.last);
}

static enum pp_status give_dynamic(struct emission *emission,
                                   const struct pp_ps_pair *pair,
                                   struct pp_range range)
{
    struct pp_ps_output *output = emission->output;
    if (output->has_dynamic) {
        if (!pp_range_equal(output->dynamic, range)) {
            report_differing(emission, pair, range);
        }
        return PP_OK;
    }
    output->has_dynamic = true;
    output->dynamic = range;
    output->dynamic_place = pair->place;
    struct pp_fact fact = fact_at(emission, PP_FACT_DYNAMIC, pair);
    fact.range = range;
    return pp_context_fact(emission->context, &fact);
}

static enum pp_status emit_dynamic(struct emission *emission)
{
    const struct pp_ps_object *object = emission->object;
    const struct pp_ps_pair *first =
        pp_ps_first_set(object, "DynamicPortRangeStartPort");
    const struct pp_ps_pair *size =
        pp_ps_first_set(object, "DynamicPortRangeNumberOfPorts");
    uint32_t start = 0;
    uint32_t count = 0;
    if (first == NULL && size == NULL) {
        return PP_OK; /* the profile Automatic has no values */
    }
    if (first == NULL || size == NULL) {
        return reject(emission,
                      PP_DIAG_DYNAMIC_CUT,
                      first != NULL ? first : size,
                      "the other half of the dynamic port range is missing");
    }
    if (!read_positive(emission, first, PP_PORT_MAX, &start)) {
        return reject(emission,
                      PP_DIAG_DYNAMIC_VALUE,
                      first,
                      "a dynamic port range starts at a port");
    }
    if (!read_positive(emission, size, UINT32_MAX, &count)) {
        return reject(emission,
                      PP_DIAG_DYNAMIC_VALUE,
                      size,
                      "a dynamic port range holds at least one port");
    }
    if (count > PP_PORT_COUNT - start) {
        return reject(emission,
                      PP_DIAG_DYNAMIC_END,
                      size,
                      "the dynamic port range would end above 65535");
    }
    struct pp_range range = {(uint16_t)start, (uint16_t)(start + count - 1)};
    return give_dynamic(emission, first, range);
}

static enum pp_status emit_ports(struct emission *emission)
{
    /* A pair of 0 means that the feature uses the dynamic range: it is a
     * setting, never a range (docs/ports-on-windows.md). */
    PP_TRY(emit_dynamic(emission));
    PP_TRY(emit_setting(emission, "AutoReusePortRangeStartPort"));
    return emit_setting(emission, "AutoReusePortRangeNumberOfPorts");
}

/* --- the system ----------------------------------------------------------- */

static enum pp_tri read_tri(struct pp_sv text, const char *yes, const char *no)
{
    if (pp_ps_is_one_of(text, yes)) {
        return PP_YES;
    }
    return pp_ps_is_one_of(text, no) ? PP_NO : PP_UNKNOWN;
}

static enum pp_status emit_feature(struct emission *emission)
{
    const struct pp_ps_pair *pair =
        pp_ps_first_set(emission->object, "FeatureName");
    if (pair == NULL) {
        return PP_OK;
    }
    struct pp_fact fact = fact_at(emission, PP_FACT_FEATURE, pair);
    fact.as.feature.name = whole(emission, pair);
    fact.as.feature.is_enabled =
        read_tri(whole_of(emission, "State"),
                 "Enabled 2",
                 "Disabled DisabledWithPayloadRemoved 0 6");
    return fact.as.feature.name.len > 0
               ? pp_context_fact(emission->context, &fact)
               : PP_OK;
}

static enum pp_status emit_service(struct emission *emission)
{
    const struct pp_ps_object *object = emission->object;
    const struct pp_ps_pair *pair = pp_ps_first_set(object, "Name ServiceName");
    if (pair == NULL) {
        return PP_OK;
    }
    const bool is_wmi = pp_ps_has_any(object, "StartMode ProcessId");
    uint32_t pid = 0;
    bool has_process =
        pp_sv_to_u32(pp_ps_value_of(object, "ProcessId"), UINT32_MAX, &pid) &&
        pid > 0;
    struct pp_fact fact = fact_at(emission, PP_FACT_SERVICE, pair);
    fact.as.service.name = whole(emission, pair);
    /* Unknown: on its way up or down, or paused. */
    fact.as.service.is_running =
        read_tri(pp_ps_value_of(object, is_wmi ? "State" : "Status"),
                 "Running 4",
                 "Stopped 1");
    if (has_process && fact.as.service.is_running == PP_UNKNOWN &&
        !pp_ps_has_any(object, "State Status")) {
        fact.as.service.is_running = PP_YES;
    }
    fact.as.service.is_disabled =
        read_tri(pp_ps_value_of(object, is_wmi ? "StartMode" : "StartType"),
                 "Disabled 4",
                 "Automatic Auto Manual Boot System "
                 "AutomaticDelayedStart 0 1 2 3");
    if (fact.as.service.name.len == 0) {
        return PP_OK;
    }
    PP_TRY(pp_context_fact(emission->context, &fact));
    if (!has_process) {
        return PP_OK;
    }
    struct pp_fact process = fact_at(emission, PP_FACT_PROCESS, pair);
    process.as.process.pid = pid;
    process.as.process.services = fact.as.service.name;
    return pp_context_fact(emission->context, &process);
}

static enum pp_status emit_hotfix(struct emission *emission)
{
    const struct pp_ps_pair *pair =
        pp_ps_first_set(emission->object, "HotFixID");
    const struct pp_sv text = whole(emission, pair);
    uint32_t number = 0;
    /* Old systems list `File 1` too, which is no update. */
    if (!pp_sv_starts_nocase(text, PP_SV("KB")) ||
        !pp_sv_to_u32(pp_sv_sub(text, 2, SIZE_MAX), UINT32_MAX, &number)) {
        return PP_OK;
    }
    struct pp_fact fact = fact_at(emission, PP_FACT_HOTFIX, pair);
    fact.as.hotfix.number = number;
    return pp_context_fact(emission->context, &fact);
}

/* The first of these properties that has a value, or the first with a label of
 * systeminfo, in any language. */
static const struct pp_ps_pair *find_labelled(const struct emission *emission,
                                              const char *names,
                                              enum pp_system_label label)
{
    const struct pp_ps_object *object = emission->object;
    const struct pp_ps_pair *pair = pp_ps_first_set(object, names);
    for (size_t i = 0; pair == NULL && i < object->pairs.count; i++) {
        const struct pp_ps_pair *at = &object->pairs.items[i];
        if (pp_system_label_is(pp_ps_name(object, at), label)) {
            pair = at;
        }
    }
    return pair;
}

static enum pp_status emit_version(const struct emission *emission)
{
    const struct pp_ps_pair *version =
        find_labelled(emission, "OsVersion Version", PP_LABEL_OS_VERSION);
    struct pp_sv rest;
    if (version == NULL) {
        return PP_OK;
    }
    struct pp_fact fact = fact_at(emission, PP_FACT_OS, version);
    if (!pp_os_version_read(whole(emission, version), &fact.as.os, &rest)) {
        return PP_OK;
    }
    uint32_t number = 0;
    if (fact.as.os.build == 0 &&
        pp_sv_to_u32(whole_of(emission, "OsBuildNumber BuildNumber"),
                     UINT32_MAX,
                     &number)) {
        fact.as.os.build = number;
    }
    fact.as.os.name = whole(emission,
                            find_labelled(emission,
                                          "OsName Caption WindowsProductName",
                                          PP_LABEL_OS_NAME));
    return pp_context_fact(emission->context, &fact);
}

/* The cell of updates in `systeminfo /fo csv`: `3 Hotfix(s)
 * Installed.,[01]: KB5017264,...`, known by the brackets. */
static enum pp_status emit_listed_hotfixes(const struct emission *emission,
                                           const struct pp_ps_pair *pair)
{
    const struct pp_sv text = pp_ps_value(emission->object, pair);
    size_t at = pp_sv_find(text, PP_SV("]: KB"), 0);
    while (at != SIZE_MAX) {
        struct pp_cursor cursor =
            pp_cursor_over(pp_sv_sub(text, at + PP_SV("]: KB").len, SIZE_MAX));
        struct pp_fact fact = fact_at(emission, PP_FACT_HOTFIX, pair);
        if (pp_cursor_take_u32(&cursor, 99999999, &fact.as.hotfix.number)) {
            PP_TRY(pp_context_fact(emission->context, &fact));
        }
        at = pp_sv_find(text, PP_SV("]: KB"), at + 1);
    }
    return PP_OK;
}

static enum pp_status emit_os(struct emission *emission)
{
    PP_TRY(emit_version(emission));
    for (size_t i = 0; i < emission->object->pairs.count; i++) {
        PP_TRY(
            emit_listed_hotfixes(emission, &emission->object->pairs.items[i]));
    }
    return PP_OK;
}

/* --- mappings of ports ---------------------------------------------------- */

/* `172.20.0.5:80`; empty where either is not known. */
static struct pp_sv
write_target(struct emission *emission, struct pp_sv address, struct pp_sv port)
{
    struct pp_buf *scratch = pp_ps_scratch(emission->output);
    uint32_t number = 0;
    if (address.len == 0 || !pp_sv_to_u32(port, PP_PORT_MAX, &number)) {
        return (struct pp_sv){NULL, 0};
    }
    pp_buf_add(scratch, address);
    pp_buf_add_char(scratch, ':');
    pp_buf_add_u64(scratch, number);
    return pp_buf_view(scratch);
}

/* The mapping of one port, TCP's, UDP's, or both where its protocol is not
 * said. Other protocols have no ports. */
static enum pp_status emit_held(struct emission *emission,
                                const struct pp_ps_pair *pair,
                                const struct pp_ps_mapping *mapping,
                                const struct pp_held_fact *held)
{
    const bool is_said = mapping->protocol.len > 0;
    uint32_t port = 0;
    if (!pp_sv_to_u32(mapping->external_port, PP_PORT_MAX, &port)) {
        PP_TRY(pp_ps_lose_mappings(
            emission->output, emission->context, pair->place));
        return reject(emission,
                      PP_DIAG_PS_PORT,
                      pair,
                      "the external port is not a port from 1 to 65535");
    }
    static const char *const words[] = {
        [PP_TCP] = "TCP 6", [PP_UDP] = "UDP 17"};
    for (int i = 0; port > 0 && i < PP_PROTOCOL_COUNT; i++) {
        if (is_said && !pp_ps_is_one_of(mapping->protocol, words[i])) {
            continue;
        }
        struct pp_fact fact = fact_at(emission, PP_FACT_HELD, pair);
        fact.protocol = (enum pp_protocol)i;
        fact.range = (struct pp_range){(uint16_t)port, (uint16_t)port};
        fact.as.held = *held;
        PP_TRY(pp_context_fact(emission->context, &fact));
    }
    return emission->output->scratch.status == PP_ERR_NOMEM ? PP_ERR_NOMEM
                                                            : PP_OK;
}

/* Any address: 0.0.0.0 and its kin. */
static struct pp_sv without_wildcard(struct pp_sv address)
{
    return pp_ps_is_one_of(address, "0.0.0.0 :: 0.0.0.0/0 *")
               ? (struct pp_sv){NULL, 0}
               : address;
}

/* A mapping that is not active holds nothing. */
static enum pp_status emit_nat(struct emission *emission)
{
    const struct pp_ps_object *object = emission->object;
    const struct pp_ps_pair *pair = pp_ps_first_set(object, "ExternalPort");
    if (pair == NULL ||
        pp_ps_is_one_of(pp_ps_value_of(object, "Active"), "False 0")) {
        return PP_OK;
    }
    const struct pp_ps_mapping mapping = {
        .external_port = pp_ps_value(object, pair),
        .internal_port = pp_ps_value_of(object, "InternalPort"),
        .protocol = pp_ps_value_of(object, "Protocol"),
    };
    struct pp_held_fact held = {
        .kind = PP_HELD_NAT,
        .name = whole_of(emission, "NatName"),
        .address = without_wildcard(whole_of(emission, "ExternalIPAddress")),
        .target = write_target(emission,
                               whole_of(emission, "InternalIPAddress"),
                               mapping.internal_port),
    };
    held.has_id = pp_sv_to_u32(
        pp_ps_value_of(object, "StaticMappingID"), UINT32_MAX, &held.id);
    return emit_held(emission, pair, &mapping, &held);
}

static enum pp_status emit_policy(struct emission *emission,
                                  const struct pp_ps_pair *pair,
                                  const struct pp_ps_mapping *mapping)
{
    const struct pp_ps_object *object = emission->object;
    struct pp_sv address = mapping->address;
    if (address.len == 0) {
        address = pp_ps_value_of(object, "FrontendVIPs");
    }
    /* A list of addresses: the first. */
    size_t end = 0;
    while (end < address.len && address.ptr[end] > ' ' &&
           address.ptr[end] != ',') {
        end++;
    }
    address = pp_sv_sub(address, 0, end);
    const struct pp_held_fact held = {
        .kind = PP_HELD_HNS,
        .name = whole_of(emission, "Name NetworkName VirtualNetworkName ID"),
        .address = pp_has_one_of(address, PP_DIGITS) ? without_wildcard(address)
                                                     : (struct pp_sv){NULL, 0},
        .target = write_target(
            emission, whole_of(emission, "IPAddress"), mapping->internal_port),
    };
    return emit_held(emission, pair, mapping, &held);
}

/* The policies of an object that have an external port; a policy alone. */
static enum pp_status emit_hns(struct emission *emission)
{
    const struct pp_ps_object *object = emission->object;
    const struct pp_ps_pair *alone = pp_ps_first_set(object, "ExternalPort");
    const struct pp_ps_pair *pair =
        pp_ps_first_set(object, "PortMappings Policies");
    struct pp_ps_mapping mapping;
    size_t at = 0;
    if (alone != NULL) {
        mapping = (struct pp_ps_mapping){
            .external_port = pp_ps_value(object, alone),
            .internal_port = pp_ps_value_of(object, "InternalPort"),
            .protocol = pp_ps_value_of(object, "Protocol"),
            .address = pp_ps_value_of(object, "VIPs"),
        };
        PP_TRY(emit_policy(emission, alone, &mapping));
    }
    if (pair == NULL) {
        return PP_OK;
    }
    const struct pp_sv policies = pp_ps_value(object, pair);
    bool is_whole = true;
    while (pp_ps_next_mapping(policies, &at, &mapping, &is_whole)) {
        PP_TRY(emit_policy(emission, pair, &mapping));
    }
    if (is_whole) {
        return PP_OK;
    }
    report_cut(emission, PP_DIAG_PS_POLICIES, pair, ", ports may be missing");
    emission->rejected_line = pair->place.line;
    return pp_ps_lose_mappings(
        emission->output, emission->context, pair->place);
}

/* --- registry values ------------------------------------------------------ */

/* The key of a value by its name. Ports may be anything, and is RPC's beside
 * RPC's other values. */
static bool find_known_key(const struct pp_ps_object *object,
                           struct pp_sv name,
                           struct pp_sv *ret_key)
{
    bool is_rpc =
        pp_sv_equal_nocase(name, PP_SV("Ports")) &&
        pp_ps_has_any(object, "PortsInternetAvailable UseInternetPorts");
    return pp_known_value_named(is_rpc ? PP_SV("UseInternetPorts") : name,
                                ret_key) != PP_KNOWN_NONE;
}

/* A value below a key; without one, under the key where Windows has a value of
 * that name, if it is of the right type. */
static enum pp_status emit_value(const struct emission *emission,
                                 const struct pp_ps_pair *pair,
                                 const struct pp_sv *key)
{
    struct pp_buf *scratch = pp_ps_scratch(emission->output);
    struct pp_fact fact = fact_at(emission, PP_FACT_REGISTRY, pair);
    struct pp_registry_fact *value = &fact.as.registry;
    value->name = pp_ps_name(emission->object, pair);
    if (key != NULL) {
        value->key = *key;
    } else if (!find_known_key(emission->object, value->name, &value->key)) {
        return PP_OK;
    }
    if (pp_sv_equal_nocase(value->name, PP_SV("(default)"))) {
        value->name = (struct pp_sv){NULL, 0};
    }
    if (!pp_ps_read_registry(pp_ps_value(emission->object, pair),
                             pair->is_list,
                             scratch,
                             value)) {
        report_cut(emission, PP_DIAG_PS_VALUE_CUT, pair, ", it is left out");
        return PP_OK;
    }
    if (scratch->status == PP_ERR_NOMEM) {
        return PP_ERR_NOMEM;
    }
    return key != NULL || pp_known_value_of_fact(value) != PP_KNOWN_NONE
               ? pp_context_fact(emission->context, &fact)
               : PP_OK;
}

/* PSPath and its kin: what PowerShell adds to the values of a key. */
static bool is_provider_name(struct pp_sv name)
{
    return pp_ps_is_one_of(name,
                           "PSPath PSParentPath PSChildName PSDrive PSProvider "
                           "PSComputerName RunspaceId CimClass");
}

static enum pp_status emit_registry(struct emission *emission)
{
    const struct pp_ps_object *object = emission->object;
    const bool has_path = pp_ps_has_any(object, "PSPath");
    struct pp_sv key = pp_ps_value_of(object, "PSPath");
    size_t colons = pp_sv_find(key, PP_SV("::"), 0);
    key = pp_sv_sub(key, colons + 2, SIZE_MAX);
    for (size_t i = 0; i < object->pairs.count; i++) {
        const struct pp_ps_pair *pair = &object->pairs.items[i];
        if (!has_path || !is_provider_name(pp_ps_name(object, pair))) {
            PP_TRY(emit_value(emission, pair, has_path ? &key : NULL));
        }
    }
    return PP_OK;
}

/* --- processes ------------------------------------------------------------ */

/* The name that Get-Process prints has no `.exe`. Of an object that has an id
 * and a name alone only a program is taken. */
static enum pp_status emit_process(struct emission *emission)
{
    const struct pp_ps_object *object = emission->object;
    const struct pp_ps_pair *pair =
        pp_ps_first_set(object, "ProcessName Name Caption");
    uint32_t pid = 0;
    const struct pp_sv id = whole_of(emission, "ProcessId Id");
    bool is_sure =
        object->listing == PP_PS_LISTING_PROCESSES ||
        pp_ps_has_any(object,
                      "ProcessName Handles HandleCount WorkingSetSize "
                      "CommandLine ParentProcessId Caption");
    if (pair == NULL || !pp_sv_to_u32(id, UINT32_MAX, &pid) ||
        (!is_sure && !pp_has_one_of(pp_ps_value(object, pair), "."))) {
        return PP_OK;
    }
    struct pp_fact fact = fact_at(emission, PP_FACT_PROCESS, pair);
    fact.as.process.pid = pid;
    fact.as.process.name = whole(emission, pair);
    return fact.as.process.name.len > 0
               ? pp_context_fact(emission->context, &fact)
               : PP_OK;
}

/* --- groups of sockets ---------------------------------------------------- */

static void note_group(const struct emission *emission,
                       const struct pp_ps_pair *pair)
{
    const struct pp_diag draft = draft_at(emission, PP_DIAG_PS_GROUP, pair);
    pp_diags_add(emission->context->options.diags,
                 &draft,
                 "without its command only the state of this group is known");
}

static enum pp_status emit_group(struct emission *emission)
{
    const struct pp_ps_object *object = emission->object;
    const struct pp_ps_pair *pair = pp_ps_first_set(object, "Name");
    const struct pp_ps_pair *number = pp_ps_first_set(object, "Count");
    uint16_t port = 0;
    if (pair == NULL || number == NULL) {
        return PP_OK; /* sockets that lack the property have no name */
    }
    struct pp_fact fact = fact_at(emission, PP_FACT_SOCKET_COUNT, pair);
    struct pp_socket_count_fact *count = &fact.as.socket_count;
    if (!read_positive(emission, number, UINT32_MAX, &count->count)) {
        return reject(
            emission, PP_DIAG_PS_GROUP, number, "this is no number of sockets");
    }
    const struct pp_sv name = whole(emission, pair);
    switch (pp_ps_group_read(&emission->output->grouping, name, count, &port)) {
    case PP_PS_GROUP_READ:
        break;
    case PP_PS_GROUP_PARTLY:
        note_group(emission, pair);
        break;
    case PP_PS_GROUP_UNKNOWN:
        return reject(emission,
                      PP_DIAG_PS_GROUP,
                      pair,
                      "without its command nothing says what this counts");
    case PP_PS_GROUP_BAD:
        return reject(emission,
                      PP_DIAG_PS_GROUP,
                      pair,
                      "this is no group of what the command groups by");
    }
    count->process = whole_of(emission, "ProcessName Process");
    if (!count->has_state && emission->output->open.state != PP_SOCKET_NONE) {
        count->has_state = true; /* the command lets no other through */
        count->state = emission->output->open.state;
    }
    if (count->has_local_port) {
        fact.range = (struct pp_range){port, port};
    }
    return pp_context_fact(emission->context, &fact);
}

static enum pp_status emit_nothing(struct emission *emission)
{
    (void)emission;
    return PP_OK;
}

/* --- objects -------------------------------------------------------------- */

/* Counts the lines of an object. */
static void settle(const struct emission *emission, bool has_current)
{
    struct pp_context *context = emission->context;
    struct pp_hold *held = &emission->output->held;
    if (has_current) {
        pp_context_take(context, PP_TAKE_USED);
    }
    if (has_current && emission->rejected_line == context->line_number) {
        pp_context_take(context, PP_TAKE_REJECTED);
    } else if (emission->rejected_line != 0 && held->lines > 0) {
        struct pp_hold rejected = {1};
        held->lines--;
        pp_context_reclaim(context, &rejected, PP_TAKE_REJECTED);
    }
    pp_context_reclaim(context, held, PP_TAKE_USED);
}

enum pp_status pp_ps_emit(struct pp_ps_output *output,
                          struct pp_context *context,
                          bool has_current)
{
    static enum pp_status (*const emitters[])(struct emission *) = {
        [PP_PS_SOCKET] = emit_socket,
        [PP_PS_PORTS] = emit_ports,
        [PP_PS_FEATURE] = emit_feature,
        [PP_PS_SERVICE] = emit_service,
        [PP_PS_HOTFIX] = emit_hotfix,
        [PP_PS_OS] = emit_os,
        [PP_PS_NAT] = emit_nat,
        [PP_PS_HNS] = emit_hns,
        [PP_PS_REGISTRY] = emit_registry,
        [PP_PS_PROCESS] = emit_process,
        [PP_PS_GROUP] = emit_group,
        [PP_PS_HARMLESS] = emit_nothing,
    };
    struct emission emission = {output, context, &output->object, 0};
    enum pp_ps_kind kind = pp_ps_kind_of(&output->object);
    if (kind == PP_PS_NONE ||
        (kind == PP_PS_GROUP &&
         !pp_ps_is_of_sockets(output, context, &output->object))) {
        return PP_OK;
    }
    if (has_current) {
        output->last_line = context->line_number;
    }
    PP_TRY(pp_ps_enter(output, context, &output->object, kind));
    PP_TRY(emitters[kind](&emission));
    settle(&emission, has_current);
    return PP_OK;
}
