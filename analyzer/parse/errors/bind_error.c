/*
 * Bind errors: what the lines say (bind_line.c), put together. An error is
 * held until it is clear that nothing below adds to it, because messages are
 * wrapped, and many programs print the port on one line and the error on
 * another.
 */
#include "portplan/portset.h"

#include "base/alloc.h"
#include "base/bounds.h"
#include "base/bytes.h"
#include "base/vec.h"
#include "bind_clean.h"
#include "bind_finding.h"
#include "bind_line.h"
#include "bind_note.h"
#include "parse/line/clean.h"
#include "parse/line/parsers.h"
#include "text/words.h"

/* A wrapped message of a terminal is far shorter. */
enum {
    MAX_PREVIOUS_BYTES = 1024,
    MIN_PAUSE_LINES = 4,
};

/* What was emitted already, so that a log that repeats itself gives a fact
 * once. */
struct emitted {
    uint32_t error;
    enum pp_protocol protocol;
    const char *program;
    bool is_outgoing;
    bool has_portless;
    struct pp_portset ports;
};

struct bind_error {
    struct pp_open_section section;
    struct pp_bind_reader reader;
    PP_VEC(struct emitted) emitted;

    struct pp_bind_finding open;  /* the error being put together */
    struct pp_bind_finding above; /* a port, for an error below it */
    struct pp_bind_finding part;  /* half an error, for a port below it */
    struct pp_hold above_hold;

    /* The line before, for messages that are wrapped. */
    char previous[MAX_PREVIOUS_BYTES];
    size_t previous_len;
    uint64_t previous_nonblank;
    uint64_t previous_keywords;
    bool previous_is_half; /* it lacks an error's number or words */
    struct pp_hold previous_hold;

    struct pp_buf clean;
    struct pp_buf joined;

    /* This parser is asked first for a line in the raw, then again. */
    bool is_active;
    uint64_t seen_line;     /* the last that was looked at, ... */
    uint64_t seen_nonblank; /* ... its number without the blank ones */
    uint64_t judged_line;   /* the raw line was judged: no need to look again */
    uint64_t raw_line;      /* the raw line was put off until it is unwrapped */
};

/* --- facts ---------------------------------------------------------------- */

/* Whether this one was not emitted yet; notes it. */
static enum pp_status note_emitted(struct bind_error *state,
                                   const struct pp_bind_evidence *says,
                                   bool *ret_is_new)
{
    struct emitted *found = NULL;
    for (size_t i = 0; i < state->emitted.count && found == NULL; i++) {
        struct emitted *one = &state->emitted.items[i];
        bool is_same = one->error == says->error &&
                       one->protocol == says->protocol &&
                       one->is_outgoing == says->is_outgoing &&
                       pp_sv_equal(pp_sv_from(one->program), says->program);
        found = is_same ? one : NULL;
    }
    if (found == NULL) {
        PP_TRY(PP_VEC_RESERVE(&state->emitted, 1, PP_LIMIT_FACTS));
        found = &state->emitted.items[state->emitted.count++];
        *found = (struct emitted){.error = says->error,
                                  .protocol = says->protocol,
                                  .program = says->program.ptr,
                                  .is_outgoing = says->is_outgoing};
    }
    *ret_is_new = says->has_port ? !pp_portset_test(&found->ports, says->port)
                                 : !found->has_portless;
    if (says->has_port) {
        pp_portset_set(&found->ports, says->port);
    } else {
        found->has_portless = true;
    }
    return PP_OK;
}

static void report_no_port(const struct pp_context *context,
                           const struct pp_bind_finding *open)
{
    const struct pp_diag draft = {.code = PP_DIAG_BIND_NO_PORT,
                                  .place = open->place};
    pp_diags_add(
        context->options.diags, &draft, "%s", pp_bind_note(open->says.error));
}

/* The JDK turns 10013 at a listener into 10048 and says "in use". */
static uint32_t also_of(const struct pp_bind_evidence *says)
{
    bool is_unclear = says->error == 10048 && !says->is_outgoing &&
                      pp_sv_equal(says->program, PP_SV("java"));
    return is_unclear ? 10013 : 0;
}

