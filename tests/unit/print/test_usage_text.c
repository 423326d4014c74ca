/* Usage in words, where a listing counts sockets or has no names. */
#include <criterion/criterion.h>

#include "print/usage_text.h"

struct row {
    const char *what;
    struct pp_socket_count_fact said;
    const char *text;
    const char *warning;
};

static void check(const struct row *row)
{
    struct pp_machine *machine = NULL;
    struct pp_style style = pp_style_plain();
    struct pp_buf buf;
    pp_buf_init(&buf, 1 << 16);
    cr_assert_eq(pp_machine_new(&machine), PP_OK);
    const struct pp_fact fact = {.kind = PP_FACT_SOCKET_COUNT,
                                 .as.socket_count = row->said};
    cr_assert_eq(pp_machine_add_fact(machine, &fact), PP_OK);
    const struct pp_dynamic dynamic = {.range = {49152, PP_PORT_MAX},
                                       .basis = PP_BASIS_CAPTURED};
    pp_machine_set_dynamic(machine, PP_TCP, &dynamic);
    cr_assert_eq(pp_machine_finish(machine), PP_OK);
    struct pp_usage usage;
    cr_assert_eq(pp_machine_usage(machine, PP_TCP, &usage), PP_OK);
    pp_usage_text(&buf, &style, &usage);
    cr_expect_str_eq(buf.len > 0 ? buf.data : "", row->text, "%s", row->what);
    pp_buf_clear(&buf);
    pp_usage_warning(&buf, &style, &usage);
    cr_expect_str_eq(
        buf.len > 0 ? buf.data : "", row->warning, "%s", row->what);
    pp_buf_done(&buf);
    pp_machine_free(machine);
}

Test(usage_text, tells_how_sure_counts_are)
{
    const struct row rows[] = {
        {"a leak",
         {.count = 14100,
          .has_state = true,
          .state = PP_SOCKET_BOUND,
          .has_pid = true,
          .pid = 9121,
          .process = PP_SV("poll\x1b.exe")},
         "usage  near: at least 14,100 of 16,384 ports taken; sockets are "
         "counted, without\n"
         "       their ports\n"
         "       cause: poll\\x1B.exe (pid 9121) has 14,100 sockets BOUND and "
         "not\n"
         "       connected: a leak\n"
         "       sockets: 14,100 BOUND\n"
         "       programs: poll\\x1B.exe (pid 9121) with 14,100 BOUND\n",
         "tcp ports run out: at least 14,100 of 16,384 ports taken; sockets "
         "are counted,\n"
         "without their ports; poll\\x1B.exe (pid 9121) has 14,100 sockets "
         "BOUND and not\n"
         "connected: a leak\n"},
        {"no port is proven",
         {.count = 9000, .has_state = true, .state = PP_SOCKET_TIME_WAIT},
         "usage  unknown: 9,000 sockets, counted without the ports that they "
         "take\n"
         "       perhaps: short connections, one after the other, have left "
         "9,000 sockets\n"
         "       in TIME_WAIT\n"
         "       sockets: 9,000 TIME_WAIT\n",
         ""},
        {"nothing", {.count = 0}, "", ""},
    };
    for (size_t i = 0; i < PP_ARRAY_LEN(rows); i++) {
        check(&rows[i]);
    }
}
