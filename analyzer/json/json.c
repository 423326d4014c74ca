/*
 * Reading JSON: the only file that includes cJSON.h. What reaches cJSON has
 * passed json_check.c. A pp_json_value is a cJSON item under another name.
 */
#include "json.h"

#include <cjson/cJSON.h>

#include "base/alloc.h"
#include "json_check.h"

static const cJSON *as_item(const struct pp_json_value *value)
{
    return (const cJSON *)(const void *)value;
}

static const struct pp_json_value *as_value(const cJSON *item)
{
    return (const struct pp_json_value *)(const void *)item;
}

static void *allocate(size_t size)
{
    return pp_calloc(1, size);
}

/* cJSON keeps its allocator in a global: it is set to the same values before
 * every use, and pp_free is free, so that another user of cJSON in the same
 * program that sets its own does no harm to us. */
static void set_hooks(void)
{
    cJSON_Hooks hooks = {.malloc_fn = allocate, .free_fn = pp_free};
    cJSON_InitHooks(&hooks);
}

/* Numbers the values in the order of the text, as their places are. The
 * number takes the field that cJSON itself gives up ("deprecated"). */
static void number_values(cJSON *item, int *next)
{
    item->valueint = (*next)++;
    for (cJSON *at = item->child; at != NULL; at = at->next) {
        number_values(at, next);
    }
}

enum pp_status pp_json_parse_placed(struct pp_sv text,
                                    struct pp_json_value **ret_value,
                                    struct pp_json_places *places,
                                    size_t *reterr_offset)
{
    const struct pp_sv bom = PP_SV("\xEF\xBB\xBF");
    size_t bom_bytes = pp_sv_starts(text, bom) ? bom.len : 0;
    struct pp_sv json = pp_sv_sub(text, bom_bytes, SIZE_MAX);
    size_t offset = 0;
    enum pp_status status = pp_json_check(json, places, &offset);
    if (status != PP_OK) {
        if (reterr_offset != NULL) {
            *reterr_offset = bom_bytes + offset;
        }
        return status;
    }
    for (size_t i = 0; places != NULL && i < places->count; i++) {
        places->items[i].key += bom_bytes;
        places->items[i].value += bom_bytes;
    }
    set_hooks();
    const char *end = NULL;
    cJSON *root = cJSON_ParseWithLengthOpts(json.ptr, json.len, &end, false);
    if (root == NULL) {
        return PP_ERR_NOMEM;
    }
    int next = 0;
    number_values(root, &next);
    *ret_value = (struct pp_json_value *)(void *)root;
    return PP_OK;
}

enum pp_status pp_json_parse(struct pp_sv text,
                             struct pp_json_value **ret_value,
                             size_t *reterr_offset)
{
    return pp_json_parse_placed(text, ret_value, NULL, reterr_offset);
}

struct pp_json_place pp_json_place_of(const struct pp_json_places *places,
                                      const struct pp_json_value *value)
{
    return places->items[as_item(value)->valueint];
}

void pp_json_value_free(struct pp_json_value *root)
{
    if (root != NULL) {
        set_hooks();
        cJSON_Delete((cJSON *)(void *)root);
    }
}

enum pp_json_kind pp_json_value_kind(const struct pp_json_value *value)
{
    const cJSON *item = as_item(value);
    if (cJSON_IsBool(item)) {
        return PP_JSON_BOOL;
    }
    if (cJSON_IsNumber(item)) {
        return PP_JSON_NUMBER;
    }
    if (cJSON_IsString(item)) {
        return PP_JSON_STRING;
    }
    if (cJSON_IsArray(item)) {
        return PP_JSON_ARRAY;
    }
    return cJSON_IsObject(item) ? PP_JSON_OBJECT : PP_JSON_NULL;
}

bool pp_json_value_sv(const struct pp_json_value *value, struct pp_sv *ret_text)
{
    const cJSON *item = as_item(value);
    if (!cJSON_IsString(item)) {
        return false;
    }
    *ret_text = pp_sv_from(item->valuestring);
    return true;
}

bool pp_json_value_double(const struct pp_json_value *value, double *ret_value)
{
    const cJSON *item = as_item(value);
    if (!cJSON_IsNumber(item)) {
        return false;
    }
    *ret_value = item->valuedouble;
    return true;
}

bool pp_json_value_bool(const struct pp_json_value *value, bool *ret_value)
{
    const cJSON *item = as_item(value);
    if (!cJSON_IsBool(item)) {
        return false;
    }
    *ret_value = cJSON_IsTrue(item) != 0;
    return true;
}

bool pp_json_value_u64(const struct pp_json_value *value,
                       uint64_t max,
                       uint64_t *ret_value)
{
    double number;
    /* Above 2^53 a double skips whole numbers. */
    if (!pp_json_value_double(value, &number) || !(number >= 0) ||
        number > 9007199254740992.0) {
        return false;
    }
    uint64_t whole = (uint64_t)number;
    if ((double)whole < number || whole > max) {
        return false;
    }
    *ret_value = whole;
    return true;
}

const struct pp_json_value *pp_json_get(const struct pp_json_value *object,
                                        const char *key)
{
    if (!cJSON_IsObject(as_item(object))) {
        return NULL;
    }
    return as_value(cJSON_GetObjectItemCaseSensitive(as_item(object), key));
}

const struct pp_json_value *pp_json_first(const struct pp_json_value *container)
{
    const cJSON *item = as_item(container);
    return item != NULL ? as_value(item->child) : NULL;
}

const struct pp_json_value *pp_json_next(const struct pp_json_value *element)
{
    return as_value(as_item(element)->next);
}

const char *pp_json_key(const struct pp_json_value *member)
{
    return as_item(member)->string;
}
