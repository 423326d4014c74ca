/*
 * The first word may be a list of ports; all others are captures. People write
 * such lists in more ways than policies may hold: what they typed is written
 * anew as the library reads it, `tcp:8080;http` as `8080/tcp,80/tcp`.
 */
#include "port_words.h"

#include <string.h>

#include "portplan/port_list.h"

#include "base/bounds.h"
#include "captures.h"
#include "knowledge/ports.h"
#include "parse/line/row.h"

/* --- what was typed ------------------------------------------------------- */

/* The lowest port that is registered for a service; 0: none is. */
static uint16_t find_service(struct pp_sv name, enum pp_protocol protocol)
{
    uint32_t count = pp_ports_count(PP_BOOK_REGISTERED, protocol);
    for (uint32_t i = 0; i < count && name.len > 0; i++) {
        const struct pp_port_entry entry =
            pp_ports_entry(PP_BOOK_REGISTERED, protocol, i);
        if (pp_sv_equal_nocase(pp_sv_from(entry.name), name)) {
            return entry.port;
        }
    }
    return 0;
}

/* `tcp:` or `udp/` in front of a port. */
static bool take_protocol(struct pp_sv *io_item, enum pp_protocol *ret)
{
    bool is_prefix = io_item->len > 4 &&
                     (io_item->ptr[3] == ':' || io_item->ptr[3] == '/') &&
                     pp_protocol_parse(pp_sv_sub(*io_item, 0, 3), ret);
    if (is_prefix) {
        *io_item = pp_sv_sub(*io_item, 4, SIZE_MAX);
    }
    return is_prefix;
}

/* A service by its name, `http` or `ms-sql-m/udp`; without a protocol, that of
 * TCP where it has one. */
static bool add_service(struct pp_buf *out,
                        struct pp_sv item,
                        bool has_protocol,
                        enum pp_protocol protocol)
{
    size_t slash = pp_sv_find(item, PP_SV("/"), 0);
    struct pp_sv name = pp_sv_sub(item, 0, slash);
    if (slash != SIZE_MAX &&
        !pp_protocol_parse(pp_sv_sub(item, slash + 1, SIZE_MAX), &protocol)) {
        return false;
    }
    bool is_fixed = has_protocol || slash != SIZE_MAX;
    uint16_t port = find_service(name, protocol);
    if (port == 0 && !is_fixed) {
        protocol = PP_UDP;
        is_fixed = true;
        port = find_service(name, protocol);
    }
    if (port == 0) {
        return false;
    }
    pp_buf_printf(out, "%u", (unsigned)port);
    if (is_fixed) {
        pp_buf_printf(out, "/%s", pp_protocol_name(protocol));
    }
    return true;
}

/* `8080`, `:8080`, `5000` to `5010` with a dash of any length. */
static void add_ports(struct pp_buf *out, struct pp_sv item)
{
    size_t at = pp_sv_starts(item, PP_SV(":")) ? 1 : 0;
    while (at < item.len) {
        size_t dash = pp_dash_at(pp_sv_sub(item, at, SIZE_MAX));
        pp_buf_add_char(out, dash > 0 ? '-' : item.ptr[at]);
        at += dash > 0 ? dash : 1;
    }
}

static void add_item(struct pp_buf *out, struct pp_sv item)
{
    enum pp_protocol protocol = PP_TCP;
    bool has_protocol = take_protocol(&item, &protocol);
    bool is_name = item.len > 0 && pp_is_alpha(item.ptr[0]);
    if (is_name && add_service(out, item, has_protocol, protocol)) {
        return;
    }
    add_ports(out, item);
    if (has_protocol) {
        pp_buf_printf(out, "/%s", pp_protocol_name(protocol));
    }
}

/* Behind the item at `from`. */
static size_t item_end(struct pp_sv word, size_t from)
{
    while (from < word.len && word.ptr[from] != ',' && word.ptr[from] != ';') {
        from++;
    }
    return from;
}

/* The list as pp_port_list_parse reads it. */
static void write_list(struct pp_buf *out, struct pp_sv word)
{
    for (size_t from = 0; from <= word.len; from++) {
        size_t end = item_end(word, from);
        if (from > 0) {
            pp_buf_add_char(out, ',');
        }
        add_item(out, pp_sv_trim(pp_sv_sub(word, from, end - from)));
        from = end;
    }
}

static enum pp_status read_list(struct pp_buf *list,
                                const char *word,
                                struct pp_port_list *ret_ports,
                                struct pp_sv *reterr_item,
                                const char **reterr_why)
{
    write_list(list, pp_sv_from(word));
    return list->status == PP_OK
               ? pp_port_list_parse(
                     pp_buf_view(list), ret_ports, reterr_item, reterr_why)
               : list->status;
}

/* `55,555`: one number as people write it, or two ports? Two ports where
 * programs commonly run on both: `22,443`. Complains where it may be one. */
