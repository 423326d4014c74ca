/* From counts of boots to answers: shares with their reasons, and the
 * stretches of ports that are safest. */
#include "forecast.h"

#include "forecast_shares.h"
#include "knowledge/mirrored.h"
#include "model/port_limits.h"
#include "sim/state/mirrored_place.h"
#include "sim/state/state_machine.h"

enum {
    LOWEST_PORT = 1024,  /* below, ports belong to well-known services */
    STRETCH_LEAST = 100, /* ports */
    SAFEST_PERCENT = 10, /* of the dynamic range: what `safe` is there */
};

const char *pps_why_name(enum pps_why why)
{
    static const char *const names[PPS_WHY_COUNT] = {
        [PPS_WHY_DYNAMIC] = "dynamic-range",
        [PPS_WHY_OUTSIDE] = "outside",
        [PPS_WHY_ADMINISTERED] = "administered",
        [PPS_WHY_IN_USE] = "in-use",
        [PPS_WHY_FIXED] = "fixed",
        [PPS_WHY_NOTHING] = "nothing-reserves",
        [PPS_WHY_UNKNOWN] = "unknown",
        [PPS_WHY_MIRRORED] = "wsl-mirrored",
    };
    return names[why];
}

/* --- why ------------------------------------------------------------------ */

static bool is_administered(const struct pps_claim *claim,
                            struct pp_range range)
{
    return pps_claim_is_starred(claim) && pp_range_covers(claim->range, range);
}

static bool is_excluding(const struct pps_claim *claim, struct pp_range range)
{
    return !pps_claim_is_starred(claim) &&
           pp_range_overlaps(claim->range, range);
}

/* A row of the capture that is there after the boot as before, or one that HNS
 * preallocates. */
static bool is_fixed(const struct pps_claim *claim, struct pp_range range)
{
    return is_excluding(claim, range) &&
           (!claim->is_from_step ||
            claim->owner == PP_OWNER_HNS_EXCLUDED_RANGE);
}

/* The first active claim of that kind; NULL: there is none. */
static const struct pps_claim *
find_claim(const struct pps_protocol_state *at,
           struct pp_range range,
           bool (*is_it)(const struct pps_claim *claim, struct pp_range range))
{
    for (size_t i = 0; i < at->claim_count; i++) {
        if (at->claims[i].is_active && is_it(&at->claims[i], range)) {
            return &at->claims[i];
        }
    }
    return NULL;
}

static struct pps_forecast_row row_of(const struct pps_claim *claim)
{
    return (struct pps_forecast_row){claim->range, claim->owner, claim->place};
}

/* Whether WSL's mirrored networking has all ports of the range after a boot. */
static bool is_in_wsl_block(const struct pps_protocol_state *after,
                            struct pp_range range)
{
    for (size_t i = 0; i < after->claim_count; i++) {
        if (after->claims[i].owner == PP_OWNER_WSL_MIRRORED &&
            pp_range_covers(after->claims[i].range, range)) {
            return true;
        }
    }
    return false;
}

static void find_why(const struct pps_montecarlo *montecarlo,
                     struct pps_port_forecast *forecast)
{
    bool is_ever_excluded = forecast->share > 0.0;
    const struct pps_protocol_state *after =
        &montecarlo->after.protocols[forecast->protocol];
    struct pp_range range = forecast->range;
    const struct pps_claim *administered =
        find_claim(after, range, is_administered);
    const struct pps_claim *fixed = find_claim(after, range, is_fixed);
    bool is_mirrored_place = pps_is_mirrored_place(
        &montecarlo->after, &montecarlo->assumptions, range);
    bool may_be_mirrored = is_ever_excluded || is_mirrored_place;
    /* Whether a row keeps WSL away is doubtful. */
    bool is_kept =
        administered != NULL && !is_ever_excluded && !is_mirrored_place;
    struct pp_limit gap;
    /* A row that is missing may be one that comes back. */
    bool is_in_gap =
        fixed == NULL && !is_kept &&
        (pps_protocol_awaited_over(after, range) != NULL ||
         pp_limit_of_gap(
             montecarlo->after.captured, forecast->protocol, range, &gap));
    if (is_in_wsl_block(after, range) &&
        forecast->least_share == 1.0) { /* no table is needed to know it */
        forecast->why = PPS_WHY_MIRRORED;
    } else if (fixed != NULL) { /* nor for a URL that is registered */
        forecast->why = PPS_WHY_FIXED;
        forecast->row = row_of(fixed);
    } else if (!pps_forecast_is_known(montecarlo, forecast->protocol) ||
               is_in_gap) {
        forecast->why = PPS_WHY_UNKNOWN;
    } else if (is_kept) {
        forecast->why = PPS_WHY_ADMINISTERED;
        forecast->row = row_of(administered);
    } else if (!montecarlo->is_reserving && !may_be_mirrored) {
        forecast->why = PPS_WHY_NOTHING;
    } else if (!pp_range_overlaps(range, after->dynamic.range)) {
        forecast->why = may_be_mirrored ? PPS_WHY_MIRRORED : PPS_WHY_OUTSIDE;
    } else if (range.first == range.last &&
               pp_portset_test(&after->used, range.first)) {
        forecast->why = PPS_WHY_IN_USE;
    } else {
        forecast->why = is_mirrored_place ? PPS_WHY_MIRRORED : PPS_WHY_DYNAMIC;
    }
}

