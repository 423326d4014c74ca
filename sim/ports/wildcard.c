/* The table of models of wildcard picking, and the state that they begin
 * with. */
#include "portplansim/wildcard.h"

void pps_wildcard_init(struct pps_wildcard_state *state,
                       struct pps_prng prng,
                       uint16_t start)
{
    *state = (struct pps_wildcard_state){.prng = prng, .start = start};
}

static const struct pps_wildcard_model *const models[] = {
    &pps_wildcard_random_start,
    &pps_wildcard_pointer,
    &pps_wildcard_sequential,
    &pps_wildcard_random,
    &pps_wildcard_uniform,
};

const struct pps_wildcard_model *const *pps_wildcard_models(size_t *ret_count)
{
    *ret_count = PP_ARRAY_LEN(models);
    return models;
}

const struct pps_wildcard_model *pps_wildcard_model_named(struct pp_sv name)
{
    for (size_t i = 0; i < PP_ARRAY_LEN(models); i++) {
        if (pp_sv_equal_nocase(name, pp_sv_from(models[i]->name))) {
            return models[i];
        }
    }
    return NULL;
}
