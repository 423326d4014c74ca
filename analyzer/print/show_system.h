/* What `show` says of a machine beside its tables. */
#ifndef PP_PRINT_SHOW_SYSTEM_H
#define PP_PRINT_SHOW_SYSTEM_H

#include "portplan/buf.h"

#include "show_view.h"
#include "style.h"

/* The operating system, services, features and known registry values, a line
 * each; nothing where no capture says any. */
void pp_show_system_text(struct pp_buf *buf,
                         const struct pp_style *style,
                         const struct pp_show *show);

/* The ports that are listened on or bound, with their processes; nothing
 * where no capture shows sockets. */
void pp_show_sockets_text(struct pp_buf *buf,
                          const struct pp_style *style,
                          const struct pp_show *show,
                          enum pp_protocol protocol);

/* The value of a known registry value: a DWORD, the strings of a MULTI_SZ with
 * blanks between, or that it was deleted. */
void pp_add_known_value(struct pp_buf *buf,
                        const struct pp_registry_fact *value);

#endif
