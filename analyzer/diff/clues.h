/*
 * What the rules about events look at: the differences between two machines,
 * counted. Nothing is concluded here.
 */
#ifndef PP_DIFF_CLUES_H
#define PP_DIFF_CLUES_H

#include "diff_parts.h"

/* What became of the blocks of winnat and the pools of HNS, over all protocols
 * that both sides have a table of. Flags, so that a rule may name several. */
enum situation {
    SITUATION_NONE = 0,
    SITUATION_ALL_GONE = 1 << 0,
    SITUATION_ALL_GONE_WITH_RANGE = 1 << 1, /* and HNS's own range with them */
    SITUATION_APPEARED = 1 << 2,            /* where there was none */
    SITUATION_APPEARED_WITH_RANGE = 1 << 3,
    SITUATION_REPLACED = 1 << 4,      /* none stayed */
    SITUATION_REPLACED_NEAR = 1 << 5, /* and the new ones are near the old */
    SITUATION_MOST_MOVED = 1 << 6,    /* less than half of them stayed */
    SITUATION_SOME_MOVED = 1 << 7,
    SITUATION_FEWER = 1 << 8,          /* some gone, none new */
    SITUATION_MORE = 1 << 9,           /* some new, none gone */
    SITUATION_RESERVED_OVER = 1 << 10, /* some gone, and a reservation is where
                                        * one of them was */
};

/* Whether the machine was started in between. */
enum boot {
    BOOT_UNKNOWN = 1 << 0,
    BOOT_SAME = 1 << 1,
    BOOT_OTHER = 1 << 2,
};

struct block_clues {
    size_t before; /* blocks in the tables */
    size_t after;
    size_t kept;
    size_t gone;
    size_t fresh;
    size_t unsure; /* on one side, where the other cannot tell */
};

struct clues {
    enum situation situation;
    enum boot boot;
    bool is_boot_time;         /* systeminfo says it; else process ids */
    struct block_clues blocks; /* of winnat; with pools where those changed */
    bool is_of_hns;            /* pools changed: stopping winnat leaves those */
    size_t other_kept;         /* rows that stayed and are no blocks */
    bool is_proven;            /* all tables compared are whole */
    enum pp_tri hyper_v[2];    /* the feature, before and after */
    enum pp_tri winnat_runs;   /* after */
};

/* A row of winnat or HNS that a restart makes anew; how many blocks it is:
 * lists in prose (`may_merge`) join neighbours. 0: it is none. */
size_t blocks_in(const struct pp_exclusion *row, bool may_merge);

/* Whether the rows of this protocol come from lists that may join blocks. */
bool may_merge_blocks(const struct pp_diff *diff, enum pp_protocol protocol);

/* The boot time that systeminfo printed, the last one; NULL: none. */
const struct pp_fact *boot_time_of(const struct pp_machine *machine);

struct clues clues_of(const struct pp_diff *diff);

#endif
