/*
 * Plays one step on a captured machine many times, as the product does, and
 * prints what came of TCP: the backtest of ./dev calibrate.
 *
 *   play_step STEP RUNS SEED < CAPTURE
 *
 *   counts N...   in how many runs each port of the dynamic range is excluded
 *   blocks N...   how many runs ended with 0, 1, 2 ... blocks
 */
#include <stdio.h>

#include "portplan/load.h"

#include "sim/forecast/forecast.h"
#include "streams.h"

enum {
    MAX_RUNS = 10000000
};

/* Everything that is to be freed. */
struct play {
    struct pp_buf text;
    struct pp_load *load;
    struct pp_machine *machine;
    struct pps_state start;
    struct pps_scenario *scenario;
    struct pps_montecarlo *result;
};

static enum pp_status read_machine(struct play *play)
{
    PP_TRY(pps_read_input(&play->text));
    PP_TRY(pp_load_new(NULL, &play->load));
    PP_TRY(pp_load_add_bytes(
        play->load, PP_SV("standard input"), pp_buf_view(&play->text)));
    PP_TRY(pp_load_machine(play->load, &play->machine));
    return pps_forecast_state(play->machine, &play->start);
}

static enum pp_status
run(struct play *play, const char *text, uint32_t runs, uint32_t seed)
{
    PP_TRY(pps_scenario_parse(
        pp_sv_from(text), 0, pp_load_diags(play->load), &play->scenario));
    size_t count = 0;
    const struct pps_step *steps = pps_scenario_steps(play->scenario, &count);
    if (count != 1 || pps_scenario_error_count(play->scenario) > 0) {
        return PP_ERR_FORMAT;
    }
    const struct pps_montecarlo_options options = {.seed = seed, .runs = runs};
    return pps_montecarlo_run(&play->start, &steps[0], &options, &play->result);
}

static void print_result(const struct pps_montecarlo *result)
{
    const struct pps_port_counts *tcp = &result->protocols[PP_TCP];
    struct pp_range range = result->after.protocols[PP_TCP].dynamic.range;
    pps_write_numbers(
        "counts", tcp->excluded_runs + range.first, pp_range_count(range));
    pps_write_numbers("blocks", tcp->blocks.counts, tcp->blocks.capacity);
}

static void done(struct play *play)
{
    pps_montecarlo_free(play->result);
    pps_scenario_free(play->scenario);
    pps_state_done(&play->start);
    pp_machine_free(play->machine);
    pp_load_free(play->load);
    pp_buf_done(&play->text);
}

int main(int argc, char **argv)
{
    struct play play = {0};
    uint32_t runs = 0;
    uint32_t seed = 0;
    if (argc != 4 || !pp_sv_to_u32(pp_sv_from(argv[2]), MAX_RUNS, &runs) ||
        !pp_sv_to_u32(pp_sv_from(argv[3]), UINT32_MAX, &seed)) {
        return pps_complain("usage: play_step STEP RUNS SEED < CAPTURE");
    }
    enum pp_status status = read_machine(&play);
    if (status == PP_OK) {
        status = run(&play, argv[1], runs, seed);
    }
    if (status == PP_OK) {
        print_result(play.result);
    }
    done(&play);
    return status == PP_OK ? 0 : pps_complain(pp_status_text(status));
}
