/* The map of the ports, as text. */
#include <criterion/criterion.h>
#include <string.h>

#include "portplan/machine.h"

#include "base/utf8.h"
#include "print/portmap.h"
#include "print/style.h"

/* A machine with the given exclusions, the dynamic range 49152-65535. */
static struct pp_machine *make_machine(const struct pp_exclusion *rows,
                                       size_t count)
{
    struct pp_machine *machine = NULL;
    cr_assert_eq(pp_machine_new(&machine), PP_OK);
    struct pp_dynamic dynamic = {.range = {49152, 65535},
                                 .basis = PP_BASIS_CAPTURED};
    pp_machine_set_table_seen(machine, PP_TCP);
    pp_machine_set_dynamic(machine, PP_TCP, &dynamic);
    for (size_t i = 0; i < count; i++) {
        cr_assert_eq(pp_machine_add_exclusion(machine, PP_TCP, &rows[i]),
                     PP_OK);
    }
    cr_assert_eq(pp_machine_finish(machine), PP_OK);
    return machine;
}

static const struct pp_exclusion some_rows[] = {
    {.range = {1, 1}, .is_administered = PP_NO},
    {.range = {8080, 8179}, .is_administered = PP_NO},
    {.range = {50000, 50059}, .is_administered = PP_YES},
    {.range = {60000, 65535}, .is_administered = PP_NO},
};

static void draw(struct pp_buf *buf,
                 const struct pp_style *style,
                 const struct pp_machine *machine,
                 const struct pp_port_list *asked)
{
    struct pp_portmap map = {
        .machine = machine, .protocol = PP_TCP, .asked = asked};
    pp_buf_init(buf, 1 << 20);
    pp_portmap_text(buf, style, &map, 0);
    cr_assert_eq(buf->status, PP_OK);
}

/* The next line, without its end; empty at the end of the text. */
static struct pp_sv next_line(struct pp_sv *text)
{
    size_t end = pp_sv_find(*text, PP_SV("\n"), 0);
    struct pp_sv line = pp_sv_sub(*text, 0, end);
    *text = pp_sv_sub(*text, line.len + 1, SIZE_MAX);
    return line;
}

Test(portmap, no_line_is_wider_than_the_terminal)
{
    struct pp_machine *machine =
        make_machine(some_rows, PP_ARRAY_LEN(some_rows));
    for (unsigned width = 50; width < 400; width++) {
        struct pp_style style = {.width = width, .unicode = true};
        struct pp_buf buf;
        draw(&buf, &style, machine, NULL);
        struct pp_sv rest = pp_buf_view(&buf);
        while (rest.len > 0) {
            cr_expect(
                pp_utf8_width(next_line(&rest)) <= width, "width %u", width);
        }
        pp_buf_done(&buf);
    }
    pp_machine_free(machine);
}

Test(portmap, a_caret_stands_under_the_port_asked_for)
{
    struct pp_machine *machine = make_machine(NULL, 0);
    /* 80 columns: 6 of label, 74 cells of 885 or 886 ports. */
    static const struct {
        uint16_t port;
        size_t column;
    } rows[] = {{1, 0}, {884, 0}, {885, 1}, {32768, 37}, {65535, 73}};
    for (size_t i = 0; i < PP_ARRAY_LEN(rows); i++) {
        struct pp_port_query query = {.range = {rows[i].port, rows[i].port},
                                      .protocol = PP_TCP};
        struct pp_port_list asked = {.items = &query, .count = 1};
        struct pp_style style = pp_style_plain();
        struct pp_buf buf;
        draw(&buf, &style, machine, &asked);
        const char *caret = strchr(buf.data, '^');
        cr_assert_not_null(caret, "row %zu", i);
        const char *line = caret;
        while (line > buf.data && line[-1] != '\n') {
            line--;
        }
        cr_expect_eq((size_t)(caret - line), 6 + rows[i].column, "row %zu", i);
        pp_buf_done(&buf);
    }
    pp_machine_free(machine);
}

