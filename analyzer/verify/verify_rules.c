/*
 * The rules, one function a kind but for `bindable`. A rule that the captures
 * cannot decide is unknown; it is never taken to hold.
 */
#include "verify_rules.h"

#include "base/bounds.h"
#include "fact/registry.h"
#include "model/port_limits.h"
#include "print/limit_text.h"
#include "verify_bindable.h"
#include "verify_check.h"

/* --- reserved: administered exclusions cover the ports ---------------------
 */

/* Administered exclusions over the ports, added up: they may be several. */
struct cover {
    uint32_t next;               /* the first port that is not covered yet */
    enum pp_tri is_administered; /* PP_UNKNOWN: a row lost its star */
    enum pp_tri is_persistent;
    struct pp_place place;
};

static enum pp_tri weakest(enum pp_tri a, enum pp_tri b)
{
    if (a == PP_NO || b == PP_NO) {
        return PP_NO;
    }
    return a == PP_UNKNOWN || b == PP_UNKNOWN ? PP_UNKNOWN : PP_YES;
}

static struct cover find_cover(const struct pp_machine *machine,
                               const struct pp_port_query *ports)
{
    size_t count = 0;
    const struct pp_exclusion *rows =
        pp_machine_exclusions(machine, ports->protocol, &count);
    struct cover cover = {.next = ports->range.first,
                          .is_administered = PP_YES,
                          .is_persistent = PP_YES};
    for (size_t i = 0; i < count && cover.next <= ports->range.last; i++) {
        bool is_next = rows[i].is_administered != PP_NO &&
                       rows[i].range.first <= cover.next &&
                       rows[i].range.last >= cover.next;
        if (is_next) {
            cover.next = (uint32_t)rows[i].range.last + 1;
            cover.is_administered =
                weakest(cover.is_administered, rows[i].is_administered);
            cover.is_persistent =
                weakest(cover.is_persistent, rows[i].is_persistent);
            cover.place = rows[i].place;
        }
    }
    return cover;
}

static void judge_persistence(struct check_draft *draft,
                              enum pp_tri required,
                              enum pp_tri is_persistent)
{
    if (required == PP_UNKNOWN) {
        pp_buf_add_str(&draft->text, " is reserved");
    } else if (is_persistent == PP_UNKNOWN) {
        draft->check.result = PP_VERIFY_UNKNOWN;
        pp_buf_add_str(&draft->text,
                       " is reserved; no capture shows whether it survives a "
                       "reboot");
    } else {
        draft->check.result =
            pp_verify_check_result(true, is_persistent == required);
        pp_buf_add_str(&draft->text,
                       is_persistent == PP_YES
                           ? " is reserved and survives a reboot"
                           : " is reserved until the next reboot only");
    }
}

static enum pp_status ask_reserved_one(const struct rule_question *question,
                                       const struct pp_wanted *wanted)
{
    const struct pp_machine *machine = question->host->machine;
    struct check_draft draft = pp_verify_check_begin(question, wanted);
    pp_verify_check_say_ports(&draft);
    struct cover cover = find_cover(machine, &wanted->ports);
    struct pp_limit gap;
    draft.check.place = cover.place;
    if (!pp_machine_has_table(machine, wanted->ports.protocol)) {
        draft.check.result = PP_VERIFY_UNKNOWN;
        pp_buf_printf(&draft.text,
                      ": the captures hold no exclusion table for %s",
                      pp_protocol_name(wanted->ports.protocol));
    } else if (cover.next <= wanted->ports.range.last &&
               pp_limit_of_gap(machine,
                               wanted->ports.protocol,
                               wanted->ports.range,
                               &gap)) {
        draft.check.result = PP_VERIFY_UNKNOWN;
        draft.check.place = gap.place;
        pp_buf_add_str(&draft.text, ": ");
        pp_limit_text(&draft.text, &gap);
    } else if (cover.next <= wanted->ports.range.last) {
        draft.check.result = PP_VERIFY_VIOLATED;
        pp_buf_printf(&draft.text,
                      " is not reserved: no administered exclusion covers "
                      "port %u",
                      (unsigned)cover.next);
    } else if (cover.is_administered != PP_YES) {
        draft.check.result = PP_VERIFY_UNKNOWN;
        pp_buf_add_str(
            &draft.text,
            " is excluded; the capture lost the `*` that marks reservations");
    } else {
        judge_persistence(
            &draft, question->rule->persistent, cover.is_persistent);
    }
    return pp_verify_check_end(question, &draft);
}

