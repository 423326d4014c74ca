/*
 * An SNMP walk of tcpConnTable and its kin: sockets, in a form that portplan
 * does not read. That is said once, so that nobody takes its silence for free
 * ports.
 */
#include "parse/line/label.h"
#include "parse/line/parser.h"
#include "parse/line/parsers.h"

struct snmp {
    bool is_told;
};

/* tcpConnTable, tcpConnectionTable, tcpListenerTable and udpTable: their names
 * in RFC 1213 and RFC 4022, and the number of the first three. */
static bool is_socket_row(struct pp_sv text)
{
    static const struct pp_sv starts[] = {
        PP_SV_INIT("TCP-MIB::tcpConn"),
        PP_SV_INIT("TCP-MIB::tcpListener"),
        PP_SV_INIT("RFC1213-MIB::tcpConn"),
        PP_SV_INIT("tcpConnState."),
        PP_SV_INIT("tcpConnLocalPort."),
        PP_SV_INIT("SNMPv2-SMI::mib-2.6.13."),
        PP_SV_INIT("SNMPv2-SMI::mib-2.6.19."),
        PP_SV_INIT("SNMPv2-SMI::mib-2.6.20."),
        PP_SV_INIT("iso.3.6.1.2.1.6.13."),
        PP_SV_INIT("iso.3.6.1.2.1.6.19."),
        PP_SV_INIT("iso.3.6.1.2.1.6.20."),
        PP_SV_INIT("1.3.6.1.2.1.6.13."),
        PP_SV_INIT("1.3.6.1.2.1.6.19."),
        PP_SV_INIT("1.3.6.1.2.1.6.20."),
    };
    if (text.len > 0 && text.ptr[0] == '.') {
        text = pp_sv_sub(text, 1, SIZE_MAX);
    }
    for (size_t i = 0; i < PP_ARRAY_LEN(starts); i++) {
        if (pp_sv_starts_nocase(text, starts[i])) {
            /* Behind the index stands the value. */
            return pp_sv_find(text, PP_SV(" "), starts[i].len) != SIZE_MAX;
        }
    }
    return false;
}

static enum pp_status
snmp_take(void *state, struct pp_context *context, const struct pp_offer *offer)
{
    struct snmp *snmp = state;
    struct pp_sv text = pp_offer_clean(offer);
    if (!is_socket_row(text)) {
        return PP_OK;
    }
    pp_context_take(context, PP_TAKE_IGNORED);
    if (!snmp->is_told) {
        const struct pp_diag draft =
            pp_context_draft(context, PP_DIAG_SNMP_WALK, text);
        snmp->is_told = true;
        pp_diags_add(context->options.diags,
                     &draft,
                     "sockets in a walk of SNMP are not read; netstat -ano has "
                     "them too");
    }
    return PP_OK;
}

const struct pp_parser pp_parser_snmp = {
    .name = "snmp",
    .state_size = sizeof(struct snmp),
    .take = snmp_take,
};
