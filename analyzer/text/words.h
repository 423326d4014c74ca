/*
 * Short lists of words, written as one string: "dynamic|ephemeral". A word is
 * not empty and holds no `|`.
 */
#ifndef PP_TEXT_WORDS_H
#define PP_TEXT_WORDS_H

#include "portplan/sv.h"

/* The position of the word in the list, from 1; 0: it is not there. */
size_t pp_words_find(const char *list, struct pp_sv word);

/* The length of the first word of the list that `text` starts with, or 0. */
size_t pp_words_start(const char *list, struct pp_sv text);

/* The same whatever the case of ASCII letters is. */
size_t pp_words_start_nocase(const char *list, struct pp_sv text);

/* Whether `text` is a word of the list, or holds one anywhere, whatever the
 * case of ASCII letters is. */
bool pp_words_has(const char *list, struct pp_sv text);
bool pp_words_within(const char *list, struct pp_sv text);

#endif
