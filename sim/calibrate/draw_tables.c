/*
 * Draws tables from a model of winnat's blocks with any parameters: the kernel
 * of
 * ./dev calibrate. It calls the model that the product calls, with the random
 * numbers that the product's runs get, so that what is fitted is what is run.
 *
 * Standard input has one setting a line, a name and whole numbers:
 *
 *   range FIRST PORTS      the dynamic range
 *   taken FIRST LAST       ports in use; may come several times
 *   runs N, seed N         how many tables, and which
 *   samples N              the first N tables are printed as well
 *   blocks N               of the capture before; 0: none
 *   old PERMILLE FIRST...  where bursts of the capture before began
 *   numbers N...           and the other members of pps_reserve_parameters:
 *   spread N...
 *   high JUMP KNOT...
 *   low JUMP KNOT...
 *   rates ANYWHERE LATER_BURSTS BUSY LEFT_OUT AGAIN
 *   usual FIRST LAST PERMILLE ...
 *   model N                0: first fit, 1: with release, 2: random
 *
 * What is not set is as calibrated. The answer is a line "table FIRST..." for
 * each sample, and one "counts N...": in how many tables each port of the
 * range lies in a block.
 */
#include <stdio.h>

#include "sim/reserve/reserve_models.h"
#include "streams.h"

enum {
    MAX_RUNS = 10000000,
    MAX_WORDS = 64, /* of a line */
    BLOCK_PORTS = 100,
    MAX_LATER_BURSTS = 10000, /* in 1000ths */
};

struct job {
    struct pps_reserve_parameters parameters;
    struct pps_reserve_request request;
    const struct pps_reserve_model *model;
    struct pp_portset taken;
    uint16_t old[MAX_WORDS];
    uint32_t runs;
    uint32_t samples;
    uint32_t seed;
};

/* One line. */
struct setting {
    struct pp_sv name;
    uint32_t numbers[MAX_WORDS];
    size_t count;
};

/* --- settings ------------------------------------------------------------- */

static bool set_range(struct job *job, const struct setting *setting)
{
    return setting->count == 2 && pp_range_from_count(setting->numbers[0],
                                                      setting->numbers[1],
                                                      &job->request.range);
}

static bool to_range(uint32_t first, uint32_t last, struct pp_range *ret_range)
{
    return first <= last &&
           pp_range_from_count(first, last - first + 1, ret_range);
}

static bool set_taken(struct job *job, const struct setting *setting)
{
    struct pp_range range;
    if (setting->count != 2 ||
        !to_range(setting->numbers[0], setting->numbers[1], &range)) {
        return false;
    }
    pp_portset_set_range(&job->taken, range);
    return true;
}

static bool set_number(const struct setting *setting, uint32_t *ret_number)
{
    if (setting->count != 1 || setting->numbers[0] > MAX_RUNS) {
        return false;
    }
    *ret_number = setting->numbers[0];
    return true;
}

/* All numbers from the one of index `from` on, none above `max`. */
static bool copy_numbers(const struct setting *setting,
                         size_t from,
                         uint32_t max,
                         uint16_t *into)
{
    for (size_t i = from; i < setting->count; i++) {
        if (setting->numbers[i] > max) {
            return false;
        }
        into[i - from] = (uint16_t)setting->numbers[i];
    }
    return true;
}

static bool set_old(struct job *job, const struct setting *setting)
{
    if (setting->count == 0 ||
        !copy_numbers(setting, 1, PP_PORT_MAX, job->old)) {
        return false;
    }
    job->request.old = (struct pps_old_places){
        .firsts = job->old,
        .count = setting->count - 1,
        .permille = setting->numbers[0],
    };
    return true;
}

static bool set_numbers(struct job *job, const struct setting *setting)
{
    uint16_t numbers[MAX_WORDS];
    if (setting->count != PPS_NUMBER_SLICES ||
        !copy_numbers(setting, 0, UINT8_MAX, numbers)) {
        return false;
    }
    for (size_t i = 0; i < PPS_NUMBER_SLICES; i++) {
        job->parameters.numbers[i] = (uint8_t)numbers[i];
    }
    return true;
}

