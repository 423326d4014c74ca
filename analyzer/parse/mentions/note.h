/* Notes behind the rows of a table: `9113  9212   <--- 9187`. */
#ifndef PP_PARSE_MENTIONS_NOTE_H
#define PP_PARSE_MENTIONS_NOTE_H

#include "found.h"
#include "parse/line/row.h"

/* The numbers behind the pairs of a row that lie in one of its ranges: others
 * may be counts, pids or dates. `text` is the cleaned piece of the row. */
void pp_note_read(struct pp_sv text,
                  const struct pp_row *row,
                  struct pp_found *found);

#endif
