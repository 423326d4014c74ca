/* `ephemeral --rate`: options and captures as a question of exhaustion. */
#include "ephemeral_rate.h"

#include "fact/registry.h"

static const double least_rate = 0.001; /* one in a quarter of an hour */
static const double most_rate = 1e6;
static const double most_seconds = 1e6; /* over a week */

/* --- what the captures say ------------------------------------------------ */

static bool is_releasable(const struct pp_exclusion *exclusion)
{
    return exclusion->owner == PP_OWNER_WINNAT ||
           exclusion->owner == PP_OWNER_HNS_LOAD_BALANCER;
}

static void take_claims(const struct pp_machine *machine,
                        struct pps_exhaustion_question *question)
{
    size_t count = 0;
    const struct pp_exclusion *exclusions =
        pp_machine_exclusions(machine, PP_TCP, &count);
    for (size_t i = 0; i < count; i++) {
        pp_portset_set_range(&question->excluded, exclusions[i].range);
        if (is_releasable(&exclusions[i])) {
            pp_portset_set_range(&question->blocks, exclusions[i].range);
        }
    }
    const struct pp_socket *sockets =
        pp_machine_sockets(machine, PP_TCP, &count);
    for (size_t i = 0; i < count; i++) {
        const uint16_t port = sockets[i].port;
        pp_portset_set_range(&question->in_use, (struct pp_range){port, port});
    }
}

/* ReservedPorts keep ports from ephemeral use up to Server 2003 (KB812873). */
static void take_reserved(const struct pp_machine *machine,
                          struct pps_exhaustion_question *question)
{
    size_t count = 0;
    const struct pp_reservation *reservations =
        pp_machine_reservations(machine, PP_TCP, &count);
    for (size_t i = 0; i < count; i++) {
        if (reservations[i].kind == PP_RESERVED_PORTS) {
            pp_portset_set_range(&question->excluded, reservations[i].range);
        }
    }
}

static void take_time_wait(const struct pp_machine *machine,
                           struct pps_exhaustion_question *question)
{
    size_t count = 0;
    const struct pp_fact *facts = pp_machine_facts(machine, &count);
    for (size_t i = 0; i < count; i++) {
        const struct pp_registry_fact *value = &facts[i].as.registry;
        if (facts[i].kind == PP_FACT_REGISTRY &&
            value->type != PP_REG_DELETED &&
            pp_known_value_of_fact(value) == PP_KNOWN_TCP_TIMED_WAIT_DELAY) {
            question->traffic.time_wait_s = (double)value->number;
        }
    }
}

/* --- the question --------------------------------------------------------- */

static bool
is_shared_by_destinations(const struct pp_ephemeral *ephemeral,
                          const struct pp_ephemeral_settings *settings)
{
    switch ((enum pp_assume_share_4tuple)
                settings->assumptions.chosen[PP_ASSUME_SHARE_4TUPLE]) {
    case PP_SHARE_4TUPLE_BY_VERSION:
        break;
    case PP_SHARE_4TUPLE_YES:
        return true;
    case PP_SHARE_4TUPLE_NO:
        return false;
    }
    return pp_windows_number(ephemeral->era, PP_WINDOWS_SHARING) != 0;
}

static bool read_traffic(const struct cli *cli, struct pps_traffic *traffic)
{
    traffic->destination_count = 1;
    return cli_decimal(
               cli, OPTION_RATE, least_rate, most_rate, &traffic->rate_per_s) &&
           cli_decimal(cli, OPTION_HOLD, 0.0, most_seconds, &traffic->hold_s) &&
           cli_decimal(cli,
                       OPTION_TIME_WAIT,
                       0.0,
                       most_seconds,
                       &traffic->time_wait_s) &&
           cli_u32(cli,
                   OPTION_DESTINATIONS,
                   PPS_LIMIT_DESTINATIONS,
                   &traffic->destination_count);
}

/* An option that says nothing without a rate; complains about it. */
static bool has_stray_option(const struct cli *cli)
{
    static const enum option_id ids[] = {
        OPTION_HOLD, OPTION_TIME_WAIT, OPTION_DESTINATIONS, OPTION_BURST};
    for (size_t i = 0; i < PP_ARRAY_LEN(ids); i++) {
        if (cli_has(cli, ids[i])) {
            complain("--%s needs --rate: how many connections a second",
                     option_table()[ids[i]].name);
            return true;
        }
    }
    return false;
}

static bool read_question(const struct cli *cli,
                          struct pps_exhaustion_question *question)
{
    question->burst_count = 1;
    return read_traffic(cli, &question->traffic) &&
           cli_u32(
               cli, OPTION_BURST, PPS_LIMIT_BURST, &question->burst_count) &&
           cli_number(cli, OPTION_SEED, 0, UINT64_MAX, &question->seed);
}

/* The range and what is not given of it. Outgoing TCP has the auto-reuse range
 * where one is set. */
static void take_pool(const struct pp_ephemeral *ephemeral,
                      const struct pp_ephemeral_settings *settings,
                      const struct pp_machine *machine,
                      struct pps_exhaustion_question *question)
{
    bool gives_excluded =
        ephemeral->has_auto_reuse &&
        settings->assumptions.chosen[PP_ASSUME_AUTO_REUSE_SKIPS] ==
            PP_AUTO_REUSE_SKIPS_NO; /* U-11 */
    question->range =
        ephemeral->has_auto_reuse ? ephemeral->auto_reuse : ephemeral->range;
    if (machine == NULL) {
        return;
    }
    take_claims(machine, question);
    take_time_wait(machine, question);
    if (!pp_era_has_netsh(ephemeral->era)) {
        take_reserved(machine, question);
    }
    if (gives_excluded) {
        pp_portset_clear(&question->excluded);
        pp_portset_clear(&question->blocks);
    }
}

bool ephemeral_answer_rate(const struct cli *cli,
                           const struct pp_ephemeral *ephemeral,
                           const struct pp_ephemeral_settings *settings,
                           const struct pp_machine *machine,
                           struct pps_exhaustion *ret_exhaustion,
                           bool *ret_is_asked)
{
    *ret_is_asked = cli_has(cli, OPTION_RATE);
    if (!*ret_is_asked) {
        return !has_stray_option(cli);
    }
    struct pps_exhaustion_question question = {
        .traffic.time_wait_s = ephemeral->time_wait,
        .traffic.is_shared = is_shared_by_destinations(ephemeral, settings),
        .seed = 1,
    };
    take_pool(ephemeral, settings, machine, &question);
    return read_question(cli, &question) &&
           is_ok(pps_exhaustion_answer(&question, ret_exhaustion));
}
