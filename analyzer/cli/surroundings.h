/* What commands see of the system: files, streams, the clock. */
#ifndef PP_CLI_SURROUNDINGS_H
#define PP_CLI_SURROUNDINGS_H

#include <time.h>

#include "command/io.h"
#include "output.h"

struct surroundings {
    struct pps_io io; /* its `user` is this */
    struct output output;
    clock_t begun;    /* of a simulation; 0: none so far */
    bool is_progress; /* a line about it is on the terminal */
};

void surroundings_init(struct surroundings *surroundings);

/* Lets simulations say on the terminal how far they are. */
void surroundings_show_progress(struct surroundings *surroundings);

#endif
