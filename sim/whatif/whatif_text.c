/*
 * what-if for people: the steps, numbered, each with its answer, what it
 * changes and what is worth knowing. Prints what it is given.
 */
#include "whatif_text.h"

#include "base/cursor.h"
#include "base/utf8.h"
#include "change_words.h"
#include "left_out.h"
#include "plan_text.h"
#include "sim/print/figures.h"
#include "sim/print/report.h"
#include "sim/reserve/reserve.h"
#include "sim/steps/remark_words.h"
#include "sim/steps/step_text.h"

enum {
    COMMAND_COLUMN = 32, /* where the command begins if it fits */
    STEP_MAX_BYTES = 64 * 1024,
    COMMANDS_MAX_BYTES = 16 * 1024 * 1024, /* as many as a scenario's texts */
};

struct text {
    struct pps_report to;
    const struct pps_whatif *whatif;
    struct pp_buf *words;    /* of the step at hand */
    struct pp_buf *commands; /* of the steps so far, each between newlines */
};

/* --- the head of a step --- */

/* The Windows command of the step; the empty view where there is none, or it
 * is what was written, or a step before had it already: once is enough. */
static struct pp_sv command_to_name(const struct text *text,
                                    const struct pps_step *step)
{
    struct pp_buf *commands = text->commands;
    pp_buf_add_str(commands, commands->len == 0 ? "\n" : "");
    size_t start = commands->len;
    pps_step_command(commands, step);
    pp_buf_add_char(commands, '\n');
    struct pp_sv all = pp_buf_view(commands);
    struct pp_sv line = pp_sv_sub(all, start - 1, all.len);
    struct pp_sv command = pp_sv_sub(line, 1, line.len - 2);
    bool is_known = pp_sv_find(all, line, 0) + 1 < start;
    return is_known || commands->status != PP_OK ||
                   pp_sv_equal(command, pp_buf_view(text->words))
               ? pp_sv_sub(command, command.len, command.len)
               : command;
}

static void
add_command(const struct text *text, struct pp_sv command, size_t used)
{
    struct pp_buf *buf = text->to.buf;
    size_t blanks = used < COMMAND_COLUMN ? COMMAND_COLUMN - used : 0;
    if (blanks < 2 ||
        COMMAND_COLUMN + command.len > pp_style_width(text->to.style)) {
        pp_buf_add_str(buf, "\n     ");
    } else {
        pp_buf_add_repeated(buf, ' ', blanks);
    }
    pp_style_begin(buf, text->to.style, PP_COLOR_FAINT);
    pp_escape_text(buf, command);
    pp_style_end(buf, text->to.style, PP_COLOR_FAINT);
}

static void add_head(const struct text *text, size_t index)
{
    const struct pps_step *step = text->whatif->steps[index].step;
    struct pp_buf *buf = text->to.buf;
    size_t before = buf->len;
    pp_buf_clear(text->words);
    pps_step_text(text->words, step);
    struct pp_sv words = pp_buf_view(text->words);
    pp_buf_printf(buf, "%-3u", (unsigned)(index + 1));
    pp_style_begin(buf, text->to.style, PP_COLOR_STRONG);
    pp_escape_text(buf, words);
    pp_style_end(buf, text->to.style, PP_COLOR_STRONG);
    size_t used =
        text->to.style->color ? pp_utf8_width(words) + 3 : buf->len - before;
    struct pp_sv command = command_to_name(text, step);
    if (command.len > 0) {
        add_command(text, command, used);
    }
    pp_buf_add_char(buf, '\n');
}

/* --- answers --- */

static void add_clash(const struct text *text, const struct pps_clash *clash)
{
    struct pp_buf *buf = text->to.buf;
    if (clash->kind == PPS_CLASH_NONE) {
        return;
    }
    pp_buf_add_str(buf, "     ");
    pp_range_print(buf, clash->range);
    if (clash->kind == PPS_CLASH_SOCKET) {
        pp_buf_add_str(buf, " is in use");
    } else if (clash->owner == PP_OWNER_UNKNOWN) {
        pp_buf_add_str(buf, " is excluded by an unknown owner");
    } else {
        pp_buf_printf(buf, " is excluded by %s", pp_owner_name(clash->owner));
    }
    pps_report_place(buf, &text->to, &clash->place);
    pp_buf_add_char(buf, '\n');
}

static void add_refusal(const struct text *text,
                        const struct pps_answer *answer)
{
    struct pp_buf *buf = text->to.buf;
    pp_buf_add_str(buf, "   ");
    pp_style_begin(buf, text->to.style, PP_COLOR_BLOCKED);
    pp_buf_printf(buf, "x refused (%u)", (unsigned)answer->error);
    pp_style_end(buf, text->to.style, PP_COLOR_BLOCKED);
    pps_add_some_runs(buf, answer->runs, text->whatif->runs);
    pp_buf_printf(buf, ": %s\n", answer->message);
    add_clash(text, &answer->clash);
}

