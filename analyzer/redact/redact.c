/*
 * Redacting: load for the facts, read to learn, read to replace. A
 * replacement may make a name of what is beside it, so the result is redacted
 * again until nothing changes; the last time also shows whether the facts are
 * the same.
 */
#include "portplan/redact.h"

#include "portplan/load.h"

#include "base/bounds.h"
#include "base/utf8.h"
#include "parse/line/clean.h"
#include "redact_hex.h"
#include "redact_learn.h"
#include "redact_line.h"
#include "redact_same.h"
#include "redact_settle.h"
#include "text/terminal.h"
#include "text/text.h"

enum {
    MOST_ROUNDS = 16, /* a capture takes two, the second to see that */
};

/* What is the same in every round. */
struct job {
    struct pp_redact_words words;
    struct pp_redact_patterns patterns;
    const struct pp_redact_options *options;
    bool keeps_controls; /* as the parsers read them, see clean_line */
};

/* A text that was gone through once. */
struct round {
    struct pp_redacted result;
    struct pp_fact_digest facts; /* of the text that went in */
};

struct redaction {
    struct job *job;
    struct pp_names names;
    struct pp_learner learner;
    struct pp_hex_value hex;
    struct pp_buf clean; /* a line without controls */
    struct round *round;
    struct pp_redacted *result; /* of the round */
    enum pp_scan_mode mode;
};

/* --- what the text says --------------------------------------------------- */

static enum pp_status on_fact(void *user, const struct pp_fact *fact)
{
    struct redaction *redaction = user;
    pp_digest_fact(&redaction->round->facts, fact);
    return pp_learn_fact(&redaction->names, fact);
}

/* At its beginning and at its end: parsers differ in which says more. */
static enum pp_status
on_section(void *user, uint32_t index, const struct pp_section *section)
{
    struct redaction *redaction = user;
    (void)index;
    pp_digest_section(&redaction->round->facts, section);
    return PP_OK;
}

static enum pp_status load_facts(struct redaction *redaction,
                                 struct pp_sv bytes,
                                 const char *encoding)
{
    struct pp_redacted *result = redaction->result;
    const struct pp_fact_sink sink = {.user = redaction,
                                      .fact = on_fact,
                                      .section = on_section,
                                      .section_end = on_section};
    const struct pp_load_options options = {encoding, &sink};
    struct pp_load *load = NULL;
    PP_TRY(pp_load_new(&options, &load));
    enum pp_status status = pp_load_add_bytes(load, PP_SV("text"), bytes);
    if (status == PP_OK) {
        struct pp_load_totals totals = pp_load_totals(load);
        size_t count = 0;
        result->encoding = pp_load_captures(load, &count)[0].encoding;
        result->sections = totals.sections;
        result->rejected = totals.rejected;
        result->facts = totals.facts;
    }
    pp_load_free(load);
    return status;
}

/* --- controls ------------------------------------------------------------- */

static const char shown_control[] = "\xEF\xBF\xBD"; /* U+FFFD */

/* What replaces the control or invisible character, or the sequence, at
 * `at`, and how long that is. Of a sequence that does not end nothing stays. */
static const char *mend_control(const struct redaction *redaction,
                                struct pp_sv line,
                                size_t at,
                                bool is_inside,
                                size_t *io_len)
{
    bool is_escape = line.ptr[at] == 0x1B;
    size_t len = is_escape ? pp_terminal_sequence(line, at) : 0;
    if (len > 0) {
        *io_len = len;
        return "";
    }
    if (redaction->job->keeps_controls) {
        return pp_wide_blank_at(line, at) > 0 ? " " : shown_control;
    }
    if (is_escape) {
        *io_len = line.len - at;
        return "";
    }
    return is_inside ? shown_control : " ";
}

/*
 * A text may not move the cursor of whoever reads it, and a name with an
 * invisible letter in it would not be found. At the ends of a line these are
 * blanks; inside they are shown to be something; colours are left out.
 *
 * The parsers are stricter: they do not read a row with a control in it. Where
 * that makes a difference, each control is replaced by something safe that they
 * do not read either.
 */
