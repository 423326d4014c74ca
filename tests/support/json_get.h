/* Members of a JSON document by name and kind, as tests ask for them. */
#ifndef PP_TESTS_SUPPORT_JSON_GET_H
#define PP_TESTS_SUPPORT_JSON_GET_H

#include "json/json.h"

/* true, false, or null for PP_UNKNOWN (a null in the text, not NULL). */
static inline bool pp_json_value_tri(const struct pp_json_value *value,
                                     enum pp_tri *ret_value)
{
    bool is_true = false;
    bool is_bool = pp_json_value_bool(value, &is_true);
    if (!is_bool &&
        (value == NULL || pp_json_value_kind(value) != PP_JSON_NULL)) {
        return false;
    }
    *ret_value = !is_bool ? PP_UNKNOWN : is_true ? PP_YES : PP_NO;
    return true;
}

/* pp_json_get and the value as what it is, in one step. */
static inline bool pp_json_get_sv(const struct pp_json_value *object,
                                  const char *key,
                                  struct pp_sv *ret_text)
{
    return pp_json_value_sv(pp_json_get(object, key), ret_text);
}

static inline bool pp_json_get_double(const struct pp_json_value *object,
                                      const char *key,
                                      double *ret_value)
{
    return pp_json_value_double(pp_json_get(object, key), ret_value);
}

static inline bool pp_json_get_bool(const struct pp_json_value *object,
                                    const char *key,
                                    bool *ret_value)
{
    return pp_json_value_bool(pp_json_get(object, key), ret_value);
}

static inline bool pp_json_get_u64(const struct pp_json_value *object,
                                   const char *key,
                                   uint64_t max,
                                   uint64_t *ret_value)
{
    return pp_json_value_u64(pp_json_get(object, key), max, ret_value);
}

static inline bool pp_json_get_tri(const struct pp_json_value *object,
                                   const char *key,
                                   enum pp_tri *ret_value)
{
    return pp_json_value_tri(pp_json_get(object, key), ret_value);
}

/* How many elements; 0 for a scalar and NULL. */
static inline size_t pp_json_count(const struct pp_json_value *container)
{
    size_t count = 0;
    for (const struct pp_json_value *at = pp_json_first(container); at != NULL;
         at = pp_json_next(at)) {
        count++;
    }
    return count;
}

#endif
