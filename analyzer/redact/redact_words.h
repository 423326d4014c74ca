/*
 * What redaction knows of a word before it reads a text (redact_words.def, and
 * the words of netsh and netstat in every language), by a hash of the word in
 * any case.
 */
#ifndef PP_REDACT_REDACT_WORDS_H
#define PP_REDACT_REDACT_WORDS_H

#include "base/arena.h"
#include "redact_map.h"

/* What a label or a cue says of the value behind it. */
enum pp_redact_value {
    PP_REDACT_VALUE_NONE = 0,
    PP_REDACT_VALUE_HOST,
    PP_REDACT_VALUE_USER,
    PP_REDACT_VALUE_DOMAIN,
    PP_REDACT_VALUE_WORD, /* an organisation, a title, a container */
    PP_REDACT_VALUE_PROCESS,
    PP_REDACT_VALUE_SERIAL,
};

/* The classes of redact_words.def: bits. */
enum {
    PP_REDACT_IS_NOBODY = 1 << 0,
    PP_REDACT_IS_WINDOWS = 1 << 1,
    PP_REDACT_IS_FOLDER = 1 << 2,
    PP_REDACT_IS_COMMON = 1 << 3,
    PP_REDACT_IS_ENDING = 1 << 4,
    PP_REDACT_IS_TLD = 1 << 5,
    PP_REDACT_IS_SITE = 1 << 6,
    PP_REDACT_IS_ROOT = 1 << 7,
    PP_REDACT_IS_PROFILE = 1 << 8,
    PP_REDACT_IS_PRIVATE = 1 << 9,
    PP_REDACT_IS_AUTHORITY = 1 << 10,
    PP_REDACT_IS_PROGRAM = 1 << 11,
    PP_REDACT_IS_URL = 1 << 12,
};

struct pp_redact_words {
    struct pp_arena arena;
    struct pp_redact_map index;
    PP_VEC(struct pp_redact_known {
        unsigned bits;
        enum pp_redact_value value; /* as a label */
    })
    known;
};

/* Learns the tables. `words` is all zero; pp_redact_words_done after a failure
 * too. */
enum pp_status
pp_redact_words_init(struct pp_redact_words *words) PP_MUST_CHECK;
void pp_redact_words_done(struct pp_redact_words *words);

/* Whether the word is of one of the classes, in any case. */
bool pp_redact_is_known(const struct pp_redact_words *words,
                        struct pp_sv word,
                        unsigned bits);

/* The kind of value behind a label, in any case; NONE for any other. */
enum pp_redact_value pp_redact_label(const struct pp_redact_words *words,
                                     struct pp_sv label);

#endif
