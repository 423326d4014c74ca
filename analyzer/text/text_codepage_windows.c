/*
 * Code pages by Windows, which has all of them under their numbers. Windows is
 * asked one character at a time, because it does not say where a text goes
 * wrong. Its tables leave nothing out: what a code page has no character for
 * becomes a C1 control or a private one; here as with iconv it is lost. Only
 * the Japanese page keeps its private characters of two bytes.
 */
#define WIN32_LEAN_AND_MEAN
#include <string.h>
#include <windows.h>

#include "base/utf8.h"
#include "text_codepage.h"

enum {
    LOST_BYTES = sizeof(PP_TEXT_LOST) - 1,
    GB18030 = 54936,
    JAPANESE = 932,
    EUC_JP = 20932,
    KOI8_R = 20866,
};

static const struct {
    const char *iconv_name;
    UINT number;
} other_names[] = {
    {"GB18030", GB18030},
    {"ISO-8859-1", 28591},
    {"ISO-8859-2", 28592},
    {"ISO-8859-15", 28605},
    {"KOI8-R", KOI8_R},
    {"EUC-JP", EUC_JP},
};

/* "CP850" is 850; 0 for an unknown name. */
static UINT number_of(const char *iconv_name)
{
    struct pp_sv name = pp_sv_from(iconv_name);
    for (size_t i = 0; i < PP_ARRAY_LEN(other_names); i++) {
        if (pp_sv_equal(name, pp_sv_from(other_names[i].iconv_name))) {
            return other_names[i].number;
        }
    }
    uint32_t number = 0;
    if (!pp_sv_starts(name, PP_SV("CP")) ||
        !pp_sv_to_u32(pp_sv_sub(name, 2, SIZE_MAX), UINT16_MAX, &number)) {
        return 0;
    }
    return number;
}

enum pp_status pp_text_codepage_open(const char *iconv_name, void **ret_handle)
{
    UINT number = number_of(iconv_name);
    if (number == 0 || !IsValidCodePage(number)) {
        return PP_ERR_INVALID;
    }
    *ret_handle = (void *)(uintptr_t)number;
    return PP_OK;
}

void pp_text_codepage_close(void *handle)
{
    (void)handle;
}

/* How many bytes the character has that the first ones begin. */
static size_t
character_length(UINT number, const unsigned char *bytes, size_t len)
{
    if (number == GB18030) {
        if (bytes[0] == 0x80 || bytes[0] == 0xFF) {
            return 1;
        }
        bool is_long = len > 1 && bytes[1] >= '0' && bytes[1] <= '9';
        return is_long ? 4 : 2;
    }
    if (number == EUC_JP) {
        if (bytes[0] == 0x8F) {
            return 3;
        }
        return bytes[0] == 0x8E || bytes[0] >= 0xA1 ? 2 : 1;
    }
    return IsDBCSLeadByteEx(number, bytes[0]) ? 2 : 1;
}

/* 0 where the bytes are no character of the code page; `len` is 0 where the
 * text ends inside one. */
static uint32_t
decode_character(UINT number, const unsigned char *bytes, size_t len)
{
    WCHAR units[2];
    int count = MultiByteToWideChar(
        number, MB_ERR_INVALID_CHARS, (const char *)bytes, (int)len, units, 2);
    if (count == 2 && IS_SURROGATE_PAIR(units[0], units[1])) {
        return 0x10000 + (((uint32_t)units[0] - 0xD800) << 10) +
               (units[1] - 0xDC00U);
    }
    if (count != 1) {
        return 0;
    }
    uint32_t code = units[0];
    bool is_private = code >= 0xE000 && code <= 0xF8FF;
    bool is_c1_control = code >= 0x80 && code <= 0x9F;
    /* Only the ISO 8859 code pages have the C1 controls themselves. */
    bool is_lost = IS_HIGH_SURROGATE(code) || IS_LOW_SURROGATE(code) ||
                   code == 0xFFFD ||
                   (is_private && (number != JAPANESE || len != 2)) ||
                   (is_c1_control && (number < 28591 || number > 28605));
    return is_lost ? 0 : code;
}

/* The character that the first bytes are, or the one byte that is not a
 * character. */
static struct pp_text_step
decode_one(UINT number, const unsigned char *bytes, size_t len, char *into)
{
    if (bytes[0] < 0x80) {
        into[0] = (char)bytes[0];
        return (struct pp_text_step){1, 1};
    }
    uint32_t code = decode_character(number, bytes, len);
    if (code == 0) {
        memcpy(into, PP_TEXT_LOST, LOST_BYTES);
        return (struct pp_text_step){1, LOST_BYTES};
    }
    return (struct pp_text_step){len, pp_utf8_encode(code, into)};
}

struct pp_text_step pp_text_codepage_decode(
    void *handle, struct pp_sv raw, bool is_last, char *into, size_t room)
{
    UINT number = (UINT)(uintptr_t)handle;
    struct pp_text_step step = {0, 0};
    while (step.consumed_bytes < raw.len &&
           room - step.produced_bytes >= PP_UTF8_MAX_BYTES) {
        const unsigned char *at =
            (const unsigned char *)raw.ptr + step.consumed_bytes;
        size_t left = raw.len - step.consumed_bytes;
        size_t len = at[0] < 0x80 ? 1 : character_length(number, at, left);
        if (len > left && !is_last) {
            break;
        }
        struct pp_text_step one = decode_one(
            number, at, len > left ? 0 : len, into + step.produced_bytes);
        step.consumed_bytes += one.consumed_bytes;
        step.produced_bytes += one.produced_bytes;
    }
    return step;
}
