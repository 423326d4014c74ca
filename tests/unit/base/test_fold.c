/* Folding of case: known letters, and laws over all code points. */
#include <criterion/criterion.h>
#include <string.h>

#include "base/fold.h"
#include "base/utf8.h"

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
        cr_expect_eq(
            pp_fold_equal(pp_sv_from(rows[i].a), pp_sv_from(rows[i].b)),
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
        char folded[PP_UTF8_MAX_BYTES];
        uint32_t to = pp_fold_code(code);
        folded_count += to != code;
        if (pp_utf8_encode(code, text) != pp_utf8_encode(to, folded) ||
            pp_fold_code(to) != to) {
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
