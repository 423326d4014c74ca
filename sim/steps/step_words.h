/*
 * What the readers of steps share: where the words of a step stand, how one
 * is looked up, and how a fault is reported. All texts are views into the
 * line. Private to sim/.
 */
#ifndef PP_SIM_STEPS_STEP_WORDS_H
#define PP_SIM_STEPS_STEP_WORDS_H

#include "portplan/diag.h"
#include "portplansim/scenario.h"

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

/* One command may be several steps: `Stop-Service hns, winnat`. */
enum {
    STEP_LIST_MAX = 16
};

/* A byte of a line, and where it was pasted; columns from 0. */
struct step_mark {
    size_t offset;
    uint64_t line;
    size_t line_from; /* offset of its line's first byte */
    size_t line_end;  /* and of the byte behind its last, known once it is
                       * asked for: 0 until then */
    size_t column;
};

struct step_parser {
    struct pp_diags *diags;
    struct pp_sv line;    /* that holds the step */
    struct pp_sv pasted;  /* the same bytes, with the line breaks that the line
                           * has blanks for */
    struct pp_sv command; /* of the line: what is joined elsewhere, and so is no
                           * view into it, stands here */
    uint64_t line_number; /* of the first line */
    struct step_mark mark; /* the last byte that was asked for */
    uint32_t capture;
    bool is_quiet;           /* what fails is told by nobody */
    bool has_failed;         /* the step of this moment cannot be read */
    enum pp_diag_code fault; /* why */
    enum pp_status status;   /* an allocation failed */
    struct step_words words;
    struct pp_sv piped;   /* the command whose output goes into this one */
    struct pps_step step; /* in the making */
    struct pps_step list[STEP_LIST_MAX];
    size_t list_count; /* 0: `step` is the only one */
};

/* Begins a line that was pasted so, or in which blanks stand where it goes on
 * in the next one. */
void pps_step_begin_line(struct step_parser *parser,
                         struct pp_sv line,
                         struct pp_sv pasted);

/* Where `at`, a view into the line or not, was pasted. */
struct pp_place pps_step_place(struct step_parser *parser, struct pp_sv at);

/* Told as a diagnostic with the place of `at`, a view into the line:
 * "WHAT, got 'AT'". */
void pps_step_fail(struct step_parser *parser,
                   enum pp_diag_code code,
                   struct pp_sv at,
                   const char *what);

/* The same for a word that a step of its kind does not take. */
void pps_step_refuse(struct step_parser *parser,
                     struct pp_sv at,
                     const char *what);

/* Puts the step in the making behind the list; a list that is full is a fault.
 */
void pps_step_list_add(struct step_parser *parser);

/* Without what cmd and PowerShell redirect (`>nul 2>&1`). False: more words
 * than any step has. */
bool pps_step_words_split(struct pp_sv text, struct step_words *ret_words);

/* The next word, or the empty view at the end. */
struct pp_sv pps_step_peek(const struct step_parser *parser);
struct pp_sv pps_step_take(struct step_parser *parser);
bool pps_step_at_end(const struct step_parser *parser);

/* Without the quotes around it, if it has any. */
struct pp_sv pps_step_unquote(struct pp_sv text);

/* Whether the word is that text, or one of those texts up to a NULL, in
 * capitals or not. */
bool pps_step_word_is(struct pp_sv word, const char *text);
bool pps_step_word_is_any(struct pp_sv word, const char *const *texts);

enum step_match {
    STEP_MATCH_NONE,
    STEP_MATCH_ONE,
    STEP_MATCH_MANY,
};

/* Which of the words `text` is, or is an unambiguous prefix of. */
enum step_match pps_step_keyword_find(const char *const *words,
                                      size_t count,
                                      struct pp_sv text,
                                      size_t *ret_index);

/* The same of the next word, with a diagnostic where it fails: `code` and
 * `what` for an unknown word, PP_DIAG_STEP_AMBIGUOUS with the candidates
 * otherwise. */
struct step_lookup {
    const char *const *words;
    size_t count;
    enum pp_diag_code code;
    const char *what;
};
bool pps_step_keyword_take(struct step_parser *parser,
                           const struct step_lookup *lookup,
                           size_t *ret_index);

/* "1234", or "0x4d2" where `allow_hex`; false for anything else. What is too
 * large becomes UINT32_MAX. */
bool pps_step_number(struct pp_sv text, bool allow_hex, uint32_t *ret_number);

#endif
