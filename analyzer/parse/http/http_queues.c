/* URLs, request queues and processes of http.sys. */
#include "http_queues.h"

#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/cursor.h"

/* A name of a file or a queue is not longer (MAX_PATH). */
enum {
    NAME_MAX_BYTES = 256
};

/* Whether a queue has no name: then a sentence says so, in whatever language,
 * and ends in a full stop. */
static bool is_unnamed(struct pp_sv name)
{
    return name.len == 0 || pp_sv_ends(name, PP_SV(".")) ||
           pp_sv_ends(name, PP_SV("\xE3\x80\x82"));
}

/* --- holding -------------------------------------------------------------- */

bool pp_http_has_room(const struct pp_http_listing *listing, size_t bytes)
{
    return listing->urls.count < PP_LIMIT_HTTP_URLS &&
           listing->queues.count < PP_LIMIT_HTTP_QUEUES &&
           listing->text.len + bytes <= PP_LIMIT_HTTP_BYTES;
}

static struct pp_sv text_of(const struct pp_http_listing *listing,
                            struct pp_http_text text)
{
    return pp_sv_sub(pp_buf_view(&listing->text), text.at, text.len);
}

static enum pp_status hold_text(struct pp_http_listing *listing,
                                struct pp_sv text,
                                struct pp_http_text *ret_text)
{
    if (listing->text.max == 0) {
        pp_buf_init(&listing->text, PP_LIMIT_HTTP_BYTES);
    }
    *ret_text = (struct pp_http_text){listing->text.len, text.len};
    pp_buf_add(&listing->text, text);
    return listing->text.status;
}

/* Adds a queue; its index + 1 in *ret_queue. */
static enum pp_status
add_queue(struct pp_http_listing *listing, struct pp_sv name, size_t *ret_queue)
{
    struct pp_http_queue queue = {0};
    PP_TRY(PP_VEC_RESERVE(&listing->queues, 1, PP_LIMIT_HTTP_QUEUES));
    PP_TRY(hold_text(listing, name, &queue.name));
    listing->queues.items[listing->queues.count++] = queue;
    *ret_queue = listing->queues.count;
    return PP_OK;
}

/* The file name; empty where this is not a path: netsh prints `<?>` for what it
 * may not see. */
static struct pp_sv program_of(struct pp_sv image)
{
    size_t start = 0;
    for (size_t i = 0; i < image.len; i++) {
        char c = image.ptr[i];
        if (c == '\\' || c == '/') {
            start = i + 1;
        }
        bool is_odd =
            pp_sv_find(PP_SV("<>?*|\""), pp_sv_sub(image, i, 1), 0) != SIZE_MAX;
        if (is_odd || (c == ':' && i > 1)) {
            return (struct pp_sv){NULL, 0};
        }
    }
    struct pp_sv name = pp_sv_sub(image, start, SIZE_MAX);
    return name.len <= NAME_MAX_BYTES ? name : (struct pp_sv){NULL, 0};
}

/* A process of a queue: the digits of its id, and its image, a path, a file
 * name or empty. */
static enum pp_status add_process(struct pp_http_listing *listing,
                                  size_t queue,
                                  struct pp_sv id,
                                  struct pp_sv image)
{
    struct pp_http_queue *of = &listing->queues.items[queue - 1];
    struct pp_sv program = program_of(image);
    if (of->process_count++ > 0) {
        of->has_other_program |=
            !pp_sv_equal(program, text_of(listing, of->process));
        return PP_OK;
    }
    of->has_pid = pp_sv_to_u32(id, UINT32_MAX, &of->pid);
    return hold_text(listing, program, &of->process);
}

enum pp_status pp_http_add_url(struct pp_http_listing *listing,
                               const struct pp_fact *fact,
                               size_t queue,
                               struct pp_sv group_queue)
{
    struct pp_http_url url = {.fact = *fact, .queue = queue};
    PP_TRY(PP_VEC_RESERVE(&listing->urls, 1, PP_LIMIT_HTTP_URLS));
    PP_TRY(hold_text(listing, fact->as.url.url, &url.url));
    PP_TRY(hold_text(listing, group_queue, &url.group_queue));
    listing->urls.items[listing->urls.count++] = url;
    if (queue > 0) {
        listing->queues.items[queue - 1].has_urls = true;
    }
    return PP_OK;
}

