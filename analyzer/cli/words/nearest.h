/*
 * The known word nearest to a mistyped one, for "is ... meant?".
 */
#ifndef PP_CLI_WORDS_NEAREST_H
#define PP_CLI_WORDS_NEAREST_H

#include "portplan/sv.h"

struct nearest {
    struct pp_sv word;
    const char *best;  /* the nearest so far; NULL: nothing near enough */
    unsigned distance; /* of `best`; before that, the least not near enough */
};

struct nearest nearest_to(struct pp_sv word);
void nearest_offer(struct nearest *nearest, const char *candidate);

#endif
