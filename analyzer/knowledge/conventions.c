/* Ranges that programs share by convention. */
#include "portplan/conventions.h"

enum {
    TCP = 1 << PP_TCP,
    UDP = 1 << PP_UDP,
};

static const struct pp_convention conventions[] = {
#define PP_CONVENTION(first, last, protocols, name, source) \
    {{first, last},                                         \
     {((protocols)&TCP) != 0, ((protocols)&UDP) != 0},      \
     name,                                                  \
     source},
#include "conventions.def"
#undef PP_CONVENTION
};

const struct pp_convention *pp_conventions(size_t *ret_count)
{
    *ret_count = PP_ARRAY_LEN(conventions);
    return conventions;
}