/* --- where the dynamic range lies ----------------------------------------- */

/* `the dynamic range 49152-65535 (captured)` */
static void say_dynamic(struct check_draft *draft,
                        const struct pp_dynamic *dynamic,
                        bool holds)
{
    pp_buf_add_str(&draft->text, "the dynamic range ");
    pp_range_print(&draft->text, dynamic->range);
    pp_buf_printf(&draft->text, " (%s)", pp_basis_name(dynamic->basis));
    draft->check.place = dynamic->place;
    draft->check.result =
        pp_verify_check_result(dynamic->basis != PP_BASIS_ASSUMED, holds);
}

static enum pp_status ask_outside_one(const struct rule_question *question,
                                      const struct pp_wanted *wanted)
{
    const struct pp_dynamic *dynamic =
        pp_machine_dynamic(question->host->machine, wanted->ports.protocol);
    bool is_outside = !pp_range_overlaps(dynamic->range, wanted->ports.range);
    struct check_draft draft = pp_verify_check_begin(question, wanted);
    pp_verify_check_say_ports(&draft);
    pp_buf_add_str(&draft.text,
                   is_outside ? " lies outside " : " lies inside ");
    say_dynamic(&draft, dynamic, is_outside);
    return pp_verify_check_end(question, &draft);
}

static enum pp_status ask_within(const struct rule_question *question)
{
    const struct pp_rule *rule = question->rule;
    const struct pp_dynamic *dynamic =
        pp_machine_dynamic(question->host->machine, rule->protocol);
    bool is_within = pp_range_covers(rule->range, dynamic->range);
    struct check_draft draft = pp_verify_check_begin(question, NULL);
    say_dynamic(&draft, dynamic, is_within);
    pp_buf_printf(&draft.text,
                  " of %s %s within ",
                  pp_protocol_name(rule->protocol),
                  is_within ? "is" : "is not");
    pp_range_print(&draft.text, rule->range);
    return pp_verify_check_end(question, &draft);
}

/* --- how many there are ----------------------------------------------------
 */

/* At least so many as the rule wants; of blocks at most so many. Rows that are
 * missing from the table can only make it worse: what is violated without them
 * stays so. */
static enum pp_status add_count(const struct rule_question *question,
                                bool is_known,
                                uint32_t count,
                                const char *what)
{
    const struct pp_rule *rule = question->rule;
    bool is_most = rule->kind == PP_RULE_BLOCKS;
    bool holds = is_most ? count <= rule->count : count >= rule->count;
    struct pp_range counted =
        is_most ? PP_RANGE_ALL
                : pp_machine_dynamic(question->host->machine, rule->protocol)
                      ->range;
    struct pp_limit gap;
    is_known &=
        !holds || !pp_limit_of_gap(
                      question->host->machine, rule->protocol, counted, &gap);
    struct check_draft draft = pp_verify_check_begin(question, NULL);
    draft.check.result = pp_verify_check_result(is_known, holds);
    pp_buf_printf(&draft.text,
                  "%s: %u%s, at %s %u %s (%s)",
                  what,
                  (unsigned)count,
                  is_known ? "" : " as far as the captures show",
                  is_most ? "most" : "least",
                  (unsigned)rule->count,
                  holds ? "asked" : "required",
                  pp_protocol_name(rule->protocol));
    return pp_verify_check_end(question, &draft);
}