static void find_now(const struct pps_montecarlo *montecarlo,
                     struct pps_port_forecast *forecast)
{
    const struct pps_claim *now =
        find_claim(&montecarlo->start.protocols[forecast->protocol],
                   forecast->range,
                   is_excluding);
    forecast->is_excluded_now = now != NULL;
    if (now != NULL) {
        forecast->now = row_of(now);
    }
}

/* --- shares --------------------------------------------------------------- */

static double share_of(const struct pps_montecarlo *montecarlo, uint64_t hits)
{
    return (double)hits / (double)montecarlo->runs;
}

static struct pps_port_forecast answer(const struct pps_montecarlo *montecarlo,
                                       enum pp_protocol protocol,
                                       struct pp_range range,
                                       uint32_t hits)
{
    const uint32_t *counts = montecarlo->protocols[protocol].excluded_runs;
    uint32_t least = counts[range.first];
    uint32_t most = counts[range.first];
    for (uint32_t port = range.first; port <= range.last; port++) {
        least = counts[port] < least ? counts[port] : least;
        most = counts[port] > most ? counts[port] : most;
    }
    struct pps_port_forecast forecast = {
        .protocol = protocol,
        .range = range,
        .share = share_of(montecarlo, hits),
        .least_share = share_of(montecarlo, least),
        .most_share = share_of(montecarlo, most),
    };
    find_why(montecarlo, &forecast);
    find_now(montecarlo, &forecast);
    bool is_certain = forecast.why != PPS_WHY_DYNAMIC &&
                      forecast.why != PPS_WHY_MIRRORED &&
                      (hits == 0 || hits == montecarlo->runs);
    forecast.interval =
        is_certain ? (struct pps_interval){forecast.share, forecast.share}
                   : pps_wilson95(hits, montecarlo->runs);
    return forecast;
}

struct pps_port_forecast
pps_forecast_port(const struct pps_montecarlo *montecarlo,
                  enum pp_protocol protocol,
                  uint16_t port)
{
    return answer(montecarlo,
                  protocol,
                  (struct pp_range){port, port},
                  montecarlo->protocols[protocol].excluded_runs[port]);
}

struct pps_port_forecast
pps_forecast_asked(const struct pps_montecarlo *montecarlo, size_t index)
{
    const struct pp_port_query *query = &montecarlo->asked->items[index];
    return answer(montecarlo,
                  query->protocol,
                  query->range,
                  montecarlo->asked_runs[index]);
}

/* --- stretches ------------------------------------------------------------ */

struct search {
    const uint32_t *counts;
    struct pp_portset barred; /* held by a row or a socket, or not looked at */
    uint32_t limit;           /* no count of a stretch exceeds it */
};

/* What no stretch may hold: rows that are there whatever happens or come back
 * at any time, ports in use, and the side of the dynamic range that is not
 * asked about. */
static void bar_ports(const struct pps_protocol_state *after,
                      bool is_inside,
                      struct pp_portset *barred)
{
    *barred = after->used;
    for (size_t i = 0; i < after->claim_count; i++) {
        const struct pps_claim *claim = &after->claims[i];
        if (claim->is_awaited ||
            (claim->is_active &&
             (!claim->is_from_step || claim->is_administered == PP_YES))) {
            pp_portset_set_range(barred, claim->range);
        }
    }
    struct pp_range dynamic = after->dynamic.range;
    if (!is_inside) {
        pp_portset_set_range(barred, (struct pp_range){0, LOWEST_PORT - 1});
        pp_portset_set_range(barred, dynamic);
        return;
    }
    if (dynamic.first > 0) {
        pp_portset_set_range(
            barred, (struct pp_range){0, (uint16_t)(dynamic.first - 1)});
    }
    if (dynamic.last < PP_PORT_MAX) {
        pp_portset_set_range(
            barred,
            (struct pp_range){(uint16_t)(dynamic.last + 1), PP_PORT_MAX});
    }
}

