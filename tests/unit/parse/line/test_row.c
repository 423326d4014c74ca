/* Rows of an exclusion table, alone. */
#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>

#include "portplan/buf.h"

#include "parse/line/row.h"

/* A row as a text: "1031-1130 50000-50059*", "lone 5", "bad above 65536",
 * "none"; flags in brackets behind. */
static const char *describe(const char *text)
{
    static struct pp_buf out;
    static const char *const faults[] = {
        [PP_FAULT_NONE] = "none",
        [PP_FAULT_ABOVE_MAX] = "above",
        [PP_FAULT_ZERO] = "zero",
        [PP_FAULT_END_BEFORE_START] = "order",
        [PP_FAULT_NUMBERS] = "numbers",
        [PP_FAULT_MALFORMED] = "malformed",
    };
    static struct pp_row row;
    pp_row_read(pp_sv_from(text), &row);
    pp_buf_done(&out);
    pp_buf_init(&out, 100000);
    switch (row.kind) {
    case PP_ROW_NONE:
        return "none";
    case PP_ROW_LONE:
        pp_buf_printf(&out, "lone %u", row.lone);
        return out.data;
    case PP_ROW_BAD:
        pp_buf_printf(
            &out, "bad %s %.*s", faults[row.fault], PP_SV_ARGS(row.culprit));
        return out.data;
    case PP_ROW_PAIRS:
        break;
    }
    for (size_t i = 0; i < row.pair_count; i++) {
        pp_buf_printf(&out,
                      "%s%u-%u%s",
                      i > 0 ? " " : "",
                      row.pairs[i].first,
                      row.pairs[i].last,
                      row.pairs[i].has_star ? "*" : "");
    }
    pp_buf_add_str(&out, row.has_leading_star ? " (leading)" : "");
    pp_buf_add_str(&out, row.is_dashed ? " (dashed)" : "");
    pp_buf_add_str(&out, row.has_note ? " (note)" : "");
    pp_buf_add_str(&out, row.ends_in_legend ? " (legend)" : "");
    return out.data;
}

struct row {
    const char *text;
    const char *expected;
};

static void check_rows(const struct row *rows, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        const char *found = describe(rows[i].text);
        cr_expect_str_eq(found,
                         rows[i].expected,
                         "row %zu, '%s': '%s' is not '%s'",
                         i,
                         rows[i].text,
                         found,
                         rows[i].expected);
    }
}

Test(row, reads_two_ports_however_they_are_written)
{
    static const struct row rows[] = {
        {"1031        1130", "1031-1130"},
        {"1031 1130", "1031-1130"},
        {"1031\t1130", "1031-1130"},
        {"1031\xC2\xA0\xC2\xA0"
         "1130",
         "1031-1130"},
        {"1 65535", "1-65535"},
        {"00080 00090", "80-90"},
        {"5357 5357", "5357-5357"},
        {"| 1031 | 1130 |", "1031-1130"},
        {"\xE2\x94\x82 1031 \xE2\x94\x82 1130 \xE2\x94\x82", "1031-1130"},
        {"**1031** **1130**", "1031-1130"},
        {"1031-1130", "1031-1130 (dashed)"},
        {"1031 - 1130", "1031-1130 (dashed)"},
        {"1031\xE2\x80\x93"
         "1130",
         "1031-1130 (dashed)"},
        {"1031~1130", "1031-1130 (dashed)"},
        {"1031 \xE2\x80\x94 1130", "1031-1130 (dashed)"},
    };
    check_rows(rows, PP_ARRAY_LEN(rows));
}

Test(row, reads_the_star_in_every_place_and_form)
{
    static const struct row rows[] = {
        {"50000 50059     *", "50000-50059*"},
        {"50000 50059 *", "50000-50059*"},
        {"50000 50059*", "50000-50059*"},
        {"50000 50059 \\*", "50000-50059*"},
        {"50000 50059 (*)", "50000-50059*"},
        {"50000 50059 | * |", "50000-50059*"},
        {"50000-50059*", "50000-50059* (dashed)"},
        {"* 50000 50059", "50000-50059 (leading)"},
        {"*50000 50059", "50000-50059 (leading)"},
        {"* 50000 50059 *", "50000-50059* (leading)"},
        {"50000 50059 (administered)", "50000-50059*"},
        {"50000 50059 Administered", "50000-50059*"},
        {"50000 50059 | admin", "50000-50059*"},
        {"50000 50059 (\xE6\x89\x98\xE7\xAE\xA1)", "50000-50059*"},
        {"50000 50059 \xEF\xBC\x88\xE7\xAE\xA1\xE7\x90\x86\xEF\xBC\x89",
         "50000-50059*"},
        {"50000 50059 (*", "50000-50059 (note)"},
        {"50000 50059 * <-- mine", "50000-50059* (note)"},
        {"50000 50059 (administered by a very long company name here)",
         "50000-50059 (note)"},
    };
    check_rows(rows, PP_ARRAY_LEN(rows));
}

