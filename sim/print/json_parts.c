/* Members that several documents have. */
#include "json_parts.h"

#include "json/json_write.h"
#include "print/assumptions_json.h"

enum {
    SHARE_DECIMALS = 6,
    MEAN_DECIMALS = 2,
};

void pps_json_add_range(struct pp_json *object, struct pp_range range)
{
    pp_json_add_u64(object, "start", range.first);
    pp_json_add_u64(object, "end", range.last);
}

void pps_json_add_share(struct pp_json *parent, const char *key, double share)
{
    pp_json_add_double(parent, key, share, SHARE_DECIMALS);
}

void pps_json_add_part(struct pp_json *parent,
                       const char *key,
                       uint32_t part,
                       uint32_t whole)
{
    pps_json_add_share(parent, key, (double)part / (double)whole);
}

void pps_json_add_interval(struct pp_json *parent,
                           const char *key,
                           struct pps_interval interval)
{
    struct pp_json *array = pp_json_array(parent, key);
    pps_json_add_share(array, NULL, interval.low);
    pps_json_add_share(array, NULL, interval.high);
}

void pps_json_add_spread(struct pp_json *object, struct pps_spread spread)
{
    pp_json_add_double(object, "mean", spread.mean, MEAN_DECIMALS);
    pp_json_add_u64(object, "p5", spread.p5);
    pp_json_add_u64(object, "p50", spread.p50);
    pp_json_add_u64(object, "p95", spread.p95);
}

void pps_json_add_model(struct pp_json *doc,
                        const struct pps_reserve_model *model,
                        const struct pp_assumptions *assumptions)
{
    struct pp_json *object = pp_json_object(doc, "model");
    if (model != NULL) {
        pp_json_add_str(object, "name", model->name);
        pp_json_add_u64(object, "version", model->version);
    }
    pp_assumptions_json(object, assumptions);
}
