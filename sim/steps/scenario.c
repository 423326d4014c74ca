/*
 * A scenario: steps that are added one by one, and a text cut into steps:
 * lines, `;` and the `&` of cmd part them, quotes hold them together, `#`
 * begins a comment. What a step says is read in step.c and winsteps.c.
 */
#include "portplansim/scenario.h"

#include <assert.h>

#include "portplan/range.h"

#include "base/alloc.h"
#include "base/arena.h"
#include "base/cursor.h"
#include "base/utf8.h"
#include "base/vec.h"
#include "prompt.h"
#include "step.h"
#include "winsteps.h"

enum {
    TEXTS_MAX_BYTES = 16 * 1024 * 1024
};

struct pps_scenario {
    struct pp_arena arena; /* all texts */
    PP_VEC(struct pps_step) steps;
    size_t error_count;
};

enum pp_status pps_scenario_new(struct pps_scenario **ret_scenario)
{
    struct pps_scenario *scenario = pp_calloc(1, sizeof(*scenario));
    if (scenario == NULL) {
        return PP_ERR_NOMEM;
    }
    pp_arena_init(&scenario->arena, TEXTS_MAX_BYTES);
    *ret_scenario = scenario;
    return PP_OK;
}

/* A copy in the arena, in place of the text. */
static bool keep(struct pps_scenario *scenario, struct pp_sv *text)
{
    if (text->len == 0) {
        *text = (struct pp_sv){NULL, 0};
        return true;
    }
    return pp_arena_copy(&scenario->arena, *text, text);
}

/* Ports that do not exist have no answer of Windows; where Windows itself
 * answers 87, anything goes. */
static bool is_playable(const struct pps_step *step)
{
    bool has_real_ports = step->kind == PPS_STEP_BIND ||
                          step->kind == PPS_STEP_CLOSE ||
                          (step->kind == PPS_STEP_EXPECT &&
                           step->expect.kind != PPS_EXPECT_OUTCOME);
    struct pp_range range;
    if (has_real_ports) {
        return step->ports.start != 0 && pp_range_from_count(step->ports.start,
                                                             step->ports.count,
                                                             &range);
    }
    return step->kind != PPS_STEP_PRESET || step->preset != NULL;
}

enum pp_status pps_scenario_add(struct pps_scenario *scenario,
                                const struct pps_step *step,
                                size_t *ret_index)
{
    struct pps_step kept = *step;
    if (!is_playable(step)) {
        return PP_ERR_INVALID;
    }
    if (!keep(scenario, &kept.written) || !keep(scenario, &kept.name) ||
        !keep(scenario, &kept.data) || !keep(scenario, &kept.address.text)) {
        return PP_ERR_NOMEM;
    }
    PP_TRY(PP_VEC_RESERVE(&scenario->steps, 1, PPS_STEPS_MAX));
    if (ret_index != NULL) {
        *ret_index = scenario->steps.count;
    }
    scenario->steps.items[scenario->steps.count++] = kept;
    return PP_OK;
}

/* Lines of a script that are no step: code fences, `rem`, `::`, `@echo off`,
 * `echo`, `pause`, `cls`, `exit`. */
static bool is_no_step(struct pp_sv text)
{
    static const char *const words[] = {
        "rem", "echo", "@echo", "pause", "cls", "exit", NULL};
    struct pp_cursor cursor = pp_cursor_over(text);
    struct pp_sv word = {NULL, 0};
    return !pp_cursor_take_word(&cursor, &word) ||
           pp_sv_starts(word, PP_SV("::")) || pps_step_word_is_any(word, words);
}

static struct pp_place place_of(const struct step_parser *parser,
                                struct pp_sv text)
{
    struct pp_sv before = {parser->line.ptr,
                           (size_t)(text.ptr - parser->line.ptr)};
    return (struct pp_place){
        .capture = parser->capture,
        .line = parser->line_number,
        .column = (uint32_t)pp_utf8_columns(before) + 1,
    };
}

static enum pp_status read_step(struct pps_scenario *scenario,
                                struct step_parser *parser,
                                struct pp_sv segment)
{
    struct pp_sv text = pps_step_strip_prompt(segment);
    if (is_no_step(text)) {
        return PP_OK;
    }
    parser->step = pps_step_of(PPS_STEP_OTHER);
    parser->step.place = place_of(parser, text);
    parser->step.written = text;
    parser->has_failed = false;
    if (!pps_step_parse_windows(parser, text)) {
        pps_step_parse_native(parser, text);
    }
    if (parser->has_failed) {
        scenario->error_count++;
        return parser->status;
    }
    return pps_scenario_add(scenario, &parser->step, NULL);
}

/* Whether a quote at `at` opens something: it stands where a word or a value
 * begins (an apostrophe does not), and is closed in this line. */
static size_t quote_end(struct pp_sv line, size_t at)
{
    char c = line.ptr[at];
    bool may_open = (c == '"' || c == '\'') &&
                    (at == 0 || pp_is_blank(line.ptr[at - 1]) ||
                     line.ptr[at - 1] == '=' || line.ptr[at - 1] == ':');
    return may_open ? pp_sv_find(line, (struct pp_sv){&c, 1}, at + 1)
                    : SIZE_MAX;
}

