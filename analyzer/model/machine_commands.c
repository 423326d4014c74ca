/* netsh commands in a paste. */
#include "machine_commands.h"

#include "base/bounds.h"
#include "machine.h"

static bool is_behind(const struct pp_fact *fact,
                      const struct pp_section *table)
{
    if (table == NULL || fact->place.capture != table->capture) {
        return table == NULL || fact->place.capture > table->capture;
    }
    return fact->place.line > table->last_line;
}

static enum pp_status play_exclusion(struct pp_machine *machine,
                                     const struct pp_fact *fact)
{
    if (fact->as.command.verb == PP_COMMAND_DELETE) {
        return pp_machine_remove_administered(
            machine, fact->protocol, fact->range);
    }
    const struct pp_exclusion exclusion = {
        .range = fact->range,
        .is_administered = PP_YES,
        .is_persistent = fact->store == PP_STORE_PERSISTENT ? PP_YES : PP_NO,
        .family = fact->family,
        .place = fact->place,
    };
    return pp_machine_add_exclusion(machine, fact->protocol, &exclusion);
}

static enum pp_status play(struct pp_machine *machine,
                           const struct pp_fact *fact)
{
    if (!fact->as.command.is_dynamic) {
        return play_exclusion(machine, fact);
    }
    const struct pp_dynamic dynamic = {
        .range = fact->range,
        .basis = PP_BASIS_CAPTURED,
        .reason = "as set by the captured command",
        .place = fact->place,
    };
    pp_machine_set_dynamic(machine, fact->protocol, &dynamic);
    return PP_OK;
}

static bool is_reservation(const struct pp_fact *fact)
{
    return !fact->as.command.is_dynamic &&
           fact->as.command.verb == PP_COMMAND_ADD;
}

/* Whether a row of the table is exactly the command's range, with a star. */
static bool table_shows(const struct pp_machine_table *table,
                        const struct pp_fact *command)
{
    for (size_t i = 0; i < table->count; i++) {
        const struct pp_fact *row = &table->facts[i];
        if (row->is_administered != PP_NO &&
            pp_range_equal(row->range, command->range)) {
            return true;
        }
    }
    return false;
}

static void check_against(const struct pp_machine_input *input,
                          const struct pp_machine_table *table,
                          const struct pp_fact *fact)
{
    bool is_added = fact->as.command.verb == PP_COMMAND_ADD;
    if (fact->as.command.is_dynamic ||
        fact->as.command.verb == PP_COMMAND_SET ||
        table_shows(table, fact) == is_added) {
        return;
    }
    const struct pp_diag draft = {
        .code = PP_DIAG_COMMAND_CONTRADICTED,
        .place = fact->place,
        .related = {table->section->capture, 0, table->section->first_line},
        .related_note = "the later table",
    };
    pp_diags_add(input->diags,
                 &draft,
                 "%u-%u was %s here, but the table below does not show it",
                 fact->range.first,
                 fact->range.last,
                 is_added ? "added" : "deleted");
}

enum pp_status pp_machine_play_commands(struct pp_machine *machine,
                                        const struct pp_machine_input *input,
                                        enum pp_protocol protocol,
                                        const struct pp_machine_table *table)
{
    size_t played = 0;
    const struct pp_fact *last = NULL;
    struct pp_portset added;
    pp_portset_clear(&added);
    for (size_t i = 0; i < input->fact_count && played < PP_LIMIT_COMMANDS;
         i++) {
        const struct pp_fact *fact = &input->facts[i];
        if (fact->kind != PP_FACT_COMMAND || fact->protocol != protocol ||
            fact->as.command.succeeded != PP_YES) {
            continue;
        }
        played++;
        if (is_behind(fact, table->section)) {
            PP_TRY(play(machine, fact));
            if (is_reservation(fact)) {
                pp_portset_set_range(&added, fact->range);
                last = fact;
            }
        } else {
            check_against(input, table, fact);
        }
    }
    /* netsh reserves nothing over another reservation: the block that lay
     * there is gone (docs/ports-on-windows.md#reservations-meet-reservations).
     */
    return last != NULL
               ? pp_machine_end_rows(machine, protocol, &added, last->place)
               : PP_OK;
}
