/*
 * Single simulated boots as tables of exclusions: what a forecast counts, one
 * by one. Boot i is run i of a forecast with the same seed.
 */
#ifndef PP_SIM_FORECAST_SAMPLES_H
#define PP_SIM_FORECAST_SAMPLES_H

#include "montecarlo.h"

struct pps_sampler; /* opaque */

/* Borrows start and step, which must outlive the sampler; of the options seed,
 * assumptions and model count. The caller frees it with pps_sampler_free. */
enum pp_status pps_sampler_new(const struct pps_state *start,
                               const struct pps_step *step,
                               const struct pps_montecarlo_options *options,
                               struct pps_sampler **ret_sampler) PP_MUST_CHECK;
void pps_sampler_free(struct pps_sampler *sampler);

/* Appends boot `run` as a line of JSON, or as netsh would print its table. */
enum pp_status pps_sampler_ndjson(struct pps_sampler *sampler,
                                  uint64_t run,
                                  enum pp_protocol protocol,
                                  struct pp_buf *buf) PP_MUST_CHECK;
enum pp_status pps_sampler_netsh(struct pps_sampler *sampler,
                                 uint64_t run,
                                 enum pp_protocol protocol,
                                 struct pp_buf *buf) PP_MUST_CHECK;

#endif
