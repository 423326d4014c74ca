/*
 * A step in full words, and the Windows command that does the same. Both are
 * written in one form only, so that a step reads alike however it came.
 */
#include "step_text.h"

#include "fact/registry.h"
#include "knowledge/windows.h"

static const char tcpip_key[] =
    "HKLM\\SYSTEM\\CurrentControlSet\\Services\\Tcpip\\Parameters";

static void write_ports(struct pp_buf *buf, const struct pps_step *step)
{
    pp_buf_printf(buf,
                  "%s %u",
                  pp_protocol_name(step->protocol),
                  (unsigned)step->ports.start);
    if (step->ports.count != 1) {
        pp_buf_printf(buf, "+%u", (unsigned)step->ports.count);
    }
}

/* An expectation names its ports as the user thinks of them: 55555,
 * 55500-55599, 443/udp. */
static void write_expected_ports(struct pp_buf *buf,
                                 const struct pps_step *step)
{
    pp_buf_printf(buf, "%u", (unsigned)step->ports.start);
    if (step->ports.count != 1) {
        pp_buf_printf(
            buf, "-%u", (unsigned)(step->ports.start + step->ports.count - 1));
    }
    if (step->protocol != PP_TCP) {
        pp_buf_printf(buf, "/%s", pp_protocol_name(step->protocol));
    }
}

/* "99" or "99.95": no zeros behind. */
static void write_percent(struct pp_buf *buf, uint32_t ppm)
{
    uint32_t decimals = ppm % (PPS_PPM / 100);
    unsigned digits = 4;
    while (decimals != 0 && decimals % 10 == 0) {
        decimals /= 10;
        digits--;
    }
    pp_buf_printf(buf, "%u", (unsigned)(ppm / (PPS_PPM / 100)));
    if (decimals != 0) {
        pp_buf_printf(buf, ".%0*u", (int)digits, (unsigned)decimals);
    }
    pp_buf_add_char(buf, '%');
}

const char *pps_expectation_name(const struct pps_expect *expect)
{
    switch (expect->kind) {
    case PPS_EXPECT_VERDICT:
        return pp_verdict_name(expect->verdict);
    case PPS_EXPECT_BINDABLE:
        return "bindable";
    case PPS_EXPECT_EXCLUDED:
        return "excluded";
    case PPS_EXPECT_NOT_EXCLUDED:
        return "not-excluded";
    case PPS_EXPECT_OUTCOME:
        return "outcome";
    }
    return "";
}

static void write_expect(struct pp_buf *buf, const struct pps_step *step)
{
    const struct pps_expect *expect = &step->expect;
    if (expect->kind == PPS_EXPECT_OUTCOME) {
        pp_buf_add_str(buf, "outcome ");
        if (expect->error == 0) {
            pp_buf_add_str(buf, "ok");
        } else {
            pp_buf_add_u64(buf, expect->error);
        }
    } else {
        write_expected_ports(buf, step);
        pp_buf_printf(buf, " %s", pps_expectation_name(expect));
    }
    if (expect->is_administered_only) {
        pp_buf_add_str(buf, " administered");
    }
    if (expect->has_at_least) {
        pp_buf_add_str(buf, " at-least ");
        write_percent(buf, expect->at_least_ppm);
    }
}

static void write_store(struct pp_buf *buf, const struct pps_step *step)
{
    if (step->store == PP_STORE_ACTIVE) {
        pp_buf_add_str(buf, " active");
    }
}

static void write_bind(struct pp_buf *buf, const struct pps_step *step)
{
    write_ports(buf, step);
    if (step->bind_kind != PP_BIND_PLAIN) {
        pp_buf_printf(buf, " as %s", pp_bind_kind_name(step->bind_kind));
    }
    if (step->address.kind != PP_ADDRESS_UNKNOWN) {
        pp_buf_add_str(buf, " at ");
        pp_buf_add(buf, step->address.text);
    }
}

