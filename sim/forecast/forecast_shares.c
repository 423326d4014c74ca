/* Shares of ranges, and what else is drawn of them. */
#include "forecast_shares.h"

#include "print/strip.h"

struct pp_range pps_forecast_dynamic(const struct pps_forecast *forecast)
{
    return forecast->montecarlo->after.protocols[forecast->protocol]
        .dynamic.range;
}

bool pps_forecast_is_known(const struct pps_montecarlo *montecarlo,
                           enum pp_protocol protocol)
{
    return montecarlo->start.protocols[protocol].is_table_known ||
           montecarlo->start.is_before_vista;
}

double pps_forecast_mean_share(const struct pps_forecast *forecast,
                               struct pp_range range)
{
    const struct pps_montecarlo *montecarlo = forecast->montecarlo;
    const uint32_t *counts =
        montecarlo->protocols[forecast->protocol].excluded_runs;
    uint64_t hits = 0;
    for (uint32_t port = range.first; port <= range.last; port++) {
        hits += counts[port];
    }
    return (double)hits / (double)montecarlo->runs /
           (double)pp_range_count(range);
}

unsigned pps_forecast_marks(const struct pps_forecast *forecast,
                            struct pp_range range)
{
    const struct pps_protocol_state *after =
        &forecast->montecarlo->after.protocols[forecast->protocol];
    const struct pp_port_list *asked = forecast->montecarlo->asked;
    unsigned marks = 0;
    for (size_t i = 0; i < after->claim_count; i++) {
        const struct pps_claim *claim = &after->claims[i];
        if (claim->is_active && pps_claim_is_starred(claim) &&
            pp_range_overlaps(claim->range, range)) {
            marks |= PP_STRIP_ADMINISTERED;
        }
    }
    for (size_t i = 0; asked != NULL && i < asked->count; i++) {
        const struct pp_port_query *query = &asked->items[i];
        if (query->protocol == forecast->protocol &&
            pp_range_overlaps(query->range, range)) {
            marks |= PP_STRIP_ASKED;
        }
    }
    return marks;
}
