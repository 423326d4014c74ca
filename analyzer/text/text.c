/*
 * The text reader: cuts lines out of a buffer of UTF-8 without copying them.
 * text_detect.c finds the encoding, text_decode.c decodes. UTF-8 is read
 * straight into the buffer.
 */
#include "text.h"

#include <string.h>

#include "base/alloc.h"
#include "base/bounds.h"
#include "base/utf8.h"
#include "text_detect.h"

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

enum {
    /* Kept of a line that is too long: enough to see whether the cut falls
     * into a sequence. */
    KEPT_BYTES = PP_LIMIT_LINE_BYTES + PP_UTF8_MAX_BYTES,
    /* What is kept, a CR whose LF may follow, and room for a chunk. */
    CAPACITY_BYTES = KEPT_BYTES + 1 + PP_LIMIT_CHUNK_BYTES,
};

/* ---- Filling the buffer ---- */

/* The next `c` at or behind `from`, or the end. */
static size_t
find_byte(const struct pp_text_reader *reader, char c, size_t from)
{
    const char *hit = memchr(reader->data + from, c, reader->end - from);
    return hit != NULL ? (size_t)(hit - reader->data) : reader->end;
}

/* Where the line being read ends, as far as is known; the end if nowhere. */
static size_t line_end(const struct pp_text_reader *reader)
{
    return reader->lf < reader->cr ? reader->lf : reader->cr;
}

static enum pp_status read_source(struct pp_text_reader *reader,
                                  char *into,
                                  size_t size,
                                  size_t *ret_read)
{
    size_t read = 0;
    PP_TRY(reader->source.read(reader->source.user, into, size, &read));
    reader->source_has_ended = read == 0;
    *ret_read = read;
    return PP_OK;
}

/* Moves what is unread to the front once there is no room for a chunk behind
 * it: less than a line, after at least as much was read, so that it stays
 * linear however small the reads are. */
static void make_room(struct pp_text_reader *reader)
{
    if (CAPACITY_BYTES - reader->end >= PP_LIMIT_CHUNK_BYTES) {
        return;
    }
    size_t shift = reader->begin;
    memmove(reader->data, reader->data + shift, reader->end - shift);
    reader->begin = 0;
    reader->end -= shift;
    reader->lf -= shift;
    reader->cr -= shift;
}

/* Reads on behind the few raw bytes of a cut sequence. */
static enum pp_status read_raw(struct pp_text_reader *reader)
{
    size_t left = reader->raw_end - reader->raw_begin;
    memmove(reader->raw, reader->raw + reader->raw_begin, left);
    reader->raw_begin = 0;
    reader->raw_end = left;
    size_t read;
    PP_TRY(read_source(
        reader, reader->raw + left, PP_LIMIT_CHUNK_BYTES - left, &read));
    reader->raw_end += read;
    return PP_OK;
}

/* Decodes into the buffer; returns the number of bytes. */
static size_t decode(struct pp_text_reader *reader)
{
    struct pp_sv raw = {reader->raw + reader->raw_begin,
                        reader->raw_end - reader->raw_begin};
    struct pp_text_step step = pp_text_decode(&reader->decoder,
                                              raw,
                                              reader->source_has_ended,
                                              reader->data + reader->end,
                                              PP_LIMIT_CHUNK_BYTES);
    reader->raw_begin += step.consumed_bytes;
    reader->end += step.produced_bytes;
    return step.produced_bytes;
}

static enum pp_status fill_decoded(struct pp_text_reader *reader)
{
    while (decode(reader) == 0) {
        if (reader->source_has_ended) {
            /* A last odd byte of UTF-16 is half of nothing. */
            reader->invalid_count += reader->raw_end - reader->raw_begin;
            reader->raw_begin = reader->raw_end;
            reader->text_has_ended = true;
            return PP_OK;
        }
        PP_TRY(read_raw(reader));
    }
    return PP_OK;
}

static enum pp_status fill_utf8(struct pp_text_reader *reader)
{
    size_t read;
    PP_TRY(read_source(
        reader, reader->data + reader->end, PP_LIMIT_CHUNK_BYTES, &read));
    reader->end += read;
    reader->text_has_ended = reader->source_has_ended;
    return PP_OK;
}

/* More text behind the end, or text_has_ended. */
static enum pp_status fill(struct pp_text_reader *reader)
{
    make_room(reader);
    size_t old_end = reader->end;
    PP_TRY(reader->raw != NULL ? fill_decoded(reader) : fill_utf8(reader));
    /* Only what is new is searched, however small the pieces are. */
    if (reader->lf == old_end) {
        reader->lf = find_byte(reader, '\n', old_end);
    }
    if (reader->cr == old_end) {
        reader->cr = find_byte(reader, '\r', old_end);
    }
    return PP_OK;
}

/* Reads the first chunk, undecoded: the encoding is judged by a whole one,
 * however small the reads are. */
static enum pp_status read_first(struct pp_text_reader *reader)
{
    while (!reader->source_has_ended && reader->end < PP_LIMIT_CHUNK_BYTES) {
        size_t read;
        PP_TRY(read_source(reader,
                           reader->data + reader->end,
                           PP_LIMIT_CHUNK_BYTES - reader->end,
                           &read));
        reader->end += read;
    }
    return PP_OK;
}

