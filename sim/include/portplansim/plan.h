/*
 * What a whole scenario comes to: the machine at the end of all steps against
 * the machine as captured, over all runs. What goes and comes back alike in
 * every run is no change.
 *
 * Compared is what is in force: exclusions of the table, dynamic port ranges,
 * ports in use, services, features, registry values, updates. A feature that
 * waits for a restart counts with what it waits for.
 */
#ifndef PORTPLANSIM_PLAN_H
#define PORTPLANSIM_PLAN_H

#include "portplansim/outcome.h"
#include "portplansim/stats.h"

PP_BEGIN_DECLS

/* Which blocks, where a number is counted for both kinds. */
enum pps_block_kind {
    PPS_BLOCKS_WINNAT = 0,
    PPS_BLOCKS_LOAD_BALANCER, /* of HNS */
};
enum {
    PPS_BLOCK_KIND_COUNT = 2
};
PP_API enum pp_owner pps_block_owner(enum pps_block_kind kind);

struct pps_plan_change {
    struct pps_change change; /* PPS_ALTER: as it is at the end */
    uint32_t runs;            /* that end so */
    struct pp_range before;   /* dynamic */
    enum pp_tri is_known;     /* service, feature, value: PP_NO if no capture
                               * shows what was before; else PP_YES */
    bool is_on;               /* the same, and update: it runs, is on, is
                               * there at the end */
    bool has_number;          /* value: it was captured as a number */
    uint64_t number;          /* that number */
    bool is_at_restart;       /* feature: it waits for a restart */
};

/* Blocks at the end that were not there at the start, those of every run
 * aside: these are changes of their own. */
struct pps_plan_blocks {
    uint32_t runs; /* that have at least one; 0: there are none */
    struct pps_spread count;
};

struct pps_plan {
    struct pps_plan_change *changes; /* exclusions first, ascending */
    size_t change_count;
    struct pps_plan_blocks blocks[PP_PROTOCOL_COUNT][PPS_BLOCK_KIND_COUNT];
    uint32_t runs;         /* all of them */
    uint32_t add_count;    /* `+` */
    uint32_t remove_count; /* `-` */
    uint32_t alter_count;  /* `~`: with blocks, one for each kind */
    uint32_t chance_count; /* of all these: not alike in every run */
};

PP_END_DECLS

#endif
