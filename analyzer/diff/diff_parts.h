/* The parts of a comparison of two machines, one file each. */
#ifndef PP_DIFF_DIFF_PARTS_H
#define PP_DIFF_DIFF_PARTS_H

#include "portplan/portset.h"

#include "base/arena.h"
#include "base/vec.h"
#include "diff.h"

struct pp_diff {
    const struct pp_machine *before;
    const struct pp_machine *after;
    struct pp_diff_table tables[PP_PROTOCOL_COUNT];
    struct pp_diff_sockets sockets[PP_PROTOCOL_COUNT];
    PP_VEC(struct pp_diff_fact) facts;
    size_t common_fact_count;          /* facts that both sides tell of */
    struct pp_portset url_ports_added; /* of URLs registered on one side */
    struct pp_portset url_ports_removed;
    PP_VEC(struct pp_event) events;
    struct pp_arena arena; /* evidence */
};

/* Adds a row at the end. */
enum pp_status pp_diff_rows_add(struct pp_diff_rows *rows,
                                const struct pp_exclusion *before,
                                const struct pp_exclusion *after) PP_MUST_CHECK;

/* Each fills its part of the answer, which is empty; the last needs all the
 * others. */
enum pp_status pp_diff_compare_rows(struct pp_diff *diff,
                                    enum pp_protocol protocol) PP_MUST_CHECK;
/* Of the rows that are gone and new: which have moved. */
enum pp_status pp_diff_pair_moves(struct pp_diff_table *table) PP_MUST_CHECK;
enum pp_status pp_diff_compare_sockets(struct pp_diff *diff,
                                       enum pp_protocol protocol) PP_MUST_CHECK;
enum pp_status pp_diff_compare_facts(struct pp_diff *diff) PP_MUST_CHECK;
enum pp_status pp_diff_infer_events(struct pp_diff *diff) PP_MUST_CHECK;

#endif
