/*
 * Reading one rule of a policy: which members each kind may have, which it
 * cannot do without, and what each takes.
 */
#include "policy_rule.h"

#include "portplan/port_list.h"

#include "base/bounds.h"
#include "policy_ports.h"
#include "port_readers.h"

/* A rule in the making. */
struct rule_draft {
    struct pp_rule rule;
    bool has_count;
    bool has_range;
    bool has_at_least;
    unsigned absent_count; /* of the members that say what is absent */
};

/* --- the table of kinds --------------------------------------------------- */

static const struct {
    const char *name;
    const char *summary;
} kinds[] = {
#define PP_RULE(id, name, summary) [PP_RULE_##id] = {name, summary},
#include "rules.def"
#undef PP_RULE
};

const char *pp_rule_kind_name(enum pp_rule_kind kind)
{
    return kinds[kind].name;
}

const char *pp_rule_kind_summary(enum pp_rule_kind kind)
{
    return kinds[kind].summary;
}

static bool parse_kind(struct pp_sv text, enum pp_rule_kind *ret_kind)
{
    for (size_t i = 0; i < PP_ARRAY_LEN(kinds); i++) {
        if (pp_sv_equal(text, pp_sv_from(kinds[i].name))) {
            *ret_kind = (enum pp_rule_kind)i;
            return true;
        }
    }
    return false;
}

/* --- values --------------------------------------------------------------- */

void pp_policy_complain_value(struct policy_reader *reader,
                              const struct pp_json_value *value,
                              const char *expected)
{
    pp_policy_complain(reader,
                       value,
                       false,
                       PP_DIAG_POLICY_VALUE,
                       "'%s' is %s",
                       pp_json_key(value),
                       expected);
}

/* The ports into `list`; false after a complaint. */
bool pp_policy_read_ports(struct policy_reader *reader,
                          const struct pp_json_value *value,
                          struct pp_port_list *list)
{
    struct pp_sv text;
    struct pp_sv item;
    const char *why;
    if (!pp_policy_take_text(reader, value, &text)) {
        return false;
    }
    enum pp_status status = pp_port_list_parse(text, list, &item, &why);
    if (status == PP_ERR_FORMAT) {
        pp_policy_complain(reader,
                           value,
                           false,
                           PP_DIAG_POLICY_VALUE,
                           "'%.*s' is no port or range: %s",
                           PP_SV_ARGS(pp_sv_sub(item, 0, 40)),
                           why);
    } else if (status != PP_OK) {
        reader->status = status;
    }
    return status == PP_OK;
}

static void take_id(struct policy_reader *reader,
                    const struct pp_json_value *value,
                    void *object)
{
    struct rule_draft *draft = object;
    (void)pp_policy_take_text(reader, value, &draft->rule.id);
}

static void take_ports(struct policy_reader *reader,
                       const struct pp_json_value *value,
                       void *object)
{
    struct rule_draft *draft = object;
    struct pp_port_list list = {0};
    if (!pp_policy_read_ports(reader, value, &list)) {
        return;
    }
    for (size_t i = 0; i < list.count && reader->status == PP_OK; i++) {
        const struct pp_wanted wanted = {.ports = list.items[i]};
        reader->status = pp_wanted_add(&draft->rule.wanted, &wanted);
    }
    if (reader->status == PP_ERR_LIMIT) {
        reader->status = PP_OK;
        pp_policy_complain_value(reader, value, "a list of at most 4096 items");
    }
    pp_port_list_done(&list);
}

static void take_from(struct policy_reader *reader,
                      const struct pp_json_value *value,
                      void *object)
{
    struct rule_draft *draft = object;
    struct pp_sv name;
    if (!pp_policy_take_text(reader, value, &name)) {
        return;
    }
    if (pp_port_reader_for(name) == NULL) {
        pp_policy_complain_value(
            reader,
            value,
            "a compose file (.yaml, .yml) or launchSettings.json");
        return;
    }
    draft->rule.from = name;
}

static void take_as(struct policy_reader *reader,
                    const struct pp_json_value *value,
                    void *object)
{
    struct rule_draft *draft = object;
    struct pp_sv text;
    draft->rule.has_as = true;
    if (!pp_json_value_sv(value, &text) ||
        !pp_bind_kind_parse(text, &draft->rule.as)) {
        pp_policy_complain_value(
            reader,
            value,
            "plain, reuse, exclusive, http.sys, quic, container or "
            "reservation");
    }
}

static void take_severity(struct policy_reader *reader,
                          const struct pp_json_value *value,
                          void *object)
{
    struct rule_draft *draft = object;
    struct pp_sv text;
    bool is_text = pp_json_value_sv(value, &text);
    for (int i = PP_SEVERITY_NOTE; is_text && i <= PP_SEVERITY_ERROR; i++) {
        enum pp_severity severity = (enum pp_severity)i;
        if (pp_sv_equal(text, pp_sv_from(pp_severity_name(severity)))) {
            draft->rule.severity = severity;
            return;
        }
    }
    pp_policy_complain_value(reader, value, "error, warning or note");
}

