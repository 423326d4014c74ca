/* Local addresses: what is read, and which are the same. */
#include <criterion/criterion.h>

#include "portplan/address.h"
#include "portplan/buf.h"

static const char *describe(const struct pp_address *address)
{
    static struct pp_buf out;
    pp_buf_done(&out);
    pp_buf_init(&out, 1000);
    pp_buf_printf(&out,
                  "%s %s ",
                  address->kind == PP_ADDRESS_WILDCARD ? "W" : "S",
                  pp_family_name(address->family));
    size_t count = address->family == PP_FAMILY_IPV4 ? 4 : 16;
    for (size_t i = 0; i < count; i++) {
        pp_buf_printf(&out, "%02x", address->bytes[i]);
    }
    if (address->zone != 0) {
        pp_buf_printf(&out, " %u", (unsigned)address->zone);
    }
    return out.data;
}

Test(address, is_read_in_every_form)
{
    static const struct {
        const char *text;
        const char *read;
    } rows[] = {
        {"127.0.0.1", "S ipv4 7f000001"},
        {"255.255.255.255", "S ipv4 ffffffff"},
        {"0.0.0.0", "W ipv4 00000000"},
        {"::", "W both 00000000000000000000000000000000"},
        {"[::]", "W both 00000000000000000000000000000000"},
        {"0:0:0:0:0:0:0:0", "W both 00000000000000000000000000000000"},
        {"::1", "S ipv6 00000000000000000000000000000001"},
        {"[::1]", "S ipv6 00000000000000000000000000000001"},
        {"1::", "S ipv6 00010000000000000000000000000000"},
        {"2001:db8::7:1234:5678:9abc",
         "S ipv6 20010db8000000000007123456789abc"},
        {"2001:DB8:0:0:7:1234:5678:9ABC",
         "S ipv6 20010db8000000000007123456789abc"},
        {"1:2:3:4:5:6:7::", "S ipv6 00010002000300040005000600070000"},
        {"fe80::1%4", "S ipv6 fe800000000000000000000000000001 4"},
        {"64:ff9b::192.0.2.1", "S ipv6 0064ff9b0000000000000000c0000201"},
        {"::ffff:127.0.0.1", "S ipv4 7f000001"},
        {"::ffff:0.0.0.0", "W ipv4 00000000"},
    };
    for (size_t i = 0; i < PP_ARRAY_LEN(rows); i++) {
        struct pp_address address = {0};
        cr_assert(pp_address_parse(pp_sv_from(rows[i].text), &address),
                  "%s",
                  rows[i].text);
        cr_expect_str_eq(describe(&address), rows[i].read, "%s", rows[i].text);
    }
}

Test(address, nothing_else_is_one)
{
    static const char *const rows[] = {
        "",
        "*",
        "localhost",
        "127.0.0",
        "127.0.0.1.1",
        "127.0.0.256",
        "127.0.0.01",
        "127.0.0.",
        "127.0.0.1:80",
        "[127.0.0.1",
        "[]",
        ":",
        ":::",
        "1:",
        ":1",
        "1::2::3",
        "1:2:3:4:5:6:7",
        "1:2:3:4:5:6:7:8:9",
        "1:2:3:4:5:6:7:8::",
        "::1:2:3:4:5:6:7:8",
        "12345::",
        "g::",
        "fe80::1%",
        "fe80::1%eth0",
        "127.0.0.1%4",
        "::1.2.3",
        "1.2.3.4::",
        "1:2:3:4:5:6:7:1.2.3.4",
        "127.0.0.1 ",
    };
    for (size_t i = 0; i < PP_ARRAY_LEN(rows); i++) {
        struct pp_address address = {.zone = 77};
        cr_expect_not(
            pp_address_parse(pp_sv_from(rows[i]), &address), "'%s'", rows[i]);
        cr_expect_eq(address.zone, 77, "'%s' was written", rows[i]);
    }
}

Test(address, shares_a_stack_and_is_the_same)
{
    static const struct {
        const char *a;
        const char *b;
        bool shares;
        bool is_same;
    } rows[] = {
        {"127.0.0.1", "127.0.0.1", true, true},
        {"127.0.0.1", "127.0.0.2", true, false},
        {"127.0.0.1", "::ffff:127.0.0.1", true, true},
        {"127.0.0.1", "::1", false, false},
        {"::1", "0:0:0:0:0:0:0:1", true, true},
        {"0.0.0.0", "::1", false, false},
        {"::", "127.0.0.1", true, false},
        {"::", "::1", true, false},
        {"fe80::1%4", "fe80::1%5", true, false},
        {"fe80::1%4", "fe80::1%4", true, true},
    };
    for (size_t i = 0; i < PP_ARRAY_LEN(rows); i++) {
        struct pp_address a = {0};
        struct pp_address b = {0};
        cr_assert(pp_address_parse(pp_sv_from(rows[i].a), &a));
        cr_assert(pp_address_parse(pp_sv_from(rows[i].b), &b));
        cr_expect_eq(pp_address_shares_stack(&a, &b),
                     rows[i].shares,
                     "%s and %s",
                     rows[i].a,
                     rows[i].b);
        cr_expect_eq(pp_address_shares_stack(&b, &a), rows[i].shares);
        cr_expect_eq(pp_address_is_same(&a, &b),
                     rows[i].is_same,
                     "%s and %s",
                     rows[i].a,
                     rows[i].b);
    }
    const struct pp_address unknown = {0};
    struct pp_address six = {0};
    cr_assert(pp_address_parse(PP_SV("::1"), &six));
    cr_expect(pp_address_shares_stack(&unknown, &six));
}
