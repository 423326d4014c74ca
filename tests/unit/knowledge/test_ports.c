/*
 * The lists of ports: every row of every file is in the tables, the tables
 * hold nothing else, and they ascend.
 */
#include <criterion/criterion.h>
#include <string.h>

#include "files.h"
#include "knowledge/ports.h"

enum {
    FIELDS_MAX = 8
};

/* A file in memory, taken apart row by row: fields end in a zero byte. */
struct csv {
    struct pp_buf text;
    char *at;
    char *fields[FIELDS_MAX];
    size_t field_count;
};

/* Takes a field, its quotes off, in place; true if another follows. */
static bool next_field(struct csv *csv)
{
    char *from = csv->at;
    char *to = from;
    bool is_quoted = *from == '"';
    cr_assert_lt(csv->field_count, (size_t)FIELDS_MAX);
    csv->fields[csv->field_count++] = to;
    from += is_quoted;
    while (is_quoted ? (from[0] != '"' || from[1] == '"')
                     : (*from != ',' && *from != '\n')) {
        from += is_quoted && *from == '"';
        *to++ = *from++;
    }
    from += is_quoted;
    bool is_more = *from == ',';
    *to = '\0';
    csv->at = from + 1;
    return is_more;
}

static bool next_row(struct csv *csv)
{
    csv->field_count = 0;
    if (csv->at == csv->text.data + csv->text.len) {
        return false;
    }
    while (next_field(csv)) {
    }
    return true;
}

/* Opens a list and passes over its row of names. */
static void open_list(struct csv *csv, const char *name)
{
    struct pp_buf path;
    pp_buf_init(&path, 4096);
    pp_buf_printf(&path, "analyzer/knowledge/data/%s.csv", name);
    pp_buf_init(&csv->text, 1 << 24);
    cr_assert(pp_test_read_file(path.data, &csv->text), "%s", path.data);
    pp_buf_done(&path);
    csv->at = csv->text.data;
    cr_assert(next_row(csv));
}

static bool protocol_of(const char *text, enum pp_protocol *ret_protocol)
{
    return pp_protocol_parse(pp_sv_from(text), ret_protocol);
}

static unsigned number(const char *text)
{
    uint32_t value = 0;
    cr_assert(pp_sv_to_u32(pp_sv_from(text), PP_PORT_MAX, &value), "%s", text);
    return value;
}

/* Whether the book has exactly this of the port. */
static bool has_entry(enum pp_port_book book,
                      enum pp_protocol protocol,
                      const struct pp_port_entry *wanted)
{
    struct pp_port_entries found = pp_ports_find(book, protocol, wanted->port);
    for (uint32_t i = 0; i < found.count; i++) {
        struct pp_port_entry entry =
            pp_ports_entry(book, protocol, found.first + i);
        cr_expect_eq(entry.port, wanted->port);
        if (strcmp(entry.name, wanted->name) == 0 &&
            strcmp(entry.kind, wanted->kind) == 0 &&
            entry.list_year == wanted->list_year) {
            return true;
        }
    }
    return false;
}

/* Columns: first port, last port, protocol, name, kind; -1: none. */
struct columns {
    int first;
    int last;
    int protocol;
    int name;
    int kind;
};

static const char *field(const struct csv *csv, int column)
{
    return column < 0 ? "" : csv->fields[column];
}

static uint16_t year_of(enum pp_port_book book, const char *source)
{
    if (book != PP_BOOK_MALWARE) {
        return 0;
    }
    if (strstr(source, "LaBrea-Tarpit") != NULL) {
        return 2005;
    }
    return strstr(source, "net-explore") != NULL ? 2013 : 0;
}

static void compare_book(enum pp_port_book book,
                         const char *file,
                         struct columns columns,
                         uint32_t rows)
{
    struct csv csv;
    uint32_t ports[PP_PROTOCOL_COUNT] = {0};
    uint32_t read = 0;
    open_list(&csv, file);
    while (next_row(&csv)) {
        enum pp_protocol protocol;
        read++;
        if (!protocol_of(field(&csv, columns.protocol), &protocol)) {
            continue;
        }
        unsigned last = number(field(&csv, columns.last));
        for (unsigned port = number(field(&csv, columns.first)); port <= last;
             port++) {
            const struct pp_port_entry wanted = {
                .port = (uint16_t)port,
                .name = field(&csv, columns.name),
                .kind = field(&csv, columns.kind),
                .list_year = year_of(book, csv.fields[csv.field_count - 1]),
            };
            cr_expect(has_entry(book, protocol, &wanted),
                      "%s: %u/%s %s",
                      file,
                      port,
                      pp_protocol_name(protocol),
                      wanted.name);
            ports[protocol]++;
        }
    }
    cr_expect_eq(read, rows, "%s: %u rows", file, (unsigned)read);
    for (int p = 0; p < PP_PROTOCOL_COUNT; p++) {
        cr_expect_eq(pp_ports_count(book, (enum pp_protocol)p), ports[p]);
    }
    pp_buf_done(&csv.text);
}

