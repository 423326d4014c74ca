/*
 * Something is not there: a value of the registry, a running service, an
 * enabled feature. That a capture does not show a value proves nothing unless
 * the capture shows its whole key: an export (.reg) or a hive does; `reg query
 * KEY /v NAME` and a selection by PowerShell look the same as a whole key.
 */
#include "verify_absent.h"

#include "fact/registry.h"
#include "verify_check.h"

/* What the captures say of one value. */
struct value_evidence {
    bool is_present;
    bool is_key_whole; /* its key was captured whole */
    struct pp_place place;
};

static bool is_whole_key(enum pp_section_format format)
{
    return format == PP_SECTION_REG_EXPORT || format == PP_SECTION_REG_HIVE;
}

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
        evidence->is_key_whole |=
            is_it ||
            is_whole_key(question->host->sections[fact->section].format);
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

/* Where a service or feature is told of last. */
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

enum pp_status pp_verify_ask_absent(const struct rule_question *question)
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
    draft.check.result = is_there == PP_YES  ? PP_VERIFY_VIOLATED
                         : is_there == PP_NO ? PP_VERIFY_HOLDS
                                             : PP_VERIFY_UNKNOWN;
    draft.check.place = place_of(question);
    pp_buf_printf(&draft.text,
                  "the %s '%.*s'",
                  is_service ? "service" : "feature",
                  PP_SV_ARGS(pp_sv_sub(rule->name, 0, 200)));
    if (is_there == PP_UNKNOWN) {
        pp_buf_add_str(&draft.text, ": no capture tells of it");
    } else {
        pp_buf_printf(&draft.text,
                      " is %s%s",
                      is_there == PP_YES ? "" : "not ",
                      is_service ? "running" : "enabled");
    }
    return pp_verify_check_end(question, &draft);
}
