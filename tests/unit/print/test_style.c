/* Colour, width and paragraphs of reports. */
#include <criterion/criterion.h>
#include <string.h>

#include "print/style.h"

static const char *text_of(struct pp_buf *buf)
{
    return buf->data != NULL ? buf->data : "";
}

Test(style, writes_no_sequence_without_color)
{
    struct pp_style style = pp_style_plain();
    struct pp_buf buf;
    pp_buf_init(&buf, 1000);
    for (unsigned color = 0; color < PP_COLOR_COUNT; color++) {
        pp_style_text(&buf, &style, (enum pp_color)color, "x");
    }
    cr_assert_str_eq(text_of(&buf), "xxxxxxxxxxx");
    pp_buf_done(&buf);
}

Test(style, closes_every_color_that_it_opens)
{
    struct pp_style style = {.color = true};
    for (unsigned color = 1; color < PP_COLOR_COUNT; color++) {
        struct pp_buf buf;
        pp_buf_init(&buf, 1000);
        pp_style_text(&buf, &style, (enum pp_color)color, "x");
        const char *text = text_of(&buf);
        cr_expect_eq(text[0], '\033', "color %u", color);
        cr_expect_str_eq(strchr(text, 'x'), "x\033[0m", "color %u", color);
        pp_buf_done(&buf);
    }
}

Test(style, plain_is_plain_even_in_color)
{
    struct pp_style style = {.color = true};
    struct pp_buf buf;
    pp_buf_init(&buf, 1000);
    pp_style_text(&buf, &style, PP_COLOR_PLAIN, "x");
    cr_assert_str_eq(text_of(&buf), "x");
    pp_buf_done(&buf);
}

Test(style, width_has_a_default_and_a_floor)
{
    cr_expect_eq(pp_style_width(&(struct pp_style){.width = 0}), 80);
    cr_expect_eq(pp_style_width(&(struct pp_style){.width = 1}), 20);
    cr_expect_eq(pp_style_width(&(struct pp_style){.width = 132}), 132);
}

Test(style, paragraphs_break_at_blanks_and_lose_nothing)
{
    static const struct {
        unsigned width;
        size_t indent;
        const char *text;
        const char *expected;
    } rows[] = {
        {20, 0, "", "\n"},
        {20, 0, "one", "one\n"},
        {20, 2, "one two", "  one two\n"},
        {20, 0, "0123456789 123456789", "0123456789 123456789\n"},
        {20, 0, "0123456789 1234567890", "0123456789\n1234567890\n"},
        {20,
         1,
         "a-word-longer-than-the-line b",
         " a-word-longer-than-the-line\n b\n"},
        /* Two cells each: seven of them and a blank fill 15. */
        {20, 0, "端口端口端口端 口口口", "端口端口端口端\n口口口\n"},
    };
    for (size_t i = 0; i < PP_ARRAY_LEN(rows); i++) {
        struct pp_style style = {.width = rows[i].width};
        struct pp_buf buf;
        pp_buf_init(&buf, 1000);
        pp_style_paragraph(&buf, &style, rows[i].indent, rows[i].text);
        cr_expect_str_eq(text_of(&buf), rows[i].expected, "row %zu", i);
        pp_buf_done(&buf);
    }
}
