/*
 * A scenario: steps that are added one by one or read from a text (reader.c),
 * and what of the text is not played.
 */
#include "portplansim/scenario.h"

#include "portplan/range.h"

#include "base/alloc.h"
#include "base/arena.h"
#include "base/vec.h"
#include "reader.h"

enum {
    TEXTS_MAX_BYTES = 16 * 1024 * 1024
};

struct pps_scenario {
    struct pp_arena arena; /* all texts */
    PP_VEC(struct pps_step) steps;
    PP_VEC(struct pps_unplayed) unplayed;
    size_t unplayed_total; /* with those that did not fit */
    size_t error_count;
    size_t fatal_count;
};

enum pp_status pps_scenario_new(struct pps_scenario **ret_scenario)
{
    struct pps_scenario *scenario = pp_calloc(1, sizeof(*scenario));
    if (scenario == NULL) {
        return PP_ERR_NOMEM;
    }
    pp_arena_init(&scenario->arena, TEXTS_MAX_BYTES);
    *ret_scenario = scenario;
    return PP_OK;
}

/* A copy in the arena, in place of the text. */
static bool keep(struct pps_scenario *scenario, struct pp_sv *text)
{
    if (text->len == 0) {
        *text = (struct pp_sv){NULL, 0};
        return true;
    }
    return pp_arena_copy(&scenario->arena, *text, text);
}

/* Ports that do not exist have no answer of Windows; where Windows itself
 * answers 87, anything goes. */
static bool is_playable(const struct pps_step *step)
{
    bool has_real_ports = step->kind == PPS_STEP_BIND ||
                          step->kind == PPS_STEP_CLOSE ||
                          (step->kind == PPS_STEP_EXPECT &&
                           step->expect.kind != PPS_EXPECT_OUTCOME);
    struct pp_range range;
    if (has_real_ports) {
        return step->ports.start != 0 && pp_range_from_count(step->ports.start,
                                                             step->ports.count,
                                                             &range);
    }
    return step->kind != PPS_STEP_PRESET || step->preset != NULL;
}

enum pp_status pps_scenario_add(struct pps_scenario *scenario,
                                const struct pps_step *step,
                                size_t *ret_index)
{
    struct pps_step kept = *step;
    if (!is_playable(step)) {
        return PP_ERR_INVALID;
    }
    if (!keep(scenario, &kept.written) || !keep(scenario, &kept.name) ||
        !keep(scenario, &kept.data) || !keep(scenario, &kept.address.text)) {
        return PP_ERR_NOMEM;
    }
    PP_TRY(PP_VEC_RESERVE(&scenario->steps, 1, PPS_STEPS_MAX));
    if (ret_index != NULL) {
        *ret_index = scenario->steps.count;
    }
    scenario->steps.items[scenario->steps.count++] = kept;
    return PP_OK;
}

static enum pp_status leave_out(struct pps_scenario *scenario,
                                const struct pps_unplayed *unplayed)
{
    struct pps_unplayed kept = *unplayed;
    bool is_fault = unplayed->why != PPS_UNPLAYED_OUTPUT;
    scenario->error_count += is_fault;
    scenario->fatal_count += unplayed->why == PPS_UNPLAYED_EXPECT;
    scenario->unplayed_total++;
    if (scenario->unplayed.count == PPS_UNPLAYED_MAX) {
        return PP_OK;
    }
    if (!keep(scenario, &kept.written)) {
        return PP_ERR_NOMEM;
    }
    PP_TRY(PP_VEC_RESERVE(&scenario->unplayed, 1, PPS_UNPLAYED_MAX));
    scenario->unplayed.items[scenario->unplayed.count++] = kept;
    return PP_OK;
}

static enum pp_status add(struct pps_scenario *scenario,
                          const struct pps_step *step)
{
    return pps_scenario_add(scenario, step, NULL);
}

/* The first answer is the step's; what follows explains it. */
static void answer(struct pps_scenario *scenario, uint32_t error)
{
    if (scenario->steps.count == 0) {
        return;
    }
    struct pps_step *last = &scenario->steps.items[scenario->steps.count - 1];
    bool is_answering = last->kind != PPS_STEP_QUERY &&
                        last->kind != PPS_STEP_OTHER &&
                        last->kind != PPS_STEP_EXPECT;
    if (is_answering && !last->has_printed) {
        last->has_printed = true;
        last->printed = error;
    }
}

enum pp_status pps_scenario_parse(struct pp_sv text,
                                  uint32_t capture_index,
                                  struct pp_diags *diags,
                                  struct pps_scenario **ret_scenario)
{
    struct pps_scenario *scenario = NULL;
    PP_TRY(pps_scenario_new(&scenario));
    const struct step_sink sink = {
        .scenario = scenario,
        .blank = pps_step_of(PPS_STEP_OTHER),
        .add = add,
        .answer = answer,
        .leave_out = leave_out,
    };
    enum pp_status status = pps_read_steps(text, capture_index, diags, &sink);
    if (status != PP_OK) {
        pps_scenario_free(scenario);
        return status;
    }
    *ret_scenario = scenario;
    return PP_OK;
}

void pps_scenario_free(struct pps_scenario *scenario)
{
    if (scenario == NULL) {
        return;
    }
    pp_arena_done(&scenario->arena);
    pp_free(scenario->steps.items);
    pp_free(scenario->unplayed.items);
    pp_free(scenario);
}

const struct pps_step *pps_scenario_steps(const struct pps_scenario *scenario,
                                          size_t *ret_count)
{
    *ret_count = scenario->steps.count;
    return scenario->steps.items;
}

size_t pps_scenario_error_count(const struct pps_scenario *scenario)
{
    return scenario->error_count;
}

bool pps_scenario_is_playable(const struct pps_scenario *scenario)
{
    return scenario->fatal_count == 0;
}

const struct pps_unplayed *pps_scenario_unplayed(
    const struct pps_scenario *scenario, size_t *ret_count, size_t *ret_total)
{
    *ret_count = scenario->unplayed.count;
    *ret_total = scenario->unplayed_total;
    return scenario->unplayed.items;
}

const char *pps_unplayed_name(enum pps_unplayed_why why)
{
    static const char *const names[] = {
        [PPS_UNPLAYED_UNKNOWN] = "unknown",
        [PPS_UNPLAYED_ARGUMENT] = "argument",
        [PPS_UNPLAYED_EXPECT] = "expect",
        [PPS_UNPLAYED_LOOP] = "loop",
        [PPS_UNPLAYED_CONDITION] = "condition",
        [PPS_UNPLAYED_OUTPUT] = "output",
    };
    return names[why];
}

struct pps_step pps_step_of(enum pps_step_kind kind)
{
    return (struct pps_step){
        .kind = kind,
        .family = PP_FAMILY_IPV4,
        .store = PP_STORE_PERSISTENT,
        .expect = {.at_least_ppm = PPS_PPM},
    };
}