static struct pp_sv clean_line(struct redaction *redaction, struct pp_sv line)
{
    struct pp_buf *clean = &redaction->clean;
    bool is_inside = false;
    size_t last = 0;
    uint64_t count = 0;
    pp_buf_clear(clean);
    for (size_t at = 0, len; at < line.len; at += len) {
        uint32_t code = 0;
        len = pp_utf8_next(line, at, &code);
        bool is_broken = code == PP_UTF8_INVALID;
        if (code != '\t' && !is_broken && pp_utf8_is_unsafe(code)) {
            pp_buf_add_str(clean,
                           mend_control(redaction, line, at, is_inside, &len));
            last = redaction->job->keeps_controls ? clean->len : last;
            count++;
            continue;
        }
        pp_buf_add(clean, pp_sv_sub(line, at, len));
        if (code != ' ' && code != '\t') {
            is_inside = true;
            last = clean->len;
        }
    }
    if (count == 0) {
        return line;
    }
    redaction->result->control_count +=
        redaction->mode == PP_SCAN_REPLACE ? count : 0;
    return pp_sv_sub(pp_buf_view(clean), 0, is_inside ? last : SIZE_MAX);
}

/* --- lines ---------------------------------------------------------------- */

static struct pp_scan
scan_of(struct redaction *redaction, struct pp_sv line, uint64_t number)
{
    return (struct pp_scan){
        .names = &redaction->names,
        .patterns = &redaction->job->patterns,
        .mode = redaction->mode,
        .line = line,
        .line_number = number,
        .out = &redaction->result->text,
        .kept_processes = &redaction->result->kept_processes,
    };
}

/* The bytes up to the end of a line, or those of the end. */
static size_t run_of(struct pp_sv text, bool is_end)
{
    size_t at = 0;
    while (at < text.len &&
           (text.ptr[at] == '\n' || text.ptr[at] == '\r') == is_end) {
        at++;
    }
    return at;
}

/* A gathered value in hexadecimal: first its bytes, then its lines with its
 * name. */
static enum pp_status flush_hex(struct redaction *redaction, uint64_t number)
{
    struct pp_hex_value *hex = &redaction->hex;
    struct pp_scan value = scan_of(redaction, PP_SV(""), number);
    hex->is_open = false;
    if (hex->lines.len > 0) {
        PP_TRY(pp_hex_scan(hex, &value, &redaction->result->masked_bytes));
    }
    struct pp_sv rest = pp_buf_view(&hex->lines);
    while (rest.len > 0) {
        struct pp_sv line = pp_sv_sub(rest, 0, run_of(rest, false));
        struct pp_scan scan = scan_of(redaction, line, number);
        pp_scan_begin(&scan);
        pp_scan_line(&scan);
        PP_TRY(pp_scan_end(&scan));
        rest = pp_sv_sub(rest, line.len, SIZE_MAX);
        struct pp_sv end = pp_sv_sub(rest, 0, run_of(rest, true));
        if (redaction->mode == PP_SCAN_REPLACE) {
            pp_buf_add(&redaction->result->text, end);
        }
        rest = pp_sv_sub(rest, end.len, SIZE_MAX);
    }
    pp_buf_clear(&hex->lines);
    return redaction->result->text.status;
}

/* A line too long stays one: its end was never looked at. */
static void add_end(struct redaction *redaction,
                    const struct pp_line *line,
                    size_t line_from)
{
    struct pp_buf *text = &redaction->result->text;
    size_t len = text->len - line_from;
    if (line->was_cut) {
        redaction->result->cut_lines++;
        pp_buf_add_repeated(
            text,
            '.',
            len <= PP_LIMIT_LINE_BYTES ? PP_LIMIT_LINE_BYTES + 1 - len : 0);
    }
    pp_buf_add_str(text, line->end);
}

