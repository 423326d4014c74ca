/* What gives ports to servers, as text: a line where captures say something. */
#ifndef PP_PRINT_SHOW_SERVERS_H
#define PP_PRINT_SHOW_SERVERS_H

#include "print/show_view.h"
#include "print/style.h"

/* RPC's list of ports and the services with a port of their own. */
void pp_show_rpc_text(struct pp_buf *buf,
                      const struct pp_style *style,
                      const struct pp_show *show);

#endif
