/*
 * Facts of the whole machine, before and after: the version of Windows,
 * updates, services, features, the registry values that are known, settings.
 * Of several facts of one name the last counts, as in the machine itself.
 * URLs of http.sys stand on one side alone, as updates do.
 */
#include "diff_facts.h"

#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/bounds.h"
#include "fact/registry.h"

struct facts {
    const struct pp_fact **items; /* ascending by identity, each once */
    size_t count;
    bool has_updates; /* a list of updates was captured */
};

static char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

static int compare_names(struct pp_sv a, struct pp_sv b)
{
    size_t len = a.len < b.len ? a.len : b.len;
    for (size_t i = 0; i < len; i++) {
        unsigned char left = (unsigned char)lower(a.ptr[i]);
        unsigned char right = (unsigned char)lower(b.ptr[i]);
        if (left != right) {
            return left < right ? -1 : 1;
        }
    }
    return (a.len > b.len) - (a.len < b.len);
}

static int compare_numbers(uint64_t a, uint64_t b)
{
    return (a > b) - (a < b);
}

static bool is_compared(const struct pp_fact *fact)
{
    switch (fact->kind) {
    case PP_FACT_OS:
    case PP_FACT_HOTFIX:
    case PP_FACT_SETTING:
    case PP_FACT_URL:
        return true;
    case PP_FACT_SERVICE:
        return fact->as.service.is_running != PP_UNKNOWN;
    case PP_FACT_FEATURE:
        return fact->as.feature.is_enabled != PP_UNKNOWN;
    case PP_FACT_REGISTRY:
        return pp_known_value_of_fact(&fact->as.registry) != PP_KNOWN_NONE;
    case PP_FACT_EXCLUDED:
    case PP_FACT_DYNAMIC:
    case PP_FACT_SOCKET:
    case PP_FACT_BIND_ERROR:
    case PP_FACT_COMMAND:
    case PP_FACT_GAP:
    case PP_FACT_MENTION:
    case PP_FACT_SOCKET_COUNT:
    case PP_FACT_PROCESS:
    case PP_FACT_EXHAUSTION:
    case PP_FACT_HELD:
        return false;
    }
    return false;
}

/* Whether two facts speak of the same thing: 0. */
static int compare_identities(const struct pp_fact *a, const struct pp_fact *b)
{
    if (a->kind != b->kind) {
        return a->kind < b->kind ? -1 : 1;
    }
    switch (a->kind) {
    case PP_FACT_HOTFIX:
        return compare_numbers(a->as.hotfix.number, b->as.hotfix.number);
    case PP_FACT_SERVICE:
        return compare_names(a->as.service.name, b->as.service.name);
    case PP_FACT_FEATURE:
        return compare_names(a->as.feature.name, b->as.feature.name);
    case PP_FACT_REGISTRY:
        return compare_numbers(pp_known_value_of_fact(&a->as.registry),
                               pp_known_value_of_fact(&b->as.registry));
    case PP_FACT_SETTING: {
        int order = compare_names(a->as.setting.scope, b->as.setting.scope);
        return order != 0
                   ? order
                   : compare_names(a->as.setting.name, b->as.setting.name);
    }
    case PP_FACT_URL: {
        int order =
            compare_numbers(a->as.url.is_registered, b->as.url.is_registered);
        return order != 0 ? order : compare_names(a->as.url.url, b->as.url.url);
    }
    case PP_FACT_OS:
    case PP_FACT_EXCLUDED:
    case PP_FACT_DYNAMIC:
    case PP_FACT_SOCKET:
    case PP_FACT_BIND_ERROR:
    case PP_FACT_COMMAND:
    case PP_FACT_GAP:
    case PP_FACT_MENTION:
    case PP_FACT_SOCKET_COUNT:
    case PP_FACT_PROCESS:
    case PP_FACT_EXHAUSTION:
    case PP_FACT_HELD:
        return 0;
    }
    return 0;
}

/* Facts of a machine stand in one array, in the order of the captures. */
static int compare_items(const void *a, const void *b)
{
    const struct pp_fact *const *left = a;
    const struct pp_fact *const *right = b;
    int order = compare_identities(*left, *right);
    return order != 0 ? order : (*left > *right) - (*left < *right);
}

static void keep_last_of_each(struct facts *facts)
{
    size_t kept = 0;
    for (size_t i = 0; i < facts->count; i++) {
        if (i + 1 == facts->count ||
            compare_identities(facts->items[i], facts->items[i + 1]) != 0) {
            facts->items[kept++] = facts->items[i];
        }
    }
    facts->count = kept;
}

static enum pp_status collect(const struct pp_machine *machine,
                              struct facts *ret_facts)
{
    size_t count = 0;
    const struct pp_fact *facts = pp_machine_facts(machine, &count);
    ret_facts->items = pp_calloc(count + 1, sizeof(*ret_facts->items));
    if (ret_facts->items == NULL) {
        return PP_ERR_NOMEM;
    }
    for (size_t i = 0; i < count; i++) {
        if (is_compared(&facts[i])) {
            ret_facts->items[ret_facts->count++] = &facts[i];
            ret_facts->has_updates |= facts[i].kind == PP_FACT_HOTFIX;
        }
    }
    if (ret_facts->count > 1) {
        qsort(ret_facts->items,
              ret_facts->count,
              sizeof(*ret_facts->items),
              compare_items);
    }
    keep_last_of_each(ret_facts);
    return PP_OK;
}

/* A number that one of the two captures left out is no difference. */
static bool is_other_number(uint32_t before, uint32_t after)
{
    return before != 0 && after != 0 && before != after;
}

