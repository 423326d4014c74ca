/* Taking the wrappings off a pasted line. */
#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>

#include "parse/line/clean.h"

struct row {
    const char *text;
    const char *expected;
};

static void expect_text(size_t row, struct pp_sv found, const char *expected)
{
    cr_expect(pp_sv_equal(found, pp_sv_from(expected)),
              "row %zu: '%.*s' is not '%s'",
              row,
              PP_SV_ARGS(found),
              expected);
}

Test(clean, trims_every_blank_that_pastes_have)
{
    static const struct row rows[] = {
        {"", ""},
        {" \t ", ""},
        {"a", "a"},
        {"  a b \t", "a b"},
        {"\v\f a \r", "a"},
        {"\xC2\xA0"
         "a\xC2\xA0",
         "a"},                               /* no-break */
        {"\xE3\x80\x80 a\xE3\x80\x80", "a"}, /* ideographic */
        {"\xEF\xBB\xBF"
         "a",
         "a"}, /* byte-order mark */
        {"\xE2\x80\x8B\xE2\x80\x8F"
         "a\xE2\x80\xAA\xE2\x80\xAE",
         "a"},                                /* direction marks */
        {"\xE2\x80\x93 a", "\xE2\x80\x93 a"}, /* an en dash stays */
        {"a\x80", "a\x80"},                   /* half a character */
        {"\xC2", "\xC2"},
    };
    for (size_t i = 0; i < PP_ARRAY_LEN(rows); i++) {
        expect_text(
            i, pp_trim_wide(pp_sv_from(rows[i].text)), rows[i].expected);
    }
}

Test(clean, knows_a_fence_from_a_line_of_text)
{
    static const struct {
        const char *text;
        bool is_fence;
    } rows[] = {
        {"```", true},
        {"~~~", true},
        {"````powershell", true},
        {"> ```cmd", true},
        {">> ```", true},
        {"``", false},
        {"`netsh`", false},
        {"```netsh int ipv4 show excludedportrange tcp```", false},
        {"```a text far too long to be the name of a language", false},
        {"", false},
        {">", false},
    };
    for (size_t i = 0; i < PP_ARRAY_LEN(rows); i++) {
        cr_expect_eq(pp_is_fence(pp_sv_from(rows[i].text)),
                     rows[i].is_fence,
                     "row %zu: %s",
                     i,
                     rows[i].text);
    }
}

Test(clean, undoes_what_web_pages_and_source_code_do_to_a_line)
{
    static const struct row rows[] = {
        {"1031  1130", "1031  1130"},
        {"", ""},
        /* tags and what they leave behind */
        {"<td>1031</td><td>1130</td>", " 1031  1130 "},
        {"1031 1130<br>1131 1230<br/>", "1031 1130\n1131 1230\n"},
        {"<span class=\"mi\">1031</span> <b>1130</b>", "1031 1130"},
        {"<P>a</P>", "\na\n"},
        /* no tags: arrows, comparisons, unknown and unfinished ones */
        {"1031 1130 <-- here", "1031 1130 <-- here"},
        {"a < b > c", "a < b > c"},
        {"<port>80</port>", "<port>80</port>"},
        {"<b", "<b"},
        {"<", "<"},
        {"</", "</"},
        /* entities */
        {"1031&nbsp;&#160;1130&#32;&#42;", "1031  1130 *"},
        {"&lt;&gt;&amp;&quot;&#39;&ast;&#x2A;", "<>&\"'**"},
        {"a & b &unknown; &", "a & b &unknown; &"},
        /* escapes of string literals */
        {"\"1031 1130\\r\\n1131 1230\\n\"", "\"1031 1130\n1131 1230\n\""},
        {"1031\\t1130", "1031 1130"},
        {"say \\\"tcp\\\"", "say \"tcp\""},
        {"a\\xb \\n", "a\\xb \n"},
        /* paths are no literals */
        {"C:\\temp", "C:\\temp"},
        {"cd C:\\new", "cd C:\\new"},
        {"C:\\new> netsh int \\n", "C:\\new> netsh int \\n"},
    };
    for (size_t i = 0; i < PP_ARRAY_LEN(rows); i++) {
        struct pp_buf scratch;
        pp_buf_init(&scratch, 1000);
        struct pp_sv line = pp_sv_from(rows[i].text);
        expect_text(i, pp_unwrap_line(line, &scratch), rows[i].expected);
        pp_buf_done(&scratch);
    }
}

