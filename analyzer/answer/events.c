/*
 * What probably happened between two captures. The rules about blocks are one
 * table; every other rule looks at one kind of difference. Where each number
 * comes from stands in docs/manual/diff.md#events.
 */
#include "bounds.h"
#include "clues.h"
#include "event_words.h"

const char *pp_event_name(enum pp_event_kind kind)
{
    static const char *const names[] = {
#define PP_EVENT(id, name, words) [PP_EVENT_##id] = (name),
#include "portplan/events.def"
#undef PP_EVENT
    };
    return names[kind];
}

const char *pp_event_words(enum pp_event_kind kind)
{
    static const char *const words_of[] = {
#define PP_EVENT(id, name, words) [PP_EVENT_##id] = (words),
#include "portplan/events.def"
#undef PP_EVENT
    };
    return words_of[kind];
}

const char *pp_event_about_name(enum pp_event_about about)
{
    static const char *const names[] = {
        [PP_ABOUT_BLOCKS] = "blocks",
        [PP_ABOUT_BOOT] = "boot",
        [PP_ABOUT_DYNAMIC_RANGE] = "dynamic-range",
        [PP_ABOUT_RESERVATIONS] = "reservations",
        [PP_ABOUT_SINGLE_PORTS] = "single-ports",
        [PP_ABOUT_FEATURES] = "features",
        [PP_ABOUT_UPDATES] = "updates",
        [PP_ABOUT_SERVICES] = "services",
        [PP_ABOUT_PROGRAMS] = "programs",
    };
    return names[about];
}

/* Adds the event with the evidence, which is freed. */
static enum pp_status add_event(struct pp_diff *diff,
                                const struct pp_event *draft,
                                struct pp_buf *evidence)
{
    struct pp_event event = *draft;
    enum pp_status status = evidence->status;
    if (status == PP_OK &&
        !pp_arena_copy(&diff->arena, pp_buf_view(evidence), &event.evidence)) {
        status = PP_ERR_NOMEM;
    }
    if (status == PP_OK) {
        status = PP_VEC_RESERVE(&diff->events, 1, PP_LIMIT_FACTS);
    }
    if (status == PP_OK) {
        diff->events.items[diff->events.count++] = event;
    }
    pp_buf_done(evidence);
    return status;
}

/* --- blocks --------------------------------------------------------------- */

struct rule {
    unsigned situations;
    unsigned boots;
    enum pp_event_kind kind;
    unsigned percent;
};

/* In one situation and boot the likeliest first. A boot that is known needs no
 * explaining of blocks that moved: it is an event of its own. */
