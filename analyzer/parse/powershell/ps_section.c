/* Sections of PowerShell objects: their protocol, their beginning and end. */
#include "ps_section.h"

#include "base/bounds.h"

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

void pp_ps_note_command(struct pp_ps_output *output,
                        const struct pp_context *context,
                        struct pp_sv text)
{
    /* Every line comes here four times; few have a minus sign. */
    if (text.len == 0 || memchr(text.ptr, '-', text.len) == NULL) {
        return;
    }
    bool is_tcp = pp_sv_find_nocase(text, PP_SV("Get-NetTCP"), 0) != SIZE_MAX;
    bool is_udp = pp_sv_find_nocase(text, PP_SV("Get-NetUDP"), 0) != SIZE_MAX;
    if (is_tcp || is_udp) {
        output->has_command = is_tcp != is_udp;
        output->command_protocol = is_udp ? PP_UDP : PP_TCP;
        output->command_nonblank = context->nonblank_line;
    }
}

/* The class that `Select-Object *` and JSON show, or a column of its own. */
static bool find_stated_protocol(const struct pp_ps_object *object,
                                 enum pp_protocol *ret_protocol)
{
    const struct pp_sv class_name = pp_ps_value_of(object, "CimClass");
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
    if (kind != PP_PS_SOCKET && kind != PP_PS_PORTS) {
        return PP_TCP;
    }
    if (find_stated_protocol(object, &protocol)) {
        return protocol;
    }
    if (pp_ps_has_any(object, of_tcp)) {
        return PP_TCP;
    }
    if (output->has_command &&
        pp_context_is_near(context, output->command_nonblank)) {
        return output->command_protocol;
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

enum pp_status pp_ps_close(struct pp_ps_output *output,
                           struct pp_context *context)
{
    output->kind = PP_PS_NONE;
    output->has_dynamic = false;
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
        (output->kind != kind || section->protocol != protocol)) {
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
                    .has_protocol = kind == PP_PS_SOCKET || kind == PP_PS_PORTS,
                    .protocol = protocol,
                    .is_protocol_assumed = is_assumed,
                    .first_line = output->first_line,
                    .last_line = output->last_line},
    };
    PP_TRY(pp_context_section(context, section, &output->open.index));
    output->open.is_open = true;
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
    output->last_line = context->line_number;
    return pp_ps_enter(
        output, context, &output->heads, pp_ps_kind_of_heads(&output->heads));
}

void pp_ps_reject_line(struct pp_ps_output *output, struct pp_context *context)
{
    pp_context_take(context, PP_TAKE_REJECTED);
    output->last_line = context->line_number;
    output->open.section.last_line = context->line_number;
    output->open.section.complete = PP_NO;
}