/* Drops what the line being read has beyond what is kept of it. Returns the
 * number of bytes. Called before each filling. */
static size_t drop_tail(struct pp_text_reader *reader)
{
    size_t at = line_end(reader);
    if (at - reader->begin <= KEPT_BYTES) {
        return 0;
    }
    size_t kept_end = reader->begin + KEPT_BYTES;
    bool has_cr = at < reader->end;
    reader->cr = kept_end;
    reader->end = kept_end;
    if (has_cr) {
        reader->data[reader->end++] = '\r';
    }
    reader->lf = reader->end;
    return at - kept_end;
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
    reader->data = pp_calloc(1, CAPACITY_BYTES);
    if (reader->data == NULL) {
        return PP_ERR_NOMEM;
    }
    PP_TRY(read_first(reader));
    struct pp_sv first = {reader->data, reader->end};
    size_t bom_bytes;
    PP_TRY(pp_text_detect(first,
                          reader->source_has_ended,
                          options,
                          &reader->encoding,
                          &bom_bytes));
    reader->begin = bom_bytes;
    if (reader->encoding.kind != PP_TEXT_UTF8) {
        PP_TRY(start_decoding(reader));
    } else {
        reader->text_has_ended = reader->source_has_ended;
    }
    reader->lf = find_byte(reader, '\n', reader->begin);
    reader->cr = find_byte(reader, '\r', reader->begin);
    return PP_OK;
}

enum pp_status pp_text_open(struct pp_text_reader *reader,
                            struct pp_byte_source source,
                            const struct pp_text_options *options)
{
    static const struct pp_text_options defaults = {.encoding = NULL};
    options = options != NULL ? options : &defaults;
    *reader = (struct pp_text_reader){.source = source,
                                      .splits_json = options->splits_json};
    enum pp_status status = start(reader, options);
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
    size_t at = line_end(reader);
    return !reader->text_has_ended &&
           (at == reader->end || (at == reader->cr && at + 1 == reader->end));
}

/* Restores I1 after `begin` has moved. */
static void find_next_ends(struct pp_text_reader *reader)
{
    if (reader->lf < reader->begin) {
        reader->lf = find_byte(reader, '\n', reader->begin);
    }
    if (reader->cr < reader->begin) {
        reader->cr = find_byte(reader, '\r', reader->begin);
    }
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
    find_next_ends(reader);
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

/* Counts and mends what is not plain ASCII in a line of the buffer. */
static void inspect(struct pp_text_reader *reader, struct pp_sv line)
{
    char *bytes = reader->data + (line.ptr - reader->data);
    reader->nul_count += replace_nuls(bytes, line.len);
    reader->invalid_count += reader->raw != NULL ? replace_lost(bytes, line.len)
                                                 : pp_utf8_count_invalid(line);
}

/* ConvertTo-Json -Compress writes one line, however long. */
static bool is_long_json(const struct pp_text_reader *reader)
{
    const char *at = reader->data + reader->begin;
    size_t len = line_end(reader) - reader->begin;
    return reader->splits_json && len > PP_LIMIT_LINE_BYTES &&
           (reader->is_in_line || *at == '[' || *at == '{');
}

/* A part of a long line; something of it is left. */
static void give_part(struct pp_text_reader *reader, struct pp_line *ret_line)
{
    const struct pp_sv rest = {reader->data + reader->begin,
                               line_end(reader) - reader->begin};
    struct pp_line line = {
        .text = pp_utf8_clip(rest, PP_LIMIT_LINE_BYTES),
        .end = "",
        .is_more = reader->is_in_line,
        .has_more = true,
    };
    reader->line_count += !reader->is_in_line;
    line.number = reader->line_count;
    reader->is_in_line = true;
    reader->begin += line.text.len;
    if (is_special(line.text)) {
        inspect(reader, line.text);
    }
    *ret_line = line;
}

enum pp_status pp_text_next_line(struct pp_text_reader *reader,
                                 struct pp_line *ret_line,
                                 bool *ret_end)
{
    uint64_t dropped_bytes = 0;
    *ret_end = false;
    if (is_long_json(reader)) {
        give_part(reader, ret_line);
        return PP_OK;
    }
    while (needs_more(reader)) {
        dropped_bytes += drop_tail(reader);
        PP_TRY(fill(reader));
        if (is_long_json(reader)) {
            give_part(reader, ret_line);
            return PP_OK;
        }
    }
    *ret_end = reader->begin == reader->end;
    if (*ret_end) {
        return PP_OK;
    }
    size_t at = line_end(reader);
    struct pp_sv whole = {reader->data + reader->begin, at - reader->begin};
    struct pp_line line = {.text = pp_utf8_clip(whole, PP_LIMIT_LINE_BYTES)};
    reader->line_count += !reader->is_in_line;
    line.number = reader->line_count;
    line.is_more = reader->is_in_line;
    reader->is_in_line = false;
    line.skipped_bytes = dropped_bytes + whole.len - line.text.len;
    line.was_cut = line.skipped_bytes > 0;
    line.end = pass_line_end(reader, at);
    if (is_special(line.text)) {
        inspect(reader, line.text);
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
    find_next_ends(reader);
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
        .line_count = reader->line_count,
        .invalid_count = reader->invalid_count,
        .nul_count = reader->nul_count,
    };
}
