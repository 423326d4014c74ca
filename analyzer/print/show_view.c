/* The view that the reports about a load share. */
#include "show_view.h"

struct pp_show pp_show_of(const struct pp_load *load,
                          const struct pp_machine *machine,
                          const struct pp_diags *diags)
{
    struct pp_show show = {.machine = machine, .diags = diags};
    show.captures = pp_load_captures(load, &show.capture_count);
    show.sections = pp_load_sections(load, &show.section_count);
    show.hosts = pp_load_hosts(load, &show.host_count);
    show.facts = pp_load_facts(load, &show.fact_count);
    return show;
}
