/* PowerShell objects as facts. Sources: docs/formats/powershell.md. */
#include "ps_facts.h"

#include "base/cursor.h"
#include "fact/registry.h"
#include "knowledge/system_words.h"
#include "parse/system/os_version.h"
#include "ps_kind.h"
#include "ps_registry.h"
#include "ps_section.h"

/* An object while its facts are made. */
struct emission {
    struct pp_ps_output *output;
    struct pp_context *context;
    const struct pp_ps_object *object;
    uint64_t rejected_line; /* 0: every value could be read */
};

/* --- values --------------------------------------------------------------- */

/* The value of that property; empty: it is not there. */
static struct pp_sv value_of(const struct emission *emission, const char *name)
{
    const struct pp_ps_pair *pair = pp_ps_find(emission->object, name);
    return pair != NULL ? pp_ps_value(emission->object, pair)
                        : (struct pp_sv){NULL, 0};
}

/* The value of the first of these that is there and not blank. */
static const struct pp_ps_pair *first_set(const struct emission *emission,
                                          const char *const *names,
                                          size_t count)
{
    for (size_t i = 0; i < count; i++) {
        const struct pp_ps_pair *pair =
            pp_ps_find_set(emission->object, names[i]);
        if (pair != NULL) {
            return pair;
        }
    }
    return NULL;
}

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

static void reject(struct emission *emission,
                   enum pp_diag_code code,
                   const struct pp_ps_pair *pair,
                   const char *message)
{
    struct pp_diag draft = draft_at(emission, code, pair);
    emission->rejected_line = pair->place.line;
    emission->output->open.section.complete = PP_NO;
    pp_diags_add(emission->context->options.diags,
                 &draft,
                 "%s: '%.*s'",
                 message,
                 PP_SV_ARGS(pp_ps_value(emission->object, pair)));
}

