/* Limits of an answer, from the rule that decided and the claims on the port.
 */
#include "port_limits.h"

#include "evidence.h"
#include "holder.h"
#include "machine.h"

static enum pp_limit_kind kind_of_gap(enum pp_gap_kind kind)
{
    switch (kind) {
    case PP_GAP_ELIDED:
        return PP_LIMIT_ROWS_MISSING;
    case PP_GAP_UNREADABLE:
        return PP_LIMIT_ROW_UNREADABLE;
    case PP_GAP_CUT:
        return PP_LIMIT_TABLE_CUT;
    case PP_GAP_QUOTED:
        return PP_LIMIT_TABLE_QUOTED;
    case PP_GAP_CONFLICT:
        return PP_LIMIT_SECTIONS_CONFLICT;
    case PP_GAP_COMMAND:
        return PP_LIMIT_COMMAND_UNCONFIRMED;
    case PP_GAP_LISTING:
        return PP_LIMIT_LISTING_CUT;
    case PP_GAP_PUBLISHED:
        return PP_LIMIT_PUBLISHED_PORT;
    }
    return PP_LIMIT_ROWS_MISSING;
}

/* Limits in the making, all about one port. */
struct draft {
    struct pp_limits limits;
    const struct pp_machine *machine;
    enum pp_protocol protocol;
    uint16_t port;
};

static struct pp_limit *add(struct draft *draft, enum pp_limit_kind kind)
{
    /* As many kinds as there is room for can meet on one port. */
    struct pp_limit *limit = &draft->limits.items[draft->limits.count++];
    *limit = (struct pp_limit){
        .kind = kind,
        .range = {draft->port, draft->port},
        .protocol = draft->protocol,
    };
    return limit;
}

/* The first gap that meets the ports; NULL: none does. */
static const struct pp_gap *find_gap(const struct pp_machine *machine,
                                     enum pp_protocol protocol,
                                     struct pp_range ports)
{
    size_t count = 0;
    const struct pp_gap *gaps = pp_machine_gaps(machine, protocol, &count);
    bool is_outside =
        ports.first == ports.last &&
        (pp_machine_evidence(machine, protocol, ports.first)->bits &
         PP_SPAN_GAP) == 0;
    for (size_t i = 0; i < count && !is_outside; i++) {
        if (pp_range_overlaps(gaps[i].range, ports)) {
            return &gaps[i];
        }
    }
    return NULL;
}

bool pp_limit_of_gap(const struct pp_machine *machine,
                     enum pp_protocol protocol,
                     struct pp_range ports,
                     struct pp_limit *ret_limit)
{
    const struct pp_gap *gap = find_gap(machine, protocol, ports);
    if (gap != NULL) {
        *ret_limit = (struct pp_limit){
            .kind = kind_of_gap(gap->kind),
            .range = gap->range,
            .protocol = protocol,
            .place = gap->place,
        };
    }
    return gap != NULL;
}

bool pp_limit_of_refusal(const struct pp_machine *machine,
                         enum pp_protocol protocol,
                         uint16_t port,
                         struct pp_limit *ret_limit)
{
    const struct pp_fact *refusal =
        pp_machine_refusal_at(machine, protocol, port);
    if (refusal == NULL) {
        return false;
    }
    *ret_limit = (struct pp_limit){
        .kind = PP_LIMIT_ERROR_UNEXPLAINED,
        .range = {port, port},
        .protocol = protocol,
        .refusal = refusal,
        .place = refusal->place,
    };
    return true;
}

/* What no table shows. */
static void add_unseen(struct draft *draft)
{
    size_t socket_count = 0;
    unsigned bits =
        pp_machine_evidence(draft->machine, draft->protocol, draft->port)->bits;
    if ((bits & PP_SPAN_WSL_BLOCK) != 0) {
        add(draft, PP_LIMIT_MIRRORED_BLOCK)->place =
            pp_machine_mirrored(draft->machine)->place;
    }
    (void)pp_machine_sockets(draft->machine, draft->protocol, &socket_count);
    if (socket_count == 0) {
        (void)add(draft, PP_LIMIT_NO_SOCKETS);
    }
}

struct pp_limits pp_limits_of(const struct pp_machine *machine,
                              enum pp_protocol protocol,
                              uint16_t port,
                              const struct pp_bind_answer *answer)
{
    struct draft draft = {
        .machine = machine, .protocol = protocol, .port = port};
    if (answer->error != PP_WIN_OK) {
        return draft.limits;
    }
    if (answer->rule == PP_BIND_RULE_NO_TABLE) {
        (void)add(&draft, PP_LIMIT_NO_TABLE);
    }
    if (answer->rule == PP_BIND_RULE_UNCLEAR_ROW) {
        (void)add(&draft, PP_LIMIT_STAR_LOST);
    }
    struct pp_limits *limits = &draft.limits;
    limits->count += pp_limit_of_gap(machine,
                                     protocol,
                                     (struct pp_range){port, port},
                                     &limits->items[limits->count]);
    if (answer->verdict != PP_VERDICT_RESERVED) {
        limits->count += pp_limit_of_refusal(
            machine, protocol, port, &limits->items[limits->count]);
    }
    add_unseen(&draft);
    return draft.limits;
}
