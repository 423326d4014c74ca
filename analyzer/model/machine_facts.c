/*
 * From facts to a machine: which table counts, how the tables of IPv4 and
 * IPv6 join, and where captures contradict each other.
 */
#include "machine_facts.h"

#include <stdlib.h>

#include "attribute.h"
#include "base/alloc.h"
#include "ephemeral.h"
#include "machine.h"
#include "machine_commands.h"
#include "machine_host.h"
#include "machine_system.h"
#include "machine_tables.h"
#include "moments.h"
#include "persistent.h"

/* A listing that counts: its table, and its rows in order for looking up. */
struct listing {
    struct pp_machine_table table; /* section NULL: there is none */
    struct pp_range *rows;         /* ascending; table.count of them */
};

static int compare_rows(const void *a, const void *b)
{
    const struct pp_range *left = a;
    const struct pp_range *right = b;
    return pp_range_compare(*left, *right);
}

static bool has_row(const struct listing *listing, const struct pp_fact *row)
{
    return listing->table.count > 0 && bsearch(&row->range,
                                               listing->rows,
                                               listing->table.count,
                                               sizeof(*listing->rows),
                                               compare_rows) != NULL;
}

static enum pp_status index_rows(struct listing *listing)
{
    const struct pp_machine_table *table = &listing->table;
    if (table->count == 0 || table->facts == NULL) {
        return PP_OK;
    }
    listing->rows = pp_calloc(table->count, sizeof(*listing->rows));
    if (listing->rows == NULL) {
        return PP_ERR_NOMEM;
    }
    for (size_t i = 0; i < table->count; i++) {
        listing->rows[i] = table->facts[i].range;
    }
    qsort(listing->rows, table->count, sizeof(*listing->rows), compare_rows);
    return PP_OK;
}

static void report_one_family(const struct pp_machine_input *input,
                              const struct pp_fact *row)
{
    const struct pp_diag draft = {
        .code = PP_DIAG_EXCLUSION_FAMILY_ONLY,
        .place = row->place,
    };
    pp_diags_add(input->diags,
                 &draft,
                 "%u-%u is in the table of one family only",
                 row->range.first,
                 row->range.last);
}

/* The two listings of one protocol, and its persistent store. */
struct listings {
    struct listing main; /* IPv4, or family not said */
    struct listing ipv6;
    struct pp_persistent persistent;
    struct pp_later later; /* rows below the table, of a later moment */
};

static enum pp_status add_row(struct pp_machine *machine,
                              const struct pp_machine_input *input,
                              const struct listings *listings,
                              const struct pp_fact *row,
                              const struct listing *other)
{
    struct pp_exclusion exclusion = {
        .range = row->range,
        .is_administered = row->is_administered,
        .is_persistent = pp_persistent_of(&listings->persistent, row),
        .family = row->family,
        .place = row->place,
    };
    if (has_row(other, row)) {
        exclusion.family = PP_FAMILY_BOTH;
    } else if (other->table.section != NULL) {
        report_one_family(input, row);
    }
    return pp_machine_add_exclusion(machine, row->protocol, &exclusion);
}

/* Rows over ports that rows below the table show otherwise are of an earlier
 * moment; what became of the rest of their ports is not known. */
static enum pp_status add_row_in_time(struct pp_machine *machine,
                                      const struct pp_machine_input *input,
                                      const struct listings *listings,
                                      const struct pp_fact *row,
                                      const struct listing *other)
{
    struct pp_place place;
    if (!pp_later_meets(&listings->later, row->range, &place)) {
        return add_row(machine, input, listings, row, other);
    }
    const struct pp_gap gap = {row->range, PP_GAP_CONFLICT, place};
    PP_TRY(pp_machine_add_gap(machine, row->protocol, &gap));
    return pp_add_earlier_row(machine, row);
}

static enum pp_status add_rows(struct pp_machine *machine,
                               const struct pp_machine_input *input,
                               const struct listings *listings)
{
    const struct pp_machine_table *main = &listings->main.table;
    const struct pp_machine_table *ipv6 = &listings->ipv6.table;
    const struct pp_later *later = &listings->later;
    for (size_t i = 0; i < main->count; i++) {
        PP_TRY(add_row_in_time(
            machine, input, listings, &main->facts[i], &listings->ipv6));
    }
    for (size_t i = 0; i < ipv6->count; i++) {
        if (!has_row(&listings->main, &ipv6->facts[i])) {
            PP_TRY(add_row_in_time(
                machine, input, listings, &ipv6->facts[i], &listings->main));
        }
    }
    const struct listing nothing = {0};
    for (size_t i = 0; i < later->count; i++) {
        PP_TRY(add_row(machine, input, listings, later->rows[i], &nothing));
    }
    return PP_OK;
}

