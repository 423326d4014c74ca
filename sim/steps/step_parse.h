/*
 * What the readers of steps share: where the words of a step stand, how one
 * is looked up, and how a fault is told. Private to sim/.
 */
#ifndef PP_SIM_STEPS_STEP_PARSE_H
#define PP_SIM_STEPS_STEP_PARSE_H

#include "portplan/diag.h"
#include "portplansim/scenario.h"

#include "base/arena.h"

struct step_parser {
    struct pp_arena *arena; /* for the texts of steps */
    struct pp_diags *diags;
    struct pp_sv line; /* that the step stands in */
    uint64_t line_number;
    uint32_t capture;
    bool has_failed;       /* the step of this moment cannot be read */
    enum pp_status status; /* an allocation failed */
};

/* Told as a diagnostic with the place of `at`, a view into the line:
 * "WHAT, got 'AT'". */
void step_fail(struct step_parser *parser,
               enum pp_diag_code code,
               struct pp_sv at,
               const char *what);

/* A copy in the arena; on failure the empty view, and `status` tells. */
struct pp_sv step_keep(struct step_parser *parser, struct pp_sv text);

/* The words of a step: blanks part them, quotes hold them together. */
enum {
    STEP_WORDS_MAX = 64
};

struct step_words {
    struct pp_sv items[STEP_WORDS_MAX]; /* without quotes around them */
    size_t count;
    size_t at;        /* the next one */
    struct pp_sv end; /* empty, where the step ends: for diagnostics */
};

/* False: more words than any step has. */
bool step_words_split(struct pp_sv text, struct step_words *ret_words);

/* The next word, or the empty view at the end. */
struct pp_sv step_words_peek(const struct step_words *words);
struct pp_sv step_words_take(struct step_words *words);
bool step_words_at_end(const struct step_words *words);

/* Without the quotes around it, if it has any. */
struct pp_sv step_unquote(struct pp_sv text);

/* A word of a fixed set. Tables are arrays of these. */
struct step_keyword {
    struct pp_sv word;
    int value;
};

enum step_match {
    STEP_MATCH_NONE,
    STEP_MATCH_ONE,
    STEP_MATCH_MANY,
};

/* The keyword that `text` is, or is an unambiguous prefix of. */
enum step_match step_keyword_find(const struct step_keyword *table,
                                  size_t count,
                                  struct pp_sv text,
                                  int *ret_value);

/* The same, with a diagnostic where it fails: `code` and `what` for a word
 * that is none, PP_DIAG_STEP_AMBIGUOUS with the candidates otherwise. */
struct step_lookup {
    const struct step_keyword *table;
    size_t count;
    enum pp_diag_code code;
    const char *what;
};
bool step_keyword_take(struct step_parser *parser,
                       const struct step_lookup *lookup,
                       struct pp_sv text,
                       int *ret_value);

/* "1234", or "0x4d2" where `allow_hex`; false for anything else. What is too
 * large becomes UINT32_MAX. */
bool step_number(struct pp_sv text, bool allow_hex, uint32_t *ret_number);

/* The step without the prompt, bullet, quotes or backticks around it. */
struct pp_sv step_strip_prompt(struct pp_sv text);

/* Fill `step`, or fail through step_fail. */
void step_parse_native(struct step_parser *parser,
                       struct pp_sv text,
                       struct pps_step *step);

/* False: `text` is no Windows command that is known here. */
bool step_parse_windows(struct step_parser *parser,
                        struct pp_sv text,
                        struct pps_step *step);
/* PowerShell cmdlets; called by step_parse_windows. */
bool step_parse_powershell(struct step_parser *parser,
                           struct step_words *words,
                           struct pps_step *step);

/* winnat or hns by its service name or display name; the features by the
 * names that DISM gives them. */
bool step_service_named(struct pp_sv name, enum pps_service *ret_service);
bool step_feature_named(struct pp_sv name, enum pps_feature *ret_feature);

/* Whether the key, as reg or PowerShell names it, is the one under which
 * Windows reads the value; of values that are not known any key is. Otherwise
 * it fails at the key. */
bool step_check_key(struct step_parser *parser,
                    struct pp_sv key,
                    struct pp_sv name);

/* Fills `text` and `command`: the step in full words, and what does it on
 * Windows. */
void step_describe(struct step_parser *parser, struct pps_step *step);

#endif
