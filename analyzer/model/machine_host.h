/*
 * Which of several machines a machine is built for: facts of two hosts are
 * never mixed unless all were asked for.
 */
#ifndef PP_MODEL_MACHINE_HOST_H
#define PP_MODEL_MACHINE_HOST_H

#include "portplan/base.h"
#include "portplan/fact.h"

#include "machine_facts.h"

/* Whether a section is of the host that the choice of tables means: the
 * chosen section's, else the last section's. */
bool pp_machine_wants(const struct pp_machine_input *input,
                      const struct pp_section *section);

/* The facts that are wanted, in their order, and a diagnostic where others
 * were left out. *ret_facts is the input's own array where all are wanted;
 * else the caller frees *ret_owned. */
enum pp_status
pp_machine_wanted_facts(const struct pp_machine_input *input,
                        const struct pp_fact **ret_facts,
                        size_t *ret_count,
                        struct pp_fact **ret_owned) PP_MUST_CHECK;

#endif