/* --- changes --- */

/* How many changes from `from` on are of one group: blocks of one owner and
 * size, coming or going together. */
static size_t group_len(const struct pps_step_result *result, size_t from)
{
    size_t len = 1;
    while (from + len < result->change_count &&
           pps_change_words_is_group(&result->changes[from + len],
                                     &result->changes[from])) {
        len++;
    }
    return len;
}

static void add_group(const struct text *text,
                      const struct pps_change *changes,
                      size_t count)
{
    struct pp_buf *buf = text->to.buf;
    const struct pps_change *first = &changes[0];
    struct range_words words = {.buf = buf, .left = count};
    pps_change_words_sign(buf, text->to.style, first->op);
    pps_change_words_protocol(buf, first->protocol);
    pps_change_words_blocks(buf, first, count);
    for (size_t i = 0; i < count; i++) {
        pps_range_words_add(&words, changes[i].range);
    }
    pp_buf_add_str(buf, first->is_administered == PP_YES ? " *\n" : "\n");
}

static void add_named(const struct text *text, const struct pps_change *change)
{
    struct pp_buf *buf = text->to.buf;
    bool is_add = change->op == PPS_ADD;
    pps_change_words_sign(buf, text->to.style, change->op);
    pp_escape_text(buf, change->name);
    if (is_add || change->what != PPS_WHAT_VALUE) {
        pp_buf_add_str(buf, pps_change_words_of(change->what, is_add));
    }
    pp_escape_text(buf, change->data);
    pp_buf_add_char(buf, '\n');
}

/* `8080/tcp bound`, `3 tcp ports closed: 135, 5000-5001`. */
static void add_sockets(const struct text *text,
                        const struct pps_change *changes,
                        size_t count)
{
    struct pp_buf *buf = text->to.buf;
    const struct pps_change *first = &changes[0];
    const char *protocol = pp_protocol_name(first->protocol);
    const char *what = first->op == PPS_ADD ? "bound" : "closed";
    struct range_words words = {.buf = buf, .left = count};
    pps_change_words_sign(buf, text->to.style, first->op);
    if (count == 1) {
        pp_range_print(buf, first->range);
        pp_buf_printf(buf, "/%s %s\n", protocol, what);
        return;
    }
    pp_buf_add_thousands(buf, count);
    pp_buf_printf(buf, " %s ports %s: ", protocol, what);
    for (size_t i = 0; i < count; i++) {
        pps_range_words_add(&words, changes[i].range);
    }
    pp_buf_add_char(buf, '\n');
}

static void add_changes(const struct text *text,
                        const struct pps_step_result *result)
{
    for (size_t i = 0; i < result->change_count;) {
        const struct pps_change *change = &result->changes[i];
        size_t count = 1;
        if (change->what == PPS_WHAT_EXCLUSION) {
            count = group_len(result, i);
            add_group(text, change, count);
        } else if (change->what == PPS_WHAT_SOCKET) {
            count = group_len(result, i);
            add_sockets(text, change, count);
        } else if (change->what != PPS_WHAT_DYNAMIC) {
            add_named(text, change);
        } else if (change->op == PPS_ADD) {
            /* Two changes: the old range goes, then the new one comes. */
            pps_change_words_dynamic(
                text->to.buf, text->to.style, change, (change - 1)->range);
            pp_buf_add_char(text->to.buf, '\n');
        }
        i += count;
    }
}

/* "~ about 11 blocks return (5 to 24 in 90 % of runs)" */
static void add_blocks(const struct text *text,
                       enum pp_protocol protocol,
                       const struct pps_blocks_made *made)
{
    struct pp_buf *buf = text->to.buf;
    if (!made->is_any) {
        return;
    }
    pps_change_words_sign(buf, text->to.style, PPS_ALTER);
    pps_change_words_protocol(buf, protocol);
    pp_buf_printf(buf,
                  "about %u new block%s reserved",
                  (unsigned)(made->count.mean + 0.5),
                  made->count.mean < 1.5 ? " is" : "s are");
    pps_add_spread(buf, made->count, "runs");
    if (made->place_count > 0) {
        pp_buf_add_str(buf, ",\n     most often over ");
        pp_range_print(buf, made->places[0].range);
        pp_buf_add_str(buf, " (in up to ");
        pps_add_percent(buf, made->places[0].share);
        pp_buf_add_str(buf, " of runs)");
    }
    pp_buf_add_char(buf, '\n');
}

/* `head` and `words`, broken at blanks so that no line is wider than the
 * terminal. */
static void
add_wrapped(const struct text *text, const char *head, const char *words)
{
    size_t width = pp_style_width(text->to.style);
    size_t column = 5 + pp_sv_from(head).len;
    struct pp_cursor cursor = pp_cursor_over(pp_sv_from(words));
    struct pp_sv word = {NULL, 0};
    pp_buf_printf(text->to.buf, "     %s", head);
    while (pp_cursor_take_word(&cursor, &word)) {
        if (column + 1 + word.len > width) {
            pp_buf_add_str(text->to.buf, "\n      ");
            column = 6;
        }
        pp_buf_add_char(text->to.buf, ' ');
        pp_buf_add(text->to.buf, word);
        column += 1 + word.len;
        pp_cursor_skip_blanks(&cursor);
    }
}

