/*
 * Filling the buffer of a text reader: straight from the source for UTF-8, by
 * way of the raw bytes and the decoder for everything else.
 */
#include "text_fill.h"

#include <string.h>

size_t
pp_text_find_byte(const struct pp_text_reader *reader, char c, size_t from)
{
    const char *hit = memchr(reader->data + from, c, reader->end - from);
    return hit != NULL ? (size_t)(hit - reader->data) : reader->end;
}

static enum pp_status read_source(struct pp_text_reader *reader,
                                  char *into,
                                  size_t size,
                                  size_t *ret_read)
{
    size_t read = 0;
    PP_TRY(reader->source.read(reader->source.user, into, size, &read));
    reader->source_has_ended = read == 0;
    reader->byte_count += read;
    *ret_read = read;
    return PP_OK;
}

/* Moves what is unread to the front once there is no room for a chunk behind
 * it: less than a line, after at least as much was read, so that it stays
 * linear however small the reads are. */
static void make_room(struct pp_text_reader *reader)
{
    if (PP_TEXT_CAPACITY_BYTES - reader->end >= PP_LIMIT_CHUNK_BYTES) {
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

/* Decodes into the buffer; tells how many bytes. */
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

enum pp_status pp_text_fill(struct pp_text_reader *reader)
{
    make_room(reader);
    size_t old_end = reader->end;
    PP_TRY(reader->raw != NULL ? fill_decoded(reader) : fill_utf8(reader));
    /* Only what is new is searched, however small the pieces are. */
    if (reader->lf == old_end) {
        reader->lf = pp_text_find_byte(reader, '\n', old_end);
    }
    if (reader->cr == old_end) {
        reader->cr = pp_text_find_byte(reader, '\r', old_end);
    }
    return PP_OK;
}

enum pp_status pp_text_read_first(struct pp_text_reader *reader)
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

size_t pp_text_drop_tail(struct pp_text_reader *reader)
{
    size_t at = pp_text_line_end(reader);
    if (at - reader->begin <= PP_TEXT_KEPT_BYTES) {
        return 0;
    }
    size_t kept_end = reader->begin + PP_TEXT_KEPT_BYTES;
    bool has_cr = at < reader->end;
    reader->cr = kept_end;
    reader->end = kept_end;
    if (has_cr) {
        reader->data[reader->end++] = '\r';
    }
    reader->lf = reader->end;
    return at - kept_end;
}
