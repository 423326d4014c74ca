/* Properties of a PowerShell object. */
#include "ps_object.h"

#include "base/alloc.h"
#include "base/bounds.h"
#include "fact/registry.h"
#include "knowledge/system_words.h"

void pp_ps_object_done(struct pp_ps_object *object)
{
    pp_free(object->pairs.items);
    pp_buf_done(&object->text);
    *object = (struct pp_ps_object){0};
}

void pp_ps_object_clear(struct pp_ps_object *object)
{
    struct pp_ps_object empty = {.pairs = object->pairs,
                                 .text = object->text,
                                 .listing = object->listing};
    empty.pairs.count = 0;
    pp_buf_clear(&empty.text);
    *object = empty;
}

/* --- names ---------------------------------------------------------------- */

static size_t bucket_of(struct pp_sv name)
{
    uint32_t hash = 5381;
    for (size_t i = 0; i < name.len; i++) {
        /* The bit that tells the cases of a letter apart is always set. */
        hash = hash * 33 ^ ((unsigned char)name.ptr[i] | 0x20u);
    }
    return hash % PP_PS_BUCKETS;
}

const struct pp_ps_pair *pp_ps_find(const struct pp_ps_object *object,
                                    struct pp_sv name)
{
    size_t number = object->buckets[bucket_of(name)];
    while (number > 0) {
        const struct pp_ps_pair *pair = &object->pairs.items[number - 1];
        if (pp_sv_equal_nocase(pp_ps_name(object, pair), name)) {
            return pair;
        }
        number = pair->next;
    }
    return NULL;
}

/* Whether the value, from `from` on, says that the object is a key of the
 * registry. */
static void note_path(struct pp_ps_object *object,
                      const struct pp_ps_pair *pair,
                      size_t from)
{
    if (pp_sv_equal_nocase(pp_ps_name(object, pair), PP_SV("PSPath")) &&
        pp_ps_find(object, PP_SV("PSPath")) == pair &&
        pp_sv_find_nocase(
            pp_ps_value(object, pair), PP_SV("Registry::"), from) != SIZE_MAX) {
        object->has_registry_path = true;
    }
}

/* Indexes the pair added last, unless its name is there already. */
static void note_name(struct pp_ps_object *object)
{
    struct pp_ps_pair *pair = &object->pairs.items[object->pairs.count - 1];
    const struct pp_sv name = pp_ps_name(object, pair);
    struct pp_sv key;
    if (pp_ps_find(object, name) != NULL) {
        return;
    }
    uint16_t *bucket = &object->buckets[bucket_of(name)];
    pair->next = *bucket;
    *bucket = (uint16_t)object->pairs.count;
    object->has_known_value |=
        pp_known_value_named(name, &key) != PP_KNOWN_NONE;
    note_path(object, pair, 0);
}

bool pp_ps_is_systeminfo(struct pp_ps_object *object)
{
    for (; object->labels_noted < object->pairs.count; object->labels_noted++) {
        const struct pp_sv name =
            pp_ps_name(object, &object->pairs.items[object->labels_noted]);
        object->has_os_name |= pp_system_label_is(name, PP_LABEL_OS_NAME);
        object->has_os_version |= pp_system_label_is(name, PP_LABEL_OS_VERSION);
    }
    return object->has_os_name && object->has_os_version;
}

/* --- adding --------------------------------------------------------------- */

static bool has_room(const struct pp_ps_object *object, size_t bytes)
{
    return bytes <= PP_LIMIT_PS_OBJECT_BYTES &&
           object->text.len <= PP_LIMIT_PS_OBJECT_BYTES - bytes;
}

enum pp_status pp_ps_object_add(struct pp_ps_object *object,
                                const struct pp_ps_property *property)
{
    const struct pp_sv name = property->name;
    if (object->text.max == 0) {
        pp_buf_init(&object->text, PP_LIMIT_PS_OBJECT_BYTES);
    }
    if (object->pairs.count >= PP_LIMIT_PS_PROPERTIES ||
        !has_room(object, name.len + property->value.len)) {
        return PP_OK;
    }
    PP_TRY(PP_VEC_RESERVE(&object->pairs, 1, PP_LIMIT_PS_PROPERTIES));
    struct pp_ps_pair pair = {
        .name_at = object->text.len,
        .name_len = name.len,
        .value_at = object->text.len + name.len,
        .value_len = property->value.len,
        .is_list = property->is_list,
        .place = property->place,
    };
    pp_buf_add(&object->text, name);
    pp_buf_add(&object->text, property->value);
    PP_TRY(object->text.status);
    object->pairs.items[object->pairs.count++] = pair;
    note_name(object);
    return PP_OK;
}

enum pp_status pp_ps_object_append(struct pp_ps_object *object,
                                   struct pp_sv more)
{
    const size_t overlap = PP_SV("Registry::").len - 1;
    if (object->pairs.count == 0 || !has_room(object, more.len)) {
        return PP_OK;
    }
    struct pp_ps_pair *last = &object->pairs.items[object->pairs.count - 1];
    pp_buf_add(&object->text, more);
    PP_TRY(object->text.status);
    size_t from = last->value_len > overlap ? last->value_len - overlap : 0;
    last->value_len += more.len;
    note_path(object, last, from);
    return PP_OK;
}

/* --- asking --------------------------------------------------------------- */

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

bool pp_ps_has_any(const struct pp_ps_object *object, const char *names)
{
    struct pp_sv name;
    while (pp_ps_next_word(&names, &name)) {
        if (pp_ps_find(object, name) != NULL) {
            return true;
        }
    }
    return false;
}

const struct pp_ps_pair *pp_ps_first_set(const struct pp_ps_object *object,
                                         const char *names)
{
    struct pp_sv name;
    while (pp_ps_next_word(&names, &name)) {
        const struct pp_ps_pair *pair = pp_ps_find(object, name);
        if (pair != NULL && pair->value_len > 0) {
            return pair;
        }
    }
    return NULL;
}

struct pp_sv pp_ps_value_of(const struct pp_ps_object *object,
                            const char *names)
{
    const struct pp_ps_pair *pair = pp_ps_first_set(object, names);
    return pair != NULL ? pp_ps_value(object, pair) : (struct pp_sv){NULL, 0};
}

bool pp_ps_next_word(const char **io_words, struct pp_sv *ret_word)
{
    const char *word = *io_words + strspn(*io_words, " ");
    *ret_word = (struct pp_sv){word, strcspn(word, " ")};
    *io_words = word + ret_word->len;
    return ret_word->len > 0;
}

bool pp_ps_is_one_of(struct pp_sv text, const char *words)
{
    struct pp_sv word;
    while (pp_ps_next_word(&words, &word)) {
        if (pp_sv_equal_nocase(text, word)) {
            return true;
        }
    }
    return false;
}

bool pp_ps_is_cut(struct pp_sv value)
{
    return pp_sv_ends(value, PP_SV("...")) ||
           pp_sv_ends(value, PP_SV("\xE2\x80\xA6")); /* U+2026 */
}
