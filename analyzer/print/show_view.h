/* What a load and its machine give to printers. */
#ifndef PP_PRINT_SHOW_VIEW_H
#define PP_PRINT_SHOW_VIEW_H

#include "portplan/fact.h"
#include "portplan/load.h"
#include "portplan/port_list.h"

/* Everything that `show` prints; all of it borrowed. */
struct pp_show {
    const struct pp_capture *captures;
    size_t capture_count;
    const struct pp_section *sections; /* of the whole load */
    size_t section_count;
    const struct pp_fact *facts; /* likewise */
    size_t fact_count;
    const struct pp_host *hosts; /* by the index of sections */
    size_t host_count;
    const struct pp_machine *machine;
    const struct pp_diags *diags;
    const struct pp_port_list *asked; /* ports to point at; NULL: none */
    bool all_rows;                    /* never fold rows (text only) */
};

/* The view of a load and of the machine made from it. */
struct pp_show pp_show_of(const struct pp_load *load,
                          const struct pp_machine *machine,
                          const struct pp_diags *diags);

#endif
