/*
 * Ports as the step language writes them: `tcp 55500+100`, `443/udp`.
 */
#include "step_ports.h"

#include "portplan/range.h"

static const char *const protocols[] = {[PP_TCP] = "tcp", [PP_UDP] = "udp"};

static const char ports_wanted[] =
    "expected a port or a range such as 55500-55599 or 55500+100";

/* Takes `/tcp` or `/udp` off the end. */
static struct pp_sv take_suffix(struct pp_sv text, enum pp_protocol *protocol)
{
    size_t slash = pp_sv_find(text, PP_SV("/"), 0);
    if (slash != SIZE_MAX &&
        pp_protocol_parse(pp_sv_sub(text, slash + 1, text.len), protocol)) {
        text.len = slash;
    }
    return text;
}

/* A port, `a-b` or `a+n`, of any size. */
static bool read_ports(struct pp_sv text, struct pps_ports *ret_ports)
{
    struct pps_ports ports = {0, 1};
    size_t plus = pp_sv_find(text, PP_SV("+"), 0);
    size_t dash = pp_sv_find(text, PP_SV("-"), 0);
    size_t split = plus != SIZE_MAX ? plus : dash;
    struct pp_sv second = {NULL, 0};
    if (split != SIZE_MAX) {
        second = pp_sv_sub(text, split + 1, text.len);
        text.len = split;
    }
    if (!pps_step_number(text, false, &ports.start)) {
        return false;
    }
    if (split != SIZE_MAX && !pps_step_number(second, false, &ports.count)) {
        return false;
    }
    if (split != SIZE_MAX && plus == SIZE_MAX) {
        if (ports.count < ports.start || ports.count == UINT32_MAX) {
            return false;
        }
        ports.count = ports.count - ports.start + 1;
    }
    *ret_ports = ports;
    return true;
}

/* `[tcp|udp] PORTS`, with the protocol in front or behind a slash. */
void pps_step_take_ports(struct step_parser *parser)
{
    size_t protocol = PP_TCP;
    if (pps_step_keyword_find(protocols,
                              PP_ARRAY_LEN(protocols),
                              pps_step_peek(parser),
                              &protocol) == STEP_MATCH_ONE) {
        pps_step_take(parser);
    }
    parser->step.protocol = (enum pp_protocol)protocol;
    struct pp_sv written = pps_step_take(parser);
    struct pp_sv text = take_suffix(written, &parser->step.protocol);
    if (!read_ports(text, &parser->step.ports)) {
        pps_step_refuse(parser, written, ports_wanted);
    }
}

/* Where ports that do not exist have no answer of Windows. */
void pps_step_take_real_ports(struct step_parser *parser)
{
    pps_step_take_ports(parser);
    struct pp_range range;
    if (!parser->has_failed &&
        (parser->step.ports.start == 0 ||
         !pp_range_from_count(
             parser->step.ports.start, parser->step.ports.count, &range))) {
        pps_step_refuse(parser,
                        parser->words.items[parser->words.at - 1],
                        "ports go from 1 to 65535");
    }
}
