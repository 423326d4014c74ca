/* Whether two texts state the same facts about ports. */
#include "redact_same.h"

#include "portplan/address.h"

#include "fact/registry.h"

static void add_number(struct pp_fact_digest *digest, uint64_t number)
{
    for (int i = 0; i < 8; i++) {
        digest->hash =
            (digest->hash ^ (number >> 8 * i & 0xFF)) * 1099511628211U;
    }
}

static void add_text(struct pp_fact_digest *digest, struct pp_sv text)
{
    add_number(digest, text.len);
    for (size_t i = 0; i < text.len; i++) {
        add_number(digest, (unsigned char)text.ptr[i]);
    }
}

/* What bind looks at: no address, any, this machine's loopback, another. */
static void add_address(struct pp_fact_digest *digest, struct pp_sv text)
{
    struct pp_address address;
    if (!pp_address_parse(text, &address)) {
        add_number(digest, text.len > 0 ? 1 : 0);
        return;
    }
    bool is_loopback = address.family == PP_FAMILY_IPV4
                           ? address.bytes[0] == 127
                           : pp_sv_equal(text, PP_SV("::1"));
    add_number(digest, address.kind);
    add_number(digest, address.family);
    add_number(digest, is_loopback);
    add_number(digest, address.zone);
}

/* What is known to be about ports counts whole, with its place. Of all
 * else any text may be a name. */
static void add_registry(struct pp_fact_digest *digest,
                         const struct pp_registry_fact *value)
{
    enum pp_protocol protocol = PP_TCP;
    enum pp_known_value known = pp_known_value_of_fact(value);
    bool is_exclusion = pp_nsi_is_exclusion_key(value->key, &protocol);
    add_number(digest, known);
    add_number(digest, is_exclusion);
    add_number(digest, protocol);
    add_number(digest, value->type);
    add_number(digest, value->number);
    if (known != PP_KNOWN_NONE || is_exclusion) {
        add_text(digest, value->name);
        add_text(digest, value->text);
    }
}

static void add_socket_count(struct pp_fact_digest *digest,
                             const struct pp_socket_count_fact *count)
{
    add_number(digest, count->count);
    add_number(digest, count->has_state);
    add_number(digest, count->state);
    add_number(digest, count->has_pid);
    add_number(digest, count->pid);
    add_number(digest, count->process.len > 0);
    add_address(digest, count->remote_address);
    add_number(digest, count->has_remote_port);
    add_number(digest, count->remote_port);
    add_number(digest, count->has_local_port);
}

static void add_socket(struct pp_fact_digest *digest,
                       const struct pp_socket_fact *socket)
{
    add_address(digest, socket->address);
    add_number(digest, socket->state);
    add_number(digest, socket->has_pid);
    add_number(digest, socket->pid);
    add_number(digest, socket->process.len > 0);
    add_address(digest, socket->remote_address);
    add_number(digest, socket->remote_port);
}

static void add_url(struct pp_fact_digest *digest,
                    const struct pp_url_fact *url)
{
    add_number(digest, url->is_registered);
    add_number(digest, url->has_pid);
    add_number(digest, url->pid);
    add_number(digest, url->process.len > 0);
    add_number(digest, url->queue.len > 0);
}

static void add_bind_error(struct pp_fact_digest *digest,
                           const struct pp_bind_error_fact *error)
{
    add_number(digest, error->has_port);
    add_number(digest, error->error);
    add_number(digest, error->also);
    add_number(digest, error->is_outgoing);
    add_text(digest, error->program);
    add_address(digest, error->address);
}

static void add_exhaustion(struct pp_fact_digest *digest,
                           const struct pp_exhaustion_fact *sign)
{
    add_number(digest, sign->sign);
    add_number(digest, sign->has_protocol);
    add_number(digest, sign->program.len > 0);
    add_number(digest, sign->has_pid);
    add_number(digest, sign->pid);
}

static void add_members(struct pp_fact_digest *digest,
                        const struct pp_fact *fact)
{
    switch (fact->kind) {
    case PP_FACT_EXCLUDED:
    case PP_FACT_DYNAMIC:
        add_number(digest, fact->is_administered);
        return;
    case PP_FACT_SOCKET:
        add_socket(digest, &fact->as.socket);
        return;
    case PP_FACT_REGISTRY:
        add_registry(digest, &fact->as.registry);
        return;
    case PP_FACT_OS:
        add_text(digest, fact->as.os.version);
        add_number(digest, fact->as.os.build);
        add_text(digest, fact->as.os.name);
        return;
    case PP_FACT_HOTFIX:
        add_number(digest, fact->as.hotfix.number);
        return;
    case PP_FACT_SERVICE:
        add_text(digest, fact->as.service.name);
        add_number(digest, fact->as.service.is_running);
        add_number(digest, fact->as.service.is_disabled);
        return;
    case PP_FACT_FEATURE:
        add_text(digest, fact->as.feature.name);
        add_number(digest, fact->as.feature.is_enabled);
        return;
    case PP_FACT_SETTING:
        add_text(digest, fact->as.setting.scope);
        add_text(digest, fact->as.setting.name);
        add_text(digest, fact->as.setting.value);
        return;
    case PP_FACT_URL:
        add_url(digest, &fact->as.url);
        return;
    case PP_FACT_BIND_ERROR:
        add_bind_error(digest, &fact->as.bind_error);
        return;
    case PP_FACT_COMMAND:
        add_number(digest, fact->as.command.verb);
        add_number(digest, fact->as.command.is_dynamic);
        add_number(digest, fact->as.command.succeeded);
        return;
    case PP_FACT_GAP:
        add_number(digest, fact->as.gap.kind);
        return;
    case PP_FACT_MENTION:
        add_number(digest, fact->as.mention.kind);
        return;
    case PP_FACT_SOCKET_COUNT:
        add_socket_count(digest, &fact->as.socket_count);
        return;
    case PP_FACT_PROCESS:
        add_number(digest, fact->as.process.pid);
        add_number(digest, fact->as.process.name.len > 0);
        add_text(digest, fact->as.process.services);
        return;
    case PP_FACT_EXHAUSTION:
        add_exhaustion(digest, &fact->as.exhaustion);
        return;
    case PP_FACT_HELD:
        add_number(digest, fact->as.held.kind);
        add_number(digest, fact->as.held.name.len > 0);
        add_address(digest, fact->as.held.address);
        add_number(digest, fact->as.held.target.len > 0);
        add_number(digest, fact->as.held.has_id);
        add_number(digest, fact->as.held.id);
        return;
    }
}

void pp_digest_fact(struct pp_fact_digest *digest, const struct pp_fact *fact)
{
    digest->count++;
    add_number(digest, fact->kind);
    add_number(digest, fact->protocol);
    add_number(digest, fact->family);
    add_number(digest, fact->store);
    add_number(digest, fact->section);
    add_number(digest, fact->place.line);
    add_number(digest, fact->range.first);
    add_number(digest, fact->range.last);
    add_members(digest, fact);
}

void pp_digest_section(struct pp_fact_digest *digest,
                       const struct pp_section *section)
{
    digest->count++;
    add_number(digest, section->format);
    add_number(digest, section->host);
    add_number(digest, section->has_protocol);
    add_number(digest, section->protocol);
    add_number(digest, section->family);
    add_number(digest, section->store);
    add_number(digest, section->complete);
    add_number(digest, section->has_gaps);
    add_number(digest, section->shown);
}
