/*
 * A text into steps: its lines, the commands in them, what is wrapped around
 * each. What a command says is read in step.c and winsteps.c.
 */
#include "reader.h"

#include <assert.h>

#include "base/alloc.h"
#include "base/arena.h"
#include "base/bytes.h"
#include "base/cursor.h"
#include "lines.h"
#include "output.h"
#include "prompt.h"
#include "script.h"
#include "step.h"
#include "winsteps.h"
#include "wrapper.h"

enum {
    TEXTS_MAX_BYTES = 16 * 1024 * 1024,
    COMMAND_MAX_BYTES = 64 * 1024, /* that Start-Process puts together */
    WRAPPERS_MAX = 16,             /* around each other */
};

struct reader {
    struct step_parser parser;
    const struct step_sink *sink;
    struct pp_arena arena; /* lines and commands put together */
    struct step_lines lines;
    bool is_transcript; /* the last command had a prompt of its own */
    size_t line_steps;  /* of the line at hand */
    bool is_single;     /* the last line with steps has one */
    bool is_output;     /* so this line, which has none, may be what it
                         * printed */
};

/* How a command is run. */
struct run {
    unsigned depth; /* wrappers around it */
    bool only_if_ok;
};

static enum pp_status
read_text(struct reader *reader, struct pp_sv text, struct run run);

/* --- what is not played --- */

static enum pp_status
leave_out(struct reader *reader, enum pps_unplayed_why why, struct pp_sv text)
{
    const struct pps_unplayed unplayed = {
        .why = reader->is_output ? PPS_UNPLAYED_OUTPUT : why,
        .place = pps_step_place(&reader->parser, text),
        .written = pp_sv_trim(text),
    };
    return reader->sink->leave_out(reader->sink->scenario, &unplayed);
}

static enum pps_unplayed_why why_of(enum pp_diag_code fault)
{
    return fault == PP_DIAG_STEP_UNKNOWN  ? PPS_UNPLAYED_UNKNOWN
           : fault == PP_DIAG_STEP_EXPECT ? PPS_UNPLAYED_EXPECT
                                          : PPS_UNPLAYED_ARGUMENT;
}

static enum pp_status
leave_out_block(struct reader *reader, enum wrap_kind kind, struct pp_sv text)
{
    enum pp_status status = PP_OK;
    if (kind != WRAP_FAILURE) {
        reader->parser.is_quiet = reader->is_output;
        pps_step_fail(&reader->parser,
                      PP_DIAG_STEP_BRANCH,
                      text,
                      kind == WRAP_LOOP
                          ? "what a loop does depends on the machine"
                          : "which branch is taken depends on the machine");
        status = leave_out(reader,
                           kind == WRAP_LOOP ? PPS_UNPLAYED_LOOP
                                             : PPS_UNPLAYED_CONDITION,
                           text);
    }
    pps_lines_skip_block(&reader->lines, text);
    return status;
}

/* --- one command --- */

/* Lines of a script that are no step. */
static bool is_no_step(struct pp_sv text)
{
    static const char *const words[] = {"rem",          "echo",
                                        "pause",        "cls",
                                        "exit",         "cd",
                                        "chdir",        "pushd",
                                        "popd",         "goto",
                                        "title",        "color",
                                        "setlocal",     "endlocal",
                                        "timeout",      "sleep",
                                        "chcp",         "prompt",
                                        "whoami",       "dir",
                                        "ls",           "clear",
                                        "return",       "throw",
                                        "break",        "Clear-Host",
                                        "Write-Host",   "Write-Output",
                                        "Start-Sleep",  "Set-Location",
                                        "Read-Host",    "Push-Location",
                                        "Pop-Location", NULL};
    static const char *const shells[] = {"cmd", "powershell", "pwsh", NULL};
    struct pp_cursor cursor = pp_cursor_over(text);
    struct pp_sv word = {NULL, 0};
    return !pp_cursor_take_word(&cursor, &word) || word.ptr[0] == ':' ||
           pp_sv_starts_nocase(word, PP_SV("cd..")) ||
           pp_sv_starts_nocase(word, PP_SV("echo.")) ||
           pps_step_word_is_any(word, words) ||
           pps_step_word_is_any(pps_program_name(text), shells);
}

