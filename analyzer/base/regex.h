/*
 * Regular expressions over bytes, for line shapes that really are regular.
 * The pattern language is PCRE2's without UTF: a byte is a character, '.' and
 * [^x] match any byte of a multi-byte character one at a time. Newlines are
 * CR, LF and CR LF. Patterns are ours, subjects are hostile: matching has
 * limits and never fails otherwise.
 *
 * regex.c is the only file that includes pcre2.h.
 */
#ifndef PP_BASE_REGEX_H
#define PP_BASE_REGEX_H

#include "portplan/sv.h"

/* A compiled pattern with room for one match: used by one thread at a time. */
struct pp_regex;

enum {
    PP_REGEX_CASELESS = 1 << 0, /* ASCII letters */
    PP_REGEX_ANCHORED = 1 << 1, /* matches at the subject's start only */
};

enum pp_match {
    PP_MATCH_NO = 0,
    PP_MATCH_YES,
    PP_MATCH_LIMIT, /* gave up: a limit or the JIT's stack was used up */
    PP_MATCH_NOMEM,
};

/* Compiles a pattern. PP_ERR_INVALID: not a pattern; PP_ERR_NOMEM. The caller
 * frees with pp_regex_free. */
enum pp_status pp_regex_new(const char *pattern,
                            unsigned flags,
                            struct pp_regex **ret_regex) PP_MUST_CHECK;

/* Takes NULL. */
void pp_regex_free(struct pp_regex *regex);

/* Matches; on PP_MATCH_YES writes all `group_count` groups, 0 being the whole
 * match, as views into the subject. A group that took no part, or that the
 * pattern does not have, is {NULL, 0}. */
enum pp_match pp_regex_match(struct pp_regex *regex,
                             struct pp_sv subject,
                             struct pp_sv *groups,
                             size_t group_count) PP_MUST_CHECK;

/* The same from byte `from` of the subject on: an anchored pattern matches
 * there, and a lookbehind sees what is in front of it. */
enum pp_match pp_regex_match_from(struct pp_regex *regex,
                                  struct pp_sv subject,
                                  size_t from,
                                  struct pp_sv *groups,
                                  size_t group_count) PP_MUST_CHECK;

#endif
