/* The options of `suggest`, read before any capture. */
#ifndef PP_CLI_SUGGEST_OPTIONS_H
#define PP_CLI_SUGGEST_OPTIONS_H

#include "portplan/suggest.h"

#include "cli.h"
#include "suggest/suggest.h"

struct suggest_options {
    struct pp_suggest_options asked;
    uint32_t runs; /* simulated boots of a machine; 0: as many as are usual */
    struct pp_assumptions assumptions;
};

/* False after a complaint. */
bool suggest_read_options(const struct cli *cli,
                          struct suggest_options *ret_options);

/* Puts the systems of --also into the question; false after a complaint. */
bool suggest_read_also(const struct cli *cli, struct pp_suggest *suggest);

#endif
