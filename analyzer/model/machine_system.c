/* Sockets and the facts of the whole machine. */
#include "machine_system.h"

#include "base/bytes.h"
#include "fact/registry.h"
#include "mirrored.h"
#include "processes.h"
#include "socket_lists.h"

static enum pp_status add_socket(struct pp_machine *machine,
                                 const struct pp_processes *processes,
                                 const struct pp_fact *fact)
{
    const struct pp_socket_fact *said = &fact->as.socket;
    char name[PP_PROCESS_NAME_BYTES];
    struct pp_sv process = said->process;
    if (process.len == 0 && said->has_pid) {
        process = pp_processes_name(processes, fact, said->pid, name);
    }
    const struct pp_socket socket = {
        .port = fact->range.first,
        .address = said->address,
        .state = pp_sv_from(pp_socket_state_name(said->state)),
        .process = process,
        .pid = said->pid,
        .has_pid = said->has_pid,
        .remote_address = said->remote_address,
        .remote_port = said->remote_port,
        .list = fact->section,
        .place = fact->place,
    };
    return pp_machine_add_socket(machine, fact->protocol, &socket);
}

/* A whole branch of the registry may be pasted; the machine keeps what bears
 * on ports. */
static bool is_about_ports(const struct pp_registry_fact *value)
{
    enum pp_protocol protocol;
    return pp_known_value_of_fact(value) != PP_KNOWN_NONE ||
           pp_is_dark_hns_value(value) ||
           pp_nsi_is_exclusion_key(value->key, &protocol);
}

/* The valid entries of ReservedPorts, for both protocols: they share one
 * ephemeral range where the value counts. */
static enum pp_status add_reserved_ports(struct pp_machine *machine,
                                         const struct pp_fact *fact)
{
    struct pp_reservation reservation = {.kind = PP_RESERVED_PORTS,
                                         .place = fact->place};
    struct pp_port_entry entry;
    size_t at = 0;
    while (pp_port_entry_next(fact->as.registry.text, &at, &entry)) {
        reservation.range = entry.range;
        for (int i = 0; entry.is_valid && i < PP_PROTOCOL_COUNT; i++) {
            PP_TRY(pp_machine_add_reservation(
                machine, (enum pp_protocol)i, &reservation));
        }
    }
    return PP_OK;
}

/* An export or a hive has all values of a key, a query may have been for one.
 */
static void note_tcpip_key(struct pp_machine *machine,
                           const struct pp_machine_input *input,
                           const struct pp_fact *fact)
{
    struct pp_sv key;
    if (fact->section >= input->section_count) {
        return;
    }
    enum pp_section_format format = input->sections[fact->section].format;
    (void)pp_known_value_named(PP_SV("ReservedPorts"), &key);
    if ((format == PP_SECTION_REG_EXPORT || format == PP_SECTION_REG_HIVE) &&
        pp_registry_same_key(fact->as.registry.key, key)) {
        pp_machine_set_tcpip_key(machine);
    }
}

static enum pp_status add_registry(struct pp_machine *machine,
                                   const struct pp_fact *fact)
{
    const struct pp_registry_fact *value = &fact->as.registry;
    if (pp_known_value_of_fact(value) == PP_KNOWN_RESERVED_PORTS &&
        value->type == PP_REG_MULTI_SZ) {
        PP_TRY(add_reserved_ports(machine, fact));
    }
    return is_about_ports(value) ? pp_machine_add_fact(machine, fact) : PP_OK;
}

static enum pp_status add_url(struct pp_machine *machine,
                              const struct pp_fact *fact)
{
    const struct pp_reservation reservation = {.range = fact->range,
                                               .kind = PP_RESERVED_URL,
                                               .text = fact->as.url.url,
                                               .is_registered =
                                                   fact->as.url.is_registered,
                                               .has_pid = fact->as.url.has_pid,
                                               .pid = fact->as.url.pid,
                                               .process = fact->as.url.process,
                                               .queue = fact->as.url.queue,
                                               .place = fact->place};
    PP_TRY(pp_machine_add_reservation(machine, PP_TCP, &reservation));
    return pp_machine_add_fact(machine, fact);
}

static enum pp_status add_held(struct pp_machine *machine,
                               const struct pp_fact *fact)
{
    static const enum pp_reservation_kind kinds[PP_HELD_KIND_COUNT] = {
        [PP_HELD_NAT] = PP_RESERVED_NAT,
        [PP_HELD_HNS] = PP_RESERVED_HNS,
        [PP_HELD_RRAS] = PP_RESERVED_RRAS,
    };
    const struct pp_held_fact *held = &fact->as.held;
    const struct pp_reservation reservation = {
        .range = fact->range,
        .kind = kinds[held->kind],
        .text = held->name,
        .address = held->address,
        .target = held->target,
        .has_id = held->has_id,
        .id = held->id,
        .place = fact->place,
    };
    PP_TRY(pp_machine_add_reservation(machine, fact->protocol, &reservation));
    return pp_machine_add_fact(machine, fact);
}

/* Those of tables go with their tables. */
static enum pp_status add_holder_gap(struct pp_machine *machine,
                                     const struct pp_fact *fact)
{
    const struct pp_gap gap = {fact->range, fact->as.gap.kind, fact->place};
    return pp_gap_is_of_table(gap.kind)
               ? PP_OK
               : pp_machine_add_gap(machine, fact->protocol, &gap);
}

/* What Windows says of itself counts more than the author's words, and a table
 * of exclusions proves Vista or later. */
