/* The table of section parsers. The tables of `show excludedportrange` and
 * `show dynamicport` are the driver's own: their rows come by the million. */
#include "parser.h"

const struct pp_parser *const *pp_parsers(size_t *ret_count)
{
    static const struct pp_parser *const parsers[] = {
        NULL,
    };
    *ret_count = PP_ARRAY_LEN(parsers) - 1;
    return parsers;
}
