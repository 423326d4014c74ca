/*
 * Two sockets on one port: the conflict tables, cell by cell, of Microsoft's
 * page "Using SO_REUSEADDR and SO_EXCLUSIVEADDRUSE"
 * (docs/ports-on-windows.md#two-sockets-on-one-port).
 */
#ifndef PP_MODEL_BIND_CONFLICT_H
#define PP_MODEL_BIND_CONFLICT_H

#include "portplan/bind.h"

/*
 * The error of a second bind beside that holder, PP_WIN_OK where both can be:
 * one cell of the conflict tables. For a request whose kind is plain, reuse
 * or exclusive and whose address is known.
 */
enum pp_windows_error pp_bind_conflict(const struct pp_bind_request *request,
                                       const struct pp_holder *holder);

/*
 * Adds a holder to the state: the port is in use, and what the tables say is
 * kept. Which error Windows gives where several holders refuse with different
 * ones is not documented; 10013 is taken, whatever their order.
 */
void pp_bind_meet(const struct pp_bind_request *request,
                  const struct pp_holder *holder,
                  struct pp_port_state *state);

#endif
