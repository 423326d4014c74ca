/*
 * Members that several documents of the simulator have. Private to sim/.
 */
#ifndef PP_SIM_PRINT_JSON_PARTS_H
#define PP_SIM_PRINT_JSON_PARTS_H

#include "portplan/assumptions.h"
#include "portplan/range.h"
#include "portplansim/stats.h"

#include "json/json_write.h"
#include "sim/reserve/reserve.h"

/* The members `start` and `end`. */
void pps_json_add_range(struct pp_json *object, struct pp_range range);

/* A share with the decimals of all shares; of a part of the runs. */
void pps_json_add_share(struct pp_json *parent, const char *key, double share);
void pps_json_add_part(struct pp_json *parent,
                       const char *key,
                       uint32_t part,
                       uint32_t whole);

/* [low, high] */
void pps_json_add_interval(struct pp_json *parent,
                           const char *key,
                           struct pps_interval interval);

/* The members `mean`, `p5`, `p50` and `p95`. */
void pps_json_add_spread(struct pp_json *object, struct pps_spread spread);

/* The member `model`; without name and version where `model` is NULL. */
void pps_json_add_model(struct pp_json *doc,
                        const struct pps_reserve_model *model,
                        const struct pp_assumptions *assumptions);

#endif
