/*
 * Spoiling a text at random: what tests of readers do to good input. The same
 * edits for the same random numbers, on every machine.
 */
#ifndef PP_TESTS_SUPPORT_MUTATE_H
#define PP_TESTS_SUPPORT_MUTATE_H

#include "portplan/sv.h"

#include "random.h"

enum {
    PP_TEST_TEXT_BYTES = 64 * 1024,
};

/* A text that is edited in place; what does not fit is cut off. */
struct pp_test_text {
    size_t len;
    char bytes[PP_TEST_TEXT_BYTES];
};

void pp_test_text_set(struct pp_test_text *text, struct pp_sv bytes);
struct pp_sv pp_test_text_view(const struct pp_test_text *text);

/* Puts `bytes` in front of the byte at `at`. */
void pp_test_text_insert(struct pp_test_text *text,
                         size_t at,
                         struct pp_sv bytes);
/* Takes `len` bytes away, fewer where the text ends before. */
void pp_test_text_cut(struct pp_test_text *text, size_t at, size_t len);

/* One to four edits: a bit turned, a byte or a number replaced, a piece taken
 * away, doubled or moved, something that pastes hold put in, lines joined or
 * torn. */
void pp_test_mutate(struct pp_test_random *random, struct pp_test_text *text);

#endif
