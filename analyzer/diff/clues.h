/*
 * What the rules about events look at: the differences between two captures,
 * named and counted. Nothing is concluded here.
 */
#ifndef PP_DIFF_CLUES_H
#define PP_DIFF_CLUES_H

#include "diff.h"

enum clue {
    CLUE_NONE = 0,
    /* What became of the blocks of winnat and the pools of HNS, over all
     * protocols that both sides have a table of: one of these. */
    CLUE_ALL_GONE,
    CLUE_ALL_GONE_WITH_RANGE, /* and HNS's own range with them */
    CLUE_APPEARED,            /* where there was none */
    CLUE_APPEARED_WITH_RANGE,
    CLUE_REPLACED,      /* none stayed */
    CLUE_REPLACED_NEAR, /* and the new ones are near the old */
    CLUE_MOST_MOVED,    /* less than half of them stayed */
    CLUE_SOME_MOVED,
    CLUE_FEWER_OR_MORE, /* some gone and none new, or the other way round */
    CLUE_RESERVED_OVER, /* some gone, and a reservation is where one of them
                         * was */
    /* Rows of a table that came or went. A single port whose URL came or
     * went with it is none: the URL says whose it is. */
    CLUE_BLOCK, /* winnat's, or a pool of HNS: what a restart makes anew */
    CLUE_RESERVATION,
    CLUE_HNS_RANGE,
    CLUE_HTTP_PORT, /* a single port that http.sys is known for */
    CLUE_PORT,      /* any other single port */
    CLUE_LAST_OF_TABLES = CLUE_PORT,
    /* A restart of the machine. */
    CLUE_OTHER_BOOT_TIME,
    CLUE_OTHER_PROCESS_IDS,
    /* The dynamic range of one protocol. */
    CLUE_OTHER_RANGE,
    CLUE_BLOCKS_WERE_OUTSIDE, /* of the range that is captured after */
    CLUE_BLOCKS_ARE_OUTSIDE,  /* of the range that was captured before */
    /* Facts that differ: came, or is on now, and the reverse. */
    CLUE_URL_RESERVED,
    CLUE_URL_REGISTERED,
    CLUE_HYPER_V,
    CLUE_FEATURE,
    CLUE_UPDATE,
    CLUE_WINNAT,
    CLUE_HNS,
    CLUE_SERVICE,
    /* Ports that sockets took or gave up. */
    CLUE_SOCKET,
    CLUE_COUNT_
};

/* Whether the machine was started in between; flags, so that a rule may name
 * several. */
enum boot {
    BOOT_UNKNOWN = 1 << 0,
    BOOT_SAME = 1 << 1,
    BOOT_OTHER = 1 << 2,
    BOOT_NOT_SAME = BOOT_UNKNOWN | BOOT_OTHER,
    BOOT_ANY = BOOT_UNKNOWN | BOOT_SAME | BOOT_OTHER,
};

struct block_clues {
    size_t before; /* blocks in the tables */
    size_t after;
    size_t kept;
    size_t gone;
    size_t fresh;
    bool is_sure; /* none stands on one side where the other cannot tell */
};

/* A clue that was seen: of the whole machine (PP_TCP), or of one protocol. */
struct sign {
    enum clue clue;
    bool came; /* else it went; false where there is no such choice */
    enum pp_protocol protocol;
};

struct clues {
    /* Each once, in the order of their events. */
    struct sign signs[CLUE_COUNT_ * PP_PROTOCOL_COUNT * 2];
    size_t count;
    enum boot boot;
    bool is_boot_time;         /* systeminfo says it; else process ids */
    struct block_clues blocks; /* of winnat; with pools where those changed */
    bool is_of_hns;            /* pools changed: stopping winnat leaves those */
    size_t other_kept;         /* rows that stayed and are no blocks */
    bool is_proven;            /* all tables compared are whole */
    enum pp_tri hyper_v[2];    /* the feature, before and after */
    enum pp_tri winnat_runs;   /* after */
};

struct clues pp_clues_of(const struct pp_diff *diff);

/* The next row of one clue that came or went, from index `io_at` on, which is
 * then behind it; NULL at the end. */
const struct pp_exclusion *pp_clue_next_row(const struct pp_diff *diff,
                                            const struct sign *sign,
                                            size_t *io_at);
/* CLUE_NONE for facts that no event explains. */
enum clue pp_clue_of_fact(const struct pp_diff_fact *change, bool *ret_came);

/* Blocks of winnat that do not lie inside the range. */
size_t pp_clue_blocks_outside(const struct pp_machine *machine,
                              enum pp_protocol protocol,
                              struct pp_range range);

/* The boot time that systeminfo printed, the last one; NULL: none. */
const struct pp_fact *pp_clue_boot_time(const struct pp_machine *machine);

#endif
