/* Starts of the DNS Server: its pool drawn port by port. */
#include "dns_pool_sim.h"

#include "base/alloc.h"
#include "sim/chance/prng.h"

/* The ports that can be drawn; those drawn in this run come first. */
struct urn {
    uint16_t ports[PP_PORT_COUNT];
    uint32_t count;
};

static void fill(struct urn *urn, const struct pp_portset *from)
{
    uint32_t port = pp_portset_next_set(from, 0);
    while (port <= PP_PORT_MAX) {
        urn->ports[urn->count++] = (uint16_t)port;
        port = pp_portset_next_set(from, port + 1);
    }
}

/* Whether the port is among `size` ports drawn one after the other. */
static bool
draw(struct urn *urn, uint32_t size, uint16_t port, struct pps_prng *prng)
{
    bool is_drawn = false;
    for (uint32_t i = 0; i < size && i < urn->count; i++) {
        uint32_t at = i + pps_prng_below(prng, urn->count - i);
        uint16_t drawn = urn->ports[at];
        urn->ports[at] = urn->ports[i];
        urn->ports[i] = drawn;
        is_drawn |= drawn == port;
    }
    return is_drawn;
}

enum pp_status pps_dns_pool_count(const struct pp_dns_pool *pool,
                                  uint16_t port,
                                  uint32_t runs,
                                  uint64_t seed,
                                  uint32_t *ret_hits)
{
    struct urn *urn = pp_calloc(1, sizeof(*urn));
    uint32_t hits = 0;
    if (urn == NULL) {
        return PP_ERR_NOMEM;
    }
    fill(urn, &pool->from);
    for (uint32_t run = 0; run < runs; run++) {
        struct pps_prng prng = pps_prng_stream(seed, run);
        hits += draw(urn, pool->size, port, &prng);
    }
    pp_free(urn);
    *ret_hits = hits;
    return PP_OK;
}
