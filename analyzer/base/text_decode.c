/* Decoding to UTF-8: UTF-16 by hand, code pages by iconv, neither ever fatal.
 * The only file that includes iconv.h. */
#include "text_decode.h"

#include <errno.h>
#include <iconv.h>
#include <string.h>

#include "portplan/utf8.h"

enum {
    LOST_BYTES = sizeof(PP_TEXT_LOST) - 1
};

enum pp_status pp_text_decoder_open(struct pp_text_decoder *decoder,
                                    const struct pp_text_encoding *encoding)
{
    *decoder = (struct pp_text_decoder){.kind = encoding->kind};
    if (encoding->kind != PP_TEXT_CODEPAGE) {
        return PP_OK;
    }
    iconv_t handle = iconv_open("UTF-8", encoding->iconv_name);
    if ((intptr_t)handle == -1) {
        return errno == ENOMEM ? PP_ERR_NOMEM : PP_ERR_INVALID;
    }
    decoder->iconv = handle;
    return PP_OK;
}

void pp_text_decoder_close(struct pp_text_decoder *decoder)
{
    if (decoder->iconv != NULL) {
        (void)iconv_close(decoder->iconv);
    }
    *decoder = (struct pp_text_decoder){.kind = PP_TEXT_UTF8};
}

static uint32_t read_unit(enum pp_text_encoding_kind kind,
                          const unsigned char *bytes)
{
    return kind == PP_TEXT_UTF16LE ? bytes[0] | (uint32_t)bytes[1] << 8
                                   : bytes[1] | (uint32_t)bytes[0] << 8;
}

/* Reads one code point of UTF-16; 0 when its second half is still to come. A
 * surrogate without its other half is lost, alone. */
static size_t read_utf16(enum pp_text_encoding_kind kind,
                         struct pp_sv raw,
                         bool is_last,
                         uint32_t *ret_code)
{
    const unsigned char *bytes = (const unsigned char *)raw.ptr;
    uint32_t high = read_unit(kind, bytes);
    *ret_code = high;
    if (high < 0xD800 || high > 0xDFFF) {
        return 2;
    }
    *ret_code = 0xFFFF;
    if (high >= 0xDC00) {
        return 2;
    }
    if (raw.len < 4) {
        return is_last ? 2 : 0;
    }
    uint32_t low = read_unit(kind, bytes + 2);
    if (low < 0xDC00 || low > 0xDFFF) {
        return 2;
    }
    *ret_code = 0x10000 + ((high - 0xD800) << 10) + (low - 0xDC00);
    return 4;
}

static struct pp_text_step decode_utf16(enum pp_text_encoding_kind kind,
                                        struct pp_sv raw,
                                        bool is_last,
                                        char *into,
                                        size_t room)
{
    struct pp_text_step step = {0, 0};
    while (raw.len - step.consumed_bytes >= 2 &&
           room - step.produced_bytes >= PP_UTF8_MAX_BYTES) {
        struct pp_sv rest = pp_sv_sub(raw, step.consumed_bytes, SIZE_MAX);
        uint32_t code;
        size_t len = read_utf16(kind, rest, is_last, &code);
        if (len == 0) {
            break;
        }
        step.consumed_bytes += len;
        step.produced_bytes += pp_utf8_encode(code, into + step.produced_bytes);
    }
    return step;
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

static struct pp_text_step decode_codepage(
    iconv_t handle, struct pp_sv raw, bool is_last, char *into, size_t room)
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

struct pp_text_step pp_text_decode(struct pp_text_decoder *decoder,
                                   struct pp_sv raw,
                                   bool is_last,
                                   char *into,
                                   size_t room)
{
    if (decoder->kind == PP_TEXT_CODEPAGE) {
        return decode_codepage(decoder->iconv, raw, is_last, into, room);
    }
    return decode_utf16(decoder->kind, raw, is_last, into, room);
}
