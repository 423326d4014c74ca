/* ConvertTo-Json -Compress: one line, however long. */
#include <criterion/criterion.h>

#include "portplan/load.h"

#include "base/bounds.h"
#include "summary.h"
#include "text/text.h"

enum {
    OBJECTS = 40000, /* 5 MB */
};

/* Texts in it look like the seams between objects. */
static void write_objects(struct pp_buf *out, size_t count, const char *between)
{
    pp_buf_add_str(out, "[");
    for (size_t i = 0; i < count; i++) {
        pp_buf_printf(out,
                      "%s{\"LocalAddress\":\"10.0.0.%zu\",\"LocalPort\":%zu,"
                      "\"RemotePort\":443,\"State\":5,\"OwningProcess\":%zu,"
                      "\"Note\":\"a  },{\\\"LocalPort\\\":7,\\\"  \xC3\xA4\"}",
                      i > 0 ? between : "",
                      i % 256,
                      i % 65535 + 1,
                      i);
    }
    pp_buf_add_str(out, "]");
}

static struct pp_load *load_of(const struct pp_buf *text)
{
    struct pp_load *load = NULL;
    cr_assert_eq(text->status, PP_OK);
    cr_assert_eq(pp_load_new(NULL, &load), PP_OK);
    cr_assert_eq(pp_load_add_bytes(load, PP_SV("x"), pp_buf_view(text)), PP_OK);
    return load;
}

Test(ps_long, one_line_gives_what_many_lines_give)
{
    struct pp_buf one;
    struct pp_buf many;
    size_t count = 0;
    size_t expected = 0;
    pp_buf_init(&one, SIZE_MAX / 2);
    pp_buf_init(&many, SIZE_MAX / 2);
    write_objects(&one, OBJECTS, ",");
    write_objects(&many, OBJECTS, ",\n");
    cr_assert_geq(one.len, 5 * 1000 * 1000);
    struct pp_load *load = load_of(&one);
    struct pp_load *plain = load_of(&many);
    const struct pp_fact *facts = pp_load_facts(load, &count);
    const struct pp_fact *wanted = pp_load_facts(plain, &expected);
    cr_assert_eq(count, OBJECTS);
    cr_assert_eq(expected, OBJECTS);
    for (size_t i = 0; i < count; i++) {
        cr_assert(facts[i].range.first == wanted[i].range.first &&
                      facts[i].as.socket.pid == i &&
                      pp_sv_equal(facts[i].as.socket.address,
                                  wanted[i].as.socket.address),
                  "object %zu",
                  i);
    }
    cr_expect_str_eq(pp_test_lines(load), "0 1 0 0");
    cr_expect_str_eq(pp_test_diags(load), "-");
    cr_expect_gt(facts[count - 1].place.column, one.len / 2);
    pp_load_free(load);
    pp_load_free(plain);
    pp_buf_done(&one);
    pp_buf_done(&many);
}

Test(ps_long, what_nobody_reads_is_told)
{
    struct pp_buf text;
    size_t count = 0;
    pp_buf_init(&text, SIZE_MAX / 2);
    pp_buf_add_str(&text, "{\"other\":\"");
    pp_buf_add_repeated(&text, 'x', 200000);
    pp_buf_add_str(&text, "\"}\n  TCP  0.0.0.0:80  0.0.0.0:0  LISTENING  4\n");
    struct pp_load *load = load_of(&text);
    (void)pp_load_facts(load, &count);
    cr_expect_eq(count, 1);
    cr_expect_str_eq(pp_test_diags(load), "227@1:0");
    pp_load_free(load);
    pp_buf_clear(&text);
    write_objects(&text, 2000, ",");
    text.len -= 40; /* cut off */
    load = load_of(&text);
    (void)pp_load_facts(load, &count);
    cr_expect_eq(count, 1999);
    cr_expect_str_eq(pp_test_diags(load), "569@1:0");
    pp_load_free(load);
    pp_buf_done(&text);
}

/* Whatever the size of the reads, the parts are the line. */
Test(ps_long, parts_are_the_line)
{
    static const size_t reads[] = {0, 1000, 65536, 65537, 100003};
    struct pp_buf text;
    pp_buf_init(&text, SIZE_MAX / 2);
    write_objects(&text, 3000, ",");
    size_t len = text.len;
    pp_buf_add_str(&text, "\r\nnext\n");
    for (size_t i = 0; i < PP_ARRAY_LEN(reads); i++) {
        struct pp_text_memory memory = {pp_buf_view(&text), 0, reads[i]};
        const struct pp_text_options options = {.splits_json = true};
        struct pp_text_reader reader;
        struct pp_line line = {.has_more = true};
        size_t at = 0;
        bool has_ended = false;
        cr_assert_eq(
            pp_text_open(&reader, pp_text_memory_source(&memory), &options),
            PP_OK);
        while (line.has_more) {
            cr_assert_eq(pp_text_next_line(&reader, &line, &has_ended), PP_OK);
            cr_assert(!has_ended && line.number == 1 && !line.was_cut);
            cr_assert_leq(line.text.len, PP_LIMIT_LINE_BYTES);
            cr_assert_eq(line.is_more, at > 0);
            cr_assert_eq(memcmp(line.text.ptr, text.data + at, line.text.len),
                         0);
            at += line.text.len;
        }
        cr_expect_eq(at, len, "reads of %zu: %zu", reads[i], at);
        cr_assert_eq(pp_text_next_line(&reader, &line, &has_ended), PP_OK);
        cr_expect(line.number == 2 && !line.is_more);
        pp_text_close(&reader);
    }
    pp_buf_done(&text);
}
