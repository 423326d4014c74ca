/* What the lists of ports say of a port. */
#include "port_books.h"

#include "json/json_write.h"
#include "knowledge/ports.h"

/* More names than that in a line are counted. */
enum {
    NAMES_MAX = 3
};

/* " (trojan, list of 2005)" */
static void add_malware_kind(struct pp_buf *buf,
                             const struct pp_port_entry *entry)
{
    pp_buf_printf(buf, " (%s", entry->kind);
    if (entry->list_year != 0) {
        pp_buf_printf(buf, ", list of %u", (unsigned)entry->list_year);
    }
    pp_buf_add_char(buf, ')');
}

/* "http, www and 2 more" */
static void add_names(struct pp_buf *buf,
                      enum pp_port_book book,
                      enum pp_protocol protocol,
                      struct pp_port_entries found)
{
    uint32_t named = found.count <= NAMES_MAX ? found.count : NAMES_MAX;
    for (uint32_t i = 0; i < named; i++) {
        struct pp_port_entry entry =
            pp_ports_entry(book, protocol, found.first + i);
        pp_buf_add_str(buf, i == 0 ? "" : ", ");
        pp_buf_add_str(buf, entry.name);
        if (book == PP_BOOK_MALWARE) {
            add_malware_kind(buf, &entry);
        }
    }
    if (named < found.count) {
        pp_buf_printf(buf, " and %u more", (unsigned)(found.count - named));
    }
}

static bool is_named(enum pp_protocol protocol, struct pp_port_entries found)
{
    return pp_ports_entry(PP_BOOK_REGISTERED, protocol, found.first).name[0] !=
           '\0';
}

static void add_uses(struct pp_buf *buf,
                     size_t indent,
                     enum pp_protocol protocol,
                     uint16_t port)
{
    struct pp_port_entries registered =
        pp_ports_find(PP_BOOK_REGISTERED, protocol, port);
    struct pp_port_entries common =
        pp_ports_find(PP_BOOK_COMMON, protocol, port);
    if (registered.count == 0 && common.count == 0) {
        return;
    }
    pp_buf_add_repeated(buf, ' ', indent);
    pp_buf_printf(buf, "%u is ", (unsigned)port);
    if (registered.count == 0) {
        pp_buf_add_str(buf, "not registered (IANA)");
    } else if (is_named(protocol, registered)) {
        pp_buf_add_str(buf, "registered for ");
        add_names(buf, PP_BOOK_REGISTERED, protocol, registered);
        pp_buf_add_str(buf, " (IANA)");
    } else {
        pp_buf_add_str(buf, "reserved by IANA");
    }
    if (common.count > 0) {
        pp_buf_add_str(buf, "; commonly run: ");
        add_names(buf, PP_BOOK_COMMON, protocol, common);
    }
    pp_buf_add_char(buf, '\n');
}

void pp_add_port_books(struct pp_buf *buf,
                       size_t indent,
                       enum pp_protocol protocol,
                       uint16_t port)
{
    struct pp_port_entries malware =
        pp_ports_find(PP_BOOK_MALWARE, protocol, port);
    add_uses(buf, indent, protocol, port);
    if (malware.count == 0) {
        return;
    }
    pp_buf_add_repeated(buf, ' ', indent);
    pp_buf_printf(buf, "%u was once used by malware: ", (unsigned)port);
    add_names(buf, PP_BOOK_MALWARE, protocol, malware);
    pp_buf_add_str(buf, "; says nothing about this machine\n");
}

static void add_registered_json(struct pp_json *row,
                                const struct pp_port_entry *entry)
{
    pp_json_add_str(
        row, "service", entry->name[0] != '\0' ? entry->name : NULL);
}

static void add_common_json(struct pp_json *row,
                            const struct pp_port_entry *entry)
{
    pp_json_add_str(row, "application", entry->name);
    pp_json_add_str(row, "category", entry->kind);
}

static void add_malware_json(struct pp_json *row,
                             const struct pp_port_entry *entry)
{
    pp_json_add_str(row, "name", entry->name);
    pp_json_add_str(row, "kind", entry->kind);
    pp_json_add_u64_if(row, "list_of", entry->list_year != 0, entry->list_year);
}

void pp_add_port_books_json(struct pp_json *parent,
                            enum pp_protocol protocol,
                            uint16_t port)
{
    static const struct {
        const char *member;
        enum pp_port_book book;
        void (*add)(struct pp_json *row, const struct pp_port_entry *entry);
    } books[] = {
        {"registered", PP_BOOK_REGISTERED, add_registered_json},
        {"common", PP_BOOK_COMMON, add_common_json},
        {"malware", PP_BOOK_MALWARE, add_malware_json},
    };
    for (size_t b = 0; b < PP_ARRAY_LEN(books); b++) {
        struct pp_json *array = pp_json_array(parent, books[b].member);
        struct pp_port_entries found =
            pp_ports_find(books[b].book, protocol, port);
        for (uint32_t i = 0; i < found.count; i++) {
            struct pp_port_entry entry =
                pp_ports_entry(books[b].book, protocol, found.first + i);
            books[b].add(pp_json_append_object(array), &entry);
        }
    }
}
