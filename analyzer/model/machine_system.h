/*
 * The part of a machine that is not its tables: sockets, the operating
 * system, registry values, services, features, URLs, and the commands that
 * somebody ran after the last table.
 */
#ifndef PP_MODEL_MACHINE_SYSTEM_H
#define PP_MODEL_MACHINE_SYSTEM_H

#include "portplan/machine.h"

#include "machine_facts.h"

enum pp_status
pp_machine_add_system(struct pp_machine *machine,
                      const struct pp_machine_input *input) PP_MUST_CHECK;

#endif
