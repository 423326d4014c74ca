/* UTF-8: decoding against the definition, widths, and safe text. */
#include <criterion/criterion.h>
#include <string.h>

#include "base/utf8.h"
#include "random.h"

/* Unicode's definition, spelt out: the oracle for the table in utf8.c. */
static size_t
defined_length(const unsigned char *bytes, size_t len, uint32_t *code)
{
    static const struct {
        unsigned char mask;
        unsigned char lead;
        size_t len;
        uint32_t first;
    } forms[] = {{0x80, 0x00, 1, 0x00},
                 {0xE0, 0xC0, 2, 0x80},
                 {0xF0, 0xE0, 3, 0x800},
                 {0xF8, 0xF0, 4, 0x10000}};
    for (size_t i = 0; i < PP_ARRAY_LEN(forms); i++) {
        if ((bytes[0] & forms[i].mask) != forms[i].lead || forms[i].len > len) {
            continue;
        }
        uint32_t value = bytes[0] & (unsigned char)~forms[i].mask;
        for (size_t k = 1; k < forms[i].len; k++) {
            if ((bytes[k] & 0xC0) != 0x80) {
                return 0;
            }
            value = value << 6 | (bytes[k] & 0x3F);
        }
        if (value < forms[i].first || value > 0x10FFFF ||
            (value >= 0xD800 && value <= 0xDFFF)) {
            return 0;
        }
        *code = value;
        return forms[i].len;
    }
    return 0;
}

Test(utf8, every_code_point_is_read_as_it_was_written)
{
    for (uint32_t code = 0; code <= 0x110001; code++) {
        char bytes[PP_UTF8_MAX_BYTES];
        size_t len = pp_utf8_encode(code, bytes);
        uint32_t expected = code;
        if (code > 0x10FFFF || (code >= 0xD800 && code <= 0xDFFF)) {
            expected = 0xFFFD;
        }
        uint32_t got = 0;
        uint32_t defined = 0;
        struct pp_sv text = {bytes, len};
        cr_assert_eq(pp_utf8_next(text, 0, &got), len, "U+%04X", code);
        cr_assert_eq(got, expected, "U+%04X", code);
        cr_assert_eq(defined_length((unsigned char *)bytes, len, &defined),
                     len);
        cr_assert_eq(defined, expected);
        cr_assert(pp_utf8_is_valid(text));
        /* Cut short it is nothing. */
        text.len--;
        cr_assert_eq(pp_utf8_is_valid(text), text.len == 0, "U+%04X", code);
    }
}

Test(utf8, all_sequences_of_lead_and_second_byte_are_judged_by_definition)
{
    static const unsigned char tails[] = {0x7F, 0x80, 0xBF, 0xC0};
    for (unsigned i = 0; i < 65536 * 16; i++) {
        unsigned char bytes[4] = {(unsigned char)(i >> 12 & 0xFF),
                                  (unsigned char)(i >> 4 & 0xFF),
                                  tails[i >> 2 & 3],
                                  tails[i & 3]};
        uint32_t expected = PP_UTF8_INVALID;
        size_t len = defined_length(bytes, sizeof(bytes), &expected);
        uint32_t got = 0;
        struct pp_sv text = {(char *)bytes, sizeof(bytes)};
        cr_assert_eq(pp_utf8_next(text, 0, &got),
                     len > 0 ? len : 1,
                     "%02X %02X %02X %02X",
                     bytes[0],
                     bytes[1],
                     bytes[2],
                     bytes[3]);
        cr_assert_eq(got, expected);
    }
}

Test(utf8, the_end_of_the_text_has_no_code_point)
{
    uint32_t code = 77;
    cr_expect_eq(pp_utf8_next(PP_SV("a"), 1, &code), 0);
    cr_expect_eq(pp_utf8_next(PP_SV("a"), 2, &code), 0);
    cr_expect_eq(pp_utf8_next((struct pp_sv){NULL, 0}, 0, &code), 0);
    cr_expect_eq(code, 77, "written at the end");
}

