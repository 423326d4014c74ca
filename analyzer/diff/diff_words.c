/* Facts that differ, in words. */
#include "diff_words.h"

#include <stdio.h>

struct pp_sv pp_diff_fact_name(const struct pp_fact *fact,
                               char scratch[PP_DIFF_NAME_BYTES])
{
    switch (fact->kind) {
    case PP_FACT_OS:
        return PP_SV("Windows");
    case PP_FACT_HOTFIX:
        (void)snprintf(scratch,
                       PP_DIFF_NAME_BYTES,
                       "KB%lu",
                       (unsigned long)fact->as.hotfix.number);
        return pp_sv_from(scratch);
    case PP_FACT_SERVICE:
        return fact->as.service.name;
    case PP_FACT_FEATURE:
        return fact->as.feature.name;
    case PP_FACT_REGISTRY:
        return fact->as.registry.name;
    case PP_FACT_SETTING:
        return fact->as.setting.name;
    case PP_FACT_URL:
        return fact->as.url.url;
    case PP_FACT_EXCLUDED:
    case PP_FACT_DYNAMIC:
    case PP_FACT_SOCKET:
    case PP_FACT_BIND_ERROR:
    case PP_FACT_COMMAND:
    case PP_FACT_GAP:
    case PP_FACT_MENTION:
    case PP_FACT_SOCKET_COUNT:
    case PP_FACT_PROCESS:
    case PP_FACT_EXHAUSTION:
    case PP_FACT_HELD:
        break;
    }
    return (struct pp_sv){NULL, 0};
}

struct pp_sv pp_diff_fact_value(const struct pp_fact *fact)
{
    switch (fact->kind) {
    case PP_FACT_OS:
        return fact->as.os.version;
    case PP_FACT_HOTFIX:
        return PP_SV("installed");
    case PP_FACT_SERVICE:
        return fact->as.service.is_running == PP_YES ? PP_SV("running")
                                                     : PP_SV("stopped");
    case PP_FACT_FEATURE:
        return fact->as.feature.is_enabled == PP_YES ? PP_SV("on")
                                                     : PP_SV("off");
    case PP_FACT_SETTING:
        return fact->as.setting.value;
    case PP_FACT_URL:
        return fact->as.url.is_registered ? PP_SV("registered")
                                          : PP_SV("reserved");
    case PP_FACT_REGISTRY:
    case PP_FACT_EXCLUDED:
    case PP_FACT_DYNAMIC:
    case PP_FACT_SOCKET:
    case PP_FACT_BIND_ERROR:
    case PP_FACT_COMMAND:
    case PP_FACT_GAP:
    case PP_FACT_MENTION:
    case PP_FACT_SOCKET_COUNT:
    case PP_FACT_PROCESS:
    case PP_FACT_EXHAUSTION:
    case PP_FACT_HELD:
        break;
    }
    return (struct pp_sv){NULL, 0};
}
