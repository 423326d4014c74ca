/*
 * The evidence of events in words: half a sentence each, which names the rows
 * and values that speak for the event. Bytes of the input stand in it as they
 * are: reports escape it.
 */
#ifndef PP_DIFF_EVENT_WORDS_H
#define PP_DIFF_EVENT_WORDS_H

#include "clues.h"

/* An empty evidence; the caller gives it back. */
void evidence_init(struct pp_buf *evidence);

/* The rule by which blocks that came or went speak for the event, as a phrase
 * (docs/ports-on-windows.md#winnat-and-hns); NULL for other events. */
const char *why_blocks_say(enum pp_event_kind kind);

/* What became of the blocks, with what speaks for this event. */
void evidence_blocks(struct pp_buf *evidence,
                     const struct pp_diff *diff,
                     const struct clues *clues,
                     enum pp_event_kind kind);

void evidence_boot(struct pp_buf *evidence,
                   const struct pp_diff *diff,
                   const struct clues *clues);

/* Blocks of winnat that do not lie inside the range. */
size_t count_blocks_outside(const struct pp_machine *machine,
                            enum pp_protocol protocol,
                            struct pp_range range);

void evidence_dynamic(struct pp_buf *evidence,
                      const struct pp_diff *diff,
                      enum pp_protocol protocol);

/* The rows that are meant, of those that were added or removed, without single
 * ports that a URL registered or not any more explains; false, and nothing
 * written, where there is none. */
bool evidence_rows(struct pp_buf *evidence,
                   const struct pp_diff *diff,
                   const struct pp_diff_rows *rows,
                   bool is_added,
                   bool (*is_meant)(const struct pp_exclusion *row));

/* One of several differences, the `index`-th; then how many more there were
 * than are named. */
void evidence_fact(struct pp_buf *evidence,
                   const struct pp_diff_fact *change,
                   size_t index);
void evidence_rest(struct pp_buf *evidence, size_t count);

void evidence_sockets(struct pp_buf *evidence,
                      const struct pp_socket *const *sockets,
                      size_t count);

#endif