/* A connection got no local port: a sign that they ran out. */
static enum pp_status emit_sign(struct bind_error *state,
                                struct pp_context *context,
                                enum pp_exhaustion_sign sign)
{
    const struct pp_bind_finding *open = &state->open;
    const struct pp_fact fact = {
        .kind = PP_FACT_EXHAUSTION,
        .section = state->section.index,
        .place = open->place,
        .protocol = open->says.protocol,
        .as.exhaustion = {.sign = sign,
                          .has_protocol = open->says.has_protocol,
                          .program = open->says.program},
    };
    return pp_context_fact(context, &fact);
}

/* The error is complete. */
static enum pp_status flush(struct bind_error *state,
                            struct pp_context *context)
{
    struct pp_bind_finding *open = &state->open;
    bool is_new = false;
    if (!open->is_set) {
        return PP_OK;
    }
    open->is_set = false;
    if (open->says.error == 10055) {
        /* The pool is empty, whichever port is named: that of the other end,
         * mostly. */
        open->says.has_port = false;
        open->says.is_outgoing = true;
    }
    PP_TRY(note_emitted(state, &open->says, &is_new));
    if (!is_new) {
        return PP_OK;
    }
    enum pp_exhaustion_sign sign;
    if (open->says.is_outgoing && pp_bind_sign_of(open->says.error, &sign)) {
        return emit_sign(state, context, sign);
    }
    struct pp_fact fact = {
        .kind = PP_FACT_BIND_ERROR,
        .section = state->section.index,
        .place = open->place,
        .protocol = open->says.protocol,
        .as.bind_error = {.has_port = open->says.has_port,
                          .error = open->says.error,
                          .also = also_of(&open->says),
                          .is_outgoing = open->says.is_outgoing,
                          .program = open->says.program,
                          .address = {open->address, open->address_len}},
    };
    if (open->says.has_port) {
        fact.range = (struct pp_range){open->says.port, open->says.port};
    } else {
        report_no_port(context, open);
    }
    return pp_context_fact(context, &fact);
}

/* --- putting together ----------------------------------------------------- */

static struct pp_bind_finding finding_of(struct pp_context *context,
                                         const struct pp_bind_evidence *says,
                                         struct pp_sv line)
{
    return pp_bind_finding_from(
        says, pp_context_place(context, line), context->nonblank_line);
}

static bool is_near(const struct pp_context *context,
                    const struct pp_bind_finding *finding)
{
    return finding->is_set &&
           pp_context_is_near(context, finding->nonblank_line);
}

/* The line is part of the section. */
static enum pp_status use_line(struct bind_error *state,
                               struct pp_context *context)
{
    pp_context_take(context, PP_TAKE_USED);
    return pp_section_extend(&state->section, context, PP_SECTION_BIND_ERROR);
}

/* An error: joins the one above, or is one of its own. */
static enum pp_status add_error(struct bind_error *state,
                                struct pp_context *context,
                                const struct pp_bind_evidence *says,
                                struct pp_sv line)
{
    PP_TRY(use_line(state, context));
    if (is_near(context, &state->open) &&
        pp_bind_evidence_agrees(&state->open.says, says)) {
        pp_bind_finding_add(&state->open, says, says->address);
        state->open.nonblank_line = context->nonblank_line;
        return PP_OK;
    }
    PP_TRY(flush(state, context));
    state->open = finding_of(context, says, line);
    if (!says->has_port && is_near(context, &state->above)) {
        pp_bind_finding_add(&state->open,
                            &state->above.says,
                            pp_bind_finding_address(&state->above));
        pp_context_reclaim(context, &state->above_hold, PP_TAKE_USED);
    }
    return PP_OK;
}

/* A line that names the port: of the error above, of the half of one, or of
 * what comes. */
static enum pp_status add_port(struct bind_error *state,
                               struct pp_context *context,
                               const struct pp_bind_evidence *says,
                               struct pp_sv line)
{
    bool may_be_below = says->kind == PP_BIND_LINE_PORT;
    if (!says->has_port) {
        return PP_OK;
    }
    if (may_be_below && is_near(context, &state->open) &&
        pp_bind_evidence_agrees(&state->open.says, says)) {
        pp_bind_finding_add(&state->open, says, says->address);
        return use_line(state, context);
    }
    if (may_be_below && is_near(context, &state->part)) {
        struct pp_bind_evidence whole = *says;
        whole.error = state->part.says.error;
        whole.program = state->part.says.program;
        state->part.is_set = false;
        return add_error(state, context, &whole, line);
    }
    state->above = finding_of(context, says, line);
    pp_context_release(context, &state->above_hold);
    pp_context_hold_tentatively(context, &state->above_hold);
    return PP_OK;
}

