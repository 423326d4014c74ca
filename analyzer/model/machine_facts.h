/* A machine out of the facts of captures. */
#ifndef PP_MODEL_MACHINE_FACTS_H
#define PP_MODEL_MACHINE_FACTS_H

#include "portplan/base.h"
#include "portplan/fact.h"
#include "portplan/machine.h"

/* What a machine is built from; everything is borrowed during the call. */
struct pp_machine_input {
    const struct pp_section *sections;
    size_t section_count;
    const struct pp_fact *facts; /* ascending by section, then place */
    size_t fact_count;
    const struct pp_host *hosts; /* whose names diagnostics tell */
    size_t host_count;
    enum pp_table_choice choice;
    uint32_t chosen_section; /* PP_TABLES_ONE: an index into `sections` */
    struct pp_diags *diags;  /* contradictions are added here */
};

/* The machine that the facts add up to, finished. Where captures contradict
 * each other the later one wins and `diags` names both places; commands that
 * succeeded after the last table are played on it. */
enum pp_status
pp_machine_from_facts(const struct pp_machine_input *input,
                      struct pp_machine **ret_machine) PP_MUST_CHECK;

#endif
