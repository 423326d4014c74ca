/*
 * The shapes of messages: every row of shapes.tsv by itself and all of them in
 * one paste, any port and address in them, spoilt; the lines of traps.tsv, and
 * a log that has nothing to do with ports.
 */
#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>

#include "portplan/load.h"

#include "files.h"
#include "mutate.h"
#include "random.h"
#include "seed.h"
#include "summary.h"

enum {
    MAX_ROWS = 512,
    MAX_COLUMNS = 8,
    MAX_FOUND = 512,
    LOG_BYTES = 1 << 20,
};

/* Columns of shapes.tsv. */
enum {
    ID,
    PROGRAM,
    ERRORS,
    PORT,
    ADDRESS,
    PROTOCOL,
    SOURCE,
    MESSAGE,
};

struct sheet {
    struct pp_buf text;
    struct pp_sv cells[MAX_ROWS][MAX_COLUMNS];
    size_t count;
};

static struct pp_sv cut(struct pp_sv *io_rest, char end)
{
    const char *at =
        io_rest->len > 0 ? memchr(io_rest->ptr, end, io_rest->len) : NULL;
    size_t len = at != NULL ? (size_t)(at - io_rest->ptr) : io_rest->len;
    struct pp_sv part = pp_sv_sub(*io_rest, 0, len);
    *io_rest = pp_sv_sub(*io_rest, at != NULL ? len + 1 : len, SIZE_MAX);
    return part;
}

/* The rows below the heading. */
static void read_sheet(struct sheet *sheet, const char *path)
{
    memset(sheet, 0, sizeof(*sheet));
    pp_buf_init(&sheet->text, 1 << 20);
    cr_assert(pp_test_read_file(path, &sheet->text), "%s", path);
    struct pp_sv rest = pp_buf_view(&sheet->text);
    (void)cut(&rest, '\n');
    while (rest.len > 0) {
        struct pp_sv line = cut(&rest, '\n');
        cr_assert_lt(sheet->count, (size_t)MAX_ROWS);
        for (size_t c = 0; c < MAX_COLUMNS; c++) {
            sheet->cells[sheet->count][c] = cut(&line, '\t');
        }
        sheet->count++;
    }
}

/* `\n`, `\t` and `\\` of a cell. */
static void add_decoded(struct pp_buf *out, struct pp_sv cell)
{
    for (size_t i = 0; i < cell.len; i++) {
        char next = i + 1 < cell.len ? cell.ptr[i + 1] : '\0';
        bool is_escape =
            cell.ptr[i] == '\\' && next != '\0' && strchr("nt\\", next) != NULL;
        char c = cell.ptr[i];
        if (is_escape) {
            c = next == 'n' ? '\n' : next == 't' ? '\t' : '\\';
            i++;
        }
        pp_buf_add_char(out, c);
    }
    pp_buf_add_char(out, '\n');
}

struct found {
    bool has_port;
    uint16_t port;
    enum pp_protocol protocol;
    uint32_t error;
    uint32_t also;
    bool is_outgoing;
    char address[64];
};

struct findings {
    struct found items[MAX_FOUND];
    size_t count;
};

/* The error or the event that a sign is of. */
static uint32_t error_of(const struct pp_exhaustion_fact *fact)
{
    static const uint32_t errors[PP_SIGN_COUNT] = {
        [PP_SIGN_NO_BUFFER] = 10055,
        [PP_SIGN_EVENT_4227] = 4227,
        [PP_SIGN_EVENT_4231] = 4231,
        [PP_SIGN_EVENT_4266] = 4266,
        [PP_SIGN_CONNECT_IN_USE] = 10048,
        [PP_SIGN_NO_ADDRESS] = 10049,
    };
    return errors[fact->sign];
}

static void find(struct findings *findings, struct pp_sv text)
{
    struct pp_load *load = pp_test_load_bytes(text);
    size_t count = 0;
    const struct pp_fact *facts = pp_load_facts(load, &count);
    findings->count = 0;
    for (size_t i = 0; i < count; i++) {
        const struct pp_bind_error_fact *error = &facts[i].as.bind_error;
        cr_assert_lt(findings->count, (size_t)MAX_FOUND);
        if (facts[i].kind == PP_FACT_EXHAUSTION) {
            findings->items[findings->count++] =
                (struct found){.protocol = facts[i].protocol,
                               .error = error_of(&facts[i].as.exhaustion),
                               .is_outgoing = true};
            continue;
        }
        if (facts[i].kind != PP_FACT_BIND_ERROR) {
            continue;
        }
        struct found *one = &findings->items[findings->count++];
        *one = (struct found){.has_port = error->has_port,
                              .port = facts[i].range.first,
                              .protocol = facts[i].protocol,
                              .error = error->error,
                              .also = error->also,
                              .is_outgoing = error->is_outgoing};
        (void)snprintf(one->address,
                       sizeof(one->address),
                       "%.*s",
                       PP_SV_ARGS(error->address));
    }
    pp_load_free(load);
}

