/* Which of several machines a machine is built for. */
#include "machine_host.h"

#include "base/alloc.h"

static const struct pp_section *deciding(const struct pp_machine_input *input)
{
    size_t last = input->section_count - 1;
    bool is_one = input->choice == PP_TABLES_ONE;
    return &input->sections[is_one ? input->chosen_section : last];
}

bool pp_machine_wants(const struct pp_machine_input *input,
                      const struct pp_section *section)
{
    return input->choice == PP_TABLES_ALL ||
           section->host == deciding(input)->host;
}

/* The first section of a host other than `host`; NULL: there is none. */
static const struct pp_section *find_other(const struct pp_machine_input *input,
                                           uint32_t host)
{
    for (size_t i = 0; i < input->section_count; i++) {
        if (input->sections[i].host != host) {
            return &input->sections[i];
        }
    }
    return NULL;
}

static struct pp_sv name_of(const struct pp_machine_input *input, uint32_t host)
{
    struct pp_sv name = {NULL, 0};
    if (host < input->host_count) {
        name = input->hosts[host].name;
    }
    return name.len > 0 ? name : PP_SV("one without a name");
}

static struct pp_place place_of(const struct pp_section *section)
{
    return (struct pp_place){section->capture, 0, section->first_line};
}

static void report_hosts(const struct pp_machine_input *input,
                         const struct pp_section *other)
{
    const struct pp_section *chosen = deciding(input);
    struct pp_sv chosen_name = name_of(input, chosen->host);
    struct pp_sv other_name = name_of(input, other->host);
    const struct pp_diag draft = {
        .code = PP_DIAG_HOSTS_DIFFER,
        .place = place_of(chosen),
        .related = place_of(other),
        .related_note = "the other machine",
    };
    if (input->choice == PP_TABLES_ALL) {
        pp_diags_add(input->diags,
                     &draft,
                     "the captures are of at least two machines, %.*s and "
                     "%.*s; they are treated as one",
                     PP_SV_ARGS(other_name),
                     PP_SV_ARGS(chosen_name));
        return;
    }
    pp_diags_add(
        input->diags,
        &draft,
        "the captures are of at least two machines, %.*s and %.*s; only the "
        "second one counts (use --section N or --all to choose otherwise)",
        PP_SV_ARGS(other_name),
        PP_SV_ARGS(chosen_name));
}

static enum pp_status filter_facts(const struct pp_machine_input *input,
                                   struct pp_fact **ret_facts,
                                   size_t *ret_count)
{
    struct pp_fact *facts = pp_calloc(input->fact_count, sizeof(*facts));
    if (facts == NULL) {
        return PP_ERR_NOMEM;
    }
    size_t count = 0;
    for (size_t i = 0; i < input->fact_count; i++) {
        const struct pp_fact *fact = &input->facts[i];
        if (pp_machine_wants(input, &input->sections[fact->section])) {
            facts[count++] = *fact;
        }
    }
    *ret_facts = facts;
    *ret_count = count;
    return PP_OK;
}

enum pp_status pp_machine_wanted_facts(const struct pp_machine_input *input,
                                       const struct pp_fact **ret_facts,
                                       size_t *ret_count,
                                       struct pp_fact **ret_owned)
{
    *ret_facts = input->facts;
    *ret_count = input->fact_count;
    *ret_owned = NULL;
    if (input->section_count == 0) {
        return PP_OK;
    }
    const struct pp_section *other = find_other(input, deciding(input)->host);
    if (other == NULL) {
        return PP_OK;
    }
    if (input->choice != PP_TABLES_ONE) {
        report_hosts(input, other);
    }
    if (input->choice == PP_TABLES_ALL || input->fact_count == 0) {
        return PP_OK;
    }
    PP_TRY(filter_facts(input, ret_owned, ret_count));
    *ret_facts = *ret_owned;
    return PP_OK;
}
