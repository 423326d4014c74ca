/* The machine beside its tables, and who listens. */
#include "show_system.h"

#include "base/utf8.h"
#include "fact/registry.h"
#include "print/place.h"
#include "show_servers.h"

/* Ports named one by one; more are counted. */
enum {
    MAX_SOCKETS = 24
};

static void
begin_line(struct pp_buf *buf, const struct pp_style *style, const char *name)
{
    pp_buf_add_char(buf, '\n');
    pp_style_text(buf, style, PP_COLOR_STRONG, name);
    pp_buf_add_str(buf, "  ");
}

/* Puts ", " before every item of a line but the first. */
static void add_comma(struct pp_buf *buf, bool *io_has_item)
{
    pp_buf_add_str(buf, *io_has_item ? ", " : "");
    *io_has_item = true;
}

static void
add_os(struct pp_buf *buf, const struct pp_os *os, bool *io_has_item)
{
    if (os->version.len == 0 && !os->is_named_only) {
        return;
    }
    add_comma(buf, io_has_item);
    pp_buf_add_str(buf, "Windows ");
    if (os->is_named_only) {
        pp_buf_printf(buf, "%s, by the text", os->generation);
        return;
    }
    if (os->generation != NULL) {
        pp_buf_printf(buf, "%s, ", os->generation);
    }
    pp_buf_add_str(buf, "version ");
    pp_escape_text(buf, os->version);
}

static void add_services(struct pp_buf *buf,
                         const struct pp_machine *machine,
                         bool *io_has_item)
{
    static const char *const names[] = {"winnat", "hns"};
    for (size_t i = 0; i < PP_ARRAY_LEN(names); i++) {
        enum pp_tri is_running =
            pp_machine_service(machine, pp_sv_from(names[i]));
        if (is_running != PP_UNKNOWN) {
            add_comma(buf, io_has_item);
            pp_buf_printf(buf,
                          "%s %s",
                          names[i],
                          is_running == PP_YES ? "runs" : "is stopped");
        }
        if (pp_machine_is_disabled(machine, pp_sv_from(names[i]))) {
            add_comma(buf, io_has_item);
            pp_buf_printf(buf, "%s is disabled", names[i]);
        }
    }
}

static void add_features(struct pp_buf *buf,
                         const struct pp_machine *machine,
                         bool *io_has_item)
{
    static const char *const names[] = {"Microsoft-Hyper-V-All",
                                        "Microsoft-Hyper-V",
                                        "Containers",
                                        "VirtualMachinePlatform",
                                        "Microsoft-Windows-Subsystem-Linux"};
    for (size_t i = 0; i < PP_ARRAY_LEN(names); i++) {
        enum pp_tri is_on = pp_machine_feature(machine, pp_sv_from(names[i]));
        if (is_on != PP_UNKNOWN) {
            add_comma(buf, io_has_item);
            pp_buf_printf(
                buf, "%s %s", names[i], is_on == PP_YES ? "on" : "off");
        }
    }
}

static bool is_shown_value(const struct pp_fact *fact)
{
    return fact->kind == PP_FACT_REGISTRY &&
           (pp_known_value_of_fact(&fact->as.registry) != PP_KNOWN_NONE ||
            pp_is_dark_hns_value(&fact->as.registry)) &&
           fact->as.registry.type != PP_REG_DELETED;
}

void pp_add_known_value(struct pp_buf *buf,
                        const struct pp_registry_fact *value)
{
    if (value->type == PP_REG_DWORD) {
        pp_buf_add_u64(buf, value->number);
        return;
    }
    if (value->type == PP_REG_DELETED) {
        pp_buf_add_str(buf, "deleted");
        return;
    }
    size_t at = 0;
    struct pp_port_entry entry;
    bool has_entry = false;
    while (pp_port_entry_next(value->text, &at, &entry)) {
        pp_buf_add_str(buf, has_entry ? " " : "");
        pp_escape_text(buf, entry.text);
        has_entry = true;
    }
}

