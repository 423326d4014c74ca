/*
 * The text reader: bytes of a file, a pipe or memory in, UTF-8 lines out,
 * with bounded memory and in linear time, whatever the bytes are.
 *
 *     source --> [raw bytes] --decode--> [UTF-8 bytes] --split--> lines
 *                (not for UTF-8: read straight into the second buffer)
 *
 * A line ends at LF, CR LF or a lone CR, also mixed in one text. The last
 * line needs no line end; a final line end adds no empty line. U+0085 and
 * U+2028 end nothing.
 *
 * The encoding is what the options name, else what the first
 * PP_LIMIT_CHUNK_BYTES show (text_detect.c), else UTF-8 with its invalid bytes
 * passed through.
 *
 * Knows nothing of ports: the words by which code pages are told apart come
 * from the caller.
 */
#ifndef PP_TEXT_TEXT_H
#define PP_TEXT_TEXT_H

#include "portplan/sv.h"

#include "text_decode.h"

/* The state of a source over bytes in memory. */
struct pp_text_memory {
    struct pp_sv bytes; /* borrowed */
    size_t at;          /* start with 0 */
    size_t max_read;    /* bytes given at a time; 0: as many as asked for */
};

/* A source over `memory`, which must outlive the reader. */
struct pp_byte_source pp_text_memory_source(struct pp_text_memory *memory);

/* A word by which code pages differ: one with a letter outside ASCII. A word of
 * ASCII alone proves nothing and is ignored. */
struct pp_text_hint {
    struct pp_sv word;     /* UTF-8 */
    const char *codepages; /* likely ones, by blanks: "cp850 cp1252" */
};

struct pp_text_options {
    const char *encoding;                  /* NULL: by evidence */
    const struct pp_text_hint *hint_words; /* borrowed during pp_text_open */
    size_t hint_word_count;
    bool splits_json; /* a long line that begins as JSON comes in parts */
};

/* One line, without its line end. Borrowed until the next call on the reader.
 * A NUL in the text is delivered as a blank. In UTF-8, invalid bytes are
 * delivered as they are; in every other encoding as U+FFFD. */
struct pp_line {
    struct pp_sv text;
    const char *end;        /* "\n", "\r\n", "\r", "": static storage */
    uint64_t number;        /* from 1 */
    bool was_cut;           /* longer than PP_LIMIT_LINE_BYTES of UTF-8 */
    uint64_t skipped_bytes; /* of UTF-8, behind `text`; 0 unless cut */
    bool is_more;  /* a further part of the line before, of its number */
    bool has_more; /* the next one is such a part */
};

/* What a text was. The counts are complete after its end and do not look into
 * what was cut off. */
struct pp_text_summary {
    const char *encoding; /* "utf-8", "utf-16le", "cp850"; static storage */
    const char *newline;  /* "lf", "crlf", "cr", "mixed", "none"; static */
    uint64_t line_count;
    uint64_t invalid_count; /* bytes of no valid sequence; in other encodings
                             * places where U+FFFD was put */
    uint64_t nul_count;
};

/*
 * Caller storage; all fields private.
 *
 *     data:  0 ...... begin ......... end ...... capacity
 *                     | unread bytes  | room to read into |
 * I1. begin <= lf, cr <= end: the next LF and CR at or behind begin, or end.
 * I2. Before more is read, an unfinished line that is longer than
 *     PP_LIMIT_LINE_BYTES loses its tail: what is unread always fits.
 */
struct pp_text_reader {
    struct pp_byte_source source;
    struct pp_text_encoding encoding;
    struct pp_text_decoder decoder; /* closed for UTF-8 */
    char *data;                     /* UTF-8, or what was given as such */
    size_t begin;
    size_t end;
    size_t lf;
    size_t cr;
    char *raw; /* undecoded bytes; NULL for UTF-8 */
    size_t raw_begin;
    size_t raw_end;
    bool splits_json;
    bool is_in_line; /* a part of it was given out */
    bool source_has_ended;
    bool text_has_ended; /* nothing will follow `end` */
    uint64_t line_count;
    uint64_t invalid_count;
    uint64_t nul_count;
    uint64_t lf_count;
    uint64_t crlf_count;
    uint64_t cr_count;
};

/* Reads the first chunk and settles the encoding. `options` may be NULL.
 * PP_ERR_INVALID: the encoding asked for is unknown, here or to iconv;
 * otherwise PP_ERR_NOMEM or what the source answered. After a failure the
 * reader is as after pp_text_close. */
enum pp_status
pp_text_open(struct pp_text_reader *reader,
             struct pp_byte_source source,
             const struct pp_text_options *options) PP_MUST_CHECK;

/* The next line, or *ret_end with the line untouched. */
enum pp_status pp_text_next_line(struct pp_text_reader *reader,
                                 struct pp_line *ret_line,
                                 bool *ret_end) PP_MUST_CHECK;

/* The bytes read and not given out yet, from the start of a line on; they may
 * end anywhere, and be none before the first pp_text_next_line. For a caller
 * that can take simple lines faster than one by one. */
struct pp_sv pp_text_peek(const struct pp_text_reader *reader);

/* Whole lines that a caller took from pp_text_peek: plain ASCII, each with its
 * LF or CR LF. */
struct pp_text_taken {
    size_t byte_count;
    uint64_t lf_count;
    uint64_t crlf_count;
};

/* Moves behind them as if pp_text_next_line had given them out. */
void pp_text_pass(struct pp_text_reader *reader,
                  const struct pp_text_taken *taken);

/* What is known so far. */
struct pp_text_summary pp_text_get_summary(const struct pp_text_reader *reader);

/* Frees what the reader holds; the source is the caller's. Takes a reader
 * that is all zero or closed. The summary stays readable. */
void pp_text_close(struct pp_text_reader *reader);

#endif
