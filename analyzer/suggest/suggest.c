/* Which ports to choose: what speaks against each. */
#include "portplan/suggest.h"

#include "base/alloc.h"
#include "knowledge/mirrored.h"
#include "knowledge/ports.h"
#include "model/ephemeral.h"
#include "model/evidence.h"
#include "model/holder.h"
#include "model/machine.h"
#include "model/standing.h"
#include "suggest.h"

enum {
    /* How far around a port its risk is looked for: three blocks of winnat.
     * Fitted with the weight of the forecast (docs/model-card.md#regret). */
    NEARBY_PORTS = 300
};

static const struct pp_suggest_rule_info rules[PP_SUGGEST_RULE_COUNT] = {
#define PP_SUGGEST_RULE(id, name, weight, holds, breaks, meaning) \
    [PP_SUGGEST_##id] = {(name), (weight), (holds), (breaks), (meaning)},
#include "portplan/suggest_rules.def"
};

const struct pp_suggest_rule_info *
pp_suggest_rule_info(enum pp_suggest_rule rule)
{
    return &rules[rule];
}

uint32_t pp_suggest_hard_rules(void)
{
    uint32_t hard = 0;
    for (int r = 0; r < PP_SUGGEST_RULE_COUNT; r++) {
        if (rules[r].weight == PP_SUGGEST_NEVER) {
            hard |= pp_suggest_bit((enum pp_suggest_rule)r);
        }
    }
    return hard;
}

static void break_rule(struct pp_suggest *suggest,
                       enum pp_suggest_rule rule,
                       struct pp_range range)
{
    for (uint32_t port = range.first; port <= range.last; port++) {
        suggest->broken[port] |= pp_suggest_bit(rule);
    }
}

/* --- what holds whatever the machine -------------------------------------- */

static void read_book(struct pp_suggest *suggest,
                      enum pp_protocol protocol,
                      enum pp_port_book book,
                      enum pp_suggest_rule rule)
{
    uint32_t count = pp_ports_count(book, protocol);
    for (uint32_t i = 0; i < count; i++) {
        uint16_t port = pp_ports_entry(book, protocol, i).port;
        suggest->broken[port] |= pp_suggest_bit(rule);
    }
}

static void read_lists(struct pp_suggest *suggest, enum pp_protocol protocol)
{
    size_t count = 0;
    const struct pp_convention *conventions = pp_conventions(&count);
    read_book(suggest, protocol, PP_BOOK_REGISTERED, PP_SUGGEST_REGISTERED);
    read_book(suggest, protocol, PP_BOOK_COMMON, PP_SUGGEST_COMMON);
    read_book(suggest, protocol, PP_BOOK_MALWARE, PP_SUGGEST_MALWARE);
    for (size_t i = 0; i < count; i++) {
        if (conventions[i].has_protocol[protocol]) {
            break_rule(suggest, PP_SUGGEST_CONVENTION, conventions[i].range);
        }
    }
}

void pp_suggest_break_default(struct pp_suggest *suggest,
                              const struct pp_windows *os)
{
    enum pp_era eras[] = {os != NULL ? os->era : PP_ERA_NT10,
                          os != NULL ? os->patched_era : PP_ERA_NT10};
    for (size_t i = 0; i < PP_ARRAY_LEN(eras); i++) {
        const struct pp_range range = {
            (uint16_t)pp_windows_number(eras[i], PP_WINDOWS_DEFAULT_FIRST),
            (uint16_t)pp_windows_number(eras[i], PP_WINDOWS_DEFAULT_LAST),
        };
        break_rule(suggest, PP_SUGGEST_DEFAULT, range);
    }
}

static void break_other_systems(struct pp_suggest *suggest)
{
    const struct pp_suggest_options *options = &suggest->basis.options;
    for (uint32_t i = 0; i < PP_MIRRORED_CHOICES; i++) {
        break_rule(suggest, PP_SUGGEST_MIRRORED, pp_mirrored_choices[i]);
    }
    for (uint32_t i = 0; i < pp_system_ranges_count(); i++) {
        struct pp_system_range system = pp_system_range_at(i);
        if (pp_sv_equal(pp_sv_from(system.key), PP_SV("linux")) &&
            options->is_asked[system.protocol]) {
            break_rule(suggest, PP_SUGGEST_LINUX, system.range);
        }
    }
}

static bool are_options_good(const struct pp_suggest_options *options)
{
    return (options->is_asked[PP_TCP] || options->is_asked[PP_UDP]) &&
           options->count >= 1 && options->count <= PP_SUGGEST_MAX_COUNT &&
           options->length >= 1 && options->length <= PP_PORT_COUNT;
}

enum pp_status pp_suggest_new(const struct pp_suggest_options *options,
                              struct pp_suggest **ret)
{
    if (!are_options_good(options)) {
        return PP_ERR_INVALID;
    }
    struct pp_suggest *suggest = pp_calloc(1, sizeof(*suggest));
    if (suggest == NULL) {
        return PP_ERR_NOMEM;
    }
    suggest->basis.options = *options;
    suggest->basis.asked =
        pp_suggest_bit(PP_SUGGEST_LOW) | pp_suggest_bit(PP_SUGGEST_DEFAULT) |
        pp_suggest_bit(PP_SUGGEST_MIRRORED) | pp_suggest_bit(PP_SUGGEST_LINUX) |
        pp_suggest_bit(PP_SUGGEST_EDGE) | pp_suggest_bit(PP_SUGGEST_COMMON) |
        pp_suggest_bit(PP_SUGGEST_REGISTERED) |
        pp_suggest_bit(PP_SUGGEST_CONVENTION) |
        pp_suggest_bit(PP_SUGGEST_MALWARE);
    break_rule(suggest,
               PP_SUGGEST_LOW,
               (struct pp_range){0, PP_SUGGEST_LEAST_PORT - 1});
    break_other_systems(suggest);
    for (int p = 0; p < PP_PROTOCOL_COUNT; p++) {
        if (options->is_asked[p]) {
            read_lists(suggest, (enum pp_protocol)p);
        }
    }
    if (options->is_for_http) {
        suggest->basis.asked |= pp_suggest_bit(PP_SUGGEST_BROWSER);
        read_book(suggest, PP_TCP, PP_BOOK_BROWSER_BLOCKED, PP_SUGGEST_BROWSER);
    }
    *ret = suggest;
    return PP_OK;
}

void pp_suggest_free(struct pp_suggest *suggest)
{
    pp_free(suggest);
}

bool pp_suggest_also(struct pp_suggest *suggest, struct pp_sv key)
{
    bool is_known = false;
    for (uint32_t i = 0; i < pp_system_ranges_count(); i++) {
        struct pp_system_range system = pp_system_range_at(i);
        if (!pp_sv_equal_nocase(pp_sv_from(system.key), key)) {
            continue;
        }
        is_known = true;
        if (suggest->basis.options.is_asked[system.protocol]) {
            break_rule(suggest, PP_SUGGEST_ALSO, system.range);
        }
    }
    if (is_known) {
        suggest->basis.asked |= pp_suggest_bit(PP_SUGGEST_ALSO);
    }
    return is_known;
}

/* --- a machine ------------------------------------------------------------ */

static void add_remarks(struct pp_suggest *suggest,
                        const struct pp_machine *machine,
                        enum pp_protocol protocol)
{
    struct pp_answers all =
        pp_spans_overlap(pp_machine_remarks(machine, protocol), PP_RANGE_ALL);
    const struct pp_hit *hit;
    while ((hit = pp_answers_next(&all)) != NULL) {
        const struct pp_claim *claim =
            pp_machine_claim(machine, protocol, hit->label);
        if (claim->kind != PP_CLAIM_EARLIER) {
            break_rule(suggest,
                       claim->kind == PP_CLAIM_CONVENTION
                           ? PP_SUGGEST_CONVENTION
                           : PP_SUGGEST_RESERVED,
                       claim->range);
        }
    }
}

/* A suggestion is for a plain bind, and assumes nothing. */
static const struct pp_assumptions defaults;

/* A missing table and an error that names no port say no more against one port
 * than against another. */
static bool counts_for_all(const struct pp_machine *machine,
                           const struct pp_standing *standing)
{
    const struct pp_fact *refusal = pp_machine_loose_refusal(machine);
    return standing->answer.rule == PP_BIND_RULE_NO_TABLE ||
           (standing->answer.rule == PP_BIND_RULE_REFUSED && refusal != NULL);
}

/* What check would say of a port if it did not lack the table. */
static const unsigned doubted_without_table =
    PP_SPAN_MIRRORED | PP_SPAN_WSL_BLOCK | PP_SPAN_REFUSED;

/* Ports that check would not call bindable are not suggested, and neither are
 * those of an exclusion or a socket, though a plain bind may work there. */
static void ask_span(struct pp_suggest *suggest,
                     const struct pp_machine *machine,
                     const struct pp_bind_request *request,
                     struct pp_range range)
{
    const struct pp_standing standing =
        pp_standing_at(machine, request, &defaults, range.first);
    size_t socket_count = 0;
    (void)pp_machine_sockets_at(
        machine, request->protocol, range.first, &socket_count);
    const struct pp_span_evidence *evidence =
        pp_machine_evidence(machine, request->protocol, range.first);
    bool is_excluded = evidence->row_count > 0 ||
                       (evidence->bits & doubted_without_table) != 0;
    bool is_refused = !pp_verdict_is_yes(standing.answer.verdict) &&
                      !counts_for_all(machine, &standing);
    if (standing.is_given) {
        break_rule(suggest, PP_SUGGEST_RESERVED, range);
    }
    if (socket_count > 0) {
        break_rule(suggest, PP_SUGGEST_IN_USE, range);
    }
    if (is_excluded || is_refused) {
        break_rule(suggest, PP_SUGGEST_EXCLUDED, range);
    }
}

static void ask_spans(struct pp_suggest *suggest,
                      const struct pp_machine *machine,
                      enum pp_protocol protocol)
{
    const struct pp_bind_request request = {
        .kind = PP_BIND_PLAIN,
        .protocol = protocol,
        .rules = pp_bind_rules_of(machine, &defaults),
    };
    const struct pp_spans *spans = pp_machine_spans(machine, protocol);
    for (size_t i = 0; i < pp_spans_count(spans); i++) {
        ask_span(suggest, machine, &request, pp_spans_range(spans, i));
    }
}

/* Notes a dynamic range; the basis names it while all are the same. */
static void add_dynamic(struct pp_suggest *suggest,
                        enum pp_protocol protocol,
                        struct pp_range range,
                        bool is_first)
{
    struct pp_suggest_basis *basis = &suggest->basis;
    break_rule(suggest, PP_SUGGEST_DYNAMIC, range);
    if (is_first) {
        basis->has_dynamic[protocol] = true;
        basis->dynamic[protocol] = range;
    } else if (!pp_range_equal(basis->dynamic[protocol], range)) {
        basis->has_dynamic[protocol] = false;
    }
}

void pp_suggest_add_machine(struct pp_suggest *suggest,
                            const struct pp_machine *machine)
{
    struct pp_suggest_basis *basis = &suggest->basis;
    const struct pp_windows *os = pp_ephemeral_settings_of(machine, PP_TCP).os;
    /* Before Vista there are no exclusions. */
    bool is_legacy = os != NULL && !pp_era_has_netsh(os->era);
    bool is_first = basis->machine_count == 0;
    for (int p = 0; p < PP_PROTOCOL_COUNT; p++) {
        enum pp_protocol protocol = (enum pp_protocol)p;
        if (!basis->options.is_asked[p]) {
            continue;
        }
        ask_spans(suggest, machine, protocol);
        add_remarks(suggest, machine, protocol);
        if (!is_legacy && !pp_machine_has_table(machine, protocol)) {
            basis->tableless_count[protocol]++;
        }
        size_t socket_count = 0;
        (void)pp_machine_sockets(machine, protocol, &socket_count);
        basis->socketless_count[protocol] += socket_count == 0;
        const struct pp_dynamic *dynamic =
            pp_machine_dynamic(machine, protocol);
        add_dynamic(suggest, protocol, dynamic->range, is_first);
        basis->has_assumed |= dynamic->basis == PP_BASIS_ASSUMED;
    }
    pp_suggest_break_default(suggest, os);
    basis->machine_count++;
    basis->has_legacy |= is_legacy;
    basis->has_modern |= !is_legacy;
    basis->has_loose_refusal |= pp_machine_loose_refusal(machine) != NULL;
    basis->has_mirrored |= pp_machine_mirrored(machine) != NULL;
}

void pp_suggest_add_dynamic(struct pp_suggest *suggest,
                            enum pp_protocol protocol,
                            struct pp_range range)
{
    if (suggest->basis.options.is_asked[protocol]) {
        add_dynamic(suggest, protocol, range, false);
    }
}

static uint32_t ppm_of(uint32_t hits, uint32_t runs)
{
    uint32_t ppm = (uint32_t)((uint64_t)hits * SUGGEST_PPM / runs);
    return hits > 0 && ppm == 0 ? 1 : ppm; /* never rounded to "in no boot" */
}

static void raise_to(uint32_t *value, uint32_t least)
{
    *value = *value > least ? *value : least;
}

static void add_shares(struct pp_suggest *suggest,
                       const struct pp_outlook *outlook)
{
    for (uint32_t port = 0; port < PP_PORT_COUNT; port++) {
        uint32_t ppm = ppm_of(outlook->excluded_runs[port], outlook->runs);
        suggest->broken[port] |=
            ppm > 0 ? pp_suggest_bit(PP_SUGGEST_FORECAST) : 0;
        raise_to(&suggest->share_ppm[port], ppm);
        raise_to(&suggest->risk_ppm[port], ppm);
    }
}

/* Where blocks begin and end is not known to the port. So a port is no better
 * than the worst of those around it in the dynamic range: neither for lying
 * just below a listener or the end of the range, nor by the luck of the
 * draw. */
static void add_risks(struct pp_suggest *suggest,
                      const struct pp_outlook *outlook)
{
    struct pp_range dynamic = outlook->dynamic;
    struct pp_peaks *peaks = &suggest->risk_peaks;
    uint32_t next = dynamic.first;
    pp_peaks_clear(peaks);
    for (uint32_t port = dynamic.first; port <= dynamic.last; port++) {
        while (next <= dynamic.last && next <= port + NEARBY_PORTS) {
            pp_peaks_push(peaks, outlook->excluded_runs, next++);
        }
        uint32_t first = port > NEARBY_PORTS ? port - NEARBY_PORTS : 0;
        uint32_t most = pp_peaks_from(peaks, outlook->excluded_runs, first);
        raise_to(&suggest->risk_ppm[port], ppm_of(most, outlook->runs));
    }
}

static void keep_ports(struct pp_suggest *suggest,
                       const struct pp_portset *kept)
{
    struct pp_range run;
    uint32_t from = 0;
    while (pp_portset_next_run(kept, &from, &run)) {
        break_rule(suggest, PP_SUGGEST_RESERVED, run);
    }
}

void pp_suggest_add_outlook(struct pp_suggest *suggest,
                            enum pp_protocol protocol,
                            const struct pp_outlook *outlook)
{
    struct pp_suggest_basis *basis = &suggest->basis;
    if (!basis->options.is_asked[protocol]) {
        return;
    }
    if (basis->least_runs == 0 || outlook->runs < basis->least_runs) {
        basis->least_runs = outlook->runs;
    }
    basis->outlook_count[protocol]++;
    basis->typical_count[protocol] += outlook->is_typical;
    add_shares(suggest, outlook);
    add_risks(suggest, outlook);
    if (outlook->kept != NULL) {
        keep_ports(suggest, outlook->kept);
    }
    basis->near_risk_ppm =
        basis->options.has_near ? suggest->risk_ppm[basis->options.near] : 0;
}

const struct pp_suggestion *pp_suggest_items(const struct pp_suggest *suggest,
                                             size_t *ret_count)
{
    *ret_count = suggest->item_count;
    return suggest->items;
}

const struct pp_suggest_basis *
pp_suggest_basis_of(const struct pp_suggest *suggest)
{
    return &suggest->basis;
}
