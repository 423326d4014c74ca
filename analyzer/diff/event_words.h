/*
 * The evidence of events in words: half a sentence each, which names the rows
 * and values that speak for the event. Bytes of the input stand in it as they
 * are: reports escape it.
 */
#ifndef PP_DIFF_EVENT_WORDS_H
#define PP_DIFF_EVENT_WORDS_H

#include "clues.h"

/* The rule by which blocks that came or went speak for the event, as a phrase
 * (docs/ports-on-windows.md#winnat-and-hns); NULL for events that are not
 * about blocks. */
const char *pp_event_words_why(const struct pp_event *event);

/* What was seen, with what speaks for an event of this kind. */
void pp_event_words_evidence(struct pp_buf *evidence,
                             const struct pp_diff *diff,
                             const struct clues *clues,
                             const struct sign *sign,
                             enum pp_event_kind kind);

#endif
