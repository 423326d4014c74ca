/* A growing byte buffer with a maximum and a sticky failure. */
#include "portplan/buf.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "alloc.h"
#include "vec.h"

void pp_buf_init(struct pp_buf *buf, size_t max)
{
    /* The NUL needs a byte more. */
    *buf = (struct pp_buf){.max = max < SIZE_MAX ? max : SIZE_MAX - 1};
}

void pp_buf_done(struct pp_buf *buf)
{
    pp_free(buf->data);
    pp_buf_init(buf, buf->max);
}

void pp_buf_clear(struct pp_buf *buf)
{
    buf->len = 0;
    buf->status = PP_OK;
    if (buf->data != NULL) {
        buf->data[0] = '\0';
    }
}

/* Room for `extra` bytes and the NUL after them. */
static bool make_room(struct pp_buf *buf, size_t extra)
{
    if (buf->status != PP_OK) {
        return false;
    }
    if (extra > buf->max - buf->len) {
        buf->status = PP_ERR_LIMIT;
        return false;
    }
    if (buf->len + extra < buf->capacity) {
        return true;
    }
    buf->status = pp_vec_reserve(
        &buf->data, &buf->capacity, buf->len, extra + 1, 1, buf->max + 1);
    return buf->status == PP_OK;
}

void pp_buf_add(struct pp_buf *buf, struct pp_sv bytes)
{
    if (!make_room(buf, bytes.len)) {
        return;
    }
    if (bytes.len > 0) {
        memcpy(buf->data + buf->len, bytes.ptr, bytes.len);
    }
    buf->len += bytes.len;
    buf->data[buf->len] = '\0';
}

void pp_buf_add_str(struct pp_buf *buf, const char *text)
{
    pp_buf_add(buf, pp_sv_from(text));
}

void pp_buf_add_char(struct pp_buf *buf, char c)
{
    pp_buf_add(buf, (struct pp_sv){&c, 1});
}

void pp_buf_add_repeated(struct pp_buf *buf, char c, size_t times)
{
    if (!make_room(buf, times)) {
        return;
    }
    memset(buf->data + buf->len, c, times);
    buf->len += times;
    buf->data[buf->len] = '\0';
}

void pp_buf_add_u64(struct pp_buf *buf, uint64_t value)
{
    char digits[20];
    size_t at = sizeof(digits);
    do {
        digits[--at] = (char)('0' + value % 10);
        value /= 10;
    } while (value > 0);
    pp_buf_add(buf, (struct pp_sv){digits + at, sizeof(digits) - at});
}

void pp_buf_add_thousands(struct pp_buf *buf, uint64_t value)
{
    uint64_t unit = 1;
    while (value / unit >= 1000) {
        unit *= 1000;
    }
    pp_buf_add_u64(buf, value / unit);
    for (unit /= 1000; unit > 0; unit /= 1000) {
        pp_buf_printf(buf, ",%03u", (unsigned)(value / unit % 1000));
    }
}

void pp_buf_vprintf(struct pp_buf *buf, const char *format, va_list args)
{
    va_list again;
    va_copy(again, args);
    int len = vsnprintf(NULL, 0, format, args);
    if (len < 0) {
        buf->status = buf->status == PP_OK ? PP_ERR_INTERNAL : buf->status;
    } else if (make_room(buf, (size_t)len)) {
        (void)vsnprintf(buf->data + buf->len, (size_t)len + 1, format, again);
        buf->len += (size_t)len;
    }
    va_end(again);
}

void pp_buf_printf(struct pp_buf *buf, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    pp_buf_vprintf(buf, format, args);
    va_end(args);
}

struct pp_sv pp_buf_view(const struct pp_buf *buf)
{
    return (struct pp_sv){buf->data, buf->len};
}