static enum pp_status add_part(struct bind_error *state,
                               struct pp_context *context,
                               const struct pp_bind_evidence *says,
                               struct pp_sv line)
{
    if (is_near(context, &state->open) &&
        pp_bind_evidence_agrees(&state->open.says, says)) {
        pp_bind_finding_add(&state->open, says, says->address);
        return use_line(state, context);
    }
    state->part = finding_of(context, says, line);
    return PP_OK;
}

static enum pp_status add_evidence(struct bind_error *state,
                                   struct pp_context *context,
                                   const struct pp_bind_evidence *says,
                                   struct pp_sv line)
{
    switch (says->kind) {
    case PP_BIND_LINE_SURE:
    case PP_BIND_LINE_NUMBER:
    case PP_BIND_LINE_LOG:
    case PP_BIND_LINE_SPAN:
        return add_error(state, context, says, line);
    case PP_BIND_LINE_PART:
        return add_part(state, context, says, line);
    case PP_BIND_LINE_PORT:
    case PP_BIND_LINE_ABOVE:
        return add_port(state, context, says, line);
    case PP_BIND_LINE_NOT:
    case PP_BIND_LINE_NONE:
    case PP_BIND_LINE_TALK:
    case PP_BIND_LINE_HOST:
        return PP_OK;
    }
    return PP_OK;
}

/* --- wrapped lines -------------------------------------------------------- */

static bool has_previous(const struct bind_error *state,
                         const struct pp_context *context)
{
    return state->previous_len > 0 &&
           state->previous_nonblank + 1 == context->nonblank_line;
}

static void keep_previous(struct bind_error *state,
                          struct pp_context *context,
                          struct pp_sv text,
                          uint64_t keywords)
{
    state->previous_len = 0;
    pp_context_release(context, &state->previous_hold);
    if (text.len > MAX_PREVIOUS_BYTES) {
        return;
    }
    if (text.len > 0) {
        memcpy(state->previous, text.ptr, text.len);
    }
    state->previous_len = text.len;
    state->previous_nonblank = context->nonblank_line;
    state->previous_keywords = keywords;
}

/* A terminal breaks anywhere, a mail program at a blank, which is lost. */
static enum pp_status
join(struct bind_error *state, struct pp_sv text, const char *between)
{
    struct pp_buf *joined = &state->joined;
    if (joined->max == 0) {
        pp_buf_init(joined, (size_t)PP_LIMIT_LINE_BYTES * 2);
    }
    pp_buf_clear(joined);
    pp_buf_add(joined, (struct pp_sv){state->previous, state->previous_len});
    pp_buf_add_str(joined, between);
    pp_buf_add(joined, text);
    return joined->status;
}

/* The words of the error go on in this line. */
static enum pp_status read_rest_of_error(struct bind_error *state,
                                         struct pp_context *context,
                                         struct pp_sv text)
{
    struct pp_bind_finding *open = &state->open;
    if (!open->is_set || open->says.error != 0 ||
        open->nonblank_line + 1 != context->nonblank_line) {
        return PP_OK;
    }
    uint32_t error = 0;
    bool is_text = false;
    PP_TRY(join(state, text, ""));
    PP_TRY(pp_bind_error_of(
        &state->reader.codes, pp_buf_view(&state->joined), &error, &is_text));
    if (error == 0) {
        return PP_OK;
    }
    open->says.error = error;
    open->nonblank_line = context->nonblank_line;
    return use_line(state, context);
}

/* Two lines that have nothing to do with each other make a sentence, too: words
 * that any program may print need the text of Windows, or a line above that
 * waits for them. */
static bool is_one_message(const struct bind_error *state,
                           const struct pp_bind_evidence *joined)
{
    return joined->kind == PP_BIND_LINE_SURE &&
           (!joined->is_general || joined->is_text || state->previous_is_half);
}

/* Whether the line together with the one before says more than alone: the
 * port of an error, the error of a half, the port of the error above. */
