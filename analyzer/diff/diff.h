/*
 * The question of `portplan diff`: what changed between two captures of a
 * machine, and what probably happened in between.
 *
 * What only one of the two captures can show is unknown, never a change: a
 * protocol without a table on one side, a row that would stand behind the end
 * of a table that was cut off, a registry value that one side did not capture.
 */
#ifndef PP_DIFF_DIFF_H
#define PP_DIFF_DIFF_H

#include "portplan/load.h"
#include "portplan/portset.h"

#include "base/arena.h"
#include "base/vec.h"
#include "event.h"

/* --- the tables of exclusions --- */

/* A row on both sides, or on one: then the other is NULL. Borrowed from the
 * machines. */
struct pp_diff_row {
    const struct pp_exclusion *before;
    const struct pp_exclusion *after;
};

/* Whether a kept row survives a reboot on one side only, as both captures
 * show. */
static inline bool pp_diff_row_persists_anew(const struct pp_diff_row *row)
{
    return row->before != NULL && row->after != NULL &&
           row->before->is_persistent != PP_UNKNOWN &&
           row->after->is_persistent != PP_UNKNOWN &&
           row->before->is_persistent != row->after->is_persistent;
}

struct pp_diff_rows {
    struct pp_diff_row *items;
    size_t count;
    size_t capacity;
};

/*
 * Two tables of one protocol. `kept`, `removed`, `added` and `unknown` part
 * the rows: each row of either table stands in exactly one of them, ascending.
 *
 * A row is kept if the other table has its range with the same mark (`*`), or
 * if one of the two lost its marks. `moved` and `changed` say more of rows
 * that stand in `removed` and `added` too:
 *
 * moved    a block of winnat or a pool of HNS that is gone, and a new one of
 *          the same size: paired in ascending order, so that the ports
 *          between the pairs add up to the least
 * changed  the same range with another mark: something else holds it now
 */
struct pp_diff_table {
    bool is_compared; /* both sides have a table; or neither has one, and both
                       * show the persistent store, whose rows these are */
    struct pp_diff_rows kept;
    struct pp_diff_rows removed;
    struct pp_diff_rows added;
    struct pp_diff_rows unknown; /* on one side; the other cannot tell */
    struct pp_diff_rows moved;
    struct pp_diff_rows changed;
};

/* Whether the dynamic ranges differ; PP_UNKNOWN unless both sides show theirs
 * (captured, or given by MaxUserPort). */
enum pp_tri pp_diff_dynamic_changed(const struct pp_dynamic *before,
                                    const struct pp_dynamic *after);

/* --- sockets --- */

/* Ports that sockets hold (listening, bound, UDP): one item an address and
 * port. Borrowed from the machines. */
struct pp_diff_sockets {
    /* Both sides list sockets of the protocol and share one at least. A whole
     * listing always has some that every boot brings; listings without a
     * common socket were filtered, or are of two machines. */
    bool is_compared;
    const struct pp_socket **opened;
    size_t opened_count;
    const struct pp_socket **closed;
    size_t closed_count;
    size_t kept_count;
    size_t same_process_count;  /* of the kept: by the same process id */
    size_t other_process_count; /* of the kept: by another process id */
};

/* --- the rest of the machine --- */

/* A version of Windows, update, service, feature, known registry value or
 * setting that both sides tell of and that differs. An update has one side
 * alone where both have a list of them; so has a URL registered with http.sys,
 * and one reserved (urlacl), where both list such ones and share one at least.
 */
struct pp_diff_fact {
    const struct pp_fact *before;
    const struct pp_fact *after;
};

/* --- the answer --- */

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
    /* By what they explain, in the order of enum pp_event_about; the likeliest
     * of several alternatives first. */
    PP_VEC(struct pp_event) events;
    struct pp_arena arena; /* evidence */
};

/* Compares two finished machines, which are borrowed for as long as the
 * answer lives. The caller frees it with pp_diff_free. */
enum pp_status pp_diff_run(const struct pp_machine *before,
                           const struct pp_machine *after,
                           struct pp_diff **ret_diff) PP_MUST_CHECK;
void pp_diff_free(struct pp_diff *diff);

/* PP_YES: nothing that both captures show differs. PP_NO: something does.
 * PP_UNKNOWN: they show nothing in common. */
enum pp_tri pp_diff_is_same(const struct pp_diff *diff);

#endif