static enum pp_status redact_line(struct redaction *redaction,
                                  const struct pp_line *line)
{
    bool is_hex = false;
    size_t line_from = redaction->result->text.len;
    struct pp_sv text = clean_line(redaction, line->text);
    struct pp_scan scan = scan_of(redaction, text, line->number);
    PP_TRY(redaction->clean.status);
    bool was_open = redaction->hex.is_open;
    if (!line->was_cut) {
        PP_TRY(pp_hex_take(&redaction->hex, &scan, line->end, &is_hex));
    }
    if (was_open && !is_hex) {
        PP_TRY(flush_hex(redaction, line->number - 1));
    }
    if (is_hex) {
        return redaction->hex.is_open ? PP_OK
                                      : flush_hex(redaction, line->number);
    }
    pp_scan_begin(&scan);
    if (redaction->mode == PP_SCAN_LEARN) {
        pp_learn_line(&redaction->learner, &scan);
        return pp_scan_end(&scan);
    }
    pp_scan_line(&scan);
    PP_TRY(pp_scan_end(&scan));
    add_end(redaction, line, line_from);
    return redaction->result->text.status;
}

static enum pp_status read_lines(struct redaction *redaction,
                                 struct pp_text_reader *reader)
{
    struct pp_line line;
    bool has_ended = false;
    uint64_t number = 0;
    for (;;) {
        PP_TRY(pp_text_next_line(reader, &line, &has_ended));
        if (has_ended) {
            return redaction->hex.is_open ? flush_hex(redaction, number)
                                          : PP_OK;
        }
        number = line.number;
        PP_TRY(redact_line(redaction, &line));
    }
}

static enum pp_status read_text(struct redaction *redaction,
                                struct pp_sv bytes,
                                enum pp_scan_mode mode)
{
    const struct pp_text_options options = {.encoding =
                                                redaction->result->encoding};
    struct pp_text_memory memory = {.bytes = bytes};
    struct pp_text_reader reader = {0};
    redaction->mode = mode;
    enum pp_status status =
        pp_text_open(&reader, pp_text_memory_source(&memory), &options);
    if (status == PP_OK) {
        status = read_lines(redaction, &reader);
    }
    pp_text_close(&reader);
    return status;
}

/* --- a round -------------------------------------------------------------- */

static void count_secrets(struct redaction *redaction)
{
    for (size_t i = 0; i < redaction->names.secrets.count; i++) {
        const struct pp_secret *secret = &redaction->names.secrets.items[i];
        struct pp_redact_count *count =
            &redaction->result->counts[secret->kind];
        count->names += secret->places > 0;
        count->places += secret->places;
    }
}

static enum pp_status
run(struct redaction *redaction, struct pp_sv bytes, const char *encoding)
{
    const struct pp_redact_options *options = redaction->job->options;
    for (size_t i = 0; i < options->word_count; i++) {
        PP_TRY(pp_names_add_wanted(&redaction->names, options->words[i]));
    }
    PP_TRY(load_facts(redaction, bytes, encoding));
    PP_TRY(read_text(redaction, bytes, PP_SCAN_LEARN));
    if (redaction->names.has_doubt) {
        PP_TRY(read_text(redaction, bytes, PP_SCAN_LEARN));
    }
    PP_TRY(pp_names_settle(&redaction->names));
    PP_TRY(read_text(redaction, bytes, PP_SCAN_REPLACE));
    count_secrets(redaction);
    return PP_OK;
}

static enum pp_status go_round(struct job *job,
                               struct pp_sv bytes,
                               const char *encoding,
                               struct round *ret_round)
{
    struct round round = {.facts = {0}};
    struct redaction redaction = {
        .job = job, .round = &round, .result = &round.result};
    pp_buf_init(&round.result.text, PP_LIMIT_REPORT_BYTES);
    pp_buf_init(&redaction.clean, 4 * (size_t)PP_LIMIT_LINE_BYTES);
    pp_names_init(&redaction.names, &job->words);
    pp_learner_init(&redaction.learner);
    pp_hex_init(&redaction.hex);
    enum pp_status status = run(&redaction, bytes, encoding);
    pp_hex_done(&redaction.hex);
    pp_learner_done(&redaction.learner);
    pp_names_done(&redaction.names);
    pp_buf_done(&redaction.clean);
    if (status != PP_OK) {
        pp_redacted_done(&round.result);
        return status;
    }
    *ret_round = round;
    return PP_OK;
}

