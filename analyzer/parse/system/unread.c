/*
 * Listings of ports that portplan does not read: walks of SNMP over
 * tcpConnTable and its kin, and hnsdiag's tables, which leave the ports out.
 * That is said once of each, so that nobody takes silence for free ports.
 */
#include "base/bytes.h"
#include "parse/line/label.h"
#include "parse/line/parser.h"
#include "parse/line/parsers.h"

/* tcpConnTable, tcpConnectionTable, tcpListenerTable and udpTable: their names
 * in RFC 1213 and RFC 4022, and the number of the first three. */
static bool is_snmp_row(struct pp_sv text)
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

/* Heads of hnsdiag's endpoints and load balancers, and the first line of a load
 * balancer where each is a block. */
static bool is_hnsdiag(struct pp_sv text)
{
    bool is_table = pp_sv_ends(text, PP_SV("| Direct IP IDs")) ||
                    (pp_sv_starts(text, PP_SV("Name ")) &&
                     pp_sv_ends(text, PP_SV(" Virtual Network Name")));
    struct pp_label line;
    return is_table || (pp_label_split(text, &line) &&
                        pp_sv_equal(line.label, PP_SV("Load Balancer")) &&
                        line.value.len == 36 &&
                        pp_is_all_of(line.value, PP_HEX_DIGITS "-"));
}

static const struct {
    bool (*is_line)(struct pp_sv text);
    const char *message;
} listings[] = {
    {is_snmp_row,
     "sockets in a walk of SNMP are not read; netstat -ano has them too"},
    {is_hnsdiag,
     "hnsdiag shows no ports here; hnsdiag list all -d shows those that "
     "HNS holds"},
};

struct unread {
    bool is_told[PP_ARRAY_LEN(listings)];
};

static enum pp_status unread_take(void *state,
                                  struct pp_context *context,
                                  const struct pp_offer *offer)
{
    struct unread *unread = state;
    const struct pp_sv text = pp_offer_clean(offer);
    for (size_t i = 0; i < PP_ARRAY_LEN(listings); i++) {
        if (!listings[i].is_line(text)) {
            continue;
        }
        pp_context_take(context, PP_TAKE_IGNORED);
        if (!unread->is_told[i]) {
            const struct pp_diag draft =
                pp_context_draft(context, PP_DIAG_UNREAD_LISTING, text);
            unread->is_told[i] = true;
            pp_diags_add(
                context->options.diags, &draft, "%s", listings[i].message);
        }
        return PP_OK;
    }
    return PP_OK;
}

const struct pp_parser pp_parser_unread = {
    .name = "listings that are not read",
    .state_size = sizeof(struct unread),
    .take = unread_take,
};
