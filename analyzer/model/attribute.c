/* Who made an exclusion, by its shape. */
#include "attribute.h"

#include "portplan/range.h"

#include "fact/registry.h"

struct verdict {
    enum pp_owner owner;
    enum pp_confidence confidence;
    const char *reason;
};

/* HNS registers 50000+60 with a star of its own, EnableExcludedPortRange
 * (docs/ports-on-windows.md#hns-excluded-range). */
static bool is_hns_range(struct pp_range range)
{
    return range.first == 50000 && range.last == 50059;
}

bool pp_is_block(struct pp_range range)
{
    uint32_t count = pp_range_count(range);
    return count == 100 || count == 64 || count == 10;
}

static struct verdict judge_administered(struct pp_range range)
{
    if (is_hns_range(range)) {
        return (struct verdict){PP_OWNER_HNS_EXCLUDED_RANGE,
                                PP_CONFIDENCE_CERTAIN,
                                "administered, the range HNS makes itself"};
    }
    return (struct verdict){PP_OWNER_ADMINISTRATOR,
                            PP_CONFIDENCE_LIKELY,
                            "administered, not HNS's 50000+60"};
}

/* Ports that Windows' own HTTP.sys registrations take
 * (docs/ports-on-windows.md#http-sys). */
static struct verdict judge_single(uint16_t port)
{
    static const struct {
        uint16_t port;
        const char *reason;
    } known[] = {
        {80, "single port, HTTP over http.sys"},
        {443, "single port, HTTPS over http.sys"},
        {2869, "single port, UPnP over http.sys"},
        {5357, "single port, WSDAPI over http.sys"},
        {5358, "single port, WSDAPI over http.sys"},
        {5985, "single port, WinRM over http.sys"},
        {5986, "single port, WinRM over http.sys"},
        {10243, "single port, media sharing over http.sys"},
        {47001, "single port, WinRM over http.sys"},
    };
    for (size_t i = 0; i < PP_ARRAY_LEN(known); i++) {
        if (known[i].port == port) {
            return (struct verdict){
                PP_OWNER_HTTP_SYS, PP_CONFIDENCE_LIKELY, known[i].reason};
        }
    }
    return (struct verdict){
        PP_OWNER_UNKNOWN,
        PP_CONFIDENCE_NONE,
        "single port: http.sys, a published port or a program"};
}

static struct verdict judge_hundred(struct pp_range range,
                                    const struct pp_dynamic *dynamic)
{
    bool is_inside = pp_range_covers(dynamic->range, range);
    if (dynamic->basis == PP_BASIS_ASSUMED) {
        return (struct verdict){
            PP_OWNER_WINNAT, PP_CONFIDENCE_LIKELY, "block of 100"};
    }
    if (is_inside) {
        return (struct verdict){PP_OWNER_WINNAT,
                                PP_CONFIDENCE_CERTAIN,
                                "block of 100 inside the dynamic range"};
    }
    return (struct verdict){PP_OWNER_WINNAT,
                            PP_CONFIDENCE_LIKELY,
                            "block of 100, made before the range changed"};
}

static struct verdict judge_plain(struct pp_range range,
                                  const struct pp_dynamic *dynamic)
{
    switch (pp_range_count(range)) {
    case 1:
        return judge_single(range.first);
    case 10:
        return (struct verdict){PP_OWNER_WINNAT,
                                PP_CONFIDENCE_LIKELY,
                                "block of 10, as Windows 10 1709 makes"};
    case 64:
        return (struct verdict){PP_OWNER_HNS_LOAD_BALANCER,
                                PP_CONFIDENCE_LIKELY,
                                "block of 64, an HNS load balancer's"};
    case 100:
        return judge_hundred(range, dynamic);
    default:
        return (struct verdict){PP_OWNER_UNKNOWN,
                                PP_CONFIDENCE_NONE,
                                "not a length that Windows itself reserves"};
    }
}

void pp_attribute_exclusion(struct pp_exclusion *exclusion,
                            const struct pp_dynamic *dynamic)
{
    struct verdict verdict;
    if (exclusion->is_administered == PP_YES) {
        verdict = judge_administered(exclusion->range);
    } else if (exclusion->is_administered == PP_UNKNOWN &&
               is_hns_range(exclusion->range)) {
        verdict = (struct verdict){PP_OWNER_HNS_EXCLUDED_RANGE,
                                   PP_CONFIDENCE_LIKELY,
                                   "HNS's own range, its `*` was lost"};
    } else {
        verdict = judge_plain(exclusion->range, dynamic);
    }
    exclusion->owner = verdict.owner;
    exclusion->confidence = verdict.confidence;
    exclusion->reason = verdict.reason;
}

bool pp_holds_every_block(struct pp_range dynamic,
                          const struct pp_exclusion *exclusions,
                          size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (exclusions[i].is_administered != PP_YES &&
            pp_is_block(exclusions[i].range) &&
            !pp_range_covers(dynamic, exclusions[i].range)) {
            return false;
        }
    }
    return true;
}

/* wininit, eventlog, lsass and their kin listen from the start of the range +
 * 512 on: 49664, or 1536 (docs/ports-on-windows.md#dynamic-range). */
