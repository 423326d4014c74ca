/*
 * What `portplan suggest` would choose inside a dynamic range, by a given
 * forecast and a given weight of it: the kernel of regret.py.
 *
 * Standard input has one setting a line, a name and whole numbers:
 *
 *   range FIRST PORTS   the dynamic range; ports are chosen from it
 *   runs N              of the forecast
 *   counts N...         in how many of them each port of the range is excluded
 *   weight N            of the forecast, in hundredths
 *   near PORT           0: none
 *   count N, seed N     how many ports, and the order among equals
 *   kept FIRST LAST     ports that are not to be chosen; may come several times
 *
 * The answer is a line "ports N...".
 */
#include <stdio.h>
#include <stdlib.h>

#include "portplan/suggest.h"

#include "streams.h"
#include "suggest/suggest_find.h"

enum {
    MAX_RUNS = 1000000,
    MOST_WEIGHT = PP_SUGGEST_NEVER - 1,
};

struct job {
    struct pp_suggest_options options;
    struct pp_range range;
    uint32_t runs;
    uint32_t weight;
    uint32_t counts[PP_PORT_COUNT];
    struct pp_portset kept;
};

static bool read_number(struct pp_sv *line, uint32_t max, uint32_t *ret_number)
{
    size_t end = pp_sv_find(*line, PP_SV(" "), 0);
    struct pp_sv word = pp_sv_sub(*line, 0, end);
    *line = end == SIZE_MAX ? pp_sv_sub(*line, line->len, 0)
                            : pp_sv_sub(*line, end + 1, SIZE_MAX);
    return pp_sv_to_u32(word, max, ret_number);
}

static bool read_counts(struct job *job, struct pp_sv line)
{
    for (uint32_t port = job->range.first; port <= job->range.last; port++) {
        if (!read_number(&line, job->runs, &job->counts[port])) {
            return false;
        }
    }
    return line.len == 0;
}

static bool read_range(struct pp_sv line, struct pp_range *ret_range)
{
    uint32_t first = 0;
    uint32_t ports = 0;
    return read_number(&line, PP_PORT_MAX, &first) &&
           read_number(&line, PP_PORT_COUNT, &ports) &&
           pp_range_from_count(first, ports, ret_range);
}

static bool apply(struct job *job, struct pp_sv name, struct pp_sv line)
{
    uint32_t number = 0;
    struct pp_range range;
    if (pp_sv_equal(name, PP_SV("range"))) {
        return read_range(line, &job->range);
    }
    if (pp_sv_equal(name, PP_SV("counts"))) {
        return job->runs > 0 && read_counts(job, line);
    }
    if (pp_sv_equal(name, PP_SV("kept"))) {
        bool is_range = read_range(line, &range);
        pp_portset_set_range(&job->kept, is_range ? range : PP_RANGE_ALL);
        return is_range;
    }
    if (!read_number(&line, MAX_RUNS, &number)) {
        return false;
    }
    if (pp_sv_equal(name, PP_SV("runs"))) {
        job->runs = number;
    } else if (pp_sv_equal(name, PP_SV("weight"))) {
        job->weight = number;
    } else if (pp_sv_equal(name, PP_SV("count"))) {
        job->options.count = number;
    } else if (pp_sv_equal(name, PP_SV("seed"))) {
        job->options.seed = number;
    } else if (pp_sv_equal(name, PP_SV("near"))) {
        job->options.has_near = number > 0;
        job->options.near = (uint16_t)number;
    } else {
        return false;
    }
    return true;
}

static bool read_job(struct pp_sv text, struct job *job)
{
    job->options = (struct pp_suggest_options){
        .is_asked = {[PP_TCP] = true}, .length = 1, .count = 1};
    while (text.len > 0) {
        size_t end = pp_sv_find(text, PP_SV("\n"), 0);
        struct pp_sv line = pp_sv_sub(text, 0, end);
        size_t space = pp_sv_find(line, PP_SV(" "), 0);
        text = end == SIZE_MAX ? pp_sv_sub(text, text.len, 0)
                               : pp_sv_sub(text, end + 1, SIZE_MAX);
        if (space == SIZE_MAX || !apply(job,
                                        pp_sv_sub(line, 0, space),
                                        pp_sv_sub(line, space + 1, SIZE_MAX))) {
            return false;
        }
    }
    job->options.within = job->range;
    return job->range.first > 0 && job->runs > 0 && job->weight > 0 &&
           job->weight <= MOST_WEIGHT;
}

/* A share that counts n times over weighs n times as much. */
static void scale(struct job *job)
{
    for (uint32_t port = 0; port < PP_PORT_COUNT; port++) {
        job->counts[port] *= job->weight;
    }
    job->runs *= pp_suggest_rule_info(PP_SUGGEST_FORECAST)->weight;
}

static enum pp_status choose(struct job *job, struct pp_suggest **ret_suggest)
{
    PP_TRY(pp_suggest_new(&job->options, ret_suggest));
    scale(job);
    const struct pp_outlook outlook = {
        .excluded_runs = job->counts,
        .runs = job->runs,
        .dynamic = job->range,
        .kept = &job->kept,
    };
    pp_suggest_add_outlook(*ret_suggest, PP_TCP, &outlook);
    return pp_suggest_find(*ret_suggest);
}

static void print_ports(const struct pp_suggest *suggest)
{
    uint32_t ports[PP_SUGGEST_MAX_COUNT];
    size_t count = 0;
    const struct pp_suggestion *items = pp_suggest_items(suggest, &count);
    for (size_t i = 0; i < count; i++) {
        ports[i] = items[i].range.first;
    }
    pps_write_numbers("ports", ports, count);
}

int main(void)
{
    static struct job job;
    struct pp_suggest *suggest = NULL;
    struct pp_buf text;
    enum pp_status status = pps_read_input(&text);
    bool is_read = status == PP_OK && read_job(pp_buf_view(&text), &job);
    pp_buf_done(&text);
    if (!is_read) {
        return pps_complain("a setting that cannot be read");
    }
    status = choose(&job, &suggest);
    if (status == PP_OK) {
        print_ports(suggest);
    }
    pp_suggest_free(suggest);
    return status == PP_OK ? 0 : pps_complain(pp_status_text(status));
}
