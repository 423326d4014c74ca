/*
 * The persistent store of one protocol: what a `store=persistent` listing or
 * the registry (Control\Nsi, docs/ports-on-windows.md#registry) says survives
 * a reboot.
 */
#ifndef PP_MODEL_PERSISTENT_H
#define PP_MODEL_PERSISTENT_H

#include "machine_commands.h"

struct pp_persistent_row {
    struct pp_range range;
    enum pp_tri is_administered;
    struct pp_place place;
};

struct pp_persistent {
    bool is_known; /* a capture shows the store, even an empty one */
    struct pp_persistent_row *rows; /* ascending by range */
    size_t count;
    size_t capacity;
};

/* Collects the rows; `listing` is the netsh listing that counts. */
enum pp_status
pp_persistent_collect(struct pp_persistent *persistent,
                      const struct pp_machine_input *input,
                      enum pp_protocol protocol,
                      const struct pp_machine_table *listing) PP_MUST_CHECK;
void pp_persistent_done(struct pp_persistent *persistent);

/* Does the row of an active table survive a reboot. Only administered rows
 * are ever persistent; without the store nothing is known. */
enum pp_tri pp_persistent_of(const struct pp_persistent *persistent,
                             const struct pp_fact *row);

/* Rows of the store that the active tables lack: reported where there are
 * tables, else taken for the machine's, which has them from its next boot on.
 */
enum pp_status
pp_persistent_add_missing(const struct pp_persistent *persistent,
                          struct pp_machine *machine,
                          const struct pp_machine_input *input,
                          enum pp_protocol protocol) PP_MUST_CHECK;

#endif
