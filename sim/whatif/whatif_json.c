/* The document portplan.what-if/1. */
#include "whatif_json.h"

#include "json/json_write.h"
#include "left_out.h"
#include "print/machine_json.h"
#include "print/place.h"
#include "sim/print/json_parts.h"
#include "sim/reserve/reserve.h"
#include "sim/steps/remark_words.h"
#include "sim/steps/step_json.h"

void pps_whatif_json_clash(struct pp_json *row,
                           const struct pps_clash *clash,
                           bool has_place)
{
    if (clash->kind == PPS_CLASH_NONE) {
        pp_json_add_null(row, "in_the_way");
        return;
    }
    bool is_claim = clash->kind == PPS_CLASH_CLAIM;
    struct pp_json *object = pp_json_object(row, "in_the_way");
    pp_json_add_str(object, "kind", is_claim ? "excluded" : "in-use");
    if (has_place) {
        pps_json_add_range(object, clash->range);
    }
    if (is_claim) {
        pp_json_add_tri(object, "administered", clash->is_administered);
        pp_json_add_str(object, "owner", pp_owner_name(clash->owner));
    }
    if (has_place) {
        pp_add_source(object, &clash->place);
    }
}

static const char *op_name(enum pps_change_op op)
{
    static const char *const names[] = {
        [PPS_ADD] = "add", [PPS_REMOVE] = "remove", [PPS_ALTER] = "change"};
    return names[op];
}

static void add_change(struct pp_json *array, const struct pps_change *change)
{
    bool is_named = change->name.len > 0;
    struct pp_json *row = pp_json_append_object(array);
    pp_json_add_str(row, "op", op_name(change->op));
    pp_json_add_str(
        row, "protocol", is_named ? NULL : pp_protocol_name(change->protocol));
    pp_json_add_str(row, "what", pps_change_what_name(change->what));
    if (is_named) {
        pp_json_add_sv(row, "name", change->name);
    } else {
        pps_json_add_range(row, change->range);
    }
    if (change->what == PPS_WHAT_EXCLUSION) {
        pp_json_add_tri(row, "administered", change->is_administered);
        pp_json_add_str(row, "owner", pp_owner_name(change->owner));
    }
    if (change->what == PPS_WHAT_VALUE && change->op == PPS_ADD) {
        pp_json_add_sv(row, "value", change->data);
    }
}

static void
add_answer(struct pp_json *row, const struct pps_answer *answer, uint32_t runs)
{
    pp_json_add_str(row, "outcome", answer->error == 0 ? "ok" : "error");
    pp_json_add_u64_if(row, "error", answer->error != 0, answer->error);
    pp_json_add_str(
        row, "message", answer->message[0] != '\0' ? answer->message : NULL);
    pps_json_add_part(row, "probability", answer->runs, runs);
}

static void add_notes(struct pp_json *row, const struct pps_step_result *result)
{
    struct pp_json *array = pp_json_array(row, "notes");
    if (result->step->remark != PPS_REMARK_NONE) {
        pp_json_append_str(array, pps_remark_text(result->step->remark));
    }
    for (int i = 0; i < PPS_NOTE_COUNT; i++) {
        if ((result->notes >> i & 1) != 0) {
            pp_json_append_str(array, pps_note_text((enum pps_note)i));
        }
    }
}

static void add_blocks(struct pp_json *parent,
                       enum pp_protocol protocol,
                       const struct pps_blocks_made *made)
{
    if (!made->is_any) {
        pp_json_add_null(parent, pp_protocol_name(protocol));
        return;
    }
    struct pp_json *object = pp_json_object(parent, pp_protocol_name(protocol));
    struct pp_json *blocks = pp_json_object(object, "blocks");
    pps_json_add_spread(blocks, made->count);
    struct pp_json *places = pp_json_array(object, "places");
    for (size_t i = 0; i < made->place_count; i++) {
        struct pp_json *place = pp_json_append_object(places);
        pps_json_add_range(place, made->places[i].range);
        pps_json_add_share(place, "excluded", made->places[i].share);
    }
}

static void add_step(struct pp_json *array,
                     const struct pps_whatif *whatif,
                     const struct pps_step_result *result,
                     struct pp_buf *scratch)
{
    const struct pps_step *step = result->step;
    struct pp_json *row = pp_json_append_object(array);
    pps_step_json(row, step, scratch);
    pp_json_add_sv(row, "written", step->written);
    pp_json_add_u64(row, "line", step->place.line);
    add_answer(row, &result->answers[0], whatif->runs);
    struct pp_json *others = pp_json_array(row, "alternatives");
    for (size_t i = 1; i < result->answer_count; i++) {
        add_answer(
            pp_json_append_object(others), &result->answers[i], whatif->runs);
    }
    struct pp_json *changes = pp_json_array(row, "changes");
    for (size_t i = 0; i < result->change_count; i++) {
        add_change(changes, &result->changes[i]);
    }
    pps_whatif_json_clash(row, &result->answers[0].clash, true);
    add_notes(row, result);
    pps_difference_json(row, step);
    pps_json_add_part(row, "left_out", result->left_out_runs, whatif->runs);
    if (result->is_reserving) {
        struct pp_json *random = pp_json_object(row, "reserved_anew");
        add_blocks(random, PP_TCP, &result->blocks[PP_TCP]);
        add_blocks(random, PP_UDP, &result->blocks[PP_UDP]);
    }
}

