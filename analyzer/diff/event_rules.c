/*
 * From clues to events: every clue that was seen makes the events of its rows
 * in event_rules.def, but for those that the captures rule out.
 */
#include "event_rules.h"

#include "base/bounds.h"
#include "clues.h"
#include "event_words.h"

enum {
    MAX_EVIDENCE_BYTES = 1 << 20,
    /* What blocks add where the captures show that the feature changed. */
    PERCENT_IF_TOGGLED = 20,
    PERCENT_IF_CAPTURED = 98, /* of winnat stopped, captured as stopped */
};

struct rule {
    enum clue clue;
    bool came; /* as the sign has it */
    enum boot boot;
    enum pp_event_about about;
    enum pp_event_kind kind;
    unsigned percent;
};

/* clang-format off */
static const struct rule rules[] = {
#define EVENT(clue, boot, about, event, percent)                               \
    {CLUE_##clue, false, BOOT_##boot, PP_ABOUT_##about, PP_EVENT_##event, percent},
#define PAIR(clue, about, came, if_came, went, if_went)                        \
    {CLUE_##clue, true, BOOT_ANY, PP_ABOUT_##about, PP_EVENT_##came, if_came}, \
    {CLUE_##clue, false, BOOT_ANY, PP_ABOUT_##about, PP_EVENT_##went, if_went},
#include "event_rules.def"
#undef EVENT
#undef PAIR
};
/* clang-format on */

_Static_assert(PP_EVENT_HNS_RESTARTED - PP_EVENT_HNS_STOPPED ==
                   PP_EVENT_WINNAT_RESTARTED - PP_EVENT_WINNAT_STOPPED,
               "events of HNS stand in the order of those of winnat");

/* Where pools of load balancers changed too it was not winnat alone. */
static enum pp_event_kind kind_of(const struct rule *rule,
                                  const struct clues *clues)
{
    bool is_of_winnat = rule->about == PP_ABOUT_BLOCKS &&
                        rule->kind <= PP_EVENT_WINNAT_RESTARTED;
    return clues->is_of_hns && is_of_winnat
               ? rule->kind + (PP_EVENT_HNS_STOPPED - PP_EVENT_WINNAT_STOPPED)
               : rule->kind;
}

/* Whether the captures contradict that Hyper-V was enabled or disabled, or
 * show it as a change of the feature, which is an event of its own. Where
 * winnat is captured, its state explains why the blocks are gone. */
static bool is_ruled_out(enum pp_event_kind kind, const struct clues *clues)
{
    enum pp_tri before = clues->hyper_v[0];
    enum pp_tri after = clues->hyper_v[1];
    bool is_known = before != PP_UNKNOWN && after != PP_UNKNOWN;
    if (kind == PP_EVENT_HYPER_V_ENABLED) {
        return is_known || before == PP_YES || after == PP_NO;
    }
    return kind == PP_EVENT_HYPER_V_DISABLED &&
           (is_known || before == PP_NO || after == PP_YES ||
            clues->winnat_runs != PP_UNKNOWN);
}

/* What the captures say of the feature and of the service counts for more than
 * the blocks. 0: ruled out. */
static unsigned percent_of_blocks(const struct rule *rule,
                                  const struct clues *clues)
{
    if (is_ruled_out(rule->kind, clues)) {
        return 0;
    }
    if (clues->hyper_v[0] != PP_UNKNOWN && clues->hyper_v[1] != PP_UNKNOWN &&
        clues->hyper_v[0] != clues->hyper_v[1]) {
        return rule->percent < PERCENT_IF_TOGGLED ? rule->percent
                                                  : PERCENT_IF_TOGGLED;
    }
    bool is_captured =
        rule->kind == PP_EVENT_WINNAT_STOPPED && clues->winnat_runs == PP_NO;
    return is_captured ? PERCENT_IF_CAPTURED : rule->percent;
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

/* 0: not concluded. */
static unsigned percent_of(const struct rule *rule,
                           const struct pp_diff *diff,
                           const struct clues *clues)
{
    unsigned percent = rule->percent;
    if (rule->about == PP_ABOUT_BLOCKS) {
        percent = percent_of_blocks(rule, clues);
    } else if (rule->about == PP_ABOUT_SERVICES &&
               has_event(diff, rule->kind)) {
        return 0; /* winnat: its blocks have told already */
    }
    /* Without the frame of a table nobody knows whether it is all of it. */
    return rule->clue <= CLUE_LAST_OF_TABLES && !clues->is_proven
               ? percent * 4 / 5
               : percent;
}

static bool has_protocol(enum pp_event_about about)
{
    return about == PP_ABOUT_DYNAMIC_RANGE || about == PP_ABOUT_RESERVATIONS ||
           about == PP_ABOUT_SINGLE_PORTS || about == PP_ABOUT_PROGRAMS;
}

static enum pp_status add_event(struct pp_diff *diff,
                                const struct clues *clues,
                                const struct sign *sign,
                                const struct rule *rule)
{
    struct pp_event event = {
        .kind = kind_of(rule, clues),
        .about = rule->about,
        .percent = percent_of(rule, diff, clues),
        .has_protocol = has_protocol(rule->about),
        .protocol = sign->protocol,
    };
    if (event.percent == 0) {
        return PP_OK;
    }
    event.why = pp_event_words_why(&event);
    struct pp_buf evidence;
    pp_buf_init(&evidence, MAX_EVIDENCE_BYTES);
    pp_event_words_evidence(&evidence, diff, clues, sign, event.kind);
    enum pp_status status = evidence.status;
    if (status == PP_OK &&
        !pp_arena_copy(&diff->arena, pp_buf_view(&evidence), &event.evidence)) {
        status = PP_ERR_NOMEM;
    }
    if (status == PP_OK) {
        status = PP_VEC_RESERVE(&diff->events, 1, PP_LIMIT_FACTS);
    }
    if (status == PP_OK) {
        diff->events.items[diff->events.count++] = event;
    }
    pp_buf_done(&evidence);
    return status;
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
    for (size_t i = first + 1; i < count; i++) {
        events[i].is_alternative = true;
    }
}

enum pp_status pp_event_rules_apply(struct pp_diff *diff)
{
    struct clues clues = pp_clues_of(diff);
    for (size_t i = 0; i < clues.count; i++) {
        const struct sign *sign = &clues.signs[i];
        size_t first = diff->events.count;
        for (size_t k = 0; k < PP_ARRAY_LEN(rules); k++) {
            if (rules[k].clue == sign->clue && rules[k].came == sign->came &&
                (rules[k].boot & clues.boot) != 0) {
                PP_TRY(add_event(diff, &clues, sign, &rules[k]));
            }
        }
        rank(diff->events.items, first, diff->events.count);
    }
    return PP_OK;
}