static bool says_more(const struct bind_error *state,
                      const struct pp_bind_evidence *joined,
                      const struct pp_bind_evidence *alone)
{
    if (joined->kind == PP_BIND_LINE_PORT) {
        return joined->has_port && !alone->has_port && state->open.is_set &&
               !state->open.says.has_port;
    }
    if (!is_one_message(state, joined)) {
        return false;
    }
    bool is_whole = state->previous_is_half && joined->error != 0 &&
                    alone->error == 0 &&
                    (!joined->is_outgoing || joined->is_text);
    bool is_other =
        !alone->has_port || !pp_sv_equal(joined->program, alone->program);
    return joined->has_port ? is_other : is_whole;
}

/* Reads this line and the one before as one; *ret_found where that says more
 * than `alone`. */
static enum pp_status read_joined(struct bind_error *state,
                                  struct pp_sv text,
                                  const struct pp_bind_evidence *alone,
                                  struct pp_bind_evidence *ret_evidence,
                                  bool *ret_found)
{
    static const char *const between[] = {" ", ""};
    *ret_found = false;
    for (size_t i = 0; i < PP_ARRAY_LEN(between) && !*ret_found; i++) {
        PP_TRY(join(state, text, between[i]));
        struct pp_sv joined = pp_buf_view(&state->joined);
        PP_TRY(pp_bind_read(&state->reader,
                            joined,
                            pp_bind_keywords_of(&state->reader, joined),
                            ret_evidence,
                            ret_found));
        *ret_found = *ret_found && says_more(state, ret_evidence, alone);
    }
    return PP_OK;
}

/* --- lines ---------------------------------------------------------------- */

/* A line between an error and what belongs to it: `    at Object.listen`. */
static bool is_stack_line(struct pp_sv text)
{
    return pp_words_start("at |File \"|... ", text) > 0;
}

/* What the line says, alone or as the end of a wrapped message. */
static enum pp_status read_line(struct bind_error *state,
                                struct pp_context *context,
                                struct pp_sv text,
                                uint64_t keywords,
                                struct pp_bind_evidence *ret_says,
                                bool *ret_found)
{
    *ret_says = (struct pp_bind_evidence){0};
    *ret_found = false;
    if (keywords != 0) {
        PP_TRY(
            pp_bind_read(&state->reader, text, keywords, ret_says, ret_found));
    }
    bool is_strong = ((state->previous_keywords | keywords) &
                      state->reader.strong_keywords) != 0;
    bool lacks_port = state->open.is_set && !state->open.says.has_port;
    if (!has_previous(state, context) || state->previous_keywords == 0 ||
        (!is_strong && !lacks_port)) {
        return PP_OK;
    }
    const struct pp_bind_evidence nothing = {0};
    struct pp_bind_evidence joined = {0};
    bool is_wrapped = false;
    PP_TRY(read_joined(
        state, text, *ret_found ? ret_says : &nothing, &joined, &is_wrapped));
    if (is_wrapped) {
        pp_context_reclaim(context, &state->previous_hold, PP_TAKE_USED);
        *ret_says = joined;
        *ret_found = true;
    }
    return PP_OK;
}

static enum pp_status judge_line(struct bind_error *state,
                                 struct pp_context *context,
                                 struct pp_sv line,
                                 struct pp_sv text)
{
    uint64_t keywords = pp_bind_keywords_of(&state->reader, text);
    if ((keywords & state->reader.netsh_keywords) != 0) {
        keep_previous(state, context, (struct pp_sv){NULL, 0}, 0);
        return PP_OK;
    }
    struct pp_bind_evidence says = {0};
    bool is_found = false;
    PP_TRY(read_line(state, context, text, keywords, &says, &is_found));
    if (is_found) {
        PP_TRY(add_evidence(state, context, &says, line));
    } else if (has_previous(state, context)) {
        PP_TRY(read_rest_of_error(state, context, text));
    }
    /* A line that says something is not the beginning of a wrapped message. */
    bool may_go_on =
        !context->is_taken && (!is_found || says.kind == PP_BIND_LINE_ABOVE);
    keep_previous(state, context, text, may_go_on ? keywords : 0);
    state->previous_is_half = may_go_on && says.is_half;
    if (may_go_on && !is_found && keywords != 0) {
        pp_context_hold_tentatively(context, &state->previous_hold);
    }
    return PP_OK;
}