static bool begins_comment(struct pp_sv line, size_t at)
{
    return line.ptr[at] == '#' && (at == 0 || pp_is_blank(line.ptr[at - 1]) ||
                                   line.ptr[at - 1] == ';');
}

/* The `&` of `2>&1`. */
static bool is_redirection(struct pp_sv line, size_t at)
{
    return at > 0 && line.ptr[at - 1] == '>';
}

/* Where the step that begins at `from` ends, and where the next one begins.
 * Behind a pipe stands what is done with the output: not looked at. */
static size_t segment_end(struct pp_sv line, size_t from, size_t *ret_next)
{
    size_t end = SIZE_MAX;
    assert(line.ptr != NULL || line.len == 0);
    for (size_t at = from; at < line.len; at++) {
        char c = line.ptr[at];
        size_t close = quote_end(line, at);
        if (close != SIZE_MAX) {
            at = close;
        } else if (begins_comment(line, at)) {
            *ret_next = line.len;
            return end < at ? end : at;
        } else if (c == ';' || (c == '&' && !is_redirection(line, at))) {
            *ret_next = at + 1;
            return end < at ? end : at;
        } else if (c == '|' && end == SIZE_MAX) {
            end = at;
        }
    }
    *ret_next = line.len;
    return end < line.len ? end : line.len;
}

/* Lines that are passed over whole, whatever follows a `;` or `&` in
 * them: comments of cmd, and what a script does after a failure:
 * each step tells its own, and the steps go on. */
static bool is_passed_over(struct pp_sv line)
{
    static const struct pp_sv heads[] = {
        {"::", 2},
        {"rem ", 4},
        {"if errorlevel 1 ", 16},
        {"if ($LASTEXITCODE -ne 0) ", 25},
    };
    line = pps_step_strip_prompt(line);
    for (size_t i = 0; i < PP_ARRAY_LEN(heads); i++) {
        if (pp_sv_starts_nocase(line, heads[i])) {
            return true;
        }
    }
    return false;
}

static enum pp_status read_line(struct pps_scenario *scenario,
                                struct step_parser *parser)
{
    struct pp_sv line = parser->line;
    if (pp_sv_starts(pp_sv_trim(line), PP_SV("```")) || is_passed_over(line)) {
        return PP_OK;
    }
    for (size_t at = 0; at < line.len;) {
        size_t next = 0;
        size_t end = segment_end(line, at, &next);
        PP_TRY(read_step(scenario, parser, pp_sv_sub(line, at, end - at)));
        at = next;
    }
    return PP_OK;
}

static enum pp_status read_lines(struct pps_scenario *scenario,
                                 struct step_parser *parser,
                                 struct pp_sv text)
{
    assert(text.ptr != NULL || text.len == 0);
    if (pp_sv_starts(text, PP_SV("\xef\xbb\xbf"))) {
        text = pp_sv_sub(text, 3, text.len);
    }
    for (size_t at = 0; at < text.len;) {
        size_t end = pp_sv_find(text, PP_SV("\n"), at);
        end = end == SIZE_MAX ? text.len : end;
        parser->line = pp_sv_sub(text, at, end - at);
        if (pp_sv_ends(parser->line, PP_SV("\r"))) {
            parser->line.len--;
        }
        parser->line_number++;
        PP_TRY(read_line(scenario, parser));
        at = end + 1;
    }
    return PP_OK;
}

enum pp_status pps_scenario_parse(struct pp_sv text,
                                  uint32_t capture_index,
                                  struct pp_diags *diags,
                                  struct pps_scenario **ret_scenario)
{
    struct pps_scenario *scenario = NULL;
    struct step_parser parser = {.diags = diags, .capture = capture_index};
    PP_TRY(pps_scenario_new(&scenario));
    enum pp_status status = read_lines(scenario, &parser, text);
    if (status != PP_OK) {
        pps_scenario_free(scenario);
        return status;
    }
    *ret_scenario = scenario;
    return PP_OK;
}

void pps_scenario_free(struct pps_scenario *scenario)
{
    if (scenario == NULL) {
        return;
    }
    pp_arena_done(&scenario->arena);
    pp_free(scenario->steps.items);
    pp_free(scenario);
}

const struct pps_step *pps_scenario_steps(const struct pps_scenario *scenario,
                                          size_t *ret_count)
{
    *ret_count = scenario->steps.count;
    return scenario->steps.items;
}

size_t pps_scenario_error_count(const struct pps_scenario *scenario)
{
    return scenario->error_count;
}

struct pps_step pps_step_of(enum pps_step_kind kind)
{
    return (struct pps_step){
        .kind = kind,
        .family = PP_FAMILY_IPV4,
        .store = PP_STORE_PERSISTENT,
        .expect = {.at_least_ppm = PPS_PPM},
    };
}
