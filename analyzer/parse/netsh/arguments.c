/* Arguments of commands that map ports. */
#include "arguments.h"

#include "base/bytes.h"

bool pp_next_argument(struct pp_cursor *cursor, struct pp_sv *ret_argument)
{
    (void)pp_cursor_skip_blanks(cursor);
    const char *start = cursor->at;
    char quote = 0;
    while (!pp_cursor_at_end(cursor) &&
           (quote != 0 || !pp_is_one_of(*cursor->at, " \t;&|)"))) {
        const char c = *cursor->at++;
        if (c == quote) {
            quote = 0;
        } else if (quote == 0 && (c == '"' || c == '\'')) {
            quote = c;
        }
    }
    const struct pp_sv argument = {start, (size_t)(cursor->at - start)};
    *ret_argument = pp_trim_start(pp_trim_end(argument, "\"'"), "\"'");
    return argument.len > 0;
}

bool pp_is_argument(struct pp_sv argument,
                    const char *name,
                    struct pp_sv *ret_value)
{
    const size_t equals = pp_sv_find(argument, PP_SV("="), 0);
    if (equals == SIZE_MAX ||
        !pp_sv_equal_nocase(pp_sv_sub(argument, 0, equals), pp_sv_from(name))) {
        return false;
    }
    *ret_value =
        pp_trim_start(pp_sv_sub(argument, equals + 1, SIZE_MAX), "\"'");
    return true;
}

struct pp_rras_mapping pp_rras_mapping_read(struct pp_cursor cursor)
{
    static const char *const names[] = {
        "name", "proto", "publicip", "publicport", "privateip", "privateport"};
    struct pp_rras_mapping mapping = {0};
    struct pp_sv argument;
    for (size_t place = 0; pp_next_argument(&cursor, &argument); place++) {
        size_t at = place;
        struct pp_sv value = argument;
        for (size_t i = 0; i < PP_ARRAY_LEN(names); i++) {
            at = pp_is_argument(argument, names[i], &value) ? i : at;
        }
        if (at == 0) {
            mapping.interface = value;
        } else if (at <= PP_RRAS_VALUES) {
            mapping.values[at - 1] = value;
        }
    }
    return mapping;
}