static void add_note(const struct text *text, const char *words)
{
    pp_style_begin(text->to.buf, text->to.style, PP_COLOR_FAINT);
    add_wrapped(text, "note:", words);
    pp_style_end(text->to.buf, text->to.style, PP_COLOR_FAINT);
    pp_buf_add_char(text->to.buf, '\n');
}

/* Each note once: with the first step that it is about. */
static void add_notes(const struct text *text, size_t index)
{
    const char *remark =
        pps_remark_text(text->whatif->steps[index].step->remark);
    if (remark != NULL) {
        add_note(text, remark);
    }
    uint64_t notes = text->whatif->steps[index].notes;
    for (size_t i = 0; i < index; i++) {
        notes &= ~text->whatif->steps[i].notes;
    }
    for (int i = 0; i < PPS_NOTE_COUNT; i++) {
        if ((notes >> i & 1) == 0) {
            continue;
        }
        add_note(text, pps_note_text((enum pps_note)i));
    }
}

/* --- expectations --- */

/* The verdict that most of the failing runs gave. */
static enum pp_verdict commonest_failure(const struct pps_step_result *result)
{
    int best = 0;
    for (int i = 1; i < PP_VERDICT_COUNT; i++) {
        if (result->failed_verdicts[i] > result->failed_verdicts[best]) {
            best = i;
        }
    }
    return (enum pp_verdict)best;
}

static void add_expectation(const struct text *text,
                            const struct pps_step_result *result)
{
    struct pp_buf *buf = text->to.buf;
    enum pp_color color = result->is_held ? PP_COLOR_FREE : PP_COLOR_BLOCKED;
    bool is_failing =
        result->held_runs < text->whatif->runs && result->failed_port != 0;
    pp_buf_add_str(buf, "   ");
    pp_style_text(buf,
                  text->to.style,
                  color,
                  result->is_held ? "holds" : "does not hold");
    if (result->is_random) {
        pp_buf_add_str(buf, result->is_held ? "" : ": true");
        pp_buf_add_char(buf, ' ');
        pps_add_runs(buf, result->held_runs, text->whatif->runs);
        pp_buf_add_str(buf, is_failing ? "; otherwise" : "");
    }
    if (is_failing) {
        pp_buf_printf(buf,
                      ": %u is %s",
                      (unsigned)result->failed_port,
                      pp_verdict_name(commonest_failure(result)));
    }
    pp_buf_add_char(buf, '\n');
}

static void add_step(const struct text *text, size_t index)
{
    const struct pps_step_result *result = &text->whatif->steps[index];
    add_head(text, index);
    if (result->step->kind == PPS_STEP_EXPECT) {
        add_expectation(text, result);
        return;
    }
    for (size_t i = 0; i < result->answer_count; i++) {
        if (result->answers[i].error != 0) {
            add_refusal(text, &result->answers[i]);
        }
    }
    pps_difference_text(&text->to, result);
    if (result->left_out_runs > 0) {
        pp_buf_add_str(text->to.buf, "   not run, as the step before failed");
        pps_add_some_runs(
            text->to.buf, result->left_out_runs, text->whatif->runs);
        pp_buf_add_char(text->to.buf, '\n');
    }
    add_changes(text, result);
    add_blocks(text, PP_TCP, &result->blocks[PP_TCP]);
    add_blocks(text, PP_UDP, &result->blocks[PP_UDP]);
    add_notes(text, index);
}

void pps_whatif_text(struct pp_buf *buf,
                     const struct pp_style *style,
                     const struct pps_whatif *whatif,
                     const struct pp_sv *capture_names,
                     size_t capture_count)
{
    struct pp_buf words;
    struct pp_buf commands;
    pp_buf_init(&words, STEP_MAX_BYTES);
    pp_buf_init(&commands, COMMANDS_MAX_BYTES);
    const struct text text = {
        .to = {.buf = buf,
               .style = style,
               .capture_names = capture_names,
               .capture_count = capture_count},
        .whatif = whatif,
        .words = &words,
        .commands = &commands,
    };
    for (size_t i = 0; i < whatif->step_count && words.status == PP_OK; i++) {
        add_step(&text, i);
    }
    if (buf->status == PP_OK) {
        buf->status = words.status != PP_OK ? words.status : commands.status;
    }
    pp_buf_done(&words);
    pp_buf_done(&commands);
    pps_left_out_text(&text.to, whatif);
    pps_plan_text(buf, style, whatif);
    if (whatif->is_random) {
        pps_report_basis(
            &text.to,
            (struct pps_basis){whatif->runs, whatif->seed, whatif->model});
    }
}