static void begin_step(struct reader *reader, struct pp_sv text, struct run run)
{
    struct step_parser *parser = &reader->parser;
    parser->step = reader->sink->blank;
    parser->step.place = pps_step_place(parser, text);
    parser->step.written = text;
    parser->step.only_if_ok = run.only_if_ok;
    parser->has_failed = false;
    parser->list_count = 0;
}

static enum pp_status end_step(struct reader *reader, struct pp_sv text)
{
    struct step_parser *parser = &reader->parser;
    const struct step_sink *sink = reader->sink;
    PP_TRY(parser->status);
    reader->line_steps += !parser->has_failed;
    if (parser->has_failed) {
        return leave_out(reader, why_of(parser->fault), text);
    }
    if (parser->list_count == 0) {
        return sink->add(sink->scenario, &parser->step);
    }
    reader->line_steps += parser->list_count - 1;
    for (size_t i = 0; i < parser->list_count; i++) {
        PP_TRY(sink->add(sink->scenario, &parser->list[i]));
    }
    return PP_OK;
}

/* Whether a command of a pipe does something. */
static bool is_doing(struct reader *reader,
                     struct pp_sv text,
                     struct pp_sv piped,
                     struct run run)
{
    struct step_parser *parser = &reader->parser;
    bool was_quiet = parser->is_quiet;
    begin_step(reader, text, run);
    parser->piped = piped;
    parser->is_quiet = true;
    bool is_known = pps_step_parse_windows(parser, text);
    parser->is_quiet = was_quiet;
    return is_known &&
           (parser->has_failed || parser->step.kind != PPS_STEP_QUERY);
}

/* `| ForEach-Object { ... }`, `| % { ... }` */
static bool has_loop(struct pp_sv text)
{
    size_t at = pps_script_pipe(text);
    for (unsigned i = 0; i < WRAPPERS_MAX && at != SIZE_MAX; i++) {
        text = pp_sv_trim(pp_sv_sub(text, at + 1, text.len));
        at = pps_script_pipe(text);
        struct pp_cursor cursor = pp_cursor_over(text);
        struct pp_sv word = {NULL, 0};
        if (pp_cursor_take_word(&cursor, &word) &&
            (pps_step_word_is(word, "ForEach-Object") ||
             pps_step_word_is(word, "foreach") ||
             pp_sv_starts(word, PP_SV("%")))) {
            return true;
        }
    }
    return false;
}

/* One command of a pipe; `piped` is what goes into it. */
static enum pp_status read_element(struct reader *reader,
                                   struct pp_sv command,
                                   struct pp_sv piped,
                                   struct run run)
{
    struct step_parser *parser = &reader->parser;
    if (is_no_step(command)) {
        return PP_OK;
    }
    begin_step(reader, command, run);
    parser->piped = piped;
    parser->is_quiet = reader->is_output || pps_is_output(command);
    if (!pps_step_parse_windows(parser, command)) {
        pps_step_parse_native(parser, command);
    }
    if (parser->has_failed && parser->is_quiet) {
        return pps_is_output(command)
                   ? PP_OK
                   : leave_out(reader, PPS_UNPLAYED_OUTPUT, command);
    }
    return end_step(reader, command);
}

/* Of a pipe those commands that are more than filters, each with what the first
 * one gives; only the first where all are. */
static enum pp_status
read_command(struct reader *reader, struct pp_sv text, struct run run)
{
    size_t pipe = pps_script_pipe(text);
    struct pp_sv first = pp_sv_trim(pp_sv_sub(text, 0, pipe));
    struct pp_sv nothing = {NULL, 0};
    struct pp_sv rest = text;
    if (has_loop(text)) {
        return leave_out_block(reader, WRAP_LOOP, text);
    }
    bool has_doer = pipe != SIZE_MAX && is_doing(reader, first, nothing, run);
    if (has_doer) {
        PP_TRY(read_element(reader, first, nothing, run));
    }
    for (unsigned i = 0; i < WRAPPERS_MAX && pipe != SIZE_MAX; i++) {
        rest = pp_sv_sub(rest, pipe + 1, rest.len);
        pipe = pps_script_pipe(rest);
        struct pp_sv command = pp_sv_trim(pp_sv_sub(rest, 0, pipe));
        if (is_doing(reader, command, first, run)) {
            has_doer = true;
            PP_TRY(read_element(reader, command, first, run));
        }
    }
    return has_doer ? PP_OK : read_element(reader, first, nothing, run);
}

