/*
 * What a listing of http.sys says of its URLs, request queues and processes,
 * held until its end: the default view names the queues below the URLs.
 *
 * A URL is connected with a queue where the listing proves it, else with none:
 *
 * - it stands in the block of a queue;
 * - the block of a queue repeats it: that is one registration, told once;
 * - its URL group names a queue that has that name alone;
 * - no queue lists URLs, and there is one queue in all.
 */
#ifndef PP_PARSE_HTTP_HTTP_QUEUES_H
#define PP_PARSE_HTTP_HTTP_QUEUES_H

#include "base/vec.h"
#include "parse/line/context.h"

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

/* Adds a queue; its index + 1 in *ret_queue. */
enum pp_status pp_http_add_queue(struct pp_http_listing *listing,
                                 struct pp_sv name,
                                 size_t *ret_queue) PP_MUST_CHECK;

/* A process of a queue: the digits of its id, and its image, a path, a file
 * name or empty. */
enum pp_status pp_http_add_process(struct pp_http_listing *listing,
                                   size_t queue,
                                   struct pp_sv id,
                                   struct pp_sv image) PP_MUST_CHECK;

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

#endif
