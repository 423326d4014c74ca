/* netsh http show servicestate: whose a registered URL is. */
#include <criterion/criterion.h>

#include "portplan/buf.h"

#include "fact_table.h"

#define COMMAND "netsh http show servicestate view=requestq\n"
#define GROUP(queue)                                                      \
    " URL group ID: FE01\n  Request queue name: " queue "\n  Registered " \
    "URLs:\n"
#define URL(port)          "   HTTP://+:" port "/\n"
#define QUEUE(name)        "Request queue name: " name "\n Version: 2.0\n"
#define PROCESS(id, image) "  ID: " id ", image: " image "\n"
#define FACT(port)         port " HTTP://+:" port "/ registered"

Test(http_queues, a_queue_s_block_proves_it)
{
    static const struct pp_fact_case rows[] = {
        {"an image",
         QUEUE("Pool") " Processes:\n" PROCESS("12", "C:\\Example Site\\x.exe")
             GROUP("Pool") URL("80"),
         "netsh.http: " FACT("80") " by 12 x.exe of Pool",
         NULL,
         "-"},
        {"ids alone",
         QUEUE("Pool") " Process IDs:\n  12\n" GROUP("Pool") URL("80"),
         "netsh.http: " FACT("80") " by 12 of Pool",
         NULL,
         "-"},
        {"unnamed, and of two queues the second",
         QUEUE("Queue is unnamed.") " Processes:\n" PROCESS("12", "x.exe")
             QUEUE("Queue is unnamed.") " Processes:\n" PROCESS("13", "y.exe")
                 GROUP("Queue is unnamed.") URL("80"),
         "netsh.http: " FACT("80") " by 13 y.exe",
         NULL,
         "-"},
        {"no process",
         QUEUE("Pool") " Processes:\n" GROUP("Pool") URL("80"),
         "netsh.http: " FACT("80") " of Pool",
         NULL,
         "-"},
        {"an image that netsh could not read",
         QUEUE("Pool") " Processes:\n" PROCESS("12", "<?>") URL("80"),
         "netsh.http: " FACT("80") " by 12 of Pool",
         NULL,
         "-"},
        {"an id above 32 bits",
         QUEUE("Pool") " Processes:\n" PROCESS("4294967296", "x.exe") URL("80"),
         "netsh.http: " FACT("80") " by x.exe of Pool",
         NULL,
         "-"},
        {"two processes of one program",
         QUEUE("Pool") " Processes:\n" PROCESS("12", "x.exe")
             PROCESS("13", "x.exe") URL("80"),
         "netsh.http: " FACT("80") " by x.exe of Pool",
         NULL,
         "-"},
        {"two programs",
         QUEUE("Pool") " Processes:\n" PROCESS("12", "x.exe")
             PROCESS("13", "y.exe") URL("80"),
         "netsh.http: " FACT("80") " of Pool",
         NULL,
         "-"},
        {"words unknown, below the command",
         COMMAND "Xxx: Pool\n Yyy:\n  ZZ: 12, zzz: x.exe\n Www:\n" URL("80"),
         "netsh.http: " FACT("80") " by 12 x.exe of Pool",
         NULL,
         "-"},
        {"wide marks",
         COMMAND "Xxx\xEF\xBC\x9APool\n Yyy\xEF\xBC\x9A\n  ZZ\xEF\xBC\x9A"
                 "12\xEF\xBC\x8Czzz\xEF\xBC\x9Ax.exe\n" URL("80"),
         "netsh.http: " FACT("80") " by 12 x.exe of Pool",
         NULL,
         "-"},
        {"quoted",
         "> Request queue name: Pool\n>  Processes:\n>   ID: 12, image: x.exe\n"
         ">  Registered URLs:\n>   HTTP://+:80/\n",
         "netsh.http: " FACT("80") " by 12 x.exe of Pool",
         NULL,
         "-"},
    };
    pp_test_check_facts(rows, PP_ARRAY_LEN(rows));
}

#define SESSION(queue, port) "Server session ID: FF01\n" GROUP(queue) URL(port)
#define BELOW                "Request queues:\n"
#define LISTED(name, id, image)                               \
    " Request queue name: " name "\n  Processes:\n   ID: " id \
    ", image: " image "\n"
#define LISTS "  Registered URLs:\n"

