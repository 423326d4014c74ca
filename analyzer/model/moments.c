/* Tables of several moments. */
#include "moments.h"

#include "base/alloc.h"
#include "base/bounds.h"
#include "base/vec.h"
#include "machine_host.h"
#include "machine_tables.h"

/* Every port is marked once, whatever lies over it. */
static void
mark_ports(struct pp_later *later, struct pp_range range, size_t row)
{
    uint32_t port = range.first;
    while ((port = pp_portset_next_clear(&later->ports, port)) <= range.last) {
        pp_portset_set_range(&later->ports,
                             (struct pp_range){(uint16_t)port, (uint16_t)port});
        later->first_rows[port] = (uint32_t)row;
    }
}

static enum pp_status add_fragment(struct pp_later *later,
                                   const struct pp_machine_table *fragment)
{
    if (later->first_rows == NULL) {
        later->first_rows =
            pp_calloc(PP_PORT_COUNT, sizeof(*later->first_rows));
        if (later->first_rows == NULL) {
            return PP_ERR_NOMEM;
        }
    }
    for (size_t i = 0; i < fragment->count; i++) {
        PP_TRY(pp_vec_reserve(&later->rows,
                              &later->capacity,
                              later->count,
                              1,
                              sizeof(*later->rows),
                              PP_LIMIT_FACTS));
        mark_ports(later, fragment->facts[i].range, later->count);
        later->rows[later->count++] = &fragment->facts[i];
    }
    return PP_OK;
}

enum pp_status pp_later_find(const struct pp_machine_input *input,
                             enum pp_protocol protocol,
                             const struct pp_section *table,
                             struct pp_later *ret_later)
{
    pp_portset_clear(&ret_later->ports);
    /* A fragment that is in force has nothing below it, and one section that
     * was chosen stands for itself. */
    if (table == NULL || pp_is_fragment(table) ||
        input->choice == PP_TABLES_ONE) {
        return PP_OK;
    }
    for (size_t i = (size_t)(table - input->sections) + 1;
         i < input->section_count;
         i++) {
        const struct pp_section *section = &input->sections[i];
        if (pp_is_fragment(section) && pp_machine_wants(input, section) &&
            pp_is_listing_of(section, protocol, false, PP_STORE_ACTIVE)) {
            const struct pp_machine_table fragment = pp_table_of(input, i);
            PP_TRY(add_fragment(ret_later, &fragment));
        }
    }
    return PP_OK;
}

void pp_later_done(struct pp_later *later)
{
    pp_free(later->rows);
    pp_free(later->first_rows);
    *later = (struct pp_later){0};
}

bool pp_later_meets(const struct pp_later *later,
                    struct pp_range range,
                    struct pp_place *ret_place)
{
    uint32_t port = pp_portset_next_set(&later->ports, range.first);
    if (port > range.last) {
        return false;
    }
    *ret_place = later->rows[later->first_rows[port]]->place;
    return true;
}

enum pp_status pp_add_earlier_row(struct pp_machine *machine,
                                  const struct pp_fact *row)
{
    const struct pp_exclusion exclusion = {
        .range = row->range,
        .is_administered = row->is_administered,
        .family = row->family,
        .place = row->place,
    };
    return pp_machine_add_earlier(machine, row->protocol, &exclusion);
}