Test(ports, registered_are_those_of_the_registry)
{
    compare_book(PP_BOOK_REGISTERED,
                 "iana-ports",
                 (struct columns){0, 1, 2, 3, -1},
                 12591);
}

Test(ports, common_are_those_of_the_list)
{
    compare_book(
        PP_BOOK_COMMON, "common-ports", (struct columns){0, 0, 1, 2, 3}, 509);
}

Test(ports, malware_is_that_of_the_list)
{
    compare_book(
        PP_BOOK_MALWARE, "trojan-ports", (struct columns){0, 0, 1, 2, 3}, 250);
}

Test(ports, browsers_refuse_those_of_the_list)
{
    compare_book(PP_BOOK_BROWSER_BLOCKED,
                 "browser-blocked-ports",
                 (struct columns){0, 0, 1, -1, -1},
                 82);
}

/* The two lists of the registry agree, but for two ports that the registry
 * itself has in both. */
Test(ports, unassigned_are_not_registered)
{
    struct csv csv;
    uint32_t both = 0;
    open_list(&csv, "iana-unassigned");
    while (next_row(&csv)) {
        for (int p = 0; p < PP_PROTOCOL_COUNT; p++) {
            const char *protocol = pp_protocol_name((enum pp_protocol)p);
            if (csv.fields[2][0] != '\0' &&
                strcmp(csv.fields[2], protocol) != 0) {
                continue;
            }
            unsigned last = number(csv.fields[1]);
            for (unsigned port = number(csv.fields[0]); port <= last; port++) {
                bool is_in = pp_ports_has(
                    PP_BOOK_REGISTERED, (enum pp_protocol)p, (uint16_t)port);
                both += is_in;
                cr_expect(!is_in || port == 7775 || port == 7997,
                          "%u/%s",
                          port,
                          protocol);
            }
        }
    }
    cr_expect_eq(both, 4u);
    pp_buf_done(&csv.text);
}

Test(ports, tables_ascend_and_what_is_not_there_is_not_found)
{
    for (int b = 0; b < PP_BOOK_COUNT; b++) {
        for (int p = 0; p < PP_PROTOCOL_COUNT; p++) {
            enum pp_port_book book = (enum pp_port_book)b;
            enum pp_protocol protocol = (enum pp_protocol)p;
            uint32_t count = pp_ports_count(book, protocol);
            uint32_t found = 0;
            for (uint32_t i = 1; i < count; i++) {
                cr_expect_leq(pp_ports_entry(book, protocol, i - 1).port,
                              pp_ports_entry(book, protocol, i).port);
            }
            for (uint32_t port = 0; port < PP_PORT_COUNT; port++) {
                struct pp_port_entries entries =
                    pp_ports_find(book, protocol, (uint16_t)port);
                found += entries.count;
                cr_expect(entries.count == 0 ||
                          pp_ports_entry(book, protocol, entries.first).port ==
                              port);
            }
            cr_expect_eq(found, count);
        }
    }
}

/* Every range of a system that is offered stands in the list. */
Test(ports, systems_are_those_of_the_list)
{
    uint32_t matched = 0;
    struct csv csv;
    open_list(&csv, "ephemeral-ranges");
    while (next_row(&csv)) {
        for (uint32_t i = 0; i < pp_system_ranges_count(); i++) {
            struct pp_system_range range = pp_system_range_at(i);
            matched +=
                strcmp(csv.fields[0], range.name) == 0 &&
                strcmp(csv.fields[1], range.version) == 0 &&
                strcmp(csv.fields[2], pp_protocol_name(range.protocol)) == 0 &&
                number(csv.fields[3]) == range.range.first &&
                number(csv.fields[4]) == range.range.last;
        }
    }
    cr_expect_eq(matched, pp_system_ranges_count());
    cr_expect_gt(matched, 20u);
    pp_buf_done(&csv.text);
}

Test(ports, linux_is_what_it_is_today)
{
    uint32_t count = 0;
    for (uint32_t i = 0; i < pp_system_ranges_count(); i++) {
        struct pp_system_range range = pp_system_range_at(i);
        if (strcmp(range.key, "linux") == 0) {
            cr_expect_eq(range.range.first, 32768);
            cr_expect_eq(range.range.last, 60999);
            count++;
        }
        cr_expect_str_neq(range.key, "windows");
        cr_expect(strchr(range.key, ' ') == NULL);
    }
    cr_expect_eq(count, 2u);
}