/* A value that is whole; one cut off by dots is unknown, and said so. */
static struct pp_sv whole_value(const struct emission *emission,
                                const struct pp_ps_pair *pair)
{
    if (pair == NULL) {
        return (struct pp_sv){NULL, 0};
    }
    const struct pp_sv value = pp_ps_value(emission->object, pair);
    if (!pp_ps_is_cut(value)) {
        return value;
    }
    const struct pp_sv name = pp_ps_name(emission->object, pair);
    struct pp_diag draft = draft_at(emission, PP_DIAG_PS_VALUE_CUT, pair);
    pp_diags_add(emission->context->options.diags,
                 &draft,
                 "PowerShell cut the value of %.*s off",
                 PP_SV_ARGS(name));
    return (struct pp_sv){NULL, 0};
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

/* Words of Get-NetTCPConnection, and the numbers that ConvertTo-Json prints
 * in their place (MSFT_NetTCPConnection, State). */
static enum pp_socket_state read_state(struct pp_sv text)
{
    static const struct {
        struct pp_sv word;
        struct pp_sv number;
        enum pp_socket_state state;
    } states[] = {
        {PP_SV_INIT("Listen"), PP_SV_INIT("2"), PP_SOCKET_LISTENING},
        {PP_SV_INIT("Bound"), PP_SV_INIT("100"), PP_SOCKET_BOUND},
        {PP_SV_INIT("Established"), PP_SV_INIT("5"), PP_SOCKET_ESTABLISHED},
        {PP_SV_INIT("TimeWait"), PP_SV_INIT("11"), PP_SOCKET_TIME_WAIT},
        {PP_SV_INIT("CloseWait"), PP_SV_INIT("8"), PP_SOCKET_CLOSE_WAIT},
    };
    for (size_t i = 0; i < PP_ARRAY_LEN(states); i++) {
        if (pp_sv_equal_nocase(text, states[i].word) ||
            pp_sv_equal(text, states[i].number)) {
            return states[i].state;
        }
    }
    return PP_SOCKET_OTHER;
}

static void read_process(const struct emission *emission,
                         struct pp_socket_fact *socket)
{
    static const char *const ids[] = {"OwningProcess", "PID", "ProcessId"};
    static const char *const names[] = {
        "OwningProcessName", "ProcessName", "Process"};
    const struct pp_ps_pair *id = first_set(emission, ids, PP_ARRAY_LEN(ids));
    const struct pp_ps_pair *name =
        first_set(emission, names, PP_ARRAY_LEN(names));
    const struct pp_sv value = whole_value(emission, id);
    socket->has_pid = pp_sv_to_u32(value, UINT32_MAX, &socket->pid);
    socket->process = whole_value(emission, name);
    if (!socket->has_pid && name == NULL) {
        /* `@{n='OwningProcess'; e={...Name}}`: scripts put the name there. */
        socket->process = value;
    }
}

static enum pp_status emit_socket(struct emission *emission)
{
    const struct pp_ps_pair *port_pair =
        pp_ps_find_set(emission->object, "LocalPort");
    if (port_pair == NULL) {
        return PP_OK;
    }
    uint32_t port = 0;
    if (!pp_sv_to_u32(
            pp_ps_value(emission->object, port_pair), PP_PORT_MAX, &port) ||
        port == 0) {
        reject(emission,
               PP_DIAG_PS_PORT,
               port_pair,
               "LocalPort is not a port from 1 to 65535");
        return PP_OK;
    }
    struct pp_fact fact = fact_at(emission, PP_FACT_SOCKET, port_pair);
    fact.range = (struct pp_range){(uint16_t)port, (uint16_t)port};
    fact.as.socket.address =
        whole_value(emission, pp_ps_find(emission->object, "LocalAddress"));
    fact.as.socket.state =
        fact.protocol == PP_UDP
            ? PP_SOCKET_NONE
            : read_state(
                  whole_value(emission, pp_ps_find(emission->object, "State")));
    read_process(emission, &fact.as.socket);
    return pp_context_fact(emission->context, &fact);
}

/* --- ranges of TCP and UDP settings --------------------------------------- */

static enum pp_status emit_setting(const struct emission *emission,
                                   const char *name)
{
    const struct pp_ps_pair *pair = pp_ps_find_set(emission->object, name);
    if (pair == NULL) {
        return PP_OK;
    }
    struct pp_fact fact = fact_at(emission, PP_FACT_SETTING, pair);
    fact.as.setting = (struct pp_setting_fact){
        .scope = value_of(emission, "SettingName"),
        .name = pp_ps_name(emission->object, pair),
        .value = whole_value(emission, pair),
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
    const struct pp_ps_pair *start_pair =
        pp_ps_find_set(emission->object, "DynamicPortRangeStartPort");
    const struct pp_ps_pair *count_pair =
        pp_ps_find_set(emission->object, "DynamicPortRangeNumberOfPorts");
    if (start_pair == NULL && count_pair == NULL) {
        return PP_OK; /* the profile Automatic has no values */
    }
    if (start_pair == NULL || count_pair == NULL) {
        reject(emission,
               PP_DIAG_DYNAMIC_CUT,
               start_pair != NULL ? start_pair : count_pair,
               "the other half of the dynamic port range is missing");
        return PP_OK;
    }
    uint32_t start = 0;
    uint32_t count = 0;
    const struct pp_ps_object *object = emission->object;
    if (!pp_sv_to_u32(pp_ps_value(object, start_pair), PP_PORT_MAX, &start) ||
        start == 0) {
        reject(emission,
               PP_DIAG_DYNAMIC_VALUE,
               start_pair,
               "a dynamic port range starts at a port");
        return PP_OK;
    }
    if (!pp_sv_to_u32(pp_ps_value(object, count_pair), UINT32_MAX, &count) ||
        count == 0) {
        reject(emission,
               PP_DIAG_DYNAMIC_VALUE,
               count_pair,
               "a dynamic port range holds at least one port");
        return PP_OK;
    }
    if (count > PP_PORT_COUNT - start) {
        reject(emission,
               PP_DIAG_DYNAMIC_END,
               count_pair,
               "the dynamic port range would end above 65535");
        return PP_OK;
    }
    struct pp_range range = {(uint16_t)start, (uint16_t)(start + count - 1)};
    return give_dynamic(emission, start_pair, range);
}

static enum pp_status emit_ports(struct emission *emission)
{
    /* A pair of 0 means that the feature uses the dynamic range: it is a
     * setting, never a range (docs/ports-on-windows.md). */
    PP_TRY(emit_dynamic(emission));
    PP_TRY(emit_setting(emission, "AutoReusePortRangeStartPort"));
    return emit_setting(emission, "AutoReusePortRangeNumberOfPorts");
}

/* --- the system
 * ---------------------------------------------------------------
 */

static enum pp_status emit_feature(const struct emission *emission)
{
    static const char *const on[] = {"Enabled", "2"};
    static const char *const off[] = {
        "Disabled", "DisabledWithPayloadRemoved", "0", "6"};
    const struct pp_ps_pair *name =
        pp_ps_find_set(emission->object, "FeatureName");
    if (name == NULL) {
        return PP_OK;
    }
    struct pp_fact fact = fact_at(emission, PP_FACT_FEATURE, name);
    fact.as.feature.name = whole_value(emission, name);
    const struct pp_sv state =
        whole_value(emission, pp_ps_find(emission->object, "State"));
    for (size_t i = 0; i < PP_ARRAY_LEN(on); i++) {
        if (pp_sv_equal_nocase(state, pp_sv_from(on[i]))) {
            fact.as.feature.is_enabled = PP_YES;
        }
    }
    for (size_t i = 0; i < PP_ARRAY_LEN(off); i++) {
        if (pp_sv_equal_nocase(state, pp_sv_from(off[i]))) {
            fact.as.feature.is_enabled = PP_NO;
        }
    }
    return fact.as.feature.name.len > 0
               ? pp_context_fact(emission->context, &fact)
               : PP_OK;
}

static enum pp_tri is_running(struct pp_sv status)
{
    if (pp_sv_equal_nocase(status, PP_SV("Running")) ||
        pp_sv_equal(status, PP_SV("4"))) {
        return PP_YES;
    }
    if (pp_sv_equal_nocase(status, PP_SV("Stopped")) ||
        pp_sv_equal(status, PP_SV("1"))) {
        return PP_NO;
    }
    return PP_UNKNOWN; /* on its way up or down, or paused */
}

static enum pp_status emit_service(const struct emission *emission)
{
    static const char *const names[] = {"Name", "ServiceName"};
    const bool is_wmi = pp_ps_find(emission->object, "StartMode") != NULL;
    const struct pp_ps_pair *name =
        first_set(emission, names, PP_ARRAY_LEN(names));
    if (name == NULL) {
        return PP_OK;
    }
    struct pp_fact fact = fact_at(emission, PP_FACT_SERVICE, name);
    fact.as.service.name = whole_value(emission, name);
    fact.as.service.is_running =
        is_running(value_of(emission, is_wmi ? "State" : "Status"));
    return fact.as.service.name.len > 0
               ? pp_context_fact(emission->context, &fact)
               : PP_OK;
}

static enum pp_status emit_hotfix(const struct emission *emission)
{
    const struct pp_ps_pair *pair =
        pp_ps_find_set(emission->object, "HotFixID");
    const struct pp_sv text = whole_value(emission, pair);
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

/* The first property that goes by a label of systeminfo, in any language. */
static const struct pp_ps_pair *labelled(const struct emission *emission,
                                         enum pp_system_label kind)
{
    for (size_t i = 0; i < emission->object->pairs.count; i++) {
        const struct pp_ps_pair *pair = &emission->object->pairs.items[i];
        if (pp_system_label_is(pp_ps_name(emission->object, pair), kind)) {
            return pair;
        }
    }
    return NULL;
}

static const struct pp_ps_pair *find_version(const struct emission *emission)
{
    static const char *const names[] = {"OsVersion", "Version"};
    const struct pp_ps_pair *pair =
        first_set(emission, names, PP_ARRAY_LEN(names));
    return pair != NULL ? pair : labelled(emission, PP_LABEL_OS_VERSION);
}

static const struct pp_ps_pair *find_os_name(const struct emission *emission)
{
    static const char *const names[] = {
        "OsName", "Caption", "WindowsProductName"};
    const struct pp_ps_pair *pair =
        first_set(emission, names, PP_ARRAY_LEN(names));
    return pair != NULL ? pair : labelled(emission, PP_LABEL_OS_NAME);
}

static enum pp_status emit_version(const struct emission *emission)
{
    static const char *const builds[] = {"OsBuildNumber", "BuildNumber"};
    const struct pp_ps_pair *version = find_version(emission);
    if (version == NULL) {
        return PP_OK;
    }
    struct pp_fact fact = fact_at(emission, PP_FACT_OS, version);
    struct pp_sv rest;
    if (!pp_os_version_read(
            whole_value(emission, version), &fact.as.os, &rest)) {
        return PP_OK;
    }
    uint32_t number = 0;
    const struct pp_ps_pair *build =
        first_set(emission, builds, PP_ARRAY_LEN(builds));
    if (fact.as.os.build == 0 &&
        pp_sv_to_u32(whole_value(emission, build), UINT32_MAX, &number)) {
        fact.as.os.build = number;
    }
    fact.as.os.name = whole_value(emission, find_os_name(emission));
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

static enum pp_status emit_os(const struct emission *emission)
{
    PP_TRY(emit_version(emission));
    for (size_t i = 0; i < emission->object->pairs.count; i++) {
        PP_TRY(
            emit_listed_hotfixes(emission, &emission->object->pairs.items[i]));
    }
    return PP_OK;
}

/* --- registry values ------------------------------------------------------ */

static enum pp_status emit_registry_value(const struct emission *emission,
                                          const struct pp_ps_pair *pair,
                                          struct pp_sv key)
{
    struct pp_fact fact = fact_at(emission, PP_FACT_REGISTRY, pair);
    fact.as.registry.key = key;
    fact.as.registry.name = pp_ps_name(emission->object, pair);
    if (pp_sv_equal_nocase(fact.as.registry.name, PP_SV("(default)"))) {
        fact.as.registry.name = (struct pp_sv){NULL, 0};
    }
    const struct pp_sv value = pp_ps_value(emission->object, pair);
    struct pp_buf *scratch = &emission->output->scratch;
    switch (
        pp_ps_read_registry(value, pair->is_list, scratch, &fact.as.registry)) {
    case PP_PS_VALUE_WHOLE:
        PP_TRY(scratch->status == PP_ERR_NOMEM ? PP_ERR_NOMEM : PP_OK);
        return pp_context_fact(emission->context, &fact);
    case PP_PS_VALUE_CUT: {
        struct pp_diag draft = draft_at(emission, PP_DIAG_PS_VALUE_CUT, pair);
        pp_diags_add(emission->context->options.diags,
                     &draft,
                     "PowerShell cut the value of %.*s off, it is left out",
                     PP_SV_ARGS(pp_ps_name(emission->object, pair)));
        return PP_OK;
    }
    }
    return PP_OK;
}

/* Whether a value whose key is not told is one that its name tells: of its
 * type, or cut off, which is said. */
static bool is_named_value(const struct emission *emission,
                           const struct pp_ps_pair *pair,
                           struct pp_sv *ret_key)
{
    struct pp_registry_fact value = {.name =
                                         pp_ps_name(emission->object, pair)};
    if (pp_known_value_named(value.name, ret_key) == PP_KNOWN_NONE) {
        return false;
    }
    value.key = *ret_key;
    enum pp_ps_value found =
        pp_ps_read_registry(pp_ps_value(emission->object, pair),
                            pair->is_list,
                            &emission->output->scratch,
                            &value);
    return found == PP_PS_VALUE_CUT ||
           pp_known_value_of_fact(&value) != PP_KNOWN_NONE;
}

static enum pp_status emit_named_values(const struct emission *emission)
{
    for (size_t i = 0; i < emission->object->pairs.count; i++) {
        const struct pp_ps_pair *pair = &emission->object->pairs.items[i];
        struct pp_sv key;
        if (is_named_value(emission, pair, &key)) {
            PP_TRY(emit_registry_value(emission, pair, key));
        }
    }
    return PP_OK;
}

static enum pp_status emit_registry(const struct emission *emission)
{
    const struct pp_ps_object *object = emission->object;
    if (pp_ps_find(object, "PSPath") == NULL) {
        return emit_named_values(emission);
    }
    struct pp_sv key = value_of(emission, "PSPath");
    size_t colons = pp_sv_find(key, PP_SV("::"), 0);
    key = pp_sv_sub(key, colons + 2, SIZE_MAX);
    for (size_t i = 0; i < object->pairs.count; i++) {
        const struct pp_ps_pair *pair = &object->pairs.items[i];
        if (!pp_ps_is_provider_name(pp_ps_name(object, pair))) {
            PP_TRY(emit_registry_value(emission, pair, key));
        }
    }
    return PP_OK;
}

/* --- objects -------------------------------------------------------------- */

static enum pp_status emit_kind(struct emission *emission)
{
    switch (emission->output->kind) {
    case PP_PS_NONE:
        return PP_OK;
    case PP_PS_SOCKET:
        return emit_socket(emission);
    case PP_PS_PORTS:
        return emit_ports(emission);
    case PP_PS_FEATURE:
        return emit_feature(emission);
    case PP_PS_SERVICE:
        return emit_service(emission);
    case PP_PS_HOTFIX:
        return emit_hotfix(emission);
    case PP_PS_OS:
        return emit_os(emission);
    case PP_PS_REGISTRY:
        return emit_registry(emission);
    }
    return PP_OK;
}

/* Counts the lines of an object. */
static void settle(struct pp_context *context,
                   const struct pp_ps_lines *lines,
                   uint64_t rejected_line)
{
    if (lines->has_current) {
        pp_context_take(context, PP_TAKE_USED);
    }
    if (lines->has_current && rejected_line == context->line_number) {
        pp_context_take(context, PP_TAKE_REJECTED);
    } else if (rejected_line != 0 && lines->held != NULL &&
               lines->held->lines > 0) {
        struct pp_hold rejected = {1};
        lines->held->lines--;
        pp_context_reclaim(context, &rejected, PP_TAKE_REJECTED);
    }
    if (lines->held != NULL) {
        pp_context_reclaim(context, lines->held, PP_TAKE_USED);
    }
}

enum pp_status pp_ps_emit(struct pp_ps_output *output,
                          struct pp_context *context,
                          const struct pp_ps_object *object,
                          const struct pp_ps_lines *lines)
{
    enum pp_ps_kind kind = pp_ps_kind_of(object);
    if (kind == PP_PS_NONE) {
        return PP_OK;
    }
    PP_TRY(pp_ps_enter(output, context, object, kind, lines));
    struct emission emission = {output, context, object, 0};
    PP_TRY(emit_kind(&emission));
    settle(context, lines, emission.rejected_line);
    return PP_OK;
}
