/* Sequences of a terminal, which are no text (terminal.h). */
#include <criterion/criterion.h>

#include "text/terminal.h"

struct strip_case {
    const char *line;
    const char *plain;
};

Test(terminal, whole_sequences_go)
{
    static const struct strip_case rows[] = {
        {"", ""},
        {"1031 1130", "1031 1130"},
        {"\x1b[36;1m1031\x1b[0m \x1b[K1130\x1b[m", "1031 1130"},
        {"\x1b[?25l\x1b[2J*", "*"},
        {"\x1b]0;title\a1 2", "1 2"},
        {"\x1b]8;;http://x/\x1b\\1 2\x1b]8;;\x1b\\", "1 2"},
        {"\x1b(B\x1b[m1 2", "1 2"},
        {"\x1b=1\x1b>", "1"},
        /* What does not end stays: no text is lost behind it. */
        {"1 \x1b", "1 \x1b"},
        {"1 \x1b[31", "1 \x1b[31"},
        {"1 \x1b[3\x01m 2", "1 \x1b[3\x01m 2"},
        {"1 \x1b]0;2 3", "1 \x1b]0;2 3"},
        {"1 \x1b]0;2\x1b[0m 3", "1 \x1b]0;2 3"},
        {"1 \x1b\xC3\xA9", "1 \x1b\xC3\xA9"},
    };
    struct pp_buf scratch;
    pp_buf_init(&scratch, 1 << 10);
    for (size_t i = 0; i < PP_ARRAY_LEN(rows); i++) {
        struct pp_sv line = pp_sv_from(rows[i].line);
        struct pp_sv plain = pp_terminal_strip(line, &scratch);
        cr_expect(pp_sv_equal(plain, pp_sv_from(rows[i].plain)),
                  "row %zu: '%.*s'",
                  i,
                  PP_SV_ARGS(plain));
    }
    pp_buf_done(&scratch);
}

/* A line without any is not copied. */
Test(terminal, a_plain_line_is_itself)
{
    static const char text[] = "50000 50059 *";
    struct pp_buf scratch;
    pp_buf_init(&scratch, 1 << 10);
    cr_expect_eq(pp_terminal_strip(PP_SV(text), &scratch).ptr, text);
    cr_expect_eq(scratch.len, 0);
    pp_buf_done(&scratch);
}
