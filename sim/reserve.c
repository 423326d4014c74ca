/*
 * The table of reservation models, and what they share: the list of blocks
 * and the draw of their number.
 */
#include "portplansim/reserve.h"

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
    &pps_reserve_random,
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

/*
 * Blocks of 100 in each complete table that has any: the 60 machines of the
 * corpus (fixtures/captures.jsonl; min 2, median 8.5, mean 13.7, max 123).
 */
static const uint8_t corpus_blocks[] = {
    2,  2,  3,  3,  3,  3,  4,  4,  5,  5,  5,  5,  6,  6,  6,
    6,  7,  7,  7,  7,  7,  7,  7,  7,  7,  8,  8,  8,  8,  8,
    9,  9,  9,  9,  10, 10, 12, 12, 12, 12, 12, 12, 12, 14, 14,
    14, 14, 16, 16, 18, 18, 20, 20, 21, 22, 28, 35, 40, 78, 123,
};

/*
 * How far the number of blocks strays between two starts of one machine, in
 * 1000ths: the middles of ten equally likely slices of a log-normal law with
 * sigma 0.4. A choice: the corpus has too few pairs of one machine (7) to
 * measure it, and in those the numbers differ by up to a factor of two.
 */
static const uint16_t spread_permille[] = {
    518,
    661,
    764,
    857,
    951,
    1052,
    1167,
    1310,
    1514,
    1931,
};

/* Between two entries of a table, evenly: the table gives the shape, this
 * keeps its steps from showing. */
static uint32_t draw_spread(struct pps_prng *prng)
{
    uint32_t last = PP_ARRAY_LEN(spread_permille) - 1;
    uint32_t slice = pps_prng_below(prng, last);
    uint32_t low = spread_permille[slice];
    uint32_t high = spread_permille[slice + 1];
    return low + pps_prng_below(prng, high - low);
}

uint32_t pps_reserve_draw_count(struct pps_prng *prng, uint32_t usual_blocks)
{
    if (usual_blocks == 0) {
        return corpus_blocks[pps_prng_below(prng, PP_ARRAY_LEN(corpus_blocks))];
    }
    uint64_t scaled = (uint64_t)usual_blocks * draw_spread(prng);
    /* Never 0: the lowest spread is over one half. */
    return (uint32_t)((scaled + 500) / 1000);
}