/* Of tables above the one in force: what it no longer has. */
static enum pp_status add_earlier_rows(struct pp_machine *machine,
                                       const struct pp_machine_input *input,
                                       const struct listing *listing,
                                       enum pp_protocol protocol,
                                       bool is_ipv6)
{
    const struct pp_section *section = listing->table.section;
    size_t end = section != NULL ? (size_t)(section - input->sections) : 0;
    for (size_t i = 0; i < end; i++) {
        if (!pp_machine_wants(input, &input->sections[i]) ||
            !pp_is_listing_of(
                &input->sections[i], protocol, is_ipv6, PP_STORE_ACTIVE)) {
            continue;
        }
        struct pp_machine_table table = pp_table_of(input, i);
        for (size_t k = 0; k < table.count; k++) {
            if (!has_row(listing, &table.facts[k])) {
                PP_TRY(pp_add_earlier_row(machine, &table.facts[k]));
            }
        }
    }
    return PP_OK;
}

static enum pp_status add_gap(struct pp_machine *machine,
                              const struct pp_fact *fact)
{
    const struct pp_gap gap = {fact->range, fact->as.gap.kind, fact->place};
    return pp_machine_add_gap(machine, fact->protocol, &gap);
}

static enum pp_status add_gaps_of(struct pp_machine *machine,
                                  const struct pp_machine_table *table)
{
    for (size_t i = 0; i < table->gap_count; i++) {
        PP_TRY(add_gap(machine, &table->facts[table->count + i]));
    }
    return PP_OK;
}

/* The listings of the two families show one table: what is missing from the
 * one is in the other, where that is whole. */
static enum pp_status add_gaps(struct pp_machine *machine,
                               const struct listings *listings)
{
    const struct pp_machine_table *main = &listings->main.table;
    const struct pp_machine_table *ipv6 = &listings->ipv6.table;
    bool has_whole = (main->section != NULL && main->gap_count == 0) ||
                     (ipv6->section != NULL && ipv6->gap_count == 0);
    if (has_whole) {
        return PP_OK;
    }
    PP_TRY(add_gaps_of(machine, main));
    return add_gaps_of(machine, ipv6);
}

static enum pp_status add_listings(struct pp_machine *machine,
                                   const struct pp_machine_input *input,
                                   enum pp_protocol protocol,
                                   struct listings *listings)
{
    PP_TRY(index_rows(&listings->main));
    PP_TRY(index_rows(&listings->ipv6));
    PP_TRY(pp_later_find(
        input, protocol, listings->main.table.section, &listings->later));
    PP_TRY(add_gaps(machine, listings));
    PP_TRY(add_rows(machine, input, listings));
    PP_TRY(add_earlier_rows(machine, input, &listings->main, protocol, false));
    return add_earlier_rows(machine, input, &listings->ipv6, protocol, true);
}

/* Every row of every table once: --all. */
static enum pp_status add_all_rows(struct pp_machine *machine,
                                   const struct pp_machine_input *input,
                                   enum pp_protocol protocol)
{
    for (size_t i = 0; i < input->fact_count; i++) {
        const struct pp_fact *row = &input->facts[i];
        if (row->kind == PP_FACT_GAP && row->protocol == protocol &&
            pp_gap_is_of_table(row->as.gap.kind) &&
            row->store == PP_STORE_ACTIVE) {
            PP_TRY(add_gap(machine, row));
        }
        if (row->kind != PP_FACT_EXCLUDED || row->protocol != protocol ||
            row->store != PP_STORE_ACTIVE) {
            continue;
        }
        const struct pp_exclusion exclusion = {
            .range = row->range,
            .is_administered = row->is_administered,
            .family = row->family,
            .place = row->place,
        };
        PP_TRY(pp_machine_add_exclusion(machine, protocol, &exclusion));
    }
    return PP_OK;
}