static bool is_in_thousands(const struct call *call, const char *word)
{
    struct pp_sv text = pp_sv_from(word);
    size_t comma = pp_sv_find(text, PP_SV(","), 0);
    struct pp_sv left = pp_sv_sub(text, 0, comma);
    struct pp_sv right = pp_sv_sub(text, left.len + 1, SIZE_MAX);
    uint32_t high = 0;
    uint32_t low = 0;
    bool is_number = left.len > 0 && left.ptr[0] != '0' && right.len == 3 &&
                     pp_sv_to_u32(left, PP_PORT_MAX / 1000, &high) &&
                     pp_sv_to_u32(right, 999, &low) &&
                     high * 1000 + low <= PP_PORT_MAX;
    bool are_common = pp_ports_has(PP_BOOK_COMMON, PP_TCP, (uint16_t)high) &&
                      pp_ports_has(PP_BOOK_COMMON, PP_TCP, (uint16_t)low);
    if (!is_number || are_common) {
        return false;
    }
    pps_io_complain(
        call->io,
        "'%s' may be one port or two: type %u for the one, %u,%u for the "
        "two",
        word,
        (unsigned)(high * 1000 + low),
        (unsigned)low,
        (unsigned)high);
    return true;
}

/* --- which word is which -------------------------------------------------- */

bool pps_is_port_word(struct pps_io *io, const char *word)
{
    struct pp_port_list ports = {0};
    struct pp_sv item = {0};
    const char *why = "";
    struct pp_buf list;
    pp_buf_init(&list, PP_LIMIT_LINE_BYTES);
    bool is_list = !pps_is_capture(io, word) &&
                   read_list(&list, word, &ports, &item, &why) == PP_OK;
    pp_buf_done(&list);
    pp_port_list_done(&ports);
    return is_list;
}

void pps_put_ports_first(struct pps_io *io, const char **words, size_t count)
{
    if (count < 2 || !pps_is_port_word(io, words[count - 1]) ||
        !pps_is_capture(io, words[0])) {
        return;
    }
    const char *ports = words[count - 1];
    memmove(&words[1], &words[0], (count - 1) * sizeof(*words));
    words[0] = ports;
}

/* Whether a word behind the first is a list of ports and no file: then the
 * words are in the wrong order. */
static bool has_late_ports(const struct call *call)
{
    for (size_t i = 1; i < call->word_count; i++) {
        if (pps_is_port_word(call->io, call->words[i])) {
            return true;
        }
    }
    return false;
}

/* `file` NULL: the word does not look like one. */
static void complain_item(struct pps_io *io,
                          struct pp_sv item,
                          const char *why,
                          const char *file)
{
    struct pp_buf words;
    pp_buf_init(&words, SIZE_MAX / 2);
    pp_buf_printf(&words,
                  "'%.*s' is not a port or range%s: %s",
                  PP_SV_ARGS(item),
                  file != NULL ? ", and there is no such file" : "",
                  why);
    if (!pps_io_is_ok(io, words.status)) {
        pp_buf_done(&words);
        return;
    }
    if (file != NULL) {
        pps_io_complain_missing(io, words.data, file);
    } else {
        pps_io_complain(io, "%s", words.data);
    }
    pp_buf_done(&words);
}

static bool complain_word(const struct call *call,
                          const char *command,
                          struct pp_sv item,
                          const char *why)
{
    const char *word = call->words[0];
    if (!pps_is_capture(call->io, word)) {
        bool looks_like_file = strpbrk(word, ".\\") != NULL;
        complain_item(call->io, item, why, looks_like_file ? word : NULL);
        return false;
    }
    if (has_late_ports(call)) {
        pps_io_complain(
            call->io,
            "the ports come first, then the captures: portplan %s PORTS "
            "%s",
            command,
            word);
        return false;
    }
    return true;
}

/* Of the list, which can be read: every item that names no protocol is of this
 * one. */
static void set_protocol(struct pp_sv list,
                         enum pp_protocol protocol,
                         struct pp_port_list *ports)
{
    size_t from = 0;
    for (size_t i = 0; i < ports->count; i++) {
        size_t comma = pp_sv_find(list, PP_SV(","), from);
        size_t end = comma == SIZE_MAX ? list.len : comma;
        struct pp_sv item = pp_sv_sub(list, from, end - from);
        if (pp_sv_find(item, PP_SV("/"), 0) == SIZE_MAX) {
            ports->items[i].protocol = protocol;
        }
        from = end + 1;
    }
}

/* Reads the list; false after a complaint. Leaves `words` without ports where
 * the word is a capture. */
static bool read_first(const struct call *call,
                       const char *command,
                       enum pp_protocol protocol,
                       struct port_words *words)
{
    struct pp_sv item = {0};
    const char *why = "";
    struct pp_buf list;
    pp_buf_init(&list, PP_LIMIT_LINE_BYTES);
    enum pp_status status =
        read_list(&list, call->words[0], &words->ports, &item, &why);
    bool is_read = status == PP_ERR_FORMAT
                       ? complain_word(call, command, item, why)
                       : pps_io_is_ok(call->io, status);
    if (status == PP_OK) {
        set_protocol(pp_buf_view(&list), protocol, &words->ports);
        words->has_ports = true;
        words->first_capture = 1;
    }
    pp_buf_done(&list);
    return is_read;
}

bool pps_port_words_read(const struct call *call,
                         const char *command,
                         enum pp_protocol protocol,
                         struct port_words *ret_words)
{
    *ret_words = (struct port_words){0};
    if (call->word_count == call->capture_count) {
        return true;
    }
    /* A file may have the name of a service. */
    const char *word = call->words[0];
    bool is_name = pp_is_alpha(word[0]);
    if (is_in_thousands(call, word)) {
        return false;
    }
    return (is_name && pps_is_capture(call->io, word)) ||
           read_first(call, command, protocol, ret_words);
}