static bool set_spread(struct job *job, const struct setting *setting)
{
    return setting->count == PPS_SPREAD_SLICES &&
           copy_numbers(setting, 0, UINT16_MAX, job->parameters.number_spread);
}

static bool set_zone(const struct setting *setting, struct pps_zone *zone)
{
    if (setting->count < 3 || setting->count > PPS_OFFSET_SLICES_MAX + 2 ||
        setting->numbers[0] > 1000 ||
        !copy_numbers(setting, 1, PP_PORT_MAX, zone->first_bursts.knots)) {
        return false;
    }
    zone->jump_permille = (uint16_t)setting->numbers[0];
    zone->first_bursts.slice_count = (uint8_t)(setting->count - 2);
    for (size_t i = 1; i + 1 < setting->count; i++) {
        if (setting->numbers[i] > setting->numbers[i + 1]) {
            return false;
        }
    }
    return true;
}

static bool set_rates(struct job *job, const struct setting *setting)
{
    uint16_t chances[MAX_WORDS];
    const uint32_t *rates = setting->numbers;
    if (setting->count != 5 || rates[0] > 1000 || rates[1] > MAX_LATER_BURSTS ||
        !copy_numbers(setting, 2, 1000, chances)) {
        return false;
    }
    job->parameters.first_anywhere_permille = (uint16_t)rates[0];
    job->parameters.later_bursts_permille = rates[1];
    job->parameters.busy_port_permille = chances[0];
    job->parameters.left_out_permille = chances[1];
    job->parameters.left_out_again_permille = chances[2];
    return true;
}

static bool set_usual(struct job *job, const struct setting *setting)
{
    size_t count = setting->count / 3;
    if (setting->count % 3 != 0 || count > PPS_USUAL_PORTS_MAX) {
        return false;
    }
    job->parameters.usual_port_count = (uint8_t)count;
    for (size_t i = 0; i < count; i++) {
        struct pps_usual_port *usual = &job->parameters.usual_ports[i];
        const uint32_t *words = &setting->numbers[3 * i];
        if (!to_range(words[0], words[1], &usual->ports) || words[2] > 1000) {
            return false;
        }
        usual->permille = (uint16_t)words[2];
    }
    return true;
}

static bool set_model(struct job *job, const struct setting *setting)
{
    static const struct pps_reserve_model *const models[] = {
        &pps_reserve_firstfit, &pps_reserve_release, &pps_reserve_random};
    uint32_t index = 0;
    if (!set_number(setting, &index) || index >= PP_ARRAY_LEN(models)) {
        return false;
    }
    job->model = models[index];
    return true;
}

static const struct {
    const char *name;
    bool (*set)(struct job *job, const struct setting *setting);
} setters[] = {
    {"range", set_range},
    {"taken", set_taken},
    {"old", set_old},
    {"numbers", set_numbers},
    {"spread", set_spread},
    {"rates", set_rates},
    {"usual", set_usual},
    {"model", set_model},
};

static bool apply(struct job *job, const struct setting *setting)
{
    const struct {
        const char *name;
        uint32_t *number;
    } numbers[] = {
        {"runs", &job->runs},
        {"seed", &job->seed},
        {"samples", &job->samples},
        {"blocks", &job->request.usual_blocks},
    };
    for (size_t i = 0; i < PP_ARRAY_LEN(numbers); i++) {
        if (pp_sv_equal(setting->name, pp_sv_from(numbers[i].name))) {
            return set_number(setting, numbers[i].number);
        }
    }
    if (pp_sv_equal(setting->name, PP_SV("high"))) {
        return set_zone(setting, &job->parameters.high);
    }
    if (pp_sv_equal(setting->name, PP_SV("low"))) {
        return set_zone(setting, &job->parameters.low);
    }
    for (size_t i = 0; i < PP_ARRAY_LEN(setters); i++) {
        if (pp_sv_equal(setting->name, pp_sv_from(setters[i].name))) {
            return setters[i].set(job, setting);
        }
    }
    return false;
}

