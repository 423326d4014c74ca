/* The sentences about usage. */
#include "usage_text.h"

#include "base/utf8.h"
#include "place.h"

enum {
    MAX_BYTES = 64 * 1024, /* of one paragraph; names are of captures */
    INDENT = 7,            /* below `usage  ` */
    MAX_GROUPS = 3,        /* named; the rest is in JSON */
};

static const char *state_words(enum pp_socket_state state)
{
    static const char *const words[] = {
        [PP_SOCKET_NONE] = "open",
        [PP_SOCKET_LISTENING] = "LISTENING",
        [PP_SOCKET_BOUND] = "BOUND",
        [PP_SOCKET_ESTABLISHED] = "ESTABLISHED",
        [PP_SOCKET_TIME_WAIT] = "TIME_WAIT",
        [PP_SOCKET_CLOSE_WAIT] = "CLOSE_WAIT",
        [PP_SOCKET_SYN_SENT] = "SYN_SENT",
        [PP_SOCKET_SYN_RECEIVED] = "SYN_RECEIVED",
        [PP_SOCKET_FIN_WAIT_1] = "FIN_WAIT_1",
        [PP_SOCKET_FIN_WAIT_2] = "FIN_WAIT_2",
        [PP_SOCKET_CLOSING] = "CLOSING",
        [PP_SOCKET_LAST_ACK] = "LAST_ACK",
        [PP_SOCKET_OTHER] = "another state",
    };
    return words[state];
}

static void add_count(struct pp_buf *buf, uint32_t count, const char *word)
{
    pp_buf_add_thousands(buf, count);
    pp_buf_printf(buf, " %s%s", word, count == 1 ? "" : "s");
}

/* `svchost.exe: Dnscache (pid 812)`, `pid 812`, `a program`. */
static void add_process(struct pp_buf *buf, const struct pp_usage_process *one)
{
    if (one->process.len == 0) {
        if (one->has_pid) {
            pp_buf_printf(buf, "pid %lu", (unsigned long)one->pid);
        } else {
            pp_buf_add_str(buf, "a program");
        }
        return;
    }
    pp_escape_text(buf, one->process);
    if (one->has_pid) {
        pp_buf_printf(buf, " (pid %lu", (unsigned long)one->pid);
        pp_buf_add_char(buf, ')');
    }
}

static void add_remote(struct pp_buf *buf, const struct pp_usage_remote *one)
{
    bool is_ipv6 = pp_sv_find(one->address, PP_SV(":"), 0) != SIZE_MAX;
    pp_buf_add_str(buf, is_ipv6 && one->port != 0 ? "[" : "");
    pp_escape_text(buf, one->address);
    pp_buf_add_str(buf, is_ipv6 && one->port != 0 ? "]" : "");
    if (one->port != 0) {
        pp_buf_printf(buf, ":%u", (unsigned)one->port);
    }
}

/* ` to 10.0.0.9:1433` */
static void add_end(struct pp_buf *buf, const struct pp_usage *usage)
{
    if (usage->remote.count > 0) {
        pp_buf_add_str(buf, " to ");
        add_remote(buf, &usage->remote);
    }
}