static void take_after(struct policy_reader *reader,
                       const struct pp_json_value *value,
                       void *object)
{
    struct rule_draft *draft = object;
    struct pp_sv text;
    draft->rule.is_after_reboot = true;
    if (!pp_json_value_sv(value, &text) ||
        !pp_sv_equal(text, PP_SV("reboot"))) {
        pp_policy_complain_value(reader, value, "\"reboot\"");
    }
}

static void take_at_least(struct policy_reader *reader,
                          const struct pp_json_value *value,
                          void *object)
{
    struct rule_draft *draft = object;
    double share = 0.0;
    draft->has_at_least = true;
    if (!pp_json_value_double(value, &share) || !(share > 0.0) || share > 1.0) {
        pp_policy_complain_value(
            reader, value, "a share above 0 and at most 1");
        return;
    }
    draft->rule.at_least = share;
}

static void take_persistent(struct policy_reader *reader,
                            const struct pp_json_value *value,
                            void *object)
{
    struct rule_draft *draft = object;
    bool is_persistent = false;
    if (!pp_json_value_bool(value, &is_persistent)) {
        pp_policy_complain_value(reader, value, "true or false");
        return;
    }
    draft->rule.persistent = is_persistent ? PP_YES : PP_NO;
}

static void take_range(struct policy_reader *reader,
                       const struct pp_json_value *value,
                       void *object)
{
    struct rule_draft *draft = object;
    struct pp_sv text;
    draft->has_range = true;
    if (!pp_json_value_sv(value, &text) ||
        !pp_range_parse(text, &draft->rule.range, NULL)) {
        pp_policy_complain_value(
            reader, value, "a range such as 49152-65535 or 49152+16384");
    }
}

static void take_protocol(struct policy_reader *reader,
                          const struct pp_json_value *value,
                          void *object)
{
    struct rule_draft *draft = object;
    struct pp_sv text;
    if (!pp_json_value_sv(value, &text) ||
        !pp_protocol_parse(text, &draft->rule.protocol)) {
        pp_policy_complain_value(reader, value, "tcp or udp");
    }
}

static void take_count(struct policy_reader *reader,
                       const struct pp_json_value *value,
                       void *object)
{
    struct rule_draft *draft = object;
    uint64_t count = 0;
    draft->has_count = true;
    if (!pp_json_value_u64(value, PP_PORT_COUNT, &count)) {
        pp_policy_complain_value(
            reader, value, "a whole number from 0 to 65536");
    }
    draft->rule.count = (uint32_t)count;
}

static void take_size(struct policy_reader *reader,
                      const struct pp_json_value *value,
                      void *object)
{
    struct rule_draft *draft = object;
    uint64_t size = 0;
    if (!pp_json_value_u64(value, 100, &size) || (size != 64 && size != 100)) {
        pp_policy_complain_value(reader, value, "64 or 100");
    }
    draft->rule.size = (uint32_t)size;
}

static void take_value(struct policy_reader *reader,
                       const struct pp_json_value *value,
                       void *object)
{
    struct rule_draft *draft = object;
    struct pp_sv text = {0};
    struct pp_sv key;
    draft->absent_count++;
    draft->rule.absent = PP_ABSENT_VALUE;
    if (pp_json_value_sv(value, &text)) {
        draft->rule.value = pp_known_value_named(text, &key);
    }
    /* As Microsoft writes it: a policy is read by people too. */
    if (draft->rule.value == PP_KNOWN_NONE ||
        !pp_sv_equal(text,
                     pp_sv_from(pp_known_value_name(draft->rule.value)))) {
        pp_policy_complain_value(
            reader,
            value,
            "the name of a registry value about ports, such as MaxUserPort");
    }
}

static void take_service(struct policy_reader *reader,
                         const struct pp_json_value *value,
                         void *object)
{
    struct rule_draft *draft = object;
    draft->absent_count++;
    draft->rule.absent = PP_ABSENT_SERVICE;
    (void)pp_policy_take_text(reader, value, &draft->rule.name);
}

static void take_feature(struct policy_reader *reader,
                         const struct pp_json_value *value,
                         void *object)
{
    struct rule_draft *draft = object;
    draft->absent_count++;
    draft->rule.absent = PP_ABSENT_FEATURE;
    (void)pp_policy_take_text(reader, value, &draft->rule.name);
}

/* --- rules ---------------------------------------------------------------- */

#define KIND(id) (1U << PP_RULE_##id)
#define ANY      (~0U)
#define ON_PORTS (KIND(BINDABLE) | KIND(RESERVED) | KIND(OUTSIDE_DYNAMIC))
#define ON_COUNTS \
    (KIND(POOL) | KIND(FREE_RUN) | KIND(BLOCK_ROOM) | KIND(BLOCKS))

