/*
 * Redacting: load for the facts, read to learn, read to replace, load again
 * to see that the facts are the same. What stands for a name may make another
 * one of what is beside it, so all of it is done again until nothing changes.
 */
#include "portplan/redact.h"

#include "portplan/load.h"

#include "base/bounds.h"
#include "base/utf8.h"
#include "parse/line/clean.h"
#include "redact_hex.h"
#include "redact_learn.h"
#include "redact_same.h"
#include "text/terminal.h"
#include "text/text.h"

enum {
    MOST_ROUNDS = 16, /* a capture takes two, the second to see that */
};

/* A text that was gone through once. */
struct round {
    struct pp_redacted result;
    struct pp_fact_digest before;
    struct pp_fact_digest after;
};

struct redaction {
    struct pp_names names;
    struct pp_learner learner;
    struct pp_hex_value hex;
    struct pp_buf clean; /* a line without controls */
    struct pp_redacted *result;
    enum pp_scan_mode mode;
    bool keeps_controls; /* as the parsers read them, see clean_line */
};

/* --- what the text says --------------------------------------------------- */

struct fact_reader {
    struct pp_fact_digest digest;
    struct pp_names *names; /* to learn from the facts; NULL: only count */
};

static enum pp_status on_fact(void *user, const struct pp_fact *fact)
{
    struct fact_reader *reader = user;
    pp_digest_fact(&reader->digest, fact);
    return reader->names != NULL ? pp_learn_fact(reader->names, fact) : PP_OK;
}

/* At its beginning or at its end: which of them tells more, parsers differ. */
static enum pp_status
on_section(void *user, uint32_t index, const struct pp_section *section)
{
    struct fact_reader *reader = user;
    (void)index;
    pp_digest_section(&reader->digest, section);
    return PP_OK;
}