/* --- reading -------------------------------------------------------------- */

/* Takes what stands before the mark, and the mark, off the text. */
static struct pp_sv cut(struct pp_sv *text, char mark)
{
    size_t end = pp_sv_find(*text, (struct pp_sv){&mark, 1}, 0);
    struct pp_sv head = pp_sv_sub(*text, 0, end);
    *text = end == SIZE_MAX ? pp_sv_sub(*text, text->len, 0)
                            : pp_sv_sub(*text, end + 1, SIZE_MAX);
    return head;
}

static bool read_line(struct pp_sv line, struct setting *ret_setting)
{
    *ret_setting = (struct setting){.name = cut(&line, ' ')};
    while (line.len > 0) {
        struct pp_sv word = cut(&line, ' ');
        if (ret_setting->count == MAX_WORDS ||
            !pp_sv_to_u32(
                word, UINT32_MAX, &ret_setting->numbers[ret_setting->count])) {
            return false;
        }
        ret_setting->count++;
    }
    return true;
}

static bool read_job(struct pp_sv text, struct job *job)
{
    job->parameters = pps_reserve_calibrated;
    job->model = &pps_reserve_firstfit;
    job->request = (struct pps_reserve_request){
        .block_ports = BLOCK_PORTS,
        .has_usual_ports = true,
        .parameters = &job->parameters,
    };
    while (text.len > 0) {
        struct setting setting;
        if (!read_line(cut(&text, '\n'), &setting) || !apply(job, &setting)) {
            return false;
        }
    }
    return job->request.range.first != 0;
}

/* --- drawing -------------------------------------------------------------- */

static void print_table(const struct pps_block_list *blocks)
{
    fputs("table", stdout);
    for (size_t i = 0; i < blocks->count; i++) {
        printf(" %u", (unsigned)blocks->items[i].range.first);
    }
    putchar('\n');
}

/* A block adds one at its first port and takes one away behind its last. */
static void count_blocks(const struct pps_block_list *blocks, uint32_t *edges)
{
    for (size_t i = 0; i < blocks->count; i++) {
        struct pp_range range = blocks->items[i].range;
        edges[range.first]++;
        edges[(uint32_t)range.last + 1]--;
    }
}

static void print_counts(struct pp_range range, uint32_t *edges)
{
    for (uint32_t port = 1; port <= PP_PORT_MAX; port++) {
        edges[port] += edges[port - 1];
    }
    pps_write_numbers("counts", edges + range.first, pp_range_count(range));
}

static enum pp_status draw_tables(const struct job *job, uint32_t *edges)
{
    struct pps_block_list blocks = {0};
    enum pp_status status = PP_OK;
    for (uint32_t run = 0; run < job->runs && status == PP_OK; run++) {
        struct pps_prng prng = pps_prng_stream(job->seed, run);
        struct pp_portset taken = job->taken;
        blocks.count = 0;
        status = job->model->reserve(&job->request, &prng, &taken, &blocks);
        count_blocks(&blocks, edges);
        if (run < job->samples) {
            print_table(&blocks);
        }
    }
    pps_block_list_done(&blocks);
    return status;
}

int main(void)
{
    static struct job job;
    static uint32_t edges[PP_PORT_COUNT + 1];
    struct pp_buf text;
    enum pp_status status = pps_read_input(&text);
    bool is_read = status == PP_OK && read_job(pp_buf_view(&text), &job);
    pp_buf_done(&text);
    if (!is_read) {
        return pps_complain("a setting that cannot be read");
    }
    status = draw_tables(&job, edges);
    if (status != PP_OK) {
        return pps_complain(pp_status_text(status));
    }
    print_counts(job.request.range, edges);
    return 0;
}
