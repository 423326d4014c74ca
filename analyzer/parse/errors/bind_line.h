/*
 * What one line of text says about a port that could not be bound: the shapes
 * of bind_patterns.def and the words of bind_words.def, applied. Knows nothing
 * of the lines around it.
 */
#ifndef PP_PARSE_ERRORS_BIND_LINE_H
#define PP_PARSE_ERRORS_BIND_LINE_H

#include "portplan/fact.h"

#include "base/regex.h"
#include "bind_code.h"
#include "bind_patterns.h"

/* Made when first needed; all zero is the start. */
struct pp_bind_reader {
    bool is_indexed;
    struct pp_bind_index keyword_index;
    struct pp_bind_codes codes;
    /* Of a message that may go on in the next line; of a line that is netsh's
     * and is left to its parsers, even where a page was flattened into one line
     * together with an error. Set by the first pp_bind_keywords_of. */
    uint64_t strong_keywords;
    uint64_t netsh_keywords;
    struct pp_regex *regexes[PP_BIND_PATTERN_COUNT];
    bool gave_up; /* a limit of matching was reached since */
};

void pp_bind_reader_done(struct pp_bind_reader *reader);

/* What a line says. */
struct pp_bind_evidence {
    enum pp_bind_kind_of_line kind;
    bool has_port;
    uint16_t port;
    bool has_protocol;
    enum pp_protocol protocol;
    uint32_t error;       /* 0: not said */
    struct pp_sv program; /* static; empty: not known */
    struct pp_sv address; /* into the text */
    bool is_outgoing;     /* a connection that got no local port */
    bool is_half;         /* an error's number or words are missing */
    bool is_general;      /* read by a row of any program, ... */
    bool is_text;         /* ... by Windows' own text */
};

/* A bit for each keyword that the text has; 0: it says nothing. Cheap. */
uint64_t pp_bind_keywords_of(struct pp_bind_reader *reader, struct pp_sv text);

/* Reads a text that has these keywords; *ret_found is false where it says
 * nothing about a port that could not be bound. */
enum pp_status pp_bind_read(struct pp_bind_reader *reader,
                            struct pp_sv text,
                            uint64_t keywords,
                            struct pp_bind_evidence *ret_evidence,
                            bool *ret_found) PP_MUST_CHECK;

#endif