/* Nor where WSL may take its run, even if no boot of these did. */
static void bar_mirrored(const struct pps_montecarlo *montecarlo,
                         struct pp_portset *barred)
{
    for (size_t i = 0; i < PP_MIRRORED_CHOICES; i++) {
        if (pps_is_mirrored_place(&montecarlo->after,
                                  &montecarlo->assumptions,
                                  pp_mirrored_choices[i])) {
            pp_portset_set_range(barred, pp_mirrored_choices[i]);
        }
    }
}

/* How many ports that are not barred have a count up to `limit`. */
static uint32_t count_up_to(const struct search *search, uint32_t limit)
{
    uint32_t count = 0;
    for (uint32_t port = 0; port < PP_PORT_COUNT; port++) {
        count += search->counts[port] <= limit &&
                 !pp_portset_test(&search->barred, (uint16_t)port);
    }
    return count;
}

static uint32_t root_of(uint32_t value)
{
    uint32_t root = 0;
    for (uint32_t bit = 1U << 15; bit > 0; bit /= 2) {
        if ((uint64_t)(root + bit) * (root + bit) <= value) {
            root += bit;
        }
    }
    return root;
}

/* The count of the safest tenth and a quarter more; and three standard
 * deviations, so that chance alone does not cut a stretch into pieces. */
static uint32_t find_limit(const struct search *search, uint32_t runs)
{
    uint32_t ports = count_up_to(search, runs);
    uint32_t low = 0;
    uint32_t high = runs;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        uint64_t percent = (uint64_t)count_up_to(search, middle) * 100;
        if (percent >= (uint64_t)ports * SAFEST_PERCENT) {
            high = middle;
        } else {
            low = middle + 1;
        }
    }
    return low + low / 4 + 3 * root_of(low);
}

static bool is_safe(const struct search *search, uint32_t port)
{
    return port < PP_PORT_COUNT &&
           !pp_portset_test(&search->barred, (uint16_t)port) &&
           search->counts[port] <= search->limit;
}

/* Keeps the longest, of equals the lowest. */
static size_t
insert_stretch(struct pp_range *ranges, size_t count, struct pp_range range)
{
    size_t at = count;
    while (at > 0 && pp_range_count(ranges[at - 1]) < pp_range_count(range)) {
        at--;
    }
    if (at == PPS_STRETCHES_MAX) {
        return count;
    }
    count += count < PPS_STRETCHES_MAX;
    for (size_t i = count - 1; i > at; i--) {
        ranges[i] = ranges[i - 1];
    }
    ranges[at] = range;
    return count;
}

static size_t find_stretches(const struct search *search,
                             struct pp_range ranges[PPS_STRETCHES_MAX])
{
    size_t count = 0;
    uint32_t port = 0;
    while (port < PP_PORT_COUNT) {
        uint32_t first = port;
        while (is_safe(search, port)) {
            port++;
        }
        if (port > first) {
            struct pp_range range = {(uint16_t)first, (uint16_t)(port - 1)};
            count = insert_stretch(ranges, count, range);
        }
        port++;
    }
    return count;
}

size_t
pps_forecast_stretches(const struct pps_montecarlo *montecarlo,
                       enum pp_protocol protocol,
                       bool is_inside,
                       struct pps_stretch ret_stretches[PPS_STRETCHES_MAX])
{
    struct search search = {.counts =
                                montecarlo->protocols[protocol].excluded_runs};
    struct pp_range ranges[PPS_STRETCHES_MAX];
    bar_ports(
        &montecarlo->after.protocols[protocol], is_inside, &search.barred);
    bar_mirrored(montecarlo, &search.barred);
    search.limit = is_inside ? find_limit(&search, montecarlo->runs) : 0;
    size_t count = find_stretches(&search, ranges);
    /* Short ones go: outside the dynamic range, where whole thousands of ports
     * are safe, all of them; inside it, all but the longest. */
    while (count > (is_inside ? 1 : 0) &&
           pp_range_count(ranges[count - 1]) < STRETCH_LEAST) {
        count--;
    }
    for (size_t i = 0; i < count; i++) {
        struct pps_port_forecast whole =
            answer(montecarlo, protocol, ranges[i], 0);
        ret_stretches[i] = (struct pps_stretch){ranges[i], whole.most_share};
    }
    return count;
}

/* --- the start ------------------------------------------------------------ */

enum pp_status pps_forecast_state(const struct pp_machine *machine,
                                  struct pps_state *ret_state)
{
    PP_TRY(pps_state_from_machine(machine, ret_state));
    bool is_any_on = false;
    for (int i = 0; i < PPS_FEATURE_COUNT; i++) {
        is_any_on |= ret_state->is_enabled[i] == PP_YES;
    }
    if (is_any_on && !ret_state->protocols[PP_TCP].is_table_known &&
        !ret_state->protocols[PP_UDP].is_table_known) {
        return pps_profile_fill(pps_profile_typical(), ret_state);
    }
    return PP_OK;
}
