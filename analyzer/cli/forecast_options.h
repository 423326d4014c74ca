/*
 * The options of `forecast`, read before any capture.
 */
#ifndef PP_CLI_FORECAST_OPTIONS_H
#define PP_CLI_FORECAST_OPTIONS_H

#include "cli.h"
#include "port_words.h"
#include "sim/forecast/forecast.h"

struct forecast_options {
    struct port_words words;
    const struct pps_profile *profile; /* NULL: captures are named */
    enum pp_protocol protocol;         /* of the overview */
    bool has_dynamic[PP_PROTOCOL_COUNT];
    struct pp_range dynamic[PP_PROTOCOL_COUNT];
    uint64_t sample_count; /* 0: shares are asked for */
    uint32_t thread_count;
    struct pps_montecarlo_options montecarlo; /* without asked and team */
};

/* False after a complaint. */
bool forecast_read_options(const struct cli *cli,
                           struct forecast_options *ret_options);
void forecast_options_done(struct forecast_options *options);

#endif
