/*
 * Events in the making, by what tells of them. Private to answer/.
 */
#ifndef PP_DIFF_EVENTS_H
#define PP_DIFF_EVENTS_H

#include "clues.h"

/* Adds the event with the evidence, which is freed. */
enum pp_status event_add(struct pp_diff *diff,
                         const struct pp_event *draft,
                         struct pp_buf *evidence) PP_MUST_CHECK;

/* Without the frame of a table nobody knows whether it is all of it. */
unsigned event_weigh(unsigned percent, const struct clues *clues);

/* What became of the blocks, the likeliest explanation first. */
enum pp_status event_add_blocks(struct pp_diff *diff,
                                const struct clues *clues) PP_MUST_CHECK;
/* A restart that boot times or process ids show. */
enum pp_status event_add_boot(struct pp_diff *diff,
                              const struct clues *clues) PP_MUST_CHECK;
/* Rows that are signs of something about this. */
enum pp_status event_add_rows(struct pp_diff *diff,
                              const struct clues *clues,
                              enum pp_event_about about) PP_MUST_CHECK;
/* Other facts about this. */
enum pp_status event_add_facts(struct pp_diff *diff,
                               enum pp_event_about about) PP_MUST_CHECK;

#endif