static const char *const verbs[] = {
    [PPS_STEP_RESERVE] = "reserve ", [PPS_STEP_UNRESERVE] = "unreserve ",
    [PPS_STEP_DYNAMIC] = "dynamic ", [PPS_STEP_SET] = "set ",
    [PPS_STEP_UNSET] = "unset ",     [PPS_STEP_START] = "start ",
    [PPS_STEP_STOP] = "stop ",       [PPS_STEP_RESTART] = "restart ",
    [PPS_STEP_ENABLE] = "enable ",   [PPS_STEP_DISABLE] = "disable ",
    [PPS_STEP_REBOOT] = "reboot",    [PPS_STEP_ADAPTER] = "reconnect adapter",
    [PPS_STEP_BIND] = "bind ",       [PPS_STEP_CLOSE] = "close ",
    [PPS_STEP_INSTALL] = "install ", [PPS_STEP_PRESET] = "preset ",
    [PPS_STEP_EXPECT] = "expect ",   [PPS_STEP_QUERY] = "",
    [PPS_STEP_OTHER] = "",
};

void pps_step_text(struct pp_buf *buf, const struct pps_step *step)
{
    pp_buf_add_str(buf, verbs[step->kind]);
    switch (step->kind) {
    case PPS_STEP_RESERVE:
    case PPS_STEP_UNRESERVE:
    case PPS_STEP_DYNAMIC:
        write_ports(buf, step);
        write_store(buf, step);
        return;
    case PPS_STEP_SET:
        pp_buf_add(buf, step->name);
        pp_buf_add_char(buf, '=');
        pp_buf_add(buf, step->data);
        return;
    case PPS_STEP_UNSET:
    case PPS_STEP_INSTALL:
        pp_buf_add(buf, step->name);
        return;
    case PPS_STEP_START:
    case PPS_STEP_STOP:
    case PPS_STEP_RESTART:
        pp_buf_add_str(buf, pps_service_name(step->service));
        return;
    case PPS_STEP_ENABLE:
    case PPS_STEP_DISABLE:
        pp_buf_add_str(buf, pps_feature_name(step->feature));
        return;
    case PPS_STEP_REBOOT:
    case PPS_STEP_ADAPTER:
        return;
    case PPS_STEP_BIND:
        write_bind(buf, step);
        return;
    case PPS_STEP_CLOSE:
        write_ports(buf, step);
        return;
    case PPS_STEP_PRESET:
        pp_buf_add_str(buf, step->preset->name);
        return;
    case PPS_STEP_EXPECT:
        write_expect(buf, step);
        return;
    case PPS_STEP_QUERY:
    case PPS_STEP_OTHER:
        pp_buf_add(buf, step->written);
        return;
    }
}

static void
write_netsh(struct pp_buf *buf, const char *verb, const struct pps_step *step)
{
    bool is_set = step->kind == PPS_STEP_DYNAMIC;
    pp_buf_printf(buf,
                  "netsh int %s %s %s protocol=%s startport=%u "
                  "numberofports=%u",
                  step->family == PP_FAMILY_IPV6 ? "ipv6" : "ipv4",
                  verb,
                  is_set ? "dynamicport" : "excludedportrange",
                  pp_protocol_name(step->protocol),
                  (unsigned)step->ports.start,
                  (unsigned)step->ports.count);
    if (step->store == PP_STORE_ACTIVE) {
        pp_buf_add_str(buf, " store=active");
    }
}

/* The key of a value that is known by its name, with the root's short name;
 * others are TCP/IP's. */
static void write_key(struct pp_buf *buf, struct pp_sv name)
{
    struct pp_sv key;
    if (pp_known_value_named(name, &key) == PP_KNOWN_NONE) {
        pp_buf_add_str(buf, tcpip_key);
        return;
    }
    pp_buf_add_str(buf, "HKLM");
    pp_buf_add(buf, pp_sv_sub(key, pp_sv_find(key, PP_SV("\\"), 0), key.len));
}

