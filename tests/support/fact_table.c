/* Checking tables of small texts with facts of any kind. */
#include "fact_table.h"

#include <criterion/criterion.h>
#include <string.h>

#include "summary.h"

static const char *tri_word(enum pp_tri tri)
{
    return tri == PP_UNKNOWN ? "unknown" : tri == PP_YES ? "yes" : "no";
}

static void add_socket(struct pp_buf *out, const struct pp_fact *fact)
{
    const struct pp_socket_fact *socket = &fact->as.socket;
    const char *state = pp_socket_state_name(socket->state);
    pp_buf_printf(out,
                  " %s %.*s:%u %s",
                  pp_protocol_name(fact->protocol),
                  PP_SV_ARGS(socket->address),
                  (unsigned)fact->range.first,
                  state != NULL ? state : "-");
    if (socket->has_pid) {
        pp_buf_printf(out, " %u", (unsigned)socket->pid);
    }
    if (socket->process.len > 0) {
        pp_buf_printf(out, " %.*s", PP_SV_ARGS(socket->process));
    }
}

static void add_held(struct pp_buf *out, const struct pp_fact *fact)
{
    const struct pp_held_fact *held = &fact->as.held;
    pp_buf_printf(out,
                  " held %s %u %s",
                  pp_protocol_name(fact->protocol),
                  (unsigned)fact->range.first,
                  pp_held_kind_name(held->kind));
    pp_buf_printf(out,
                  " %.*s %.*s",
                  PP_SV_ARGS(held->name.len > 0 ? held->name : PP_SV("-")),
                  PP_SV_ARGS(held->target.len > 0 ? held->target : PP_SV("-")));
}

static void add_os(struct pp_buf *out, const struct pp_os_fact *os)
{
    pp_buf_printf(out,
                  " os %.*s=%u.%u.%u.%u",
                  PP_SV_ARGS(os->version),
                  (unsigned)os->major,
                  (unsigned)os->minor,
                  (unsigned)os->build,
                  (unsigned)os->revision);
    if (os->name.len > 0) {
        pp_buf_printf(out, " '%.*s'", PP_SV_ARGS(os->name));
    }
}

static void add_pair(struct pp_buf *out, struct pp_sv name, struct pp_sv value)
{
    pp_buf_printf(out, " %.*s=%.*s", PP_SV_ARGS(name), PP_SV_ARGS(value));
}

/* Texts between quotes, lists between brackets, bytes as digits. */
static void add_registry_value(struct pp_buf *out,
                               const struct pp_registry_fact *value)
{
    switch (value->type) {
    case PP_REG_SZ:
    case PP_REG_EXPAND_SZ:
        pp_buf_printf(out, "'%.*s'", PP_SV_ARGS(value->text));
        return;
    case PP_REG_MULTI_SZ:
        pp_buf_add_char(out, '[');
        for (size_t i = 0; i < value->text.len; i++) {
            char c = value->text.ptr[i];
            pp_buf_add_char(out, c == '\0' ? ',' : c);
        }
        pp_buf_add_char(out, ']');
        return;
    case PP_REG_DWORD:
    case PP_REG_QWORD:
        pp_buf_add_u64(out, value->number);
        return;
    case PP_REG_BINARY:
        pp_buf_add_str(out, "0x");
        for (size_t i = 0; i < value->text.len; i++) {
            pp_buf_printf(out, "%02x", (unsigned char)value->text.ptr[i]);
        }
        return;
    case PP_REG_DELETED:
        pp_buf_add_str(out, "deleted");
        return;
    }
}

/* The last part of the key and the name. */
static void add_registry(struct pp_buf *out,
                         const struct pp_registry_fact *value)
{
    size_t from = value->key.len;
    while (from > 0 && value->key.ptr[from - 1] != '\\') {
        from--;
    }
    pp_buf_printf(out,
                  " %.*s/%.*s=",
                  PP_SV_ARGS(pp_sv_sub(value->key, from, SIZE_MAX)),
                  PP_SV_ARGS(value->name));
    add_registry_value(out, value);
}

/* " by 1234 example.exe of POOL", as far as it is known. */
static void add_registrant(struct pp_buf *out, const struct pp_url_fact *url)
{
    if (url->has_pid || url->process.len > 0) {
        pp_buf_add_str(out, " by");
    }
    if (url->has_pid) {
        pp_buf_printf(out, " %u", (unsigned)url->pid);
    }
    if (url->process.len > 0) {
        pp_buf_printf(out, " %.*s", PP_SV_ARGS(url->process));
    }
    if (url->queue.len > 0) {
        pp_buf_printf(out, " of %.*s", PP_SV_ARGS(url->queue));
    }
}