/* clang-format off */
static const struct rule rules[] = {
    {SITUATION_ALL_GONE,            BOOT_SAME,    PP_EVENT_WINNAT_STOPPED,   95},
    {SITUATION_ALL_GONE,            BOOT_UNKNOWN, PP_EVENT_WINNAT_STOPPED,   90},
    {SITUATION_ALL_GONE,            BOOT_UNKNOWN, PP_EVENT_HYPER_V_DISABLED, 10},
    {SITUATION_ALL_GONE,            BOOT_OTHER,   PP_EVENT_HYPER_V_DISABLED, 45},
    {SITUATION_ALL_GONE,            BOOT_OTHER,   PP_EVENT_WINNAT_STOPPED,   45},
    {SITUATION_ALL_GONE_WITH_RANGE, BOOT_SAME,    PP_EVENT_WINNAT_STOPPED,   60},
    {SITUATION_ALL_GONE_WITH_RANGE, BOOT_UNKNOWN | BOOT_OTHER, PP_EVENT_HYPER_V_DISABLED, 55},
    {SITUATION_ALL_GONE_WITH_RANGE, BOOT_UNKNOWN | BOOT_OTHER, PP_EVENT_WINNAT_STOPPED, 35},
    {SITUATION_APPEARED,            BOOT_SAME,    PP_EVENT_WINNAT_STARTED,   90},
    {SITUATION_APPEARED,            BOOT_UNKNOWN, PP_EVENT_WINNAT_STARTED,   60},
    {SITUATION_APPEARED,            BOOT_UNKNOWN, PP_EVENT_REBOOT,           25},
    {SITUATION_APPEARED,            BOOT_UNKNOWN, PP_EVENT_HYPER_V_ENABLED,  10},
    {SITUATION_APPEARED,            BOOT_OTHER,   PP_EVENT_WINNAT_STARTED,   45},
    {SITUATION_APPEARED,            BOOT_OTHER,   PP_EVENT_HYPER_V_ENABLED,  40},
    {SITUATION_APPEARED_WITH_RANGE, BOOT_SAME,    PP_EVENT_WINNAT_STARTED,   60},
    {SITUATION_APPEARED_WITH_RANGE, BOOT_UNKNOWN | BOOT_OTHER, PP_EVENT_HYPER_V_ENABLED, 55},
    {SITUATION_APPEARED_WITH_RANGE, BOOT_UNKNOWN | BOOT_OTHER, PP_EVENT_WINNAT_STARTED, 35},
    {SITUATION_RESERVED_OVER,       BOOT_SAME,    PP_EVENT_WINNAT_RESTARTED, 90},
    {SITUATION_RESERVED_OVER,       BOOT_UNKNOWN, PP_EVENT_WINNAT_RESTARTED, 60},
    {SITUATION_RESERVED_OVER,       BOOT_UNKNOWN, PP_EVENT_REBOOT,           30},
    {SITUATION_REPLACED | SITUATION_REPLACED_NEAR, BOOT_SAME, PP_EVENT_WINNAT_RESTARTED, 90},
    {SITUATION_REPLACED,            BOOT_UNKNOWN, PP_EVENT_REBOOT,           50},
    {SITUATION_REPLACED,            BOOT_UNKNOWN, PP_EVENT_WINNAT_RESTARTED, 40},
    {SITUATION_REPLACED_NEAR,       BOOT_UNKNOWN, PP_EVENT_WINNAT_RESTARTED, 50},
    {SITUATION_REPLACED_NEAR,       BOOT_UNKNOWN, PP_EVENT_REBOOT,           40},
    {SITUATION_MOST_MOVED | SITUATION_SOME_MOVED, BOOT_SAME, PP_EVENT_NETWORKS_CHANGED, 65},
    {SITUATION_MOST_MOVED | SITUATION_SOME_MOVED, BOOT_SAME, PP_EVENT_WINNAT_RESTARTED, 25},
    {SITUATION_MOST_MOVED,          BOOT_UNKNOWN, PP_EVENT_REBOOT,           45},
    {SITUATION_MOST_MOVED,          BOOT_UNKNOWN, PP_EVENT_NETWORKS_CHANGED, 25},
    {SITUATION_MOST_MOVED,          BOOT_UNKNOWN, PP_EVENT_WINNAT_RESTARTED, 15},
    {SITUATION_SOME_MOVED,          BOOT_UNKNOWN, PP_EVENT_NETWORKS_CHANGED, 50},
    {SITUATION_SOME_MOVED,          BOOT_UNKNOWN, PP_EVENT_REBOOT,           25},
    {SITUATION_SOME_MOVED,          BOOT_UNKNOWN, PP_EVENT_WINNAT_RESTARTED, 10},
    {SITUATION_FEWER | SITUATION_MORE, BOOT_SAME, PP_EVENT_NETWORKS_CHANGED, 85},
    {SITUATION_FEWER | SITUATION_MORE, BOOT_UNKNOWN, PP_EVENT_NETWORKS_CHANGED, 60},
    {SITUATION_FEWER | SITUATION_MORE, BOOT_UNKNOWN, PP_EVENT_REBOOT,        25},
};
/* clang-format on */

/* Without the frame of a table nobody knows whether it is all of it. */
static unsigned weigh(unsigned percent, const struct clues *clues)
{
    return clues->is_proven ? percent : percent * 4 / 5;
}

/* What the captures say of the feature and the service rules explanations out,
 * or makes them sure. 0: ruled out. */
