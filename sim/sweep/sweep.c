/*
 * All places of a range in one pass over the runs. A place is known by its
 * first port; a row that excludes a to b hits the places that begin between
 * a - (length - 1) and b, which is a range again, so that a difference array
 * counts them all: one more at its first, one less behind its last. What
 * several rows of one run hit counts once (span_list.h).
 */
#include "sweep.h"

#include "base/alloc.h"
#include "sim/engine/engine_blocks.h"
#include "sim/forecast/span_list.h"
#include "sim/state/mirrored_place.h"
#include "sim/state/state_machine.h"
#include "sim/whatif/boots.h"

const char *pps_sweep_kind_name(enum pps_sweep_kind kind)
{
    static const char *const names[] = {
        [PPS_SWEEP_ACCEPTED] = "accepted",
        [PPS_SWEEP_SOMETIMES] = "sometimes",
        [PPS_SWEEP_STEPS_FIRST] = "steps-first",
        [PPS_SWEEP_UNKNOWN] = "unknown",
        [PPS_SWEEP_REFUSED] = "refused",
    };
    return names[kind];
}

struct work {
    const struct pps_sweep_options *options;
    struct pps_sweep *sweep;
    struct pps_engine engine;
    struct pps_outcome outcome;
    struct pps_state base; /* before the first random step */
    struct pps_state state;
    struct pps_state now; /* after the steps, in run 0 */
    struct span_list spans;
    int32_t *refused; /* edges of places, by their first ports */
    int32_t *excluded;
    size_t first_random; /* step */
};

/* --- the runs ------------------------------------------------------------- */

/* The places that touch the range; false where there is none. */
static bool places_over(const struct pps_sweep_options *options,
                        struct pp_range range,
                        struct pp_range *ret_places)
{
    uint32_t reach = options->length - 1;
    uint32_t last_place = options->range.last - reach;
    struct pp_range places = {
        .first = range.first > reach ? (uint16_t)(range.first - reach) : 0,
        .last = range.last,
    };
    return pp_range_intersect(
        places,
        (struct pp_range){options->range.first, (uint16_t)last_place},
        ret_places);
}

static enum pp_status add_span(struct work *work, struct pp_range range)
{
    struct pp_range places;
    return places_over(work->options, range, &places)
               ? pps_span_list_add(&work->spans, places)
               : PP_OK;
}

/* Whether a port in use is in the way of a reservation (U-29). */
static bool is_active(const struct pps_claim *claim)
{
    return claim->is_active;
}

/* Places that have something in their way: rows that count, or ports in use. */
static enum pp_status count_places(struct work *work,
                                   bool (*does_count)(const struct pps_claim *),
                                   bool has_sockets,
                                   int32_t *edges)
{
    const struct pps_protocol_state *at =
        &work->state.protocols[work->options->protocol];
    work->spans.count = 0;
    for (size_t i = 0; i < at->claim_count; i++) {
        if (does_count(&at->claims[i])) {
            PP_TRY(add_span(work, at->claims[i].range));
        }
    }
    for (size_t i = 0; has_sockets && i < at->socket_count; i++) {
        uint16_t port = at->sockets[i].port;
        if (pps_socket_refuses_reservation(&at->sockets[i],
                                           &work->options->assumptions)) {
            PP_TRY(add_span(work, (struct pp_range){port, port}));
        }
    }
    pps_span_list_count(&work->spans, edges);
    return PP_OK;
}

static enum pp_status play_steps(struct work *work,
                                 size_t from,
                                 size_t to,
                                 struct pps_state *state,
                                 struct pps_prng *prng,
                                 uint32_t weight)
{
    for (size_t i = from; i < to; i++) {
        PP_TRY(pps_engine_apply(&work->engine,
                                &work->options->steps[i],
                                state,
                                prng,
                                &work->outcome));
        if (work->outcome.error != 0) {
            work->sweep->refused_step_runs[i] += weight;
        }
    }
    return PP_OK;
}

/* What one boot does, whatever it draws. */
static void take_first_boot(struct work *work)
{
    work->sweep->is_reserving = work->outcome.is_reserving;
    work->sweep->dynamic =
        work->state.protocols[work->options->protocol].dynamic;
}