/* Loads the bytes; `result` NULL: nobody asks what they are. */
static enum pp_status load_facts(struct pp_sv bytes,
                                 const char *encoding,
                                 struct fact_reader *reader,
                                 struct pp_redacted *result)
{
    const struct pp_fact_sink sink = {.user = reader,
                                      .fact = on_fact,
                                      .section = on_section,
                                      .section_end = on_section};
    const struct pp_load_options options = {encoding, &sink};
    struct pp_load *load = NULL;
    PP_TRY(pp_load_new(&options, &load));
    enum pp_status status = pp_load_add_bytes(load, PP_SV("text"), bytes);
    if (status == PP_OK && result != NULL) {
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

/* What stands for the control or invisible character, or the sequence, at
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
    if (redaction->keeps_controls) {
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
 * The parsers are stricter: a row with a control in it is none for them. Where
 * that makes a difference, controls are kept, each by something safe that is
 * read as it is.
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
            last = redaction->keeps_controls ? clean->len : last;
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
        .mode = redaction->mode,
        .line = line,
        .line_number = number,
        .out = &redaction->result->text,
        .kept_processes = &redaction->result->kept_processes,
    };
}

static enum pp_status end_hex(struct redaction *redaction, uint64_t number)
{
    struct pp_scan scan = scan_of(redaction, (struct pp_sv){NULL, 0}, number);
    if (redaction->hex.lines.len == 0) {
        return PP_OK;
    }
    redaction->hex.is_open = false;
    PP_TRY(
        pp_hex_scan(&redaction->hex, &scan, &redaction->result->masked_bytes));
    return PP_OK;
}

/* The lines of a value in hexadecimal, its name included, as lines. */
static enum pp_status flush_hex(struct redaction *redaction, uint64_t number)
{
    struct pp_sv rest = pp_buf_view(&redaction->hex.lines);
    PP_TRY(end_hex(redaction, number));
    while (rest.len > 0) {
        size_t end = 0;
        while (end < rest.len && rest.ptr[end] != '\n' &&
               rest.ptr[end] != '\r') {
            end++;
        }
        struct pp_scan scan =
            scan_of(redaction, pp_sv_sub(rest, 0, end), number);
        pp_scan_begin(&scan);
        pp_scan_line(&scan);
        pp_scan_end(&scan);
        PP_TRY(scan.status);
        size_t next = end;
        while (next < rest.len &&
               (rest.ptr[next] == '\n' || rest.ptr[next] == '\r')) {
            next++;
        }
        if (redaction->mode == PP_SCAN_REPLACE) {
            pp_buf_add(&redaction->result->text,
                       pp_sv_sub(rest, end, next - end));
        }
        rest = pp_sv_sub(rest, next, SIZE_MAX);
    }
    pp_buf_clear(&redaction->hex.lines);
    return redaction->result->text.status;
}

/* A line too long stays one: its end was never looked at. */
static void add_end(struct redaction *redaction,
                    const struct pp_line *line,
                    size_t line_from)
{
    struct pp_buf *text = &redaction->result->text;
    if (line->was_cut) {
        redaction->result->cut_lines++;
        size_t len = text->len - line_from;
        size_t missing =
            len <= PP_LIMIT_LINE_BYTES ? PP_LIMIT_LINE_BYTES + 1 - len : 0;
        pp_buf_add_repeated(text, '.', missing);
    }
    pp_buf_add_str(text, line->end);
}

static enum pp_status redact_line(struct redaction *redaction,
                                  const struct pp_line *line)
{
    bool is_hex = false;
    size_t line_from = redaction->result->text.len;
    struct pp_sv text = clean_line(redaction, line->text);
    PP_TRY(redaction->clean.status);
    bool was_open = redaction->hex.is_open;
    if (!line->was_cut) {
        PP_TRY(pp_hex_take(&redaction->hex, text, line->end, &is_hex));
    }
    if (was_open && !is_hex) {
        PP_TRY(flush_hex(redaction, line->number - 1));
    }
    if (is_hex) {
        return redaction->hex.is_open ? PP_OK
                                      : flush_hex(redaction, line->number);
    }
    struct pp_scan scan = scan_of(redaction, text, line->number);
    pp_scan_begin(&scan);
    if (redaction->mode == PP_SCAN_LEARN) {
        pp_learn_line(&redaction->learner, &scan);
        return scan.status;
    }
    pp_scan_line(&scan);
    pp_scan_end(&scan);
    add_end(redaction, line, line_from);
    PP_TRY(scan.status);
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

/* --- all of it ------------------------------------------------------------ */

static enum pp_status learn_wanted(struct redaction *redaction,
                                   const struct pp_redact_options *options)
{
    for (size_t i = 0; options != NULL && i < options->word_count; i++) {
        PP_TRY(pp_names_add(
            &redaction->names, PP_REDACT_WORD, options->words[i], 0, true));
    }
    return PP_OK;
}

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

static bool is_same(const struct pp_fact_digest *a,
                    const struct pp_fact_digest *b)
{
    return a->hash == b->hash && a->count == b->count;
}

static enum pp_status run(struct redaction *redaction,
                          struct pp_sv bytes,
                          const struct pp_redact_options *options,
                          struct round *round)
{
    const char *encoding = options != NULL ? options->encoding : NULL;
    struct fact_reader before = {.names = &redaction->names};
    struct fact_reader after = {0};
    PP_TRY(pp_names_init(&redaction->names));
    PP_TRY(learn_wanted(redaction, options));
    PP_TRY(load_facts(bytes, encoding, &before, redaction->result));
    PP_TRY(read_text(redaction, bytes, PP_SCAN_LEARN));
    if (redaction->names.has_doubt) {
        PP_TRY(read_text(redaction, bytes, PP_SCAN_LEARN));
    }
    PP_TRY(pp_names_settle(&redaction->names));
    PP_TRY(read_text(redaction, bytes, PP_SCAN_REPLACE));
    struct pp_sv text = pp_buf_view(&redaction->result->text);
    if (pp_sv_equal(bytes, text)) {
        after.digest = before.digest;
    } else {
        PP_TRY(load_facts(text, "utf-8", &after, NULL));
    }
    round->before = before.digest;
    round->after = after.digest;
    redaction->result->is_same = is_same(&before.digest, &after.digest);
    count_secrets(redaction);
    return PP_OK;
}

static enum pp_status go_round(struct pp_sv bytes,
                               const struct pp_redact_options *options,
                               bool keeps_controls,
                               struct round *ret_round)
{
    struct round round = {.before = {0}};
    struct redaction redaction = {.result = &round.result,
                                  .keeps_controls = keeps_controls};
    pp_buf_init(&round.result.text, PP_LIMIT_REPORT_BYTES);
    pp_buf_init(&redaction.clean, 4 * (size_t)PP_LIMIT_LINE_BYTES);
    pp_learner_init(&redaction.learner);
    pp_hex_init(&redaction.hex);
    enum pp_status status = run(&redaction, bytes, options, &round);
    pp_hex_done(&redaction.hex);
    pp_learner_done(&redaction.learner);
    pp_buf_done(&redaction.clean);
    pp_names_done(&redaction.names);
    if (status != PP_OK) {
        pp_redacted_done(&round.result);
        return status;
    }
    *ret_round = round;
    return PP_OK;
}

/* The first round, in the manner of clean_line that keeps the facts. */
static enum pp_status begin(struct pp_sv bytes,
                            const struct pp_redact_options *options,
                            struct round *ret_round)
{
    struct round plain;
    struct round kept;
    PP_TRY(go_round(bytes, options, false, &plain));
    *ret_round = plain;
    if (plain.result.is_same || plain.result.control_count == 0) {
        return PP_OK;
    }
    enum pp_status status = go_round(bytes, options, true, &kept);
    if (status != PP_OK) {
        pp_redacted_done(&plain.result);
        return status;
    }
    pp_redacted_done(kept.result.is_same ? &plain.result : &kept.result);
    *ret_round = kept.result.is_same ? kept : plain;
    return PP_OK;
}

/* Takes over the text of a later round, and counts what it replaced. */
static void take_over(struct round *all, struct round *later)
{
    struct pp_redacted *result = &all->result;
    pp_buf_done(&result->text);
    result->text = later->result.text;
    all->after = later->after;
    result->is_same = is_same(&all->before, &all->after);
    for (int kind = 0; kind < PP_REDACT_KIND_COUNT; kind++) {
        result->counts[kind].names += later->result.counts[kind].names;
        result->counts[kind].places += later->result.counts[kind].places;
    }
    result->masked_bytes += later->result.masked_bytes;
}

static enum pp_status go_on(const struct pp_redact_options *options,
                            struct round *all)
{
    struct pp_redact_options again = {0};
    if (options != NULL) {
        again = *options;
    }
    again.encoding = "utf-8";
    for (int i = 1; i < MOST_ROUNDS; i++) {
        struct round later;
        struct pp_sv text = pp_buf_view(&all->result.text);
        PP_TRY(go_round(text, &again, false, &later));
        if (pp_sv_equal(text, pp_buf_view(&later.result.text))) {
            pp_redacted_done(&later.result);
            break;
        }
        take_over(all, &later);
    }
    return PP_OK;
}

enum pp_status pp_redact(struct pp_sv bytes,
                         const struct pp_redact_options *options,
                         struct pp_redacted *ret_redacted)
{
    struct round all;
    if (pp_load_is_hive(bytes)) {
        return PP_ERR_INVALID;
    }
    if (bytes.len > PP_LIMIT_REDACT_BYTES) {
        return PP_ERR_LIMIT;
    }
    PP_TRY(begin(bytes, options, &all));
    enum pp_status status = go_on(options, &all);
    if (status != PP_OK) {
        pp_redacted_done(&all.result);
        return status;
    }
    *ret_redacted = all.result;
    return PP_OK;
}

void pp_redacted_done(struct pp_redacted *redacted)
{
    pp_buf_done(&redacted->text);
}