static void show_registry(struct pp_buf *buf,
                          const struct pp_style *style,
                          const struct pp_show *show)
{
    size_t count = 0;
    const struct pp_fact *facts = pp_machine_facts(show->machine, &count);
    bool has_item = false;
    for (size_t i = 0; i < count; i++) {
        if (!is_shown_value(&facts[i])) {
            continue;
        }
        if (!has_item) {
            begin_line(buf, style, "registry");
        }
        add_comma(buf, &has_item);
        pp_escape_text(buf, facts[i].as.registry.name);
        pp_buf_add_str(buf, " = ");
        pp_add_known_value(buf, &facts[i].as.registry);
        pp_buf_add_str(buf, " (");
        pp_add_place(buf, show, &facts[i].place);
        pp_buf_add_str(buf,
                       pp_is_dark_hns_value(&facts[i].as.registry)
                           ? "; what it does to ports is not known)"
                           : ")");
    }
    if (has_item) {
        pp_buf_add_char(buf, '\n');
    }
}

/* The counter of that name in the same listing; NULL: it is not there. */
static const struct pp_fact *
find_counter(const struct pp_show *show, uint32_t section, const char *name)
{
    size_t count = 0;
    const struct pp_fact *facts = pp_machine_facts(show->machine, &count);
    for (size_t i = 0; i < count; i++) {
        if (facts[i].kind == PP_FACT_SETTING && facts[i].section == section &&
            pp_sv_equal(facts[i].as.setting.name, pp_sv_from(name))) {
            return &facts[i];
        }
    }
    return NULL;
}

static void add_counter(struct pp_buf *buf, struct pp_sv digits)
{
    uint32_t number = 0;
    if (pp_sv_to_u32(digits, UINT32_MAX, &number)) {
        pp_buf_add_thousands(buf, number);
    } else {
        pp_buf_add(buf, digits);
    }
}

/* Failed attempts are a sign only: a closed port at the other end makes them,
 * too. How many there were in all the counters do not say. */
static void show_failed(struct pp_buf *buf,
                        const struct pp_style *style,
                        const struct pp_show *show,
                        const struct pp_fact *failed)
{
    const struct pp_fact *active =
        find_counter(show, failed->section, "Active Opens");
    const struct pp_fact *passive =
        find_counter(show, failed->section, "Passive Opens");
    enum {
        INDENT = 8 /* below `failed  ` */
    };
    struct pp_buf line;
    pp_buf_init(&line, SIZE_MAX / 2);
    add_counter(&line, failed->as.setting.value);
    pp_buf_add_str(&line, " connection attempts");
    if (failed->family != PP_FAMILY_UNKNOWN) {
        pp_buf_add_str(&line,
                       failed->family == PP_FAMILY_IPV6 ? " over IPv6"
                                                        : " over IPv4");
    }
    if (active != NULL && passive != NULL) {
        pp_buf_add_str(&line, ", beside ");
        add_counter(&line, active->as.setting.value);
        pp_buf_add_str(&line, " active and ");
        add_counter(&line, passive->as.setting.value);
        pp_buf_add_str(&line, " passive opens");
    }
    pp_buf_add_str(&line, " (");
    pp_add_place(&line, show, &failed->place);
    pp_buf_add_char(&line, ')');
    if (!pp_sv_equal(failed->as.setting.value, PP_SV("0"))) {
        pp_buf_add_str(&line,
                       ": a sign that ports may have run out, no proof; the "
                       "other end may have refused them");
    }
    begin_line(buf, style, "failed");
    pp_style_hanging(buf, style, INDENT, INDENT, line.data);
    pp_finish_part(buf, &line);
}

static void show_statistics(struct pp_buf *buf,
                            const struct pp_style *style,
                            const struct pp_show *show)
{
    enum {
        MAX_LISTINGS = 4 /* IPv4 and IPv6, before and after */
    };
    size_t count = 0;
    size_t shown = 0;
    const struct pp_fact *facts = pp_machine_facts(show->machine, &count);
    for (size_t i = 0; i < count && shown < MAX_LISTINGS; i++) {
        const struct pp_setting_fact *setting = &facts[i].as.setting;
        if (facts[i].kind == PP_FACT_SETTING &&
            (pp_sv_equal(setting->scope, PP_SV(PP_TCP_STATISTICS)) ||
             pp_sv_equal(setting->scope, PP_SV(PP_TCP_STATISTICS_IPV6))) &&
            pp_sv_equal(setting->name, PP_SV("Failed Connection Attempts"))) {
            show_failed(buf, style, show, &facts[i]);
            shown++;
        }
    }
}