static enum pp_status make_run(struct work *work, uint32_t run)
{
    struct pps_prng prng = pps_prng_stream(work->options->seed, run);
    const struct pps_step reboot = pps_step_of(PPS_STEP_REBOOT);
    PP_TRY(pps_state_copy(&work->base, &work->state));
    PP_TRY(play_steps(work,
                      work->first_random,
                      work->options->step_count,
                      &work->state,
                      &prng,
                      1));
    if (run == 0) {
        PP_TRY(pps_state_copy(&work->state, &work->now));
    }
    if (work->first_random < work->options->step_count) {
        PP_TRY(count_places(work, is_active, true, work->refused));
    }
    PP_TRY(pps_engine_apply(
        &work->engine, &reboot, &work->state, &prng, &work->outcome));
    if (run == 0) {
        take_first_boot(work);
    }
    /* What the boot has left. */
    return count_places(work, pps_claim_is_refusing, false, work->excluded);
}

static enum pp_status make_runs(struct work *work)
{
    struct pps_prng prng = pps_prng_stream(work->options->seed, 0);
    work->first_random = pps_steps_before_chance(work->options->steps,
                                                 work->options->step_count);
    PP_TRY(play_steps(
        work, 0, work->first_random, &work->base, &prng, work->options->runs));
    for (uint32_t run = 0; run < work->options->runs; run++) {
        PP_TRY(make_run(work, run));
    }
    return PP_OK;
}

/* --- the places ----------------------------------------------------------- */

/* Ports that more than a block of winnat or HNS holds. */
static struct pp_portset held_ports(const struct work *work)
{
    const struct pps_protocol_state *at =
        &work->now.protocols[work->options->protocol];
    struct pp_portset held = {{0}};
    for (size_t i = 0; i < at->socket_count; i++) {
        if (pps_socket_refuses_reservation(&at->sockets[i],
                                           &work->options->assumptions)) {
            pp_portset_set(&held, at->sockets[i].port);
        }
    }
    for (size_t i = 0; i < at->claim_count; i++) {
        const struct pps_claim *claim = &at->claims[i];
        bool is_block = claim->is_administered != PP_YES &&
                        (claim->owner == PP_OWNER_WINNAT ||
                         claim->owner == PP_OWNER_HNS_LOAD_BALANCER);
        if (claim->is_active && !is_block) {
            pp_portset_set_range(&held, claim->range);
        }
    }
    return held;
}

static enum pps_sweep_kind kind_of(const struct pps_sweep *sweep,
                                   const struct pps_sweep_place *place,
                                   const struct pp_portset *held)
{
    if (sweep->is_old || place->error == PP_WIN_INVALID_PARAMETER) {
        return PPS_SWEEP_REFUSED;
    }
    if (place->refused_runs == sweep->options.runs) {
        return place->error != 0 && !pp_portset_test_any(held, place->range)
                   ? PPS_SWEEP_STEPS_FIRST
                   : PPS_SWEEP_REFUSED;
    }
    if (!sweep->is_known) {
        return PPS_SWEEP_UNKNOWN;
    }
    return place->refused_runs == 0 ? PPS_SWEEP_ACCEPTED : PPS_SWEEP_SOMETIMES;
}

/* Asks Windows, as simulated, and takes the reservation back. */
static enum pp_status ask(struct work *work, struct pps_sweep_place *place)
{
    enum pp_protocol protocol = work->options->protocol;
    const struct pps_protocol_state *at = &work->now.protocols[protocol];
    const struct pps_step step = {
        .kind = PPS_STEP_RESERVE,
        .protocol = protocol,
        .family = PP_FAMILY_IPV4,
        .store = PP_STORE_PERSISTENT,
        .ports = {place->range.first, pp_range_count(place->range)},
    };
    struct pps_prng prng = pps_prng_stream(0, 0);
    size_t before = at->claim_count;
    PP_TRY(pps_engine_apply(
        &work->engine, &step, &work->now, &prng, &work->outcome));
    place->error = work->outcome.error;
    place->clash =
        work->outcome.error != 0 ? work->outcome.clash : (struct pps_clash){0};
    if (at->claim_count > before) {
        pps_state_remove_claim(&work->now, protocol, before);
    }
    return PP_OK;
}

