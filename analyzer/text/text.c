/*
 * The text reader: cuts lines out of a buffer of UTF-8 without copying them.
 * What the bytes mean is settled in text_detect.c, text_decode.c makes UTF-8
 * of them, text_fill.c keeps the buffer filled.
 */
#include <string.h>

#include "base/alloc.h"
#include "base/utf8.h"
#include "text_detect.h"
#include "text_fill.h"

/* ---- Memory as a source ---- */

static enum pp_status
read_memory(void *user, char *into, size_t size, size_t *ret_read)
{
    struct pp_text_memory *memory = user;
    if (memory->max_read > 0 && size > memory->max_read) {
        size = memory->max_read;
    }
    struct pp_sv part = pp_sv_sub(memory->bytes, memory->at, size);
    if (part.len > 0) {
        memcpy(into, part.ptr, part.len);
    }
    memory->at += part.len;
    *ret_read = part.len;
    return PP_OK;
}

struct pp_byte_source pp_text_memory_source(struct pp_text_memory *memory)
{
    return (struct pp_byte_source){memory, read_memory};
}

/* ---- Opening and closing ---- */

/* What was read as text is raw: it moves to a buffer of its own. */
static enum pp_status start_decoding(struct pp_text_reader *reader)
{
    reader->raw = pp_calloc(1, PP_LIMIT_CHUNK_BYTES);
    if (reader->raw == NULL) {
        return PP_ERR_NOMEM;
    }
    memcpy(reader->raw, reader->data, reader->end);
    reader->raw_begin = reader->begin;
    reader->raw_end = reader->end;
    reader->begin = 0;
    reader->end = 0;
    return pp_text_decoder_open(&reader->decoder, &reader->encoding);
}

static enum pp_status start(struct pp_text_reader *reader,
                            const struct pp_text_options *options)
{
    reader->data = pp_calloc(1, PP_TEXT_CAPACITY_BYTES);
    if (reader->data == NULL) {
        return PP_ERR_NOMEM;
    }
    PP_TRY(pp_text_read_first(reader));
    struct pp_sv first = {reader->data, reader->end};
    size_t bom_bytes;
    PP_TRY(pp_text_detect(first,
                          reader->source_has_ended,
                          options,
                          &reader->encoding,
                          &bom_bytes));
    reader->has_bom = bom_bytes > 0;
    reader->begin = bom_bytes;
    if (reader->encoding.kind != PP_TEXT_UTF8) {
        PP_TRY(start_decoding(reader));
    } else {
        reader->text_has_ended = reader->source_has_ended;
    }
    reader->lf = pp_text_find_byte(reader, '\n', reader->begin);
    reader->cr = pp_text_find_byte(reader, '\r', reader->begin);
    return PP_OK;
}

enum pp_status pp_text_open(struct pp_text_reader *reader,
                            struct pp_byte_source source,
                            const struct pp_text_options *options)
{
    static const struct pp_text_options defaults = {.encoding = NULL};
    *reader = (struct pp_text_reader){.source = source};
    enum pp_status status =
        start(reader, options != NULL ? options : &defaults);
    if (status != PP_OK) {
        pp_text_close(reader);
    }
    return status;
}

void pp_text_close(struct pp_text_reader *reader)
{
    pp_text_decoder_close(&reader->decoder);
    pp_free(reader->data);
    pp_free(reader->raw);
    reader->data = NULL;
    reader->raw = NULL;
    reader->begin = reader->end = reader->lf = reader->cr = 0;
    reader->text_has_ended = true;
}

/* ---- Lines ---- */

/* A CR at the very end may be the first half of CR LF. */
static bool needs_more(const struct pp_text_reader *reader)
{
    size_t at = pp_text_line_end(reader);
    return !reader->text_has_ended &&
           (at == reader->end || (at == reader->cr && at + 1 == reader->end));
}

/* Moves behind the line end at `at` and counts it. */
static const char *pass_line_end(struct pp_text_reader *reader, size_t at)
{
    size_t next = at + 1;
    const char *end = "";
    if (at == reader->end) {
        next = at;
    } else if (reader->data[at] == '\n') {
        end = "\n";
        reader->lf_count++;
    } else if (next < reader->end && reader->data[next] == '\n') {
        end = "\r\n";
        reader->crlf_count++;
        next++;
    } else {
        end = "\r";
        reader->cr_count++;
    }
    reader->begin = next;
    if (reader->lf < next) {
        reader->lf = pp_text_find_byte(reader, '\n', next);
    }
    if (reader->cr < next) {
        reader->cr = pp_text_find_byte(reader, '\r', next);
    }
    return end;
}

/* True if a byte of the word is NUL or outside ASCII. */
static bool is_special_word(uint64_t word)
{
    uint64_t borrowed = word - UINT64_C(0x0101010101010101);
    return ((borrowed | word) & UINT64_C(0x8080808080808080)) != 0;
}

