/*
 * The known word nearest to a mistyped one, for "is ... meant?".
 */
#ifndef PP_COMMAND_WORDS_NEAREST_H
#define PP_COMMAND_WORDS_NEAREST_H

#include "portplan/sv.h"

/* The names of a table, by index; NULL behind the last. */
typedef const char *(*name_fn)(size_t index);

/* The name that is nearest to the word; NULL: none is near enough. */
const char *pps_nearest_name(struct pp_sv word, name_fn name_at);

#endif
