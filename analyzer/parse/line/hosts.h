/*
 * The machines that the captures of one load speak of. A paste is of one
 * machine until a line names another (host_evidence.h); sections carry the
 * index of theirs.
 *
 * A machine goes by up to two names: the one it is reached by, which may be an
 * address, and the one it has itself.
 */
#ifndef PP_PARSE_LINE_HOSTS_H
#define PP_PARSE_LINE_HOSTS_H

#include "portplan/fact.h"

#include "base/arena.h"
#include "base/vec.h"
#include "host_evidence.h"

struct pp_known_host {
    struct pp_sv reached_by;
    struct pp_sv own_name;
    bool is_local; /* the machine with the bare prompt */
};

/* All zero but the arena, which is the caller's: no machine named yet. */
struct pp_hosts {
    struct pp_arena *arena;
    PP_VEC(struct pp_known_host) known;
    PP_VEC(struct pp_host) told; /* the same ones, as the load reports them */
    uint32_t current;
    bool is_asked; /* the next line is the machine's own name */
    bool is_fresh; /* this capture has named no machine yet */
};

void pp_hosts_done(struct pp_hosts *hosts);

/* Another capture begins: it is of the same machine until it says otherwise,
 * and a bare prompt in it says nothing. */
void pp_hosts_begin_capture(struct pp_hosts *hosts);

/* Undoes what was learned since `before`, a copy of `hosts`. */
void pp_hosts_go_back(struct pp_hosts *hosts, const struct pp_hosts *before);

/* What a line with text says; `place` is where. *ret_host gets the machine it
 * and the lines below are of. The caller ends what is open and sets
 * `hosts->current` where that is another one. */
enum pp_status pp_hosts_learn(struct pp_hosts *hosts,
                              struct pp_sv line,
                              struct pp_place place,
                              uint32_t *ret_host) PP_MUST_CHECK;

#endif