bool pp_http_is_queue_label(struct pp_sv label)
{
    return pp_sv_equal_nocase(label, PP_SV("Request queue name"));
}

/* --- the outline: processes ----------------------------------------------- */

struct process {
    struct pp_sv id;
    struct pp_sv image; /* may be empty */
};

static bool take_comma(struct pp_cursor *cursor)
{
    return pp_cursor_take(cursor, ',') ||
           pp_cursor_take_sv(cursor, PP_SV("\xEF\xBC\x8C")) ||
           pp_cursor_take_sv(cursor, PP_SV("\xE3\x80\x81"));
}

/* `ID: 1234, image: C:\x.exe` in any language, or `1234`. */
static bool read_process(struct pp_sv text, struct process *ret_process)
{
    struct pp_label line = {.value = text};
    bool is_labelled = pp_label_split(text, &line);
    struct pp_cursor cursor = pp_cursor_over(line.value);
    *ret_process = (struct process){0};
    if (!pp_cursor_take_digits(&cursor, &ret_process->id)) {
        return false;
    }
    if (!is_labelled) {
        return pp_cursor_at_end(&cursor);
    }
    if (!take_comma(&cursor)) {
        return false;
    }
    struct pp_sv rest = {cursor.at, (size_t)(cursor.end - cursor.at)};
    bool has_image = pp_label_split(rest, &line);
    ret_process->image = has_image ? line.value : ret_process->image;
    return has_image;
}

/* --- the outline: levels -------------------------------------------------- */

/* Makes a queue of the level, unless it is one. Queues that are all below
 * one heading, and nothing else there, are all that the listing has. */
static enum pp_status make_queue(struct pp_http_outline *outline,
                                 struct pp_http_listing *listing,
                                 size_t level)
{
    struct pp_http_level *title = &outline->levels[level];
    struct pp_sv name = pp_kept_view(&title->value);
    if (title->queue > 0 || !pp_http_has_room(listing, name.len)) {
        return PP_OK;
    }
    PP_TRY(add_queue(listing, name, &title->queue));
    listing->is_one_queue = false;
    if (level > 0) {
        struct pp_http_level *above = title - 1;
        above->of_queue.len = 0; /* no field of a group after all */
        outline->heading = above->line;
        listing->is_one_queue = above->children == 1;
    }
    return PP_OK;
}

static void pop_to(struct pp_http_outline *outline, size_t indent)
{
    while (outline->count > 0 &&
           outline->levels[outline->count - 1].indent >= indent) {
        outline->count--;
    }
}

/* A second line below the heading of the queues: a second queue. */
static void count_child(struct pp_http_outline *outline,
                        struct pp_http_listing *listing)
{
    if (outline->count == 0) {
        return;
    }
    struct pp_http_level *above = &outline->levels[outline->count - 1];
    above->children++;
    if (above->line == outline->heading && above->children > 1) {
        listing->is_one_queue = false;
    }
}

static void push(struct pp_http_outline *outline,
                 const struct pp_label *label,
                 size_t indent)
{
    if (outline->count == PP_LIMIT_HTTP_LEVELS) {
        /* No listing: what is one level above what is lost. */
        outline->count = 0;
    }
    struct pp_http_level *above =
        outline->count > 0 ? &outline->levels[outline->count - 1] : NULL;
    struct pp_http_level *level = &outline->levels[outline->count++];
    level->indent = indent;
    level->line = outline->line;
    level->of_queue.len = 0;
    level->children = 0;
    level->queue = 0;
    (void)pp_keep_text(&level->value, label->value);
    level->is_queue_name =
        level->value.len > 0 && pp_http_is_queue_label(label->label);
    if (level->is_queue_name && above != NULL) {
        (void)pp_keep_text(&above->of_queue, label->value);
    }
}

/* --- the outline: lines --------------------------------------------------- */

/* A process stands two levels below its queue. */
static enum pp_status see_process(struct pp_http_outline *outline,
                                  struct pp_http_listing *listing,
                                  const struct process *process)
{
    if (outline->count < 2) {
        return PP_OK;
    }
    size_t title = outline->count - 2;
    const struct pp_http_level *above = &outline->levels[outline->count - 1];
    if (above->value.len > 0 || outline->levels[title].value.len == 0) {
        return PP_OK;
    }
    PP_TRY(make_queue(outline, listing, title));
    size_t queue = outline->levels[title].queue;
    outline->is_process = true;
    return queue > 0 && pp_http_has_room(listing, process->image.len)
               ? add_process(listing, queue, process->id, process->image)
               : PP_OK;
}