static enum pp_status fill_places(struct work *work)
{
    struct pps_sweep *sweep = work->sweep;
    const struct pp_portset held = held_ports(work);
    bool is_random = work->first_random < work->options->step_count;
    int32_t refused = 0;
    int32_t excluded = 0;
    uint32_t begin = work->options->range.first;
    for (uint32_t i = 0; i < sweep->place_count; i++) {
        struct pps_sweep_place *place = &sweep->places[i];
        refused += work->refused[begin + i];
        excluded += work->excluded[begin + i];
        place->range = (struct pp_range){
            .first = (uint16_t)(begin + i),
            .last = (uint16_t)(begin + i + work->options->length - 1)};
        PP_TRY(ask(work, place));
        place->refused_runs = (uint32_t)refused;
        if (!is_random || place->error == PP_WIN_INVALID_PARAMETER) {
            place->refused_runs = place->error != 0 ? sweep->options.runs : 0;
        }
        place->excluded_runs = (uint32_t)excluded;
        place->is_dynamic =
            pp_range_overlaps(place->range, sweep->dynamic.range);
        place->is_mirrored = pps_is_mirrored_place(
            &work->now, &work->options->assumptions, place->range);
        place->kind = kind_of(sweep, place, &held);
        if (place->kind == PPS_SWEEP_ACCEPTED &&
            pps_may_be_mirrored(&work->now, place->range)) {
            place->kind = PPS_SWEEP_UNKNOWN;
        }
        sweep->is_any_mirrored |= place->is_mirrored;
    }
    return PP_OK;
}

/* --- all of it ------------------------------------------------------------ */

static enum pp_status make_result(struct work *work)
{
    struct pps_sweep *sweep = pp_calloc(1, sizeof(*sweep));
    if (sweep == NULL) {
        return PP_ERR_NOMEM;
    }
    work->sweep = sweep;
    sweep->options = *work->options;
    sweep->place_count =
        pp_range_count(work->options->range) - (work->options->length - 1);
    sweep->places = pp_calloc(sweep->place_count, sizeof(*sweep->places));
    sweep->refused_step_runs =
        pp_calloc(work->options->step_count, sizeof(*sweep->refused_step_runs));
    work->refused = pp_calloc(PP_PORT_COUNT + 1, sizeof(*work->refused));
    work->excluded = pp_calloc(PP_PORT_COUNT + 1, sizeof(*work->excluded));
    return sweep->places != NULL && sweep->refused_step_runs != NULL &&
                   work->refused != NULL && work->excluded != NULL
               ? PP_OK
               : PP_ERR_NOMEM;
}

static enum pp_status run_all(struct work *work,
                              const struct pp_machine *machine)
{
    PP_TRY(make_result(work));
    PP_TRY(pps_state_from_machine(machine, &work->base));
    work->sweep->model = pps_engine_model(&work->engine, &work->base);
    struct pps_sweep *sweep = work->sweep;
    sweep->is_known =
        work->base.protocols[work->options->protocol].is_table_known;
    sweep->is_old = work->base.is_before_vista;
    sweep->is_kept = work->options->assumptions.chosen[PP_ASSUME_BOOT_ORDER] ==
                     PP_BOOT_ADMIN_FIRST;
    PP_TRY(make_runs(work));
    return fill_places(work);
}

static void work_done(struct work *work)
{
    pps_engine_done(&work->engine);
    pps_outcome_done(&work->outcome);
    pps_state_done(&work->base);
    pps_state_done(&work->state);
    pps_state_done(&work->now);
    pps_span_list_done(&work->spans);
    pp_free(work->refused);
    pp_free(work->excluded);
}

enum pp_status pps_sweep_run(const struct pp_machine *machine,
                             const struct pps_sweep_options *options,
                             struct pps_sweep **ret_sweep)
{
    /* A count of runs is summed up in an int32_t. */
    if (options->runs == 0 || options->runs > INT32_MAX ||
        options->length == 0 ||
        options->length > pp_range_count(options->range)) {
        return PP_ERR_INVALID;
    }
    struct work *work = pp_calloc(1, sizeof(*work));
    if (work == NULL) {
        return PP_ERR_NOMEM;
    }
    work->options = options;
    work->engine.assumptions = options->assumptions;
    work->engine.model = options->model;
    enum pp_status status = run_all(work, machine);
    if (status == PP_OK) {
        *ret_sweep = work->sweep;
    } else {
        pps_sweep_free(work->sweep);
    }
    work_done(work);
    pp_free(work);
    return status;
}

void pps_sweep_free(struct pps_sweep *sweep)
{
    if (sweep == NULL) {
        return;
    }
    pp_free(sweep->places);
    pp_free(sweep->refused_step_runs);
    pp_free(sweep);
}

bool pps_sweep_is_any(const struct pps_sweep *sweep)
{
    for (size_t i = 0; i < sweep->place_count; i++) {
        if (sweep->places[i].kind <= PPS_SWEEP_SOMETIMES) {
            return true;
        }
    }
    return false;
}
