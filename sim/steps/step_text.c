/*
 * A step in full words, and the Windows command that does the same. Both are
 * written in one form only, so that a step reads alike however it came.
 */
#include "step_text.h"

#include "base/bytes.h"
#include "fact/registry.h"
#include "knowledge/windows.h"
#include "step_words.h"

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
    static const char *const names[] = {
        [PPS_EXPECT_BINDABLE] = "bindable",
        [PPS_EXPECT_EXCLUDED] = "excluded",
        [PPS_EXPECT_NOT_EXCLUDED] = "not-excluded",
        [PPS_EXPECT_OUTCOME] = "outcome",
    };
    return expect->kind == PPS_EXPECT_VERDICT ? pp_verdict_name(expect->verdict)
                                              : names[expect->kind];
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

static void write_reservation(struct pp_buf *buf, const struct pps_step *step)
{
    write_ports(buf, step);
    pp_buf_add_str(buf, step->store == PP_STORE_ACTIVE ? " active" : "");
}

static void write_assignment(struct pp_buf *buf, const struct pps_step *step)
{
    pp_buf_add(buf, step->name);
    pp_buf_add_char(buf, '=');
    pp_buf_add(buf, step->data);
}

static void write_name(struct pp_buf *buf, const struct pps_step *step)
{
    pp_buf_add(buf, step->name);
}

static void write_service(struct pp_buf *buf, const struct pps_step *step)
{
    pp_buf_add_str(buf, pps_service_name(step->service));
}

static void write_startup(struct pp_buf *buf, const struct pps_step *step)
{
    pp_buf_printf(buf,
                  "%s %s",
                  pps_service_name(step->service),
                  pps_startup_name(step->startup));
}

/* A process by its name or number, or as the holder of a port. */
static void write_process(struct pp_buf *buf, const struct pps_step *step)
{
    bool has_blank = pp_has_one_of(step->name, " ");
    if (step->name.len == 0) {
        pp_buf_add_str(buf, "holder of ");
        write_ports(buf, step);
        return;
    }
    pp_buf_add_str(buf, has_blank ? "\"" : "");
    pp_buf_add(buf, step->name);
    pp_buf_add_str(buf, has_blank ? "\"" : "");
}

static void write_feature(struct pp_buf *buf, const struct pps_step *step)
{
    pp_buf_add_str(buf, pps_feature_name(step->feature));
}

static void write_preset_name(struct pp_buf *buf, const struct pps_step *step)
{
    pp_buf_add_str(buf, step->preset->name);
}