/* `Request queue name` with lines below it that are deeper is a queue's title;
 * a URL group's has none. */
static enum pp_status see_title(struct pp_http_outline *outline,
                                struct pp_http_listing *listing)
{
    if (outline->count == 0 ||
        !outline->levels[outline->count - 1].is_queue_name) {
        return PP_OK;
    }
    return make_queue(outline, listing, outline->count - 1);
}

enum pp_status pp_http_outline_see(struct pp_http_outline *outline,
                                   struct pp_http_listing *listing,
                                   const struct pp_context *context,
                                   struct pp_sv text,
                                   size_t indent)
{
    struct process process;
    struct pp_label label;
    if (outline->line == context->line_number) {
        return PP_OK;
    }
    if (context->nonblank_line > outline->nonblank_line + 1) {
        outline->count = 0; /* others had lines in between */
    }
    outline->line = context->line_number;
    outline->nonblank_line = context->nonblank_line;
    outline->is_process = false;
    pop_to(outline, indent);
    PP_TRY(see_title(outline, listing));
    count_child(outline, listing);
    if (read_process(text, &process)) {
        PP_TRY(see_process(outline, listing, &process));
    }
    if (pp_label_split(text, &label)) {
        push(outline, &label, indent);
    }
    return PP_OK;
}

/* --- the outline: answers ------------------------------------------------- */

size_t pp_http_outline_queue(const struct pp_http_outline *outline)
{
    for (size_t i = outline->count; i > 0; i--) {
        if (outline->levels[i - 1].queue > 0) {
            return outline->levels[i - 1].queue;
        }
    }
    return 0;
}

struct pp_sv pp_http_outline_group(const struct pp_http_outline *outline)
{
    for (size_t i = outline->count; i > 0; i--) {
        struct pp_sv name = pp_kept_view(&outline->levels[i - 1].of_queue);
        if (name.len > 0) {
            return name;
        }
    }
    return (struct pp_sv){NULL, 0};
}

/* --- connecting ----------------------------------------------------------- */

/* A text and whose it is. */
struct named {
    struct pp_sv text;
    size_t index;
};

static int compare_texts(struct pp_sv a, struct pp_sv b)
{
    size_t shorter = a.len < b.len ? a.len : b.len;
    int order = shorter > 0 ? memcmp(a.ptr, b.ptr, shorter) : 0;
    return order != 0 ? order : (a.len > b.len) - (a.len < b.len);
}

static int compare_named(const void *a, const void *b)
{
    const struct named *left = a;
    const struct named *right = b;
    int order = compare_texts(left->text, right->text);
    return order != 0
               ? order
               : (left->index > right->index) - (left->index < right->index);
}

/* The URLs of one text, in the order of their lines: each that a group has
 * goes with the next that a queue has. */
static void
pair_run(struct pp_http_listing *listing, const struct named *run, size_t count)
{
    size_t next = 0;
    for (size_t i = 0; i < count; i++) {
        struct pp_http_url *url = &listing->urls.items[run[i].index];
        if (url->queue > 0 || !url->fact.as.url.is_registered) {
            continue;
        }
        next = next > i ? next : i + 1;
        while (next < count &&
               listing->urls.items[run[next].index].queue == 0) {
            next++;
        }
        if (next == count) {
            return;
        }
        struct pp_http_url *again = &listing->urls.items[run[next++].index];
        url->queue = again->queue;
        again->is_repeated = true;
    }
}

static enum pp_status pair_urls(struct pp_http_listing *listing)
{
    size_t count = listing->urls.count;
    struct named *order = pp_calloc(count, sizeof(*order));
    if (order == NULL) {
        return PP_ERR_NOMEM;
    }
    for (size_t i = 0; i < count; i++) {
        order[i] =
            (struct named){text_of(listing, listing->urls.items[i].url), i};
    }
    qsort(order, count, sizeof(*order), compare_named);
    for (size_t from = 0, to = 0; from < count; from = to) {
        while (to < count && pp_sv_equal(order[to].text, order[from].text)) {
            to++;
        }
        pair_run(listing, order + from, to - from);
    }
    pp_free(order);
    return PP_OK;
}