/* Without quote marks and time stamps; `[WinError 10013] ` looks like what a
 * tool puts in front of each line, and stays. */
static struct pp_sv strip_marks(struct bind_error *state, struct pp_sv line)
{
    struct pp_sv bare = pp_strip_marks(line);
    size_t stripped = (size_t)(bare.ptr - line.ptr);
    struct pp_sv marks = pp_sv_sub(line, 0, stripped);
    return pp_bind_keywords_of(&state->reader, marks) == 0 ? bare : line;
}

/* The parser of the line before gets the next in the raw first. What needs
 * unwrapping is put off until it comes again, in pieces; what does not is
 * looked at once. */
static bool is_for_later(struct bind_error *state,
                         const struct pp_context *context,
                         struct pp_sv line)
{
    bool is_raw = state->is_active && state->raw_line != context->line_number;
    if (!is_raw) {
        return false;
    }
    state->raw_line = context->line_number;
    return memchr(line.ptr, '\\', line.len) != NULL ||
           memchr(line.ptr, '<', line.len) != NULL ||
           memchr(line.ptr, '&', line.len) != NULL;
}

static bool is_judged(struct bind_error *state,
                      const struct pp_context *context,
                      struct pp_sv line)
{
    uintptr_t at = (uintptr_t)line.ptr;
    uintptr_t start = (uintptr_t)context->line_text.ptr;
    bool is_whole = at >= start && at <= start + context->line_text.len;
    if (!is_whole) {
        return false;
    }
    bool is_judged = state->judged_line == context->line_number;
    state->judged_line = context->line_number;
    return is_judged;
}

static void report_limit(struct bind_error *state,
                         struct pp_context *context,
                         struct pp_sv line)
{
    if (!state->reader.gave_up) {
        return;
    }
    state->reader.gave_up = false;
    struct pp_diag draft =
        pp_context_draft(context, PP_DIAG_BIND_PATTERN_LIMIT, line);
    pp_diags_add(context->options.diags,
                 &draft,
                 "the line was too complex to match and may contain a bind "
                 "error that is not shown");
}

/* Several blank lines part what stands above from what stands below. */
static enum pp_status forget_after_pause(struct bind_error *state,
                                         struct pp_context *context)
{
    uint64_t lines = context->line_number - state->seen_line;
    uint64_t nonblank = context->nonblank_line - state->seen_nonblank;
    bool is_pause = lines >= nonblank + MIN_PAUSE_LINES;
    state->seen_line = context->line_number;
    state->seen_nonblank = context->nonblank_line;
    if (!is_pause) {
        return PP_OK;
    }
    state->above.is_set = false;
    state->part.is_set = false;
    state->previous_len = 0;
    return flush(state, context);
}

static enum pp_status take_line(void *memory,
                                struct pp_context *context,
                                const struct pp_offer *offer)
{
    struct bind_error *state = memory;
    struct pp_sv line = pp_trim_wide(offer->line);
    if (line.len == 0 || is_for_later(state, context, line) ||
        is_judged(state, context, line)) {
        return PP_OK;
    }
    line = strip_marks(state, line);
    struct pp_sv text = line;
    PP_TRY(forget_after_pause(state, context));
    if (state->open.is_set && !is_near(context, &state->open)) {
        PP_TRY(flush(state, context));
    }
    PP_TRY(pp_bind_clean(&state->clean, &text));
    if (state->open.is_set && is_stack_line(text)) {
        state->open.nonblank_line = context->nonblank_line;
    }
    enum pp_status status = judge_line(state, context, line, text);
    report_limit(state, context, line);
    state->is_active = state->is_active || context->is_taken;
    return status;
}

static enum pp_status close_section(void *memory, struct pp_context *context)
{
    struct bind_error *state = memory;
    PP_TRY(flush(state, context));
    state->is_active = false;
    return pp_section_close(&state->section, context);
}

static void free_state(void *memory)
{
    struct bind_error *state = memory;
    pp_bind_reader_done(&state->reader);
    pp_free(state->emitted.items);
    pp_buf_done(&state->clean);
    pp_buf_done(&state->joined);
}

const struct pp_parser pp_parser_bind_error = {
    .name = "bind-error",
    .state_size = sizeof(struct bind_error),
    .take = take_line,
    .close = close_section,
    .done = free_state,
};