/* `after`: how many elements of `steps` come before it. */
static void add_expectation(struct pp_json *array,
                            const struct pps_step_result *result,
                            size_t after,
                            struct pp_buf *scratch)
{
    struct pp_json *row = pp_json_append_object(array);
    pps_step_json_expect(row, result->step, scratch);
    pp_json_add_bool(row, "held", result->is_held);
    pps_json_add_share(row, "probability", result->held_share);
    pps_json_add_interval(row, "interval", result->interval);
    pp_json_add_u64(row, "after", after);
    pp_json_add_u64(row, "line", result->step->place.line);
}

/* --- the plan --- */

/* Exclusions, dynamic ranges, ports in use. */
static void add_plan_ports(struct pp_json *row,
                           const struct pps_plan_change *change)
{
    pp_json_add_str(row, "protocol", pp_protocol_name(change->change.protocol));
    pps_json_add_range(row, change->change.range);
    if (change->change.what == PPS_WHAT_EXCLUSION) {
        pp_json_add_tri(row, "administered", change->change.is_administered);
        pp_json_add_str(row, "owner", pp_owner_name(change->change.owner));
    } else if (change->change.what == PPS_WHAT_DYNAMIC) {
        pps_json_add_range(pp_json_object(row, "before"), change->before);
    }
}

/* Services, features, values, updates. */
static void add_plan_named(struct pp_json *row,
                           const struct pps_plan_change *change)
{
    pp_json_add_null(row, "protocol");
    pp_json_add_sv(row, "name", change->change.name);
    if (change->change.what != PPS_WHAT_VALUE) {
        pp_json_add_bool(row, "on", change->is_on);
    } else if (change->is_on) {
        pp_json_add_sv(row, "value", change->change.data);
    } else {
        pp_json_add_null(row, "value");
    }
    pp_json_add_bool(row, "known_before", change->is_known == PP_YES);
    if (change->has_number) {
        pp_json_add_u64(row, "before", change->number);
    }
    if (change->change.what == PPS_WHAT_FEATURE) {
        pp_json_add_bool(row, "at_restart", change->is_at_restart);
    }
}

static void add_plan_change(struct pp_json *array,
                            const struct pps_plan *plan,
                            const struct pps_plan_change *change)
{
    struct pp_json *row = pp_json_append_object(array);
    pp_json_add_str(row, "op", op_name(change->change.op));
    pp_json_add_str(row, "what", pps_change_what_name(change->change.what));
    if (change->change.name.len > 0) {
        add_plan_named(row, change);
    } else {
        add_plan_ports(row, change);
    }
    pps_json_add_part(row, "probability", change->runs, plan->runs);
}

static void add_plan_blocks(struct pp_json *array,
                            const struct pps_plan *plan,
                            enum pp_protocol protocol,
                            enum pps_block_kind kind)
{
    const struct pps_plan_blocks *blocks = &plan->blocks[protocol][kind];
    if (blocks->runs == 0) {
        return;
    }
    struct pp_json *row = pp_json_append_object(array);
    pp_json_add_str(row, "op", op_name(PPS_ALTER));
    pp_json_add_str(row, "what", "blocks");
    pp_json_add_str(row, "protocol", pp_protocol_name(protocol));
    pp_json_add_str(row, "owner", pp_owner_name(pps_block_owner(kind)));
    pps_json_add_spread(row, blocks->count);
    pps_json_add_part(row, "probability", blocks->runs, plan->runs);
}

static void add_plan(struct pp_json *doc, const struct pps_plan *plan)
{
    struct pp_json *object = pp_json_object(doc, "plan");
    pp_json_add_u64(object, "add", plan->add_count);
    pp_json_add_u64(object, "remove", plan->remove_count);
    pp_json_add_u64(object, "change", plan->alter_count);
    pp_json_add_u64(object, "by_chance", plan->chance_count);
    struct pp_json *changes = pp_json_array(object, "changes");
    for (size_t i = 0; i < plan->change_count; i++) {
        add_plan_change(changes, plan, &plan->changes[i]);
    }
    for (int p = 0; p < PP_PROTOCOL_COUNT; p++) {
        for (int kind = 0; kind < PPS_BLOCK_KIND_COUNT; kind++) {
            add_plan_blocks(
                changes, plan, (enum pp_protocol)p, (enum pps_block_kind)kind);
        }
    }
}

/* --- the document --- */

static void add_steps(struct pp_json *doc,
                      const struct pps_whatif *whatif,
                      struct pp_buf *scratch)
{
    struct pp_json *steps = pp_json_array(doc, "steps");
    struct pp_json *expectations = pp_json_array(doc, "expectations");
    size_t after = 0;
    for (size_t i = 0; i < whatif->step_count; i++) {
        const struct pps_step_result *result = &whatif->steps[i];
        if (result->step->kind == PPS_STEP_EXPECT) {
            add_expectation(expectations, result, after, scratch);
        } else {
            add_step(steps, whatif, result, scratch);
            after++;
        }
    }
    pps_left_out_json(doc, whatif);
    pp_json_add_bool(doc, "held", whatif->is_held);
    add_plan(doc, &whatif->plan);
}

void pps_whatif_json(struct pp_buf *buf, const struct pps_whatif *whatif)
{
    struct pp_json *doc = pp_json_doc_new();
    pp_json_add_str(doc, "schema", "portplan.what-if/1");
    pps_json_add_model(doc, whatif->model, &whatif->assumptions);
    pp_json_add_u64(doc, "runs", whatif->runs);
    pp_json_add_u64(doc, "seed", whatif->seed);
    add_steps(doc, whatif, buf);
    pp_machine_json(doc, whatif->machine);
    pp_json_finish(doc, buf);
}