static unsigned percent_of(const struct rule *rule, const struct clues *clues)
{
    enum {
        FEATURE_SAYS_IT =
            20, /* what the blocks add where the feature changed */
        SERVICE_SAYS_IT = 98,
    };
    unsigned percent = rule->percent;
    bool is_toggled = clues->hyper_v[0] != PP_UNKNOWN &&
                      clues->hyper_v[1] != PP_UNKNOWN &&
                      clues->hyper_v[0] != clues->hyper_v[1];
    bool is_hyper_v = rule->kind == PP_EVENT_HYPER_V_DISABLED ||
                      rule->kind == PP_EVENT_HYPER_V_ENABLED;
    enum pp_tri becomes =
        rule->kind == PP_EVENT_HYPER_V_ENABLED ? PP_YES : PP_NO;
    if (is_hyper_v &&
        (is_toggled || clues->hyper_v[0] == becomes ||
         (clues->hyper_v[1] != PP_UNKNOWN && clues->hyper_v[1] != becomes))) {
        return 0; /* told as a change of the feature, or impossible */
    }
    if (rule->kind == PP_EVENT_HYPER_V_DISABLED &&
        clues->winnat_runs != PP_UNKNOWN) {
        return 0; /* the service is there, and its state explains the rows */
    }
    if (is_toggled) {
        percent = percent < FEATURE_SAYS_IT ? percent : FEATURE_SAYS_IT;
    } else if (rule->kind == PP_EVENT_WINNAT_STOPPED &&
               clues->winnat_runs == PP_NO) {
        percent = SERVICE_SAYS_IT;
    }
    return weigh(percent, clues);
}

/* Where pools of load balancers changed too it was not winnat alone. */
static enum pp_event_kind kind_of(const struct rule *rule,
                                  const struct clues *clues)
{
    if (!clues->is_of_hns) {
        return rule->kind;
    }
    if (rule->kind == PP_EVENT_WINNAT_STOPPED) {
        return PP_EVENT_HNS_STOPPED;
    }
    if (rule->kind == PP_EVENT_WINNAT_STARTED) {
        return PP_EVENT_HNS_STARTED;
    }
    return rule->kind == PP_EVENT_WINNAT_RESTARTED ? PP_EVENT_HNS_RESTARTED
                                                   : rule->kind;
}

/* The likeliest of the events from `first` on to the front. What the captures
 * say of services may have turned the order of the rules. */
static void rank(struct pp_event *events, size_t first, size_t count)
{
    for (size_t i = first + 1; i < count; i++) {
        for (size_t k = i;
             k > first && events[k].percent > events[k - 1].percent;
             k--) {
            struct pp_event event = events[k];
            events[k] = events[k - 1];
            events[k - 1] = event;
        }
    }
    for (size_t i = first; i < count; i++) {
        events[i].is_alternative = i > first;
    }
}

static enum pp_status add_block_events(struct pp_diff *diff,
                                       const struct clues *clues)
{
    size_t first = diff->events.count;
    for (size_t i = 0; i < PP_ARRAY_LEN(rules); i++) {
        const struct rule *rule = &rules[i];
        if ((rule->situations & (unsigned)clues->situation) == 0 ||
            (rule->boots & (unsigned)clues->boot) == 0) {
            continue;
        }
        const struct pp_event event = {
            .kind = kind_of(rule, clues),
            .about = PP_ABOUT_BLOCKS,
            .percent = percent_of(rule, clues),
            .why = why_blocks_say(kind_of(rule, clues)),
        };
        if (event.percent == 0) {
            continue;
        }
        struct pp_buf evidence;
        evidence_init(&evidence);
        evidence_blocks(&evidence, diff, clues, event.kind);
        PP_TRY(add_event(diff, &event, &evidence));
    }
    rank(diff->events.items, first, diff->events.count);
    return PP_OK;
}

static enum pp_status add_boot_event(struct pp_diff *diff,
                                     const struct clues *clues)
{
    if (clues->boot != BOOT_OTHER) {
        return PP_OK;
    }
    const struct pp_event event = {
        .kind = PP_EVENT_REBOOT,
        .about = PP_ABOUT_BOOT,
        .percent = clues->is_boot_time ? 90 : 70,
    };
    struct pp_buf evidence;
    evidence_init(&evidence);
    evidence_boot(&evidence, diff, clues);
    return add_event(diff, &event, &evidence);
}

/* --- the dynamic range ---------------------------------------------------- */

/* How sure it is that the range changed; 0: nothing says so. */
static unsigned percent_of_dynamic(const struct pp_diff *diff,
                                   enum pp_protocol protocol)
{
    const struct pp_dynamic *before =
        pp_machine_dynamic(diff->before, protocol);
    const struct pp_dynamic *after = pp_machine_dynamic(diff->after, protocol);
    switch (pp_diff_dynamic_changed(before, after)) {
    case PP_YES:
        return 98;
    case PP_NO:
        return 0;
    case PP_UNKNOWN:
        break;
    }
    /* Blocks are made inside the range: those of the side that does not show
     * it tell of another one. They may be older than that range, though. */
    if (after->basis == PP_BASIS_CAPTURED &&
        count_blocks_outside(diff->before, protocol, after->range) > 0) {
        return 70;
    }
    if (before->basis == PP_BASIS_CAPTURED &&
        count_blocks_outside(diff->before, protocol, before->range) == 0 &&
        count_blocks_outside(diff->after, protocol, before->range) > 0) {
        return 60;
    }
    return 0;
}

