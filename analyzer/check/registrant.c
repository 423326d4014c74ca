/* The program that has registered a URL with http.sys. */
#include "registrant.h"

#include "portplan/check.h"

#include "base/utf8.h"

void pp_registrant_program(struct pp_buf *buf, const struct pp_reservation *url)
{
    if (url->process.len > 0) {
        pp_escape_text(buf, url->process);
    } else {
        pp_buf_add_str(buf, "a program");
    }
    if (url->has_pid) {
        pp_buf_printf(buf, " (process id %lu)", (unsigned long)url->pid);
    }
}

void pp_registrant_text(struct pp_buf *buf, const struct pp_reservation *url)
{
    pp_registrant_program(buf, url);
    if (url->queue.len > 0) {
        pp_buf_add_str(buf, ", request queue ");
        pp_escape_text(buf, url->queue);
    }
}

static bool is_same(const struct pp_reservation *a,
                    const struct pp_reservation *b)
{
    return a->has_pid == b->has_pid && a->pid == b->pid &&
           pp_sv_equal(a->process, b->process);
}

const struct pp_reservation *pp_registrant_of(const struct pp_check_span *span)
{
    const struct pp_reservation *found = NULL;
    for (size_t i = 0; i < span->reservation_count; i++) {
        const struct pp_reservation *url = span->reservations[i];
        if (url->kind != PP_RESERVED_URL || !url->is_registered) {
            continue;
        }
        if ((!url->has_pid && url->process.len == 0) ||
            (found != NULL && !is_same(found, url))) {
            return NULL;
        }
        found = url;
    }
    return found;
}

void pp_holding_text(struct pp_buf *buf, const struct pp_reservation *mapping)
{
    pp_buf_add_str(buf,
                   mapping->kind == PP_RESERVED_HNS    ? "the HNS policy"
                   : mapping->kind == PP_RESERVED_RRAS ? "the RRAS mapping"
                                                       : "the NAT mapping");
    if (mapping->text.len > 0) {
        pp_buf_add_str(buf, " of ");
        pp_escape_text(buf, mapping->text);
    }
    pp_buf_add_str(buf, " (");
    if (mapping->address.len > 0) {
        pp_escape_text(buf, mapping->address);
        pp_buf_add_char(buf, ':');
    }
    pp_range_print(buf, mapping->range);
    if (mapping->target.len > 0) {
        pp_buf_add_str(buf, " -> ");
        pp_escape_text(buf, mapping->target);
    }
    pp_buf_add_char(buf, ')');
}