/* "8080/tcp 10013 0.0.0.0; -/udp 10048 or 10013" */
static const char *words_of(const struct findings *findings)
{
    static struct pp_buf out;
    pp_buf_done(&out);
    pp_buf_init(&out, 1 << 20);
    pp_buf_add_str(&out, findings->count == 0 ? "nothing" : "");
    for (size_t i = 0; i < findings->count; i++) {
        const struct found *one = &findings->items[i];
        pp_buf_printf(&out,
                      "%s%u/%s %u or %u %s",
                      i > 0 ? "; " : "",
                      one->has_port ? one->port : 0U,
                      pp_protocol_name(one->protocol),
                      (unsigned)one->error,
                      (unsigned)one->also,
                      one->address);
    }
    return out.data;
}

static bool is_dash(struct pp_sv cell)
{
    return pp_sv_equal(cell, PP_SV("-"));
}

/* The ports of the row, in its order, and no others. */
static bool has_ports(const struct findings *findings, struct pp_sv cell)
{
    size_t at = 0;
    while (cell.len > 0 && !is_dash(cell)) {
        uint32_t port = 0;
        if (!pp_sv_to_u32(cut(&cell, ','), 65535, &port) ||
            at >= findings->count || !findings->items[at].has_port ||
            findings->items[at].port != port) {
            return false;
        }
        at++;
    }
    return at > 0 ? at == findings->count
                  : findings->count == 1 && !findings->items[0].has_port;
}

/* One of the errors of the row; "unknown": none is claimed. */
static bool has_error(const struct found *one, struct pp_sv cell)
{
    bool is_known = !pp_sv_equal(cell, PP_SV("unknown"));
    while (is_known && cell.len > 0) {
        uint32_t error = 0;
        if (pp_sv_to_u32(cut(&cell, ','), UINT32_MAX, &error) &&
            (one->error == error || one->also == error)) {
            return true;
        }
    }
    return !is_known && one->error == 0;
}

static bool is_as_told(const struct findings *findings,
                       const struct pp_sv cells[MAX_COLUMNS])
{
    if (!has_ports(findings, cells[PORT])) {
        return false;
    }
    for (size_t i = 0; i < findings->count; i++) {
        const struct found *one = &findings->items[i];
        bool is_udp = pp_sv_equal(cells[PROTOCOL], PP_SV("udp"));
        bool has_address =
            is_dash(cells[ADDRESS]) ||
            pp_sv_equal(cells[ADDRESS], pp_sv_from(one->address));
        if (!has_error(one, cells[ERRORS]) ||
            is_udp != (one->protocol == PP_UDP) || !has_address) {
            return false;
        }
    }
    return true;
}

Test(bind_shapes, every_message_says_its_port_and_its_error)
{
    static struct sheet sheet;
    static struct findings findings;
    struct pp_buf text;
    read_sheet(&sheet, "tests/unit/parse/errors/shapes.tsv");
    cr_assert_geq(sheet.count, (size_t)390);
    pp_buf_init(&text, 1 << 16);
    for (size_t i = 0; i < sheet.count; i++) {
        pp_buf_clear(&text);
        add_decoded(&text, sheet.cells[i][MESSAGE]);
        find(&findings, pp_buf_view(&text));
        cr_expect(is_as_told(&findings, sheet.cells[i]),
                  "%.*s (%.*s): %s",
                  PP_SV_ARGS(sheet.cells[i][ID]),
                  PP_SV_ARGS(sheet.cells[i][PROGRAM]),
                  words_of(&findings));
    }
    pp_buf_done(&text);
    pp_buf_done(&sheet.text);
}

static bool is_same(const struct found *a, const struct found *b)
{
    return a->has_port == b->has_port && a->error == b->error &&
           (!a->has_port || a->port == b->port) && a->protocol == b->protocol &&
           a->is_outgoing == b->is_outgoing;
}

static size_t count_missing(const struct findings *in,
                            const struct findings *from)
{
    size_t missing = 0;
    for (size_t i = 0; i < from->count; i++) {
        bool is_found = false;
        for (size_t k = 0; k < in->count && !is_found; k++) {
            is_found = is_same(&from->items[i], &in->items[k]);
        }
        if (!is_found) {
            const struct findings one = {.items = {from->items[i]}, .count = 1};
            fprintf(stderr, "missing: %s\n", words_of(&one));
        }
        missing += !is_found;
    }
    return missing;
}

