/*
 * The outline of `netsh http show servicestate`, by indentation: what stands
 * above a line and less deep. No word is needed for it but one, the label of a
 * URL group's own request queue.
 *
 *     Request queue name: NAME           the queue: two levels above
 *         Processes:                     one level above
 *             ID: 1234, image: x.exe     a process; or `1234` alone
 *         Registered URLs:
 *             HTTP://+:80/               in the block of the queue
 */
#ifndef PP_PARSE_HTTP_HTTP_OUTLINE_H
#define PP_PARSE_HTTP_HTTP_OUTLINE_H

#include "base/bounds.h"
#include "http_queues.h"
#include "parse/line/label.h"

struct pp_http_level {
    size_t indent;
    uint64_t line;
    struct pp_kept_text value;    /* behind the label; empty: none, too long */
    struct pp_kept_text of_queue; /* the queue that a line below it names */
    size_t children;              /* lines one level below */
    size_t queue;                 /* this is its title: index + 1; 0: none */
    bool is_queue_name;           /* `Request queue name: ...` */
};

/* All zero is empty. */
struct pp_http_outline {
    struct pp_http_level levels[PP_LIMIT_HTTP_LEVELS];
    size_t count;
    uint64_t line;    /* seen last */
    uint64_t solid;   /* its number without blank lines */
    bool is_process;  /* it was one */
    uint64_t heading; /* the line above the titles of all queues; 0: none */
};

/* `Request queue name`. */
bool pp_http_is_queue_label(struct pp_sv label);

/* The next line. `indent` is the column of `text`. A line is seen once: a
 * second call for it does nothing. Queues and processes go to the listing. */
enum pp_status pp_http_outline_see(struct pp_http_outline *outline,
                                   struct pp_http_listing *listing,
                                   const struct pp_context *context,
                                   struct pp_sv text,
                                   size_t indent) PP_MUST_CHECK;

/* The queue in whose block the line seen last is: its index + 1; 0: none. */
size_t pp_http_outline_queue(const struct pp_http_outline *outline);

/* The queue that the URL group around it names; empty: it names none. */
struct pp_sv pp_http_outline_group(const struct pp_http_outline *outline);

#endif
