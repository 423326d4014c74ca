/*
 * Reading a policy: every member by a table, every complaint with its place.
 * Nothing is skipped silently: one error makes the whole policy invalid.
 */
#include "policy.h"

#include "portplan/port_list.h"

#include "base/alloc.h"
#include "base/bounds.h"
#include "base/vec.h"
#include "day.h"
#include "policy_ports.h"
#include "policy_reader.h"
#include "policy_rule.h"

struct pp_policy {
    struct pp_arena arena; /* the text, and texts of other files */
    struct pp_json_value *root;
    struct pp_sv name;
    PP_VEC(struct pp_rule) rules;
    PP_VEC(struct pp_waiver) waivers;
};

/* --- rules ---------------------------------------------------------------- */

static bool has_rule(const struct pp_policy *policy, struct pp_sv id)
{
    for (size_t i = 0; i < policy->rules.count; i++) {
        if (pp_sv_equal(policy->rules.items[i].id, id)) {
            return true;
        }
    }
    return false;
}

static enum pp_status read_rule(struct policy_reader *reader,
                                const struct pp_json_value *value,
                                struct pp_policy *policy)
{
    struct pp_rule rule;
    if (!pp_policy_read_rule(reader, value, &rule)) {
        return reader->status;
    }
    if (rule.id.len > 0 && has_rule(policy, rule.id)) {
        pp_policy_complain(reader,
                           pp_json_get(value, "id"),
                           false,
                           PP_DIAG_POLICY_REFERENCE,
                           "another rule has the id '%.80s'",
                           rule.id.ptr);
    }
    enum pp_status status =
        PP_VEC_RESERVE(&policy->rules, 1, PP_LIMIT_POLICY_RULES);
    if (status != PP_OK) {
        pp_wanted_done(&rule.wanted);
        return status;
    }
    policy->rules.items[policy->rules.count++] = rule;
    return reader->status;
}

/* --- waivers -------------------------------------------------------------- */

static bool read_day(const struct pp_json_value *value, void *field)
{
    struct pp_sv text;
    return pp_json_value_sv(value, &text) && pp_day_parse(text, field);
}

static void take_waived_ports(struct policy_reader *reader,
                              const struct pp_json_value *value,
                              void *object)
{
    struct pp_waiver *waiver = object;
    (void)pp_policy_read_ports(reader, value, &waiver->ports);
}

static const struct policy_member waiver_members[] = {
    POLICY_TEXT("rule", 1, struct pp_waiver, rule),
    POLICY_TEXT("host", 1, struct pp_waiver, host),
    {.name = "ports", .kinds = 1, .take = take_waived_ports},
    POLICY_TEXT("reason", 1, struct pp_waiver, reason),
    POLICY_VALUE("expires",
                 1,
                 read_day,
                 struct pp_waiver,
                 expires,
                 "a day such as 2027-03-31"),
};

static void check_waiver(struct policy_reader *reader,
                         const struct pp_json_value *value,
                         const struct pp_policy *policy,
                         const struct pp_waiver *waiver)
{
    const struct pp_json_value *rule = pp_json_get(value, "rule");
    if (rule == NULL) {
        pp_policy_complain_missing(reader, value, "'rule'");
    } else if (waiver->rule.len > 0 && !has_rule(policy, waiver->rule)) {
        pp_policy_complain(reader,
                           rule,
                           false,
                           PP_DIAG_POLICY_REFERENCE,
                           "there is no rule '%.80s'",
                           waiver->rule.ptr);
    }
    if (pp_json_get(value, "reason") == NULL) {
        pp_policy_complain_missing(reader, value, "'reason'");
    }
}

static enum pp_status read_waiver(struct policy_reader *reader,
                                  const struct pp_json_value *value,
                                  struct pp_policy *policy)
{
    struct pp_waiver waiver = {.expires = 0};
    if (pp_json_value_kind(value) != PP_JSON_OBJECT) {
        pp_policy_complain(reader,
                           value,
                           false,
                           PP_DIAG_POLICY_VALUE,
                           "a waiver must be an object");
        return PP_OK;
    }
    pp_policy_take_members(reader,
                           value,
                           waiver_members,
                           PP_ARRAY_LEN(waiver_members),
                           1,
                           "a waiver",
                           &waiver);
    check_waiver(reader, value, policy, &waiver);
    waiver.place = pp_policy_place(reader, value, false);
    enum pp_status status =
        PP_VEC_RESERVE(&policy->waivers, 1, PP_LIMIT_POLICY_RULES);
    if (status != PP_OK) {
        pp_port_list_done(&waiver.ports);
        return status;
    }
    policy->waivers.items[policy->waivers.count++] = waiver;
    return reader->status;
}

/* --- the whole document --------------------------------------------------- */

static const struct policy_member policy_members[] = {
    {.name = "$schema", .kinds = 1}, /* for editors */
    {.name = "schema", .kinds = 1},  /* read first */
    POLICY_TEXT("name", 1, struct pp_policy, name),
    {.name = "description", .kinds = 1},
    {.name = "rules", .kinds = 1}, /* read before the waivers in any order */
    {.name = "waivers", .kinds = 1},
};