/* " tcp 14102x bound pid=9120 to 10.0.0.9:1433 from 50000": what is known. */
static void add_socket_count(struct pp_buf *out, const struct pp_fact *fact)
{
    const struct pp_socket_count_fact *count = &fact->as.socket_count;
    pp_buf_printf(out,
                  " %s %ux",
                  pp_protocol_name(fact->protocol),
                  (unsigned)count->count);
    if (count->has_state) {
        pp_buf_printf(out, " %s", pp_socket_state_name(count->state));
    }
    if (count->has_pid) {
        pp_buf_printf(out, " pid=%u", (unsigned)count->pid);
    }
    if (count->remote_address.len > 0) {
        pp_buf_printf(out, " to %.*s", PP_SV_ARGS(count->remote_address));
    }
    if (count->has_remote_port) {
        pp_buf_printf(out, " to :%u", (unsigned)count->remote_port);
    }
    if (count->has_local_port) {
        pp_buf_printf(out, " from %u", (unsigned)fact->range.first);
    }
}

static void add_fact(struct pp_buf *out, const struct pp_fact *fact)
{
    switch (fact->kind) {
    case PP_FACT_SOCKET:
        add_socket(out, fact);
        return;
    case PP_FACT_OS:
        add_os(out, &fact->as.os);
        return;
    case PP_FACT_HOTFIX:
        pp_buf_printf(out, " KB%u", (unsigned)fact->as.hotfix.number);
        return;
    case PP_FACT_SERVICE:
        add_pair(out,
                 fact->as.service.name,
                 pp_sv_from(tri_word(fact->as.service.is_running)));
        if (fact->as.service.is_disabled != PP_UNKNOWN) {
            pp_buf_add_str(out,
                           fact->as.service.is_disabled == PP_YES ? "/disabled"
                                                                  : "/starts");
        }
        return;
    case PP_FACT_FEATURE:
        add_pair(out,
                 fact->as.feature.name,
                 pp_sv_from(tri_word(fact->as.feature.is_enabled)));
        return;
    case PP_FACT_SETTING:
        add_pair(out, fact->as.setting.name, fact->as.setting.value);
        return;
    case PP_FACT_URL:
        pp_buf_printf(out,
                      " %u %.*s%s",
                      (unsigned)fact->range.first,
                      PP_SV_ARGS(fact->as.url.url),
                      fact->as.url.is_registered ? " registered" : "");
        add_registrant(out, &fact->as.url);
        return;
    case PP_FACT_REGISTRY:
        add_registry(out, &fact->as.registry);
        return;
    case PP_FACT_SOCKET_COUNT:
        add_socket_count(out, fact);
        return;
    case PP_FACT_PROCESS:
        pp_buf_printf(out,
                      " %u %.*s",
                      (unsigned)fact->as.process.pid,
                      PP_SV_ARGS(fact->as.process.name));
        if (fact->as.process.services.len > 0) {
            pp_buf_printf(
                out, " (%.*s)", PP_SV_ARGS(fact->as.process.services));
        }
        return;
    case PP_FACT_GAP:
        pp_buf_printf(out,
                      " %s gap %s ",
                      pp_protocol_name(fact->protocol),
                      pp_gap_kind_name(fact->as.gap.kind));
        pp_range_print(out, fact->range);
        return;
    case PP_FACT_EXCLUDED:
    case PP_FACT_DYNAMIC:
    case PP_FACT_BIND_ERROR:
    case PP_FACT_COMMAND:
    case PP_FACT_MENTION:
    case PP_FACT_EXHAUSTION:
        pp_buf_printf(out, " %s", pp_fact_kind_name(fact->kind));
        return;
    case PP_FACT_HELD:
        add_held(out, fact);
        return;
    }
}

const char *pp_test_fact_words(const struct pp_load *load)
{
    static struct pp_buf out;
    pp_buf_done(&out);
    pp_buf_init(&out, 1 << 20);
    size_t section_count = 0;
    size_t fact_count = 0;
    const struct pp_section *sections = pp_load_sections(load, &section_count);
    const struct pp_fact *facts = pp_load_facts(load, &fact_count);
    size_t at = 0;
    for (size_t i = 0; i < section_count; i++) {
        pp_buf_printf(&out,
                      "%s%s:",
                      i > 0 ? " | " : "",
                      pp_section_format_name(sections[i].format));
        bool is_first = true;
        for (; at < fact_count && facts[at].section == i; at++) {
            if (facts[at].kind == PP_FACT_MENTION) {
                continue; /* of no section: test_mentions.c has them */
            }
            pp_buf_add_str(&out, is_first ? "" : ";");
            add_fact(&out, &facts[at]);
            is_first = false;
        }
    }
    return out.len == 0 ? "-" : out.data;
}

static void check_words(const struct pp_fact_case *row,
                        const char *what,
                        const char *found,
                        const char *wanted)
{
    cr_expect(wanted == NULL || strcmp(found, wanted) == 0,
              "%s: %s '%s', not '%s'",
              row->label,
              what,
              found,
              wanted != NULL ? wanted : "");
}

void pp_test_check_facts(const struct pp_fact_case *rows, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        const struct pp_fact_case *row = &rows[i];
        struct pp_load *load = pp_test_load(row->text);
        check_words(row, "facts", pp_test_fact_words(load), row->facts);
        check_words(row, "lines", pp_test_lines(load), row->lines);
        check_words(row, "diagnostics", pp_test_diags(load), row->diags);
        pp_load_free(load);
    }
}