/* --- what is wrapped around it --- */

static enum pp_status
read_joined(struct reader *reader, const struct wrap *wrap, struct run run)
{
    struct pp_buf buf;
    struct pp_sv text = {NULL, 0};
    pp_buf_init(&buf, COMMAND_MAX_BYTES);
    pps_wrapper_join(&buf, wrap);
    enum pp_status status = buf.status;
    if (status == PP_OK &&
        !pp_arena_copy(&reader->arena, pp_buf_view(&buf), &text)) {
        status = PP_ERR_NOMEM;
    }
    pp_buf_done(&buf);
    return status == PP_OK ? read_text(reader, text, run) : status;
}

static enum pp_status
read_wrapped(struct reader *reader, struct pp_sv segment, struct run run)
{
    struct pp_sv text = pps_step_strip_prompt(segment);
    if (run.depth == 0) {
        reader->parser.command = text;
    }
    struct wrap wrap =
        run.depth < WRAPPERS_MAX ? pps_wrapper_peel(text) : (struct wrap){0};
    struct run inside = {run.depth + 1, run.only_if_ok || wrap.only_if_ok};
    struct run behind = {run.depth + 1, run.only_if_ok};
    switch (wrap.kind) {
    case WRAP_NONE:
        return read_command(reader, text, run);
    case WRAP_INNER:
        PP_TRY(read_text(reader, wrap.inner, inside));
        break;
    case WRAP_JOINED:
        return read_joined(reader, &wrap, inside);
    case WRAP_LOOP:
    case WRAP_CONDITION:
    case WRAP_FAILURE:
        PP_TRY(leave_out_block(reader, wrap.kind, text));
        break;
    }
    return wrap.rest.len > 0 ? read_text(reader, wrap.rest, behind) : PP_OK;
}

/* `dism /online /get-features | find "Hyper-V"`: whether it finds something
 * only the machine knows. */
static bool ends_in_search(struct pp_sv text)
{
    static const char *const searches[] = {"find", "findstr", "grep", NULL};
    struct pp_sv word = {NULL, 0};
    size_t at = pps_script_pipe(text);
    for (unsigned i = 0; i < WRAPPERS_MAX && at != SIZE_MAX; i++) {
        text = pp_sv_trim(pp_sv_sub(text, at + 1, text.len));
        at = pps_script_pipe(text);
        struct pp_cursor cursor = pp_cursor_over(text);
        (void)pp_cursor_take_word(&cursor, &word);
    }
    return pps_step_word_is_any(pps_program_name(word), searches);
}

static enum pp_status
read_text(struct reader *reader, struct pp_sv text, struct run run)
{
    struct script_command command;
    bool is_search = false;
    for (struct script_place place = {0};
         pps_script_next(text, &place, &command);) {
        bool is_branch = is_search && command.join != SCRIPT_ALWAYS;
        struct run next = {run.depth,
                           run.only_if_ok || command.join == SCRIPT_IF_OK};
        enum pp_status status = PP_OK;
        if (is_branch) {
            status = leave_out_block(reader, WRAP_CONDITION, command.text);
        } else if (command.join != SCRIPT_IF_FAILED) {
            /* Behind `||` nothing is played: each step tells its own refusal,
             * and all are played. */
            status = read_wrapped(reader, command.text, next);
        }
        PP_TRY(status);
        is_search = ends_in_search(command.text);
    }
    return PP_OK;
}

/* --- lines --- */

/* Lines that are passed over whole, whatever follows a `;` or `&` in them:
 * comments of cmd, code fences, and what PowerShell reports of an error. */
