/* Control sequences of a terminal. */
#include "terminal.h"

#include <string.h>

static const char escape = '\x1B';

/* Behind `ESC [`: parameters and intermediates, then one final byte. */
static size_t control_end(struct pp_sv text, size_t at)
{
    while (at < text.len && text.ptr[at] >= 0x20 && text.ptr[at] < 0x40) {
        at++;
    }
    return at < text.len && text.ptr[at] >= 0x40 && text.ptr[at] < 0x7F ? at + 1
                                                                        : 0;
}

/* Behind `ESC ]`: anything to BEL or `ESC \`. */
static size_t command_end(struct pp_sv text, size_t at)
{
    for (; at < text.len; at++) {
        if (text.ptr[at] == '\a') {
            return at + 1;
        }
        if (text.ptr[at] == escape) {
            return at + 1 < text.len && text.ptr[at + 1] == '\\' ? at + 2 : 0;
        }
    }
    return 0;
}

/* Behind ESC: intermediates, as of `ESC ( B`, then one final byte. */
static size_t escape_end(struct pp_sv text, size_t at)
{
    while (at < text.len && text.ptr[at] >= 0x20 && text.ptr[at] < 0x30) {
        at++;
    }
    return at < text.len && text.ptr[at] >= 0x30 && text.ptr[at] < 0x7F ? at + 1
                                                                        : 0;
}

size_t pp_terminal_sequence(struct pp_sv text, size_t at)
{
    if (at + 1 >= text.len) {
        return 0;
    }
    char kind = text.ptr[at + 1];
    size_t end = kind == '['   ? control_end(text, at + 2)
                 : kind == ']' ? command_end(text, at + 2)
                               : escape_end(text, at + 1);
    return end > 0 ? end - at : 0;
}

struct pp_sv pp_terminal_strip(struct pp_sv line, struct pp_buf *scratch)
{
    const char *from = line.len > 0 ? memchr(line.ptr, escape, line.len) : NULL;
    if (from == NULL) {
        return line;
    }
    pp_buf_clear(scratch);
    size_t at = (size_t)(from - line.ptr);
    pp_buf_add(scratch, pp_sv_sub(line, 0, at));
    while (at < line.len) {
        size_t len =
            line.ptr[at] == escape ? pp_terminal_sequence(line, at) : 0;
        if (len == 0) {
            pp_buf_add_char(scratch, line.ptr[at]);
            at++;
        }
        at += len;
    }
    return scratch->status == PP_OK ? pp_buf_view(scratch) : line;
}
