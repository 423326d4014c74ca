/*
 * Rows that a table of exclusions should have and that are not there, or
 * cannot be read: which ports they may hold. A port in a gap is unknown, never
 * free (docs/ports-on-windows.md#gaps).
 */
#ifndef PP_PARSE_NETSH_EXCLUDED_GAPS_H
#define PP_PARSE_NETSH_EXCLUDED_GAPS_H

#include "excluded.h"

/* Notes a gap (its line, kind and start) behind the rows so far. Several gaps
 * between the same two rows are one. */
enum pp_status
pp_excluded_note_gap(struct pp_excluded *table,
                     const struct pp_context *context,
                     const struct pp_held_gap *gap) PP_MUST_CHECK;

/* Whether a line of other text is a row that was damaged beyond reading:
 * columns of a row with something else in them, and no words. */
bool pp_excluded_is_damaged_row(const struct pp_excluded *table,
                                struct pp_context *context,
                                struct pp_sv text);

/* Turns the last gap into a cut where the capture ends in its line. */
void pp_excluded_settle_cut(struct pp_excluded *table,
                            const struct pp_context *context);

/* netsh lists rows in ascending order. People may have sorted them otherwise,
 * and then nothing says where a missing row belongs. */
bool pp_excluded_ascends(const struct pp_excluded *table);

/* The ports that rows in the gap of an ascending table may hold. */
struct pp_range pp_excluded_gap_range(const struct pp_excluded *table,
                                      const struct pp_held_gap *gap);

#endif