static bool is_other_os(const struct pp_os_fact *a, const struct pp_os_fact *b)
{
    return a->major != b->major || a->minor != b->minor ||
           is_other_number(a->build, b->build) ||
           is_other_number(a->revision, b->revision);
}

static bool differ(const struct pp_fact *before, const struct pp_fact *after)
{
    switch (before->kind) {
    case PP_FACT_OS:
        return is_other_os(&before->as.os, &after->as.os);
    case PP_FACT_SERVICE:
        return before->as.service.is_running != after->as.service.is_running;
    case PP_FACT_FEATURE:
        return before->as.feature.is_enabled != after->as.feature.is_enabled;
    case PP_FACT_REGISTRY:
        return before->as.registry.type != after->as.registry.type ||
               before->as.registry.number != after->as.registry.number ||
               !pp_sv_equal(before->as.registry.text, after->as.registry.text);
    case PP_FACT_SETTING:
        return !pp_sv_equal(before->as.setting.value, after->as.setting.value);
    case PP_FACT_HOTFIX:
    case PP_FACT_EXCLUDED:
    case PP_FACT_DYNAMIC:
    case PP_FACT_SOCKET:
    case PP_FACT_URL:
    case PP_FACT_BIND_ERROR:
    case PP_FACT_COMMAND:
    case PP_FACT_GAP:
    case PP_FACT_MENTION:
    case PP_FACT_SOCKET_COUNT:
    case PP_FACT_PROCESS:
    case PP_FACT_EXHAUSTION:
    case PP_FACT_HELD:
        return false;
    }
    return false;
}

static enum pp_status add_difference(struct pp_diff *diff,
                                     const struct pp_fact *before,
                                     const struct pp_fact *after)
{
    PP_TRY(PP_VEC_RESERVE(&diff->facts, 1, 2 * (size_t)PP_LIMIT_FACTS));
    diff->facts.items[diff->facts.count++] =
        (struct pp_diff_fact){before, after};
    const struct pp_fact *fact = before != NULL ? before : after;
    if (fact->kind == PP_FACT_URL && fact->as.url.is_registered) {
        pp_portset_set_range(before == NULL ? &diff->url_ports_added
                                            : &diff->url_ports_removed,
                             fact->range);
    }
    return PP_OK;
}

/* Kinds of which what stands on one side alone is a difference. */
struct alone {
    bool updates;         /* both sides have a list */
    bool registered_urls; /* both have a listing, with one in common */
    bool reserved_urls;   /* the same */
};

static bool counts_alone(const struct alone *alone, const struct pp_fact *fact)
{
    if (fact->kind == PP_FACT_URL) {
        return fact->as.url.is_registered ? alone->registered_urls
                                          : alone->reserved_urls;
    }
    return fact->kind == PP_FACT_HOTFIX && alone->updates;
}

/* The next facts of both sides, `one` or `two` NULL if it is alone; false at
 * the end. */
struct merger {
    const struct facts *before;
    const struct facts *after;
    size_t left;
    size_t right;
};

static bool next_pair(struct merger *merger,
                      const struct pp_fact **one,
                      const struct pp_fact **two)
{
    bool has_left = merger->left < merger->before->count;
    bool has_right = merger->right < merger->after->count;
    if (!has_left && !has_right) {
        return false;
    }
    int order = !has_left ? 1
                : !has_right
                    ? -1
                    : compare_identities(merger->before->items[merger->left],
                                         merger->after->items[merger->right]);
    *one = order <= 0 ? merger->before->items[merger->left++] : NULL;
    *two = order >= 0 ? merger->after->items[merger->right++] : NULL;
    return true;
}

/* A whole listing of URLs has some of Windows' own services
 * (docs/ports-on-windows.md#httpsys); without one in common it was filtered, or
 * is of another machine. */
static struct alone find_alone(const struct facts *before,
                               const struct facts *after)
{
    struct alone alone = {.updates = before->has_updates && after->has_updates};
    struct merger merger = {.before = before, .after = after};
    const struct pp_fact *one = NULL;
    const struct pp_fact *two = NULL;
    while (next_pair(&merger, &one, &two)) {
        if (one == NULL || two == NULL || one->kind != PP_FACT_URL) {
            continue;
        }
        alone.registered_urls |= one->as.url.is_registered;
        alone.reserved_urls |= !one->as.url.is_registered;
    }
    return alone;
}

static enum pp_status merge(struct pp_diff *diff,
                            const struct facts *before,
                            const struct facts *after)
{
    const struct alone alone = find_alone(before, after);
    struct merger merger = {.before = before, .after = after};
    const struct pp_fact *one = NULL;
    const struct pp_fact *two = NULL;
    while (next_pair(&merger, &one, &two)) {
        if (one == NULL || two == NULL) {
            if (counts_alone(&alone, one != NULL ? one : two)) {
                PP_TRY(add_difference(diff, one, two));
            }
            continue;
        }
        diff->common_fact_count++;
        if (differ(one, two)) {
            PP_TRY(add_difference(diff, one, two));
        }
    }
    return PP_OK;
}

enum pp_status pp_diff_facts_compare(struct pp_diff *diff)
{
    struct facts before = {0};
    struct facts after = {0};
    enum pp_status status = collect(diff->before, &before);
    if (status == PP_OK) {
        status = collect(diff->after, &after);
    }
    if (status == PP_OK) {
        status = merge(diff, &before, &after);
    }
    pp_free((void *)before.items);
    pp_free((void *)after.items);
    return status;
}
