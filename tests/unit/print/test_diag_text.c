/* Diagnostics as people read them. */
#include <criterion/criterion.h>
#include <string.h>

#include "portplan/buf.h"
#include "portplan/diag.h"
#include "portplan/sv.h"

#include "print/diag_text.h"
#include "print/show_view.h"
#include "print/style.h"

/* What the only diagnostic looks like, without the closing hint. */
static void render(const struct pp_diag *draft,
                   const char *message,
                   struct pp_buf *ret_text)
{
    struct pp_diags *diags = NULL;
    cr_assert_eq(pp_diags_new(&diags), PP_OK);
    pp_diags_add(diags, draft, "%s", message);
    struct pp_capture captures[] = {{.name = PP_SV("dump.txt")},
                                    {.name = PP_SV("b\x1b[31m.txt")}};
    struct pp_show show = {
        .captures = captures, .capture_count = 2, .diags = diags};
    struct pp_style style = pp_style_plain();
    pp_buf_init(ret_text, 1 << 20);
    pp_diags_text(ret_text, &style, &show, PP_SEVERITY_NOTE);
    cr_assert_eq(ret_text->status, PP_OK);
    char *hint = strstr(ret_text->data, "(portplan explain");
    cr_assert_not_null(hint);
    *hint = '\0';
    pp_diags_free(diags);
}

Test(diag_text, caret_stands_under_the_column)
{
    static const struct {
        const char *label;
        const char *line;
        uint32_t column;
        uint32_t span;
        const char *expected; /* the two lines */
    } rows[] = {
        {"plain",
         "  55506  555605",
         10,
         6,
         "  55506  555605\n         ^~~~~~\n"},
        {"no span", "abc", 2, 0, "abc\n ^\n"},
        {"first column", "abc", 1, 3, "abc\n^~~\n"},
        {"behind the line", "abc", 4, 1, "abc\n   ^\n"},
        {"span past the end", "abc", 3, 9, "abc\n  ^\n"},
        {"column past the end", "abc", 9, 1, "abc\n"},
        {"whole line", "abc", 0, 0, "abc\n"},
        {"tab", "\tabc", 2, 3, "        abc\n        ^~~\n"},
        {"tab inside", "ab\tc", 4, 1, "ab      c\n        ^\n"},
        {"wide", "端口 5", 4, 1, "端口 5\n     ^\n"},
        {"under wide", "a端口", 2, 2, "a端口\n ^~~~\n"},
        {"combining", "e\xcc\x81x", 3, 1, "e\xcc\x81x\n ^\n"},
        {"control before", "\x1b[5", 2, 2, "\\x1B[5\n    ^~\n"},
        {"under a control", "a\x07z", 2, 1, "a\\x07z\n ^~~~\n"},
        {"no UTF-8",
         "\xff"
         "5",
         2,
         1,
         "\\xFF5\n    ^\n"},
    };
    for (size_t i = 0; i < PP_ARRAY_LEN(rows); i++) {
        struct pp_diag draft = {
            .code = PP_DIAG_ROW_PORT_ABOVE_MAX,
            .place = {.capture = 0, .column = rows[i].column, .line = 9},
            .span = rows[i].span,
            .excerpt = pp_sv_from(rows[i].line)};
        struct pp_buf text;
        render(&draft, "m", &text);
        const char *second = strchr(text.data, '\n') + 1;
        cr_expect_str_eq(second, rows[i].expected, "%s", rows[i].label);
        pp_buf_done(&text);
    }
}

Test(diag_text, head_names_what_is_known_of_the_place)
{
    static const struct {
        struct pp_place place;
        const char *expected;
    } rows[] = {
        {{0, 12, 9}, "dump.txt:9:12: warning: m [PP-417]\n"},
        {{0, 0, 9}, "dump.txt:9: warning: m [PP-417]\n"},
        {{0, 0, 0}, "dump.txt: warning: m [PP-417]\n"},
        {{7, 0, 0}, "?: warning: m [PP-417]\n"},
        {{1, 0, 1}, "b\\x1B[31m.txt:1: warning: m [PP-417]\n"},
    };
    for (size_t i = 0; i < PP_ARRAY_LEN(rows); i++) {
        struct pp_diag draft = {.code = PP_DIAG_ROW_PORT_ABOVE_MAX,
                                .place = rows[i].place};
        struct pp_buf text;
        render(&draft, "m", &text);
        cr_expect_str_eq(text.data, rows[i].expected, "row %zu", i);
        pp_buf_done(&text);
    }
}

Test(diag_text, second_place_has_a_line_of_its_own)
{
    struct pp_diag draft = {.code = PP_DIAG_TABLES_DIFFER,
                            .place = {.line = 40},
                            .related = {.line = 3},
                            .related_note = "the earlier table"};
    struct pp_buf text;
    render(&draft, "differs", &text);
    cr_expect_str_eq(text.data,
                     "dump.txt:40: warning: differs [PP-601]\n"
                     "dump.txt:3: note: the earlier table\n");
    pp_buf_done(&text);
}

Test(diag_text, message_is_escaped)
{
    struct pp_diag draft = {.code = PP_DIAG_ROW_PORT_ABOVE_MAX};
    struct pp_buf text;
    render(&draft, "a\x1b[2J\nb", &text);
    cr_expect_str_eq(text.data,
                     "dump.txt: warning: a\\x1B[2J\\x0Ab [PP-417]\n");
    pp_buf_done(&text);
}

Test(diag_text, what_is_not_kept_is_counted_and_notes_can_be_left_out)
{
    struct pp_diags *diags = NULL;
    cr_assert_eq(pp_diags_new(&diags), PP_OK);
    struct pp_diag note = {.code = PP_DIAG_ROW_NOTE};
    struct pp_diag warning = {.code = PP_DIAG_ROW_PORT_ABOVE_MAX};
    pp_diags_add(diags, &note, "n");
    struct pp_show show = {.diags = diags};
    struct pp_style style = pp_style_plain();
    struct pp_buf text;
    pp_buf_init(&text, 1 << 20);
    pp_diags_text(&text, &style, &show, PP_SEVERITY_WARNING);
    cr_expect_eq(text.len, 0);
    for (int i = 0; i < 1000; i++) {
        pp_diags_add(diags, &warning, "w");
    }
    pp_diags_text(&text, &style, &show, PP_SEVERITY_WARNING);
    cr_expect_null(strstr(text.data, "note:"));
    cr_expect_not_null(strstr(text.data, " more are not shown\n"));
    cr_expect_not_null(strstr(text.data, "(portplan explain PP-417"));
    pp_buf_done(&text);
    pp_diags_free(diags);
}
