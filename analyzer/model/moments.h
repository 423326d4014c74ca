/*
 * A paste may show a table at several moments: the one in force, earlier ones
 * that it replaces, and below it rows without a heading, which are a part of
 * what it shows afterwards.
 */
#ifndef PP_MODEL_MOMENTS_H
#define PP_MODEL_MOMENTS_H

#include "portplan/portset.h"

#include "machine_facts.h"

/* The rows below a table. */
struct pp_later {
    const struct pp_fact **rows; /* borrowed from the input */
    size_t count;
    size_t capacity;
    struct pp_portset ports; /* of all of them */
    uint32_t *first_rows;    /* of each of those ports, the first row */
};

/* The rows of fragments below that table (NULL: there is none). The caller
 * frees them with pp_later_done, whatever the status. */
enum pp_status pp_later_find(const struct pp_machine_input *input,
                             enum pp_protocol protocol,
                             const struct pp_section *table,
                             struct pp_later *ret_later) PP_MUST_CHECK;
void pp_later_done(struct pp_later *later);

/* Whether one of them meets the range; the place is that of the first row over
 * the lowest port that they share. */
bool pp_later_meets(const struct pp_later *later,
                    struct pp_range range,
                    struct pp_place *ret_place);

/* Keeps a row that is over (pp_machine_add_earlier). */
enum pp_status pp_add_earlier_row(struct pp_machine *machine,
                                  const struct pp_fact *row) PP_MUST_CHECK;

#endif