Test(portmap, the_legend_explains_only_what_occurs)
{
    struct pp_style style = pp_style_plain();
    struct pp_machine *empty = make_machine(NULL, 0);
    struct pp_buf buf;
    draw(&buf, &style, empty, NULL);
    cr_expect_null(strstr(buf.data, "excluded"));
    cr_expect_null(strstr(buf.data, "administered"));
    cr_expect_null(strstr(buf.data, "in use"));
    cr_expect_not_null(strstr(buf.data, "dynamic range"));
    pp_buf_done(&buf);
    pp_machine_free(empty);

    struct pp_machine *full = make_machine(some_rows, PP_ARRAY_LEN(some_rows));
    draw(&buf, &style, full, NULL);
    cr_expect_not_null(strstr(buf.data, "excluded"));
    cr_expect_not_null(strstr(buf.data, "administered"));
    pp_buf_done(&buf);
    pp_machine_free(full);
}

Test(portmap, a_narrow_dynamic_range_is_shown_a_second_time)
{
    struct pp_style style = pp_style_plain();
    struct pp_machine *machine =
        make_machine(some_rows, PP_ARRAY_LEN(some_rows));
    struct pp_buf buf;
    draw(&buf, &style, machine, NULL);
    cr_expect_not_null(strstr(buf.data, "zoom  49152 "));
    pp_buf_done(&buf);
    pp_machine_free(machine);

    /* Nothing lies in it: nothing to be seen. */
    machine = make_machine(some_rows, 2);
    draw(&buf, &style, machine, NULL);
    cr_expect_null(strstr(buf.data, "zoom"));
    pp_buf_done(&buf);
    pp_machine_free(machine);
}

Test(portmap, ascii_is_ascii)
{
    struct pp_style style = {.width = 80};
    struct pp_machine *machine =
        make_machine(some_rows, PP_ARRAY_LEN(some_rows));
    struct pp_buf buf;
    draw(&buf, &style, machine, NULL);
    for (size_t i = 0; i < buf.len; i++) {
        cr_assert((unsigned char)buf.data[i] < 128, "byte %zu", i);
    }
    pp_buf_done(&buf);
    pp_machine_free(machine);
}

/* Removes the escape sequences, which all end in 'm'. */
static void strip_colors(struct pp_buf *buf)
{
    size_t to = 0;
    for (size_t from = 0; from < buf->len; from++) {
        if (buf->data[from] != '\033') {
            buf->data[to++] = buf->data[from];
            continue;
        }
        while (buf->data[from] != 'm') {
            from++;
        }
    }
    buf->len = to;
}

Test(portmap, color_changes_nothing_but_color)
{
    struct pp_machine *machine =
        make_machine(some_rows, PP_ARRAY_LEN(some_rows));
    struct pp_style plain = pp_style_plain();
    struct pp_style colored = plain;
    colored.color = true;
    struct pp_buf a;
    struct pp_buf b;
    draw(&a, &plain, machine, NULL);
    draw(&b, &colored, machine, NULL);
    cr_expect(!pp_sv_equal(pp_buf_view(&a), pp_buf_view(&b)));
    strip_colors(&b);
    cr_expect(pp_sv_equal(pp_buf_view(&a), pp_buf_view(&b)));
    pp_buf_done(&a);
    pp_buf_done(&b);
    pp_machine_free(machine);
}

Test(portmap, every_excluded_port_leaves_a_mark)
{
    struct pp_style style = pp_style_plain();
    for (uint32_t port = 1; port <= PP_PORT_MAX; port += 997) {
        struct pp_exclusion row = {.range = {(uint16_t)port, (uint16_t)port},
                                   .is_administered = PP_NO};
        struct pp_machine *machine = make_machine(&row, 1);
        struct pp_buf buf;
        draw(&buf, &style, machine, NULL);
        cr_expect_not_null(strstr(buf.data, "▁"), "port %u", (unsigned)port);
        pp_buf_done(&buf);
        pp_machine_free(machine);
    }
}
