/* UTF-8: decoding, widths, and text that is safe to show. */
#include "utf8.h"

#include <string.h>

struct code_range {
    uint32_t first;
    uint32_t last;
};

/* Unicode 14, without what cannot be in a table of ports. */
/* clang-format off */
static const struct code_range zero_width[] = {
    {0x00AD, 0x00AD}, {0x0300, 0x036F}, {0x0483, 0x0489}, {0x0591, 0x05BD},
    {0x05BF, 0x05BF}, {0x05C1, 0x05C2}, {0x05C4, 0x05C5}, {0x05C7, 0x05C7},
    {0x0610, 0x061A}, {0x061C, 0x061C}, {0x064B, 0x065F}, {0x0670, 0x0670},
    {0x06D6, 0x06DC}, {0x06DF, 0x06E4}, {0x06E7, 0x06E8}, {0x06EA, 0x06ED},
    {0x093A, 0x093A}, {0x093C, 0x093C}, {0x0941, 0x0948}, {0x094D, 0x094D},
    {0x0E31, 0x0E31}, {0x0E34, 0x0E3A}, {0x0E47, 0x0E4E}, {0x1160, 0x11FF},
    {0x180B, 0x180F}, {0x1AB0, 0x1ACE}, {0x1DC0, 0x1DFF}, {0x200B, 0x200F},
    {0x202A, 0x202E}, {0x2060, 0x206F}, {0x20D0, 0x20F0}, {0x302A, 0x302D},
    {0x3099, 0x309A}, {0xFE00, 0xFE0F}, {0xFE20, 0xFE2F}, {0xFEFF, 0xFEFF},
    {0xFFF9, 0xFFFB}, {0xE0000, 0xE007F}, {0xE0100, 0xE01EF},
};

static const struct code_range double_width[] = {
    {0x1100, 0x115F}, {0x231A, 0x231B}, {0x2329, 0x232A}, {0x23E9, 0x23EC},
    {0x2614, 0x2615}, {0x26A1, 0x26A1}, {0x2705, 0x2705}, {0x274C, 0x274C},
    {0x2753, 0x2755}, {0x2757, 0x2757}, {0x2B50, 0x2B50}, {0x2E80, 0x303E},
    {0x3041, 0x33FF}, {0x3400, 0x4DBF}, {0x4E00, 0xA4CF}, {0xA960, 0xA97F},
    {0xAC00, 0xD7A3}, {0xF900, 0xFAFF}, {0xFE10, 0xFE19}, {0xFE30, 0xFE6F},
    {0xFF00, 0xFF60}, {0xFFE0, 0xFFE6}, {0x1F300, 0x1F64F},
    {0x1F680, 0x1F6FF}, {0x1F900, 0x1F9FF}, {0x20000, 0x3FFFD},
};

/* Invisible, or able to reorder what is around them. */
static const struct code_range unsafe[] = {
    {0x0000, 0x001F}, {0x007F, 0x009F}, {0x00AD, 0x00AD}, {0x061C, 0x061C},
    {0x180E, 0x180E}, {0x200B, 0x200F}, {0x2028, 0x202E}, {0x2060, 0x206F},
    {0xFEFF, 0xFEFF}, {0xFFF9, 0xFFFB}, {0xE0000, 0xE007F},
    {PP_UTF8_INVALID, UINT32_MAX},
};
/* clang-format on */

static bool
is_within(const struct code_range *ranges, size_t count, uint32_t code)
{
    size_t low = 0;
    size_t high = count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (ranges[middle].last < code) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low < count && ranges[low].first <= code;
}

/* The first byte outside ASCII at or after `at`, or the end. */
static size_t skip_ascii(struct pp_sv text, size_t at)
{
    while (text.len - at >= sizeof(uint64_t)) {
        uint64_t word;
        memcpy(&word, text.ptr + at, sizeof(word));
        if ((word & UINT64_C(0x8080808080808080)) != 0) {
            break;
        }
        at += sizeof(word);
    }
    while (at < text.len && (unsigned char)text.ptr[at] < 0x80) {
        at++;
    }
    return at;
}

/* How many bytes follow a lead byte, and what the first of them may be: this
 * alone keeps out overlong forms, surrogates and what is above U+10FFFF. */
struct lead {
    size_t follow;
    unsigned char low;
    unsigned char high;
};

static struct lead read_lead(unsigned char byte)
{
    if (byte < 0xC2 || byte > 0xF4) {
        return (struct lead){0, 0, 0};
    }
    if (byte < 0xE0) {
        return (struct lead){1, 0x80, 0xBF};
    }
    if (byte < 0xF0) {
        return (struct lead){
            2, byte == 0xE0 ? 0xA0 : 0x80, byte == 0xED ? 0x9F : 0xBF};
    }
    return (struct lead){
        3, byte == 0xF0 ? 0x90 : 0x80, byte == 0xF4 ? 0x8F : 0xBF};
}

/* The length of the valid sequence that the bytes begin with, or 0. */
static size_t sequence_length(const unsigned char *bytes, size_t len)
{
    struct lead lead = read_lead(bytes[0]);
    if (lead.follow == 0 || lead.follow >= len || bytes[1] < lead.low ||
        bytes[1] > lead.high) {
        return 0;
    }
    for (size_t i = 2; i <= lead.follow; i++) {
        if ((bytes[i] & 0xC0) != 0x80) {
            return 0;
        }
    }
    return lead.follow + 1;
}

