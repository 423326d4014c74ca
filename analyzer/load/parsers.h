/* The table of section parsers. The tables of `show excludedportrange` and
 * `show dynamicport` are the driver's own: their rows come by the million. */
#ifndef PP_LOAD_PARSERS_H
#define PP_LOAD_PARSERS_H

#include "parse/line/parser.h"

/* All parsers, in the order in which they are asked. */
const struct pp_parser *const *pp_parsers(size_t *ret_count);

#endif
