/*
 * What the rest of the machine tells: URLs, features, updates, services.
 */
#include "event_words.h"
#include "events.h"

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
    return event_add(diff, &event, &evidence);
}

enum pp_status event_add_facts(struct pp_diff *diff, enum pp_event_about about)
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