static void write_written(struct pp_buf *buf, const struct pps_step *step)
{
    pp_buf_add(buf, step->written);
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

/* --- the command of Windows --- */

static void write_netsh(struct pp_buf *buf, const struct pps_step *step)
{
    bool is_set = step->kind == PPS_STEP_DYNAMIC;
    const char *verb = is_set                           ? "set"
                       : step->kind == PPS_STEP_RESERVE ? "add"
                                                        : "delete";
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

/* The key of a value that is known by its name, with the root's short name; of
 * others the one that the step names, else TCP/IP's. */
static void write_key(struct pp_buf *buf, const struct pps_step *step)
{
    struct pp_sv name = step->name;
    struct pp_sv key;
    if (step->key.len == 0 && pp_is_dark_hns_name(name)) {
        name = pp_sv_from(pp_known_value_name(PP_KNOWN_ENABLE_EXCLUDED_RANGE));
    }
    if (pp_known_value_named(name, &key) != PP_KNOWN_NONE) {
        key = pp_sv_sub(key, pp_sv_find(key, PP_SV("\\"), 0) + 1, key.len);
    } else {
        key = step->key;
    }
    if (key.len == 0) {
        pp_buf_add_str(buf, tcpip_key);
        return;
    }
    pp_buf_add_str(buf, "HKLM\\");
    pp_buf_add(buf, key);
}

/* The type of a known value; others are numbers. */
static const char *type_of(const struct pps_step *step)
{
    struct pp_sv key;
    enum pp_known_value value = pp_known_value_named(step->name, &key);
    if (value == PP_KNOWN_NONE) {
        value = pp_known_value_of(step->key, step->name);
    }
    if (value == PP_KNOWN_RESERVED_PORTS || value == PP_KNOWN_RPC_PORTS ||
        value == PP_KNOWN_SOCKET_POOL_EXCLUDED) {
        return "REG_MULTI_SZ";
    }
    return value == PP_KNOWN_RPC_AVAILABLE || value == PP_KNOWN_RPC_USE
               ? "REG_SZ"
               : "REG_DWORD";
}

static void write_reg(struct pp_buf *buf, const struct pps_step *step)
{
    bool is_set = step->kind == PPS_STEP_SET;
    if (pp_sv_equal_nocase(step->name, PP_SV("networkingMode"))) {
        return; /* a line of .wslconfig */
    }
    if (pp_sv_equal_nocase(step->name, PP_SV("hypervisorlaunchtype"))) {
        pp_buf_add_str(buf, is_set ? "bcdedit /set " : "bcdedit /deletevalue ");
        pp_buf_add(buf, step->name);
        pp_buf_add_str(buf, is_set ? " " : "");
        pp_buf_add(buf, is_set ? step->data : PP_SV(""));
        return;
    }
    pp_buf_printf(buf, "reg %s ", is_set ? "add" : "delete");
    write_key(buf, step);
    pp_buf_add_str(buf, " /v ");
    pp_buf_add(buf, step->name);
    if (is_set) {
        pp_buf_printf(buf, " /t %s /d ", type_of(step));
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

static void write_preset(struct pp_buf *buf, const struct pps_step *step)
{
    const struct pp_windows_preset *preset = step->preset;
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

static const char *windows_name(enum pps_service service)
{
    return service == PPS_DOCKER ? "com.docker.service"
                                 : pps_service_name(service);
}

static void write_sc(struct pp_buf *buf, const struct pps_step *step)
{
    pp_buf_printf(buf,
                  "sc config %s start= %s",
                  windows_name(step->service),
                  pps_startup_name(step->startup));
}

static void write_kill(struct pp_buf *buf, const struct pps_step *step)
{
    if (step->name.len == 0) {
        pp_buf_printf(buf,
                      "Stop-Process -Force -Id (Get-Net%s -LocalPort "
                      "%u).OwningProcess",
                      step->protocol == PP_TCP ? "TCPConnection"
                                               : "UDPEndpoint",
                      (unsigned)step->ports.start);
        return;
    }
    if (pps_step_word_is(step->name, "iphlpsvc")) {
        pp_buf_add_str(buf, "netsh interface portproxy reset");
        return;
    }
    pp_buf_add_str(buf,
                   pp_is_all_of(step->name, PP_DIGITS) ? "taskkill /F /PID "
                                                       : "taskkill /F /IM ");
    write_process(buf, step);
}

static void write_net(struct pp_buf *buf, const struct pps_step *step)
{
    const char *service = windows_name(step->service);
    if (step->kind != PPS_STEP_START) {
        pp_buf_printf(buf, "net stop %s", service);
    }
    pp_buf_add_str(buf, step->kind == PPS_STEP_RESTART ? " && " : "");
    if (step->kind != PPS_STEP_STOP) {
        pp_buf_printf(buf, "net start %s", service);
    }
}

static void write_shutdown(struct pp_buf *buf, const struct pps_step *step)
{
    (void)step;
    pp_buf_add_str(buf, "shutdown /r /t 0");
}

static void write_adapter(struct pp_buf *buf, const struct pps_step *step)
{
    (void)step;
    pp_buf_add_str(buf, "Restart-NetAdapter -Name *");
}

/* --- both --- */

typedef void (*write_fn)(struct pp_buf *buf, const struct pps_step *step);

static const struct {
    const char *verb;
    write_fn arguments; /* NULL: it has none */
    write_fn command;   /* NULL: nothing that is typed on Windows */
} forms[] = {
    [PPS_STEP_RESERVE] = {"reserve ", write_reservation, write_netsh},
    [PPS_STEP_UNRESERVE] = {"unreserve ", write_reservation, write_netsh},
    [PPS_STEP_DYNAMIC] = {"dynamic ", write_reservation, write_netsh},
    [PPS_STEP_SET] = {"set ", write_assignment, write_reg},
    [PPS_STEP_UNSET] = {"unset ", write_name, write_reg},
    [PPS_STEP_START] = {"start ", write_service, write_net},
    [PPS_STEP_STOP] = {"stop ", write_service, write_net},
    [PPS_STEP_RESTART] = {"restart ", write_service, write_net},
    [PPS_STEP_CONFIG] = {"config ", write_startup, write_sc},
    [PPS_STEP_ENABLE] = {"enable ", write_feature, write_dism},
    [PPS_STEP_DISABLE] = {"disable ", write_feature, write_dism},
    [PPS_STEP_REBOOT] = {"reboot", NULL, write_shutdown},
    [PPS_STEP_ADAPTER] = {"reconnect adapter", NULL, write_adapter},
    [PPS_STEP_BIND] = {"bind ", write_bind, NULL},
    [PPS_STEP_CLOSE] = {"close ", write_ports, NULL},
    [PPS_STEP_KILL] = {"kill ", write_process, write_kill},
    [PPS_STEP_INSTALL] = {"install ", write_name, NULL},
    [PPS_STEP_PRESET] = {"preset ", write_preset_name, write_preset},
    [PPS_STEP_EXPECT] = {"expect ", write_expect, NULL},
    [PPS_STEP_QUERY] = {"", write_written, write_written},
    [PPS_STEP_OTHER] = {"", write_written, write_written},
};

void pps_step_text(struct pp_buf *buf, const struct pps_step *step)
{
    pp_buf_add_str(buf, forms[step->kind].verb);
    if (forms[step->kind].arguments != NULL) {
        forms[step->kind].arguments(buf, step);
    }
}

void pps_step_command(struct pp_buf *buf, const struct pps_step *step)
{
    if (forms[step->kind].command != NULL) {
        forms[step->kind].command(buf, step);
    }
}
