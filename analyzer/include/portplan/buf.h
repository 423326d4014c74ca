/*
 * A growing byte buffer with a mandatory maximum. A failure (no memory, the
 * maximum reached) is kept in `status` and makes every later call do nothing,
 * so that a writer can write a whole report and look once, at its end.
 */
#ifndef PORTPLAN_BUF_H
#define PORTPLAN_BUF_H

#include <stdarg.h>

#include "portplan/sv.h"

PP_BEGIN_DECLS

struct pp_buf {
    char *data;            /* NUL-terminated whenever not NULL */
    size_t len;            /* bytes used, without that NUL */
    size_t capacity;       /* bytes allocated */
    size_t max;            /* `len` never exceeds it */
    enum pp_status status; /* PP_OK until the first failure */
};

/* An empty buffer that may grow to `max` bytes; allocates nothing yet. */
PP_API void pp_buf_init(struct pp_buf *buf, size_t max);

/* Frees the bytes; the buffer is as after pp_buf_init. */
PP_API void pp_buf_done(struct pp_buf *buf);

/* Forgets the bytes and the failure, keeps the memory. */
PP_API void pp_buf_clear(struct pp_buf *buf);

PP_API void pp_buf_add(struct pp_buf *buf, struct pp_sv bytes);
PP_API void pp_buf_add_str(struct pp_buf *buf, const char *text);
PP_API void pp_buf_add_char(struct pp_buf *buf, char c);
PP_API void pp_buf_add_repeated(struct pp_buf *buf, char c, size_t times);
PP_API void pp_buf_add_u64(struct pp_buf *buf, uint64_t value);
/* For people: 10000 as "10,000". */
PP_API void pp_buf_add_thousands(struct pp_buf *buf, uint64_t value);
PP_API void pp_buf_printf(struct pp_buf *buf, const char *format, ...)
    PP_PRINTF(2, 3);
/* The same with the arguments of a caller's `...`. */
PP_API void pp_buf_vprintf(struct pp_buf *buf, const char *format, va_list args)
    PP_PRINTF(2, 0);

/* The bytes so far; borrowed until the next call on the buffer. */
PP_API struct pp_sv pp_buf_view(const struct pp_buf *buf);

PP_END_DECLS

#endif