void pp_usage_cause_text(struct pp_buf *buf, const struct pp_usage *usage)
{
    uint32_t count = usage->holder.count;
    switch (usage->cause) {
    case PP_USAGE_TIME_WAIT_CHURN:
        pp_buf_add_str(buf, "short connections");
        add_end(buf, usage);
        pp_buf_add_str(buf, ", one after the other, have left ");
        add_count(buf, count, "socket");
        pp_buf_add_str(buf, " in TIME_WAIT");
        return;
    case PP_USAGE_LOOPBACK_CHURN:
        pp_buf_add_str(buf, "connections of this host with itself");
        add_end(buf, usage);
        pp_buf_add_str(buf, " have left ");
        add_count(buf, count, "socket");
        pp_buf_add_str(buf, " in TIME_WAIT");
        return;
    case PP_USAGE_BOUND_LEAK:
        add_process(buf, &usage->holder);
        pp_buf_add_str(buf, " has ");
        add_count(buf, count, "socket");
        pp_buf_add_str(buf, " BOUND and not connected: a leak");
        return;
    case PP_USAGE_CLOSE_WAIT_LEAK:
        add_process(buf, &usage->holder);
        pp_buf_add_str(buf, " has ");
        add_count(buf, count, "socket");
        pp_buf_add_str(buf,
                       " in CLOSE_WAIT: it does not close what the other end "
                       "has closed");
        return;
    case PP_USAGE_SMALL_RANGE:
        pp_buf_add_str(buf, "the range is small: ");
        add_count(buf, usage->pool, "port");
        return;
    case PP_USAGE_HNS_BLOCKS:
        pp_buf_add_str(buf, "reserved blocks leave ");
        add_count(buf, usage->pool, "port");
        pp_buf_add_str(buf, " of the range");
        return;
    case PP_USAGE_CAUSE_UNKNOWN:
        break;
    }
    if (count == 0) {
        pp_buf_add_str(buf, "no single program or other end has most of them");
        return;
    }
    add_process(buf, &usage->holder);
    pp_buf_add_str(buf, " has ");
    add_count(buf, count, "socket");
    pp_buf_add_str(buf, usage->holder.has_state ? " in " : " ");
    pp_buf_add_str(buf, state_words(usage->holder.state));
}

/* Which sockets the captures do not show. */
static const char *missing_words(enum pp_sockets_extent extent)
{
    static const char *const words[] = {
        [PP_SOCKETS_UNPROVEN] =
            "; only a part is listed: 135/tcp, always open, is missing",
        [PP_SOCKETS_FILTERED] =
            "; only a part is listed: the command above it filters",
        [PP_SOCKETS_LISTENING] =
            "; only a part is listed: nothing but listeners",
        [PP_SOCKETS_UNBOUND] =
            "; BOUND sockets are not listed: netstat -anoq has them",
        [PP_SOCKETS_WHOLE] = "",
    };
    return words[extent];
}

/* `16,383 of 16,384 ports taken, 1 free`, and how sure that is. */
static void add_taken(struct pp_buf *buf, const struct pp_usage *usage)
{
    if (usage->is_counted && usage->taken == 0) {
        add_count(buf, usage->sockets, "socket");
        pp_buf_add_str(buf, ", counted without the ports that they take");
        return;
    }
    bool is_least = pp_usage_is_least(usage);
    pp_buf_add_str(buf, is_least ? "at least " : "");
    pp_buf_add_thousands(buf, usage->taken);
    pp_buf_add_str(buf, " of ");
    add_count(buf, usage->pool, "port");
    pp_buf_add_str(buf, " taken");
    if (!is_least) {
        pp_buf_add_str(buf, ", ");
        pp_buf_add_thousands(buf, usage->free);
        pp_buf_add_str(buf, " free");
    }
    if (usage->dynamic->basis == PP_BASIS_ASSUMED) {
        pp_buf_add_str(buf, "; the range is assumed");
    }
    if (usage->is_counted) {
        pp_buf_add_str(buf, "; sockets are counted, without their ports");
    } else if (usage->verdict == PP_USAGE_UNKNOWN &&
               (!usage->is_old_windows || pp_usage_is_partial(usage))) {
        pp_buf_add_str(buf, missing_words(usage->extent));
    }
    if (usage->is_old_windows) {
        pp_buf_add_str(buf,
                       "; without KB3123245 this Windows lists no BOUND "
                       "sockets: more may be taken");
    }
}

/* --- the lines below ------------------------------------------------------ */

static void add_states(struct pp_buf *line, const struct pp_usage *usage)
{
    bool is_told[PP_SOCKET_STATE_COUNT] = {false};
    for (size_t n = 0; n < MAX_GROUPS; n++) {
        size_t best = 0;
        for (size_t i = 1; i < PP_SOCKET_STATE_COUNT; i++) {
            if (!is_told[i] && usage->by_state[i] > 0 &&
                (best == 0 || usage->by_state[i] > usage->by_state[best])) {
                best = i;
            }
        }
        if (best == 0) {
            return;
        }
        is_told[best] = true;
        pp_buf_add_str(line, n > 0 ? ", " : "sockets: ");
        pp_buf_add_thousands(line, usage->by_state[best]);
        pp_buf_printf(line, " %s", state_words((enum pp_socket_state)best));
    }
}

