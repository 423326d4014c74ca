/* Ephemeral ports that ran out, in words. */
#include "exhaustion_words.h"

#include "base/utf8.h"
#include "knowledge/windows.h"
#include "place.h"
#include "text/words.h"
#include "usage_text.h"

enum cure {
    CURE_PROGRAM,   /* restart or update the program that leaks */
    CURE_REUSE,     /* reuse connections */
    CURE_SHARE,     /* share ports between remote ends */
    CURE_TIME_WAIT, /* shorten TIME_WAIT */
    CURE_LOCAL,     /* no TCP inside the host */
    CURE_BLOCKS,    /* free the blocks of HNS */
    CURE_WIDER,     /* a wider range */
    CURE_NONE,
};

enum {
    MAX_CURES = 5,
    MAX_LINE_BYTES = 4096,
    LABEL_COLUMNS = 13, /* of a line below a usage */
};

static const enum cure cures[][MAX_CURES] = {
    [PP_USAGE_CAUSE_UNKNOWN] = {CURE_REUSE, CURE_WIDER, CURE_NONE},
    [PP_USAGE_TIME_WAIT_CHURN] =
        {CURE_REUSE, CURE_SHARE, CURE_TIME_WAIT, CURE_WIDER, CURE_NONE},
    [PP_USAGE_BOUND_LEAK] = {CURE_PROGRAM, CURE_NONE},
    [PP_USAGE_CLOSE_WAIT_LEAK] = {CURE_PROGRAM, CURE_NONE},
    [PP_USAGE_LOOPBACK_CHURN] =
        {CURE_REUSE, CURE_LOCAL, CURE_TIME_WAIT, CURE_WIDER, CURE_NONE},
    [PP_USAGE_SMALL_RANGE] = {CURE_WIDER, CURE_NONE},
    [PP_USAGE_HNS_BLOCKS] = {CURE_BLOCKS, CURE_WIDER, CURE_NONE},
};

const char *pp_exhaustion_headline(const struct pp_exhaustion_fact *sign,
                                   enum pp_usage_verdict verdict)
{
    if (sign == NULL) {
        return verdict == PP_USAGE_EXHAUSTED
                   ? "no ephemeral port is left, as the sockets show"
                   : "few ephemeral ports are left, as the sockets show";
    }
    switch (sign->sign) {
    case PP_SIGN_NO_BUFFER:
        return "no ephemeral port or no buffer was left (10055)";
    case PP_SIGN_EVENT_4227:
        return "a connection got a port that is in TIME_WAIT to the same "
               "remote end (event 4227)";
    case PP_SIGN_EVENT_4231:
        return "no ephemeral port was left (event 4231)";
    case PP_SIGN_EVENT_4266:
        return "no ephemeral port was left (event 4266)";
    case PP_SIGN_CONNECT_IN_USE:
        return "a connection got a port that is still in use towards the same "
               "remote end (10048)";
    case PP_SIGN_NO_ADDRESS:
        return "a connection got no local port, or its local address is not "
               "one of this machine (10049)";
    }
    return "";
}

static void add_holder(struct pp_buf *buf,
                       const struct pp_usage_process *holder)
{
    if (holder->process.len > 0) {
        pp_escape_text(buf, holder->process);
    } else {
        pp_buf_add_str(
            buf, holder->has_pid ? "the program" : "the program that has them");
    }
    if (holder->has_pid) {
        pp_buf_printf(buf, " (pid %lu)", (unsigned long)holder->pid);
    }
}

void pp_exhaustion_cause(struct pp_buf *buf, const struct pp_usage *usage)
{
    if (usage->cause != PP_USAGE_CAUSE_UNKNOWN) {
        pp_usage_cause_text(buf, usage);
        return;
    }
    if (usage->sockets == 0 && usage->protocol == PP_UDP) {
        pp_buf_add_str(buf,
                       "no capture shows the sockets; usual are a program that "
                       "opens sockets and does not close them, the pool of a "
                       "DNS Server, and a small dynamic range");
        return;
    }
    pp_buf_add_str(
        buf,
        usage->sockets == 0
            ? "no capture shows the sockets; usual are connections that come "
              "and go (TIME_WAIT), a program that binds and does not connect "
              "(BOUND) or does not close (CLOSE_WAIT), and a small dynamic "
              "range"
            : "the sockets captured do not show one; they may be of another "
              "moment");
}

void pp_add_tcpip_value(struct pp_buf *buf, const char *name, unsigned value)
{
    pp_buf_printf(buf,
                  "reg add HKLM\\SYSTEM\\CurrentControlSet\\Services\\Tcpip\\"
                  "Parameters /v %s /t REG_DWORD /d %u /f",
                  name,
                  value);
}

static struct pp_range wide_range(const struct pp_machine *machine)
{
    return pp_windows_wide_range(
        pp_machine_is_before_vista(machine) ? PP_ERA_NT5 : PP_ERA_NT10);
}

static bool can_widen(const struct pp_machine *machine,
                      const struct pp_usage *usage)
{
    return pp_range_count(usage->dynamic->range) <
           pp_range_count(wide_range(machine));
}

