/* Exhaustion of a machine's pool: the three ways of exhaust.h, put together. */
#include "portplansim/exhaustion.h"

enum {
    LEAST_CONNECTIONS = 1000 * 1000,
    MOST_CONNECTIONS = 2 * LEAST_CONNECTIONS, /* still within a second */
    /* Above what the pool bears, a fixed TIME_WAIT refuses in waves, one a
     * round; a batch of the interval should hold several. */
    MEASURED_ROUNDS = 4 * PPS_EXHAUST_BATCHES,
    /* The pool fills once, and the waves of a fixed TIME_WAIT have a few
     * rounds to level out (docs/internals/exhaustion.md). */
    WARMUP_ROUNDS = 4,
    LEAST_WARMUP = 10 * 1000,
};

static uint32_t pool_of(const struct pps_exhaustion_question *question,
                        struct pp_portset *ret_pool)
{
    pp_portset_clear(ret_pool);
    pp_portset_set_range(ret_pool, question->range);
    pp_portset_subtract(ret_pool, &question->excluded);
    pp_portset_subtract(ret_pool, &question->in_use);
    return pp_portset_count(ret_pool, PP_RANGE_ALL);
}

static uint64_t connections_for(const struct pps_exhaust_forecast *forecast)
{
    double wanted = forecast->offered * MEASURED_ROUNDS;
    if (wanted <= LEAST_CONNECTIONS) {
        return LEAST_CONNECTIONS;
    }
    return wanted < MOST_CONNECTIONS ? (uint64_t)wanted : MOST_CONNECTIONS;
}

static enum pp_status simulate(const struct pps_exhaustion_question *question,
                               const struct pp_portset *pool,
                               struct pps_exhaustion *exhaustion)
{
    uint64_t ports = exhaustion->forecast.effective_ports;
    uint64_t warmup = ports * WARMUP_ROUNDS;
    const struct pps_exhaust_options options = {
        .pool = pool,
        .traffic = question->traffic,
        .model = question->model,
        .pointer_start = question->pointer_start,
        .burst_count = question->burst_count,
        .warmup_count = warmup > LEAST_WARMUP ? warmup : LEAST_WARMUP,
        .connection_count = connections_for(&exhaustion->forecast),
        .seed = question->seed,
    };
    return pps_exhaust_simulate(&options, &exhaustion->simulated);
}

static enum pp_status advise(const struct pps_exhaustion_question *question,
                             struct pps_exhaustion *exhaustion)
{
    const struct pps_traffic *traffic = &question->traffic;
    exhaustion->has_advice = traffic->hold_s + traffic->time_wait_s > 0.0;
    if (!exhaustion->has_advice) {
        return PP_OK;
    }
    const struct pps_exhaust_situation situation = {
        .now = exhaustion->parts,
        .wide = pps_pool_parts_of(PPS_WIDE_RANGE,
                                  &question->excluded,
                                  &question->blocks,
                                  &question->in_use),
        .traffic = *traffic,
    };
    return pps_exhaust_advise(&situation, &exhaustion->advice);
}

enum pp_status
pps_exhaustion_answer(const struct pps_exhaustion_question *question,
                      struct pps_exhaustion *ret_exhaustion)
{
    struct pp_portset pool;
    struct pps_exhaustion exhaustion = {
        .traffic = question->traffic,
        .burst_count = question->burst_count,
        .pool_ports = pool_of(question, &pool),
        .parts = pps_pool_parts_of(question->range,
                                   &question->excluded,
                                   &question->blocks,
                                   &question->in_use),
    };
    size_t count = 0;
    exhaustion.model = question->model != NULL
                           ? question->model->name
                           : pps_wildcard_models(&count)[0]->name;
    PP_TRY(pps_exhaust_forecast(
        exhaustion.pool_ports, &question->traffic, &exhaustion.forecast));
    PP_TRY(simulate(question, &pool, &exhaustion));
    PP_TRY(advise(question, &exhaustion));
    *ret_exhaustion = exhaustion;
    return PP_OK;
}