/* Blank lines part messages: none takes a port or an error of another. */
Test(bind_shapes, messages_of_one_paste_do_not_disturb_each_other)
{
    static struct sheet sheet;
    static struct findings alone;
    static struct findings one;
    static struct findings together;
    struct pp_buf text;
    struct pp_buf all;
    read_sheet(&sheet, "tests/unit/parse/errors/shapes.tsv");
    pp_buf_init(&text, 1 << 16);
    pp_buf_init(&all, 1 << 20);
    for (size_t i = 0; i < sheet.count; i++) {
        pp_buf_clear(&text);
        add_decoded(&text, sheet.cells[i][MESSAGE]);
        pp_buf_add(&all, pp_buf_view(&text));
        pp_buf_add_str(&all, "\n\n\n\n");
        find(&one, pp_buf_view(&text));
        for (size_t k = 0; k < one.count; k++) {
            cr_assert_lt(alone.count, (size_t)MAX_FOUND);
            alone.items[alone.count++] = one.items[k];
        }
    }
    find(&together, pp_buf_view(&all));
    cr_expect_eq(count_missing(&together, &alone), 0);
    cr_expect_eq(count_missing(&alone, &together), 0);
    pp_buf_done(&text);
    pp_buf_done(&all);
    pp_buf_done(&sheet.text);
}

static bool is_digit_at(struct pp_sv text, size_t at)
{
    return at < text.len && pp_is_digit(text.ptr[at]);
}

/* Writes `text` with another number wherever `number` stands by itself. */
static size_t replace_number(struct pp_buf *out,
                             struct pp_sv text,
                             struct pp_sv number,
                             const char *other)
{
    size_t count = 0;
    for (size_t at = 0; at < text.len;) {
        bool is_here = pp_sv_starts(pp_sv_sub(text, at, SIZE_MAX), number) &&
                       !(at > 0 && is_digit_at(text, at - 1)) &&
                       !is_digit_at(text, at + number.len);
        if (is_here) {
            pp_buf_add_str(out, other);
        } else {
            pp_buf_add_char(out, text.ptr[at]);
        }
        count += is_here;
        at += is_here ? number.len : 1;
    }
    return count;
}

/* A row with one port in one piece, which is no other number of the message:
 * `other` and `address` in its place. False for other rows. */
static bool change_row(struct pp_buf *out,
                       const struct pp_sv cells[MAX_COLUMNS],
                       const char *other,
                       const char *address)
{
    static const char *const hosts[] = {"0.0.0.0", "127.0.0.1"};
    static struct pp_buf text;
    static struct pp_buf with_port;
    pp_buf_done(&text);
    pp_buf_done(&with_port);
    pp_buf_init(&text, 1 << 16);
    pp_buf_init(&with_port, 1 << 16);
    pp_buf_clear(out);
    if (is_dash(cells[PORT]) || cells[PORT].len < 3 ||
        pp_sv_find(cells[PORT], PP_SV(","), 0) != SIZE_MAX) {
        return false;
    }
    add_decoded(&text, cells[MESSAGE]);
    if (replace_number(&with_port, pp_buf_view(&text), cells[PORT], other) ==
        0) {
        return false;
    }
    struct pp_sv from = pp_buf_view(&with_port);
    for (size_t i = 0; i < PP_ARRAY_LEN(hosts); i++) {
        pp_buf_clear(out);
        if (replace_number(out, from, pp_sv_from(hosts[i]), address) > 0) {
            return true;
        }
    }
    return true;
}

/* The law of the table: what a row says does not hang on its numbers. */
Test(bind_shapes, any_port_and_address_are_read)
{
    static struct sheet sheet;
    static struct findings findings;
    struct pp_test_random random =
        pp_test_random_from(pp_test_seed("any_port_and_address_are_read"));
    struct pp_buf text;
    size_t tried = 0;
    read_sheet(&sheet, "tests/unit/parse/errors/shapes.tsv");
    pp_buf_init(&text, 1 << 16);
    for (size_t i = 0; i < 4 * sheet.count; i++) {
        const struct pp_sv *cells = sheet.cells[i % sheet.count];
        uint32_t port = pp_test_random_in(&random, 11, 65535);
        char other[8];
        char address[20];
        (void)snprintf(other, sizeof(other), "%u", (unsigned)port);
        (void)snprintf(address,
                       sizeof(address),
                       "10.%u.%u.%u",
                       (unsigned)pp_test_random_below(&random, 256),
                       (unsigned)pp_test_random_below(&random, 256),
                       (unsigned)pp_test_random_below(&random, 256));
        if (!change_row(&text, cells, other, address)) {
            continue;
        }
        tried++;
        find(&findings, pp_buf_view(&text));
        cr_expect(findings.count == 1 && findings.items[0].has_port &&
                      findings.items[0].port == port,
                  "%.*s with %s at %s: %s",
                  PP_SV_ARGS(cells[ID]),
                  other,
                  address,
                  words_of(&findings));
    }
    cr_expect_geq(tried, (size_t)800);
    pp_buf_done(&text);
    pp_buf_done(&sheet.text);
}

