/*
 * The known word nearest to a mistyped one, for "is ... meant?".
 */
#ifndef PP_BASE_NEAREST_H
#define PP_BASE_NEAREST_H

#include "portplan/sv.h"

/* The names of a table, by index; NULL behind the last. */
typedef const char *(*pp_name_fn)(size_t index);

/* The name that is nearest to the word, in any case of letters; NULL: none is
 * near enough. */
const char *pp_nearest_name(struct pp_sv word, pp_name_fn name_at);
const char *
pp_nearest_of(struct pp_sv word, const char *const *names, size_t count);

#endif
