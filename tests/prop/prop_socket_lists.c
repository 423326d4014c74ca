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

/* --- one machine, listed several times ------------------------------------ */

enum {
    MAX_SOCKETS = 60
};

struct socket {
    bool is_udp;
    const char *address;
    uint16_t port;
    uint16_t remote_port; /* 0: none */
    uint32_t state;       /* an index into `states` */
    uint32_t pid;
};

static const struct {
    const char *netstat;
    const char *cmdlet;
    enum pp_socket_state state;
    bool has_remote;
} states[] = {
    {"LISTENING", "Listen", PP_SOCKET_LISTENING, false},
    {"BOUND", "Bound", PP_SOCKET_BOUND, false},
    {"ESTABLISHED", "Established", PP_SOCKET_ESTABLISHED, true},
    {"TIME_WAIT", "TimeWait", PP_SOCKET_TIME_WAIT, true},
    {"CLOSE_WAIT", "CloseWait", PP_SOCKET_CLOSE_WAIT, true},
};

static const char *const locals[] = {
    "0.0.0.0", "10.2.0.5", "127.0.0.1", "::", "fe80::1c%7"};

static const char *remote_of(const struct socket *socket)
{
    bool is_ipv6 = strchr(socket->address, ':') != NULL;
    if (socket->remote_port == 0) {
        return is_ipv6 ? "::" : "0.0.0.0";
    }
    return is_ipv6 ? "fe80::9%7" : "10.2.0.9";
}

/* Some of them share a port, or all but their process. */
static size_t draw_sockets(struct test *test, struct socket *sockets)
{
    size_t count = 1 + below(test, MAX_SOCKETS);
    for (size_t i = 0; i < count; i++) {
        struct socket *one = &sockets[i];
        one->is_udp = below(test, 4) == 0;
        one->state = below(test, PP_ARRAY_LEN(states));
        one->address = *ONE_OF(test, locals);
        one->port = (uint16_t)(49152 + below(test, 40));
        one->pid = 4 * (1 + below(test, 9));
        bool has_remote = !one->is_udp && states[one->state].has_remote;
        /* Two ends have one connection. */
        one->remote_port = has_remote ? (uint16_t)(1000 + i) : 0;
    }
    return count;
}

static void add_end(struct pp_buf *buf, const char *address, unsigned port)
{
    bool is_ipv6 = strchr(address, ':') != NULL;
    pp_buf_printf(buf, is_ipv6 ? "[%s]:%u  " : "%s:%u  ", address, port);
}

static void
list_as_netstat(struct test *test, const struct socket *sockets, size_t count)
{
    pp_buf_add_str(&test->text, "C:\\>netstat -anoq\n\nActive Connections\n\n");
    for (size_t i = 0; i < count; i++) {
        const struct socket *one = &sockets[i];
        pp_buf_add_str(&test->text, one->is_udp ? "  UDP  " : "  TCP  ");
        add_end(&test->text, one->address, one->port);
        if (one->is_udp) {
            pp_buf_add_str(&test->text, "*:*  ");
        } else {
            add_end(&test->text, remote_of(one), one->remote_port);
            pp_buf_add_str(&test->text, states[one->state].netstat);
        }
        pp_buf_printf(&test->text, "  %u\n", (unsigned)one->pid);
    }
}

static void
list_as_cmdlets(struct test *test, const struct socket *sockets, size_t count)
{
    struct pp_buf *text = &test->text;
    pp_buf_add_str(text, "PS C:\\> Get-NetTCPConnection | ConvertTo-Csv\n");
    pp_buf_add_str(text,
                   "\"LocalAddress\",\"LocalPort\",\"RemoteAddress\","
                   "\"RemotePort\",\"State\",\"OwningProcess\"\n");
    for (size_t i = 0; i < count; i++) {
        const struct socket *one = &sockets[i];
        if (!one->is_udp) {
            pp_buf_printf(text,
                          "\"%s\",\"%u\",\"%s\",\"%u\",\"%s\",\"%u\"\n",
                          one->address,
                          (unsigned)one->port,
                          remote_of(one),
                          (unsigned)one->remote_port,
                          states[one->state].cmdlet,
                          (unsigned)one->pid);
        }
    }
    pp_buf_add_str(text, "PS C:\\> Get-NetUDPEndpoint | ConvertTo-Csv\n");
    pp_buf_add_str(text, "\"LocalAddress\",\"LocalPort\",\"OwningProcess\"\n");
    for (size_t i = 0; i < count; i++) {
        if (sockets[i].is_udp) {
            pp_buf_printf(text,
                          "\"%s\",\"%u\",\"%u\"\n",
                          sockets[i].address,
                          (unsigned)sockets[i].port,
                          (unsigned)sockets[i].pid);
        }
    }
}

