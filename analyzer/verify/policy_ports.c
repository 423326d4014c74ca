/* Ports that a rule is about, each once. */
#include "policy_ports.h"

#include "base/alloc.h"
#include "base/bounds.h"
#include "base/vec.h"

static bool is_same(const struct pp_wanted *a, const struct pp_wanted *b)
{
    if (a->unclear != NULL || b->unclear != NULL) {
        return a->unclear != NULL && b->unclear != NULL &&
               pp_sv_equal(a->text, b->text) && pp_sv_equal(a->owner, b->owner);
    }
    return a->ports.protocol == b->ports.protocol &&
           pp_range_equal(a->ports.range, b->ports.range) &&
           a->has_kind == b->has_kind && a->kind == b->kind;
}

bool pp_wanted_has(const struct pp_wanted_list *list,
                   const struct pp_wanted *wanted)
{
    for (size_t i = 0; i < list->count; i++) {
        if (is_same(&list->items[i], wanted)) {
            return true;
        }
    }
    return false;
}

static enum pp_status add_new(struct pp_wanted_list *list,
                              const struct pp_wanted *wanted)
{
    PP_TRY(PP_VEC_RESERVE(list, 1, PP_LIMIT_RULE_PORTS));
    list->items[list->count++] = *wanted;
    return PP_OK;
}

enum pp_status pp_wanted_add(struct pp_wanted_list *list,
                             const struct pp_wanted *wanted)
{
    if (pp_wanted_has(list, wanted)) {
        return PP_OK;
    }
    return add_new(list, wanted);
}

void pp_wanted_done(struct pp_wanted_list *list)
{
    pp_free(list->items);
    *list = (struct pp_wanted_list){0};
}

enum pp_status pp_port_source_add(const struct port_source *source,
                                  const struct pp_wanted *wanted)
{
    struct pp_wanted copy = *wanted;
    if (pp_wanted_has(source->list, wanted)) {
        return PP_OK; /* what is not kept is not copied */
    }
    if (!pp_arena_copy(source->arena, wanted->text, &copy.text) ||
        !pp_arena_copy(source->arena, wanted->owner, &copy.owner)) {
        return PP_ERR_NOMEM;
    }
    return add_new(source->list, &copy);
}
