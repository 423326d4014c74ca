/* What the reports of fix say alike: outcomes, failures, comments. */
#include "fix_words.h"

#include "sim/print/figures.h"
#include "sim/steps/step_text.h"

const struct pps_step_result *
pps_fix_expectation(const struct pps_fix_trial *trial, size_t index)
{
    size_t first = index < trial->expect_count
                       ? trial->command_count
                       : trial->restart + 1 - trial->expect_count;
    return &trial->whatif->steps[first + index];
}

static bool ends_with_restart(const struct pps_fix_trial *trial)
{
    return trial->whatif->steps[trial->command_count - 1].step->kind ==
           PPS_STEP_REBOOT;
}

const char *pps_fix_moment(const struct pps_fix_trial *trial, size_t index)
{
    if (index >= trial->expect_count) {
        return ends_with_restart(trial) ? "after one more restart"
                                        : "after a restart";
    }
    return ends_with_restart(trial) ? "after the last command" : "at once";
}

static void add_expected(struct pp_buf *buf,
                         const struct pps_step_result *expectation)
{
    const struct pps_step *step = expectation->step;
    struct pp_range range;
    if (pp_range_from_count(step->ports.start, step->ports.count, &range)) {
        pp_range_print(buf, range);
    }
    pp_buf_printf(buf,
                  "/%s %s",
                  pp_protocol_name(step->protocol),
                  step->expect.kind == PPS_EXPECT_NOT_EXCLUDED
                      ? "not excluded"
                      : pps_expectation_name(&step->expect));
}

void pps_fix_add_outcome(struct pp_buf *buf,
                         const struct pps_fix_trial *trial,
                         size_t index,
                         const char *between)
{
    const struct pps_step_result *expectation =
        pps_fix_expectation(trial, index);
    pp_buf_printf(buf, "%s ", pps_fix_moment(trial, index));
    add_expected(buf, expectation);
    pp_buf_add_str(buf, between);
    pps_add_runs(buf, expectation->held_runs, trial->whatif->runs);
}

static size_t worst_expectation(const struct pps_fix_trial *trial)
{
    size_t worst = 0;
    for (size_t i = 1; i < 2 * trial->expect_count; i++) {
        if (pps_fix_expectation(trial, i)->held_runs <
            pps_fix_expectation(trial, worst)->held_runs) {
            worst = i;
        }
    }
    return worst;
}

void pps_fix_add_failure(struct pp_buf *buf, const struct pps_fix_trial *trial)
{
    const struct pps_step *step = NULL;
    const struct pps_answer *answer = pps_fix_refusal(trial, &step);
    if (answer != NULL) {
        pp_buf_add_char(buf, '`');
        pps_step_text(buf, step);
        pp_buf_printf(buf, "` is refused (%u)", (unsigned)answer->error);
        pps_add_some_runs(buf, answer->runs, trial->whatif->runs);
        return;
    }
    if (trial->makes_room && trial->whatif->is_held) {
        pp_buf_add_str(
            buf,
            "after a restart WSL's mirrored networking finds no room "
            "in ");
        pps_add_percent(
            buf, (double)trial->no_room_runs / (double)trial->whatif->runs);
        pp_buf_add_str(buf, " of runs");
        return;
    }
    pps_fix_add_outcome(buf, trial, worst_expectation(trial), " only ");
}

const char *pps_fix_step_comment(const struct pps_step *step)
{
    static const char *const comments[] = {
        [PPS_STEP_STOP] = ("winnat releases its blocks; containers and WSL "
                           "lose their network"),
        [PPS_STEP_START] =
            ("the network comes back; blocks do so elsewhere, when HNS asks "
             "again: at the next boot"),
        [PPS_STEP_RESERVE] =
            "blocks stay out of what is reserved, after a restart too",
        [PPS_STEP_UNRESERVE] =
            "start and number must be those of the reservation",
        [PPS_STEP_UNSET] = "MaxUserPort takes effect at the next restart",
        [PPS_STEP_SET] = "MaxUserPort takes effect at the next restart",
        [PPS_STEP_DYNAMIC] =
            "where Windows takes ports for connections and blocks",
        [PPS_STEP_DISABLE] = "in force after the restart that follows",
        [PPS_STEP_ENABLE] = "in force after the restart that follows",
        [PPS_STEP_REBOOT] = "save your work: the machine restarts at once",
        [PPS_STEP_OTHER] =
            "WSL releases its ports, and everything running in it stops",
    };
    return pp_sv_equal_nocase(step->name, PP_SV("ReservedPorts"))
               ? "ReservedPorts takes effect at the next restart"
               : comments[step->kind];
}
