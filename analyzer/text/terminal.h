/* Control sequences of a terminal, which are not text: colours, cursor moves,
 * titles. */
#ifndef PP_TEXT_TERMINAL_H
#define PP_TEXT_TERMINAL_H

#include "portplan/buf.h"

/*
 * The bytes of the sequence that begins with the ESC at `at` (ECMA-48, 5.4 and
 * 5.6): ESC [ to its final byte, ESC ] to BEL or ESC \, else ESC to the first
 * byte that is not an intermediate. 0 where the text ends before it is whole.
 */
size_t pp_terminal_sequence(struct pp_sv text, size_t at);

/* The line without its whole sequences: `line` itself where it has none, else
 * the contents of `scratch`. */
struct pp_sv pp_terminal_strip(struct pp_sv line, struct pp_buf *scratch);

#endif