static void
check_counts(struct test *test, const struct socket *sockets, size_t count)
{
    for (int p = 0; p < PP_PROTOCOL_COUNT; p++) {
        uint32_t by_state[PP_ARRAY_LEN(states)] = {0};
        uint32_t all = 0;
        for (size_t i = 0; i < count; i++) {
            if (sockets[i].is_udp == (p == PP_UDP)) {
                by_state[sockets[i].state]++;
                all++;
            }
        }
        struct pp_usage usage;
        cr_assert_eq(
            pp_machine_usage(test->machine, (enum pp_protocol)p, &usage),
            PP_OK);
        cr_assert_eq(usage.sockets,
                     all,
                     "PP_SEED=%u, run %u: %u %s sockets, not %u:\n%s",
                     test->seed,
                     test->run,
                     (unsigned)usage.sockets,
                     pp_protocol_name((enum pp_protocol)p),
                     (unsigned)all,
                     test->text.data);
        for (size_t i = 0; p == PP_TCP && i < PP_ARRAY_LEN(states); i++) {
            cr_assert_eq(usage.by_state[states[i].state],
                         by_state[i],
                         "PP_SEED=%u, run %u: %s",
                         test->seed,
                         test->run,
                         states[i].netstat);
        }
    }
}

static void is_counted_once(struct test *test)
{
    struct socket sockets[MAX_SOCKETS];
    size_t count = draw_sockets(test, sockets);
    list_as_netstat(test, sockets, count);
    for (uint32_t i = below(test, 4); i > 0; i--) {
        if (below(test, 2) == 0) {
            list_as_netstat(test, sockets, count);
        } else {
            list_as_cmdlets(test, sockets, count);
        }
    }
    (void)usage_of(test);
    check_counts(test, sockets, count);
}

Test(socket_lists, count_a_socket_once)
{
    run("sockets", RUNS, is_counted_once);
}

/* --- numbers of one state ------------------------------------------------- */

enum output {
    OUTPUT_NUMBER,
    OUTPUT_MEASURE, /* of Measure-Object */
    OUTPUT_GROUPS,  /* by process id */
};

/* `@` is the state; a form that says nothing of one state has none. */
struct form {
    const char *command;
    enum output output;
    bool is_netstat;
    bool is_of_state;
};

static const struct form forms[] = {
    {"Get-NetTCPConnection -State @ | Group-Object OwningProcess",
     OUTPUT_GROUPS,
     false,
     true},
    {"Get-NetTCPConnection | Where-Object State -eq @ | group OwningProcess",
     OUTPUT_GROUPS,
     false,
     true},
    {"Get-NetTCPConnection |\n? { $_.State -eq '@' -and $_.RemotePort -lt 9 } "
     "| Group-Object -Property OwningProcess -NoElement",
     OUTPUT_GROUPS,
     false,
     true},
    {"(Get-NetTCPConnection -State @).Count", OUTPUT_NUMBER, false, true},
    {"@(Get-NetTCPConnection -ea 0 -State @).count",
     OUTPUT_NUMBER,
     false,
     true},
    {"Get-NetTCPConnection -State @ | Measure-Object",
     OUTPUT_MEASURE,
     false,
     true},
    {"netstat -anoq | find /c \"@\"", OUTPUT_NUMBER, true, true},
    {"netstat -anoq | findstr @ | find /c /v \"\"", OUTPUT_NUMBER, true, true},
    {"netstat -anq | find /i \"@\" | find /c \":443\"",
     OUTPUT_NUMBER,
     true,
     true},
    {"Get-NetTCPConnection -State @,Listen | Group-Object OwningProcess",
     OUTPUT_GROUPS,
     false,
     false},
    {"Get-NetTCPConnection | ? { $_.State -eq '@' -or $_.LocalPort -lt 9 } "
     "| Group-Object OwningProcess",
     OUTPUT_GROUPS,
     false,
     false},
    {"netstat -ano | findstr /v @ | find /c /v \"\"",
     OUTPUT_NUMBER,
     true,
     false},
    {"netstat -ano | findstr @ > waiting.txt", OUTPUT_NUMBER, true, false},
    {"netstat -ano | find /c \"4120\"", OUTPUT_NUMBER, true, false},
};

