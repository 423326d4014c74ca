/* Case and words beyond ASCII. */
#include "redact_fold.h"

#include "portplan/utf8.h"

static bool is_in(uint32_t code, uint32_t first, uint32_t last)
{
    return first <= code && code <= last;
}

/* Blocks in which capitals have even and small letters odd numbers. */
static bool is_even_pair(uint32_t code)
{
    return is_in(code, 0x100, 0x137) || is_in(code, 0x14A, 0x177) ||
           is_in(code, 0x460, 0x481) || is_in(code, 0x48A, 0x4BF) ||
           is_in(code, 0x4D0, 0x52F);
}

/* And the other way round. */
static bool is_odd_pair(uint32_t code)
{
    return is_in(code, 0x139, 0x148) || is_in(code, 0x179, 0x17E);
}

static uint32_t lower_of(uint32_t code)
{
    if (is_in(code, 0xC0, 0xDE) && code != 0xD7) {
        return code + 0x20;
    }
    /* The dotted and the dotless I of Turkish are letters of their own. */
    if (is_even_pair(code) && code != 0x130 && code != 0x131) {
        return code | 1;
    }
    if (is_odd_pair(code)) {
        return code + (code & 1);
    }
    if (code == 0x178) {
        return 0xFF;
    }
    if (is_in(code, 0x388, 0x38A)) {
        return code + 37;
    }
    if (is_in(code, 0x391, 0x3A9)) {
        return code + 0x20;
    }
    if (is_in(code, 0x410, 0x42F)) {
        return code + 0x20;
    }
    return is_in(code, 0x400, 0x40F) ? code + 0x50 : code;
}

void pp_redact_fold(struct pp_sv text, char *into)
{
    size_t at = 0;
    while (at < text.len) {
        uint32_t code = 0;
        size_t len = pp_utf8_next(text, at, &code);
        if (len == 1) {
            char c = text.ptr[at];
            into[at] = c >= 'A' && c <= 'Z' ? (char)(c | 0x20) : c;
        } else if (len == 2) {
            (void)pp_utf8_encode(lower_of(code), into + at);
        } else {
            memcpy(into + at, text.ptr + at, len);
        }
        at += len;
    }
}

bool pp_redact_is_ideograph(uint32_t code)
{
    return is_in(code, 0x2E80, 0x2FFF) || is_in(code, 0x3040, 0x9FFF) ||
           is_in(code, 0xAC00, 0xD7AF) || is_in(code, 0xF900, 0xFAFF) ||
           is_in(code, 0x20000, 0x3FFFF);
}

bool pp_redact_is_letter(uint32_t code)
{
    if (code < 0x80) {
        return pp_is_alpha((char)code) || pp_is_digit((char)code);
    }
    /* Signs, punctuation, arrows, drawing, full-width signs, broken bytes. */
    return !is_in(code, 0x80, 0xBF) && code != 0xD7 && code != 0xF7 &&
           !is_in(code, 0x2000, 0x2BFF) && !is_in(code, 0x3000, 0x303F) &&
           !is_in(code, 0xFE30, 0xFE4F) && !is_in(code, 0xFF00, 0xFF0F) &&
           !is_in(code, 0xFF1A, 0xFF20) && code < 0xFFF0;
}

/* The code point that ends at `at`; 0 at the start of the line. */
static uint32_t code_before(struct pp_sv line, size_t at)
{
    for (size_t len = 1; len <= PP_UTF8_MAX_BYTES && len <= at; len++) {
        uint32_t code = 0;
        if (pp_utf8_next(line, at - len, &code) == len &&
            code != PP_UTF8_INVALID) {
            return code;
        }
    }
    return at > 0 ? PP_UTF8_INVALID : 0;
}

bool pp_redact_is_one_of(char c, const char *bytes)
{
    return c != '\0' && strchr(bytes, c) != NULL;
}

/* `\n`, `\r` and `\t` of a string literal end at `at`. */
static bool is_behind_escape(struct pp_sv line, size_t at)
{
    return at >= 2 && line.ptr[at - 2] == '\\' &&
           pp_redact_is_one_of(line.ptr[at - 1], "nrt");
}

bool pp_redact_is_edge(struct pp_sv line, size_t at)
{
    uint32_t before = code_before(line, at);
    uint32_t behind = 0;
    (void)pp_utf8_next(line, at, &behind);
    if (pp_redact_is_ideograph(before) || pp_redact_is_ideograph(behind)) {
        return true;
    }
    return !pp_redact_is_letter(before) || !pp_redact_is_letter(behind) ||
           is_behind_escape(line, at);
}