/* The queue of that name, if one alone has it: its index + 1. */
static size_t
find_queue(const struct named *order, size_t count, struct pp_sv name)
{
    size_t low = 0;
    for (size_t high = count; low < high;) {
        size_t middle = low + (high - low) / 2;
        if (compare_texts(order[middle].text, name) < 0) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    bool is_found = low < count && pp_sv_equal(order[low].text, name);
    bool is_alone = low + 1 >= count || !pp_sv_equal(order[low + 1].text, name);
    return is_found && is_alone ? order[low].index + 1 : 0;
}

static bool any_queue_has_urls(const struct pp_http_listing *listing)
{
    for (size_t i = 0; i < listing->queues.count; i++) {
        if (listing->queues.items[i].has_urls) {
            return true;
        }
    }
    return false;
}

/* By what the URL groups say. Queues without a name are told apart by their
 * number only, and not at all where their URLs would show it. */
static void connect_groups(struct pp_http_listing *listing,
                           const struct named *order)
{
    size_t count = listing->queues.count;
    bool tell_urls = any_queue_has_urls(listing);
    for (size_t i = 0; i < listing->urls.count; i++) {
        struct pp_http_url *url = &listing->urls.items[i];
        struct pp_sv name = text_of(listing, url->group_queue);
        if (url->queue > 0 || !url->fact.as.url.is_registered ||
            (is_unnamed(name) && tell_urls)) {
            continue;
        }
        if (name.len > 0) {
            url->queue = find_queue(order, count, name);
        } else if (count == 1 && listing->is_one_queue) {
            url->queue = 1;
        }
    }
}

static enum pp_status connect(struct pp_http_listing *listing)
{
    size_t count = listing->queues.count;
    if (count == 0 || listing->urls.count == 0) {
        return PP_OK;
    }
    PP_TRY(pair_urls(listing));
    if (listing->is_cut) {
        return PP_OK;
    }
    struct named *order = pp_calloc(count, sizeof(*order));
    if (order == NULL) {
        return PP_ERR_NOMEM;
    }
    for (size_t i = 0; i < count; i++) {
        order[i] =
            (struct named){text_of(listing, listing->queues.items[i].name), i};
    }
    qsort(order, count, sizeof(*order), compare_named);
    connect_groups(listing, order);
    pp_free(order);
    return PP_OK;
}

/* --- handing on ----------------------------------------------------------- */

/* What is the same for all processes of the queue is known. */
static void describe_queue(const struct pp_http_listing *listing,
                           const struct pp_http_queue *queue,
                           struct pp_url_fact *url)
{
    url->has_pid = queue->has_pid && queue->process_count == 1;
    url->pid = url->has_pid ? queue->pid : 0;
    if (!queue->has_other_program) {
        url->process = text_of(listing, queue->process);
    }
    struct pp_sv name = text_of(listing, queue->name);
    if (!is_unnamed(name)) {
        url->queue = name;
    }
}

static enum pp_status emit_urls(const struct pp_http_listing *listing,
                                struct pp_context *context)
{
    for (size_t i = 0; i < listing->urls.count; i++) {
        const struct pp_http_url *held = &listing->urls.items[i];
        struct pp_fact fact = held->fact;
        if (held->is_repeated) {
            continue;
        }
        fact.as.url.url = text_of(listing, held->url);
        struct pp_sv said = text_of(listing, held->group_queue);
        if (held->queue > 0) {
            describe_queue(
                listing, &listing->queues.items[held->queue - 1], &fact.as.url);
        } else if (!is_unnamed(said)) {
            fact.as.url.queue = said;
        }
        PP_TRY(pp_context_fact(context, &fact));
    }
    return PP_OK;
}

enum pp_status pp_http_emit(struct pp_http_listing *listing,
                            struct pp_context *context)
{
    PP_TRY(connect(listing));
    PP_TRY(emit_urls(listing, context));
    listing->urls.count = 0;
    listing->queues.count = 0;
    pp_buf_clear(&listing->text);
    return PP_OK;
}

void pp_http_listing_done(struct pp_http_listing *listing)
{
    pp_free(listing->queues.items);
    pp_free(listing->urls.items);
    pp_buf_done(&listing->text);
}
