/*
 * Lists of sockets as text: what a generated command line leaves out, its list
 * does not show.
 *
 * PP_SEED overrides the seed; it is printed, and stands in every failure.
 */
#include <criterion/criterion.h>

#include "portplan/buf.h"
#include "portplan/load.h"
#include "portplan/usage.h"

#include "random.h"
#include "seed.h"

enum {
    RUNS = 600 / PP_INPUT_STEP,
    MAX_BYTES = 1 << 20,
};

struct test {
    struct pp_test_random random;
    uint32_t seed;
    uint32_t run;
    struct pp_buf text;
    struct pp_load *load;
    struct pp_machine *machine;
};

static uint32_t below(struct test *test, uint32_t bound)
{
    return pp_test_random_below(&test->random, bound);
}

#define ONE_OF(test, rows) (&(rows)[below((test), PP_ARRAY_LEN(rows))])

static struct pp_usage usage_of(struct test *test)
{
    struct pp_usage usage;
    cr_assert_eq(test->text.status, PP_OK);
    cr_assert_eq(pp_load_new(NULL, &test->load), PP_OK);
    cr_assert_eq(
        pp_load_add_bytes(test->load,
                          PP_SV("list"),
                          (struct pp_sv){test->text.data, test->text.len}),
        PP_OK);
    cr_assert_eq(pp_load_machine(test->load, &test->machine), PP_OK);
    cr_assert_eq(pp_machine_usage(test->machine, PP_TCP, &usage), PP_OK);
    return usage;
}

static void clear(struct test *test)
{
    pp_machine_free(test->machine);
    pp_load_free(test->load);
    pp_buf_clear(&test->text);
}

static void run(const char *name, uint32_t runs, void (*law)(struct test *test))
{
    struct test test = {.seed = pp_test_seed(name)};
    test.random = pp_test_random_from(test.seed);
    pp_buf_init(&test.text, MAX_BYTES);
    for (test.run = 0; test.run < runs; test.run++) {
        law(&test);
        clear(&test);
    }
    pp_buf_done(&test.text);
}

/* --- commands ------------------------------------------------------------- */

/* A piece of a command line, and the most that is shown with it. */
struct piece {
    const char *text;
    enum pp_sockets_extent shows;
};

static const struct piece netstats[] = {
    {"netstat -ano", PP_SOCKETS_UNBOUND},
    {"netstat /an", PP_SOCKETS_UNBOUND},
    {"netstat -abno", PP_SOCKETS_UNBOUND},
    {"netstat -ano 5", PP_SOCKETS_UNBOUND},
    {"netstat -anoq", PP_SOCKETS_WHOLE},
    {"NETSTAT.EXE -a -n -o -q", PP_SOCKETS_WHOLE},
    {"C:\\Windows\\System32\\netstat -qno", PP_SOCKETS_WHOLE},
    {"netstat -no", PP_SOCKETS_FILTERED},
    {"netstat -anoq -p tcp", PP_SOCKETS_FILTERED},
    {"netstat -p TCPv6 -anq", PP_SOCKETS_FILTERED},
};

static const struct piece cmdlets[] = {
    {"Get-NetTCPConnection", PP_SOCKETS_WHOLE},
    {"get-nettcpconnection -ErrorAction SilentlyContinue", PP_SOCKETS_WHOLE},
    {"Get-NetTCPConnection -Verbose -CimSession web2", PP_SOCKETS_WHOLE},
    {"Get-NetTCPConnection -State Listen", PP_SOCKETS_FILTERED},
    {"Get-NetTCPConnection -State Bound,Listen", PP_SOCKETS_FILTERED},
    {"Get-NetTCPConnection -LocalPort 443", PP_SOCKETS_FILTERED},
    {"Get-NetTCPConnection -ea 0 -OwningProcess 4", PP_SOCKETS_FILTERED},
    {"Get-NetTCPConnection -RemoteAddress:10.2.0.9", PP_SOCKETS_FILTERED},
    {"Get-NetTCPConnection 10.2.0.5", PP_SOCKETS_FILTERED},
};

static const struct piece stages[] = {
    {" | more", PP_SOCKETS_WHOLE},
    {" | sort", PP_SOCKETS_WHOLE},
    {" | tee list.txt", PP_SOCKETS_WHOLE},
    {" | Format-Table -AutoSize", PP_SOCKETS_WHOLE},
    {" | Sort-Object -Property LocalPort", PP_SOCKETS_WHOLE},
    {" | Select-Object Local*, Remote*, State", PP_SOCKETS_WHOLE},
    {" |\n>> ft", PP_SOCKETS_WHOLE},
    {" | findstr TCP", PP_SOCKETS_FILTERED},
    {" | findstr /v /i \"udp 127.0.0.1\"", PP_SOCKETS_FILTERED},
    {" | find \"E\"", PP_SOCKETS_FILTERED},
    {" | Select-String 'TCP|UDP'", PP_SOCKETS_FILTERED},
    {"|grep :", PP_SOCKETS_FILTERED},
    {" | Where-Object { $_.RemotePort -gt 0 }", PP_SOCKETS_FILTERED},
    {" | ? State -ne Listen", PP_SOCKETS_FILTERED},
    {" | select -First 40", PP_SOCKETS_FILTERED},
    {" | Sort-Object -Unique LocalPort", PP_SOCKETS_FILTERED},
    {" | % { $_ }", PP_SOCKETS_FILTERED},
    {" |\n>> where LocalPort -gt 1", PP_SOCKETS_FILTERED},
};

