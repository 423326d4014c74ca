/*
 * Where a value stands in its text. cJSON keeps no places; but it keeps all
 * values in their order, so the number of a value, counted through the whole
 * document, is the same in the tree and in the text.
 */
#ifndef PP_JSON_JSON_PLACE_H
#define PP_JSON_JSON_PLACE_H

#include "portplan/sv.h"

#include "json.h"

/* Finds the place of a value by counting values from the beginning: for the
 * few that something is to be said about. False, and nothing written, for a
 * value that is none of the root's. */
bool pp_json_locate(struct pp_sv text,
                    const struct pp_json_value *root,
                    const struct pp_json_value *value,
                    struct pp_json_place *ret_place);

#endif
