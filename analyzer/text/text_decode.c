/* Decoding to UTF-8: UTF-16 by hand, code pages by the system, neither ever
 * fatal. */
#include "text_decode.h"

#include "base/utf8.h"
#include "text_codepage.h"

enum pp_status pp_text_decoder_open(struct pp_text_decoder *decoder,
                                    const struct pp_text_encoding *encoding)
{
    *decoder = (struct pp_text_decoder){.kind = encoding->kind};
    if (encoding->kind != PP_TEXT_CODEPAGE) {
        return PP_OK;
    }
    return pp_text_codepage_open(encoding->iconv_name, &decoder->codepage);
}

void pp_text_decoder_close(struct pp_text_decoder *decoder)
{
    if (decoder->codepage != NULL) {
        pp_text_codepage_close(decoder->codepage);
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

struct pp_text_step pp_text_decode(struct pp_text_decoder *decoder,
                                   struct pp_sv raw,
                                   bool is_last,
                                   char *into,
                                   size_t room)
{
    if (decoder->kind == PP_TEXT_CODEPAGE) {
        return pp_text_codepage_decode(
            decoder->codepage, raw, is_last, into, room);
    }
    return decode_utf16(decoder->kind, raw, is_last, into, room);
}