static bool is_special(struct pp_sv text)
{
    size_t at = 0;
    uint64_t word = 0;
    for (; text.len - at >= sizeof(word); at += sizeof(word)) {
        memcpy(&word, text.ptr + at, sizeof(word));
        if (is_special_word(word)) {
            return true;
        }
    }
    for (; at < text.len; at++) {
        unsigned char byte = (unsigned char)text.ptr[at];
        if (byte == 0 || byte >= 0x80) {
            return true;
        }
    }
    return false;
}

static size_t replace_nuls(char *bytes, size_t len)
{
    size_t count = 0;
    char *at = bytes;
    while ((at = memchr(at, 0, len - (size_t)(at - bytes))) != NULL) {
        *at = ' ';
        count++;
    }
    return count;
}

/* Makes U+FFFD of the decoder's marks: only their last byte differs. */
static size_t replace_lost(char *bytes, size_t len)
{
    struct pp_sv text = {bytes, len};
    size_t count = 0;
    size_t at = 0;
    while ((at = pp_sv_find(text, PP_SV(PP_TEXT_LOST), at)) != SIZE_MAX) {
        at += sizeof(PP_TEXT_LOST) - 1;
        bytes[at - 1] = '\xBD';
        count++;
    }
    return count;
}

/* Everything about a line that is not plain ASCII. */
static void inspect(struct pp_text_reader *reader, struct pp_line *line)
{
    char *bytes = reader->data + (line->text.ptr - reader->data);
    size_t nul_count = replace_nuls(bytes, line->text.len);
    size_t invalid_count = reader->raw != NULL
                               ? replace_lost(bytes, line->text.len)
                               : pp_utf8_count_invalid(line->text);
    line->has_nul = nul_count > 0;
    line->has_invalid = invalid_count > 0;
    reader->nul_count += nul_count;
    reader->invalid_count += invalid_count;
}

enum pp_status pp_text_next_line(struct pp_text_reader *reader,
                                 struct pp_line *ret_line,
                                 bool *ret_end)
{
    uint64_t dropped_bytes = 0;
    while (needs_more(reader)) {
        dropped_bytes += pp_text_drop_tail(reader);
        PP_TRY(pp_text_fill(reader));
    }
    *ret_end = reader->begin == reader->end;
    if (*ret_end) {
        return PP_OK;
    }
    size_t at = pp_text_line_end(reader);
    struct pp_sv whole = {reader->data + reader->begin, at - reader->begin};
    struct pp_line line = {.text = pp_utf8_clip(whole, PP_LIMIT_LINE_BYTES)};
    line.number = ++reader->line_count;
    line.skipped_bytes = dropped_bytes + whole.len - line.text.len;
    line.was_cut = line.skipped_bytes > 0;
    reader->cut_count += line.was_cut;
    line.end = pass_line_end(reader, at);
    if (is_special(line.text)) {
        inspect(reader, &line);
    }
    *ret_line = line;
    return PP_OK;
}

struct pp_sv pp_text_peek(const struct pp_text_reader *reader)
{
    if (reader->begin == reader->end) {
        return (struct pp_sv){NULL, 0};
    }
    return (struct pp_sv){reader->data + reader->begin,
                          reader->end - reader->begin};
}

void pp_text_pass(struct pp_text_reader *reader,
                  const struct pp_text_taken *taken)
{
    reader->begin += taken->byte_count;
    reader->lf_count += taken->lf_count;
    reader->crlf_count += taken->crlf_count;
    reader->line_count += taken->lf_count + taken->crlf_count;
    if (reader->lf < reader->begin) {
        reader->lf = pp_text_find_byte(reader, '\n', reader->begin);
    }
    if (reader->cr < reader->begin) {
        reader->cr = pp_text_find_byte(reader, '\r', reader->begin);
    }
}

/* ---- What it was ---- */

static const char *newline_name(const struct pp_text_reader *reader)
{
    int kinds = (reader->lf_count > 0) + (reader->crlf_count > 0) +
                (reader->cr_count > 0);
    if (kinds != 1) {
        return kinds == 0 ? "none" : "mixed";
    }
    if (reader->lf_count > 0) {
        return "lf";
    }
    return reader->crlf_count > 0 ? "crlf" : "cr";
}

struct pp_text_summary pp_text_get_summary(const struct pp_text_reader *reader)
{
    const char *encoding = reader->encoding.name;
    return (struct pp_text_summary){
        .encoding = encoding != NULL ? encoding : "utf-8",
        .newline = newline_name(reader),
        .has_bom = reader->has_bom,
        .line_count = reader->line_count,
        .cut_count = reader->cut_count,
        .invalid_count = reader->invalid_count,
        .nul_count = reader->nul_count,
        .byte_count = reader->byte_count,
    };
}
