/*
 * What blocks that came, went or moved tell, and process ids and boot times:
 * one table of rules. Where each number comes from stands in
 * docs/manual/diff.md#events.
 */
#include "event_words.h"
#include "events.h"

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
    return event_weigh(percent, clues);
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

enum pp_status event_add_blocks(struct pp_diff *diff, const struct clues *clues)
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
        PP_TRY(event_add(diff, &event, &evidence));
    }
    rank(diff->events.items, first, diff->events.count);
    return PP_OK;
}

enum pp_status event_add_boot(struct pp_diff *diff, const struct clues *clues)
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
    return event_add(diff, &event, &evidence);
}
