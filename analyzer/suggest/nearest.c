/* The next ports to take in place of one that cannot be had. */
#include "nearest.h"

#include "portplan/portset.h"
#include "portplan/suggest.h"

#include "base/alloc.h"
#include "suggest.h"
#include "suggest_find.h"

/* What may speak against a port that is offered, from good ports to those that
 * are left; never where WSL's mirrored networking reserves, nor at an edge,
 * where a hole of one or two ports is. */
enum {
    LISTED = 1 << PP_SUGGEST_REGISTERED | 1 << PP_SUGGEST_COMMON |
             1 << PP_SUGGEST_CONVENTION | 1 << PP_SUGGEST_MALWARE |
             1 << PP_SUGGEST_LINUX,
    DYNAMIC = 1 << PP_SUGGEST_DYNAMIC | 1 << PP_SUGGEST_DEFAULT,
    TIER_COUNT = 3,
};
static const uint32_t tolerated[TIER_COUNT] = {
    0, LISTED, (uint32_t)LISTED | (uint32_t)DYNAMIC};

struct pp_nearest {
    struct pp_portset bad[TIER_COUNT]; /* ports that a tier does not offer */
    bool has_any[TIER_COUNT];          /* that it offers */
};

static void sort_out(struct pp_nearest *nearest,
                     const struct pp_suggest *suggest)
{
    for (uint32_t port = 0; port < PP_PORT_COUNT; port++) {
        for (int tier = 0; tier < TIER_COUNT; tier++) {
            if ((suggest->broken[port] & ~tolerated[tier]) != 0) {
                pp_portset_set(&nearest->bad[tier], (uint16_t)port);
            } else {
                nearest->has_any[tier] = true;
            }
        }
    }
}

enum pp_status pp_nearest_new(const struct pp_machine *machine,
                              enum pp_protocol protocol,
                              struct pp_nearest **ret)
{
    struct pp_suggest_options options = {
        .within = PP_RANGE_ALL, .length = 1, .count = 1};
    options.is_asked[protocol] = true;
    struct pp_suggest *suggest = NULL;
    PP_TRY(pp_suggest_new(&options, &suggest));
    struct pp_nearest *nearest = pp_calloc(1, sizeof(*nearest));
    if (nearest != NULL) {
        pp_suggest_add_machine(suggest, machine);
        pp_suggest_break_edges(suggest);
        sort_out(nearest, suggest);
    }
    pp_suggest_free(suggest);
    *ret = nearest;
    return nearest != NULL ? PP_OK : PP_ERR_NOMEM;
}

void pp_nearest_free(struct pp_nearest *nearest)
{
    pp_free(nearest);
}

struct pp_neighbours pp_neighbours_of(const struct pp_nearest *nearest,
                                      struct pp_range range)
{
    struct pp_neighbours found = {0};
    for (int tier = 0; tier < TIER_COUNT; tier++) {
        if (!nearest->has_any[tier]) {
            continue;
        }
        const struct pp_portset *bad = &nearest->bad[tier];
        uint32_t below = pp_portset_previous_clear(bad, range.first);
        uint32_t above = pp_portset_next_clear(bad, range.last);
        found.below = below <= PP_PORT_MAX ? (uint16_t)below : 0;
        found.above = above <= PP_PORT_MAX ? (uint16_t)above : 0;
        if (found.below != 0 || found.above != 0) {
            found.is_dynamic = tier == TIER_COUNT - 1;
            return found;
        }
    }
    return found;
}
