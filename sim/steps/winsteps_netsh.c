/*
 * netsh about other things than exclusions and dynamic ranges, which
 * parse/line/netsh_command.c reads: port proxies are sockets; URLs, firewall
 * rules and resets change nothing here, and say why.
 */
#include "winsteps_netsh.h"

/* Whether the word is the keyword, cut to `min_len` bytes or more. */
static bool is_cut(struct pp_sv word, const char *keyword, size_t min_len)
{
    return word.len >= min_len &&
           pp_sv_starts_nocase(pp_sv_from(keyword), word);
}

/* The value of `name=value`, or of the word at that place among those without
 * a name. */
static struct pp_sv
argument(const struct step_parser *parser, const char *name, size_t place)
{
    size_t nameless = 0;
    for (size_t i = parser->words.at; i < parser->words.count; i++) {
        struct pp_sv word = parser->words.items[i];
        size_t equals = pp_sv_find(word, PP_SV("="), 0);
        if (equals == SIZE_MAX) {
            if (nameless == place) {
                return word;
            }
            nameless++;
        } else if (is_cut(pp_sv_sub(word, 0, equals), name, 7)) {
            return pps_step_unquote(pp_sv_sub(word, equals + 1, word.len));
        }
    }
    return parser->words.end;
}

/* `portproxy add v4tov4 listenport=8080 listenaddress=0.0.0.0 ...` */
static void parse_proxy(struct step_parser *parser, enum pps_step_kind kind)
{
    struct pp_sv direction = pps_step_take(parser);
    bool is_v6 = pp_sv_starts_nocase(direction, PP_SV("v6"));
    struct pp_sv port = argument(parser, "listenport", 0);
    struct pp_sv address =
        argument(parser, "listenaddress", kind == PPS_STEP_BIND ? 3 : 1);
    uint32_t number = 0;
    if (!pp_sv_to_u32(port, PP_PORT_MAX, &number) || number == 0) {
        pps_step_refuse(parser, port, "expected listenport=PORT");
        return;
    }
    parser->step.kind = kind;
    parser->step.remark =
        kind == PPS_STEP_BIND ? PPS_REMARK_PROXY : PPS_REMARK_NONE;
    parser->step.ports = (struct pps_ports){number, 1};
    if (kind == PPS_STEP_BIND &&
        !pp_address_parse(address, &parser->step.address)) {
        (void)pp_address_parse(is_v6 ? PP_SV("::") : PP_SV("0.0.0.0"),
                               &parser->step.address);
    }
}

static bool parse_portproxy(struct step_parser *parser)
{
    struct pp_sv verb = pps_step_take(parser);
    if (is_cut(verb, "reset", 1)) {
        /* What IP Helper holds, it holds for proxies. */
        parser->step.kind = PPS_STEP_KILL;
        parser->step.name = PP_SV("iphlpsvc");
        return true;
    }
    bool is_add = is_cut(verb, "add", 1) || is_cut(verb, "set", 2);
    if (!is_add && !is_cut(verb, "delete", 2)) {
        parser->step.kind = PPS_STEP_QUERY;
        return is_cut(verb, "show", 2) || is_cut(verb, "dump", 2);
    }
    parse_proxy(parser, is_add ? PPS_STEP_BIND : PPS_STEP_CLOSE);
    return true;
}

static bool parse_http(struct step_parser *parser)
{
    struct pp_sv verb = pps_step_take(parser);
    struct pp_sv object = pps_step_take(parser);
    if (is_cut(verb, "show", 2) || is_cut(verb, "dump", 2)) {
        parser->step.kind = PPS_STEP_QUERY;
        return true;
    }
    parser->step.remark =
        is_cut(object, "iplisten", 1) ? PPS_REMARK_LISTEN : PPS_REMARK_URL;
    return is_cut(verb, "add", 1) || is_cut(verb, "delete", 2) ||
           is_cut(verb, "update", 1) || is_cut(verb, "flush", 1);
}

/* `ip`, `ipv4`, `ipv6`, `tcp`, ... A misspelled excludedportrange is none of
 * these objects. */
static bool parse_family(struct step_parser *parser)
{
    static const char *const objects[] = {"address",
                                          "dns",
                                          "dnsservers",
                                          "global",
                                          "interface",
                                          "neighbors",
                                          "route",
                                          "subinterface",
                                          "winsservers",
                                          "compartment",
                                          "supplemental",
                                          "heuristics",
                                          "chimneystats",
                                          "prefixpolicy",
                                          "teredo",
                                          "subinterfaces",
                                          "interfaces",
                                          NULL};
    struct pp_sv verb = pps_step_take(parser);
    struct pp_sv object = pps_step_peek(parser);
    if (is_cut(verb, "reset", 1)) {
        parser->step.remark = PPS_REMARK_RESET;
        return true;
    }
    if (is_cut(verb, "show", 2) || is_cut(verb, "dump", 2)) {
        parser->step.kind = PPS_STEP_QUERY;
        return true;
    }
    return (is_cut(verb, "set", 2) || is_cut(verb, "add", 1) ||
            is_cut(verb, "delete", 2)) &&
           pps_step_word_is_any(object, objects);
}

static bool parse_interface(struct step_parser *parser)
{
    static const char *const families[] = {
        "ip", "ipv4", "ipv6", "tcp", "udp", "teredo", "6to4", "isatap", NULL};
    struct pp_sv context = pps_step_take(parser);
    if (is_cut(context, "portproxy", 2)) {
        return parse_portproxy(parser);
    }
    if (is_cut(context, "show", 2)) {
        parser->step.kind = PPS_STEP_QUERY;
        return true;
    }
    if (is_cut(context, "set", 2)) {
        return true; /* netsh interface set interface "..." disable */
    }
    return pps_step_word_is_any(context, families) && parse_family(parser);
}

static bool parse_winsock(struct step_parser *parser)
{
    struct pp_sv verb = pps_step_take(parser);
    parser->step.kind =
        is_cut(verb, "show", 2) ? PPS_STEP_QUERY : PPS_STEP_OTHER;
    parser->step.remark =
        is_cut(verb, "reset", 1) ? PPS_REMARK_WINSOCK : PPS_REMARK_NONE;
    return is_cut(verb, "show", 2) || is_cut(verb, "reset", 1) ||
           is_cut(verb, "remove", 3);
}

bool pps_step_parse_netsh(struct step_parser *parser)
{
    static const char *const others[] = {"winhttp",
                                         "wlan",
                                         "lan",
                                         "trace",
                                         "dnsclient",
                                         "namespace",
                                         "bridge",
                                         "dhcpclient",
                                         NULL};
    struct pp_sv context = pps_step_take(parser);
    for (size_t i = 0; i < parser->words.count; i++) {
        if (i >= parser->words.at &&
            is_cut(parser->words.items[i], "show", 2) &&
            (is_cut(context, "advfirewall", 3) ||
             pps_step_word_is_any(context, others))) {
            parser->step.kind = PPS_STEP_QUERY;
            return true;
        }
    }
    if (is_cut(context, "advfirewall", 3) || is_cut(context, "firewall", 4)) {
        parser->step.remark = PPS_REMARK_FIREWALL;
        return true;
    }
    if (is_cut(context, "interface", 3)) {
        return parse_interface(parser);
    }
    if (is_cut(context, "http", 3)) {
        return parse_http(parser);
    }
    if (is_cut(context, "winsock", 5)) {
        return parse_winsock(parser);
    }
    return pps_step_word_is_any(context, others);
}
