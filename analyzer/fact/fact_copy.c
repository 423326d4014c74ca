/* Copies of facts that outlive the line they were read from. */
#include "fact_copy.h"

#include "portplan/fact.h"

static enum pp_status keep_text(struct pp_arena *arena, struct pp_sv *text)
{
    if (text->len == 0) {
        *text = (struct pp_sv){NULL, 0};
        return PP_OK;
    }
    return pp_arena_copy(arena, *text, text) ? PP_OK : PP_ERR_NOMEM;
}

static enum pp_status keep_registry(struct pp_arena *arena,
                                    struct pp_registry_fact *value)
{
    PP_TRY(keep_text(arena, &value->key));
    PP_TRY(keep_text(arena, &value->name));
    return keep_text(arena, &value->text);
}

static enum pp_status keep_setting(struct pp_arena *arena,
                                   struct pp_setting_fact *setting)
{
    PP_TRY(keep_text(arena, &setting->scope));
    PP_TRY(keep_text(arena, &setting->name));
    return keep_text(arena, &setting->value);
}

static enum pp_status keep_texts(struct pp_arena *arena, struct pp_fact *fact)
{
    switch (fact->kind) {
    case PP_FACT_EXCLUDED:
    case PP_FACT_DYNAMIC:
    case PP_FACT_HOTFIX:
    case PP_FACT_COMMAND:
    case PP_FACT_GAP:
    case PP_FACT_MENTION:
        return PP_OK;
    case PP_FACT_SOCKET:
        PP_TRY(keep_text(arena, &fact->as.socket.address));
        PP_TRY(keep_text(arena, &fact->as.socket.remote_address));
        return keep_text(arena, &fact->as.socket.process);
    case PP_FACT_REGISTRY:
        return keep_registry(arena, &fact->as.registry);
    case PP_FACT_OS:
        PP_TRY(keep_text(arena, &fact->as.os.version));
        return keep_text(arena, &fact->as.os.name);
    case PP_FACT_SERVICE:
        return keep_text(arena, &fact->as.service.name);
    case PP_FACT_FEATURE:
        return keep_text(arena, &fact->as.feature.name);
    case PP_FACT_SETTING:
        return keep_setting(arena, &fact->as.setting);
    case PP_FACT_URL:
        PP_TRY(keep_text(arena, &fact->as.url.url));
        PP_TRY(keep_text(arena, &fact->as.url.process));
        return keep_text(arena, &fact->as.url.queue);
    case PP_FACT_BIND_ERROR:
        PP_TRY(keep_text(arena, &fact->as.bind_error.program));
        return keep_text(arena, &fact->as.bind_error.address);
    case PP_FACT_SOCKET_COUNT:
        PP_TRY(keep_text(arena, &fact->as.socket_count.process));
        return keep_text(arena, &fact->as.socket_count.remote_address);
    case PP_FACT_PROCESS:
        PP_TRY(keep_text(arena, &fact->as.process.name));
        return keep_text(arena, &fact->as.process.services);
    case PP_FACT_EXHAUSTION:
        return keep_text(arena, &fact->as.exhaustion.program);
    case PP_FACT_HELD:
        PP_TRY(keep_text(arena, &fact->as.held.name));
        PP_TRY(keep_text(arena, &fact->as.held.address));
        return keep_text(arena, &fact->as.held.target);
    }
    return PP_OK;
}

enum pp_status pp_fact_copy(struct pp_arena *arena,
                            const struct pp_fact *fact,
                            struct pp_fact *ret_copy)
{
    struct pp_fact copy = *fact;
    PP_TRY(keep_texts(arena, &copy));
    *ret_copy = copy;
    return PP_OK;
}