Test(utf8, invalid_bytes_are_counted_one_by_one)
{
    static const struct {
        struct pp_sv text;
        size_t invalid_count;
        size_t columns;
    } rows[] = {
        {PP_SV_INIT(""), 0, 0},
        {PP_SV_INIT("abc"), 0, 3},
        {PP_SV_INIT("f\xC3\xBCr"), 0, 3},
        {PP_SV_INIT("\xFF"), 1, 1},
        {PP_SV_INIT("\xC3"), 1, 1},
        {PP_SV_INIT("\xE5\x8D"), 2, 2},
        {PP_SV_INIT("\xED\xA0\x80"), 3, 3},
        {PP_SV_INIT("\xC0\x80"), 2, 2},
        {PP_SV_INIT("12345678\xFF"
                    "12345678\xFE"),
         2,
         18},
        {PP_SV_INIT("1234567\x80"), 1, 8},
        {PP_SV_INIT("\xE5\x8D\x8F\xFF\xE5\x8D\x8F"), 1, 3},
        {PP_SV_INIT("a\0b"), 0, 3},
    };
    for (size_t i = 0; i < PP_ARRAY_LEN(rows); i++) {
        cr_expect_eq(pp_utf8_count_invalid(rows[i].text),
                     rows[i].invalid_count,
                     "row %zu",
                     i);
        cr_expect_eq(pp_utf8_is_valid(rows[i].text),
                     rows[i].invalid_count == 0,
                     "row %zu",
                     i);
        cr_expect_eq(
            pp_utf8_columns(rows[i].text), rows[i].columns, "row %zu", i);
    }
    cr_expect(pp_utf8_is_valid((struct pp_sv){NULL, 0}));
}

Test(utf8, counting_is_the_same_as_reading_one_by_one)
{
    struct pp_test_random random = pp_test_random_from(1);
    for (int round = 0; round < 20000; round++) {
        char bytes[40];
        size_t len = pp_test_random_below(&random, sizeof(bytes));
        for (size_t i = 0; i < len; i++) {
            static const char some[] = "aaaaaaaa\xC3\xA9\xE5\x8D\x8F\xF0\x9F";
            bytes[i] = some[pp_test_random_below(&random, sizeof(some))];
        }
        struct pp_sv text = {bytes, len};
        size_t invalid_count = 0;
        uint32_t code;
        for (size_t at = 0, step; (step = pp_utf8_next(text, at, &code)) > 0;
             at += step) {
            invalid_count += code == PP_UTF8_INVALID;
        }
        cr_assert_eq(
            pp_utf8_count_invalid(text), invalid_count, "round %d", round);
    }
}

Test(utf8, clipping_never_cuts_a_sequence)
{
    static const struct {
        const char *text;
        size_t max;
        size_t expected;
    } rows[] = {
        {"abc", 5, 3},
        {"abc", 3, 3},
        {"abc", 2, 2},
        {"abc", 0, 0},
        {"é", 1, 0},
        {"aé", 2, 1},
        {"aé", 3, 3},
        {"协议", 5, 3},
        {"协议", 4, 3},
        {"协议", 3, 3},
        {"协议", 2, 0},
        {"协议", 1, 0},
        {"😀a", 4, 4},
        {"😀a", 3, 0},
        {"a😀", 4, 1},
        {"a😀", 2, 1},
        {"\x80\x80\x80\x80", 2, 2},
        {"a\xE5\x8D", 2, 2},
        {"", 0, 0},
    };
    for (size_t i = 0; i < PP_ARRAY_LEN(rows); i++) {
        struct pp_sv got = pp_utf8_clip(pp_sv_from(rows[i].text), rows[i].max);
        cr_expect_eq(got.len,
                     rows[i].expected,
                     "'%s' to %zu: %zu",
                     rows[i].text,
                     rows[i].max,
                     got.len);
    }
}

Test(utf8, widths_are_those_of_a_terminal)
{
    static const struct {
        uint32_t code;
        unsigned width;
    } codes[] = {
        {'a', 1},     {0xE9, 1},    {0x300, 0},   {0x36F, 0},   {0x370, 1},
        {0x200B, 0},  {0x200F, 0},  {0x2010, 1},  {0xFEFF, 0},  {0x10FF, 1},
        {0x1100, 2},  {0x115F, 2},  {0x4E00, 2},  {0x3042, 2},  {0xAC00, 2},
        {0xD7A3, 2},  {0xD7A4, 1},  {0xFF01, 2},  {0xFF61, 1},  {0x1F600, 2},
        {0x20000, 2}, {0x3FFFD, 2}, {0x3FFFE, 1}, {0xE0100, 0}, {0xE01F0, 1},
        {0x2502, 1},  {0x0, 1},     {0xAD, 0},
    };
    for (size_t i = 0; i < PP_ARRAY_LEN(codes); i++) {
        cr_expect_eq(pp_utf8_code_width(codes[i].code),
                     codes[i].width,
                     "U+%04X",
                     codes[i].code);
    }
    cr_expect_eq(pp_utf8_width(PP_SV("tcp 协议 é")), 10);
    cr_expect_eq(pp_utf8_width(PP_SV("e\xCC\x81\xFF")), 2);
    cr_expect_eq(pp_utf8_width(PP_SV("")), 0);
}

