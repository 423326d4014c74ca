/* A comparison of two machines in the making. */
#ifndef PP_DIFF_DIFF_STATE_H
#define PP_DIFF_DIFF_STATE_H

#include "portplan/portset.h"

#include "base/arena.h"
#include "base/vec.h"
#include "diff.h"

struct pp_diff {
    const struct pp_machine *before;
    const struct pp_machine *after;
    struct pp_diff_table tables[PP_PROTOCOL_COUNT];
    struct pp_diff_sockets sockets[PP_PROTOCOL_COUNT];
    enum pp_tri dynamic_changed[PP_PROTOCOL_COUNT];
    PP_VEC(struct pp_diff_fact) facts;
    size_t common_fact_count;          /* facts that both sides tell of */
    struct pp_portset url_ports_added; /* of URLs registered on one side */
    struct pp_portset url_ports_removed;
    PP_VEC(struct pp_event) events;
    struct pp_arena arena; /* evidence */
};

#endif
