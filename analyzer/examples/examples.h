/*
 * Built-in captures: what `@hyper-v` in place of a file stands for. They are
 * files of fixtures/documented/, compiled in byte by byte; the list is
 * analyzer/examples/examples.list.
 */
#ifndef PP_EXAMPLES_EXAMPLES_H
#define PP_EXAMPLES_EXAMPLES_H

#include "portplan/sv.h"

/* Everything in static storage. */
struct pp_example {
    const char *name;        /* "hyper-v" */
    const char *description; /* one line of ASCII */
    struct pp_sv bytes;      /* the capture as it came */
};

/* All of them, in the order in which they are listed. */
const struct pp_example *pp_examples(size_t *ret_count);

/* The example of that name, without the `@`, in any case; NULL for none. */
const struct pp_example *pp_example_named(struct pp_sv name);

#endif
