/* One simulated boot after the other, its exclusions in order. */
#include "samples.h"

#include "base/alloc.h"
#include "base/vec.h"
#include "json/jsonl.h"
#include "sim/whatif/boots.h"

struct pps_sampler {
    struct boots boots;
    PP_VEC(struct pps_claim) rows; /* of the last boot, ascending */
};

enum pp_status pps_sampler_new(const struct pps_state *start,
                               const struct pps_step *step,
                               const struct pps_montecarlo_options *options,
                               struct pps_sampler **ret_sampler)
{
    struct pps_sampler *sampler = pp_calloc(1, sizeof(*sampler));
    if (sampler == NULL) {
        return PP_ERR_NOMEM;
    }
    sampler->boots = (struct boots){
        .start = start,
        .step = step,
        .seed = options->seed,
        .engine = {.assumptions = options->assumptions,
                   .model = options->model},
    };
    *ret_sampler = sampler;
    return PP_OK;
}

void pps_sampler_free(struct pps_sampler *sampler)
{
    if (sampler == NULL) {
        return;
    }
    pps_boots_done(&sampler->boots);
    pp_free(sampler->rows.items);
    pp_free(sampler);
}

/* By range; rows of one range in the order of the table that they are from. */
static bool is_before(const struct pps_claim *a, const struct pps_claim *b)
{
    int order = pp_range_compare(a->range, b->range);
    return order < 0 || (order == 0 && a->place.line < b->place.line);
}

/* The rows in force; `is_netsh`: those that netsh would print, which the run
 * of WSL's mirrored networking is not. */
static enum pp_status take_rows(struct pps_sampler *sampler,
                                uint64_t run,
                                enum pp_protocol protocol,
                                bool is_netsh)
{
    PP_TRY(pps_boots_play(&sampler->boots, run));
    const struct pps_protocol_state *at =
        &sampler->boots.work.protocols[protocol];
    sampler->rows.count = 0;
    PP_TRY(PP_VEC_RESERVE(&sampler->rows, at->claim_count, UINT32_MAX));
    struct pps_claim *rows = sampler->rows.items;
    for (size_t i = 0; i < at->claim_count; i++) {
        const struct pps_claim *claim = &at->claims[i];
        bool is_hidden = is_netsh && claim->owner == PP_OWNER_WSL_MIRRORED;
        if (!claim->is_active || is_hidden) {
            continue;
        }
        size_t to = sampler->rows.count++;
        while (to > 0 && is_before(claim, &rows[to - 1])) {
            rows[to] = rows[to - 1];
            to--;
        }
        rows[to] = *claim;
    }
    return PP_OK;
}

enum pp_status pps_sampler_ndjson(struct pps_sampler *sampler,
                                  uint64_t run,
                                  enum pp_protocol protocol,
                                  struct pp_buf *buf)
{
    PP_TRY(take_rows(sampler, run, protocol, false));
    struct pp_jsonl line;
    pp_jsonl_begin(&line, buf);
    pp_jsonl_u64(&line, "run", run);
    pp_jsonl_begin_array(&line, "excluded");
    for (size_t i = 0; i < sampler->rows.count; i++) {
        const struct pps_claim *row = &sampler->rows.items[i];
        pp_jsonl_begin_object(&line, NULL);
        pp_jsonl_u64(&line, "start", row->range.first);
        pp_jsonl_u64(&line, "end", row->range.last);
        pp_jsonl_tri(&line, "administered", row->is_administered);
        pp_jsonl_str(&line, "owner", pp_owner_name(row->owner));
        pp_jsonl_end_object(&line);
    }
    pp_jsonl_end_array(&line);
    pp_jsonl_end(&line);
    return buf->status;
}

enum pp_status pps_sampler_netsh(struct pps_sampler *sampler,
                                 uint64_t run,
                                 enum pp_protocol protocol,
                                 struct pp_buf *buf)
{
    PP_TRY(take_rows(sampler, run, protocol, true));
    pp_buf_printf(buf,
                  "\nProtocol %s Port Exclusion Ranges\n\n"
                  "Start Port    End Port\n"
                  "----------    --------\n",
                  pp_protocol_name(protocol));
    for (size_t i = 0; i < sampler->rows.count; i++) {
        const struct pps_claim *row = &sampler->rows.items[i];
        pp_buf_printf(buf,
                      "%10u  %10u%s\n",
                      (unsigned)row->range.first,
                      (unsigned)row->range.last,
                      row->is_administered == PP_YES ? "     *" : "");
    }
    pp_buf_add_str(buf, "\n* - Administered port exclusions.\n");
    return buf->status;
}
