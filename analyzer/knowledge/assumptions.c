/* The table of assumptions, finding rows and values by name, and what is
 * assumed as JSON. */
#include "portplan/assumptions.h"

static const struct pp_assumption_info infos[PP_ASSUMPTION_COUNT] = {
#define PP_ASSUMPTION(id, number, name, question, values, evidence) \
    {number, name, question, values, evidence},
#include "portplan/assumptions.def"
#undef PP_ASSUMPTION
};

const struct pp_assumption_info *pp_assumption_infos(size_t *ret_count)
{
    *ret_count = PP_ARRAY_LEN(infos);
    return infos;
}

bool pp_assumption_value_at(const struct pp_assumption_info *info,
                            size_t index,
                            struct pp_sv *ret_value)
{
    struct pp_sv values = pp_sv_from(info->values);
    size_t from = 0;
    for (;;) {
        size_t bar = pp_sv_find(values, PP_SV("|"), from);
        if (index == 0) {
            *ret_value = pp_sv_sub(values, from, bar - from);
            return true;
        }
        if (bar == SIZE_MAX) {
            return false;
        }
        from = bar + 1;
        index--;
    }
}

static char fold(char c)
{
    if (c >= 'A' && c <= 'Z') {
        return (char)(c - 'A' + 'a');
    }
    return c == '_' ? '-' : c;
}

static bool names_equal(struct pp_sv text, struct pp_sv wanted)
{
    if (text.len != wanted.len) {
        return false;
    }
    for (size_t i = 0; i < text.len; i++) {
        if (fold(text.ptr[i]) != fold(wanted.ptr[i])) {
            return false;
        }
    }
    return true;
}

static const struct pp_assumption_info *find_info(struct pp_sv name)
{
    for (size_t i = 0; i < PP_ARRAY_LEN(infos); i++) {
        if (names_equal(name, pp_sv_from(infos[i].name)) ||
            (infos[i].id[0] == 'U' &&
             names_equal(name, pp_sv_from(infos[i].id)))) {
            return &infos[i];
        }
    }
    return NULL;
}

enum pp_status pp_assumptions_set(struct pp_assumptions *assumptions,
                                  struct pp_sv setting,
                                  const struct pp_assumption_info **reterr_info)
{
    size_t equals = pp_sv_find(setting, PP_SV("="), 0);
    if (equals == SIZE_MAX) {
        return PP_ERR_FORMAT;
    }
    struct pp_sv name = pp_sv_trim(pp_sv_sub(setting, 0, equals));
    struct pp_sv value =
        pp_sv_trim(pp_sv_sub(setting, equals + 1, setting.len));
    const struct pp_assumption_info *info = find_info(name);
    struct pp_sv known;
    for (uint8_t i = 0; info != NULL && pp_assumption_value_at(info, i, &known);
         i++) {
        if (names_equal(value, known)) {
            assumptions->chosen[info - infos] = i;
            return PP_OK;
        }
    }
    if (reterr_info != NULL) {
        *reterr_info = info;
    }
    return PP_ERR_INVALID;
}

struct pp_sv pp_assumptions_value(const struct pp_assumptions *assumptions,
                                  enum pp_assumption assumption)
{
    struct pp_sv value = {NULL, 0};
    (void)pp_assumption_value_at(
        &infos[assumption], assumptions->chosen[assumption], &value);
    return value;
}

void pp_assumptions_json(struct pp_json *parent,
                         const struct pp_assumptions *assumptions)
{
    struct pp_json *values = pp_json_object(parent, "assumptions");
    for (size_t i = 0; i < PP_ARRAY_LEN(infos); i++) {
        pp_json_add_sv(
            values,
            infos[i].name,
            pp_assumptions_value(assumptions, (enum pp_assumption)i));
    }
}
