/* The persistent store of one protocol. */
#include "persistent.h"

#include <stdlib.h>

#include "portplan/portset.h"

#include "base/alloc.h"
#include "base/bounds.h"
#include "base/vec.h"
#include "fact/registry.h"

static int compare_rows(const void *a, const void *b)
{
    const struct pp_persistent_row *left = a;
    const struct pp_persistent_row *right = b;
    return pp_range_compare(left->range, right->range);
}

static enum pp_status add_row(struct pp_persistent *persistent,
                              struct pp_range range,
                              enum pp_tri is_administered,
                              struct pp_place place)
{
    PP_TRY(pp_vec_reserve(&persistent->rows,
                          &persistent->capacity,
                          persistent->count,
                          1,
                          sizeof(*persistent->rows),
                          PP_LIMIT_FACTS));
    persistent->rows[persistent->count++] =
        (struct pp_persistent_row){range, is_administered, place};
    return PP_OK;
}

static enum pp_status add_listing(struct pp_persistent *persistent,
                                  const struct pp_machine_table *listing)
{
    persistent->is_known = listing->section != NULL;
    for (size_t i = 0; i < listing->count; i++) {
        const struct pp_fact *row = &listing->facts[i];
        PP_TRY(
            add_row(persistent, row->range, row->is_administered, row->place));
    }
    return PP_OK;
}

static enum pp_status add_registry(struct pp_persistent *persistent,
                                   const struct pp_machine_input *input,
                                   enum pp_protocol protocol)
{
    for (size_t i = 0; i < input->fact_count; i++) {
        const struct pp_fact *fact = &input->facts[i];
        struct pp_nsi_exclusion found;
        if (fact->kind != PP_FACT_REGISTRY ||
            !pp_nsi_decode_fact(&fact->as.registry, &found) ||
            found.protocol != protocol) {
            continue;
        }
        persistent->is_known = true;
        PP_TRY(add_row(
            persistent, found.range, found.is_administered, fact->place));
    }
    return PP_OK;
}

enum pp_status pp_persistent_collect(struct pp_persistent *persistent,
                                     const struct pp_machine_input *input,
                                     enum pp_protocol protocol,
                                     const struct pp_machine_table *listing)
{
    PP_TRY(add_listing(persistent, listing));
    PP_TRY(add_registry(persistent, input, protocol));
    if (persistent->count > 1) {
        qsort(persistent->rows,
              persistent->count,
              sizeof(*persistent->rows),
              compare_rows);
    }
    return PP_OK;
}

void pp_persistent_done(struct pp_persistent *persistent)
{
    pp_free(persistent->rows);
    *persistent = (struct pp_persistent){0};
}

enum pp_tri pp_persistent_of(const struct pp_persistent *persistent,
                             const struct pp_fact *row)
{
    if (!persistent->is_known || row->is_administered != PP_YES) {
        return PP_UNKNOWN;
    }
    const struct pp_persistent_row wanted = {.range = row->range};
    return persistent->count > 0 && bsearch(&wanted,
                                            persistent->rows,
                                            persistent->count,
                                            sizeof(*persistent->rows),
                                            compare_rows) != NULL
               ? PP_YES
               : PP_NO;
}

static void report_missing(const struct pp_machine_input *input,
                           enum pp_protocol protocol,
                           const struct pp_persistent_row *row)
{
    const struct pp_diag draft = {
        .code = PP_DIAG_PERSISTENT_NOT_ACTIVE,
        .place = row->place,
    };
    pp_diags_add(input->diags,
                 &draft,
                 "%u-%u is persistent but not in the active %s table: it "
                 "appears at the next boot",
                 row->range.first,
                 row->range.last,
                 pp_protocol_name(protocol));
}

static enum pp_status add_missing(struct pp_machine *machine,
                                  enum pp_protocol protocol,
                                  const struct pp_persistent_row *row)
{
    const struct pp_exclusion exclusion = {
        .range = row->range,
        .is_administered = row->is_administered,
        .is_persistent = PP_YES,
        .place = row->place,
    };
    return pp_machine_add_exclusion(machine, protocol, &exclusion);
}

enum pp_status pp_persistent_add_missing(const struct pp_persistent *persistent,
                                         struct pp_machine *machine,
                                         const struct pp_machine_input *input,
                                         enum pp_protocol protocol)
{
    struct pp_portset active;
    pp_portset_clear(&active);
    for (size_t i = 0; i < input->fact_count; i++) {
        const struct pp_fact *row = &input->facts[i];
        if (row->kind == PP_FACT_EXCLUDED && row->protocol == protocol &&
            row->store == PP_STORE_ACTIVE) {
            pp_portset_set_range(&active, row->range);
        }
    }
    for (size_t i = 0; i < persistent->count; i++) {
        const struct pp_persistent_row *row = &persistent->rows[i];
        if (!pp_machine_has_table(machine, protocol)) {
            PP_TRY(add_missing(machine, protocol, row));
        } else if (!pp_portset_test_any(&active, row->range)) {
            report_missing(input, protocol, row);
        }
    }
    return PP_OK;
}
