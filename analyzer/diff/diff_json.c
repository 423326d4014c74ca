/* The document portplan.diff/1. */
#include "diff_json.h"

#include "diff.h"
#include "diff_words.h"
#include "json/json_write.h"
#include "print/diag_json.h"
#include "print/machine_json.h"
#include "print/place.h"

/* --- one protocol --------------------------------------------------------- */

/* One side of the rows. */
static void add_rows(struct pp_json *parent,
                     const char *key,
                     const struct pp_diff_rows *rows,
                     bool is_before)
{
    struct pp_json *array = pp_json_array(parent, key);
    for (size_t i = 0; i < rows->count; i++) {
        pp_add_exclusion_members(pp_json_append_object(array),
                                 is_before ? rows->items[i].before
                                           : rows->items[i].after);
    }
}

/* Rows as they are after, with what was different of them before. */
static void add_kept(struct pp_json *parent, const struct pp_diff_rows *rows)
{
    struct pp_json *array = pp_json_array(parent, "kept");
    for (size_t i = 0; i < rows->count; i++) {
        const struct pp_exclusion *before = rows->items[i].before;
        struct pp_json *row = pp_json_append_object(array);
        pp_add_exclusion_members(row, rows->items[i].after);
        pp_add_source_as(row, "source_before", &before->place);
        if (pp_diff_row_persists_anew(&rows->items[i])) {
            pp_json_add_tri(row, "persistent_before", before->is_persistent);
        }
    }
}

static void add_pairs(struct pp_json *parent,
                      const char *key,
                      const struct pp_diff_rows *rows)
{
    struct pp_json *array = pp_json_array(parent, key);
    for (size_t i = 0; i < rows->count; i++) {
        struct pp_json *pair = pp_json_append_object(array);
        pp_add_exclusion_members(pp_json_object(pair, "before"),
                                 rows->items[i].before);
        pp_add_exclusion_members(pp_json_object(pair, "after"),
                                 rows->items[i].after);
    }
}

static void add_unknown(struct pp_json *parent, const struct pp_diff_rows *rows)
{
    struct pp_json *array = pp_json_array(parent, "unknown");
    for (size_t i = 0; i < rows->count; i++) {
        bool is_before = rows->items[i].before != NULL;
        struct pp_json *row = pp_json_append_object(array);
        pp_json_add_str(row, "side", is_before ? "before" : "after");
        pp_add_exclusion_members(
            row, is_before ? rows->items[i].before : rows->items[i].after);
    }
}

static void add_dynamic(struct pp_json *parent,
                        const struct pp_dynamic *before,
                        const struct pp_dynamic *after)
{
    struct pp_json *object = pp_json_object(parent, "dynamic");
    pp_json_add_tri(object, "changed", pp_diff_dynamic_changed(before, after));
    pp_add_dynamic_range(object, "before", before);
    pp_add_dynamic_range(object, "after", after);
}

static void add_socket_list(struct pp_json *parent,
                            const char *key,
                            const struct pp_socket *const *sockets,
                            size_t count)
{
    struct pp_json *array = pp_json_array(parent, key);
    for (size_t i = 0; i < count; i++) {
        pp_add_socket_members(pp_json_append_object(array), sockets[i]);
    }
}

/* Null: what came or went is not known. */
static void add_sockets(struct pp_json *parent,
                        const struct pp_diff_sockets *sockets)
{
    if (!sockets->is_compared) {
        pp_json_add_null(parent, "in_use");
        return;
    }
    struct pp_json *object = pp_json_object(parent, "in_use");
    add_socket_list(object, "added", sockets->opened, sockets->opened_count);
    add_socket_list(object, "removed", sockets->closed, sockets->closed_count);
    pp_json_add_u64(object, "kept", sockets->kept_count);
    pp_json_add_u64(object, "same_pid", sockets->same_process_count);
    pp_json_add_u64(object, "other_pid", sockets->other_process_count);
}

