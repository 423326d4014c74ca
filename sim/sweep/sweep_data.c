/* A sweep for programs: JSON and CSV. */
#include "sweep_data.h"

#include "base/alloc.h"
#include "json/json_write.h"
#include "print/place.h"
#include "sim/print/figures.h"
#include "sim/print/json_parts.h"
#include "sim/steps/step_json.h"
#include "sim/whatif/whatif_json.h"
#include "sweep_stretches.h"

/* Whether shares of boots mean anything. */
static bool has_shares(const struct pps_sweep *sweep)
{
    return sweep->is_known || sweep->is_old;
}

static void
add_head(struct pp_json *doc, const struct pps_sweep *sweep, struct pp_buf *buf)
{
    const struct pps_sweep_options *options = &sweep->options;
    pps_json_add_model(doc, sweep->model, &options->assumptions);
    pp_json_add_u64(doc, "runs", options->runs);
    pp_json_add_u64(doc, "seed", options->seed);
    pp_json_add_str(doc, "protocol", pp_protocol_name(options->protocol));
    pps_json_add_range(pp_json_object(doc, "range"), options->range);
    pp_json_add_u64(doc, "length", options->length);
    struct pp_json *dynamic = pp_json_object(doc, "dynamic");
    pps_json_add_range(dynamic, sweep->dynamic.range);
    pp_json_add_str(dynamic, "basis", pp_basis_name(sweep->dynamic.basis));
    pp_json_add_bool(doc, "reserves", sweep->is_reserving);
    struct pp_json *steps = pp_json_array(doc, "steps");
    for (size_t i = 0; i < options->step_count; i++) {
        struct pp_json *row = pp_json_append_object(steps);
        pps_step_json_text(row, &options->steps[i], buf);
        pps_json_add_part(
            row, "refused", sweep->refused_step_runs[i], options->runs);
    }
}

/* [least, most] of the places. */
static void add_shares(struct pp_json *row,
                       const char *key,
                       const struct pps_sweep *sweep,
                       uint32_t least,
                       uint32_t most)
{
    struct pp_json *array = pp_json_array(row, key);
    pps_json_add_part(array, NULL, least, sweep->options.runs);
    pps_json_add_part(array, NULL, most, sweep->options.runs);
}

static void add_boots(struct pp_json *row,
                      const struct pps_sweep *sweep,
                      const struct pps_sweep_stretch *stretch)
{
    uint32_t least = stretch->least_excluded;
    uint32_t most = stretch->most_excluded;
    if (!has_shares(sweep)) {
        pp_json_add_null(row, "excluded");
        pp_json_add_null(row, "excluded_if_reserved");
        return;
    }
    add_shares(row, "excluded", sweep, least, most);
    if (stretch->first->kind != PPS_SWEEP_ACCEPTED) {
        pp_json_add_null(row, "excluded_if_reserved");
    } else if (sweep->is_kept && !stretch->first->is_mirrored) {
        add_shares(row, "excluded_if_reserved", sweep, 0, 0);
    } else {
        add_shares(row, "excluded_if_reserved", sweep, least, most);
    }
}

static void add_stretch(struct pp_json *array,
                        const struct pps_sweep *sweep,
                        const struct pps_sweep_stretch *stretch)
{
    const struct pps_sweep_place *first = stretch->first;
    uint32_t runs = sweep->options.runs;
    struct pp_json *row = pp_json_append_object(array);
    /* The ports that a reservation there may begin at. */
    pp_json_add_u64(row, "first", first->range.first);
    pp_json_add_u64(row, "last", first->range.first + stretch->count - 1);
    pp_json_add_str(row, "answer", pps_sweep_kind_name(first->kind));
    if (first->kind == PPS_SWEEP_UNKNOWN) {
        pp_json_add_null(row, "accepted");
    } else if (sweep->is_old) {
        add_shares(row, "accepted", sweep, 0, 0);
    } else {
        add_shares(row,
                   "accepted",
                   sweep,
                   runs - stretch->most_refused,
                   runs - stretch->least_refused);
    }
    pp_json_add_u64_if(row, "error", first->error != 0, first->error);
    pp_json_add_bool(row, "dynamic", first->is_dynamic);
    add_boots(row, sweep, stretch);
    pps_whatif_json_clash(row, &first->clash, false);
}

static enum pp_status add_stretches(struct pp_json *doc,
                                    const struct pps_sweep *sweep)
{
    struct pps_sweep_stretch *stretches = NULL;
    size_t count = 0;
    PP_TRY(pps_sweep_stretches(sweep, &stretches, &count));
    struct pp_json *array = pp_json_array(doc, "stretches");
    for (size_t i = 0; i < count; i++) {
        add_stretch(array, sweep, &stretches[i]);
    }
    pp_free(stretches);
    return PP_OK;
}

void pps_sweep_json(struct pp_buf *buf, const struct pps_sweep *sweep)
{
    struct pp_json *doc = pp_json_doc_new();
    pp_json_add_str(doc, "schema", "portplan.sweep/1");
    add_head(doc, sweep, buf);
    enum pp_status status = add_stretches(doc, sweep);
    if (status != PP_OK && buf->status == PP_OK) {
        buf->status = status;
    }
    pp_json_finish(doc, buf);
}

static void add_row(struct pp_buf *buf,
                    const struct pps_sweep *sweep,
                    const struct pps_sweep_place *place)
{
    uint32_t runs = sweep->options.runs;
    pp_buf_printf(buf,
                  "%u,%u,%s,",
                  (unsigned)place->range.first,
                  (unsigned)place->range.last,
                  pps_sweep_kind_name(place->kind));
    if (place->kind != PPS_SWEEP_UNKNOWN) {
        pps_add_ppm(buf, sweep->is_old ? 0 : runs - place->refused_runs, runs);
    }
    pp_buf_add_char(buf, ',');
    if (place->error != 0) {
        pp_buf_add_u64(buf, place->error);
    }
    pp_buf_printf(buf, ",%s,", place->is_dynamic ? "true" : "false");
    if (has_shares(sweep)) {
        pps_add_ppm(buf, place->excluded_runs, runs);
    }
    pp_buf_add_char(buf, ',');
    if (place->kind == PPS_SWEEP_ACCEPTED) {
        pps_add_ppm(
            buf,
            sweep->is_kept && !place->is_mirrored ? 0 : place->excluded_runs,
            runs);
    }
    pp_buf_printf(buf,
                  ",%s\n",
                  place->clash.kind == PPS_CLASH_CLAIM
                      ? pp_owner_name(place->clash.owner)
                  : place->clash.kind == PPS_CLASH_SOCKET ? "in-use"
                                                          : "");
}

void pps_sweep_csv(struct pp_buf *buf, const struct pps_sweep *sweep)
{
    pp_buf_add_str(buf,
                   "start,end,answer,accepted,error,dynamic,excluded,"
                   "excluded_if_reserved,in_the_way\n");
    for (size_t i = 0; i < sweep->place_count; i++) {
        add_row(buf, sweep, &sweep->places[i]);
    }
}
