/*
 * Comparing words without case, in every script that has it: names of people
 * are Müller, ИВАН and Ştefan.
 */
#ifndef PP_BASE_FOLD_H
#define PP_BASE_FOLD_H

#include "portplan/sv.h"

/* Writes the text in simple case folding: as long as the text, letter by
 * letter. What has no case, and bytes that are not UTF-8, stay. */
void pp_fold(struct pp_sv text, char *into);

#endif