static void add_protocol(struct pp_json *doc,
                         const struct pp_diff *diff,
                         enum pp_protocol protocol)
{
    const struct pp_diff_table *table = &diff->tables[protocol];
    struct pp_json *object = pp_json_object(doc, pp_protocol_name(protocol));
    pp_json_add_bool(object, "compared", table->is_compared);
    add_rows(object, "added", &table->added, false);
    add_rows(object, "removed", &table->removed, true);
    add_kept(object, &table->kept);
    add_pairs(object, "moved", &table->moved);
    add_pairs(object, "changed", &table->changed);
    add_unknown(object, &table->unknown);
    add_dynamic(object,
                pp_machine_dynamic(diff->before, protocol),
                pp_machine_dynamic(diff->after, protocol));
    add_sockets(object, &diff->sockets[protocol]);
}

/* --- the rest ------------------------------------------------------------- */

static void add_events(struct pp_json *doc, const struct pp_diff *diff)
{
    size_t count = diff->events.count;
    const struct pp_event *events = diff->events.items;
    struct pp_json *array = pp_json_array(doc, "events");
    for (size_t i = 0; i < count; i++) {
        struct pp_json *row = pp_json_append_object(array);
        pp_json_add_str(row, "kind", pp_event_name(events[i].kind));
        pp_json_add_double(
            row, "confidence", (double)events[i].percent / 100, 2);
        pp_json_add_sv(row, "evidence", events[i].evidence);
        pp_json_add_str(row, "why", events[i].why);
        pp_json_add_str(row, "about", pp_event_about_name(events[i].about));
        pp_json_add_bool(row, "alternative", events[i].is_alternative);
        pp_json_add_str(row,
                        "protocol",
                        events[i].has_protocol
                            ? pp_protocol_name(events[i].protocol)
                            : NULL);
    }
}

/* The value of a fact as the member `key`; null where the side has none. */
static void
add_value(struct pp_json *row, const char *key, const struct pp_fact *fact)
{
    if (fact == NULL) {
        pp_json_add_null(row, key);
    } else if (fact->kind == PP_FACT_REGISTRY) {
        pp_add_registry_value(row, key, &fact->as.registry);
    } else {
        pp_json_add_sv(row, key, pp_diff_fact_value(fact));
    }
}

static void add_facts(struct pp_json *doc, const struct pp_diff *diff)
{
    static const struct pp_place nowhere = {0};
    size_t count = diff->facts.count;
    const struct pp_diff_fact *facts = diff->facts.items;
    struct pp_json *array = pp_json_array(doc, "machine");
    for (size_t i = 0; i < count; i++) {
        const struct pp_fact *before = facts[i].before;
        const struct pp_fact *after = facts[i].after;
        const struct pp_fact *fact = after != NULL ? after : before;
        struct pp_json *row = pp_json_append_object(array);
        pp_json_add_str(row, "fact", pp_fact_kind_name(fact->kind));
        char scratch[PP_DIFF_NAME_BYTES];
        pp_json_add_sv(row, "name", pp_diff_fact_name(fact, scratch));
        add_value(row, "before", before);
        add_value(row, "after", after);
        pp_add_source_as(
            row, "source_before", before != NULL ? &before->place : &nowhere);
        pp_add_source_as(
            row, "source", after != NULL ? &after->place : &nowhere);
    }
}

static void
add_side(struct pp_json *doc, const char *key, const struct pp_show *show)
{
    struct pp_json *object = pp_json_object(doc, key);
    struct pp_json *captures = pp_json_array(object, "captures");
    for (size_t i = 0; i < show->capture_count; i++) {
        pp_json_append_sv(captures, show->captures[i].name);
    }
    pp_diags_json(object, show->diags);
}

void pp_diff_json(struct pp_buf *buf, const struct pp_diff_view *view)
{
    struct pp_json *doc = pp_json_doc_new();
    pp_json_add_str(doc, "schema", "portplan.diff/1");
    pp_json_add_tri(doc, "same", pp_diff_is_same(view->diff));
    add_side(doc, "before", view->before);
    add_side(doc, "after", view->after);
    add_events(doc, view->diff);
    add_protocol(doc, view->diff, PP_TCP);
    add_protocol(doc, view->diff, PP_UDP);
    add_facts(doc, view->diff);
    pp_json_finish(doc, buf);
}