static const struct piece ends[] = {
    {"", PP_SOCKETS_WHOLE},
    {" > list.txt & type list.txt", PP_SOCKETS_WHOLE},
    {" 2>nul", PP_SOCKETS_WHOLE},
    {"; date", PP_SOCKETS_WHOLE},
};

static enum pp_sockets_extent add_piece(struct test *test,
                                        const struct piece *piece)
{
    pp_buf_add_str(&test->text, piece->text);
    return piece->shows;
}

static enum pp_sockets_extent least(enum pp_sockets_extent a,
                                    enum pp_sockets_extent b)
{
    return a < b ? a : b;
}

static void add_netstat_row(struct test *test,
                            const char *local,
                            const char *remote,
                            const char *state)
{
    pp_buf_printf(&test->text,
                  "  TCP    %-22s %-22s %-15s %u\n",
                  local,
                  remote,
                  state,
                  (unsigned)(1 + below(test, 9000)));
}

/* A whole list; those that are BOUND where the command has them. */
static void add_netstat_list(struct test *test, bool has_bound)
{
    pp_buf_add_str(&test->text,
                   "\nActive Connections\n\n  Proto  Local Address          "
                   "Foreign Address        State           PID\n");
    add_netstat_row(test, "0.0.0.0:135", "0.0.0.0:0", "LISTENING");
    add_netstat_row(test, "10.2.0.5:49701", "10.2.0.9:443", "ESTABLISHED");
    add_netstat_row(test, "10.2.0.5:49702", "10.2.0.9:443", "TIME_WAIT");
    if (has_bound) {
        add_netstat_row(test, "10.2.0.5:49701", "0.0.0.0:0", "BOUND");
    }
    pp_buf_add_str(&test->text, "  UDP    0.0.0.0:5353  *:*  4400\n");
}

static void add_cmdlet_list(struct test *test)
{
    pp_buf_add_str(
        &test->text,
        "\nLocalAddress LocalPort RemoteAddress RemotePort State\n"
        "------------ --------- ------------- ---------- -----\n"
        "0.0.0.0      135       0.0.0.0       0          Listen\n"
        "10.2.0.5     49701     10.2.0.9      443        Established\n");
}

static void list_shows_what_its_command_asks_for(struct test *test)
{
    static const char *const prompts[] = {
        "C:\\>", "PS C:\\Users\\ann> ", "", "$ ", "> "};
    bool is_netstat = below(test, 2) == 0;
    bool has_quotes = below(test, 8) == 0;
    pp_buf_add_str(&test->text, *ONE_OF(test, prompts));
    pp_buf_add_str(&test->text, has_quotes ? "cmd /c \"" : "");
    enum pp_sockets_extent shows = add_piece(
        test, is_netstat ? ONE_OF(test, netstats) : ONE_OF(test, cmdlets));
    bool has_bound = shows == PP_SOCKETS_WHOLE;
    for (uint32_t i = below(test, 3); i > 0; i--) {
        const struct piece *stage = ONE_OF(test, stages);
        has_quotes = has_quotes && strchr(stage->text, '"') == NULL &&
                     strchr(stage->text, '\n') == NULL;
        shows = least(shows, add_piece(test, stage));
    }
    shows = least(shows, add_piece(test, ONE_OF(test, ends)));
    pp_buf_add_str(&test->text, has_quotes ? "\"\n" : "\n");
    if (is_netstat) {
        add_netstat_list(test, has_bound);
    } else {
        add_cmdlet_list(test);
    }
    const struct pp_usage usage = usage_of(test);
    cr_assert_eq(usage.extent,
                 shows,
                 "PP_SEED=%u, run %u: %d of\n%s",
                 test->seed,
                 test->run,
                 (int)usage.extent,
                 test->text.data);
    cr_assert_eq(usage.verdict,
                 shows == PP_SOCKETS_WHOLE ? PP_USAGE_AMPLE : PP_USAGE_UNKNOWN,
                 "PP_SEED=%u, run %u:\n%s",
                 test->seed,
                 test->run,
                 test->text.data);
}

Test(socket_lists, show_what_their_commands_ask_for)
{
    run("commands", RUNS, list_shows_what_its_command_asks_for);
}
