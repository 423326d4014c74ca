/*
 * What a listing of http.sys says of its URLs, request queues and processes,
 * held until its end: the default view names the queues below the URLs.
 *
 * A URL is connected with a queue where the listing proves it, else with none:
 *
 * - it is in the block of a queue;
 * - the block of a queue repeats it: that is one registration, told once;
 * - its URL group names a queue that has that name alone;
 * - no queue lists URLs, and there is one queue in all.
 *
 * The queue of a line follows from the outline of the listing: what is above it
 * and less deep. The one word needed is the label of a URL group's own queue.
 *
 *     Request queue name: NAME           the queue: two levels above
 *         Processes:                     one level above
 *             ID: 1234, image: x.exe     a process; or `1234` alone
 *         Registered URLs:
 *             HTTP://+:80/               in the block of the queue
 */
#ifndef PP_PARSE_HTTP_HTTP_QUEUES_H
#define PP_PARSE_HTTP_HTTP_QUEUES_H

#include "base/bounds.h"
#include "base/vec.h"
#include "parse/line/label.h"

/* A part of `text` of the listing, which may move while it grows. */
struct pp_http_text {
    size_t at;
    size_t len;
};

struct pp_http_queue {
    struct pp_http_text name; /* as written, or the sentence that it has none */
    struct pp_http_text process; /* the program of the first one */
    size_t process_count;
    uint32_t pid; /* of the first one */
    bool has_pid;
    bool has_other_program; /* among the processes */
    bool has_urls;          /* in its block */
};

struct pp_http_url {
    struct pp_fact fact; /* its texts are set at the end */
    struct pp_http_text url;
    struct pp_http_text group_queue; /* as its URL group says; empty: nothing */
    size_t queue;                    /* index + 1; 0: not known */
    bool is_repeated;                /* of a URL above */
};

/* All zero is empty. */
struct pp_http_listing {
    PP_VEC(struct pp_http_queue) queues;
    PP_VEC(struct pp_http_url) urls;
    struct pp_buf text;
    bool is_one_queue; /* of the listing, as far as its outline shows */
    bool is_cut;       /* a part was emitted before its end: what is not held
                        * may have the same name */
};

/* Whether there is room for one more URL or queue and these bytes. */
bool pp_http_has_room(const struct pp_http_listing *listing, size_t bytes);

/* Holds a URL: of a queue's block, or `queue` is 0 and `group_queue` what its
 * group says. Texts are copied. */
enum pp_status pp_http_add_url(struct pp_http_listing *listing,
                               const struct pp_fact *fact,
                               size_t queue,
                               struct pp_sv group_queue) PP_MUST_CHECK;

/* Connects what is held, hands on the facts, and forgets all but is_cut. */
enum pp_status pp_http_emit(struct pp_http_listing *listing,
                            struct pp_context *context) PP_MUST_CHECK;

void pp_http_listing_done(struct pp_http_listing *listing);

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
    uint64_t line;          /* seen last */
    uint64_t nonblank_line; /* its number without blank lines */
    bool is_process;        /* it was one */
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
