/*
 * What programs and Windows print about ports that cannot be bound, and what
 * netsh answers to a change, as data. Static storage, no start-up cost.
 */
#ifndef PP_PARSE_ERRORS_BIND_PATTERNS_H
#define PP_PARSE_ERRORS_BIND_PATTERNS_H

#include "portplan/sv.h"

/* Bits of the keywords: PP_BIND_KEY_BIND, ... */
enum pp_bind_keyword {
#define PP_BIND_KEYWORD(id, strength, letters) PP_BIND_KEY_##id,
#include "bind_patterns.def"
    PP_BIND_KEY_COUNT_,
    PP_BIND_KEY_ANY = 63, /* always there */
};

/* Explained in bind_patterns.def. */
enum pp_bind_kind_of_line {
    PP_BIND_LINE_NOT,
    PP_BIND_LINE_NONE,
    PP_BIND_LINE_SURE,
    PP_BIND_LINE_NUMBER,
    PP_BIND_LINE_LOG,
    PP_BIND_LINE_TALK,
    PP_BIND_LINE_SPAN,
    PP_BIND_LINE_PART,
    PP_BIND_LINE_PORT,
    PP_BIND_LINE_ABOVE,
    PP_BIND_LINE_HOST,
};

struct pp_bind_pattern {
    enum pp_bind_kind_of_line kind;
    enum pp_bind_keyword keyword;
    const char *program; /* "": not known by the shape */
    uint32_t error;      /* 0: not implied */
    bool is_udp;
    uint8_t port; /* groups; 0: none */
    uint8_t address;
    uint8_t protocol;
    uint8_t number;
    const char *pattern;
};

enum {
    PP_BIND_GROUP_COUNT = 4, /* the whole match and three more */
    PP_BIND_PATTERN_COUNT = 0
/* NOLINTBEGIN(bugprone-macro-parentheses): terms of a sum */
#define PP_BIND_PATTERN(                                                     \
    kind, keyword, program, error, port, address, protocol, number, pattern) \
    +1
#include "bind_patterns.def"
    /* NOLINTEND(bugprone-macro-parentheses) */
};

/* In the order in which they are tried. */
const struct pp_bind_pattern *pp_bind_patterns(void);

/* A spelling of a keyword. */
struct pp_bind_keyword_row {
    enum pp_bind_keyword keyword;
    struct pp_sv letters;
    bool is_strong;
    bool is_number; /* a digit must follow soon */
    bool is_netsh;
};

const struct pp_bind_keyword_row *pp_bind_keywords(size_t *ret_count);

struct pp_bind_words {
    uint32_t error;
    bool is_text;       /* a text of Windows: enough alone */
    const char *locale; /* "": any */
    struct pp_sv fragment;
};

const struct pp_bind_words *pp_bind_words(size_t *ret_count);

struct pp_netsh_answer {
    bool is_success;
    struct pp_sv text;
};

const struct pp_netsh_answer *pp_netsh_answers(size_t *ret_count);

#endif
