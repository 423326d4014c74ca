/*
 * A port that a sentence names beside the word for one: "my default 53357 port
 * is unusable", "ports 8095 and 12451". Whether it is meant, the rows of the
 * capture decide at its end (pp_mentions_emit).
 */
#ifndef PP_PARSE_MENTIONS_SENTENCE_H
#define PP_PARSE_MENTIONS_SENTENCE_H

#include "found.h"

void pp_sentence_read(struct pp_sv line, struct pp_found *found);

#endif
