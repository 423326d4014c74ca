/* The options of `forecast` as what the simulator is asked. */
#include "forecast_options.h"

#include "portplan/port_list.h"

#include "cli/words/names.h"
#include "ephemeral_options.h"

enum {
    DEFAULT_RUNS = 100 * 1000,
    DEFAULT_MOST_RUNS = 10 * 1000 * 1000, /* with --precision */
    MOST_RUNS = 1000 * 1000 * 1000,
    MOST_SAMPLES = 100 * 1000 * 1000,
    MOST_THREADS = 64,
    LEAST_START = 1024, /* what netsh accepts of a dynamic range */
    LEAST_COUNT = 255,
};

static const double least_precision = 0.0001;
static const double most_precision = 0.5;

static bool read_protocol(const struct cli *cli,
                          struct forecast_options *options)
{
    const char *value = cli_value(cli, OPTION_PROTOCOL);
    if (value == NULL ||
        pp_protocol_parse(pp_sv_from(value), &options->protocol)) {
        return true;
    }
    return complain_value(OPTION_PROTOCOL, value, "tcp or udp here");
}

/* Without --protocol the overview is of what is asked for. */
static void follow_ports(const struct cli *cli,
                         struct forecast_options *options)
{
    const struct pp_port_list *ports = &options->words.ports;
    bool is_all_udp = ports->count > 0;
    for (size_t i = 0; i < ports->count; i++) {
        is_all_udp &= ports->items[i].protocol == PP_UDP;
    }
    if (is_all_udp && !cli_has(cli, OPTION_PROTOCOL)) {
        options->protocol = PP_UDP;
    }
}

static bool read_profile(const struct cli *cli,
                         struct forecast_options *options)
{
    const char *value = cli_value(cli, OPTION_PROFILE);
    bool has_captures = options->words.first_capture < cli->word_count;
    size_t count = 0;
    const struct pps_profile *all = pps_profiles(&count);
    if (value == NULL) {
        options->profile = has_captures ? NULL : &all[0];
        return true;
    }
    options->profile = pps_profile_named(pp_sv_from(value));
    if (options->profile != NULL && !has_captures) {
        return true;
    }
    if (options->profile != NULL) {
        complain("--profile takes the place of a capture: leave out '%s'",
                 cli->words[options->words.first_capture]);
        return false;
    }
    return complain_name(OPTION_PROFILE, value, name_of_profile);
}

static bool read_one_dynamic(const char *value,
                             struct forecast_options *options)
{
    bool is_for[PP_PROTOCOL_COUNT];
    struct pp_netsh_range given;
    struct pp_range range;
    if (!ephemeral_read_dynamic(value, is_for, &given)) {
        return complain_value(OPTION_DYNAMIC,
                              value,
                              "a range such as 1024+13977 or udp:49152-65535");
    }
    if (given.start < LEAST_START || given.count < LEAST_COUNT ||
        !pp_range_from_count(given.start, given.count, &range)) {
        complain("--dynamic %s: netsh refuses a range that begins below %d, "
                 "has under %d ports or ends above 65535",
                 value,
                 LEAST_START,
                 LEAST_COUNT);
        return false;
    }
    for (int p = 0; p < PP_PROTOCOL_COUNT; p++) {
        if (is_for[p]) {
            options->has_dynamic[p] = true;
            options->dynamic[p] = range;
        }
    }
    return true;
}

static bool read_dynamic(const struct cli *cli,
                         struct forecast_options *options)
{
    const char *value;
    for (size_t at = 0; (value = cli_next(cli, OPTION_DYNAMIC, &at)) != NULL;) {
        if (!read_one_dynamic(value, options)) {
            return false;
        }
    }
    return true;
}

static bool read_numbers(const struct cli *cli,
                         struct forecast_options *options)
{
    struct pps_montecarlo_options *boots = &options->montecarlo;
    double precision = 0.0;
    boots->runs =
        cli_has(cli, OPTION_PRECISION) ? DEFAULT_MOST_RUNS : DEFAULT_RUNS;
    options->thread_count = 1;
    if (!cli_chance(cli, MOST_RUNS, &boots->seed, &boots->runs) ||
        !cli_u32(cli, OPTION_THREADS, MOST_THREADS, &options->thread_count) ||
        !cli_number(
            cli, OPTION_SAMPLES, 1, MOST_SAMPLES, &options->sample_count) ||
        !cli_decimal(cli,
                     OPTION_PRECISION,
                     least_precision,
                     most_precision,
                     &precision)) {
        return false;
    }
    boots->precision_ppm = (uint32_t)(precision * 1e6 + 0.5);
    return true;
}

/* Samples have formats of their own, and those have nothing else. */
static bool is_format_fitting(const struct cli *cli,
                              const struct forecast_options *options)
{
    bool is_of_samples =
        cli_is_format(cli, "ndjson") || cli_is_format(cli, "netsh");
    if (options->sample_count > 0 && !is_of_samples) {
        complain("--samples needs --format ndjson or --format netsh");
        return false;
    }
    if (options->sample_count == 0 && is_of_samples) {
        complain("--format %s writes simulated boots: say how many by "
                 "--samples N",
                 cli_value(cli, OPTION_FORMAT));
        return false;
    }
    return true;
}

bool forecast_read_options(const struct cli *cli,
                           struct forecast_options *ret_options)
{
    *ret_options = (struct forecast_options){.protocol = PP_TCP};
    if (!read_protocol(cli, ret_options) ||
        !port_words_read(
            cli, "forecast", ret_options->protocol, &ret_options->words)) {
        return false;
    }
    follow_ports(cli, ret_options);
    return read_profile(cli, ret_options) && read_dynamic(cli, ret_options) &&
           read_numbers(cli, ret_options) &&
           is_format_fitting(cli, ret_options) &&
           cli_assumptions(cli, &ret_options->montecarlo.assumptions);
}

void forecast_options_done(struct forecast_options *options)
{
    pp_port_list_done(&options->words.ports);
}
