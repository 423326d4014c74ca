/*
 * The buffer of a text reader: filling it, and giving up the tail of a line
 * that is too long. For text.c.
 */
#ifndef PP_TEXT_TEXT_FILL_H
#define PP_TEXT_TEXT_FILL_H

#include "base/bounds.h"
#include "base/utf8.h"
#include "text.h"

enum {
    /* Kept of a line that is too long: enough to see whether the cut falls
     * into a sequence. */
    PP_TEXT_KEPT_BYTES = PP_LIMIT_LINE_BYTES + PP_UTF8_MAX_BYTES,
    /* What is kept, a CR whose LF may follow, and room for a chunk. */
    PP_TEXT_CAPACITY_BYTES = PP_TEXT_KEPT_BYTES + 1 + PP_LIMIT_CHUNK_BYTES,
};

/* The next `c` at or behind `from`, or the end. */
size_t
pp_text_find_byte(const struct pp_text_reader *reader, char c, size_t from);

/* Where the line in the making ends, as far as is known; the end if nowhere. */
static inline size_t pp_text_line_end(const struct pp_text_reader *reader)
{
    return reader->lf < reader->cr ? reader->lf : reader->cr;
}

/* Reads the first chunk, undecoded: the encoding is judged by a whole one,
 * however small the reads are. */
enum pp_status pp_text_read_first(struct pp_text_reader *reader) PP_MUST_CHECK;

/* More text behind the end, or text_has_ended. */
enum pp_status pp_text_fill(struct pp_text_reader *reader) PP_MUST_CHECK;

/* Drops what a line in the making has beyond what is kept of it; tells how
 * many bytes. To be called before each filling. */
size_t pp_text_drop_tail(struct pp_text_reader *reader);

#endif