static bool is_passed_over(struct pp_sv line)
{
    struct pp_sv text = pps_step_strip_prompt(line);
    if (text.len > 0 && text.ptr[0] == '@') {
        text = pp_sv_trim(pp_sv_sub(text, 1, text.len));
    }
    return pp_sv_starts(pp_sv_trim(line), PP_SV("```")) ||
           pps_is_error_report(line) || pp_sv_starts(text, PP_SV("::")) ||
           pp_sv_starts_nocase(text, PP_SV("rem "));
}

/* The next command that a sentence has between backticks; false: none. */
static bool next_span(struct pp_sv line, size_t *at, struct pp_sv *ret_span)
{
    static const struct pp_sv mark = PP_SV_INIT("`");
    size_t open = pp_sv_find(line, mark, *at);
    while (open != SIZE_MAX) {
        size_t close = pp_sv_find(line, mark, open + 1);
        if (close == SIZE_MAX) {
            return false;
        }
        bool is_span = close > open + 1 && open > 0 &&
                       pp_is_one_of(line.ptr[open - 1], " \t(") &&
                       !pp_is_blank(line.ptr[open + 1]) &&
                       !pp_is_blank(line.ptr[close - 1]) &&
                       (close + 1 == line.len ||
                        pp_is_one_of(line.ptr[close + 1], " \t.,:;)!?"));
        if (is_span) {
            *at = close + 1;
            *ret_span = pp_sv_sub(line, open + 1, close - open - 1);
            return true;
        }
        open = close;
    }
    return false;
}

/* "Then run `net stop winnat` again": the commands of a sentence. */
static enum pp_status read_spans(struct reader *reader, bool *ret_is_any)
{
    struct pp_sv line = reader->parser.line;
    struct pp_sv text = pps_step_strip_prompt(line);
    struct pp_sv span = {NULL, 0};
    size_t at = text.len > 0 ? (size_t)(text.ptr - line.ptr) : line.len;
    *ret_is_any = false;
    while (next_span(line, &at, &span)) {
        *ret_is_any = true;
        PP_TRY(read_text(reader, span, (struct run){0}));
    }
    return PP_OK;
}

static enum pp_status read_line(struct reader *reader)
{
    struct pp_sv line = reader->parser.line;
    bool has_prompt = pps_step_has_prompt(line);
    reader->is_output = reader->is_transcript && !has_prompt;
    reader->is_transcript |= has_prompt;
    if (is_passed_over(line)) {
        return PP_OK;
    }
    uint32_t error = 0;
    if (!has_prompt && reader->is_single && pps_printed_answer(line, &error)) {
        reader->sink->answer(reader->sink->scenario, error);
    }
    reader->line_steps = 0;
    bool has_spans = false;
    PP_TRY(read_spans(reader, &has_spans));
    if (!has_spans) {
        PP_TRY(read_text(reader, line, (struct run){0}));
    }
    if (reader->line_steps > 0) {
        reader->is_single = reader->line_steps == 1;
    }
    return PP_OK;
}

static enum pp_status read_lines(struct reader *reader)
{
    struct step_parser *parser = &reader->parser;
    struct step_line line;
    while (pps_lines_next(&reader->lines, &line)) {
        PP_TRY(line.status);
        parser->line_number = line.number;
        pps_step_begin_line(parser, line.text, line.pasted);
        PP_TRY(read_line(reader));
    }
    return PP_OK;
}

enum pp_status pps_read_steps(struct pp_sv text,
                              uint32_t capture_index,
                              struct pp_diags *diags,
                              const struct step_sink *sink)
{
    assert(text.ptr != NULL || text.len == 0);
    struct reader *reader = pp_calloc(1, sizeof(*reader));
    if (reader == NULL) {
        return PP_ERR_NOMEM;
    }
    bool has_mark = pp_sv_starts(text, PP_SV("\xef\xbb\xbf"));
    reader->parser.diags = diags;
    reader->parser.capture = capture_index;
    reader->sink = sink;
    reader->lines.text = has_mark ? pp_sv_sub(text, 3, text.len) : text;
    reader->lines.arena = &reader->arena;
    pp_arena_init(&reader->arena, TEXTS_MAX_BYTES);
    enum pp_status status = read_lines(reader);
    pp_arena_done(&reader->arena);
    pp_free(reader);
    return status;
}
