/*
 * What the lists of ports say of a port (knowledge/ports.h), in words and as
 * members of JSON.
 */
#ifndef PP_PRINT_PORT_BOOKS_H
#define PP_PRINT_PORT_BOOKS_H

#include "portplan/buf.h"
#include "portplan/fact.h"

#include "json/json_write.h"

/* One line on who registered the port and what commonly runs there, one on
 * malware that once used it, `indent` blanks in front; none where the lists
 * do not have it. */
void pp_add_port_books(struct pp_buf *buf,
                       size_t indent,
                       enum pp_protocol protocol,
                       uint16_t port);

/* The members `registered`, `common` and `malware`: arrays, empty where a list
 * does not have the port. */
void pp_add_port_books_json(struct pp_json *parent,
                            enum pp_protocol protocol,
                            uint16_t port);

#endif
