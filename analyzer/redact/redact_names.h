/*
 * The secrets of one text and what stands for them.
 *
 * Secrets that are words (users, hosts, processes, ...) share one space: a
 * word has one replacement, whatever it names. All others (addresses, SIDs,
 * ...) are known by a key that their finder makes. What has been redacted
 * before, and what an example uses, stands for itself.
 *
 * Replacements are given out by pp_names_settle, in the order in which the
 * secrets were learned.
 */
#ifndef PP_REDACT_REDACT_NAMES_H
#define PP_REDACT_REDACT_NAMES_H

#include "portplan/redact.h"

#include "base/arena.h"
#include "base/vec.h"
#include "redact_slots.h"

struct pp_secret {
    enum pp_redact_kind kind;
    struct pp_sv key;         /* with the space in front */
    struct pp_sv replacement; /* empty until settled */
    bool is_kept;             /* stands for itself */
    bool is_word;             /* replaced wherever it stands as a word */
    bool is_certain;          /* known by more than `word\word` */
    uint64_t places;
};

/* What the tables of words say of a word: bits. */
enum {
    PP_REDACT_IS_NOBODY = 1,
    PP_REDACT_IS_WINDOWS = 2,
    PP_REDACT_IS_FOLDER = 4,
    PP_REDACT_IS_COMMON = 8,
    PP_REDACT_IS_ENDING = 16, /* of a file */
    PP_REDACT_IS_TLD = 32,    /* of a name in the DNS */
    PP_REDACT_IS_SITE = 64,   /* everybody's */
    PP_REDACT_NOT_TELLING = 15,
};

struct pp_known_word {
    struct pp_sv word;
    unsigned bits;
};

struct pp_names {
    struct pp_arena arena;
    PP_VEC(struct pp_secret) secrets;
    struct pp_redact_slots index; /* of secrets: number + 1 */
    PP_VEC(struct pp_known_word) known;
    struct pp_redact_slots known_index;
    struct pp_redact_slots sightings; /* a line and a secret */
    bool has_doubt; /* something was passed over that may be an account, once
                     * all of the text is known */
};

enum pp_status pp_names_init(struct pp_names *names) PP_MUST_CHECK;
void pp_names_done(struct pp_names *names);

/* Knows the words of the tables; part of pp_names_init. */
enum pp_status pp_names_know(struct pp_names *names) PP_MUST_CHECK;

/* What the replacements of a word of this kind begin with; NULL: of no word. */
const char *pp_names_prefix(enum pp_redact_kind kind);

/* The bits of a word, of any case. */
unsigned pp_names_known(const struct pp_names *names, struct pp_sv word);

/* Learns a word that is a secret on this line; 0: on every line. What
 * identifies nobody is passed over. `is_wanted`: the caller of portplan says
 * so, whatever the word is. */
enum pp_status pp_names_add(struct pp_names *names,
                            enum pp_redact_kind kind,
                            struct pp_sv word,
                            uint64_t line,
                            bool is_wanted) PP_MUST_CHECK;

/* Learns a secret by its key; a kept one stands for itself. */
enum pp_status pp_names_add_key(struct pp_names *names,
                                enum pp_redact_kind kind,
                                struct pp_sv key,
                                bool is_kept) PP_MUST_CHECK;

/* By word or by key; NULL: no secret. */
struct pp_secret *pp_names_find(struct pp_names *names, struct pp_sv word);
struct pp_secret *pp_names_find_key(struct pp_names *names,
                                    enum pp_redact_kind kind,
                                    struct pp_sv key);

/* The longest secret that stands as a word at `at`; NULL: none. Its length in
 * *ret_len. */
struct pp_secret *pp_names_match(struct pp_names *names,
                                 struct pp_sv line,
                                 size_t at,
                                 uint64_t line_number,
                                 size_t *ret_len);

/* Gives every secret its replacement; PP_ERR_LIMIT: more than there are. */
enum pp_status pp_names_settle(struct pp_names *names) PP_MUST_CHECK;

/* Appends the key under which an address of an example is known. */
bool pp_redact_is_neutral_ipv4(const uint8_t bytes[4]);

#endif
