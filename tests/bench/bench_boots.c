/*
 * A million boots of a typical desktop with 11 blocks, counted port by port,
 * on one core, beside the least that so many boots can cost: copying the
 * state that each begins with. Every figure is the median of several
 * repetitions; the seed is fixed.
 *
 *     meson setup build-bench -Dbenchmarks=enabled -Dbuildtype=release
 *     ninja -C build-bench tests/bench/bench_boots
 *     build-bench/tests/bench/bench_boots
 */
#include <stdio.h>
#include <stdlib.h>

#include "bench_clock.h"
#include "sim/forecast/montecarlo.h"
#include "sim/state/state_machine.h"

enum {
    REPETITIONS = 3,
    BOOTS = 1000 * 1000,
    BLOCKS = 11,
};

static void must(enum pp_status status)
{
    if (status != PP_OK) {
        fputs("bench_boots: out of memory\n", stderr);
        exit(2);
    }
}

static void add_row(struct pp_machine *machine,
                    struct pp_range range,
                    enum pp_tri is_administered,
                    enum pp_owner owner)
{
    const struct pp_exclusion row = {
        .range = range,
        .is_administered = is_administered,
        .is_persistent = is_administered,
        .owner = owner,
        .confidence = PP_CONFIDENCE_CERTAIN,
        .reason = "given",
    };
    must(pp_machine_add_exclusion(machine, PP_TCP, &row));
}

static struct pp_machine *desktop(void)
{
    const struct pp_dynamic dynamic = {
        .range = {49152, 65535}, .basis = PP_BASIS_CAPTURED, .reason = "given"};
    struct pp_machine *machine = NULL;
    must(pp_machine_new(&machine));
    pp_machine_set_table_seen(machine, PP_TCP);
    pp_machine_set_dynamic(machine, PP_TCP, &dynamic);
    add_row(machine, (struct pp_range){5357, 5357}, PP_NO, PP_OWNER_HTTP_SYS);
    add_row(machine,
            (struct pp_range){50000, 50059},
            PP_YES,
            PP_OWNER_HNS_EXCLUDED_RANGE);
    for (uint32_t i = 0; i < BLOCKS; i++) {
        uint16_t first = (uint16_t)(50060 + 100 * i);
        add_row(machine,
                (struct pp_range){first, (uint16_t)(first + 99)},
                PP_NO,
                PP_OWNER_WINNAT);
    }
    must(pp_machine_finish(machine));
    return machine;
}

static double copy_states(const struct pps_state *start)
{
    struct pps_state work = {0};
    double begun = now_ns();
    for (int i = 0; i < BOOTS; i++) {
        must(pps_state_copy(start, &work));
    }
    double used = now_ns() - begun;
    pps_state_done(&work);
    return used / BOOTS;
}

static double boot(const struct pps_state *start)
{
    const struct pps_step reboot = pps_step_of(PPS_STEP_REBOOT);
    const struct pps_montecarlo_options options = {.seed = 1, .runs = BOOTS};
    struct pps_montecarlo *montecarlo = NULL;
    double begun = now_ns();
    must(pps_montecarlo_run(start, &reboot, &options, &montecarlo));
    double used = now_ns() - begun;
    pps_montecarlo_free(montecarlo);
    return used / BOOTS;
}

static double median(double (*work)(const struct pps_state *start),
                     const struct pps_state *start)
{
    double times[REPETITIONS];
    for (int i = 0; i < REPETITIONS; i++) {
        times[i] = work(start);
    }
    qsort(times, REPETITIONS, sizeof(*times), compare_double);
    return times[REPETITIONS / 2];
}

int main(void)
{
    struct pp_machine *machine = desktop();
    struct pps_state start;
    must(pps_state_from_machine(machine, &start));
    double copy_ns = median(copy_states, &start);
    double boot_ns = median(boot, &start);
    printf("medians of %d repetitions of a million, one core\n"
           "  copying the state %8.1f ns\n"
           "  a boot            %8.1f ns %7.1f x; %.2f s in all\n",
           REPETITIONS,
           copy_ns,
           boot_ns,
           boot_ns / copy_ns,
           boot_ns * BOOTS / 1e9);
    pps_state_done(&start);
    pp_machine_free(machine);
    return 0;
}
