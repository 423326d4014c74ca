/*
 * Comparing words without case, in every script that has it: names of people
 * are Müller, ИВАН and Ştefan.
 */
#ifndef PP_BASE_FOLD_H
#define PP_BASE_FOLD_H

#include "portplan/sv.h"

/* Simple case folding of one code point; what has no case is itself. The
 * result takes as many bytes of UTF-8 as the code point. */
uint32_t pp_fold_code(uint32_t code);

/* Writes the text folded; it is as long as the text. Bytes that are no UTF-8
 * stay. */
void pp_fold(struct pp_sv text, char *into);

/* Whether two texts are the same but for case. */
bool pp_fold_equal(struct pp_sv a, struct pp_sv b);

#endif
