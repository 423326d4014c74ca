/*
 * A text cut into the commands of cmd and PowerShell. All texts are views into
 * it. Private to sim/.
 */
#ifndef PP_SIM_STEPS_SCRIPT_H
#define PP_SIM_STEPS_SCRIPT_H

#include "portplan/sv.h"

/* When the shell runs a command. */
enum script_join {
    SCRIPT_ALWAYS = 0,
    SCRIPT_IF_OK,     /* behind `&&` */
    SCRIPT_IF_FAILED, /* behind `||` */
};

struct script_command {
    struct pp_sv text; /* the pipe and all that is behind it included */
    enum script_join join;
};

/* How far a line was cut; zeroed at its beginning. */
struct script_place {
    size_t at;
    bool ignores_brackets; /* one is not closed: the rest are bytes, so that the
                            * whole stays linear */
};

/* The next command of the line; false at its end. What brackets and quotes hold
 * together is one command; `#` begins a comment. */
bool pps_script_next(struct pp_sv line,
                     struct script_place *place,
                     struct script_command *ret_command);

/* Where the first pipe outside of quotes and brackets stands in a command;
 * SIZE_MAX without one. */
size_t pps_script_pipe(struct pp_sv command);

/* Whether a `^` or a backtick at its end joins the line with the next one. */
bool pps_script_goes_on(struct pp_sv line);

/* How many brackets the line opens beyond those that it closes; below 0 where
 * it closes more. */
long pps_script_brackets(struct pp_sv line);

/* Where the bracket that opens the text is closed; SIZE_MAX: nowhere. */
size_t pps_script_close(struct pp_sv text);

#endif
