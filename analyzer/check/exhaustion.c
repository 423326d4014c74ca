/* Whether ephemeral ports ran out: signs in the captures, and the sockets. */
#include "exhaustion.h"

/* How much a sign proves, the most first. */
static unsigned rank_of(enum pp_exhaustion_sign sign)
{
    static const unsigned ranks[PP_SIGN_COUNT] = {
        [PP_SIGN_EVENT_4231] = 0,
        [PP_SIGN_EVENT_4266] = 1,
        [PP_SIGN_NO_BUFFER] = 2,
        [PP_SIGN_EVENT_4227] = 3,
        [PP_SIGN_CONNECT_IN_USE] = 4,
        [PP_SIGN_NO_ADDRESS] = 5,
    };
    return ranks[sign];
}

static const struct pp_fact *find_sign(const struct pp_show *show)
{
    const struct pp_fact *best = NULL;
    for (size_t i = 0; i < show->fact_count; i++) {
        const struct pp_fact *fact = &show->facts[i];
        bool is_better =
            fact->kind == PP_FACT_EXHAUSTION &&
            (best == NULL || rank_of(fact->as.exhaustion.sign) <
                                 rank_of(best->as.exhaustion.sign));
        best = is_better ? fact : best;
    }
    return best;
}

/* The sockets may be of another moment: what says outright that no port was
 * left outweighs them. */
static enum pp_usage_verdict judge(const struct pp_exhaustion *found)
{
    enum pp_usage_verdict shown = found->usages[found->protocol].verdict;
    if (found->sign == NULL) {
        return shown;
    }
    switch (found->sign->as.exhaustion.sign) {
    case PP_SIGN_NO_BUFFER:
    case PP_SIGN_EVENT_4231:
    case PP_SIGN_EVENT_4266:
        return PP_USAGE_EXHAUSTED;
    case PP_SIGN_EVENT_4227:
    case PP_SIGN_CONNECT_IN_USE:
    case PP_SIGN_NO_ADDRESS:
        break;
    }
    return shown;
}

/* Without a sign the protocol with the worse verdict; TCP of equals. */
static enum pp_protocol worse(const struct pp_usage usages[PP_PROTOCOL_COUNT])
{
    return pp_usage_is_short(&usages[PP_UDP]) &&
                   usages[PP_UDP].verdict > usages[PP_TCP].verdict
               ? PP_UDP
               : PP_TCP;
}

/* No capture shows the sockets: a range that is small is cause enough. */
static void blame_range(struct pp_usage *usage)
{
    const uint32_t ports = pp_range_count(usage->dynamic->range);
    if (usage->sockets == 0 && ports < PP_USAGE_SMALL_PORTS) {
        usage->pool = ports;
        usage->cause = PP_USAGE_SMALL_RANGE;
    }
}

enum pp_status pp_exhaustion_find(const struct pp_show *show,
                                  struct pp_exhaustion *ret)
{
    *ret = (struct pp_exhaustion){.sign = find_sign(show)};
    for (unsigned p = 0; p < PP_PROTOCOL_COUNT; p++) {
        PP_TRY(pp_machine_usage(
            show->machine, (enum pp_protocol)p, &ret->usages[p]));
    }
    ret->protocol =
        ret->sign != NULL ? ret->sign->protocol : worse(ret->usages);
    ret->is_found =
        ret->sign != NULL || pp_usage_is_short(&ret->usages[ret->protocol]);
    if (ret->sign != NULL) {
        blame_range(&ret->usages[ret->protocol]);
    }
    ret->verdict = judge(ret);
    return PP_OK;
}
