/* All models of reservation, for laws that hold for each of them. */
#ifndef PP_TESTS_SUPPORT_RESERVE_MODELS_H
#define PP_TESTS_SUPPORT_RESERVE_MODELS_H

#include "sim/reserve/reserve_models.h"

static const struct pps_reserve_model *const pp_test_models[] = {
    &pps_reserve_firstfit,
    &pps_reserve_release,
    &pps_reserve_random,
    &pps_reserve_tens,
    &pps_reserve_pools,
    &pps_reserve_mirrored,
};

#endif
