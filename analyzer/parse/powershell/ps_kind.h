/* What kind of object has these properties. */
#ifndef PP_PARSE_POWERSHELL_PS_KIND_H
#define PP_PARSE_POWERSHELL_PS_KIND_H

#include "ps_facts.h"

/* By names and values. */
enum pp_ps_kind pp_ps_kind_of(const struct pp_ps_object *object);

/* By names alone: the heads of a table or a CSV file, values yet to come. */
enum pp_ps_kind pp_ps_kind_of_heads(const struct pp_ps_object *heads);

/* The heads of `systeminfo /fo csv`, which are translated. */
bool pp_ps_is_systeminfo(const struct pp_ps_object *object);

#endif