static const struct policy_member rule_members[] = {
    {"id", ANY, take_id},
    {"require", ANY, NULL}, /* read first */
    {"severity", ANY, take_severity},
    {"description", ANY, NULL},
    {"ports", ON_PORTS, take_ports},
    {"from", ON_PORTS, take_from},
    {"as", KIND(BINDABLE), take_as},
    {"after", KIND(BINDABLE), take_after},
    {"at-least", KIND(BINDABLE), take_at_least},
    {"persistent", KIND(RESERVED), take_persistent},
    {"range", KIND(DYNAMIC_WITHIN), take_range},
    {"protocol", KIND(DYNAMIC_WITHIN) | ON_COUNTS, take_protocol},
    {"count", ON_COUNTS, take_count},
    {"size", KIND(BLOCK_ROOM), take_size},
    {"value", KIND(ABSENT), take_value},
    {"service", KIND(ABSENT), take_service},
    {"feature", KIND(ABSENT), take_feature},
};

void pp_policy_complain_missing(struct policy_reader *reader,
                                const struct pp_json_value *object,
                                const char *what)
{
    pp_policy_complain(reader,
                       object,
                       false,
                       PP_DIAG_POLICY_MEMBER,
                       "%s is missing here",
                       what);
}

/* What a kind of rule cannot do without. */
static void check_rule(struct policy_reader *reader,
                       const struct pp_json_value *value,
                       const struct rule_draft *draft)
{
    unsigned kind = 1U << draft->rule.kind;
    if (pp_json_get(value, "id") == NULL) {
        pp_policy_complain_missing(reader, value, "'id'");
    }
    if ((kind & ON_PORTS) != 0 && pp_json_get(value, "ports") == NULL &&
        pp_json_get(value, "from") == NULL) {
        pp_policy_complain_missing(reader, value, "'ports' or 'from'");
    }
    if (draft->has_at_least && !draft->rule.is_after_reboot) {
        pp_policy_complain_missing(reader, value, "\"after\": \"reboot\"");
    }
    if ((kind & ON_COUNTS) != 0 && !draft->has_count) {
        pp_policy_complain_missing(reader, value, "'count'");
    }
    if ((kind & KIND(DYNAMIC_WITHIN)) != 0 && !draft->has_range) {
        pp_policy_complain_missing(reader, value, "'range'");
    }
    if ((kind & KIND(ABSENT)) != 0 && draft->absent_count != 1) {
        pp_policy_complain_missing(
            reader, value, "one of 'value', 'service' and 'feature'");
    }
}

/* The members of a rule, whose kind says which it may have. */
static bool read_kind(struct policy_reader *reader,
                      const struct pp_json_value *value,
                      struct pp_rule *rule)
{
    const struct pp_json_value *require = pp_json_get(value, "require");
    struct pp_sv name;
    if (pp_json_value_kind(value) != PP_JSON_OBJECT) {
        pp_policy_complain(
            reader, value, false, PP_DIAG_POLICY_VALUE, "a rule is an object");
        return false;
    }
    if (require == NULL) {
        pp_policy_complain_missing(reader, value, "'require'");
        return false;
    }
    if (pp_json_value_sv(require, &name) && parse_kind(name, &rule->kind)) {
        return true;
    }
    struct pp_buf names;
    pp_buf_init(&names, PP_LIMIT_LINE_BYTES);
    for (size_t i = 0; i < PP_ARRAY_LEN(kinds); i++) {
        pp_buf_add_str(&names, i == 0 ? "" : ", ");
        pp_buf_add_str(&names, kinds[i].name);
    }
    pp_policy_complain(reader,
                       require,
                       false,
                       PP_DIAG_POLICY_VALUE,
                       "'require' is one of %s",
                       names.len > 0 ? names.data : "");
    pp_buf_done(&names);
    return false;
}

bool pp_policy_read_rule(struct policy_reader *reader,
                         const struct pp_json_value *value,
                         struct pp_rule *ret_rule)
{
    struct rule_draft draft = {
        .rule = {.severity = PP_SEVERITY_ERROR, .at_least = 1.0, .size = 100}};
    char what[80] = "a rule that requires ";
    if (!read_kind(reader, value, &draft.rule)) {
        return false;
    }
    const char *name = kinds[draft.rule.kind].name;
    memcpy(what + strlen(what), name, strlen(name) + 1);
    pp_policy_take_members(reader,
                           value,
                           rule_members,
                           PP_ARRAY_LEN(rule_members),
                           1U << draft.rule.kind,
                           what,
                           &draft);
    check_rule(reader, value, &draft);
    draft.rule.place = pp_policy_place(reader, value, false);
    *ret_rule = draft.rule;
    return true;
}
