/*
 * Ephemeral ports of a machine: builds what is closed to a request, asks the
 * model, and keeps account of who holds what.
 *
 * A model takes two sets. The first is that of ports closed to everybody, the
 * second that of ports closed to this request alone; both are kept up to date
 * by single bits, so that a pick never copies a set.
 */
#include "portplansim/ephemeral.h"

#include "base/alloc.h"

static const struct pp_portset no_ports;

static const struct pps_wildcard_model *default_model(void)
{
    size_t count = 0;
    return pps_wildcard_models(&count)[0];
}

static void start_pool(struct pps_ephemeral_pool *pool,
                       const struct pps_ephemeral_options *options,
                       enum pp_protocol protocol)
{
    const struct pp_portset *excluded = options->excluded[protocol];
    const struct pp_portset *in_use = options->in_use[protocol];
    pool->dynamic = options->dynamic[protocol];
    pool->excluded = excluded != NULL ? *excluded : no_ports;
    pool->exclusive = in_use != NULL ? *in_use : no_ports;
    pool->closed = pool->excluded;
    pp_portset_union(&pool->closed, &pool->exclusive);
}

static enum pp_status start_sharing(struct pps_ephemeral *ephemeral)
{
    ephemeral->held =
        pp_calloc(ephemeral->destination_count, sizeof(*ephemeral->held));
    ephemeral->held_counts =
        pp_calloc(PP_PORT_COUNT, sizeof(*ephemeral->held_counts));
    if (ephemeral->held == NULL || ephemeral->held_counts == NULL) {
        pps_ephemeral_done(ephemeral);
        return PP_ERR_NOMEM;
    }
    return PP_OK;
}

/* The range may be absent; it may not be wrong. */
static bool set_auto_reuse(struct pps_ephemeral *ephemeral,
                           const struct pps_ephemeral_options *options)
{
    uint32_t first = options->auto_reuse_first;
    uint32_t count = options->auto_reuse_count;
    ephemeral->auto_reuse_gives_excluded = options->auto_reuse_gives_excluded;
    ephemeral->has_auto_reuse = first != 0 && count != 0;
    return !ephemeral->has_auto_reuse ||
           pp_range_from_count(first, count, &ephemeral->auto_reuse);
}

enum pp_status pps_ephemeral_init(struct pps_ephemeral *ret_ephemeral,
                                  const struct pps_ephemeral_options *options)
{
    struct pps_ephemeral *ephemeral = ret_ephemeral;
    *ephemeral = (struct pps_ephemeral){
        .model = options->model != NULL ? options->model : default_model(),
        .destination_count = options->destination_count,
    };
    if (options->destination_count == 0 ||
        !set_auto_reuse(ephemeral, options)) {
        return PP_ERR_INVALID;
    }
    if (options->destination_count > PPS_LIMIT_DESTINATIONS) {
        return PP_ERR_LIMIT;
    }
    start_pool(&ephemeral->pools[PP_TCP], options, PP_TCP);
    start_pool(&ephemeral->pools[PP_UDP], options, PP_UDP);
    /* Two ranges walked by one pointer would send it back to the first port
     * each time. */
    struct pps_prng prng = options->prng;
    pps_wildcard_init(&ephemeral->dynamic_state, prng, options->pointer_start);
    prng = pps_prng_stream(pps_prng_next(&prng), 1);
    pps_wildcard_init(
        &ephemeral->auto_reuse_state, prng, options->pointer_start);
    return options->is_shared ? start_sharing(ephemeral) : PP_OK;
}

void pps_ephemeral_done(struct pps_ephemeral *ephemeral)
{
    pp_free(ephemeral->held);
    pp_free(ephemeral->held_counts);
    ephemeral->held = NULL;
    ephemeral->held_counts = NULL;
}

static bool is_sharing(const struct pps_ephemeral *ephemeral,
                       const struct pps_ephemeral_request *request)
{
    return ephemeral->held != NULL && request->protocol == PP_TCP &&
           request->kind == PPS_EPHEMERAL_CONNECT;
}

/* What else is closed to this request: what its own destination holds, or, as
 * it takes the port for all of them, what any holds. */
static const struct pp_portset *
held_against(const struct pps_ephemeral *ephemeral,
             const struct pps_ephemeral_request *request)
{
    if (ephemeral->held == NULL || request->protocol != PP_TCP) {
        return NULL;
    }
    return is_sharing(ephemeral, request)
               ? &ephemeral->held[request->destination]
               : &ephemeral->held_any;
}

static uint16_t pick_port(struct pps_ephemeral *ephemeral,
                          const struct pps_ephemeral_request *request)
{
    const struct pps_ephemeral_pool *pool =
        &ephemeral->pools[request->protocol];
    struct pps_wildcard_request pick = {
        .protocol = request->protocol,
        .range = pool->dynamic,
        .excluded = &pool->closed,
        .in_use = held_against(ephemeral, request),
    };
    if (!ephemeral->has_auto_reuse || request->protocol != PP_TCP ||
        request->kind != PPS_EPHEMERAL_CONNECT) {
        return ephemeral->model->pick(&ephemeral->dynamic_state, &pick);
    }
    pick.range = ephemeral->auto_reuse;
    if (ephemeral->auto_reuse_gives_excluded) {
        pick.excluded = &pool->exclusive;
    }
    return ephemeral->model->pick(&ephemeral->auto_reuse_state, &pick);
}

uint16_t pps_ephemeral_take(struct pps_ephemeral *ephemeral,
                            const struct pps_ephemeral_request *request)
{
    bool shares = is_sharing(ephemeral, request);
    if (shares && request->destination >= ephemeral->destination_count) {
        return 0;
    }
    uint16_t port = pick_port(ephemeral, request);
    if (port == 0) {
        return 0;
    }
    if (shares) {
        pp_portset_set(&ephemeral->held[request->destination], port);
        pp_portset_set(&ephemeral->held_any, port);
        ephemeral->held_counts[port]++;
        return port;
    }
    struct pps_ephemeral_pool *pool = &ephemeral->pools[request->protocol];
    pp_portset_set(&pool->exclusive, port);
    pp_portset_set(&pool->closed, port);
    return port;
}

static bool release_shared(struct pps_ephemeral *ephemeral,
                           uint16_t port,
                           uint32_t destination)
{
    if (ephemeral->held == NULL ||
        destination >= ephemeral->destination_count ||
        !pp_portset_test(&ephemeral->held[destination], port)) {
        return false;
    }
    pp_portset_unset(&ephemeral->held[destination], port);
    if (--ephemeral->held_counts[port] == 0) {
        pp_portset_unset(&ephemeral->held_any, port);
    }
    return true;
}

bool pps_ephemeral_release(struct pps_ephemeral *ephemeral,
                           enum pp_protocol protocol,
                           uint16_t port,
                           uint32_t destination)
{
    struct pps_ephemeral_pool *pool = &ephemeral->pools[protocol];
    if (!pp_portset_test(&pool->exclusive, port)) {
        return protocol == PP_TCP &&
               release_shared(ephemeral, port, destination);
    }
    pp_portset_unset(&pool->exclusive, port);
    if (!pp_portset_test(&pool->excluded, port)) {
        pp_portset_unset(&pool->closed, port);
    }
    return true;
}