static enum pp_status
read_list(struct policy_reader *reader,
          struct pp_policy *policy,
          const char *name,
          enum pp_status (*read)(struct policy_reader *reader,
                                 const struct pp_json_value *value,
                                 struct pp_policy *policy))
{
    const struct pp_json_value *list = pp_json_get(reader->root, name);
    if (list == NULL) {
        return PP_OK;
    }
    if (pp_json_value_kind(list) != PP_JSON_ARRAY) {
        pp_policy_complain_value(reader, list, "a list");
        return PP_OK;
    }
    for (const struct pp_json_value *at = pp_json_first(list); at != NULL;
         at = pp_json_next(at)) {
        enum pp_status status = read(reader, at, policy);
        if (status == PP_ERR_LIMIT) {
            pp_policy_complain_value(reader, list, "a list of at most 1024");
            return PP_OK;
        }
        PP_TRY(status);
    }
    return PP_OK;
}

static enum pp_status read_document(struct policy_reader *reader,
                                    struct pp_policy *policy)
{
    if (!pp_policy_check_schema(reader, "portplan.policy/1")) {
        return PP_ERR_FORMAT;
    }
    pp_policy_take_members(reader,
                           reader->root,
                           policy_members,
                           PP_ARRAY_LEN(policy_members),
                           1,
                           "a policy",
                           policy);
    PP_TRY(read_list(reader, policy, "rules", read_rule));
    if (pp_json_first(pp_json_get(reader->root, "rules")) == NULL) {
        pp_policy_complain_missing(reader, reader->root, "a rule in 'rules'");
    }
    PP_TRY(read_list(reader, policy, "waivers", read_waiver));
    return reader->error_count > 0 ? PP_ERR_FORMAT : PP_OK;
}

enum pp_status pp_policy_parse(struct pp_sv text,
                               uint32_t capture,
                               struct pp_diags *diags,
                               struct pp_policy **ret_policy)
{
    struct pp_policy *policy = pp_calloc(1, sizeof(*policy));
    struct policy_reader reader = {.capture = capture, .diags = diags};
    if (policy == NULL) {
        return PP_ERR_NOMEM;
    }
    pp_arena_init(&policy->arena, PP_LIMIT_ARENA_BYTES);
    enum pp_status status =
        pp_policy_reader_open(&reader, text, PP_LIMIT_POLICY_BYTES);
    if (status == PP_OK) {
        status = read_document(&reader, policy);
    }
    policy->root = reader.root; /* the rules borrow its texts */
    reader.root = NULL;
    pp_policy_reader_close(&reader);
    if (status != PP_OK) {
        pp_policy_free(policy);
        return status;
    }
    *ret_policy = policy;
    return PP_OK;
}

void pp_policy_free(struct pp_policy *policy)
{
    if (policy == NULL) {
        return;
    }
    for (size_t i = 0; i < policy->rules.count; i++) {
        pp_wanted_done(&policy->rules.items[i].wanted);
    }
    for (size_t i = 0; i < policy->waivers.count; i++) {
        pp_port_list_done(&policy->waivers.items[i].ports);
    }
    pp_free(policy->rules.items);
    pp_free(policy->waivers.items);
    pp_json_value_free(policy->root);
    pp_arena_done(&policy->arena);
    pp_free(policy);
}

struct pp_sv pp_policy_name(const struct pp_policy *policy)
{
    return policy->name;
}

const struct pp_rule *pp_policy_rules(const struct pp_policy *policy,
                                      size_t *ret_count)
{
    *ret_count = policy->rules.count;
    return policy->rules.items;
}

const struct pp_waiver *pp_policy_waivers(const struct pp_policy *policy,
                                          size_t *ret_count)
{
    *ret_count = policy->waivers.count;
    return policy->waivers.items;
}

enum pp_status pp_policy_take_source(struct pp_policy *policy,
                                     size_t rule_index,
                                     struct pp_sv bytes,
                                     uint32_t capture,
                                     struct pp_diags *diags)
{
    struct pp_rule *rule = &policy->rules.items[rule_index];
    const struct port_reader *reader = pp_port_reader_for(rule->from);
    const struct port_source source = {.arena = &policy->arena,
                                       .list = &rule->wanted,
                                       .capture = capture,
                                       .diags = diags};
    if (reader == NULL) {
        return PP_ERR_INVALID;
    }
    enum pp_status status = PP_ERR_FORMAT;
    if (bytes.len > PP_LIMIT_POLICY_BYTES) {
        pp_policy_complain_at(diags,
                              capture,
                              bytes,
                              0,
                              PP_DIAG_POLICY_SOURCE,
                              "the file is larger than 256 KiB");
    } else {
        status = reader->read(&source, bytes);
    }
    if (status == PP_ERR_LIMIT) {
        pp_policy_complain_at(diags,
                              capture,
                              bytes,
                              0,
                              PP_DIAG_POLICY_SOURCE,
                              "the file names more than 4096 ports and ranges");
        status = PP_ERR_FORMAT;
    }
    return status;
}
