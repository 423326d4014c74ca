/* The outline of a listing of http.sys. */
#include "http_outline.h"

#include "base/cursor.h"

bool pp_http_is_queue_label(struct pp_sv label)
{
    return pp_sv_equal_nocase(label, PP_SV("Request queue name"));
}

/* --- processes ------------------------------------------------------------ */

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

/* --- levels --------------------------------------------------------------- */

/* Makes a queue of the level, unless it is one. Queues that all stand below
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
    PP_TRY(pp_http_add_queue(listing, name, &title->queue));
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

/* --- lines ---------------------------------------------------------------- */

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
               ? pp_http_add_process(
                     listing, queue, process->id, process->image)
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
    if (context->solid_number > outline->solid + 1) {
        outline->count = 0; /* others had lines in between */
    }
    outline->line = context->line_number;
    outline->solid = context->solid_number;
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

/* --- answers -------------------------------------------------------------- */

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