static void
add_command(struct test *test, const struct form *form, size_t state)
{
    const char *word =
        form->is_netstat ? states[state].netstat : states[state].cmdlet;
    pp_buf_add_str(&test->text, form->is_netstat ? "C:\\>" : "PS C:\\> ");
    for (const char *at = form->command; *at != '\0'; at++) {
        if (*at == '@' && at[1] != '(') {
            pp_buf_add_str(&test->text, word);
        } else {
            pp_buf_add_char(&test->text, *at);
        }
    }
    pp_buf_add_char(&test->text, '\n');
}

static void state_of_a_filter_is_that_of_the_number(struct test *test)
{
    const struct form *form = ONE_OF(test, forms);
    size_t state = below(test, PP_ARRAY_LEN(states));
    uint32_t count = 1 + below(test, 20000);
    bool is_apart = below(test, 4) == 0; /* something stands between */
    add_command(test, form, state);
    if (form->output == OUTPUT_GROUPS) {
        uint32_t first = 1 + below(test, count);
        pp_buf_add_str(&test->text, "\nCount Name\n----- ----\n");
        pp_buf_printf(&test->text,
                      "%5u 4120\n%5u 88\n\n",
                      (unsigned)count,
                      (unsigned)first);
        count += first;
    } else {
        pp_buf_add_str(&test->text, is_apart ? "on the web server\n" : "");
        pp_buf_printf(&test->text,
                      form->output == OUTPUT_MEASURE ? "Count    : %u\n"
                                                     : "%u\n",
                      (unsigned)count);
    }
    const struct pp_usage usage = usage_of(test);
    bool is_read =
        form->output == OUTPUT_GROUPS || (form->is_of_state && !is_apart);
    uint32_t in_state = form->is_of_state && is_read ? count : 0;
    cr_assert(usage.sockets == (is_read ? count : 0) &&
                  usage.by_state[states[state].state] == in_state,
              "PP_SEED=%u, run %u: %u sockets, %u in the state, of\n%s",
              test->seed,
              test->run,
              (unsigned)usage.sockets,
              (unsigned)usage.by_state[states[state].state],
              test->text.data);
}

Test(socket_lists, count_what_a_filter_lets_through)
{
    run("numbers", RUNS, state_of_a_filter_is_that_of_the_number);
}

/* --- broken rows ---------------------------------------------------------- */

static void draw_end(struct test *test, char *text, size_t size, bool is_ipv6)
{
    unsigned port = 1 + below(test, 65535);
    if (is_ipv6) {
        snprintf(text,
                 size,
                 below(test, 2) == 0 ? "[fe80::%x:%x:7c1d:9a%x%%%u]:%u"
                                     : "[2001:db8::%x:%x:%x:%u]:%u",
                 (unsigned)below(test, 65536),
                 (unsigned)below(test, 65536),
                 (unsigned)below(test, 16),
                 (unsigned)(1 + below(test, 40)),
                 port);
    } else {
        snprintf(text,
                 size,
                 "%u.%u.0.%u:%u",
                 (unsigned)(1 + below(test, 223)),
                 (unsigned)below(test, 256),
                 (unsigned)below(test, 256),
                 port);
    }
}