static enum pp_table_extent extent_of(const struct pp_section *section)
{
    switch (section->complete) {
    case PP_YES:
        return PP_TABLE_WHOLE;
    case PP_NO:
        return section->has_gaps ? PP_TABLE_HOLED : PP_TABLE_CUT;
    case PP_UNKNOWN:
        return PP_TABLE_OPEN;
    }
    return PP_TABLE_OPEN;
}

/* The listings of the two families show one table: the better one counts. */
static enum pp_table_extent best_extent(const struct listings *listings)
{
    const struct pp_section *main = listings->main.table.section;
    const struct pp_section *ipv6 = listings->ipv6.table.section;
    enum pp_table_extent best = main != NULL ? extent_of(main) : PP_TABLE_NONE;
    enum pp_table_extent other = ipv6 != NULL ? extent_of(ipv6) : PP_TABLE_NONE;
    return best > other ? best : other;
}

/* Of tables that are taken together the worst one counts. */
static enum pp_table_extent worst_extent(const struct pp_machine_input *input,
                                         enum pp_protocol protocol)
{
    enum pp_table_extent worst = PP_TABLE_NONE;
    for (size_t i = 0; i < input->section_count; i++) {
        const struct pp_section *section = &input->sections[i];
        if (section->format != PP_SECTION_NETSH_EXCLUDED ||
            section->protocol != protocol ||
            section->store != PP_STORE_ACTIVE) {
            continue;
        }
        enum pp_table_extent extent = extent_of(section);
        worst = worst == PP_TABLE_NONE || extent < worst ? extent : worst;
    }
    return worst;
}

static enum pp_status add_exclusions(struct pp_machine *machine,
                                     const struct pp_machine_input *input,
                                     enum pp_protocol protocol)
{
    struct listings listings = {
        .main.table = pp_last_table(input, protocol, false, PP_STORE_ACTIVE),
        .ipv6.table = pp_last_table(input, protocol, true, PP_STORE_ACTIVE),
    };
    pp_machine_set_table_extent(machine,
                                protocol,
                                input->choice == PP_TABLES_ALL
                                    ? worst_extent(input, protocol)
                                    : best_extent(&listings));
    /* The store of IPv6 counts where that of IPv4 was not listed. */
    struct pp_machine_table stored =
        pp_last_table(input, protocol, false, PP_STORE_PERSISTENT);
    if (stored.section == NULL) {
        stored = pp_last_table(input, protocol, true, PP_STORE_PERSISTENT);
    }
    enum pp_status status =
        pp_persistent_collect(&listings.persistent, input, protocol, &stored);
    if (status == PP_OK) {
        status = input->choice == PP_TABLES_ALL
                     ? add_all_rows(machine, input, protocol)
                     : add_listings(machine, input, protocol, &listings);
    }
    if (status == PP_OK) {
        status = pp_persistent_add_missing(
            &listings.persistent, machine, input, protocol);
    }
    if (status == PP_OK) {
        const struct pp_machine_table *main = &listings.main.table;
        status = pp_machine_play_commands(
            machine,
            input,
            protocol,
            main->section != NULL ? main : &listings.ipv6.table);
    }
    pp_free(listings.main.rows);
    pp_free(listings.ipv6.rows);
    pp_persistent_done(&listings.persistent);
    pp_later_done(&listings.later);
    return status;
}

/* --- the dynamic range --- */

static void report_dynamic_difference(const struct pp_machine_input *input,
                                      const struct pp_fact *earlier,
                                      const struct pp_fact *later)
{
    const struct pp_diag draft = {
        .code = PP_DIAG_DYNAMIC_DIFFER,
        .place = later->place,
        .related = earlier->place,
        .related_note = "the earlier range",
    };
    pp_diags_add(input->diags,
                 &draft,
                 "the %s dynamic range %u-%u differs from an earlier one, "
                 "%u-%u; it is taken as the state of the machine",
                 pp_protocol_name(later->protocol),
                 later->range.first,
                 later->range.last,
                 earlier->range.first,
                 earlier->range.last);
}

static void add_dynamic(struct pp_machine *machine,
                        const struct pp_machine_input *input,
                        enum pp_protocol protocol)
{
    const struct pp_fact *last = NULL;
    for (size_t i = 0; i < input->fact_count; i++) {
        const struct pp_fact *fact = &input->facts[i];
        if (fact->kind != PP_FACT_DYNAMIC || fact->protocol != protocol ||
            fact->store != PP_STORE_ACTIVE) {
            continue;
        }
        if (last != NULL && !pp_range_equal(last->range, fact->range)) {
            report_dynamic_difference(input, last, fact);
        }
        last = fact;
    }
    if (last != NULL) {
        const struct pp_dynamic dynamic = {
            .range = last->range,
            .basis = PP_BASIS_CAPTURED,
            .reason = "as captured",
            .place = last->place,
        };
        pp_machine_set_dynamic(machine, protocol, &dynamic);
    }
}