enum {
    LOW_LISTENERS_FIRST = 1536,
    HIGH_LISTENERS_FIRST = 49664,
    LISTENERS = 6,       /* that a boot has at least */
    LISTENERS_ENOUGH = 3 /* programs may have one or two of these ports */
};

static bool is_listening(const struct pp_socket *socket)
{
    return pp_sv_equal(socket->state,
                       pp_sv_from(pp_socket_state_name(PP_SOCKET_LISTENING)));
}

/* How many of the first ports for listeners of a boot have one. */
static unsigned
count_listeners(const struct pp_socket *sockets, size_t count, uint16_t first)
{
    bool is_seen[LISTENERS] = {false};
    unsigned seen = 0;
    for (size_t i = 0; i < count; i++) {
        uint16_t port = sockets[i].port;
        if (port < first || port >= first + LISTENERS ||
            !is_listening(&sockets[i])) {
            continue;
        }
        seen += !is_seen[port - first];
        is_seen[port - first] = true;
    }
    return seen;
}

bool pp_listeners_are_low(const struct pp_socket *sockets, size_t count)
{
    return count_listeners(sockets, count, LOW_LISTENERS_FIRST) >=
               LISTENERS_ENOUGH &&
           count_listeners(sockets, count, HIGH_LISTENERS_FIRST) == 0;
}

static bool has_listener(const struct pp_range_evidence *evidence,
                         uint16_t port)
{
    for (size_t i = 0; i < evidence->socket_count; i++) {
        if (evidence->sockets[i].port == port &&
            is_listening(&evidence->sockets[i])) {
            return true;
        }
    }
    return false;
}

/* Whether the range has the local ports of all connections that this machine
 * made: no listener has their port. */
static bool holds_connections(struct pp_range dynamic,
                              const struct pp_range_evidence *evidence)
{
    const char *established = pp_socket_state_name(PP_SOCKET_ESTABLISHED);
    for (size_t i = 0; i < evidence->socket_count; i++) {
        const struct pp_socket *socket = &evidence->sockets[i];
        if (pp_sv_equal(socket->state, pp_sv_from(established)) &&
            socket->port >= dynamic.first &&
            !pp_range_contains(dynamic, socket->port) &&
            !has_listener(evidence, socket->port)) {
            return false;
        }
    }
    return true;
}

/* The ranges that captures show (docs/ports-on-windows.md#dynamic-range):
 * the default since Vista, and the two that start at 1024. */
static const struct {
    struct pp_range range;
    const char *by_blocks;
    const char *by_listeners;
} known_ranges[] = {
    {{49152, 65535}, "the default since Vista; no block contradicts it", NULL},
    {{1024, 15000},
     "1024+13977, the smallest usual range that contains every block",
     "1024+13977: listeners from 1536 on say that it starts at 1024 or 1025"},
    {{1024, 65534},
     "1024+64511, the smallest usual range that contains every block",
     "1024+64511: listeners from 1536 on say that it starts at 1024 or 1025"},
};

struct pp_dynamic pp_assume_dynamic(const struct pp_range_evidence *evidence)
{
    bool is_low =
        pp_listeners_are_low(evidence->sockets, evidence->socket_count);
    size_t last = PP_ARRAY_LEN(known_ranges) - 1;
    size_t found = is_low ? 1 : 0;
    while (
        found < last &&
        (!pp_holds_every_block(known_ranges[found].range,
                               evidence->exclusions,
                               evidence->exclusion_count) ||
         (is_low && !holds_connections(known_ranges[found].range, evidence)))) {
        found++;
    }
    return (struct pp_dynamic){
        .range = known_ranges[found].range,
        .basis = PP_BASIS_ASSUMED,
        .reason = is_low ? known_ranges[found].by_listeners
                         : known_ranges[found].by_blocks,
    };
}

bool pp_find_preallocated(const struct pp_fact *facts,
                          size_t count,
                          enum pp_protocol protocol,
                          struct pp_range *ret_row)
{
    bool is_tcp = protocol == PP_TCP;
    uint64_t start = 0;
    uint64_t ports = 0;
    for (size_t i = 0; i < count; i++) {
        if (facts[i].kind != PP_FACT_REGISTRY) {
            continue;
        }
        enum pp_known_value known =
            pp_known_value_of_fact(&facts[i].as.registry);
        if (known == (is_tcp ? PP_KNOWN_PREALLOCATE_TCP_START
                             : PP_KNOWN_PREALLOCATE_UDP_START)) {
            start = facts[i].as.registry.number;
        } else if (known == (is_tcp ? PP_KNOWN_PREALLOCATE_TCP_COUNT
                                    : PP_KNOWN_PREALLOCATE_UDP_COUNT)) {
            ports = facts[i].as.registry.number;
        }
    }
    return start > 0 &&
           pp_range_from_count((uint32_t)start, (uint32_t)ports, ret_row);
}

void pp_attribute_preallocated(struct pp_exclusion *exclusion,
                               struct pp_range row)
{
    if (exclusion->is_administered != PP_YES &&
        pp_range_equal(exclusion->range, row)) {
        exclusion->owner = PP_OWNER_HNS_EXCLUDED_RANGE;
        exclusion->confidence = PP_CONFIDENCE_LIKELY;
        exclusion->reason = "HNS preallocates it, as its registry says";
    }
}