size_t pp_utf8_next(struct pp_sv text, size_t at, uint32_t *ret_code)
{
    if (at >= text.len) {
        return 0;
    }
    const unsigned char *bytes = (const unsigned char *)text.ptr + at;
    if (bytes[0] < 0x80) {
        *ret_code = bytes[0];
        return 1;
    }
    size_t len = sequence_length(bytes, text.len - at);
    if (len == 0) {
        *ret_code = PP_UTF8_INVALID;
        return 1;
    }
    /* The lead byte keeps 5, 4 or 3 of its bits. */
    uint32_t code = bytes[0] & (0x7FU >> len);
    for (size_t i = 1; i < len; i++) {
        code = code << 6 | (bytes[i] & 0x3FU);
    }
    *ret_code = code;
    return len;
}

static char low_byte(uint32_t value)
{
    return (char)(unsigned char)(value & 0xFF);
}

size_t pp_utf8_encode(uint32_t code, char into[PP_UTF8_MAX_BYTES])
{
    if (code > 0x10FFFF || (code >= 0xD800 && code <= 0xDFFF)) {
        code = 0xFFFD;
    }
    if (code < 0x80) {
        into[0] = low_byte(code);
        return 1;
    }
    if (code < 0x800) {
        into[0] = low_byte(0xC0 | code >> 6);
        into[1] = low_byte(0x80 | (code & 0x3F));
        return 2;
    }
    if (code < 0x10000) {
        into[0] = low_byte(0xE0 | code >> 12);
        into[1] = low_byte(0x80 | (code >> 6 & 0x3F));
        into[2] = low_byte(0x80 | (code & 0x3F));
        return 3;
    }
    into[0] = low_byte(0xF0 | code >> 18);
    into[1] = low_byte(0x80 | (code >> 12 & 0x3F));
    into[2] = low_byte(0x80 | (code >> 6 & 0x3F));
    into[3] = low_byte(0x80 | (code & 0x3F));
    return 4;
}

size_t pp_utf8_count_invalid(struct pp_sv text)
{
    const unsigned char *bytes = (const unsigned char *)text.ptr;
    size_t invalid_count = 0;
    size_t at = skip_ascii(text, 0);
    while (at < text.len) {
        size_t len = sequence_length(bytes + at, text.len - at);
        invalid_count += len == 0;
        at += len == 0 ? 1 : len;
        /* Text outside ASCII comes in runs: no word test inside them. */
        if (at < text.len && bytes[at] < 0x80) {
            at = skip_ascii(text, at);
        }
    }
    return invalid_count;
}

bool pp_utf8_is_valid(struct pp_sv text)
{
    return pp_utf8_count_invalid(text) == 0;
}

struct pp_sv pp_utf8_clip(struct pp_sv text, size_t max_bytes)
{
    if (text.len <= max_bytes) {
        return text;
    }
    /* Only a sequence that begins in the last three bytes can be cut. */
    for (size_t back = 1; back < PP_UTF8_MAX_BYTES && back <= max_bytes;
         back++) {
        uint32_t code;
        if (pp_utf8_next(text, max_bytes - back, &code) > back) {
            return pp_sv_sub(text, 0, max_bytes - back);
        }
    }
    return pp_sv_sub(text, 0, max_bytes);
}

size_t pp_utf8_columns(struct pp_sv text)
{
    size_t columns = 0;
    uint32_t code;
    for (size_t at = 0, len; (len = pp_utf8_next(text, at, &code)) > 0;
         at += len) {
        columns++;
    }
    return columns;
}

unsigned pp_utf8_code_width(uint32_t code)
{
    if (code < 0x80) {
        return 1;
    }
    if (is_within(zero_width, PP_ARRAY_LEN(zero_width), code)) {
        return 0;
    }
    return is_within(double_width, PP_ARRAY_LEN(double_width), code) ? 2 : 1;
}

size_t pp_utf8_width(struct pp_sv text)
{
    size_t width = 0;
    uint32_t code;
    for (size_t at = 0, len; (len = pp_utf8_next(text, at, &code)) > 0;
         at += len) {
        width += pp_utf8_code_width(code);
    }
    return width;
}

bool pp_utf8_is_unsafe(uint32_t code)
{
    if (code >= 0x20 && code < 0x7F) {
        return false;
    }
    return is_within(unsafe, PP_ARRAY_LEN(unsafe), code);
}

static void escape_code(struct pp_buf *out, uint32_t code, char byte)
{
    if (code == '\t') {
        pp_buf_add_char(out, ' ');
    } else if (code < 0x80 || code == PP_UTF8_INVALID) {
        pp_buf_printf(out, "\\x%02X", (unsigned)(unsigned char)byte);
    } else {
        pp_buf_printf(out, "\\u{%04X}", (unsigned)code);
    }
}

void pp_escape_text(struct pp_buf *out, struct pp_sv text)
{
    size_t copied = 0;
    uint32_t code;
    for (size_t at = 0, len; (len = pp_utf8_next(text, at, &code)) > 0;
         at += len) {
        if (!pp_utf8_is_unsafe(code)) {
            continue;
        }
        pp_buf_add(out, pp_sv_sub(text, copied, at - copied));
        escape_code(out, code, text.ptr[at]);
        copied = at + len;
    }
    pp_buf_add(out, pp_sv_sub(text, copied, text.len));
}
