/* The index of an object's properties: what it costs to ask. */
#include <criterion/criterion.h>

#include "base/bounds.h"
#include "parse/powershell/ps_kind.h"
#include "parse/powershell/ps_object.h"

static void
add(struct pp_ps_object *object, const char *name, const char *value)
{
    const struct pp_ps_property property = {.name = pp_sv_from(name),
                                            .value = pp_sv_from(value)};
    cr_assert_eq(pp_ps_object_add(object, &property), PP_OK);
}

/* As many properties as an object takes, named by a format. */
static void fill(struct pp_ps_object *object, const char *format)
{
    struct pp_buf name;
    pp_buf_init(&name, 100);
    for (int i = 0; i < PP_LIMIT_PS_PROPERTIES; i++) {
        pp_buf_clear(&name);
        pp_buf_printf(&name, "%s%d", format, i);
        add(object, name.data, "1");
    }
    pp_buf_done(&name);
}

/* Comparisons that finding every name once takes. */
static size_t count_comparisons(const struct pp_ps_object *object)
{
    size_t count = 0;
    for (size_t i = 0; i < PP_PS_BUCKETS; i++) {
        size_t depth = 0;
        for (size_t number = object->buckets[i]; number > 0;
             number = object->pairs.items[number - 1].next) {
            count += ++depth;
        }
    }
    return count;
}

Test(ps_object, a_name_is_found_among_thousands_in_a_few_comparisons)
{
    static const char *const names[] = {"Prop", "p", "Value of a key ", "\xC3"};
    for (size_t i = 0; i < PP_ARRAY_LEN(names); i++) {
        struct pp_ps_object object = {.text = {0}};
        fill(&object, names[i]);
        size_t count = count_comparisons(&object);
        cr_expect_geq(count, PP_LIMIT_PS_PROPERTIES);
        cr_expect_leq(count,
                      PP_LIMIT_PS_PROPERTIES * (size_t)20,
                      "%s: %zu comparisons",
                      names[i],
                      count);
        pp_ps_object_done(&object);
    }
}

Test(ps_object, asking_for_the_kind_looks_at_no_other_property)
{
    struct pp_ps_object object = {.text = {0}};
    add(&object, "MaxUserPort", "65534");
    fill(&object, "Prop");
    for (size_t i = 0; i < object.pairs.count; i++) {
        object.pairs.items[i].name_len = 0;
    }
    cr_expect_eq(pp_ps_kind_of(&object), PP_PS_REGISTRY);
    pp_ps_object_done(&object);
}

Test(ps_object, the_first_of_a_name_is_found_in_any_case)
{
    struct pp_ps_object object = {.text = {0}};
    add(&object, "State", "first");
    add(&object, "other", "");
    add(&object, "STATE", "second");
    const struct pp_ps_pair *found = pp_ps_find(&object, PP_SV("sTaTe"));
    cr_assert_eq(found, &object.pairs.items[0]);
    cr_expect(
        pp_sv_equal(pp_ps_value_of(&object, "other state"), PP_SV("first")));
    cr_expect_null(pp_ps_find(&object, PP_SV("stat")));
    pp_ps_object_clear(&object);
    cr_expect_null(pp_ps_find(&object, PP_SV("State")));
    pp_ps_object_done(&object);
}

Test(ps_object, a_path_may_say_registry_across_two_lines)
{
    struct pp_ps_object object = {.text = {0}};
    add(&object, "A", "1");
    add(&object, "PSPath", "Microsoft.PowerShell.Core\\Regi");
    cr_expect_eq(pp_ps_kind_of(&object), PP_PS_NONE);
    cr_assert_eq(pp_ps_object_append(&object, PP_SV("stry::HKLM")), PP_OK);
    cr_expect_eq(pp_ps_kind_of(&object), PP_PS_REGISTRY);
    pp_ps_object_done(&object);
}
