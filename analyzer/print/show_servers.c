/* What gives ports to servers, as text. */
#include "show_servers.h"

#include "base/utf8.h"
#include "model/machine.h"
#include "model/rpc_counts.h"
#include "place.h"

/* Ranges named one by one; more are counted. */
enum {
    MAX_RANGES = 8,
    INDENT = 5
};

static void add_evidence(struct pp_buf *buf,
                         const struct pp_show *show,
                         const struct pp_fact *fact)
{
    pp_buf_add_str(buf, " (");
    pp_add_place(buf, show, &fact->place);
    pp_buf_add_char(buf, ')');
}

static void add_ranges(struct pp_buf *buf, const struct pp_portset *ports)
{
    struct pp_range range;
    uint32_t from = 0;
    size_t count = 0;
    while (pp_portset_next_run(ports, &from, &range)) {
        if (count < MAX_RANGES) {
            pp_buf_add_str(buf, count > 0 ? ", " : "");
            pp_range_print(buf, range);
        }
        count++;
    }
    if (count > MAX_RANGES) {
        pp_buf_printf(buf, " and %zu more ranges", count - MAX_RANGES);
    }
}

static void add_count(struct pp_buf *buf, uint32_t count, const char *words)
{
    if (count > 0) {
        pp_buf_add_str(buf, ", ");
        pp_buf_add_thousands(buf, count);
        pp_buf_add_str(buf, words);
    }
}

/* How good the list is. */
static void add_findings(struct pp_buf *buf,
                         const struct pp_machine *machine,
                         const struct pp_rpc *rpc)
{
    const struct pp_rpc_counts counts = pp_rpc_count(machine, rpc);
    pp_buf_add_str(buf, "; ");
    pp_add_counted(buf, counts.ports, "port");
    if (counts.ports < PP_RPC_FEWEST) {
        pp_buf_printf(
            buf, " (Microsoft advises %d or more)", (int)PP_RPC_FEWEST);
    }
    add_count(buf, counts.low, " below 5001, where other programs listen");
    add_count(buf, counts.excluded, " excluded");
    add_count(buf, counts.in_use, " in use");
    add_count(buf, counts.dynamic, " in the dynamic range, for any program");
}

static void add_rpc(struct pp_buf *buf,
                    const struct pp_show *show,
                    const struct pp_rpc *rpc)
{
    switch (rpc->source) {
    case PP_RPC_DYNAMIC:
        pp_buf_add_str(
            buf, "no list of ports: servers get theirs of the dynamic range");
        break;
    case PP_RPC_LIST:
        pp_buf_add_str(buf, "servers get their ports, at random, of ");
        add_ranges(buf, &rpc->ports);
        pp_buf_add_str(buf, " only");
        add_findings(buf, show->machine, rpc);
        break;
    case PP_RPC_OTHERS:
        pp_buf_add_str(buf, "servers get no port of ");
        add_ranges(buf, &rpc->ports);
        pp_buf_add_str(buf, ", but others of the dynamic range");
        break;
    case PP_RPC_VOID:
        pp_buf_add_str(buf, "the list of ports is void, for '");
        pp_escape_text(buf, rpc->bad_entry);
        pp_buf_add_str(buf,
                       "' is no port and no range: servers are refused with "
                       "error 87");
        break;
    case PP_RPC_UNKNOWN:
        pp_buf_add_str(buf, "servers may get ports of ");
        add_ranges(buf, &rpc->ports);
        pp_buf_add_str(buf,
                       ", or of all others: PortsInternetAvailable and "
                       "UseInternetPorts (Y or N) say which");
        add_findings(buf, show->machine, rpc);
        break;
    }
    add_evidence(buf, show, rpc->list != NULL ? rpc->list : rpc->last);
}

static void
add_services(struct pp_buf *buf, const struct pp_show *show, bool has_item)
{
    size_t count = 0;
    const struct pp_fact *facts = pp_machine_facts(show->machine, &count);
    struct pp_service_port services[PP_SERVICE_PORTS];
    pp_service_ports_of(facts, count, services);
    for (size_t i = 0; i < PP_SERVICE_PORTS; i++) {
        if (services[i].fact != NULL) {
            pp_buf_printf(buf,
                          "%s%s has %u for its own",
                          has_item ? "; " : "",
                          services[i].name,
                          (unsigned)services[i].port);
            add_evidence(buf, show, services[i].fact);
            has_item = true;
        }
    }
}

void pp_show_rpc_text(struct pp_buf *buf,
                      const struct pp_style *style,
                      const struct pp_show *show)
{
    size_t count = 0;
    const struct pp_fact *facts = pp_machine_facts(show->machine, &count);
    struct pp_rpc rpc;
    struct pp_buf line;
    pp_rpc_of(facts, count, &rpc);
    pp_buf_init(&line, SIZE_MAX / 2);
    if (rpc.last != NULL) {
        add_rpc(&line, show, &rpc);
    }
    add_services(&line, show, rpc.last != NULL);
    if (line.len > 0) {
        pp_buf_add_char(buf, '\n');
        pp_style_text(buf, style, PP_COLOR_STRONG, "rpc");
        pp_buf_add_str(buf, "  ");
        pp_style_hanging(buf, style, INDENT, INDENT, line.data);
    }
    pp_finish_part(buf, &line);
}

/* By whole numbers: a point is a comma in some locales. */
void pp_add_chance(struct pp_buf *buf, double chance)
{
    unsigned thousandths = (unsigned)(chance * 1000 + 0.5);
    if (thousandths >= 1000) {
        pp_buf_add_str(buf, "1");
    } else if (thousandths == 0) {
        pp_buf_add_str(buf, "under 0.001");
    } else {
        pp_buf_printf(buf, "0.%03u", thousandths);
    }
}

static void add_pool(struct pp_buf *buf,
                     const struct pp_show *show,
                     const struct pp_dns_pool *pool)
{
    bool has_all = pool->size >= pool->from_count;
    pp_buf_add_str(buf, "the DNS Server takes ");
    pp_buf_add_thousands(buf, has_all ? pool->from_count : pool->size);
    pp_buf_printf(buf, " UDP port%s, drawn of ", pool->size == 1 ? "" : "s");
    pp_buf_add_thousands(buf, pool->from_count);
    pp_buf_add_str(buf, " when it starts: each is its with probability ");
    pp_add_chance(
        buf, has_all ? 1.0 : (double)pool->size / (double)pool->from_count);
    if (pool->size_by == NULL) {
        pp_buf_add_str(buf, ", by the default of 2,500");
    }
    if (pool->is_running == PP_NO) {
        pp_buf_add_str(buf, "; it is stopped");
    }
    if (pool->shown_by != NULL) {
        add_evidence(buf, show, pool->shown_by);
    }
}

void pp_show_dns_text(struct pp_buf *buf,
                      const struct pp_style *style,
                      const struct pp_show *show)
{
    const struct pp_dns_pool *pool = pp_machine_dns_pool(show->machine);
    struct pp_buf line;
    if (!pool->is_shown) {
        return;
    }
    pp_buf_init(&line, SIZE_MAX / 2);
    add_pool(&line, show, pool);
    pp_buf_add_char(buf, '\n');
    pp_style_text(buf, style, PP_COLOR_STRONG, "dns");
    pp_buf_add_str(buf, "  ");
    pp_style_hanging(buf, style, INDENT, INDENT, line.data);
    pp_finish_part(buf, &line);
}