static void draw_row(struct test *test, char *row, size_t size, bool has_pid)
{
    char local[64];
    char foreign[64];
    char pid[16] = "";
    bool is_ipv6 = below(test, 4) == 0;
    size_t state = below(test, PP_ARRAY_LEN(states));
    draw_end(test, local, sizeof(local), is_ipv6);
    draw_end(test, foreign, sizeof(foreign), is_ipv6);
    if (has_pid) {
        snprintf(pid, sizeof(pid), "%u", (unsigned)(4 * below(test, 30000)));
    }
    if (has_pid && below(test, 5) == 0) {
        snprintf(
            row, size, "  UDP    %-22s %-22s %-15s %s", local, "*:*", "", pid);
        return;
    }
    if (!states[state].has_remote) {
        snprintf(foreign, sizeof(foreign), is_ipv6 ? "[::]:0" : "0.0.0.0:0");
    }
    snprintf(row,
             size,
             has_pid ? "  TCP    %-22s %-22s %-15s %s"
                     : "  TCP    %-22s %-22s %s",
             local,
             foreign,
             states[state].netstat,
             pid);
}

/* The row in lines of that width: a terminal cuts anywhere, a mail at blanks;
 * who copies may lose blanks at the ends. */
static void add_broken(struct test *test,
                       const char *row,
                       size_t width,
                       bool is_mail,
                       bool keeps_blanks)
{
    size_t len = strlen(row);
    for (size_t at = 0; at < len;) {
        size_t end = at + width < len ? at + width : len;
        while (is_mail && end < len && end > at + 2 && row[end] != ' ') {
            end--;
        }
        size_t last = end;
        while ((!keeps_blanks || is_mail) && last > at &&
               row[last - 1] == ' ') {
            last--;
        }
        pp_buf_printf(&test->text, "%.*s\n", (int)(last - at), row + at);
        while (is_mail && end < len && row[end] == ' ') {
            end++;
        }
        at = end;
    }
}

static void add_facts(struct pp_buf *buf, const struct pp_load *load)
{
    size_t count = 0;
    const struct pp_fact *facts = pp_load_facts(load, &count);
    for (size_t i = 0; i < count; i++) {
        const struct pp_socket_fact *socket = &facts[i].as.socket;
        pp_buf_printf(buf,
                      "%s %.*s:%u %.*s:%u %s %u\n",
                      pp_protocol_name(facts[i].protocol),
                      PP_SV_ARGS(socket->address),
                      (unsigned)facts[i].range.first,
                      PP_SV_ARGS(socket->remote_address),
                      (unsigned)socket->remote_port,
                      pp_socket_state_name(socket->state),
                      (unsigned)socket->pid);
    }
}

static void broken_rows_are_whole_again(struct test *test)
{
    char rows[24][200];
    size_t count = 1 + below(test, PP_ARRAY_LEN(rows));
    size_t width = 40 + below(test, 39);
    bool is_mail = below(test, 2) == 0;
    bool keeps_blanks = below(test, 2) == 0;
    bool has_pid = below(test, 4) > 0;
    bool has_frame = below(test, 2) == 0;
    struct pp_buf facts[2];
    for (size_t i = 0; i < count; i++) {
        draw_row(test, rows[i], sizeof(rows[i]), has_pid);
    }
    for (int is_broken = 0; is_broken < 2; is_broken++) {
        pp_buf_init(&facts[is_broken], MAX_BYTES);
        pp_buf_clear(&test->text);
        pp_buf_add_str(&test->text, has_frame ? "Active Connections\n\n" : "");
        for (size_t i = 0; i < count; i++) {
            add_broken(test,
                       rows[i],
                       is_broken ? width : sizeof(rows[i]),
                       is_mail,
                       keeps_blanks);
        }
        (void)usage_of(test);
        add_facts(&facts[is_broken], test->load);
        const struct pp_load_totals totals = pp_load_totals(test->load);
        cr_assert(totals.rejected == 0 && totals.facts == count,
                  "PP_SEED=%u, run %u, width %zu: %zu facts of %zu rows:\n%s",
                  test->seed,
                  test->run,
                  width,
                  (size_t)totals.facts,
                  count,
                  test->text.data);
        if (!is_broken) {
            pp_machine_free(test->machine);
            pp_load_free(test->load);
        }
    }
    cr_assert_str_eq(facts[1].data,
                     facts[0].data,
                     "PP_SEED=%u, run %u, width %zu:\n%s",
                     test->seed,
                     test->run,
                     width,
                     test->text.data);
    pp_buf_done(&facts[0]);
    pp_buf_done(&facts[1]);
}

Test(socket_lists, are_whole_where_their_rows_are_broken)
{
    run("broken rows", RUNS, broken_rows_are_whole_again);
}
