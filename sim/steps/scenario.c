/*
 * A scenario's text, cut into steps: lines, `;` and the `&` of cmd part them,
 * quotes hold them together, `#` begins a comment. What a step says is read
 * in step.c and winsteps.c.
 */
#include "portplansim/scenario.h"

#include <assert.h>

#include "base/alloc.h"
#include "base/cursor.h"
#include "base/utf8.h"
#include "step_parse.h"

enum {
    TEXTS_MAX_BYTES = 16 * 1024 * 1024
};

struct pps_scenario {
    struct pp_arena arena; /* all texts */
    struct pps_step *steps;
    size_t count;
    size_t capacity;
    size_t error_count;
};

static enum pp_status keep_step(struct pps_scenario *scenario,
                                const struct pps_step *step)
{
    if (scenario->count == PPS_STEPS_MAX) {
        return PP_ERR_LIMIT;
    }
    if (scenario->count == scenario->capacity) {
        size_t capacity = scenario->capacity * 2 + 16;
        struct pps_step *steps =
            pp_realloc(scenario->steps, capacity, sizeof(*steps));
        if (steps == NULL) {
            return PP_ERR_NOMEM;
        }
        scenario->steps = steps;
        scenario->capacity = capacity;
    }
    scenario->steps[scenario->count++] = *step;
    return PP_OK;
}

/* Lines of a script that are no step: code fences, `rem`, `::`, `@echo off`,
 * `echo`, `pause`, `cls`, `exit`. */
static bool is_no_step(struct pp_sv text)
{
    static const char *const words[] = {
        "rem", "echo", "@echo", "pause", "cls", "exit"};
    struct pp_cursor cursor = pp_cursor_over(text);
    struct pp_sv word = {NULL, 0};
    if (!pp_cursor_take_word(&cursor, &word)) {
        return true;
    }
    if (pp_sv_starts(word, PP_SV("::"))) {
        return true;
    }
    for (size_t i = 0; i < PP_ARRAY_LEN(words); i++) {
        if (pp_sv_equal_nocase(word, pp_sv_from(words[i]))) {
            return true;
        }
    }
    return false;
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
    struct pp_sv text = step_strip_prompt(segment);
    if (is_no_step(text)) {
        return PP_OK;
    }
    struct pps_step step = {
        .place = place_of(parser, text),
        .store = PP_STORE_PERSISTENT,
        .family = PP_FAMILY_IPV4,
    };
    parser->has_failed = false;
    step.written = step_keep(parser, text);
    if (!step_parse_windows(parser, text, &step)) {
        step_parse_native(parser, text, &step);
    }
    if (parser->has_failed) {
        scenario->error_count++;
        return parser->status;
    }
    step_describe(parser, &step);
    PP_TRY(parser->status);
    return keep_step(scenario, &step);
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

/* Lines that are passed over whole, whatever stands behind a `;` or `&` in
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
    line = step_strip_prompt(line);
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
    struct pps_scenario *scenario = pp_calloc(1, sizeof(*scenario));
    if (scenario == NULL) {
        return PP_ERR_NOMEM;
    }
    pp_arena_init(&scenario->arena, TEXTS_MAX_BYTES);
    struct step_parser parser = {
        .arena = &scenario->arena,
        .diags = diags,
        .capture = capture_index,
    };
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
    pp_free(scenario->steps);
    pp_free(scenario);
}

const struct pps_step *pps_scenario_steps(const struct pps_scenario *scenario,
                                          size_t *ret_count)
{
    *ret_count = scenario->count;
    return scenario->steps;
}

size_t pps_scenario_error_count(const struct pps_scenario *scenario)
{
    return scenario->error_count;
}
