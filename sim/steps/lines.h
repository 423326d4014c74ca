/*
 * The lines of a script: those that go on are one, comments over lines are
 * passed over, what editors make of quotes and dashes is plain again.
 */
#ifndef PP_SIM_STEPS_LINES_H
#define PP_SIM_STEPS_LINES_H

#include "portplan/base.h"
#include "portplan/sv.h"

#include "base/arena.h"

/* All zero but the first two at the start. */
struct step_lines {
    struct pp_sv text;
    struct pp_arena *arena; /* for what is written anew; borrowed */
    size_t at;              /* the next line */
    uint64_t number;        /* of the last line read */
};

struct step_line {
    struct pp_sv text; /* of as many bytes as `pasted` */
    struct pp_sv pasted;
    uint64_t number;       /* of its first line */
    enum pp_status status; /* PP_ERR_NOMEM: no text */
};

/* The next line; false: there is none. */
bool pps_lines_next(struct step_lines *lines, struct step_line *ret_line);

/* Moves behind the block that the text opens and does not close; the line that
 * closes it is a part of it. */
void pps_lines_skip_block(struct step_lines *lines, struct pp_sv text);

#endif