static enum pp_status add_dynamic_event(struct pp_diff *diff,
                                        enum pp_protocol protocol)
{
    const struct pp_event event = {
        .kind = PP_EVENT_DYNAMIC_CHANGED,
        .about = PP_ABOUT_DYNAMIC_RANGE,
        .percent = percent_of_dynamic(diff, protocol),
        .has_protocol = true,
        .protocol = protocol,
    };
    if (event.percent == 0) {
        return PP_OK;
    }
    struct pp_buf evidence;
    evidence_init(&evidence);
    evidence_dynamic(&evidence, diff, protocol);
    return add_event(diff, &event, &evidence);
}

/* --- single rows ---------------------------------------------------------- */

static bool is_reservation(const struct pp_exclusion *row)
{
    return row->is_administered == PP_YES &&
           row->owner != PP_OWNER_HNS_EXCLUDED_RANGE;
}

static bool is_range_of_hns(const struct pp_exclusion *row)
{
    return row->owner == PP_OWNER_HNS_EXCLUDED_RANGE;
}

static bool is_single(const struct pp_exclusion *row)
{
    return row->is_administered == PP_NO && pp_range_count(row->range) == 1;
}

static bool is_http_port(const struct pp_exclusion *row)
{
    return is_single(row) && row->owner == PP_OWNER_HTTP_SYS;
}

static bool is_other_single(const struct pp_exclusion *row)
{
    return is_single(row) && row->owner != PP_OWNER_HTTP_SYS;
}

/* What a kind of row that comes or goes is a sign of. */
struct sign {
    bool (*is_meant)(const struct pp_exclusion *row);
    enum pp_event_about about;
    enum pp_event_kind added;
    enum pp_event_kind removed;
    unsigned percent;
    bool is_alternative;
};

static const struct sign signs[] = {
    {is_reservation,
     PP_ABOUT_RESERVATIONS,
     PP_EVENT_RESERVATION_ADDED,
     PP_EVENT_RESERVATION_REMOVED,
     95,
     false},
    {is_range_of_hns,
     PP_ABOUT_RESERVATIONS,
     PP_EVENT_HNS_RANGE_ADDED,
     PP_EVENT_HNS_RANGE_REMOVED,
     95,
     false},
    {is_http_port,
     PP_ABOUT_SINGLE_PORTS,
     PP_EVENT_URL_REGISTERED,
     PP_EVENT_URL_UNREGISTERED,
     85,
     false},
    {is_other_single,
     PP_ABOUT_SINGLE_PORTS,
     PP_EVENT_PORT_PUBLISHED,
     PP_EVENT_PORT_UNPUBLISHED,
     45,
     false},
    {is_other_single,
     PP_ABOUT_SINGLE_PORTS,
     PP_EVENT_URL_REGISTERED,
     PP_EVENT_URL_UNREGISTERED,
     45,
     true},
};

static enum pp_status add_sign(struct pp_diff *diff,
                               const struct clues *clues,
                               enum pp_protocol protocol,
                               const struct sign *sign,
                               bool is_added)
{
    const struct pp_diff_table *table = &diff->tables[protocol];
    const struct pp_diff_rows *rows =
        is_added ? &table->added : &table->removed;
    const struct pp_event event = {
        .kind = is_added ? sign->added : sign->removed,
        .about = sign->about,
        .is_alternative = sign->is_alternative,
        .percent = weigh(sign->percent, clues),
        .has_protocol = true,
        .protocol = protocol,
    };
    struct pp_buf evidence;
    evidence_init(&evidence);
    if (!evidence_rows(&evidence, diff, rows, is_added, sign->is_meant)) {
        pp_buf_done(&evidence);
        return PP_OK;
    }
    return add_event(diff, &event, &evidence);
}

static enum pp_status add_signs(struct pp_diff *diff,
                                const struct clues *clues,
                                enum pp_event_about about)
{
    for (int p = 0; p < PP_PROTOCOL_COUNT; p++) {
        for (int is_added = 1; is_added >= 0; is_added--) {
            for (size_t i = 0; i < PP_ARRAY_LEN(signs); i++) {
                if (signs[i].about == about) {
                    PP_TRY(add_sign(diff,
                                    clues,
                                    (enum pp_protocol)p,
                                    &signs[i],
                                    is_added != 0));
                }
            }
        }
    }
    return PP_OK;
}

