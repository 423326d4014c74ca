/* Folding of case: known letters, and laws over all code points. */
#include <criterion/criterion.h>
#include <string.h>

#include "base/fold.h"
#include "base/utf8.h"

static bool is_same(const char *a, const char *b)
{
    char folded[2][64] = {{0}};
    cr_assert(strlen(a) < sizeof(folded[0]) && strlen(b) < sizeof(folded[1]));
    pp_fold(pp_sv_from(a), folded[0]);
    pp_fold(pp_sv_from(b), folded[1]);
    return strcmp(folded[0], folded[1]) == 0;
}

Test(fold, names_are_the_same_in_any_case)
{
    static const struct {
        const char *a;
        const char *b;
        bool is_same;
    } rows[] = {
        {"Alice", "aLICE", true},
        {"Иван", "ИВАН", true},
        {"иван", "Иван", true},
        {"ЁЛКИН ґѐЂ", "ёлкин ҐЀђ", true},
        {"ΟΔΥΣΣΕΎΣ", "οδυσσεύς", true},
        {"Ήλιος", "ήΛΙΟΣ", true},
        {"MÜLLER Ÿ Œ Ł Š", "müller ÿ œ ł š", true},
        {"ȘTEFAN ȚIRIAC", "ștefan țiriac", true},
        {"NGUYỄN VĂN TOÀN", "nguyễn văn toàn", true},
        {"ՀԱՅԿ", "հայկ", true},
        {"ǅ Ǆ", "ǆ ǆ", true},
        {"張偉", "張偉", true},
        {"", "", true},
        {"Иван", "Ивaн", false}, /* the a is Latin */
        {"alice", "alicf", false},
        {"alice", "alic", false},
        {"İ", "i", false},
        {"×", "÷", false},
        {"@[`{", "`{@[", false},
        {"\xC3", "\xE3", false},
        {"a\xFF", "A\xFF", true},
    };
    for (size_t i = 0; i < PP_ARRAY_LEN(rows); i++) {
        cr_expect_eq(is_same(rows[i].a, rows[i].b),
                     rows[i].is_same,
                     "row %zu: %s, %s",
                     i,
                     rows[i].a,
                     rows[i].b);
    }
}

/* A folded text is as long, and folding it again changes nothing. */
Test(fold, every_code_point_keeps_its_length)
{
    size_t folded_count = 0;
    for (uint32_t code = 0; code <= 0x110001; code++) {
        char text[PP_UTF8_MAX_BYTES];
        char folded[2 * PP_UTF8_MAX_BYTES] = {0};
        char again[2 * PP_UTF8_MAX_BYTES] = {0};
        size_t len = pp_utf8_encode(code, text);
        uint32_t to = 0;
        pp_fold((struct pp_sv){text, len}, folded);
        pp_fold((struct pp_sv){folded, len}, again);
        folded_count += memcmp(text, folded, len) != 0;
        if (pp_utf8_next((struct pp_sv){folded, len}, 0, &to) != len ||
            to == PP_UTF8_INVALID || folded[len] != '\0' ||
            memcmp(folded, again, sizeof(folded)) != 0) {
            cr_expect(0, "U+%04X folds to U+%04X", code, to);
        }
    }
    /* 26 of ASCII, and of the 1,428 rows above it all but 34. */
    cr_expect_eq(folded_count, 26 + 1428 - 34);
}

Test(fold, bytes_that_are_no_utf8_stay)
{
    static const char text[] = "A\xC3\xFF\xE2\x82Z\xC3\x84";
    char into[sizeof(text)] = {0};
    pp_fold(pp_sv_from(text), into);
    cr_expect_str_eq(into, "a\xC3\xFF\xE2\x82z\xC3\xA4");
}
