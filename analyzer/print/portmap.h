/*
 * The 65,536 ports as a strip of characters, with what occurs in it explained
 * below.
 */
#ifndef PP_PRINT_PORTMAP_H
#define PP_PRINT_PORTMAP_H

#include "portplan/buf.h"
#include "portplan/machine.h"
#include "portplan/port_list.h"

#include "style.h"

struct pp_portmap {
    const struct pp_machine *machine;
    enum pp_protocol protocol;
    const struct pp_port_list *asked; /* marked by a caret line; NULL: none */
};

/*
 * A strip of all ports as wide as the style says, with what occurs in it
 * explained below; and, where the dynamic range is too narrow to be seen in
 * that, a second strip of the dynamic range alone. `indent` blanks stand in
 * front of each line.
 */
void pp_portmap_text(struct pp_buf *buf,
                     const struct pp_style *style,
                     const struct pp_portmap *map,
                     size_t indent);

#endif
