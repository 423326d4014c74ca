/*
 * Reading one rule of a policy: which members each kind may have, which it
 * cannot do without, and what each takes.
 */
#include "policy_rule.h"

#include "portplan/port_list.h"

#include "base/bounds.h"
#include "compose.h"
#include "launch_settings.h"
#include "policy_ports.h"

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

/* --- files that name ports ------------------------------------------------ */

const struct port_reader *pp_port_reader_for(struct pp_sv name)
{
    static const struct port_reader readers[] = {
        {".yaml", pp_read_compose},
        {".yml", pp_read_compose},
        {"launchSettings.json", pp_read_launch_settings},
    };
    for (size_t i = 0; i < PP_ARRAY_LEN(readers); i++) {
        struct pp_sv ending = pp_sv_from(readers[i].ending);
        if (name.len >= ending.len &&
            pp_sv_equal_nocase(
                pp_sv_sub(name, name.len - ending.len, ending.len), ending)) {
            return &readers[i];
        }
    }
    return NULL;
}

/* --- values --------------------------------------------------------------- */

/* The ports into `list`; false after a complaint. */
bool pp_policy_read_ports(struct policy_reader *reader,
                          const struct pp_json_value *value,
                          struct pp_port_list *list)
{
    struct pp_sv text;
    struct pp_sv item;
    const char *why;
    if (!pp_policy_read_text(value, &text)) {
        pp_policy_complain_value(reader, value, "text that is not empty");
        return false;
    }
    enum pp_status status = pp_port_list_parse(text, list, &item, &why);
    if (status == PP_ERR_FORMAT) {
        pp_policy_complain(reader,
                           value,
                           false,
                           PP_DIAG_POLICY_VALUE,
                           "'%.*s' is not a port or range: %s",
                           PP_SV_ARGS(pp_sv_sub(item, 0, 40)),
                           why);
    } else if (status != PP_OK) {
        reader->status = status;
    }
    return status == PP_OK;
}

