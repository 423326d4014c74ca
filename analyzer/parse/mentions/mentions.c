/* Collecting mentions. */
#include "mentions.h"

#include "note.h"
#include "sentence.h"

/* --- keeping -------------------------------------------------------------- */

static bool is_known(const struct pp_mention_list *list,
                     const struct pp_mention_held *held)
{
    for (size_t i = 0; i < list->count; i++) {
        if (list->items[i].protocol == held->protocol &&
            pp_range_equal(list->items[i].range, held->range)) {
            return true;
        }
    }
    return false;
}

/* The first mention of each port counts. */
static void keep(struct pp_mentions *mentions,
                 const struct pp_mention_held *held)
{
    struct pp_mention_list *list = &mentions->kinds[held->kind];
    if (list->count < PP_LIMIT_MENTIONS && !is_known(list, held)) {
        list->items[list->count++] = *held;
    }
}

static struct pp_mention_held hold(struct pp_context *context,
                                   const struct pp_found_port *port)
{
    return (struct pp_mention_held){
        .kind = port->kind,
        .protocol = port->protocol,
        .range = port->range,
        .place = pp_context_place(context, port->part),
    };
}

static void keep_all(struct pp_mentions *mentions,
                     struct pp_context *context,
                     const struct pp_found *found)
{
    for (size_t i = 0; i < found->count; i++) {
        const struct pp_mention_held held = hold(context, &found->items[i]);
        keep(mentions, &held);
    }
}

/* --- lines ---------------------------------------------------------------- */

static void keep_published(struct pp_mentions *mentions)
{
    if (mentions->has_published) {
        keep(mentions, &mentions->published);
        mentions->has_published = false;
    }
}

static void take_mapping(struct pp_mentions *mentions,
                         struct pp_context *context,
                         const struct pp_mapping_line *line,
                         const struct pp_found *found)
{
    if (line->ends_item) {
        keep_published(mentions);
    }
    if (!line->is_published) {
        keep_all(mentions, context, found);
    } else if (found->count > 0) {
        keep_published(mentions);
        mentions->published = hold(context, &found->items[0]);
        mentions->has_published = true;
    }
    if (line->is_udp && mentions->has_published) {
        mentions->published.protocol = PP_UDP;
    }
}

/* Rows come by the million; every command that a filter is read of has one of
 * these. */
static bool has_command_mark(struct pp_sv text)
{
    return pp_sv_find(text, PP_SV("|"), 0) != SIZE_MAX ||
           pp_sv_find(text, PP_SV("-"), 0) != SIZE_MAX;
}

void pp_mentions_take(struct pp_mentions *mentions,
                      struct pp_context *context,
                      bool is_data)
{
    const struct pp_sv text = context->line_text;
    struct pp_found *found = &mentions->found;
    found->count = 0;
    if (is_data && !has_command_mark(text)) {
        mentions->pipeline = (struct pp_pipeline){0};
        return;
    }
    struct pp_byte_set bytes;
    pp_byte_set_of(text, &bytes);
    pp_filter_read(&mentions->pipeline, text, &bytes, found);
    keep_all(mentions, context, found);
    if (is_data) {
        return;
    }
    struct pp_mapping_line line;
    found->count = 0;
    pp_mapping_read(&mentions->mapping, text, found, &line);
    take_mapping(mentions, context, &line, found);
    if (!line.is_container) {
        found->count = 0;
        pp_code_read(&mentions->code, text, &bytes, found);
        keep_all(mentions, context, found);
    }
    found->count = 0;
    pp_sentence_read(text, found);
    keep_all(mentions, context, found);
}

bool pp_mentions_name_ports(struct pp_sv line)
{
    struct pp_pipeline pipeline = {0};
    struct pp_mapping mapping = {0};
    struct pp_code code = {0};
    struct pp_mapping_line item;
    struct pp_byte_set bytes;
    struct pp_found found;
    found.count = 0;
    pp_byte_set_of(line, &bytes);
    pp_filter_read(&pipeline, line, &bytes, &found);
    pp_mapping_read(&mapping, line, &found, &item);
    if (!item.is_container) {
        pp_code_read(&code, line, &bytes, &found);
    }
    return found.count > 0;
}

/* --- notes ---------------------------------------------------------------- */

void pp_mentions_settle(struct pp_mentions *mentions,
                        const struct pp_mention_table *table)
{
    struct pp_mention_list *notes = &mentions->kinds[PP_MENTION_NOTE];
    if (notes->count == mentions->settled_notes ||
        table->first_line == mentions->table.first_line) {
        return;
    }
    if (table->emitted > mentions->table.emitted) {
        mentions->settled_notes = notes->count;
    } else {
        notes->count = mentions->settled_notes; /* it was no table */
    }
}

void pp_mentions_take_note(struct pp_mentions *mentions,
                           struct pp_context *context,
                           const struct pp_shape *shape,
                           const struct pp_mention_table *table)
{
    struct pp_found *found = &mentions->found;
    found->count = 0;
    pp_note_read(shape->piece.text, &shape->row, found);
    for (size_t i = 0; i < found->count; i++) {
        found->items[i].protocol = table->protocol;
    }
    mentions->table = *table;
    keep_all(mentions, context, found);
}

/* --- the end -------------------------------------------------------------- */

/* A log names ports by the thousand, and a sentence about a row its ends. */
static bool is_inside(const struct pp_context *context,
                      const struct pp_fact *fact)
{
    return pp_portset_count(&context->insides[fact->protocol], fact->range) ==
           pp_range_count(fact->range);
}

enum pp_status pp_mentions_emit(struct pp_mentions *mentions,
                                struct pp_context *context)
{
    keep_published(mentions);
    struct pp_fact fact = {
        .kind = PP_FACT_MENTION,
        .section = context->next_section > 0 ? context->next_section - 1 : 0,
    };
    for (size_t i = 0; i < PP_MENTION_KIND_COUNT; i++) {
        const struct pp_mention_list *list = &mentions->kinds[i];
        for (size_t k = 0; k < list->count; k++) {
            fact.protocol = list->items[k].protocol;
            fact.range = list->items[k].range;
            fact.place = list->items[k].place;
            fact.as.mention.kind = list->items[k].kind;
            if (i != PP_MENTION_TEXT || is_inside(context, &fact)) {
                PP_TRY(pp_context_fact(context, &fact));
            }
        }
    }
    return PP_OK;
}