/* --- all of it ------------------------------------------------------------ */

/* Takes over the text of a later round, and counts what it replaced. */
static void take_over(struct pp_redacted *result, struct pp_redacted *later)
{
    pp_buf_done(&result->text);
    result->text = later->text;
    for (int kind = 0; kind < PP_REDACT_KIND_COUNT; kind++) {
        result->counts[kind].names += later->counts[kind].names;
        result->counts[kind].places += later->counts[kind].places;
    }
    result->masked_bytes += later->masked_bytes;
}

/* Rounds until one changes nothing; that one has read the facts of the
 * result. */
static enum pp_status go_rounds(struct job *job,
                                struct pp_sv bytes,
                                bool keeps_controls,
                                struct pp_redacted *ret_redacted)
{
    struct round all;
    bool has_settled = false;
    job->keeps_controls = keeps_controls;
    PP_TRY(go_round(job, bytes, job->options->encoding, &all));
    job->keeps_controls = false; /* none are left */
    for (int i = 1; i < MOST_ROUNDS && !has_settled; i++) {
        struct round later;
        struct pp_sv text = pp_buf_view(&all.result.text);
        enum pp_status status = go_round(job, text, "utf-8", &later);
        if (status != PP_OK) {
            pp_redacted_done(&all.result);
            return status;
        }
        has_settled = pp_sv_equal(text, pp_buf_view(&later.result.text));
        all.result.is_same = has_settled &&
                             all.facts.hash == later.facts.hash &&
                             all.facts.count == later.facts.count;
        if (has_settled) {
            pp_redacted_done(&later.result);
        } else {
            take_over(&all.result, &later.result);
        }
    }
    *ret_redacted = all.result;
    return PP_OK;
}

/* In the manner of clean_line that keeps the facts. */
static enum pp_status
redact(struct job *job, struct pp_sv bytes, struct pp_redacted *ret_redacted)
{
    struct pp_redacted kept;
    PP_TRY(pp_redact_words_init(&job->words));
    PP_TRY(pp_redact_patterns_init(&job->patterns));
    PP_TRY(go_rounds(job, bytes, false, ret_redacted));
    if (ret_redacted->is_same || ret_redacted->control_count == 0) {
        return PP_OK;
    }
    enum pp_status status = go_rounds(job, bytes, true, &kept);
    if (status != PP_OK) {
        pp_redacted_done(ret_redacted);
        return status;
    }
    struct pp_redacted *worse = kept.is_same ? ret_redacted : &kept;
    pp_redacted_done(worse);
    *ret_redacted = kept.is_same ? kept : *ret_redacted;
    return PP_OK;
}

enum pp_status pp_redact(struct pp_sv bytes,
                         const struct pp_redact_options *options,
                         struct pp_redacted *ret_redacted)
{
    static const struct pp_redact_options defaults = {0};
    struct job job = {.options = options != NULL ? options : &defaults};
    struct pp_redacted redacted;
    if (pp_load_is_hive(bytes)) {
        return PP_ERR_INVALID;
    }
    if (bytes.len > PP_LIMIT_REDACT_BYTES) {
        return PP_ERR_LIMIT;
    }
    enum pp_status status = redact(&job, bytes, &redacted);
    pp_redact_patterns_done(&job.patterns);
    pp_redact_words_done(&job.words);
    if (status == PP_OK) {
        *ret_redacted = redacted;
    }
    return status;
}

void pp_redacted_done(struct pp_redacted *redacted)
{
    pp_buf_done(&redacted->text);
}
