/*
 * The fuzz target of steps: any bytes are read as a scenario, and what could
 * be read is played on a small machine.
 *
 * Laws: what is not played is listed or counted, and stands in the text; a
 * step's own words are that step again, but for commands that are shown as
 * they were written.
 */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include "portplan/load.h"
#include "portplansim/whatif.h"

#include "fuzz_target.h"
#include "sim/steps/step_text.h"

#define LAW(claim)                                               \
    do {                                                         \
        if (!(claim)) {                                          \
            fprintf(stderr, "fuzz_steps: broken: " #claim "\n"); \
            abort();                                             \
        }                                                        \
    } while (0)

enum {
    PLAYED_MAX = 40,
    WORDS_MAX_BYTES = 64 * 1024,
};

static struct pps_scenario *read_steps(struct pp_sv text)
{
    struct pps_scenario *scenario = NULL;
    struct pp_diags *diags = NULL;
    LAW(pp_diags_new(&diags) == PP_OK);
    enum pp_status status = pps_scenario_parse(text, 0, diags, &scenario);
    LAW(status == PP_OK || status == PP_ERR_LIMIT);
    pp_diags_free(diags);
    return status == PP_OK ? scenario : NULL;
}

static bool has_place(struct pp_place place, uint64_t line_count)
{
    return place.line >= 1 && place.line <= line_count && place.column >= 1;
}

/* Words hold what the text holds: a quote or a line break may part them. */
static bool is_plain(struct pp_sv words)
{
    for (size_t i = 0; i < words.len; i++) {
        char c = words.ptr[i];
        bool is_word = pp_is_alpha(c) || pp_is_digit(c) || c == ' ' ||
                       c == '+' || c == '-' || c == '.';
        if (!is_word) {
            return false;
        }
    }
    return true;
}

static void read_back(const struct pps_step *step)
{
    struct pp_buf words;
    struct pp_buf again;
    pp_buf_init(&words, WORDS_MAX_BYTES);
    pp_buf_init(&again, WORDS_MAX_BYTES);
    pps_step_text(&words, step);
    bool is_shown =
        step->kind == PPS_STEP_QUERY || step->kind == PPS_STEP_OTHER;
    if (!is_shown && words.status == PP_OK && is_plain(pp_buf_view(&words))) {
        struct pps_scenario *scenario = read_steps(pp_buf_view(&words));
        size_t count = 0;
        LAW(scenario != NULL);
        const struct pps_step *same = pps_scenario_steps(scenario, &count);
        LAW(count == 1);
        pps_step_text(&again, same);
        LAW(pp_sv_equal(pp_buf_view(&words), pp_buf_view(&again)));
        pps_scenario_free(scenario);
    }
    pp_buf_done(&again);
    pp_buf_done(&words);
}

static void play(const struct pps_scenario *scenario)
{
    static const struct pps_whatif_options options = {.seed = 1, .runs = 2};
    struct pp_load *load = NULL;
    struct pp_machine *machine = NULL;
    struct pps_whatif *whatif = NULL;
    LAW(pp_load_new(NULL, &load) == PP_OK);
    LAW(pp_load_add_bytes(
            load,
            PP_SV("fuzz"),
            PP_SV("Protocol tcp Port Exclusion Ranges\n\n"
                  "Start Port    End Port\n----------    --------\n"
                  "     50000       50059     *\n"
                  "     50060       50159\n\n"
                  "  TCP    0.0.0.0:80    0.0.0.0:0    LISTENING    4\n"
                  "  TCP    0.0.0.0:3000  0.0.0.0:0    LISTENING    77\n")) ==
        PP_OK);
    LAW(pp_load_machine(load, &machine) == PP_OK);
    enum pp_status status =
        pps_whatif_run(machine, scenario, &options, &whatif);
    LAW(status == PP_OK || status == PP_ERR_LIMIT);
    pps_whatif_free(status == PP_OK ? whatif : NULL);
    pp_machine_free(machine);
    pp_load_free(load);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const struct pp_sv text = {(const char *)data, size};
    struct pps_scenario *scenario = read_steps(text);
    if (scenario == NULL) {
        return 0;
    }
    uint64_t line_count = 1;
    for (size_t i = 0; i < size; i++) {
        line_count += data[i] == '\n';
    }
    size_t count = 0;
    size_t total = 0;
    const struct pps_unplayed *unplayed =
        pps_scenario_unplayed(scenario, &count, &total);
    LAW(count <= total && pps_scenario_error_count(scenario) <= total);
    for (size_t i = 0; i < count; i++) {
        LAW(has_place(unplayed[i].place, line_count));
    }
    const struct pps_step *steps = pps_scenario_steps(scenario, &count);
    for (size_t i = 0; i < count; i++) {
        LAW(has_place(steps[i].place, line_count));
        if (i < PLAYED_MAX) {
            read_back(&steps[i]);
        }
    }
    if (count <= PLAYED_MAX) {
        play(scenario);
    }
    pps_scenario_free(scenario);
    return 0;
}
