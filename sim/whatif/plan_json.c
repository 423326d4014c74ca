/* The member `plan` of portplan.what-if/1. */
#include "plan_json.h"

#include "json/json_write.h"
#include "sim/print/json_parts.h"

enum {
    SHARE_DECIMALS = 6,
    MEAN_DECIMALS = 2,
};

static const char *op_name(enum pps_change_op op)
{
    switch (op) {
    case PPS_ADD:
        return "add";
    case PPS_REMOVE:
        return "remove";
    case PPS_ALTER:
        return "change";
    }
    return "";
}

/* Exclusions, dynamic ranges, ports in use. */
static void add_ports(struct pp_json *row, const struct pps_plan_change *change)
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
static void add_named(struct pp_json *row, const struct pps_plan_change *change)
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

static void add_change(struct pp_json *array,
                       const struct pps_plan *plan,
                       const struct pps_plan_change *change)
{
    struct pp_json *row = pp_json_append_object(array);
    pp_json_add_str(row, "op", op_name(change->change.op));
    pp_json_add_str(row, "what", pps_change_what_name(change->change.what));
    switch (change->change.what) {
    case PPS_WHAT_EXCLUSION:
    case PPS_WHAT_DYNAMIC:
    case PPS_WHAT_SOCKET:
        add_ports(row, change);
        break;
    case PPS_WHAT_SERVICE:
    case PPS_WHAT_FEATURE:
    case PPS_WHAT_VALUE:
    case PPS_WHAT_UPDATE:
        add_named(row, change);
        break;
    }
    pp_json_add_double(row,
                       "probability",
                       (double)change->runs / (double)plan->runs,
                       SHARE_DECIMALS);
}

static void add_blocks(struct pp_json *array,
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
    pp_json_add_double(row, "mean", blocks->mean, MEAN_DECIMALS);
    pp_json_add_u64(row, "p5", blocks->p5);
    pp_json_add_u64(row, "p50", blocks->p50);
    pp_json_add_u64(row, "p95", blocks->p95);
    pp_json_add_double(row,
                       "probability",
                       (double)blocks->runs / (double)plan->runs,
                       SHARE_DECIMALS);
}

void pps_plan_json(struct pp_json *doc, const struct pps_plan *plan)
{
    struct pp_json *object = pp_json_object(doc, "plan");
    pp_json_add_u64(object, "add", plan->add_count);
    pp_json_add_u64(object, "remove", plan->remove_count);
    pp_json_add_u64(object, "change", plan->alter_count);
    pp_json_add_u64(object, "by_chance", plan->chance_count);
    struct pp_json *changes = pp_json_array(object, "changes");
    for (size_t i = 0; i < plan->change_count; i++) {
        add_change(changes, plan, &plan->changes[i]);
    }
    for (int p = 0; p < PP_PROTOCOL_COUNT; p++) {
        for (int kind = 0; kind < PPS_BLOCK_KIND_COUNT; kind++) {
            add_blocks(
                changes, plan, (enum pp_protocol)p, (enum pps_block_kind)kind);
        }
    }
}
