/*
 * What of a scenario is not played, and what of the paste differs from what is
 * played: in text and in JSON.
 */
#include "left_out.h"

enum {
    LINES_SHOWN_MAX = 10
};

static const char *words_of(enum pps_unplayed_why why, bool is_one)
{
    static const char *const words[][2] = {
        [PPS_UNPLAYED_UNKNOWN] = {"unknown commands", "unknown command"},
        [PPS_UNPLAYED_ARGUMENT] = {"commands with arguments that cannot be "
                                   "used",
                                   "command with arguments that cannot be "
                                   "used"},
        [PPS_UNPLAYED_EXPECT] = {"faulty expectations", "faulty expectation"},
        [PPS_UNPLAYED_LOOP] = {"loops", "loop"},
        [PPS_UNPLAYED_CONDITION] = {"branches that only the machine decides",
                                    "branch that only the machine decides"},
        [PPS_UNPLAYED_OUTPUT] = {"pieces of output", "piece of output"},
    };
    return words[why][is_one];
}

static size_t count_of(const struct pps_unplayed *items,
                       size_t count,
                       enum pps_unplayed_why why)
{
    size_t found = 0;
    for (size_t i = 0; i < count; i++) {
        found += items[i].why == why;
    }
    return found;
}

static void add_lines(struct pp_buf *buf,
                      const struct pps_unplayed *items,
                      size_t count,
                      enum pps_unplayed_why why)
{
    uint64_t last = 0;
    size_t shown = 0;
    for (size_t i = 0; i < count; i++) {
        if (items[i].why != why || items[i].place.line == last) {
            continue;
        }
        if (shown == LINES_SHOWN_MAX) {
            pp_buf_add_str(buf, ", ...");
            return;
        }
        pp_buf_printf(buf,
                      "%s%llu",
                      shown == 0 ? " (line " : ", ",
                      (unsigned long long)items[i].place.line);
        last = items[i].place.line;
        shown++;
    }
}

/* Windows commands that do nothing to what is simulated. */
static bool is_idle(const struct pps_step_result *result)
{
    return result->step->kind == PPS_STEP_OTHER &&
           (result->notes >> PPS_NOTE_NOT_MODELLED & 1) != 0;
}

static void add_idle_steps(struct pp_buf *buf, const struct pps_whatif *whatif)
{
    size_t shown = 0;
    for (size_t i = 0; i < whatif->step_count; i++) {
        if (!is_idle(&whatif->steps[i])) {
            continue;
        }
        if (shown == LINES_SHOWN_MAX) {
            pp_buf_add_str(buf, ", ...");
            break;
        }
        pp_buf_printf(buf,
                      "%s%zu",
                      shown == 0 ? "change nothing here: steps " : ", ",
                      i + 1);
        shown++;
    }
    pp_buf_add_str(buf, shown > 0 ? "\n" : "");
}

void pps_left_out_text(const struct pps_report *to,
                       const struct pps_whatif *whatif)
{
    size_t count = 0;
    size_t total = 0;
    const struct pps_unplayed *items =
        pps_scenario_unplayed(whatif->scenario, &count, &total);
    add_idle_steps(to->buf, whatif);
    for (int i = PPS_UNPLAYED_UNKNOWN; i <= PPS_UNPLAYED_OUTPUT; i++) {
        enum pps_unplayed_why why = (enum pps_unplayed_why)i;
        size_t found = count_of(items, count, why);
        if (found > 0) {
            pp_buf_add_str(to->buf, "not played: ");
            pp_buf_add_thousands(to->buf, found);
            pp_buf_printf(to->buf, " %s", words_of(why, found == 1));
            add_lines(to->buf, items, count, why);
            pp_buf_add_str(to->buf, ")\n");
        }
    }
    if (total > count) {
        pp_buf_add_str(to->buf, "not played: ");
        pp_buf_add_thousands(to->buf, total - count);
        pp_buf_add_str(to->buf, " more\n");
    }
}

void pps_difference_text(const struct pps_report *to,
                         const struct pps_step_result *result)
{
    const struct pps_step *step = result->step;
    bool is_given = !step->has_printed;
    for (size_t i = 0; i < result->answer_count; i++) {
        is_given |= result->answers[i].error == step->printed;
    }
    if (is_given) {
        return;
    }
    if (step->printed == 0) {
        pp_buf_add_str(to->buf,
                       "   differs from the paste, where Windows says ok\n");
    } else {
        pp_buf_printf(to->buf,
                      "   differs from the paste, where Windows refuses (%u)\n",
                      (unsigned)step->printed);
    }
}

void pps_difference_json(struct pp_json *row, const struct pps_step *step)
{
    if (!step->has_printed) {
        pp_json_add_null(row, "printed");
        return;
    }
    struct pp_json *object = pp_json_object(row, "printed");
    pp_json_add_str(object, "outcome", step->printed == 0 ? "ok" : "error");
    pp_json_add_u64_if(object, "error", step->printed != 0, step->printed);
}

void pps_left_out_json(struct pp_json *doc, const struct pps_whatif *whatif)
{
    size_t count = 0;
    size_t total = 0;
    const struct pps_unplayed *items =
        pps_scenario_unplayed(whatif->scenario, &count, &total);
    struct pp_json *object = pp_json_object(doc, "not_played");
    pp_json_add_u64(object, "count", total);
    struct pp_json *array = pp_json_array(object, "commands");
    for (size_t i = 0; i < count; i++) {
        struct pp_json *row = pp_json_append_object(array);
        pp_json_add_str(row, "reason", pps_unplayed_name(items[i].why));
        pp_json_add_u64(row, "line", items[i].place.line);
        pp_json_add_u64(row, "column", items[i].place.column);
        pp_json_add_sv(row, "written", items[i].written);
    }
}
