/* Members that several documents have alike: rows of a machine as JSON. */
#ifndef PP_PRINT_MACHINE_JSON_H
#define PP_PRINT_MACHINE_JSON_H

#include "portplan/machine.h"

#include "json/json_write.h"

/* The members of an exclusion, of a socket, into an object. */
void pp_add_exclusion_members(struct pp_json *row,
                              const struct pp_exclusion *exclusion);
void pp_add_socket_members(struct pp_json *row, const struct pp_socket *socket);

/* The dynamic range as the member `key`. */
void pp_add_dynamic_range(struct pp_json *parent,
                          const char *key,
                          const struct pp_dynamic *dynamic);

/* What the value holds as the member `key`: a number, a text, an array of
 * strings or bytes, null for one that was deleted. */
void pp_add_registry_value(struct pp_json *row,
                           const char *key,
                           const struct pp_registry_fact *value);

/* The member `machine` of this and other documents. */
void pp_machine_json(struct pp_json *parent, const struct pp_machine *machine);

/* The members `pid`, `process` and `queue` of a URL of http.sys, null where not
 * known. */
void pp_registrant_json(struct pp_json *row, const struct pp_reservation *url);

#endif
