/* What reservation models share: the list of blocks, the draw of their number.
 */
#include "reserve.h"

#include "base/alloc.h"
#include "base/vec.h"

enum pp_status pps_block_list_add(struct pps_block_list *list,
                                  struct pp_range range,
                                  uint32_t burst)
{
    if (list->count == list->capacity) { /* asked for every block */
        PP_TRY(PP_VEC_RESERVE(list, 1, PP_PORT_COUNT));
    }
    list->items[list->count++] = (struct pps_block){range, burst};
    return PP_OK;
}

void pps_block_list_done(struct pps_block_list *list)
{
    pp_free(list->items);
    *list = (struct pps_block_list){0};
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
    const struct pps_reserve_parameters *parameters =
        pps_parameters_of(request);
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
