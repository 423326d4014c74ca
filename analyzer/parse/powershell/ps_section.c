/* Sections of PowerShell objects: their protocol, their beginning and end. */
#include "ps_section.h"

#include "base/bounds.h"
#include "base/bytes.h"
#include "knowledge/netstat_words.h"
#include "text/words.h"

void pp_ps_done(void *output)
{
    struct pp_ps_output *own = output;
    pp_ps_object_done(&own->heads);
    pp_ps_object_done(&own->object);
    pp_buf_done(&own->scratch);
}

struct pp_buf *pp_ps_scratch(struct pp_ps_output *output)
{
    if (output->scratch.max == 0) {
        pp_buf_init(&output->scratch, PP_LIMIT_PS_OBJECT_BYTES);
    }
    pp_buf_clear(&output->scratch);
    return &output->scratch;
}

/* A command that lists processes or services, until its listing ends. */
static void note_listing(struct pp_ps_output *output,
                         const struct pp_context *context,
                         struct pp_sv text)
{
    enum pp_ps_listing listing =
        pp_words_within("Get-Process|gps |wmic process|Win32_Process|"
                        "path win32_process",
                        text)
            ? PP_PS_LISTING_PROCESSES
        : pp_words_within("wmic service|Win32_Service", text)
            ? PP_PS_LISTING_SERVICES
            : PP_PS_LISTING_UNKNOWN;
    if (listing != PP_PS_LISTING_UNKNOWN) {
        output->listing = listing;
        output->listing_nonblank = context->nonblank_line;
    } else if (!output->open.is_open &&
               !pp_context_is_near(context, output->listing_nonblank)) {
        output->listing = PP_PS_LISTING_UNKNOWN;
    }
    output->heads.listing = output->listing;
    output->object.listing = output->listing;
}

void pp_ps_note_command(struct pp_ps_output *output,
                        const struct pp_context *context)
{
    /* As it stands in the capture: what is in front of a pipe looks like the
     * name of a container in a log, and is cleaned away. */
    const struct pp_sv text = context->line_text;
    if (output->noted_line == context->line_number || text.len == 0) {
        return;
    }
    output->noted_line = context->line_number;
    note_listing(output, context, text);
    /* Every line comes here four times; few have a minus sign. */
    if (memchr(text.ptr, '-', text.len) == NULL) {
        return;
    }
    bool is_tcp = pp_sv_find_nocase(text, PP_SV("Get-NetTCP"), 0) != SIZE_MAX;
    bool is_udp = pp_sv_find_nocase(text, PP_SV("Get-NetUDP"), 0) != SIZE_MAX;
    if (is_tcp || is_udp) {
        output->has_command = is_tcp != is_udp;
        output->command_protocol = is_udp ? PP_UDP : PP_TCP;
        output->command_nonblank = context->nonblank_line;
    }
    size_t behind = 0;
    if (is_tcp || is_udp ||
        pp_sv_find_nocase(text, PP_SV("Group-Object"), 0) != SIZE_MAX) {
        bool has_group = pp_ps_has_group_object(text, &behind);
        output->grouping = (struct pp_ps_grouping){0};
        if (has_group) {
            output->grouping =
                pp_ps_grouping_read(pp_sv_sub(text, behind, SIZE_MAX));
        }
    }
}

bool pp_ps_is_of_sockets(const struct pp_ps_output *output,
                         const struct pp_context *context,
                         const struct pp_ps_object *object)
{
    const struct pp_sv group = pp_ps_value_of(object, "Group");
    struct pp_sv name = pp_ps_value_of(object, "Name");
    if (output->open.is_open && output->kind == PP_PS_GROUP) {
        return true;
    }
    return (output->has_command &&
            pp_context_is_near(context, output->command_nonblank)) ||
           pp_sv_find(group, PP_SV("MSFT_Net"), 0) != SIZE_MAX ||
           pp_connection_state(pp_take_until(&name, ',')) != PP_SOCKET_NONE;
}

/* The class that `Select-Object *` and JSON show, or a column of its own. */
static bool find_stated_protocol(const struct pp_ps_object *object,
                                 enum pp_protocol *ret_protocol)
{
    const struct pp_sv class_name = pp_ps_value_of(object, "CimClass Group");
    if (pp_protocol_parse(pp_ps_value_of(object, "Protocol"), ret_protocol)) {
        return true;
    }
    bool is_udp =
        pp_sv_find_nocase(class_name, PP_SV("MSFT_NetUDP"), 0) != SIZE_MAX;
    *ret_protocol = is_udp ? PP_UDP : PP_TCP;
    return is_udp ||
           pp_sv_find_nocase(class_name, PP_SV("MSFT_NetTCP"), 0) != SIZE_MAX;
}

