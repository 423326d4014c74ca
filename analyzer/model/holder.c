/* Sockets as holders, and the rules of a system. */
#include "holder.h"

#include "knowledge/windows.h"
#include "mirrored.h"

enum {
    KB_REUSE_DEFECT = 3039044,
};

bool pp_socket_is_holder(const struct pp_socket *socket)
{
    const char *time_wait = pp_socket_state_name(PP_SOCKET_TIME_WAIT);
    return !pp_sv_equal(socket->state, pp_sv_from(time_wait));
}

bool pp_socket_is_proxy(const struct pp_socket *socket)
{
    return !socket->has_pid && pp_sv_equal(socket->process, PP_SV("iphlpsvc"));
}

struct pp_holder pp_holder_of(const struct pp_socket *socket,
                              const struct pp_assumptions *assumptions)
{
    static const enum pp_bind_kind options[] = {
        [PP_HOLDER_DEFAULT] = PP_BIND_PLAIN,
        [PP_HOLDER_REUSE] = PP_BIND_REUSE,
        [PP_HOLDER_EXCLUSIVE] = PP_BIND_EXCLUSIVE,
    };
    struct pp_holder holder = {
        .options = options[assumptions->chosen[PP_ASSUME_HOLDER_OPTIONS]],
        .is_other_user =
            assumptions->chosen[PP_ASSUME_HOLDER_USER] == PP_HOLDER_USER_OTHER,
    };
    if (!pp_address_parse(socket->address, &holder.address)) {
        holder.address = (struct pp_address){0};
    }
    return holder;
}

static bool has_update(const struct pp_machine *machine, uint32_t number)
{
    size_t count = 0;
    const struct pp_fact *facts = pp_machine_facts(machine, &count);
    for (size_t i = 0; i < count; i++) {
        if (facts[i].kind == PP_FACT_HOTFIX &&
            facts[i].as.hotfix.number == number) {
            return true;
        }
    }
    return false;
}

/* The systems that KB3039044 names. */
static bool has_reuse_defect(const struct pp_machine *machine,
                             struct pp_sv generation)
{
    static const struct pp_sv systems[] = {
        PP_SV_INIT("2008r2"), PP_SV_INIT("2012"), PP_SV_INIT("2012r2")};
    for (size_t i = 0; i < PP_ARRAY_LEN(systems); i++) {
        if (pp_sv_equal(generation, systems[i])) {
            return !has_update(machine, KB_REUSE_DEFECT);
        }
    }
    return false;
}

struct pp_bind_rules pp_bind_rules_of(const struct pp_machine *machine,
                                      const struct pp_assumptions *assumptions)
{
    struct pp_bind_rules rules = {
        .mirrored = (enum pp_assume_mirrored_bind)
                        assumptions->chosen[PP_ASSUME_MIRRORED_BIND],
        .mapping = (enum pp_assume_mapping_bind)
                       assumptions->chosen[PP_ASSUME_MAPPING_BIND],
    };
    const char *generation = pp_machine_os(machine)->generation;
    if (generation == NULL) {
        return rules;
    }
    const struct pp_windows *windows = pp_windows_named(pp_sv_from(generation));
    rules.is_before_2003 = windows != NULL && (windows->era == PP_ERA_NT4 ||
                                               windows->era == PP_ERA_NT5);
    rules.has_reuse_defect = has_reuse_defect(machine, pp_sv_from(generation));
    return rules;
}

const struct pp_fact *pp_machine_mirrored(const struct pp_machine *machine)
{
    size_t count = 0;
    const struct pp_fact *facts = pp_machine_facts(machine, &count);
    return pp_find_mirrored(facts, count);
}

const struct pp_exclusion *
pp_machine_mirrored_block(const struct pp_machine *machine)
{
    size_t count = 0;
    const struct pp_exclusion *rows =
        pp_machine_exclusions(machine, PP_TCP, &count);
    for (size_t i = 0; i < count; i++) {
        if (rows[i].owner == PP_OWNER_WSL_MIRRORED) {
            return &rows[i];
        }
    }
    return NULL;
}
