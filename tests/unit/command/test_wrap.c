/* Breaking lines for a terminal. */
#include <criterion/criterion.h>
#include <string.h>

#include "command/wrap.h"
#include "random.h"

static void expect(const char *text, size_t width, const char *wanted)
{
    struct pp_buf buf;
    pp_buf_init(&buf, 1 << 16);
    pps_wrap(&buf, pp_sv_from(text), width);
    cr_expect_str_eq(buf.data, wanted);
    pp_buf_done(&buf);
}

Test(wrap, breaks_at_blanks_below_the_text)
{
    expect(
        "one two three four five six\n", 20, "one two three four\nfive six\n");
    expect(
        "  one two three four five\n", 20, "  one two three four\n    five\n");
    expect("80/tcp  free: nothing is in the way\n",
           24,
           "80/tcp  free: nothing is\n        in the way\n");
    expect("fits in twenty cells", 20, "fits in twenty cells");
    expect("a line that is too long here", 0, "a line that is too long here");
}

Test(wrap, leaves_whole_what_is_copied_or_pointed_at)
{
    expect("  cure: netsh int ipv4 show dynamicport tcp\n",
           20,
           "  cure:\n    netsh int ipv4 show dynamicport tcp\n");
    expect("  60000      600000 is more than\n             ^~~~~~\n",
           20,
           "  60000      600000 is more than\n             ^~~~~~\n");
    expect("https://example.com/a-long-name more\n",
           20,
           "https://example.com/a-long-name\nmore\n");
}

Test(wrap, counts_cells_and_not_bytes)
{
    expect("\x1b[1mbold\x1b[0m is no wider\n",
           20,
           "\x1b[1mbold\x1b[0m is no wider\n");
    expect("\xc3\xa4\xc3\xa4\xc3\xa4\xc3\xa4 \xc3\xa4\xc3\xa4\xc3\xa4 "
           "\xc3\xa4\xc3\xa4\xc3\xa4 \xc3\xa4\xc3\xa4\xc3\xa4\xc3\xa4\n",
           20,
           "\xc3\xa4\xc3\xa4\xc3\xa4\xc3\xa4 \xc3\xa4\xc3\xa4\xc3\xa4 "
           "\xc3\xa4\xc3\xa4\xc3\xa4 \xc3\xa4\xc3\xa4\xc3\xa4\xc3\xa4\n");
}

/* Words of one to nine letters, with one to three blanks between. */
static void add_line(struct pp_buf *buf, struct pp_test_random *random)
{
    pp_buf_add_repeated(buf, ' ', pp_test_random_below(random, 9));
    for (uint32_t i = pp_test_random_below(random, 30); i > 0; i--) {
        pp_buf_add_repeated(buf, 'x', 1 + pp_test_random_below(random, 9));
        pp_buf_add_repeated(buf, ' ', 1 + pp_test_random_below(random, 3));
    }
    pp_buf_add_str(buf, "x\n");
}

static void add_words(struct pp_buf *buf, struct pp_sv text)
{
    for (size_t i = 0; i < text.len; i++) {
        bool is_gap = text.ptr[i] == ' ' || text.ptr[i] == '\n';
        if (!is_gap) {
            pp_buf_add_char(buf, text.ptr[i]);
        } else if (buf->len > 0 && buf->data[buf->len - 1] != ' ') {
            pp_buf_add_char(buf, ' ');
        }
    }
}

Test(wrap, keeps_the_words_and_the_width)
{
    struct pp_test_random random = pp_test_random_from(13);
    for (int round = 0; round < 2000; round++) {
        struct pp_buf text;
        struct pp_buf broken;
        struct pp_buf before;
        struct pp_buf after;
        pp_buf_init(&text, 1 << 16);
        pp_buf_init(&broken, 1 << 16);
        pp_buf_init(&before, 1 << 16);
        pp_buf_init(&after, 1 << 16);
        size_t width = 24 + pp_test_random_below(&random, 100);
        add_line(&text, &random);
        pps_wrap(&broken, pp_buf_view(&text), width);
        add_words(&before, pp_buf_view(&text));
        add_words(&after, pp_buf_view(&broken));
        cr_expect_str_eq(before.data, after.data, "round %d", round);
        for (const char *at = broken.data; *at != '\0';) {
            size_t len = strcspn(at, "\n");
            cr_expect_leq(len, width, "round %d: %s", round, broken.data);
            at += len + (at[len] == '\n');
        }
        pp_buf_done(&text);
        pp_buf_done(&broken);
        pp_buf_done(&before);
        pp_buf_done(&after);
    }
}