/* Counts of the dynamic range need a table, and a range that is not assumed. */
static enum pp_status ask_pool(const struct rule_question *question)
{
    const struct pp_machine *machine = question->host->machine;
    const struct pp_rule *rule = question->rule;
    struct pp_pool pool = pp_machine_pool(machine, rule->protocol);
    bool is_64 = rule->size == 64;
    const struct {
        const char *what;
        uint32_t count;
    } counts[] = {
        [PP_RULE_POOL] = {"ports left for the system to hand out",
                          pool.available_count},
        [PP_RULE_FREE_RUN] = {"longest free run of the dynamic range",
                              pool.longest_free_run},
        [PP_RULE_BLOCK_ROOM] = {is_64 ? "room for blocks of 64"
                                      : "room for blocks of 100",
                                is_64 ? pool.blocks_of_64 : pool.blocks_of_100},
    };
    bool is_known =
        pp_machine_has_table(machine, rule->protocol) &&
        pp_machine_dynamic(machine, rule->protocol)->basis != PP_BASIS_ASSUMED;
    return add_count(
        question, is_known, counts[rule->kind].count, counts[rule->kind].what);
}

static enum pp_status ask_blocks(const struct rule_question *question)
{
    const struct pp_machine *machine = question->host->machine;
    enum pp_protocol protocol = question->rule->protocol;
    size_t count = 0;
    const struct pp_exclusion *rows =
        pp_machine_exclusions(machine, protocol, &count);
    uint32_t blocks = 0;
    for (size_t i = 0; i < count; i++) {
        blocks += rows[i].owner == PP_OWNER_WINNAT ||
                  rows[i].owner == PP_OWNER_HNS_LOAD_BALANCER;
    }
    return add_count(question,
                     pp_machine_has_table(machine, protocol),
                     blocks,
                     "blocks of winnat and HNS");
}

/* --- absent: a registry value, a running service, an enabled feature -------
 */

/* That a capture does not show a value proves nothing unless the capture shows
 * its whole key: an export (.reg) or a hive does; `reg query KEY /v NAME` and
 * a selection by PowerShell look the same as a whole key. */

/* What the captures say of one value. */
struct value_evidence {
    bool is_present;
    bool is_key_whole; /* its key was captured whole */
    struct pp_place place;
};

static void take_evidence(const struct rule_question *question,
                          const struct pp_fact *fact,
                          struct value_evidence *evidence)
{
    const struct pp_registry_fact *value = &fact->as.registry;
    struct pp_sv key;
    enum pp_known_value wanted = question->rule->value;
    (void)pp_known_value_named(pp_sv_from(pp_known_value_name(wanted)), &key);
    if (value->type == PP_REG_DELETED && value->name.len == 0) {
        bool is_deleted = pp_registry_deletes(value, key);
        evidence->is_present &= !is_deleted;
        evidence->is_key_whole |= is_deleted;
        return;
    }
    bool is_it = pp_known_value_of(value->key, value->name) == wanted;
    if (is_it) {
        evidence->is_present = value->type != PP_REG_DELETED;
        evidence->place = fact->place;
    }
    if (is_it || pp_registry_same_key(value->key, key)) {
        enum pp_section_format format =
            question->host->sections[fact->section].format;
        evidence->is_key_whole |= is_it || format == PP_SECTION_REG_EXPORT ||
                                  format == PP_SECTION_REG_HIVE;
    }
}

static struct value_evidence find_value(const struct rule_question *question)
{
    const struct pp_verify_host *host = question->host;
    struct value_evidence evidence = {.is_present = false};
    for (size_t i = 0; i < host->fact_count; i++) {
        const struct pp_fact *fact = &host->facts[i];
        if (fact->kind == PP_FACT_REGISTRY &&
            fact->section < host->section_count &&
            (!host->has_one_host ||
             host->sections[fact->section].host == host->host)) {
            take_evidence(question, fact, &evidence);
        }
    }
    return evidence;
}

