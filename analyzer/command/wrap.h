/* Long lines of text, broken for a terminal. */
#ifndef PP_COMMAND_WRAP_H
#define PP_COMMAND_WRAP_H

#include "portplan/buf.h"

/* Appends the text with each line that has more than `width` columns broken at
 * its blanks; what follows is indented as the line is. A command that a line
 * ends in is left whole, to be copied, and so is a line with marks below it.
 * 0: as it is. */
void pps_wrap(struct pp_buf *buf, struct pp_sv text, size_t width);

#endif
