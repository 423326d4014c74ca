/* Properties of a PowerShell object. */
#include "ps_object.h"

#include "base/alloc.h"
#include "base/bounds.h"

void pp_ps_object_done(struct pp_ps_object *object)
{
    pp_free(object->pairs.items);
    pp_buf_done(&object->text);
    *object = (struct pp_ps_object){0};
}

void pp_ps_object_clear(struct pp_ps_object *object)
{
    object->pairs.count = 0;
    pp_buf_clear(&object->text);
}

/* A full object takes no more, which is no failure. */
static enum pp_status forgive_limit(enum pp_status status)
{
    return status == PP_ERR_LIMIT ? PP_OK : status;
}

static bool has_room(const struct pp_ps_object *object, size_t bytes)
{
    return bytes <= PP_LIMIT_PS_OBJECT_BYTES &&
           object->text.len <= PP_LIMIT_PS_OBJECT_BYTES - bytes;
}

enum pp_status pp_ps_object_add(struct pp_ps_object *object,
                                struct pp_sv name,
                                struct pp_sv value,
                                struct pp_place place)
{
    if (object->text.max == 0) {
        pp_buf_init(&object->text, PP_LIMIT_PS_OBJECT_BYTES);
    }
    if (object->pairs.count >= PP_LIMIT_PS_PROPERTIES ||
        !has_room(object, name.len + value.len)) {
        return PP_OK;
    }
    PP_TRY(PP_VEC_RESERVE(&object->pairs, 1, PP_LIMIT_PS_PROPERTIES));
    struct pp_ps_pair pair = {
        .name_at = object->text.len,
        .name_len = name.len,
        .value_at = object->text.len + name.len,
        .value_len = value.len,
        .place = place,
    };
    pp_buf_add(&object->text, name);
    pp_buf_add(&object->text, value);
    if (object->text.status != PP_OK) {
        return forgive_limit(object->text.status);
    }
    object->pairs.items[object->pairs.count++] = pair;
    return PP_OK;
}

enum pp_status pp_ps_object_append(struct pp_ps_object *object,
                                   struct pp_sv more)
{
    if (object->pairs.count == 0 || !has_room(object, more.len)) {
        return PP_OK;
    }
    struct pp_ps_pair *last = &object->pairs.items[object->pairs.count - 1];
    pp_buf_add(&object->text, more);
    if (object->text.status != PP_OK) {
        return forgive_limit(object->text.status);
    }
    last->value_len += more.len;
    return PP_OK;
}

void pp_ps_object_mark_list(struct pp_ps_object *object)
{
    if (object->pairs.count > 0) {
        object->pairs.items[object->pairs.count - 1].is_list = true;
    }
}

struct pp_sv pp_ps_name(const struct pp_ps_object *object,
                        const struct pp_ps_pair *pair)
{
    return pp_sv_sub(pp_buf_view(&object->text), pair->name_at, pair->name_len);
}

struct pp_sv pp_ps_value(const struct pp_ps_object *object,
                         const struct pp_ps_pair *pair)
{
    return pp_sv_sub(
        pp_buf_view(&object->text), pair->value_at, pair->value_len);
}

const struct pp_ps_pair *pp_ps_find(const struct pp_ps_object *object,
                                    const char *name)
{
    const struct pp_sv wanted = pp_sv_from(name);
    for (size_t i = 0; i < object->pairs.count; i++) {
        const struct pp_ps_pair *pair = &object->pairs.items[i];
        if (pp_sv_equal_nocase(pp_ps_name(object, pair), wanted)) {
            return pair;
        }
    }
    return NULL;
}

const struct pp_ps_pair *pp_ps_find_set(const struct pp_ps_object *object,
                                        const char *name)
{
    const struct pp_ps_pair *pair = pp_ps_find(object, name);
    return pair != NULL && pair->value_len > 0 ? pair : NULL;
}

bool pp_ps_is_cut(struct pp_sv value)
{
    return pp_sv_ends(value, PP_SV("...")) ||
           pp_sv_ends(value, PP_SV("\xE2\x80\xA6")); /* U+2026 */
}