/* --- the rest of the machine ---------------------------------------------- */

struct fact_rule {
    enum pp_event_about about;
    enum pp_event_kind kind;
    unsigned percent;
};

static bool is_hyper_v(const struct pp_fact *fact)
{
    return pp_sv_equal_nocase(fact->as.feature.name,
                              PP_SV("Microsoft-Hyper-V-All")) ||
           pp_sv_equal_nocase(fact->as.feature.name,
                              PP_SV("Microsoft-Hyper-V"));
}

static enum pp_event_kind kind_of_feature(const struct pp_fact *after)
{
    bool is_on = after->as.feature.is_enabled == PP_YES;
    if (is_hyper_v(after)) {
        return is_on ? PP_EVENT_HYPER_V_ENABLED : PP_EVENT_HYPER_V_DISABLED;
    }
    return is_on ? PP_EVENT_FEATURE_ENABLED : PP_EVENT_FEATURE_DISABLED;
}

static enum pp_event_kind kind_of_service(const struct pp_fact *after)
{
    bool is_running = after->as.service.is_running == PP_YES;
    if (pp_sv_equal_nocase(after->as.service.name, PP_SV("winnat"))) {
        return is_running ? PP_EVENT_WINNAT_STARTED : PP_EVENT_WINNAT_STOPPED;
    }
    if (pp_sv_equal_nocase(after->as.service.name, PP_SV("hns"))) {
        return is_running ? PP_EVENT_HNS_STARTED : PP_EVENT_HNS_STOPPED;
    }
    return is_running ? PP_EVENT_SERVICE_STARTED : PP_EVENT_SERVICE_STOPPED;
}

static bool is_os_newer(const struct pp_os_fact *before,
                        const struct pp_os_fact *after)
{
    if (before->major != after->major) {
        return after->major > before->major;
    }
    if (before->minor != after->minor) {
        return after->minor > before->minor;
    }
    return after->build != before->build ? after->build > before->build
                                         : after->revision > before->revision;
}

static struct fact_rule rule_of_update(bool is_newer)
{
    return is_newer ? (struct fact_rule){PP_ABOUT_UPDATES,
                                         PP_EVENT_UPDATE_INSTALLED,
                                         95}
                    : (struct fact_rule){
                          PP_ABOUT_UPDATES, PP_EVENT_UPDATE_REMOVED, 60};
}

/* A URL that stands on one side, where both sides list such ones. */
static struct fact_rule rule_of_url(const struct pp_fact *url, bool is_new)
{
    bool is_registered = url->as.url.is_registered;
    return (struct fact_rule){
        is_registered ? PP_ABOUT_SINGLE_PORTS : PP_ABOUT_RESERVATIONS,
        is_registered
            ? (is_new ? PP_EVENT_URL_REGISTERED : PP_EVENT_URL_UNREGISTERED)
            : (is_new ? PP_EVENT_URL_RESERVED : PP_EVENT_URL_UNRESERVED),
        97,
    };
}

/* Which event a difference is a sign of; false: of none. */
static bool rule_of(const struct pp_diff_fact *change, struct fact_rule *ret)
{
    const struct pp_fact *before = change->before;
    const struct pp_fact *after = change->after;
    if (before == NULL || after == NULL) {
        /* Updates and URLs alone have one side. */
        const struct pp_fact *fact = before != NULL ? before : after;
        *ret = fact->kind == PP_FACT_URL ? rule_of_url(fact, before == NULL)
                                         : rule_of_update(before == NULL);
        return true;
    }
    switch (after->kind) {
    case PP_FACT_FEATURE:
        *ret =
            (struct fact_rule){PP_ABOUT_FEATURES, kind_of_feature(after), 97};
        return true;
    case PP_FACT_SERVICE:
        *ret =
            (struct fact_rule){PP_ABOUT_SERVICES, kind_of_service(after), 97};
        return true;
    case PP_FACT_OS:
        *ret = rule_of_update(is_os_newer(&before->as.os, &after->as.os));
        return true;
    case PP_FACT_HOTFIX:
    case PP_FACT_REGISTRY:
    case PP_FACT_SETTING:
    case PP_FACT_EXCLUDED:
    case PP_FACT_DYNAMIC:
    case PP_FACT_SOCKET:
    case PP_FACT_URL:
    case PP_FACT_BIND_ERROR:
    case PP_FACT_COMMAND:
        return false;
    }
    return false;
}