/* ---- Safe text ---- */

static struct pp_buf escaped(struct pp_sv text)
{
    struct pp_buf out;
    pp_buf_init(&out, 1 << 20);
    pp_escape_text(&out, text);
    cr_assert_eq(out.status, PP_OK);
    return out;
}

Test(utf8, escaping_shows_what_would_act_or_hide)
{
    static const struct {
        struct pp_sv text;
        const char *expected;
    } rows[] = {
        {PP_SV_INIT(""), ""},
        {PP_SV_INIT("1031 1130 * \\n"), "1031 1130 * \\n"},
        {PP_SV_INIT("für 协议 😀"), "für 协议 😀"},
        {PP_SV_INIT("a\tb"), "a b"},
        {PP_SV_INIT("\x1B[31mred\x1B[0m"), "\\x1B[31mred\\x1B[0m"},
        {PP_SV_INIT("a\0b\n\r\x07\x7F"), "a\\x00b\\x0A\\x0D\\x07\\x7F"},
        {PP_SV_INIT("\xC2\x9B"
                    "1m"),
         "\\u{009B}1m"},
        {PP_SV_INIT("a\x9B\xFF"), "a\\x9B\\xFF"},
        {PP_SV_INIT("\xE2\x80\xAE"
                    "gnp\xE2\x81\xA6"),
         "\\u{202E}gnp\\u{2066}"},
        {PP_SV_INIT("\xE2\x80\x8B\xEF\xBB\xBF\xC2\xAD"),
         "\\u{200B}\\u{FEFF}\\u{00AD}"},
        {PP_SV_INIT("\xF3\xA0\x81\x81"), "\\u{E0041}"},
        {PP_SV_INIT("\xE2\x80\xA8"), "\\u{2028}"},
        {PP_SV_INIT("end\x01"), "end\\x01"},
    };
    for (size_t i = 0; i < PP_ARRAY_LEN(rows); i++) {
        struct pp_buf out = escaped(rows[i].text);
        struct pp_sv got = pp_buf_view(&out);
        cr_expect(pp_sv_equal(got, pp_sv_from(rows[i].expected)),
                  "row %zu: '%.*s'",
                  i,
                  PP_SV_ARGS(got));
        pp_buf_done(&out);
    }
}

static bool must_not_pass(uint32_t code)
{
    return code < 0x20 || (code >= 0x7F && code <= 0x9F) ||
           (code >= 0x200B && code <= 0x200F) ||
           (code >= 0x2028 && code <= 0x202E) ||
           (code >= 0x2060 && code <= 0x206F) || code == 0xFEFF ||
           code == PP_UTF8_INVALID;
}

Test(utf8, nothing_unsafe_passes_escaping)
{
    struct pp_test_random random = pp_test_random_from(3);
    for (int round = 0; round < 20000; round++) {
        char bytes[64];
        size_t len = 0;
        while (len + PP_UTF8_MAX_BYTES < sizeof(bytes)) {
            uint32_t code = pp_test_random_below(&random, 0x2100);
            len += pp_utf8_encode(code, bytes + len);
            bytes[len++] = (char)pp_test_random_below(&random, 256);
        }
        struct pp_buf out = escaped((struct pp_sv){bytes, len});
        uint32_t code;
        for (size_t at = 0, step;
             (step = pp_utf8_next(pp_buf_view(&out), at, &code)) > 0;
             at += step) {
            cr_assert(!must_not_pass(code), "U+%04X", code);
        }
        pp_buf_done(&out);
    }
}

Test(utf8, every_unsafe_code_point_is_known)
{
    for (uint32_t code = 0; code <= 0x110000; code++) {
        bool is_unsafe = pp_utf8_is_unsafe(code);
        cr_assert(!must_not_pass(code) || is_unsafe, "U+%04X", code);
        bool is_letter = (code >= 'a' && code <= 'z') ||
                         (code >= 0x400 && code <= 0x481) ||
                         (code >= 0x4E00 && code <= 0x9FFF);
        cr_assert(!is_letter || !is_unsafe, "U+%04X", code);
    }
}