Test(row, reads_several_rows_that_stand_on_one_line)
{
    static const struct row rows[] = {
        {"1031 1130 1131 1230", "1031-1130 1131-1230"},
        {"1031 1130 50000 50059 * 50060 50159",
         "1031-1130 50000-50059* 50060-50159"},
        {"1031 1130 * - Administered port exclusions.", "1031-1130 (legend)"},
        {"1031 1130 50000 50059 * * - Administered",
         "1031-1130 50000-50059* (legend)"},
        {"1031 1130 \\* \xE2\x80\x94 x", "1031-1130 (legend)"},
    };
    check_rows(rows, PP_ARRAY_LEN(rows));
}

Test(row, keeps_a_note_out_of_the_numbers)
{
    static const struct row rows[] = {
        {"1031 1130 # Kafka", "1031-1130 (note)"},
        {"1031 1130 <-- here", "1031-1130 (note)"},
        {"1031 1130 \xE2\x86\x90 \xE3\x81\x93", "1031-1130 (note)"},
        {"1031 1130 (my range)", "1031-1130 (note)"},
        {"1031 1130 - the first", "1031-1130 (note)"},
        {"50000 50059 *mine", "50000-50059* (note)"},
    };
    check_rows(rows, PP_ARRAY_LEN(rows));
}

Test(row, says_what_is_wrong_and_where)
{
    static const struct row rows[] = {
        {"55506-555605", "bad above 555605"},
        {"65536 65536", "bad above 65536"},
        {"1031 99999999999999999999", "bad above 99999999999999999999"},
        {"99999999999999999999", "bad above 99999999999999999999"},
        {"0 100", "bad zero 0"},
        {"0 0", "bad zero 0"},
        {"1130 1031", "bad order 1031"},
        {"1131 1130", "bad order 1130"},
        {"1031 1130 5", "bad numbers 5"},
        {"1031 1130 1131 1230 5", "bad numbers 5"},
        {"1031 1130 * 5", "bad numbers 5"},
        {"5O000 50099", "bad malformed 5O000 50099"},
        {"50000 5OO99", "bad malformed 50000 5OO99"},
        {"-1 5", "bad malformed -1 5"},
        {"0x407 0x46a", "bad malformed 0x407 0x46a"},
        {"1.5 2.5", "bad malformed 1.5 2.5"},
        {"1,031 1,130", "bad malformed 1,031 1,130"},
        {"5O000 50099 *", "bad malformed 5O000 50099 *"},
        {".... 8O80", "bad malformed .... 8O80"},
        {"1031 1130 1131 99999", "bad above 99999"},
        {"1031 1130 1131 12E0", "bad numbers 1131"},
        {"1031 11E0", "bad malformed 1031 11E0"},
        {"1031-1130,", "none"},
    };
    check_rows(rows, PP_ARRAY_LEN(rows));
}

Test(row, a_number_alone_is_for_others_to_judge)
{
    static const struct row rows[] = {
        {"1031", "lone 1031"},
        {"7", "lone 7"},
        {"65535", "lone 65535"},
        {"0", "lone 0"},
        {"65536", "bad above 65536"},
    };
    check_rows(rows, PP_ARRAY_LEN(rows));
}

Test(row, is_not_taken_in_by_other_numbers)
{
    static const struct row rows[] = {
        {"", "none"},
        {"words", "none"},
        {"2024-08-21", "none"},
        {"2024-08-21 12:00", "none"},
        {"12:30 13:30", "none"},
        {"443/tcp open", "none"},
        {"10.0.0.1 80", "none"},
        {"1.2.3 4.5.6", "none"},
        {"50% 60%", "none"},
        {"f(1) g(2)", "none"},
        {"1031 and more words", "none"},
        {"1031 words 1130", "none"},
        {"5 apples 6 pears", "none"},
        {"8080:80 x", "none"},
        {".. ..", "none"},
        {"1031 1130x and on", "none"},
        {"** 1", "lone 1"},
        {"* x", "none"},
        {"*", "none"},
    };
    check_rows(rows, PP_ARRAY_LEN(rows));
}