static bool is_named_system_wrong(const struct pp_machine *machine,
                                  const struct pp_machine_input *input,
                                  const struct pp_fact *named)
{
    bool has_table = pp_machine_has_table(machine, PP_TCP) ||
                     pp_machine_has_table(machine, PP_UDP);
    bool is_wrong = has_table && named->as.os.major < 6;
    for (size_t i = 0; i < input->fact_count && !is_wrong; i++) {
        const struct pp_fact *fact = &input->facts[i];
        is_wrong = fact->kind == PP_FACT_OS && !fact->as.os.is_named_only &&
                   fact->as.os.major > 0;
    }
    return is_wrong;
}

static enum pp_status add_system(struct pp_machine *machine,
                                 const struct pp_machine_input *input,
                                 const struct pp_fact *fact)
{
    if (!fact->as.os.is_named_only) {
        return pp_machine_add_fact(machine, fact);
    }
    if (is_named_system_wrong(machine, input, fact)) {
        return PP_OK;
    }
    const struct pp_diag draft = {.code = PP_DIAG_SYSTEM_NAMED,
                                  .place = fact->place};
    pp_diags_add(input->diags,
                 &draft,
                 "no capture shows the version of Windows; \"%.*s\" in the "
                 "text is used instead",
                 PP_SV_ARGS(fact->as.os.version));
    return pp_machine_add_fact(machine, fact);
}

/* A certificate of http.sys by its endpoint, `0.0.0.0:8443`. */
static enum pp_status add_certificate(struct pp_machine *machine,
                                      const struct pp_fact *fact)
{
    const struct pp_setting_fact *setting = &fact->as.setting;
    const struct pp_sv value = setting->value;
    uint32_t port = 0;
    if (!pp_sv_equal(setting->scope, PP_SV("http.sys")) ||
        !pp_sv_equal(setting->name, PP_SV("sslcert")) ||
        !pp_sv_to_u32(pp_sv_sub(value, pp_behind_last(value, ':'), SIZE_MAX),
                      PP_PORT_MAX,
                      &port)) {
        return PP_OK;
    }
    const struct pp_reservation reservation = {
        .range = {(uint16_t)port, (uint16_t)port},
        .kind = PP_RESERVED_CERTIFICATE,
        .text = value,
        .place = fact->place,
    };
    return pp_machine_add_reservation(machine, PP_TCP, &reservation);
}

/* The block of WSL's mirrored networking is one in both protocols. */
static enum pp_status add_setting(struct pp_machine *machine,
                                  const struct pp_fact *fact)
{
    struct pp_exclusion block = {
        .owner = PP_OWNER_WSL_MIRRORED,
        .confidence = PP_CONFIDENCE_CERTAIN,
        .is_persistent = PP_NO,
        .reason = "the local ports of WSL's mirrored networking",
        .place = fact->place,
    };
    if (pp_mirrored_block_of(fact, &block.range)) {
        for (int i = 0; i < PP_PROTOCOL_COUNT; i++) {
            PP_TRY(
                pp_machine_add_exclusion(machine, (enum pp_protocol)i, &block));
        }
    }
    PP_TRY(add_certificate(machine, fact));
    return pp_machine_add_fact(machine, fact);
}

/* What was counted, with the name of its process. */
static enum pp_status add_socket_count(struct pp_machine *machine,
                                       const struct pp_processes *processes,
                                       const struct pp_fact *fact)
{
    char name[PP_PROCESS_NAME_BYTES];
    struct pp_fact named = *fact;
    struct pp_socket_count_fact *count = &named.as.socket_count;
    if (count->process.len == 0 && count->has_pid) {
        count->process = pp_processes_name(processes, fact, count->pid, name);
    }
    return pp_machine_add_fact(machine, &named);
}

static enum pp_status add_facts(struct pp_machine *machine,
                                const struct pp_machine_input *input,
                                const struct pp_processes *processes)
{
    struct pp_socket_list list = {0};
    for (size_t i = 0; i < input->fact_count; i++) {
        const struct pp_fact *fact = &input->facts[i];
        switch (fact->kind) {
        case PP_FACT_EXCLUDED:
        case PP_FACT_DYNAMIC:
        case PP_FACT_COMMAND:
        case PP_FACT_MENTION:
            break;
        case PP_FACT_GAP:
            PP_TRY(add_holder_gap(machine, fact));
            break;
        case PP_FACT_SOCKET:
            pp_socket_list_add(&list, machine, input, fact);
            PP_TRY(add_socket(machine, processes, fact));
            break;
        case PP_FACT_REGISTRY:
            note_tcpip_key(machine, input, fact);
            PP_TRY(add_registry(machine, fact));
            break;
        case PP_FACT_URL:
            PP_TRY(add_url(machine, fact));
            break;
        case PP_FACT_HELD:
            PP_TRY(add_held(machine, fact));
            break;
        case PP_FACT_OS:
            PP_TRY(add_system(machine, input, fact));
            break;
        case PP_FACT_HOTFIX:
        case PP_FACT_SERVICE:
        case PP_FACT_FEATURE:
        case PP_FACT_SETTING:
            PP_TRY(add_setting(machine, fact));
            break;
        case PP_FACT_SOCKET_COUNT:
            PP_TRY(add_socket_count(machine, processes, fact));
            break;
        case PP_FACT_BIND_ERROR:
        case PP_FACT_PROCESS:
        case PP_FACT_EXHAUSTION:
            PP_TRY(pp_machine_add_fact(machine, fact));
            break;
        }
    }
    pp_socket_list_end(&list, machine, input);
    return PP_OK;
}

enum pp_status pp_machine_add_system(struct pp_machine *machine,
                                     const struct pp_machine_input *input)
{
    struct pp_processes processes = {.input = input};
    enum pp_status status = pp_processes_collect(&processes, input);
    if (status == PP_OK) {
        status = add_facts(machine, input, &processes);
    }
    pp_processes_done(&processes);
    return status;
}
