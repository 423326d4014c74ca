/* What gives ports to servers, as text: a line where captures say something. */
#ifndef PP_PRINT_SHOW_SERVERS_H
#define PP_PRINT_SHOW_SERVERS_H

#include "print/show_view.h"
#include "print/style.h"

/* RPC's list of ports and the services with a port of their own. */
void pp_show_rpc_text(struct pp_buf *buf,
                      const struct pp_style *style,
                      const struct pp_show *show);

/* "0.153": a chance above 0, with three decimals in any locale. */
void pp_add_chance(struct pp_buf *buf, double chance);

/* The DNS Server's pool of UDP ports. */
void pp_show_dns_text(struct pp_buf *buf,
                      const struct pp_style *style,
                      const struct pp_show *show);

#endif