Test(http_queues, in_the_view_of_sessions_something_must_prove_it)
{
    static const struct pp_fact_case rows[] = {
        {"the URL again: one fact",
         SESSION("No name.", "80") SESSION("No name.", "81")
             BELOW LISTED("No name.", "12", "x.exe") LISTS URL("80")
                 LISTED("No name.", "13", "y.exe") LISTS URL("81"),
         "netsh.http: " FACT("80") " by 12 x.exe; " FACT("81") " by 13 y.exe",
         NULL,
         "-"},
        {"a name of one queue",
         SESSION("Pool", "80") BELOW LISTED("Pool", "12", "x.exe")
             LISTED("Other", "13", "y.exe"),
         "netsh.http: " FACT("80") " by 12 x.exe of Pool",
         NULL,
         "-"},
        {"a name of two",
         SESSION("Pool", "80") BELOW LISTED("Pool", "12", "x.exe")
             LISTED("Pool", "13", "y.exe"),
         "netsh.http: " FACT("80") " of Pool",
         NULL,
         "-"},
        {"a name of none",
         SESSION("Pool", "80") BELOW LISTED("Other", "12", "x.exe"),
         "netsh.http: " FACT("80") " of Pool",
         NULL,
         "-"},
        {"two without a name",
         SESSION("No name.", "80") BELOW LISTED("No name.", "12", "x.exe")
             LISTED("No name.", "13", "y.exe"),
         "netsh.http: " FACT("80"),
         NULL,
         "-"},
        {"without a name, where queues would list it",
         SESSION("No name.", "80") SESSION("No name.", "81")
             BELOW LISTED("No name.", "12", "x.exe") LISTS URL("80"),
         "netsh.http: " FACT("80") " by 12 x.exe; " FACT("81"),
         NULL,
         "-"},
        {"a group that says nothing, one queue",
         "Server session ID: FF01\n URL group ID: FE01\n" URL("80")
             BELOW LISTED("No name.", "12", "x.exe"),
         "netsh.http: " FACT("80") " by 12 x.exe",
         NULL,
         "-"},
        {"a group that says nothing, a second queue without processes",
         "Server session ID: FF01\n URL group ID: FE01\n" URL("80")
             BELOW LISTED("No name.", "12", "x.exe") " Xxx: yyy\n",
         "netsh.http: " FACT("80"),
         NULL,
         "-"},
        {"a group of no queue, in the view of queues",
         QUEUE("Pool") " Processes:\n" PROCESS(
             "12", "x.exe") "Session: FF01\n"
                            " URL group ID: FE01\n" URL("80"),
         "netsh.http: " FACT("80"),
         NULL,
         "-"},
        {"the same below a line of prose",
         "So it says:\n" SESSION("No name.", "80")
             QUEUE("No name.") " Processes:\n" PROCESS("12", "x.exe"),
         "netsh.http: " FACT("80") " by 12 x.exe",
         NULL,
         "-"},
        {"two listings do not share queues",
         "netsh http show servicestate\n" SESSION("Pool", "80") BELOW LISTED(
             "Pool",
             "12",
             "x.exe") "netsh http show servicestate\n" SESSION("Pool", "80"),
         "netsh.http: " FACT("80") " by 12 x.exe of Pool | netsh.http: " FACT(
             "80") " of Pool",
         NULL,
         "-"},
        {"a reserved URL is nobody's",
         BELOW LISTED("Pool", "12", "x.exe") "  Reserved URL: http://+:80/\n",
         "netsh.http: 80 http://+:80/",
         NULL,
         "-"},
    };
    pp_test_check_facts(rows, PP_ARRAY_LEN(rows));
}

/* --- hostile -------------------------------------------------------------- */

static const struct pp_fact *
load_text(struct pp_buf *text, struct pp_load **ret_load, size_t *ret_count)
{
    cr_assert_eq(text->status, PP_OK);
    cr_assert_eq(pp_load_new(NULL, ret_load), PP_OK);
    cr_assert_eq(pp_load_add_bytes(*ret_load, PP_SV("text"), pp_buf_view(text)),
                 PP_OK);
    pp_buf_done(text);
    return pp_load_facts(*ret_load, ret_count);
}

/* Past the limits nothing is lost but the connection, and none is wrong. */
Test(http_queues, more_queues_and_urls_than_are_held)
{
    enum {
        QUEUES = 100000
    };
    struct pp_buf text;
    struct pp_load *load = NULL;
    size_t count = 0;
    size_t known = 0;
    pp_buf_init(&text, (size_t)64 << 20);
    for (unsigned i = 0; i < QUEUES; i++) {
        pp_buf_printf(&text,
                      "Request queue name: Q%u\n Processes:\n  ID: %u, image: "
                      "x.exe\n URLs:\n  HTTP://+:%u/%u/\n",
                      i,
                      i,
                      i % 65535 + 1,
                      i);
    }
    const struct pp_fact *facts = load_text(&text, &load, &count);
    cr_assert_eq(count, QUEUES);
    for (unsigned i = 0; i < QUEUES; i++) {
        const struct pp_url_fact *url = &facts[i].as.url;
        cr_assert(!url->has_pid || url->pid == i, "%u", i);
        known += url->has_pid;
    }
    cr_expect_geq(known, QUEUES - QUEUES / 1000, "%zu", known);
    pp_load_free(load);
}

/* The same URL over and over, in groups and in queues; and a name of all. */
Test(http_queues, repetitions_take_no_time)
{
    enum {
        COUNT = 100000
    };
    struct pp_buf text;
    struct pp_load *load = NULL;
    size_t count = 0;
    pp_buf_init(&text, (size_t)64 << 20);
    for (unsigned i = 0; i < COUNT; i++) {
        pp_buf_add_str(&text, SESSION("Pool", "80"));
    }
    pp_buf_add_str(&text, BELOW);
    for (unsigned i = 0; i < COUNT; i++) {
        pp_buf_add_str(&text, LISTED("Pool", "12", "x.exe"));
    }
    (void)load_text(&text, &load, &count);
    cr_expect_eq(count, COUNT);
    pp_load_free(load);
}

Test(http_queues, queues_without_a_listing)
{
    struct pp_buf text;
    struct pp_load *load = NULL;
    size_t count = 0;
    pp_buf_init(&text, (size_t)64 << 20);
    for (unsigned i = 0; i < 100000; i++) {
        pp_buf_printf(&text, "X: %u\n Y:\n  Z: %u, z: x\n", i, i);
    }
    (void)load_text(&text, &load, &count);
    cr_expect_eq(count, 0);
    pp_load_free(load);
}
