/* Sections of PowerShell objects: their protocol, their beginning and end. */
#include "ps_section.h"

#include "ps_facts.h"
#include "ps_kind.h"

void pp_ps_output_done(struct pp_ps_output *output)
{
    pp_buf_done(&output->scratch);
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

/* --- the protocol ----------------------------------------------------------
 */

static bool is_named(const struct pp_ps_object *object,
                     const char *const *names,
                     size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (pp_ps_find(object, names[i]) != NULL) {
            return true;
        }
    }
    return false;
}

/* The class that `Select-Object *` and JSON show, or a column of its own. */
static bool find_stated_protocol(const struct pp_ps_object *object,
                                 enum pp_protocol *ret_protocol)
{
    const struct pp_ps_pair *pair = pp_ps_find_set(object, "Protocol");
    if (pair != NULL &&
        pp_protocol_parse(pp_ps_value(object, pair), ret_protocol)) {
        return true;
    }
    pair = pp_ps_find_set(object, "CimClass");
    const struct pp_sv text =
        pair != NULL ? pp_ps_value(object, pair) : (struct pp_sv){NULL, 0};
    if (pp_sv_find_nocase(text, PP_SV("MSFT_NetUDP"), 0) != SIZE_MAX) {
        *ret_protocol = PP_UDP;
        return true;
    }
    *ret_protocol = PP_TCP;
    return pp_sv_find_nocase(text, PP_SV("MSFT_NetTCP"), 0) != SIZE_MAX;
}

/* Properties that only TCP's objects have. */
static bool is_tcp_by_names(const struct pp_ps_object *object)
{
    static const char *const names[] = {
        "RemotePort",
        "RemoteAddress",
        "State",
        "AppliedSetting",
        "SettingName",
        "AutoReusePortRangeStartPort",
        "InitialRto(ms)",
        "AutoReusePortRangeNumberOfPorts",
        "InitialRtoMs",
        "CongestionProvider",
    };
    return is_named(object, names, PP_ARRAY_LEN(names));
}

/* What Get-NetUDPEndpoint shows if nothing is selected. */
static bool is_udp_view(const struct pp_ps_object *object)
{
    return object->pairs.count == 2 &&
           pp_ps_find(object, "LocalAddress") != NULL;
}

static enum pp_protocol protocol_of(const struct pp_ps_output *output,
                                    const struct pp_context *context,
                                    const struct pp_ps_object *object,
                                    enum pp_ps_kind kind,
                                    bool *ret_assumed)
{
    enum pp_protocol protocol = PP_TCP;
    *ret_assumed = false;
    if (kind != PP_PS_SOCKET && kind != PP_PS_PORTS) {
        return PP_TCP;
    }
    if (find_stated_protocol(object, &protocol)) {
        return protocol;
    }
    if (is_tcp_by_names(object)) {
        return PP_TCP;
    }
    if (output->has_command &&
        pp_context_is_near(context, output->command_nonblank)) {
        return output->command_protocol;
    }
    if (kind == PP_PS_PORTS || is_udp_view(object)) {
        return PP_UDP;
    }
    *ret_assumed = true;
    return PP_TCP;
}

/* --- beginning and end --------------------------------------------------- */

static void report_assumed(struct pp_context *context, uint64_t line)
{
    struct pp_diag draft =
        pp_context_draft_at(context, PP_DIAG_TABLE_PROTOCOL_ASSUMED, line);
    pp_diags_add(context->options.diags,
                 &draft,
                 "the output does not say tcp or udp, tcp is assumed");
}

enum pp_status pp_ps_close(struct pp_ps_output *output,
                           struct pp_context *context)
{
    output->kind = PP_PS_NONE;
    output->has_dynamic = false;
    return pp_section_close(&output->open, context);
}

enum pp_status pp_ps_enter(struct pp_ps_output *output,
                           struct pp_context *context,
                           const struct pp_ps_object *object,
                           enum pp_ps_kind kind,
                           const struct pp_ps_lines *lines)
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
        section->last_line = lines->last;
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
                    .first_line = lines->first,
                    .last_line = lines->last},
    };
    PP_TRY(pp_context_section(context, section, &output->open.index));
    output->open.is_open = true;
    output->kind = kind;
    output->has_dynamic = false;
    if (is_assumed) {
        report_assumed(context, lines->first);
    }
    return PP_OK;
}

enum pp_status pp_ps_open(struct pp_ps_output *output,
                          struct pp_context *context,
                          const struct pp_ps_object *heads,
                          const struct pp_ps_lines *lines)
{
    PP_TRY(pp_ps_close(output, context));
    return pp_ps_enter(
        output, context, heads, pp_ps_kind_of_heads(heads), lines);
}
