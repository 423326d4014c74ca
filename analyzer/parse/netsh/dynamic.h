/*
 * `netsh interface ipv4|ipv6 show dynamicport tcp|udp`: a title, one line of
 * dashes, and two lines `label : number`, the first a start, the second a
 * count. Labels are in any language; grammar: docs/formats/netsh-dynamic.md
 */
#ifndef PP_PARSE_NETSH_DYNAMIC_H
#define PP_PARSE_NETSH_DYNAMIC_H

#include "parse/line/context.h"

struct pp_dynamic_range {
    bool has_title; /* in known words, with its protocol */
    enum pp_protocol title_protocol;
    bool has_underline; /* one group of dashes under any title */
    const struct pp_locale *locale;
    uint64_t first_line; /* of the title, else of the start; 0: nothing open */
    uint64_t last_line;
    struct pp_hold frame_held; /* title and underline */
    struct pp_hold start_held;
    uint64_t title_nonblank;

    bool has_start;
    bool is_broken; /* one of its lines was rejected: the other is useless */
    bool is_weak;   /* only the label's words say so: a router's dialogue may
                     * have them too, so the second label must be a count's */
    bool starts_with_count; /* the count came first */
    uint64_t start_nonblank;
    uint32_t start;    /* UINT32_MAX: above what a port can be */
    struct pp_diag at; /* a draft at the start's line; excerpt not kept */
};

enum pp_status pp_dynamic_take(struct pp_dynamic_range *range,
                               struct pp_context *context,
                               const struct pp_shape *shape,
                               enum pp_take *ret_take) PP_MUST_CHECK;

/* The capture, or what it could belong to, has ended. */
void pp_dynamic_close(struct pp_dynamic_range *range,
                      struct pp_context *context);

#endif