void pp_show_system_text(struct pp_buf *buf,
                         const struct pp_style *style,
                         const struct pp_show *show)
{
    struct pp_buf line;
    pp_buf_init(&line, SIZE_MAX / 2);
    bool has_item = false;
    add_os(&line, pp_machine_os(show->machine), &has_item);
    add_services(&line, show->machine, &has_item);
    add_features(&line, show->machine, &has_item);
    if (has_item) {
        begin_line(buf, style, "machine");
        pp_buf_add(buf, pp_buf_view(&line));
        pp_buf_add_char(buf, '\n');
    }
    pp_finish_part(buf, &line);
    show_registry(buf, style, show);
    pp_show_rpc_text(buf, style, show);
    pp_show_dns_text(buf, style, show);
    show_statistics(buf, style, show);
}

/* Sockets that hold a port as a server does: UDP has no states. */
static bool is_holder(const struct pp_socket *socket)
{
    return socket->state.len == 0 ||
           pp_sv_equal(socket->state, PP_SV("listening")) ||
           pp_sv_equal(socket->state, PP_SV("bound"));
}

/* Ports side by side that one program holds. */
struct run {
    const struct pp_socket *first;
    uint16_t last;
};

static void add_run(struct pp_buf *buf, const struct run *run)
{
    const struct pp_socket *socket = run->first;
    pp_range_print(buf, (struct pp_range){socket->port, run->last});
    if (socket->process.len > 0) {
        pp_buf_add_str(buf, " (");
        pp_escape_text(buf, socket->process);
        pp_buf_add_char(buf, ')');
    } else if (socket->has_pid) {
        pp_buf_printf(buf, " (pid %lu)", (unsigned long)socket->pid);
    }
}

/* One port on several addresses is one port, and of its first socket. A
 * program that nothing names is never the same. */
static bool continues(const struct run *run, const struct pp_socket *next)
{
    const struct pp_socket *first = run->first;
    return next->port == run->last ||
           ((uint32_t)run->last + 1 == next->port &&
            next->has_pid == first->has_pid && next->pid == first->pid &&
            (next->has_pid || next->process.len > 0) &&
            pp_sv_equal(next->process, first->process));
}

/* The next run from `*io_at` on; false at the end. */
static bool next_run(const struct pp_socket *sockets,
                     size_t count,
                     size_t *io_at,
                     struct run *ret_run)
{
    struct run run = {0};
    for (; *io_at < count; (*io_at)++) {
        const struct pp_socket *socket = &sockets[*io_at];
        if (!is_holder(socket)) {
            continue;
        }
        if (run.first == NULL) {
            run.first = socket;
        } else if (!continues(&run, socket)) {
            break;
        }
        run.last = socket->port;
    }
    *ret_run = run;
    return run.first != NULL;
}

void pp_show_sockets_text(struct pp_buf *buf,
                          const struct pp_style *style,
                          const struct pp_show *show,
                          enum pp_protocol protocol)
{
    size_t count = 0;
    const struct pp_socket *sockets =
        pp_machine_sockets(show->machine, protocol, &count);
    size_t shown = 0;
    size_t left_out = 0;
    struct run run;
    bool has_item = false;
    for (size_t at = 0; next_run(sockets, count, &at, &run);) {
        if (shown == MAX_SOCKETS) {
            left_out += (size_t)run.last - run.first->port + 1;
            continue;
        }
        if (!has_item) {
            pp_style_text(buf, style, PP_COLOR_STRONG, "in use");
            pp_buf_add_str(buf, "  ");
        }
        add_comma(buf, &has_item);
        add_run(buf, &run);
        shown++;
    }
    if (left_out > 0) {
        pp_buf_printf(buf, " and %zu more", left_out);
    }
    if (has_item) {
        pp_buf_add_char(buf, '\n');
    }
}
