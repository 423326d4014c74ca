/* Code pages by iconv. The only file that includes iconv.h. */
#include <errno.h>
#include <iconv.h>
#include <string.h>

#include "text_codepage.h"

enum {
    LOST_BYTES = sizeof(PP_TEXT_LOST) - 1
};

enum pp_status pp_text_codepage_open(const char *iconv_name, void **ret_handle)
{
    iconv_t handle = iconv_open("UTF-8", iconv_name);
    if ((intptr_t)handle == -1) {
        return errno == ENOMEM ? PP_ERR_NOMEM : PP_ERR_INVALID;
    }
    *ret_handle = handle;
    return PP_OK;
}

void pp_text_codepage_close(void *handle)
{
    (void)iconv_close(handle);
}

/* One call of iconv, and what stopped it: 0 when it came to the end. */
static int convert(iconv_t handle,
                   struct pp_sv raw,
                   struct pp_text_step *step,
                   char *into,
                   size_t room)
{
    /* iconv does not write to its input, whatever its type says. */
    char *in = (char *)(uintptr_t)(raw.ptr + step->consumed_bytes);
    size_t in_left = raw.len - step->consumed_bytes;
    char *out = into + step->produced_bytes;
    size_t out_left = room - step->produced_bytes;
    size_t result = iconv(handle, &in, &in_left, &out, &out_left);
    int reason = result == SIZE_MAX ? errno : 0;
    step->consumed_bytes = raw.len - in_left;
    step->produced_bytes = room - out_left;
    return reason;
}

/* Vietnamese and Hebrew pages hold a letter back until they have seen what
 * follows it. */
static void
flush(iconv_t handle, struct pp_text_step *step, char *into, size_t room)
{
    char *out = into + step->produced_bytes;
    size_t out_left = room - step->produced_bytes;
    (void)iconv(handle, NULL, NULL, &out, &out_left);
    step->produced_bytes = room - out_left;
}

struct pp_text_step pp_text_codepage_decode(
    void *handle, struct pp_sv raw, bool is_last, char *into, size_t room)
{
    struct pp_text_step step = {0, 0};
    while (step.consumed_bytes < raw.len) {
        int reason = convert(handle, raw, &step, into, room);
        bool is_cut = reason == EINVAL && !is_last;
        if (reason == 0 || reason == E2BIG || is_cut ||
            room - step.produced_bytes < LOST_BYTES) {
            break;
        }
        memcpy(into + step.produced_bytes, PP_TEXT_LOST, LOST_BYTES);
        step.produced_bytes += LOST_BYTES;
        step.consumed_bytes++;
    }
    if (is_last && step.consumed_bytes == raw.len) {
        flush(handle, &step, into, room);
    }
    return step;
}
