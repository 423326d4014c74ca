/* Folders that hold several machines, where one is asked about. */
#ifndef PP_COMMAND_ONE_MACHINE_H
#define PP_COMMAND_ONE_MACHINE_H

#include "call.h"
#include "print/show_view.h"

/* Whether each folder among the words can be one machine; false after a
 * complaint. Several captures of a folder that each have a whole table of
 * exclusions of the same kind are several machines, or one at several times,
 * unless --section or --all says which tables count. Files that are named one
 * by one are one machine: who names them knows. */
bool pps_is_one_machine(const struct call *call,
                        const struct pp_show *view,
                        const char *const *words,
                        size_t word_count);

#endif