static void take_ports(struct policy_reader *reader,
                       const struct pp_json_value *value,
                       void *object)
{
    struct pp_rule *rule = object;
    struct pp_port_list list = {0};
    if (!pp_policy_read_ports(reader, value, &list)) {
        return;
    }
    for (size_t i = 0; i < list.count && reader->status == PP_OK; i++) {
        const struct pp_wanted wanted = {.ports = list.items[i]};
        reader->status = pp_wanted_add(&rule->wanted, &wanted);
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
    struct pp_rule *rule = object;
    struct pp_sv name;
    if (!pp_policy_read_text(value, &name)) {
        pp_policy_complain_value(reader, value, "text that is not empty");
    } else if (pp_port_reader_for(name) == NULL) {
        pp_policy_complain_value(
            reader,
            value,
            "a compose file (.yaml, .yml) or launchSettings.json");
    } else {
        rule->from = name;
    }
}

static void take_as(struct policy_reader *reader,
                    const struct pp_json_value *value,
                    void *object)
{
    struct pp_rule *rule = object;
    struct pp_sv text;
    rule->has_as =
        pp_json_value_sv(value, &text) && pp_bind_kind_parse(text, &rule->as);
    if (!rule->has_as) {
        pp_policy_complain_value(
            reader,
            value,
            "plain, reuse, exclusive, http.sys, quic, container or "
            "reservation");
    }
}

static bool read_severity(const struct pp_json_value *value, void *field)
{
    struct pp_sv text;
    bool is_text = pp_json_value_sv(value, &text);
    for (int i = PP_SEVERITY_NOTE; is_text && i <= PP_SEVERITY_ERROR; i++) {
        enum pp_severity severity = (enum pp_severity)i;
        if (pp_sv_equal(text, pp_sv_from(pp_severity_name(severity)))) {
            *(enum pp_severity *)field = severity;
            return true;
        }
    }
    return false;
}

static bool read_after(const struct pp_json_value *value, void *field)
{
    struct pp_sv text;
    *(bool *)field =
        pp_json_value_sv(value, &text) && pp_sv_equal(text, PP_SV("reboot"));
    return *(bool *)field;
}

static bool read_share(const struct pp_json_value *value, void *field)
{
    double *share = field;
    return pp_json_value_double(value, share) && *share > 0.0 && *share <= 1.0;
}

static bool read_yes_no(const struct pp_json_value *value, void *field)
{
    bool is_yes = false;
    bool is_bool = pp_json_value_bool(value, &is_yes);
    *(enum pp_tri *)field = is_yes ? PP_YES : PP_NO;
    return is_bool;
}

static bool read_range(const struct pp_json_value *value, void *field)
{
    struct pp_sv text;
    return pp_json_value_sv(value, &text) && pp_range_parse(text, field, NULL);
}

static bool read_protocol(const struct pp_json_value *value, void *field)
{
    struct pp_sv text;
    return pp_json_value_sv(value, &text) && pp_protocol_parse(text, field);
}

static bool read_count(const struct pp_json_value *value, void *field)
{
    uint64_t count = 0;
    bool is_count = pp_json_value_u64(value, PP_PORT_COUNT, &count);
    *(uint32_t *)field = (uint32_t)count;
    return is_count;
}

static bool read_size(const struct pp_json_value *value, void *field)
{
    uint32_t *size = field;
    return read_count(value, size) && (*size == 64 || *size == 100);
}

/* The name as Microsoft writes it: a policy is read by people too. */
static bool read_value(const struct pp_json_value *value, void *field)
{
    enum pp_known_value *known = field;
    struct pp_sv text;
    struct pp_sv key;
    if (!pp_json_value_sv(value, &text)) {
        return false;
    }
    *known = pp_known_value_named(text, &key);
    return *known != PP_KNOWN_NONE &&
           pp_sv_equal(text, pp_sv_from(pp_known_value_name(*known)));
}

/* --- rules ---------------------------------------------------------------- */

#define KIND(id) (1U << PP_RULE_##id)
#define ANY      (~0U)
#define ON_PORTS (KIND(BINDABLE) | KIND(RESERVED) | KIND(OUTSIDE_DYNAMIC))
#define ON_COUNTS \
    (KIND(POOL) | KIND(FREE_RUN) | KIND(BLOCK_ROOM) | KIND(BLOCKS))

#define TEXT(name, kinds, field) POLICY_TEXT(name, kinds, struct pp_rule, field)
#define VALUE(name, kinds, read, field, expected) \
    POLICY_VALUE(name, kinds, read, struct pp_rule, field, expected)

/* clang-format off */
static const struct policy_member rule_members[] = {
    TEXT("id", ANY, id),
    {.name = "require", .kinds = ANY}, /* read first */
    VALUE("severity", ANY, read_severity, severity, "error, warning or note"),
    {.name = "description", .kinds = ANY},
    {.name = "ports", .kinds = ON_PORTS, .take = take_ports},
    {.name = "from", .kinds = ON_PORTS, .take = take_from},
    {.name = "as", .kinds = KIND(BINDABLE), .take = take_as},
    VALUE("after", KIND(BINDABLE), read_after, is_after_reboot, "\"reboot\""),
    VALUE("at-least", KIND(BINDABLE), read_share, at_least,
          "a share above 0 and at most 1"),
    VALUE("persistent", KIND(RESERVED), read_yes_no, persistent,
          "true or false"),
    VALUE("range", KIND(DYNAMIC_WITHIN), read_range, range,
          "a range such as 49152-65535 or 49152+16384"),
    VALUE("protocol", KIND(DYNAMIC_WITHIN) | ON_COUNTS, read_protocol, protocol,
          "tcp or udp"),
    VALUE("count", ON_COUNTS, read_count, count,
          "a whole number from 0 to 65536"),
    VALUE("size", KIND(BLOCK_ROOM), read_size, size, "64 or 100"),
    VALUE("value", KIND(ABSENT), read_value, value,
          "the name of a registry value about ports, such as MaxUserPort"),
    TEXT("service", KIND(ABSENT), name),
    TEXT("feature", KIND(ABSENT), name),
};
/* clang-format on */

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

/* Which one of the three members says what is absent; false: not one. */
static bool find_absent(const struct pp_json_value *value, enum pp_absent *ret)
{
    static const char *const names[] = {
        [PP_ABSENT_VALUE] = "value",
        [PP_ABSENT_SERVICE] = "service",
        [PP_ABSENT_FEATURE] = "feature",
    };
    size_t count = 0;
    for (size_t i = 0; i < PP_ARRAY_LEN(names); i++) {
        if (pp_json_get(value, names[i]) != NULL) {
            *ret = (enum pp_absent)i;
            count++;
        }
    }
    return count == 1;
}

/* What a kind of rule cannot do without. */
static void check_rule(struct policy_reader *reader,
                       const struct pp_json_value *value,
                       struct pp_rule *rule)
{
    unsigned kind = 1U << rule->kind;
    if (pp_json_get(value, "id") == NULL) {
        pp_policy_complain_missing(reader, value, "'id'");
    }
    if ((kind & ON_PORTS) != 0 && pp_json_get(value, "ports") == NULL &&
        pp_json_get(value, "from") == NULL) {
        pp_policy_complain_missing(reader, value, "'ports' or 'from'");
    }
    if ((kind & KIND(BINDABLE)) != 0 &&
        pp_json_get(value, "at-least") != NULL &&
        pp_json_get(value, "after") == NULL) {
        pp_policy_complain_missing(reader, value, "\"after\": \"reboot\"");
    }
    if ((kind & ON_COUNTS) != 0 && pp_json_get(value, "count") == NULL) {
        pp_policy_complain_missing(reader, value, "'count'");
    }
    if ((kind & KIND(DYNAMIC_WITHIN)) != 0 &&
        pp_json_get(value, "range") == NULL) {
        pp_policy_complain_missing(reader, value, "'range'");
    }
    if ((kind & KIND(ABSENT)) != 0 && !find_absent(value, &rule->absent)) {
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
        pp_policy_complain(reader,
                           value,
                           false,
                           PP_DIAG_POLICY_VALUE,
                           "a rule must be an object");
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
    struct pp_rule rule = {
        .severity = PP_SEVERITY_ERROR, .at_least = 1.0, .size = 100};
    char what[80] = "a rule that requires ";
    if (!read_kind(reader, value, &rule)) {
        return false;
    }
    const char *name = kinds[rule.kind].name;
    memcpy(what + strlen(what), name, strlen(name) + 1);
    pp_policy_take_members(reader,
                           value,
                           rule_members,
                           PP_ARRAY_LEN(rule_members),
                           1U << rule.kind,
                           what,
                           &rule);
    check_rule(reader, value, &rule);
    rule.place = pp_policy_place(reader, value, false);
    *ret_rule = rule;
    return true;
}