static void write_reg(struct pp_buf *buf, const struct pps_step *step)
{
    bool is_list = pp_sv_equal_nocase(step->name, PP_SV("ReservedPorts"));
    bool is_set = step->kind == PPS_STEP_SET;
    if (pp_sv_equal_nocase(step->name, PP_SV("networkingMode"))) {
        return; /* a line of .wslconfig */
    }
    pp_buf_printf(buf, "reg %s ", is_set ? "add" : "delete");
    write_key(buf, step->name);
    pp_buf_add_str(buf, " /v ");
    pp_buf_add(buf, step->name);
    if (is_set) {
        pp_buf_printf(
            buf, " /t %s /d ", is_list ? "REG_MULTI_SZ" : "REG_DWORD");
        pp_buf_add(buf, step->data);
    }
    pp_buf_add_str(buf, " /f");
}

static void write_dism(struct pp_buf *buf, const struct pps_step *step)
{
    static const char *const names[PPS_FEATURE_COUNT] = {
        [PPS_HYPER_V] = "Microsoft-Hyper-V",
        [PPS_CONTAINERS] = "Containers",
        [PPS_WSL] = "VirtualMachinePlatform",
    };
    bool is_enable = step->kind == PPS_STEP_ENABLE;
    pp_buf_printf(buf,
                  "dism /Online /%s-Feature /FeatureName:%s%s /NoRestart",
                  is_enable ? "Enable" : "Disable",
                  names[step->feature],
                  is_enable ? " /All" : "");
}

static void write_preset(struct pp_buf *buf,
                         const struct pp_windows_preset *preset)
{
    if (preset->count == 0) {
        pp_buf_printf(buf,
                      "reg add %s /v MaxUserPort /t REG_DWORD /d %u /f",
                      tcpip_key,
                      (unsigned)preset->max_user_port);
        return;
    }
    unsigned first = preset->start;
    unsigned count = preset->count;
    pp_buf_printf(buf,
                  "netsh int ipv4 set dynamicport protocol=tcp startport=%u "
                  "numberofports=%u && netsh int ipv4 set dynamicport "
                  "protocol=udp startport=%u numberofports=%u",
                  first,
                  count,
                  first,
                  count);
}

void pps_step_command(struct pp_buf *buf, const struct pps_step *step)
{
    const char *service = step->service == PPS_DOCKER
                              ? "com.docker.service"
                              : pps_service_name(step->service);
    switch (step->kind) {
    case PPS_STEP_RESERVE:
        write_netsh(buf, "add", step);
        return;
    case PPS_STEP_UNRESERVE:
        write_netsh(buf, "delete", step);
        return;
    case PPS_STEP_DYNAMIC:
        write_netsh(buf, "set", step);
        return;
    case PPS_STEP_SET:
    case PPS_STEP_UNSET:
        write_reg(buf, step);
        return;
    case PPS_STEP_START:
        pp_buf_printf(buf, "net start %s", service);
        return;
    case PPS_STEP_STOP:
        pp_buf_printf(buf, "net stop %s", service);
        return;
    case PPS_STEP_RESTART:
        pp_buf_printf(buf, "net stop %s && net start %s", service, service);
        return;
    case PPS_STEP_ENABLE:
    case PPS_STEP_DISABLE:
        write_dism(buf, step);
        return;
    case PPS_STEP_REBOOT:
        pp_buf_add_str(buf, "shutdown /r /t 0");
        return;
    case PPS_STEP_ADAPTER:
        pp_buf_add_str(buf, "Restart-NetAdapter -Name *");
        return;
    case PPS_STEP_PRESET:
        write_preset(buf, step->preset);
        return;
    case PPS_STEP_QUERY:
    case PPS_STEP_OTHER:
        pp_buf_add(buf, step->written);
        return;
    case PPS_STEP_BIND:
    case PPS_STEP_CLOSE:
    case PPS_STEP_INSTALL:
    case PPS_STEP_EXPECT:
        return; /* nothing that is typed on Windows */
    }
}