/* Nothing before Vista has its listeners there. */
static bool has_low_listeners(const struct pp_machine *machine,
                              enum pp_protocol protocol)
{
    size_t count = 0;
    const struct pp_socket *sockets =
        pp_machine_sockets(machine, protocol, &count);
    return protocol == PP_TCP && !pp_machine_is_before_vista(machine) &&
           pp_listeners_are_low(sockets, count);
}

/* Without a captured range: what the version and MaxUserPort give. A default
 * that blocks contradict is left to pp_machine_finish, which looks at them. */
static void derive_dynamic(struct pp_machine *machine,
                           enum pp_protocol protocol)
{
    struct pp_ephemeral_settings settings =
        pp_ephemeral_settings_of(machine, protocol);
    /* Without a system the rule is that of Windows 10 and later, which
     * `ephemeral` takes, too. */
    bool is_known = settings.os != NULL || settings.has_max_user_port;
    if (pp_machine_dynamic(machine, protocol)->basis == PP_BASIS_CAPTURED ||
        !is_known) {
        return;
    }
    settings.has_blocks = false;
    struct pp_dynamic dynamic = {.reason = "the default of its version"};
    dynamic.range = pp_ephemeral_range(&settings, &dynamic.basis);
    size_t count = 0;
    const struct pp_exclusion *exclusions =
        pp_machine_block_rows(machine, protocol, &count);
    if (dynamic.basis == PP_BASIS_REGISTRY) {
        dynamic.reason = "by MaxUserPort";
    } else if (!pp_holds_every_block(dynamic.range, exclusions, count) ||
               has_low_listeners(machine, protocol)) {
        return;
    }
    pp_machine_set_dynamic(machine, protocol, &dynamic);
}

static void report_assumption(const struct pp_machine *machine,
                              const struct pp_machine_input *input,
                              enum pp_protocol protocol)
{
    const struct pp_dynamic *dynamic = pp_machine_dynamic(machine, protocol);
    if (!pp_machine_has_table(machine, protocol) ||
        dynamic->basis != PP_BASIS_ASSUMED) {
        return;
    }
    const struct pp_diag draft = {.code = PP_DIAG_DYNAMIC_ASSUMED};
    pp_diags_add(input->diags,
                 &draft,
                 "no capture shows the %s dynamic range; %u-%u is assumed: %s",
                 pp_protocol_name(protocol),
                 dynamic->range.first,
                 dynamic->range.last,
                 dynamic->reason);
}

static enum pp_status build(struct pp_machine *machine,
                            const struct pp_machine_input *input)
{
    for (int i = 0; i < PP_PROTOCOL_COUNT; i++) {
        enum pp_protocol protocol = (enum pp_protocol)i;
        add_dynamic(machine, input, protocol);
        PP_TRY(add_exclusions(machine, input, protocol));
    }
    PP_TRY(pp_machine_add_system(machine, input));
    for (int i = 0; i < PP_PROTOCOL_COUNT; i++) {
        derive_dynamic(machine, (enum pp_protocol)i);
    }
    PP_TRY(pp_machine_finish(machine));
    for (int i = 0; i < PP_PROTOCOL_COUNT; i++) {
        report_assumption(machine, input, (enum pp_protocol)i);
    }
    return PP_OK;
}

enum pp_status pp_machine_from_facts(const struct pp_machine_input *input,
                                     struct pp_machine **ret_machine)
{
    struct pp_machine_input wanted = *input;
    struct pp_fact *owned = NULL;
    PP_TRY(pp_machine_wanted_facts(
        input, &wanted.facts, &wanted.fact_count, &owned));
    struct pp_machine *machine = NULL;
    enum pp_status status = pp_machine_new(&machine);
    if (status == PP_OK) {
        status = build(machine, &wanted);
    }
    pp_free(owned);
    if (status != PP_OK) {
        pp_machine_free(machine);
        return status;
    }
    *ret_machine = machine;
    return PP_OK;
}
