/*
 * The table of reservation models, and what they share: the list of blocks
 * and the draw of their number.
 */
#include "base/alloc.h"
#include "reserve_walk.h"

enum pp_status pps_block_list_add(struct pps_block_list *list,
                                  struct pp_range range,
                                  uint32_t burst)
{
    if (list->count == list->capacity) {
        size_t capacity = list->capacity + list->capacity / 2 + 32;
        struct pps_block *items =
            pp_realloc(list->items, capacity, sizeof(*items));
        if (items == NULL) {
            return PP_ERR_NOMEM;
        }
        list->items = items;
        list->capacity = capacity;
    }
    list->items[list->count++] = (struct pps_block){range, burst};
    return PP_OK;
}

void pps_block_list_done(struct pps_block_list *list)
{
    pp_free(list->items);
    *list = (struct pps_block_list){0};
}

static const struct pps_reserve_model *const models[] = {
    &pps_reserve_firstfit,
    &pps_reserve_release,
    &pps_reserve_random,
    &pps_reserve_tens,
    &pps_reserve_pools,
    &pps_reserve_mirrored,
    &pps_reserve_hns_row,
};

const struct pps_reserve_model *const *pps_reserve_models(size_t *ret_count)
{
    *ret_count = PP_ARRAY_LEN(models);
    return models;
}

const struct pps_reserve_model *pps_reserve_model_named(struct pp_sv name)
{
    for (size_t i = 0; i < PP_ARRAY_LEN(models); i++) {
        if (pp_sv_equal_nocase(name, pp_sv_from(models[i]->name))) {
            return models[i];
        }
    }
    return NULL;
}

/* Between two entries of the table of factors, evenly: the table gives the
 * shape, this keeps its steps from showing. */
static uint32_t draw_factor(struct pps_prng *prng, const uint16_t *spread)
{
    uint32_t slice = pps_prng_below(prng, PPS_SPREAD_SLICES - 1);
    uint32_t low = spread[slice];
    uint32_t high = spread[slice + 1];
    return low + pps_prng_below(prng, high - low);
}

uint32_t pps_reserve_draw_count(const struct pps_reserve_request *request,
                                struct pps_prng *prng)
{
    const struct pps_reserve_parameters *parameters = parameters_of(request);
    if (request->is_one_burst) {
        return UINT32_MAX; /* it ends by itself */
    }
    if (request->is_count_fixed) {
        return request->usual_blocks;
    }
    if (request->usual_blocks == 0) {
        return parameters->numbers[pps_prng_below(prng, PPS_NUMBER_SLICES)];
    }
    uint64_t scaled = (uint64_t)request->usual_blocks *
                      draw_factor(prng, parameters->number_spread);
    /* Never 0: the lowest factor is over one half. */
    return (uint32_t)((scaled + 500) / 1000);
}
