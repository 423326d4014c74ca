/*
 * The secrets of one text.
 *
 * Secrets that are words (users, hosts, processes, ...) share one space: a
 * word has one replacement, whatever it names. All others (addresses, SIDs,
 * ...) are known by a key that their finder makes. What has been redacted
 * before, and what an example uses, stays as it is.
 */
#ifndef PP_REDACT_REDACT_NAMES_H
#define PP_REDACT_REDACT_NAMES_H

#include "portplan/redact.h"

#include "redact_words.h"

struct pp_secret {
    enum pp_redact_kind kind;
    struct pp_sv replacement; /* empty until settled */
    bool is_kept;             /* stays as it is */
    bool is_word;             /* replaced wherever it is a word */
    bool is_certain;          /* known by more than `word\word` */
    uint64_t sighted_line;    /* the last one */
    uint64_t places;
};

/* A word that is replaced only where it was seen was seen on this line. */
struct pp_sighting {
    uint64_t line;
    size_t secret;
};

struct pp_names {
    const struct pp_redact_words *words; /* borrowed */
    struct pp_arena arena;
    struct pp_redact_map index; /* of secrets, by their keys */
    PP_VEC(struct pp_secret) secrets;
    PP_VEC(struct pp_sighting) sightings;
    bool has_doubt; /* something was passed over that may be an account, once
                     * all of the text is known */
};

void pp_names_init(struct pp_names *names, const struct pp_redact_words *words);
void pp_names_done(struct pp_names *names);

/* What the replacements of a word of this kind begin with; NULL: of no word. */
const char *pp_names_prefix(enum pp_redact_kind kind);

/* Learns a word that is a secret on this line; 0: on every line. What
 * identifies nobody is passed over. */
enum pp_status pp_names_add(struct pp_names *names,
                            enum pp_redact_kind kind,
                            struct pp_sv word,
                            uint64_t line) PP_MUST_CHECK;

/* Learns a word that the caller of portplan wants to be replaced, whatever it
 * is. */
enum pp_status pp_names_add_wanted(struct pp_names *names,
                                   struct pp_sv word) PP_MUST_CHECK;

/* Learns a secret by its key; one that begins with 'k' stays as it is. */
enum pp_status pp_names_add_key(struct pp_names *names,
                                enum pp_redact_kind kind,
                                struct pp_sv key) PP_MUST_CHECK;

/* Nothing more is learned: pp_names_match may be asked. */
void pp_names_sort(struct pp_names *names);

/* By word or by key, of its kind; NULL: no secret. */
struct pp_secret *pp_names_find(struct pp_names *names,
                                enum pp_redact_kind kind,
                                struct pp_sv text);

/* The length of the longest secret that is a word at `at`, or 0. */
size_t pp_names_match(const struct pp_names *names,
                      struct pp_sv line,
                      size_t at,
                      uint64_t line_number);

#endif
