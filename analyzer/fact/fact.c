/* The words for the small enums of facts, as JSON and people read them. */
#include "portplan/fact.h"

const char *pp_protocol_name(enum pp_protocol protocol)
{
    return protocol == PP_TCP ? "tcp" : "udp";
}

bool pp_protocol_parse(struct pp_sv text, enum pp_protocol *ret)
{
    if (pp_sv_equal_nocase(text, PP_SV("tcp"))) {
        *ret = PP_TCP;
        return true;
    }
    if (pp_sv_equal_nocase(text, PP_SV("udp"))) {
        *ret = PP_UDP;
        return true;
    }
    return false;
}

const char *pp_family_name(enum pp_family family)
{
    switch (family) {
    case PP_FAMILY_UNKNOWN:
        return NULL;
    case PP_FAMILY_IPV4:
        return "ipv4";
    case PP_FAMILY_IPV6:
        return "ipv6";
    case PP_FAMILY_BOTH:
        return "both";
    }
    return NULL;
}

const char *pp_store_name(enum pp_store store)
{
    return store == PP_STORE_ACTIVE ? "active" : "persistent";
}

const char *pp_section_format_name(enum pp_section_format format)
{
    static const char *const names[] = {
#define PP_FORMAT(id, name, words) [PP_SECTION_##id] = (name),
#include "portplan/formats.def"
#undef PP_FORMAT
    };
    return names[format];
}

const char *pp_section_format_words(enum pp_section_format format)
{
    static const char *const all_words[] = {
#define PP_FORMAT(id, name, words) [PP_SECTION_##id] = (words),
#include "portplan/formats.def"
#undef PP_FORMAT
    };
    return all_words[format];
}

const char *pp_fact_kind_name(enum pp_fact_kind kind)
{
    static const char *const names[] = {
        [PP_FACT_EXCLUDED] = "excluded",
        [PP_FACT_DYNAMIC] = "dynamic",
        [PP_FACT_SOCKET] = "socket",
        [PP_FACT_REGISTRY] = "registry",
        [PP_FACT_OS] = "os",
        [PP_FACT_HOTFIX] = "hotfix",
        [PP_FACT_SERVICE] = "service",
        [PP_FACT_FEATURE] = "feature",
        [PP_FACT_SETTING] = "setting",
        [PP_FACT_URL] = "url",
        [PP_FACT_BIND_ERROR] = "bind-error",
        [PP_FACT_COMMAND] = "command",
        [PP_FACT_GAP] = "gap",
        [PP_FACT_MENTION] = "mention",
        [PP_FACT_SOCKET_COUNT] = "socket-count",
        [PP_FACT_PROCESS] = "process",
        [PP_FACT_EXHAUSTION] = "exhaustion",
        [PP_FACT_HELD] = "held",
    };
    return names[kind];
}

const char *pp_mention_kind_name(enum pp_mention_kind kind)
{
    static const char *const names[PP_MENTION_KIND_COUNT] = {
        [PP_MENTION_FILTER] = "filter",
        [PP_MENTION_COMPOSE] = "compose",
        [PP_MENTION_CODE] = "code",
        [PP_MENTION_NOTE] = "note",
        [PP_MENTION_TEXT] = "note",
    };
    return names[kind];
}

bool pp_fact_mentions(const struct pp_fact *fact,
                      enum pp_mention_kind *ret_kind)
{
    bool reserves_one = fact->kind == PP_FACT_COMMAND &&
                        !fact->as.command.is_dynamic &&
                        fact->as.command.verb == PP_COMMAND_ADD &&
                        fact->range.first == fact->range.last;
    *ret_kind =
        fact->kind == PP_FACT_MENTION ? fact->as.mention.kind : PP_MENTION_CODE;
    return fact->kind == PP_FACT_MENTION || reserves_one;
}

const char *pp_exhaustion_sign_name(enum pp_exhaustion_sign sign)
{
    static const char *const names[PP_SIGN_COUNT] = {
        [PP_SIGN_NO_BUFFER] = "10055",
        [PP_SIGN_EVENT_4227] = "4227",
        [PP_SIGN_EVENT_4231] = "4231",
        [PP_SIGN_EVENT_4266] = "4266",
        [PP_SIGN_CONNECT_IN_USE] = "10048",
        [PP_SIGN_NO_ADDRESS] = "eaddrnotavail",
    };
    return names[sign];
}

const char *pp_held_kind_name(enum pp_held_kind kind)
{
    static const char *const names[] = {
        [PP_HELD_NAT] = "nat",
        [PP_HELD_HNS] = "hns",
        [PP_HELD_RRAS] = "rras",
    };
    return names[kind];
}

const char *pp_gap_kind_name(enum pp_gap_kind kind)
{
    static const char *const names[] = {
        [PP_GAP_ELIDED] = "rows-missing",
        [PP_GAP_UNREADABLE] = "row-unreadable",
        [PP_GAP_CUT] = "table-cut",
        [PP_GAP_QUOTED] = "table-quoted",
        [PP_GAP_CONFLICT] = "sections-conflict",
        [PP_GAP_COMMAND] = "command-unconfirmed",
        [PP_GAP_LISTING] = "listing-cut",
        [PP_GAP_PUBLISHED] = "published-port",
    };
    return names[kind];
}

bool pp_gap_is_of_table(enum pp_gap_kind kind)
{
    return kind < PP_GAP_COMMAND;
}

const char *pp_socket_state_name(enum pp_socket_state state)
{
    static const char *const names[] = {
        [PP_SOCKET_NONE] = NULL,
        [PP_SOCKET_LISTENING] = "listening",
        [PP_SOCKET_BOUND] = "bound",
        [PP_SOCKET_ESTABLISHED] = "established",
        [PP_SOCKET_TIME_WAIT] = "time-wait",
        [PP_SOCKET_CLOSE_WAIT] = "close-wait",
        [PP_SOCKET_SYN_SENT] = "syn-sent",
        [PP_SOCKET_SYN_RECEIVED] = "syn-received",
        [PP_SOCKET_FIN_WAIT_1] = "fin-wait-1",
        [PP_SOCKET_FIN_WAIT_2] = "fin-wait-2",
        [PP_SOCKET_CLOSING] = "closing",
        [PP_SOCKET_LAST_ACK] = "last-ack",
        [PP_SOCKET_OTHER] = "other",
    };
    return names[state];
}

const char *pp_registry_type_name(enum pp_registry_type type)
{
    static const char *const names[] = {
        [PP_REG_SZ] = "sz",
        [PP_REG_EXPAND_SZ] = "expand_sz",
        [PP_REG_MULTI_SZ] = "multi_sz",
        [PP_REG_DWORD] = "dword",
        [PP_REG_QWORD] = "qword",
        [PP_REG_BINARY] = "binary",
        [PP_REG_DELETED] = "deleted",
    };
    return names[type];
}
