/*
 * Redacting: load for the facts, read to learn, read to replace, load again
 * to see that the facts are the same.
 */
#include "portplan/redact.h"

#include "portplan/load.h"
#include "portplan/utf8.h"

#include "bounds.h"
#include "redact_hex.h"
#include "redact_learn.h"
#include "redact_same.h"
#include "text.h"

struct redaction {
    struct pp_names names;
    struct pp_learner learner;
    struct pp_hex_value hex;
    struct pp_buf clean; /* a line without controls */
    struct pp_redacted *result;
    enum pp_scan_mode mode;
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

/* Loads the bytes; `result` NULL: nobody asks what they are. */
static enum pp_status load_facts(struct pp_sv bytes,
                                 const char *encoding,
                                 struct fact_reader *reader,
                                 struct pp_redacted *result)
{
    const struct pp_fact_sink sink = {.user = reader, .fact = on_fact};
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

/* A terminal's sequence: ESC [ ... letter, ESC ] ... BEL, ESC and a letter. */
static size_t sequence_len(struct pp_sv text, size_t at)
{
    size_t to = at + 1;
    if (to < text.len && text.ptr[to] == '[') {
        to++;
        while (to < text.len && (unsigned char)text.ptr[to] >= 0x20 &&
               (unsigned char)text.ptr[to] < 0x40) {
            to++;
        }
    } else if (to < text.len && text.ptr[to] == ']') {
        while (to < text.len && text.ptr[to] != '\a') {
            to++;
        }
    }
    return (to < text.len ? to + 1 : text.len) - at;
}

/* A text may not move the cursor of whoever reads it, and a name with an
 * invisible letter in it would not be found. At the ends of a line these are
 * blanks, as the parsers take them; inside they are shown to be something. */
static struct pp_sv clean_line(struct redaction *redaction, struct pp_sv line)
{
    struct pp_buf *clean = &redaction->clean;
    bool is_inside = false;
    size_t last = 0;
    uint64_t count = 0;
    pp_buf_clear(clean);
    for (size_t at = 0; at < line.len;) {
        uint32_t code = 0;
        size_t len = pp_utf8_next(line, at, &code);
        bool is_broken = code == PP_UTF8_INVALID;
        if (code == 0x1B) {
            at += sequence_len(line, at);
            count++;
            continue;
        }
        if (code == '\t' || is_broken || !pp_utf8_is_unsafe(code)) {
            pp_buf_add(clean, pp_sv_sub(line, at, len));
            if (code != ' ' && code != '\t') {
                is_inside = true;
                last = clean->len;
            }
        } else {
            pp_buf_add_str(clean, is_inside ? "\xEF\xBF\xBD" : " ");
            count++;
        }
        at += len;
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

static enum pp_status run(struct redaction *redaction,
                          struct pp_sv bytes,
                          const struct pp_redact_options *options)
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
    PP_TRY(load_facts(
        pp_buf_view(&redaction->result->text), "utf-8", &after, NULL));
    redaction->result->is_same = before.digest.hash == after.digest.hash &&
                                 before.digest.count == after.digest.count;
    count_secrets(redaction);
    return PP_OK;
}

enum pp_status pp_redact(struct pp_sv bytes,
                         const struct pp_redact_options *options,
                         struct pp_redacted *ret_redacted)
{
    struct pp_redacted result = {0};
    struct redaction redaction = {.result = &result};
    if (pp_load_is_hive(bytes)) {
        return PP_ERR_INVALID;
    }
    if (bytes.len > PP_LIMIT_REDACT_BYTES) {
        return PP_ERR_LIMIT;
    }
    pp_buf_init(&result.text, PP_LIMIT_REPORT_BYTES);
    pp_buf_init(&redaction.clean, 4 * (size_t)PP_LIMIT_LINE_BYTES);
    pp_learner_init(&redaction.learner);
    pp_hex_init(&redaction.hex);
    enum pp_status status = run(&redaction, bytes, options);
    pp_hex_done(&redaction.hex);
    pp_learner_done(&redaction.learner);
    pp_buf_done(&redaction.clean);
    pp_names_done(&redaction.names);
    if (status != PP_OK) {
        pp_redacted_done(&result);
        return status;
    }
    *ret_redacted = result;
    return PP_OK;
}

void pp_redacted_done(struct pp_redacted *redacted)
{
    pp_buf_done(&redacted->text);
}
