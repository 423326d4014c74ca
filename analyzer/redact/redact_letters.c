/* Bytes, letters and words. */
#include "redact_letters.h"

#include "base/bounds.h"
#include "base/bytes.h"
#include "base/utf8.h"

char pp_redact_byte(struct pp_sv line, size_t at)
{
    return at < line.len ? line.ptr[at] : '\0';
}

bool pp_redact_is_separator(char c)
{
    return c == '\\' || c == '/';
}

static bool is_beyond_ascii(char c)
{
    return (unsigned char)c >= 0x80;
}

bool pp_redact_is_word_byte(char c)
{
    return pp_is_alpha(c) || pp_is_digit(c) || is_beyond_ascii(c);
}

bool pp_redact_has_letter(struct pp_sv word)
{
    for (size_t i = 0; i < word.len; i++) {
        if (pp_is_alpha(word.ptr[i]) || is_beyond_ascii(word.ptr[i])) {
            return true;
        }
    }
    return false;
}

size_t pp_redact_exe_len(struct pp_sv name)
{
    static const struct pp_sv exe = PP_SV_INIT(".exe");
    return name.len > exe.len &&
                   pp_sv_equal_nocase(
                       pp_sv_sub(name, name.len - exe.len, SIZE_MAX), exe)
               ? exe.len
               : 0;
}

static bool is_in(uint32_t code, uint32_t first, uint32_t last)
{
    return first <= code && code <= last;
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

bool pp_redact_is_edge(struct pp_sv line, size_t at)
{
    uint32_t before = code_before(line, at);
    uint32_t behind = 0;
    (void)pp_utf8_next(line, at, &behind);
    if (pp_redact_is_ideograph(before) || pp_redact_is_ideograph(behind)) {
        return true;
    }
    /* `\n`, `\r` and `\t` of a string literal end at `at`. */
    return !pp_redact_is_letter(before) || !pp_redact_is_letter(behind) ||
           (at >= 2 && line.ptr[at - 2] == '\\' &&
            pp_is_one_of(line.ptr[at - 1], "nrt"));
}

bool pp_redact_is_later_part(struct pp_sv line, size_t at)
{
    if (at > 0 && is_beyond_ascii(line.ptr[at - 1])) {
        return true;
    }
    return at > 1 && pp_is_one_of(line.ptr[at - 1], "-._+") &&
           (pp_is_alpha(line.ptr[at - 2]) || pp_is_digit(line.ptr[at - 2]));
}

size_t pp_redact_word_end(struct pp_sv line, size_t at, const char *others)
{
    const size_t most = at + PP_LIMIT_REDACT_NAME_BYTES;
    while (at < line.len && at < most &&
           (pp_redact_is_word_byte(line.ptr[at]) ||
            pp_is_one_of(line.ptr[at], others))) {
        at++;
    }
    return at;
}

size_t pp_redact_name_end(struct pp_sv line,
                          size_t at,
                          const char *others,
                          const char *loose)
{
    size_t to = pp_redact_word_end(line, at, others);
    return at + pp_trim_end(pp_sv_sub(line, at, to - at), loose).len;
}
