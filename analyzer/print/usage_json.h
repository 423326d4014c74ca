/* Usage as JSON. */
#ifndef PP_PRINT_USAGE_JSON_H
#define PP_PRINT_USAGE_JSON_H

#include "portplan/machine.h"

#include "json/json_write.h"

/* The member `key` of a protocol's usage; null where no capture shows
 * sockets. */
void pp_add_usage(struct pp_json *parent,
                  const char *key,
                  const struct pp_machine *machine,
                  enum pp_protocol protocol);

#endif
