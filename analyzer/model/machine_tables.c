/* Which table counts among several of one machine. */
#include "machine_tables.h"

#include "machine_host.h"

/* The first fact of a section: facts ascend by section. */
static size_t lower_bound(const struct pp_machine_input *input, size_t section)
{
    size_t low = 0;
    size_t high = input->fact_count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (input->facts[middle].section < section) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low;
}

struct pp_machine_table pp_table_of(const struct pp_machine_input *input,
                                    size_t section)
{
    size_t first = lower_bound(input, section);
    size_t end = lower_bound(input, section + 1);
    /* Mentions stand around the facts of sections and are of none. */
    while (end > first && input->facts[end - 1].kind == PP_FACT_MENTION) {
        end--;
    }
    while (first < end && input->facts[first].kind == PP_FACT_MENTION) {
        first++;
    }
    size_t gap = end;
    while (gap > first && input->facts[gap - 1].kind == PP_FACT_GAP) {
        gap--;
    }
    return (struct pp_machine_table){
        .section = &input->sections[section],
        /* Not even 0 may be added to NULL. */
        .facts = input->fact_count > 0 ? input->facts + first : NULL,
        .count = gap - first,
        .gap_count = end - gap,
    };
}

static bool tables_agree(const struct pp_machine_table *a,
                         const struct pp_machine_table *b)
{
    if (a->count != b->count || a->facts == NULL || b->facts == NULL) {
        return a->count == 0 && b->count == 0;
    }
    for (size_t i = 0; i < a->count; i++) {
        if (!pp_range_equal(a->facts[i].range, b->facts[i].range) ||
            a->facts[i].is_administered != b->facts[i].is_administered) {
            return false;
        }
    }
    return true;
}

static struct pp_place place_of(const struct pp_section *section)
{
    return (struct pp_place){section->capture, 0, section->first_line};
}

/* Rows without any frame: a part of a table, of a later moment where a table
 * stands above them. */
bool pp_is_fragment(const struct pp_section *section)
{
    return section->complete == PP_UNKNOWN;
}

static void report_fragment(const struct pp_machine_input *input,
                            const struct pp_machine_table *table,
                            const struct pp_machine_table *fragment)
{
    const struct pp_diag draft = {
        .code = PP_DIAG_TABLES_DIFFER,
        .place = place_of(fragment->section),
        .related = place_of(table->section),
        .related_note = "the table above",
    };
    pp_diags_add(input->diags,
                 &draft,
                 "rows without a heading below a %s table: they are read as a "
                 "later state of these ports",
                 pp_protocol_name(fragment->section->protocol));
}

static void report_difference(const struct pp_machine_input *input,
                              const struct pp_machine_table *earlier,
                              const struct pp_machine_table *later)
{
    const struct pp_diag draft = {
        .code = PP_DIAG_TABLES_DIFFER,
        .place = place_of(later->section),
        .related = place_of(earlier->section),
        .related_note = "the earlier table",
    };
    pp_diags_add(input->diags,
                 &draft,
                 "this %s table differs from an earlier one; %s",
                 pp_protocol_name(later->section->protocol),
                 input->choice == PP_TABLES_ALL
                     ? "the rows of both are taken"
                     : "it is taken as the state of the machine (use --section "
                       "N or --all to choose otherwise)");
}

/* Which of several listings this is: IPv6's stand apart, the rest (IPv4, or
 * not said) are one. */
bool pp_is_listing_of(const struct pp_section *section,
                      enum pp_protocol protocol,
                      bool is_ipv6,
                      enum pp_store store)
{
    return section->format == PP_SECTION_NETSH_EXCLUDED &&
           section->protocol == protocol && section->store == store &&
           (section->family == PP_FAMILY_IPV6) == is_ipv6;
}

/* The last such table; differing earlier ones are reported. */
struct pp_machine_table pp_last_table(const struct pp_machine_input *input,
                                      enum pp_protocol protocol,
                                      bool is_ipv6,
                                      enum pp_store store)
{
    struct pp_machine_table last = {.facts = input->facts};
    for (size_t i = 0; i < input->section_count; i++) {
        bool is_wanted = input->choice != PP_TABLES_ONE ||
                         store == PP_STORE_PERSISTENT ||
                         i == input->chosen_section;
        if (!is_wanted || !pp_machine_wants(input, &input->sections[i]) ||
            !pp_is_listing_of(&input->sections[i], protocol, is_ipv6, store)) {
            continue;
        }
        struct pp_machine_table table = pp_table_of(input, i);
        if (last.section != NULL && pp_is_fragment(table.section) &&
            !pp_is_fragment(last.section)) {
            report_fragment(input, &last, &table);
            continue;
        }
        if (last.section != NULL && !tables_agree(&last, &table)) {
            report_difference(input, &last, &table);
        }
        last = table;
    }
    return last;
}