static enum pp_status ask_value(const struct rule_question *question)
{
    struct value_evidence evidence = find_value(question);
    struct check_draft draft = pp_verify_check_begin(question, NULL);
    pp_buf_add_str(&draft.text, pp_known_value_name(question->rule->value));
    if (evidence.is_present) {
        draft.check.result = PP_VERIFY_VIOLATED;
        draft.check.place = evidence.place;
        pp_buf_add_str(&draft.text, " is in the registry");
    } else if (evidence.is_key_whole) {
        pp_buf_add_str(&draft.text, " is not in the registry");
    } else {
        draft.check.result = PP_VERIFY_UNKNOWN;
        pp_buf_add_str(&draft.text, ": no capture shows its whole key");
    }
    return pp_verify_check_end(question, &draft);
}

/* The last line that names the service or feature. */
static struct pp_place place_of(const struct rule_question *question)
{
    size_t count = 0;
    const struct pp_fact *facts =
        pp_machine_facts(question->host->machine, &count);
    struct pp_place place = {0};
    for (size_t i = 0; i < count; i++) {
        bool is_service = facts[i].kind == PP_FACT_SERVICE;
        bool is_feature = facts[i].kind == PP_FACT_FEATURE;
        if ((is_service && pp_sv_equal_nocase(facts[i].as.service.name,
                                              question->rule->name)) ||
            (is_feature && pp_sv_equal_nocase(facts[i].as.feature.name,
                                              question->rule->name))) {
            place = facts[i].place;
        }
    }
    return place;
}

static enum pp_status ask_absent(const struct rule_question *question)
{
    const struct pp_rule *rule = question->rule;
    if (rule->absent == PP_ABSENT_VALUE) {
        return ask_value(question);
    }
    bool is_service = rule->absent == PP_ABSENT_SERVICE;
    const struct pp_machine *machine = question->host->machine;
    enum pp_tri is_there = is_service ? pp_machine_service(machine, rule->name)
                                      : pp_machine_feature(machine, rule->name);
    struct check_draft draft = pp_verify_check_begin(question, NULL);
    draft.check.result =
        pp_verify_check_result(is_there != PP_UNKNOWN, is_there == PP_NO);
    draft.check.place = place_of(question);
    pp_buf_printf(&draft.text,
                  "the %s '%.*s'",
                  is_service ? "service" : "feature",
                  PP_SV_ARGS(pp_sv_sub(rule->name, 0, 200)));
    if (is_there == PP_UNKNOWN) {
        pp_buf_add_str(&draft.text, ": no capture shows it");
    } else {
        pp_buf_printf(&draft.text,
                      " is %s%s",
                      is_there == PP_YES ? "" : "not ",
                      is_service ? "running" : "enabled");
    }
    return pp_verify_check_end(question, &draft);
}

/* --- all kinds ------------------------------------------------------------ */

/* A kind is asked as a whole, or of each of its ports. */
static const struct {
    enum pp_status (*ask)(const struct rule_question *question);
    enum pp_status (*ask_one)(const struct rule_question *question,
                              const struct pp_wanted *wanted);
} rules[] = {
    [PP_RULE_BINDABLE] = {.ask = pp_verify_ask_bindable},
    [PP_RULE_RESERVED] = {.ask_one = ask_reserved_one},
    [PP_RULE_OUTSIDE_DYNAMIC] = {.ask_one = ask_outside_one},
    [PP_RULE_DYNAMIC_WITHIN] = {.ask = ask_within},
    [PP_RULE_POOL] = {.ask = ask_pool},
    [PP_RULE_FREE_RUN] = {.ask = ask_pool},
    [PP_RULE_BLOCK_ROOM] = {.ask = ask_pool},
    [PP_RULE_BLOCKS] = {.ask = ask_blocks},
    [PP_RULE_ABSENT] = {.ask = ask_absent},
};
_Static_assert(PP_ARRAY_LEN(rules) == PP_RULE_COUNT_, "a row for each kind");

enum pp_status pp_verify_rule_ask(const struct rule_question *question)
{
    enum pp_rule_kind kind = question->rule->kind;
    return rules[kind].ask != NULL
               ? rules[kind].ask(question)
               : pp_verify_check_each(question, rules[kind].ask_one);
}