static void add_wider(struct pp_buf *buf,
                      const struct pp_machine *machine,
                      enum pp_protocol protocol)
{
    struct pp_range wide = wide_range(machine);
    if (pp_machine_is_before_vista(machine)) {
        pp_buf_add_str(buf, "widen the range to ");
        pp_range_print(buf, wide);
        pp_buf_add_str(buf, " and restart: ");
        pp_add_tcpip_value(buf, "MaxUserPort", wide.last);
        return;
    }
    pp_buf_printf(buf,
                  "widen the range, and reserve the ports in it that services "
                  "listen on: netsh int ipv4 set dynamicport %s start=%u "
                  "num=%u",
                  pp_protocol_name(protocol),
                  (unsigned)wide.first,
                  (unsigned)pp_range_count(wide));
}

/* SO_REUSE_UNICASTPORT is of Windows 10 and Server 2016; two updates bring the
 * range, but not the option, to systems before
 * (docs/windows-table.md, "auto-reuse range of outgoing TCP"). */
static const char *share_text(const struct pp_machine *machine)
{
    const struct pp_os *os = pp_machine_os(machine);
    struct pp_sv name =
        pp_sv_from(os->generation != NULL ? os->generation : "");
    const struct pp_windows *windows =
        os->is_named_only ? NULL : pp_windows_named(name);
    if (pp_machine_is_before_vista(machine)) {
        return NULL;
    }
    if (windows == NULL || windows->era != PP_ERA_NT6) {
        return "let it set SO_REUSE_UNICASTPORT before it connects: then "
               "remote ends share ports (Windows 10, Server 2016 and later; "
               "Set-NetTCPSetting's AutoReusePortRange does it for all "
               "programs)";
    }
    if (pp_words_find("8.1|2012r2", name) > 0) {
        return "install KB3149157 and set AutoReusePortRange "
               "(Set-NetTCPSetting): then remote ends share ports";
    }
    if (pp_words_find("8|2012", name) > 0) {
        return "install KB3014399 and set AutoReusePortRange "
               "(Set-NetTCPSetting): then remote ends share ports";
    }
    return NULL;
}

static const char *
text_of(enum cure cure, const struct pp_machine *machine, bool is_udp)
{
    switch (cure) {
    case CURE_REUSE:
        return is_udp ? "let the program close its sockets or use one for all"
                      : "let the program reuse its connections (a pool, "
                        "keep-alive) instead of one for each request";
    case CURE_SHARE:
        return share_text(machine);
    case CURE_TIME_WAIT:
        return "shorten TIME_WAIT: TcpTimedWaitDelay, 30 to 300 seconds, then "
               "restart; Microsoft's pages name 120 and 240 as the default";
    case CURE_LOCAL:
        return "let programs of one host talk over a pipe or one lasting "
               "connection";
    case CURE_BLOCKS:
        return "free the blocks: net stop winnat, net start winnat; they may "
               "come back after a restart";
    case CURE_PROGRAM:
    case CURE_WIDER:
    case CURE_NONE:
        break;
    }
    return NULL;
}

bool pp_exhaustion_cure(struct pp_buf *buf,
                        const struct pp_machine *machine,
                        const struct pp_usage *usage,
                        size_t index)
{
    for (const enum cure *cure = cures[usage->cause]; *cure != CURE_NONE;
         cure++) {
        const char *text = text_of(*cure, machine, usage->protocol == PP_UDP);
        bool fits = *cure == CURE_WIDER ? can_widen(machine, usage)
                                        : text != NULL || *cure == CURE_PROGRAM;
        if (!fits || index-- > 0) {
            continue;
        }
        if (*cure == CURE_WIDER) {
            add_wider(buf, machine, usage->protocol);
        } else if (*cure == CURE_PROGRAM) {
            pp_buf_add_str(buf, "restart ");
            add_holder(buf, &usage->holder);
            pp_buf_add_str(buf,
                           ", which frees its ports, and update it or get its "
                           "sockets closed");
        } else {
            pp_buf_add_str(buf, text);
        }
        return true;
    }
    return false;
}

const char *pp_exhaustion_capture(enum pp_protocol protocol, size_t index)
{
    static const char *const tcp[] = {
        "netstat -anoq",
        "Get-NetTCPConnection | Group-Object State, OwningProcess",
        NULL,
    };
    static const char *const udp[] = {
        "netstat -ano",
        "Get-NetUDPEndpoint | Group-Object OwningProcess",
        NULL,
    };
    return protocol == PP_TCP ? tcp[index] : udp[index];
}

void pp_exhaustion_cures_text(struct pp_buf *buf,
                              const struct pp_style *style,
                              const struct pp_machine *machine,
                              const struct pp_usage *usage)
{
    struct pp_buf line;
    if (!pp_usage_is_short(usage)) {
        return;
    }
    pp_buf_init(&line, MAX_LINE_BYTES);
    for (size_t i = 0; pp_exhaustion_cure(&line, machine, usage, i); i++) {
        pp_buf_add_str(buf, i == 0 ? "       cure: " : "       or    ");
        pp_style_hanging(buf, style, LABEL_COLUMNS, LABEL_COLUMNS, line.data);
        pp_buf_clear(&line);
    }
    pp_finish_part(buf, &line);
}