static bool has_event(const struct pp_diff *diff, enum pp_event_kind kind)
{
    for (size_t i = 0; i < diff->events.count; i++) {
        if (diff->events.items[i].kind == kind) {
            return true;
        }
    }
    return false;
}

/* All differences that are signs of one event, as one. */
static enum pp_status add_fact_event(struct pp_diff *diff,
                                     const struct fact_rule *rule)
{
    const struct pp_event event = {
        .kind = rule->kind,
        .about = rule->about,
        .percent = rule->percent,
        /* URLs are of tcp; all else is of the whole machine. */
        .has_protocol = rule->about == PP_ABOUT_SINGLE_PORTS ||
                        rule->about == PP_ABOUT_RESERVATIONS,
        .protocol = PP_TCP,
    };
    struct pp_buf evidence;
    struct fact_rule own;
    size_t named = 0;
    evidence_init(&evidence);
    for (size_t i = 0; i < diff->facts.count; i++) {
        if (rule_of(&diff->facts.items[i], &own) && own.kind == rule->kind) {
            evidence_fact(&evidence, &diff->facts.items[i], named++);
        }
    }
    evidence_rest(&evidence, named);
    return add_event(diff, &event, &evidence);
}

static enum pp_status add_fact_events(struct pp_diff *diff,
                                      enum pp_event_about about)
{
    struct fact_rule rule;
    size_t first = diff->events.count;
    for (size_t i = 0; i < diff->facts.count; i++) {
        if (!rule_of(&diff->facts.items[i], &rule) || rule.about != about) {
            continue;
        }
        bool is_told = false;
        for (size_t k = first; k < diff->events.count && !is_told; k++) {
            is_told = diff->events.items[k].kind == rule.kind;
        }
        /* winnat may have been concluded from its blocks already. */
        if (!is_told &&
            !(about == PP_ABOUT_SERVICES && has_event(diff, rule.kind))) {
            PP_TRY(add_fact_event(diff, &rule));
        }
    }
    return PP_OK;
}

static enum pp_status add_program_event(struct pp_diff *diff,
                                        enum pp_protocol protocol,
                                        bool is_opened)
{
    const struct pp_diff_sockets *sockets = &diff->sockets[protocol];
    size_t count = is_opened ? sockets->opened_count : sockets->closed_count;
    if (count == 0) {
        return PP_OK;
    }
    const struct pp_event event = {
        .kind = is_opened ? PP_EVENT_PROGRAM_STARTED : PP_EVENT_PROGRAM_STOPPED,
        .about = PP_ABOUT_PROGRAMS,
        .percent = 80,
        .has_protocol = true,
        .protocol = protocol,
    };
    struct pp_buf evidence;
    evidence_init(&evidence);
    evidence_sockets(
        &evidence, is_opened ? sockets->opened : sockets->closed, count);
    return add_event(diff, &event, &evidence);
}

static enum pp_status add_program_events(struct pp_diff *diff)
{
    for (int p = 0; p < PP_PROTOCOL_COUNT; p++) {
        PP_TRY(add_program_event(diff, (enum pp_protocol)p, true));
        PP_TRY(add_program_event(diff, (enum pp_protocol)p, false));
    }
    return PP_OK;
}

enum pp_status pp_diff_infer_events(struct pp_diff *diff)
{
    struct clues clues = clues_of(diff);
    PP_TRY(add_block_events(diff, &clues));
    PP_TRY(add_boot_event(diff, &clues));
    PP_TRY(add_dynamic_event(diff, PP_TCP));
    PP_TRY(add_dynamic_event(diff, PP_UDP));
    PP_TRY(add_signs(diff, &clues, PP_ABOUT_RESERVATIONS));
    PP_TRY(add_fact_events(diff, PP_ABOUT_RESERVATIONS));
    PP_TRY(add_fact_events(diff, PP_ABOUT_SINGLE_PORTS));
    PP_TRY(add_signs(diff, &clues, PP_ABOUT_SINGLE_PORTS));
    PP_TRY(add_fact_events(diff, PP_ABOUT_FEATURES));
    PP_TRY(add_fact_events(diff, PP_ABOUT_UPDATES));
    PP_TRY(add_fact_events(diff, PP_ABOUT_SERVICES));
    return add_program_events(diff);
}
