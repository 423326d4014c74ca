/* Shares by counting boots; what does not depend on chance from one boot. */
#include "after_boot.h"

#include "portplan/port_list.h"

#include "base/alloc.h"
#include "forecast.h"

/*
 * What answers the bind after the boot, blocks that chance places left out:
 * the first port that is refused, or cannot be told, decides.
 */
static enum pp_verdict find_certain(const struct pps_montecarlo *montecarlo,
                                    const struct pp_port_query *ports,
                                    enum pp_bind_kind kind)
{
    const struct pp_bind_request request = {
        .kind = kind,
        .protocol = ports->protocol,
        .rules =
            pps_state_bind_rules(&montecarlo->after, &montecarlo->assumptions),
    };
    enum pp_verdict verdict = PP_VERDICT_FREE;
    for (uint32_t p = ports->range.first;
         p <= ports->range.last && pp_verdict_is_yes(verdict);
         p++) {
        struct pp_port_state seen =
            pps_state_port(&montecarlo->after, ports->protocol, (uint16_t)p);
        seen.has_plain_exclusion = false; /* counted, boot by boot */
        seen.is_mirrored = false;
        verdict = pp_bind_judge(&request, &seen).verdict;
    }
    return verdict;
}

static struct pps_after_boot judge(const struct pps_montecarlo *montecarlo,
                                   size_t index,
                                   enum pp_bind_kind kind)
{
    struct pps_port_forecast forecast = pps_forecast_asked(montecarlo, index);
    enum pp_verdict certain =
        find_certain(montecarlo, &montecarlo->asked->items[index], kind);
    struct pps_after_boot answer = {.is_known =
                                        forecast.why != PPS_WHY_UNKNOWN &&
                                        certain != PP_VERDICT_UNKNOWN};
    if (answer.is_known && pp_verdict_is_yes(certain)) {
        answer.share = 1.0 - forecast.share;
        answer.interval.low = 1.0 - forecast.interval.high;
        answer.interval.high = 1.0 - forecast.interval.low;
    }
    return answer;
}

/* Whether another boot would say the same of the item. Of a range that a row
 * covers in part, the rest may be a matter of chance. */
static bool is_settled(const struct pps_montecarlo *montecarlo, size_t index)
{
    struct pps_port_forecast forecast = pps_forecast_asked(montecarlo, index);
    switch (forecast.why) {
    case PPS_WHY_OUTSIDE:
    case PPS_WHY_NOTHING:
        /* WSL's mirrored run may lie there in another boot. */
        return !montecarlo->start.is_mirrored;
    case PPS_WHY_UNKNOWN:
        return true;
    case PPS_WHY_ADMINISTERED:
    case PPS_WHY_IN_USE:
    case PPS_WHY_FIXED:
        return forecast.range.first == forecast.range.last;
    case PPS_WHY_DYNAMIC:
    case PPS_WHY_MIRRORED:
        break;
    }
    return false;
}

static bool are_all_settled(const struct pps_montecarlo *montecarlo)
{
    for (size_t i = 0; i < montecarlo->asked->count; i++) {
        if (!is_settled(montecarlo, i)) {
            return false;
        }
    }
    return true;
}

static enum pp_status run(const struct pp_machine *machine,
                          const struct pp_port_list *asked,
                          const struct pps_montecarlo_options *options,
                          uint32_t runs,
                          struct pps_montecarlo **ret_montecarlo)
{
    const struct pps_step reboot = pps_step_of(PPS_STEP_REBOOT);
    struct pps_montecarlo_options all = *options;
    struct pps_state start = {0};
    all.asked = asked;
    all.runs = runs;
    enum pp_status status = pps_forecast_state(machine, &start);
    if (status == PP_OK) {
        status = pps_montecarlo_run(&start, &reboot, &all, ret_montecarlo);
    }
    pps_state_done(&start);
    return status;
}

enum pp_status pps_after_boot(const struct pp_machine *machine,
                              const struct pps_bind_query *queries,
                              size_t count,
                              const struct pps_montecarlo_options *options,
                              struct pps_after_boot *ret_answers)
{
    struct pp_port_list asked = {.count = count};
    struct pps_montecarlo *montecarlo = NULL;
    if (count == 0) {
        return PP_OK;
    }
    asked.items = pp_calloc(count, sizeof(*asked.items));
    if (asked.items == NULL) {
        return PP_ERR_NOMEM;
    }
    for (size_t i = 0; i < count; i++) {
        asked.items[i] = queries[i].ports;
    }
    /* One boot tells what is no matter of chance: most ports of servers lie
     * outside the dynamic range. */
    enum pp_status status = run(machine, &asked, options, 1, &montecarlo);
    if (status == PP_OK && !are_all_settled(montecarlo)) {
        pps_montecarlo_free(montecarlo);
        montecarlo = NULL;
        status = run(machine, &asked, options, options->runs, &montecarlo);
    }
    for (size_t i = 0; i < count && status == PP_OK; i++) {
        ret_answers[i] = judge(montecarlo, i, queries[i].kind);
    }
    pps_montecarlo_free(montecarlo);
    pp_port_list_done(&asked);
    return status;
}
