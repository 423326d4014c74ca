/*
 * A text into steps: its lines, the commands in them, what is wrapped around
 * each. What a command says is read in step.c and winsteps.c.
 */
#include "reader.h"

#include <assert.h>
#include <string.h>

#include "base/alloc.h"
#include "base/arena.h"
#include "base/bytes.h"
#include "base/cursor.h"
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
    BLOCK_LINES_MAX = 200,         /* of a loop; what is longer is not closed */
};

struct reader {
    struct step_parser parser;
    const struct step_sink *sink;
    struct pp_arena arena; /* lines and commands put together */
    struct pp_sv text;
    size_t at;          /* the next line */
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

/* The line after the block that the text opens and does not close; the line
 * that closes it is a part of it. */
static void skip_block(struct reader *reader, struct pp_sv text)
{
    long depth = pps_script_brackets(text);
    uint64_t lines = 0;
    size_t at = reader->at;
    while (depth > 0 && at < reader->text.len && lines < BLOCK_LINES_MAX) {
        size_t end = pp_sv_find(reader->text, PP_SV("\n"), at);
        end = end == SIZE_MAX ? reader->text.len : end;
        depth += pps_script_brackets(pp_sv_sub(reader->text, at, end - at));
        lines++;
        at = end + 1;
    }
    if (depth <= 0 && lines > 0) {
        reader->at = at;
        reader->parser.line_number += lines;
    }
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
    skip_block(reader, text);
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

/* The end of the line at `at`, without its line break. */
static size_t line_end(struct pp_sv text, size_t at, size_t *ret_next)
{
    size_t end = pp_sv_find(text, PP_SV("\n"), at);
    end = end == SIZE_MAX ? text.len : end;
    *ret_next = end + 1;
    return end - (end > at && text.ptr[end - 1] == '\r');
}

/* The line at hand and those that it goes on in, as they were pasted. */
static struct pp_sv take_lines(struct reader *reader, uint64_t *ret_count)
{
    size_t from = reader->at;
    size_t at = from;
    size_t end;
    *ret_count = 0;
    do {
        size_t next = 0;
        end = line_end(reader->text, at, &next);
        (*ret_count)++;
        reader->at = next;
        if (!pps_script_goes_on(pp_sv_sub(reader->text, at, end - at))) {
            break;
        }
        at = next;
    } while (at < reader->text.len);
    return pp_sv_sub(reader->text, from, end - from);
}

/* What editors make of quotes, dashes and blanks, and what it stands for. */
static const struct {
    struct pp_sv bytes;
    char as[4]; /* as many bytes */
} typography[] = {
    {PP_SV_INIT("\xc2\xa0"), "  "},
    {PP_SV_INIT("\xe2\x80\x8b"), "   "},
    {PP_SV_INIT("\xe2\x80\x9c"), "  \""},
    {PP_SV_INIT("\xe2\x80\x9d"), "\"  "},
    {PP_SV_INIT("\xe2\x80\x98"), "  '"},
    {PP_SV_INIT("\xe2\x80\x99"), "'  "},
    {PP_SV_INIT("\xe2\x80\x93"), "  -"},
    {PP_SV_INIT("\xe2\x80\x94"), "  -"},
};

/* How many bytes at `at` are written anew. */
static size_t put_plain(struct pp_sv text, size_t at, char *bytes)
{
    struct pp_sv rest = pp_sv_sub(text, at, text.len);
    for (size_t i = 0; i < PP_ARRAY_LEN(typography); i++) {
        if (pp_sv_starts(rest, typography[i].bytes)) {
            memcpy(bytes + at, typography[i].as, typography[i].bytes.len);
            return typography[i].bytes.len;
        }
    }
    return 0;
}

/* The lines as one, of as many bytes: blanks for the marks at their ends and
 * plain quotes and dashes. */
static bool plain_lines(struct reader *reader, struct pp_sv *lines)
{
    char *bytes = pp_arena_take(&reader->arena, lines->len);
    if (bytes == NULL) {
        return false;
    }
    for (size_t i = 0; i < lines->len;) {
        char c = lines->ptr[i];
        size_t next = i + 1;
        size_t len = put_plain(*lines, i, bytes);
        if (len > 0) {
            i += len;
            continue;
        }
        next += next < lines->len && lines->ptr[next] == '\r';
        bool is_mark = (c == '^' || c == '`') && next < lines->len &&
                       lines->ptr[next] == '\n';
        bytes[i++] = is_mark || c == '\n' || c == '\r' ? ' ' : c;
    }
    *lines = (struct pp_sv){bytes, lines->len};
    return true;
}

static bool is_plain(struct pp_sv line)
{
    return pp_sv_find(line, PP_SV("\xe2\x80"), 0) == SIZE_MAX &&
           pp_sv_find(line, PP_SV("\xc2\xa0"), 0) == SIZE_MAX;
}

/* Moves behind a comment `<# ... #>` that begins in the line at hand. */
static bool skip_comment(struct reader *reader)
{
    static const struct pp_sv opening = PP_SV_INIT("<#");
    size_t next = 0;
    size_t end = line_end(reader->text, reader->at, &next);
    struct pp_sv line =
        pp_sv_trim(pp_sv_sub(reader->text, reader->at, end - reader->at));
    uint64_t lines = 1;
    if (!pp_sv_starts(line, opening)) {
        return false;
    }
    while (pp_sv_find(line, PP_SV("#>"), 0) == SIZE_MAX) {
        if (next >= reader->text.len || lines == BLOCK_LINES_MAX) {
            return false;
        }
        size_t from = next;
        end = line_end(reader->text, from, &next);
        line = pp_sv_sub(reader->text, from, end - from);
        lines++;
    }
    reader->at = next;
    reader->parser.line_number += lines;
    return true;
}

static enum pp_status read_lines(struct reader *reader)
{
    struct step_parser *parser = &reader->parser;
    while (reader->at < reader->text.len) {
        uint64_t count = 0;
        if (skip_comment(reader)) {
            continue;
        }
        struct pp_sv pasted = take_lines(reader, &count);
        struct pp_sv line = pasted;
        if ((count > 1 || !is_plain(line)) && !plain_lines(reader, &line)) {
            return PP_ERR_NOMEM;
        }
        parser->line_number++;
        pps_step_begin_line(parser, line, pasted);
        PP_TRY(read_line(reader));
        parser->line_number += count - 1;
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
    reader->text = has_mark ? pp_sv_sub(text, 3, text.len) : text;
    pp_arena_init(&reader->arena, TEXTS_MAX_BYTES);
    enum pp_status status = read_lines(reader);
    pp_arena_done(&reader->arena);
    pp_free(reader);
    return status;
}