Test(row, has_a_limit_of_pairs)
{
    struct pp_buf text;
    pp_buf_init(&text, 1 << 20);
    for (unsigned i = 1; i <= PP_ROW_MAX_PAIRS; i++) {
        pp_buf_printf(&text, "%u %u ", i, i);
    }
    static struct pp_row row;
    struct pp_sv exact = {text.data, text.len - 1};
    pp_row_read(exact, &row);
    cr_expect_eq(row.kind, PP_ROW_PAIRS);
    cr_expect_eq(row.pair_count, PP_ROW_MAX_PAIRS);
    pp_buf_add_str(&text, "1025 1025");
    pp_row_read(pp_buf_view(&text), &row);
    cr_expect_eq(row.kind, PP_ROW_BAD);
    cr_expect_eq(row.fault, PP_FAULT_NUMBERS);
    pp_buf_done(&text);
}

Test(row, knows_dashes_of_every_length)
{
    static const struct {
        const char *text;
        size_t len;
    } rows[] = {
        {"-x", 1},
        {"~", 1},
        {"\xE2\x80\x90", 3},
        {"\xE2\x80\x91", 3},
        {"\xE2\x80\x93", 3},
        {"\xE2\x80\x94 x", 3},
        {"\xE2\x88\x92", 3},
        {"\xEF\xBD\x9E", 3},
        {"x-", 0},
        {"", 0},
        {"\xE2\x80", 0},
    };
    for (size_t i = 0; i < PP_ARRAY_LEN(rows); i++) {
        cr_expect_eq(
            pp_dash_at(pp_sv_from(rows[i].text)), rows[i].len, "row %zu", i);
    }
}

/* The fast readers take nothing that the slow one reads otherwise. */
Test(row, the_exact_row_is_netsh_s_own_and_nothing_else)
{
    static const struct {
        const char *text;
        const char *expected; /* NULL: not taken */
    } rows[] = {
        {"      1031        1130      ", "1031-1130"},
        {"1031 1130", "1031-1130"},
        {"     50000       50059     *", "50000-50059*"},
        {" 50000 50059 * ", "50000-50059*"},
        {"1 65535", "1-65535"},
        {"", NULL},
        {"    ", NULL},
        {"1031", NULL},
        {"1031 ", NULL},
        {"0 5", NULL},
        {"5 0", NULL},
        {"1 65536", NULL},
        {"1 655350", NULL},
        {"000001 5", "1-5"},
        {"0000001 5", NULL},
        {"5 1", NULL},
        {"1031 1130*", NULL},
        {"1031 1130 **", NULL},
        {"1031 1130 x", NULL},
        {"1031\t1130", NULL},
        {"1031-1130", NULL},
        {"* 1031 1130", NULL},
    };
    for (size_t i = 0; i < PP_ARRAY_LEN(rows); i++) {
        char line[64];
        struct pp_pair pair = {0, 0, false};
        uint32_t indent = 0;
        bool is_crlf = false;
        const char *at = line;
        (void)snprintf(line, sizeof(line), "%s\n", rows[i].text);
        bool is_taken = pp_row_read_next(
            &at, line + strlen(line), &pair, &indent, &is_crlf);
        cr_assert_eq(is_taken, rows[i].expected != NULL, "row %zu", i);
        if (is_taken) {
            const char *slowly = describe(rows[i].text);
            cr_expect_str_eq(slowly, rows[i].expected, "row %zu", i);
            char fast[40];
            (void)snprintf(fast,
                           sizeof(fast),
                           "%u-%u%s",
                           pair.first,
                           pair.last,
                           pair.has_star ? "*" : "");
            cr_expect_str_eq(fast, rows[i].expected, "row %zu", i);
        }
    }
}

Test(row, the_next_exact_row_needs_its_line_end)
{
    static const struct {
        const char *text;
        size_t taken_bytes; /* 0: not taken */
        uint32_t indent;
        bool is_crlf;
    } rows[] = {
        {"  1031  1130\nx", 13, 2, false},
        {"1031 1130 * \r\nx", 14, 0, true},
        {"1031 1130", 0, 0, false},
        {"1031 1130\r", 0, 0, false},
        {"1031 1130\rx", 0, 0, false},
        {"1031 1130 x\n", 0, 0, false},
        {"\n", 0, 0, false},
        {"", 0, 0, false},
    };
    for (size_t i = 0; i < PP_ARRAY_LEN(rows); i++) {
        const char *at = rows[i].text;
        const char *end = at + strlen(at);
        struct pp_pair pair;
        uint32_t indent = 0;
        bool is_crlf = false;
        bool is_taken = pp_row_read_next(&at, end, &pair, &indent, &is_crlf);
        cr_expect_eq(is_taken, rows[i].taken_bytes > 0, "row %zu", i);
        cr_expect_eq(
            (size_t)(at - rows[i].text), rows[i].taken_bytes, "row %zu", i);
        cr_expect_eq(indent, rows[i].indent, "row %zu", i);
        cr_expect_eq(is_crlf, rows[i].is_crlf, "row %zu", i);
    }
}