/* Cut, torn, doubled: no port is 0 and no law of a load is broken. */
Test(bind_shapes, spoilt_messages_keep_the_laws)
{
    static struct sheet sheet;
    static struct findings findings;
    static struct pp_test_text spoilt;
    struct pp_test_random random =
        pp_test_random_from(pp_test_seed("spoilt_messages_keep_the_laws"));
    struct pp_buf text;
    read_sheet(&sheet, "tests/unit/parse/errors/shapes.tsv");
    pp_buf_init(&text, 1 << 16);
    for (size_t i = 0; i < 4 * sheet.count; i++) {
        pp_buf_clear(&text);
        add_decoded(&text, sheet.cells[i % sheet.count][MESSAGE]);
        pp_test_text_set(&spoilt, pp_buf_view(&text));
        pp_test_mutate(&random, &spoilt);
        find(&findings, pp_test_text_view(&spoilt));
        for (size_t k = 0; k < findings.count; k++) {
            cr_expect(!findings.items[k].has_port ||
                      findings.items[k].port != 0);
        }
    }
    pp_buf_done(&text);
    pp_buf_done(&sheet.text);
}

Test(bind_shapes, traps_are_no_errors)
{
    static struct sheet sheet;
    static struct findings findings;
    struct pp_buf text;
    read_sheet(&sheet, "tests/unit/parse/errors/traps.tsv");
    cr_assert_geq(sheet.count, (size_t)200);
    pp_buf_init(&text, 1 << 16);
    for (size_t i = 0; i < sheet.count; i++) {
        pp_buf_clear(&text);
        add_decoded(&text, sheet.cells[i][2]);
        find(&findings, pp_buf_view(&text));
        cr_expect_eq(findings.count,
                     0,
                     "%.*s (%.*s): %s",
                     PP_SV_ARGS(sheet.cells[i][0]),
                     PP_SV_ARGS(sheet.cells[i][1]),
                     words_of(&findings));
    }
    pp_buf_done(&text);
    pp_buf_done(&sheet.text);
}

static void add_log_line(struct pp_buf *out, struct pp_test_random *random)
{
    static const char *const words[] = {
        "error",      "failed",    "import",   "export",  "support",
        "report",     "warning",   "building", "src/x.c", "main.c:120:4",
        "cannot",     "find",      "module",   "test",    "passed",
        "took",       "1284",      "ms",       "GET",     "/index.html",
        "200",        "user",      "logged",   "in",      "thread-12",
        "at",         "Run(A.cs)", "line",     "10048",   "10013",
        "npm",        "install",   "package",  "version", "2.10.3",
        "connection", "refused",   "hello",    "is",      "anyone",
        "here?",      "I",         "think",    "so",      "port",
        "localhost",  "address",   "denied",   "http",    "server",
    };
    uint32_t count = pp_test_random_in(random, 3, 16);
    for (uint32_t i = 0; i < count; i++) {
        pp_buf_add_str(
            out, words[pp_test_random_below(random, PP_ARRAY_LEN(words))]);
        pp_buf_add_char(out, i + 1 < count ? ' ' : '\n');
    }
}

/* A megabyte of builds, traces and chat, with all traps among them. */
Test(bind_shapes, unrelated_lines_give_no_port)
{
    static struct sheet sheet;
    static struct findings findings;
    struct pp_test_random random =
        pp_test_random_from(pp_test_seed("unrelated_lines_give_no_port"));
    struct pp_buf text;
    read_sheet(&sheet, "tests/unit/parse/errors/traps.tsv");
    pp_buf_init(&text, 2 * LOG_BYTES);
    while (text.len < LOG_BYTES) {
        bool is_trap = pp_test_random_below(&random, 8) == 0;
        size_t row = pp_test_random_below(&random, (uint32_t)sheet.count);
        if (is_trap) {
            add_decoded(&text, sheet.cells[row][2]);
        } else {
            add_log_line(&text, &random);
        }
    }
    find(&findings, pp_buf_view(&text));
    cr_expect_eq(findings.count, 0, "%s", words_of(&findings));
    pp_buf_done(&text);
    pp_buf_done(&sheet.text);
}
