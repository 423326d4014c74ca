/* netsh commands in a paste: what they changed after the last table, and
 * where a later table contradicts them. */
#ifndef PP_MODEL_MACHINE_COMMANDS_H
#define PP_MODEL_MACHINE_COMMANDS_H

#include "portplan/machine.h"

#include "machine_facts.h"

/* A table among the facts: its section and the run of its facts. */
struct pp_machine_table {
    const struct pp_section *section; /* NULL: there is no table */
    const struct pp_fact *facts;
    size_t count;
    size_t gap_count; /* facts of gaps behind the rows */
};

/* Plays the commands of one protocol that succeeded, PP_LIMIT_COMMANDS at
 * most. `table` is the one whose rows the machine has; without one all
 * commands are later. */
enum pp_status
pp_machine_play_commands(struct pp_machine *machine,
                         const struct pp_machine_input *input,
                         enum pp_protocol protocol,
                         const struct pp_machine_table *table) PP_MUST_CHECK;

#endif