/* Smaller groups tell nothing: a tenth of the sockets. */
static bool is_worth_telling(uint32_t count, const struct pp_usage *usage)
{
    return count >= usage->sockets / 10;
}

static void add_processes(struct pp_buf *line, const struct pp_usage *usage)
{
    for (size_t i = 0; i < usage->process_count && i < MAX_GROUPS; i++) {
        const struct pp_usage_process *one = &usage->by_process[i];
        if (!is_worth_telling(one->count, usage)) {
            return;
        }
        pp_buf_add_str(line, i > 0 ? ", " : "programs: ");
        add_process(line, one);
        pp_buf_add_str(line, " with ");
        pp_buf_add_thousands(line, one->count);
        if (one->has_state) {
            pp_buf_printf(line, " %s", state_words(one->state));
        }
    }
}

static void add_remotes(struct pp_buf *line, const struct pp_usage *usage)
{
    for (size_t i = 0; i < usage->remote_count && i < MAX_GROUPS; i++) {
        if (!is_worth_telling(usage->by_remote[i].count, usage)) {
            return;
        }
        pp_buf_add_str(line, i > 0 ? ", " : "other ends: ");
        add_remote(line, &usage->by_remote[i]);
        pp_buf_add_str(line, " with ");
        pp_buf_add_thousands(line, usage->by_remote[i].count);
    }
}

static void add_details(struct pp_buf *buf,
                        const struct pp_style *style,
                        const struct pp_usage *usage,
                        struct pp_buf *line)
{
    bool is_sure = usage->verdict != PP_USAGE_UNKNOWN;
    pp_buf_add_str(line, is_sure ? "cause: " : "perhaps: ");
    pp_usage_cause_text(line, usage);
    pp_style_end_paragraph(buf, style, INDENT, line);
    add_states(line, usage);
    pp_style_end_paragraph(buf, style, INDENT, line);
    add_processes(line, usage);
    pp_style_end_paragraph(buf, style, INDENT, line);
    add_remotes(line, usage);
    pp_style_end_paragraph(buf, style, INDENT, line);
}

/* --- the whole ------------------------------------------------------------ */

static const enum pp_color colors[] = {
    [PP_USAGE_UNKNOWN] = PP_COLOR_STRONG,
    [PP_USAGE_AMPLE] = PP_COLOR_FREE,
    [PP_USAGE_NEAR] = PP_COLOR_AT_RISK,
    [PP_USAGE_EXHAUSTED] = PP_COLOR_BLOCKED,
};

void pp_usage_text(struct pp_buf *buf,
                   const struct pp_style *style,
                   const struct pp_usage *usage)
{
    const char *verdict = pp_usage_verdict_name(usage->verdict);
    struct pp_buf line;
    if (usage->sockets == 0) {
        return;
    }
    pp_buf_init(&line, MAX_BYTES);
    pp_style_text(buf, style, PP_COLOR_STRONG, "usage");
    pp_buf_add_str(buf, "  ");
    pp_style_text(buf, style, colors[usage->verdict], verdict);
    pp_buf_add_str(&line, ": ");
    add_taken(&line, usage);
    size_t used = INDENT + pp_sv_from(verdict).len;
    pp_style_hanging(buf, style, used, INDENT, line.data);
    pp_buf_clear(&line);
    if (usage->verdict != PP_USAGE_AMPLE &&
        (usage->verdict != PP_USAGE_UNKNOWN || usage->is_counted)) {
        add_details(buf, style, usage, &line);
    }
    pp_finish_part(buf, &line);
}

void pp_usage_warning(struct pp_buf *buf,
                      const struct pp_style *style,
                      const struct pp_usage *usage)
{
    struct pp_buf line;
    if (!pp_usage_is_short(usage)) {
        return;
    }
    pp_buf_init(&line, MAX_BYTES);
    pp_buf_printf(&line,
                  "%s ports %s: ",
                  pp_protocol_name(usage->protocol),
                  usage->verdict == PP_USAGE_NEAR ? "run out"
                                                  : "are exhausted");
    add_taken(&line, usage);
    pp_buf_add_str(&line, "; ");
    pp_usage_cause_text(&line, usage);
    pp_style_end_paragraph(buf, style, 0, &line);
    pp_finish_part(buf, &line);
}