Test(clean, a_line_that_does_not_fit_stays_as_it_is)
{
    struct pp_buf scratch;
    pp_buf_init(&scratch, 4);
    struct pp_sv line = PP_SV("<b>12345</b>");
    struct pp_sv found = pp_unwrap_line(line, &scratch);
    cr_expect(found.ptr == line.ptr && found.len == line.len);
    pp_buf_done(&scratch);
}

Test(clean, never_takes_a_digit_of_the_row_away)
{
    /* Every wrapping is put in front of this row and the row must be left. */
    static const char *const prefixes[] = {
        "> ",
        ">",
        "> > ",
        "# ",
        "## ",
        "// ",
        "- ",
        "-- ",
        "-> ",
        "--> ",
        "=> ",
        "% ",
        "rem ",
        "REM ",
        ":: ",
        "; ",
        "! ",
        "x ",
        "\xE2\x80\xA2 ",
        "\xC2\xB7 ",
        "\xC2\xBB ",
        "[verify] ",
        "[INFO] ",
        "2024-08-08T12:00:00.1234567Z ",
        "1. ",
        "12) ",
        "41: ",
        "41:",
        "\xE2\x9E\x9C  ",            /* U+279C */
        "\xE2\x9A\xA0\xEF\xB8\x8F ", /* U+26A0 U+FE0F */
        "\xF0\x9F\x94\x92 ",         /* U+1F512 */
        "\xE2\x86\x92 ",             /* U+2192 */
        "+ ",
        "+  ",
        "web-1  | ",
        "`",
        "\"",
        "'",
        "  \"  ",
        "> - # 1. ",
        "\xC2\xA0",
    };
    static const char *const suffixes[] = {
        "",
        " ",
        "\\",
        "\",",
        "\";",
        "' +",
        "`",
        "\" + \\",
        "\xE3\x80\x80",
    };
    static const char row[] = "a1031        1130";
    for (size_t i = 0; i < PP_ARRAY_LEN(prefixes); i++) {
        for (size_t k = 0; k < PP_ARRAY_LEN(suffixes); k++) {
            char line[128];
            int len = snprintf(line,
                               sizeof(line),
                               "%s%s%s",
                               prefixes[i],
                               row + (strcmp(prefixes[i], "41:") != 0),
                               suffixes[k]);
            struct pp_piece piece =
                pp_clean_piece((struct pp_sv){line, (size_t)len});
            expect_text(i, piece.text, row + (strcmp(prefixes[i], "41:") != 0));
            cr_expect_not(piece.is_piped, "row %zu", i);
        }
    }
}

Test(clean, leaves_what_only_looks_like_a_wrapping)
{
    static const struct row rows[] = {
        {"-1 5", "-1 5"},
        {"* 1031 1130", "* 1031 1130"},
        {"*", ""},
        {"* * - Administered", "* - Administered"},
        {"* ----------    --------", "----------    --------"},
        {"* - Administered", "* - Administered"},
        {"[50000] x", "[50000] x"},
        {"[a]", "[a]"},
        {"[a] x", "x"},
        {"[a text that is too long for a tag] x",
         "[a text that is too long for a tag] x"},
        {"[open x", "[open x"},
        {"41:42", "41:42"},
        {"1234567. a", "1234567. a"},
        {"5.a", "5.a"},
        {"5)a", "5)a"},
        {"+5", "+5"},
        {"++a", "++a"},
        {"2024-08-08T12:00", "2024-08-08T12:00"},
        {"2024-08-08 12:00:00.12345", "2024-08-08 12:00:00.12345"},
        {"a | b | c", "a | b | c"},
        {"a b", "a b"},
        {"\\----------", "----------"},
        {"\\* - Administered", "* - Administered"},
        {"\\x", "\\x"},
        {"\xE2\x9C\x93"
         "a",
         "\xE2\x9C\x93"
         "a"},
        {"> > > > > a", "> a"},
        {"\"\"", ""},
        {"", ""},
    };
    for (size_t i = 0; i < PP_ARRAY_LEN(rows); i++) {
        expect_text(
            i, pp_clean_piece(pp_sv_from(rows[i].text)).text, rows[i].expected);
    }
}

Test(clean, tells_the_cells_of_a_drawn_table)
{
    cr_expect(pp_clean_piece(PP_SV("| 1031 | 1130 |")).is_piped);
    cr_expect(pp_clean_piece(PP_SV("> | 1031 | 1130 |")).is_piped);
    cr_expect(pp_clean_piece(PP_SV("\xE2\x94\x82 1031")).is_piped);
    cr_expect_not(pp_clean_piece(PP_SV("1031 | 1130")).is_piped);
}