static enum pp_protocol protocol_of(const struct pp_ps_output *output,
                                    const struct pp_context *context,
                                    const struct pp_ps_object *object,
                                    enum pp_ps_kind kind,
                                    bool *ret_assumed)
{
    /* Properties that only TCP's objects have. */
    static const char of_tcp[] =
        "RemotePort RemoteAddress State AppliedSetting SettingName "
        "AutoReusePortRangeStartPort AutoReusePortRangeNumberOfPorts "
        "InitialRto(ms) InitialRtoMs CongestionProvider";
    enum pp_protocol protocol = PP_TCP;
    *ret_assumed = false;
    if (kind == PP_PS_GROUP && output->open.is_open &&
        output->kind == PP_PS_GROUP) {
        return output->open.section.protocol;
    }
    if (kind != PP_PS_SOCKET && kind != PP_PS_PORTS && kind != PP_PS_GROUP) {
        return PP_TCP;
    }
    if (find_stated_protocol(object, &protocol)) {
        return protocol;
    }
    if (pp_ps_has_any(object, of_tcp)) {
        return PP_TCP;
    }
    bool goes_on = output->open.is_open && output->kind == kind &&
                   output->open.section.protocol == output->command_protocol;
    if (output->has_command &&
        (goes_on || pp_context_is_near(context, output->command_nonblank))) {
        return output->command_protocol;
    }
    if (kind == PP_PS_GROUP) { /* known by a state, which UDP has not */
        return PP_TCP;
    }
    /* Get-NetUDPEndpoint shows two columns if nothing is selected. */
    if (kind == PP_PS_PORTS ||
        (object->pairs.count == 2 && pp_ps_has_any(object, "LocalAddress"))) {
        return PP_UDP;
    }
    *ret_assumed = true;
    return PP_TCP;
}

/* --- beginning and end ---------------------------------------------------- */

static enum pp_lister lister_of(const struct pp_section *section)
{
    return section->protocol == PP_UDP ? PP_LISTER_UDP : PP_LISTER_TCP;
}

enum pp_status pp_ps_close(struct pp_ps_output *output,
                           struct pp_context *context)
{
    output->kind = PP_PS_NONE;
    output->has_dynamic = false;
    if (output->open.is_open) {
        pp_context_end_listing(context, lister_of(&output->open.section));
    }
    return pp_section_close(&output->open, context);
}

enum pp_status pp_ps_enter(struct pp_ps_output *output,
                           struct pp_context *context,
                           struct pp_ps_object *object,
                           enum pp_ps_kind kind)
{
    bool is_assumed = false;
    enum pp_protocol protocol =
        protocol_of(output, context, object, kind, &is_assumed);
    struct pp_section *section = &output->open.section;
    if (output->open.is_open &&
        (output->kind != kind || section->protocol != protocol ||
         pp_section_has_new_listing(
             &output->open, context, lister_of(section)))) {
        PP_TRY(pp_ps_close(output, context));
    }
    if (output->open.is_open) {
        section->last_line = output->last_line;
        return PP_OK;
    }
    output->open = (struct pp_open_section){
        .section = {.format = pp_ps_is_systeminfo(object)
                                  ? PP_SECTION_SYSTEMINFO
                                  : output->format,
                    .capture = context->options.capture,
                    .has_protocol = kind == PP_PS_SOCKET ||
                                    kind == PP_PS_PORTS || kind == PP_PS_GROUP,
                    .protocol = protocol,
                    .is_protocol_assumed = is_assumed,
                    .first_line = output->first_line,
                    .last_line = output->last_line},
    };
    PP_TRY(pp_context_section(context, section, &output->open.index));
    output->open.is_open = true;
    pp_section_set_listing(&output->open, context, lister_of(section));
    output->kind = kind;
    output->has_dynamic = false;
    if (is_assumed) {
        const struct pp_diag draft = pp_context_draft_at(
            context, PP_DIAG_TABLE_PROTOCOL_ASSUMED, output->first_line);
        pp_diags_add(context->options.diags,
                     &draft,
                     "the output does not say tcp or udp, tcp is assumed");
    }
    return PP_OK;
}

enum pp_status pp_ps_open(struct pp_ps_output *output,
                          struct pp_context *context)
{
    PP_TRY(pp_ps_close(output, context));
    const enum pp_ps_kind kind = pp_ps_kind_of_heads(&output->heads);
    output->last_line = context->line_number;
    return kind == PP_PS_GROUP
               ? PP_OK
               : pp_ps_enter(output, context, &output->heads, kind);
}

void pp_ps_reject_line(struct pp_ps_output *output, struct pp_context *context)
{
    pp_context_take(context, PP_TAKE_REJECTED);
    output->last_line = context->line_number;
    output->open.section.last_line = context->line_number;
    output->open.section.complete = PP_NO;
}

enum pp_status pp_ps_lose_mappings(struct pp_ps_output *output,
                                   struct pp_context *context,
                                   struct pp_place place)
{
    struct pp_fact gap = {
        .kind = PP_FACT_GAP,
        .place = place,
        .range = {1, PP_PORT_MAX},
        .as.gap.kind = PP_GAP_LISTING,
    };
    if (output->last_line < place.line) {
        output->last_line = place.line;
    }
    if (!output->open.is_open || output->kind != PP_PS_NAT) {
        PP_TRY(pp_ps_enter(output, context, &output->object, PP_PS_HNS));
    }
    gap.section = output->open.index;
    gap.place.column += gap.place.column == 0; /* of a whole line */
    output->open.section.complete = PP_NO;
    for (int i = 0; i < PP_PROTOCOL_COUNT; i++) {
        gap.protocol = (enum pp_protocol)i;
        PP_TRY(pp_context_fact(context, &gap));
    }
    return PP_OK;
}
