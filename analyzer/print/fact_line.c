/* One fact as one line of JSON. */
#include "fact_line.h"

#include "base/bytes.h"
#include "json/jsonl.h"

/* An empty text is one that is not known. */
static void add_known(struct pp_jsonl *line, const char *key, struct pp_sv text)
{
    if (text.len > 0) {
        pp_jsonl_sv(line, key, text);
    } else {
        pp_jsonl_null(line, key);
    }
}

static void add_u64_if(struct pp_jsonl *line,
                       const char *key,
                       bool is_known,
                       uint64_t value)
{
    if (is_known) {
        pp_jsonl_u64(line, key, value);
    } else {
        pp_jsonl_null(line, key);
    }
}

static void add_socket(struct pp_jsonl *line, const struct pp_fact *fact)
{
    const struct pp_socket_fact *socket = &fact->as.socket;
    pp_jsonl_str(line, "protocol", pp_protocol_name(fact->protocol));
    pp_jsonl_u64(line, "port", fact->range.first);
    add_known(line, "address", socket->address);
    pp_jsonl_str(line, "state", pp_socket_state_name(socket->state));
    add_u64_if(line, "pid", socket->has_pid, socket->pid);
    add_known(line, "process", socket->process);
    if (socket->remote_port != 0) {
        add_known(line, "remote_address", socket->remote_address);
        pp_jsonl_u64(line, "remote_port", socket->remote_port);
    }
}

static void add_socket_count(struct pp_jsonl *line, const struct pp_fact *fact)
{
    const struct pp_socket_count_fact *count = &fact->as.socket_count;
    pp_jsonl_str(line, "protocol", pp_protocol_name(fact->protocol));
    pp_jsonl_u64(line, "count", count->count);
    add_u64_if(line, "port", count->has_local_port, fact->range.first);
    pp_jsonl_str(line,
                 "state",
                 count->has_state ? pp_socket_state_name(count->state) : NULL);
    add_u64_if(line, "pid", count->has_pid, count->pid);
    add_known(line, "process", count->process);
    add_known(line, "remote_address", count->remote_address);
    add_u64_if(line, "remote_port", count->has_remote_port, count->remote_port);
}

static void add_process(struct pp_jsonl *line, const struct pp_fact *fact)
{
    pp_jsonl_u64(line, "pid", fact->as.process.pid);
    add_known(line, "name", fact->as.process.name);
    add_known(line, "services", fact->as.process.services);
}

static void add_exhaustion(struct pp_jsonl *line, const struct pp_fact *fact)
{
    const struct pp_exhaustion_fact *sign = &fact->as.exhaustion;
    pp_jsonl_str(line, "sign", pp_exhaustion_sign_name(sign->sign));
    pp_jsonl_str(line,
                 "protocol",
                 sign->has_protocol ? pp_protocol_name(fact->protocol) : NULL);
    add_known(line, "program", sign->program);
    add_u64_if(line, "pid", sign->has_pid, sign->pid);
}

static void add_held(struct pp_jsonl *line, const struct pp_fact *fact)
{
    const struct pp_held_fact *held = &fact->as.held;
    pp_jsonl_str(line, "kind", pp_held_kind_name(held->kind));
    pp_jsonl_str(line, "protocol", pp_protocol_name(fact->protocol));
    pp_jsonl_u64(line, "start", fact->range.first);
    pp_jsonl_u64(line, "end", fact->range.last);
    add_known(line, "name", held->name);
    add_known(line, "address", held->address);
    add_known(line, "target", held->target);
    add_u64_if(line, "id", held->has_id, held->id);
}

static void add_strings(struct pp_jsonl *line, struct pp_sv strings)
{
    pp_jsonl_begin_array(line, "value");
    while (strings.len > 0) {
        pp_jsonl_sv(line, NULL, pp_take_until(&strings, '\0'));
    }
    pp_jsonl_end_array(line);
}

static void add_bytes(struct pp_jsonl *line, struct pp_sv bytes)
{
    static const char digits[] = "0123456789abcdef";
    char text[2 * 64];
    size_t count = bytes.len < 64 ? bytes.len : 64;
    for (size_t i = 0; i < count; i++) {
        unsigned char byte = (unsigned char)bytes.ptr[i];
        text[2 * i] = digits[byte >> 4];
        text[2 * i + 1] = digits[byte & 15];
    }
    pp_jsonl_sv(line, "value", (struct pp_sv){text, 2 * count});
    pp_jsonl_u64(line, "bytes", bytes.len);
}

static void add_registry(struct pp_jsonl *line, const struct pp_fact *fact)
{
    const struct pp_registry_fact *value = &fact->as.registry;
    pp_jsonl_sv(line, "key", value->key);
    pp_jsonl_sv(line, "name", value->name);
    pp_jsonl_str(line, "type", pp_registry_type_name(value->type));
    switch (value->type) {
    case PP_REG_SZ:
    case PP_REG_EXPAND_SZ:
        pp_jsonl_sv(line, "value", value->text);
        return;
    case PP_REG_MULTI_SZ:
        add_strings(line, value->text);
        return;
    case PP_REG_DWORD:
    case PP_REG_QWORD:
        pp_jsonl_u64(line, "value", value->number);
        return;
    case PP_REG_BINARY:
        add_bytes(line, value->text);
        return;
    case PP_REG_DELETED:
        pp_jsonl_null(line, "value");
        return;
    }
}

/* The program that registered a URL. */
static void add_registrant(struct pp_jsonl *line, const struct pp_url_fact *url)
{
    add_u64_if(line, "pid", url->has_pid, url->pid);
    add_known(line, "process", url->process);
    add_known(line, "queue", url->queue);
}

static void add_bind_error(struct pp_jsonl *line, const struct pp_fact *fact)
{
    const struct pp_bind_error_fact *error = &fact->as.bind_error;
    pp_jsonl_str(line, "protocol", pp_protocol_name(fact->protocol));
    add_u64_if(line, "port", error->has_port, fact->range.first);
    add_u64_if(line, "error", error->error != 0, error->error);
    if (error->also != 0) {
        pp_jsonl_u64(line, "also", error->also);
    }
    if (error->is_outgoing) {
        pp_jsonl_bool(line, "outgoing", true);
    }
    add_known(line, "program", error->program);
    add_known(line, "address", error->address);
}

static void add_command(struct pp_jsonl *line, const struct pp_fact *fact)
{
    static const char *const verbs[] = {
        [PP_COMMAND_ADD] = "add",
        [PP_COMMAND_DELETE] = "delete",
        [PP_COMMAND_SET] = "set",
    };
    pp_jsonl_str(line, "verb", verbs[fact->as.command.verb]);
    pp_jsonl_str(
        line, "what", fact->as.command.is_dynamic ? "dynamic" : "excluded");
    pp_jsonl_str(line, "protocol", pp_protocol_name(fact->protocol));
    pp_jsonl_u64(line, "start", fact->range.first);
    pp_jsonl_u64(line, "end", fact->range.last);
    pp_jsonl_str(line, "store", pp_store_name(fact->store));
    pp_jsonl_tri(line, "succeeded", fact->as.command.succeeded);
}

/* The ports of an exclusion or of a dynamic range. */
static void add_ports(struct pp_jsonl *line, const struct pp_fact *fact)
{
    pp_jsonl_str(line, "protocol", pp_protocol_name(fact->protocol));
    pp_jsonl_u64(line, "start", fact->range.first);
    pp_jsonl_u64(line, "end", fact->range.last);
    if (fact->kind == PP_FACT_EXCLUDED) {
        pp_jsonl_tri(line, "administered", fact->is_administered);
    } else {
        pp_jsonl_u64(line, "count", pp_range_count(fact->range));
    }
    pp_jsonl_str(line, "family", pp_family_name(fact->family));
    pp_jsonl_str(line, "store", pp_store_name(fact->store));
}

static void add_members(struct pp_jsonl *line, const struct pp_fact *fact)
{
    switch (fact->kind) {
    case PP_FACT_EXCLUDED:
    case PP_FACT_DYNAMIC:
        add_ports(line, fact);
        return;
    case PP_FACT_SOCKET:
        add_socket(line, fact);
        return;
    case PP_FACT_REGISTRY:
        add_registry(line, fact);
        return;
    case PP_FACT_OS:
        pp_jsonl_sv(line, "version", fact->as.os.version);
        pp_jsonl_u64(line, "build", fact->as.os.build);
        add_known(line, "name", fact->as.os.name);
        return;
    case PP_FACT_HOTFIX:
        pp_jsonl_u64(line, "kb", fact->as.hotfix.number);
        return;
    case PP_FACT_SERVICE:
        pp_jsonl_sv(line, "name", fact->as.service.name);
        pp_jsonl_tri(line, "running", fact->as.service.is_running);
        if (fact->as.service.is_disabled != PP_UNKNOWN) {
            pp_jsonl_tri(line, "disabled", fact->as.service.is_disabled);
        }
        return;
    case PP_FACT_FEATURE:
        pp_jsonl_sv(line, "name", fact->as.feature.name);
        pp_jsonl_tri(line, "enabled", fact->as.feature.is_enabled);
        return;
    case PP_FACT_SETTING:
        pp_jsonl_sv(line, "scope", fact->as.setting.scope);
        pp_jsonl_sv(line, "name", fact->as.setting.name);
        pp_jsonl_sv(line, "value", fact->as.setting.value);
        return;
    case PP_FACT_URL:
        pp_jsonl_u64(line, "port", fact->range.first);
        pp_jsonl_sv(line, "url", fact->as.url.url);
        pp_jsonl_bool(line, "registered", fact->as.url.is_registered);
        if (fact->as.url.is_registered) {
            add_registrant(line, &fact->as.url);
        }
        return;
    case PP_FACT_BIND_ERROR:
        add_bind_error(line, fact);
        return;
    case PP_FACT_COMMAND:
        add_command(line, fact);
        return;
    case PP_FACT_GAP:
        pp_jsonl_str(line, "kind", pp_gap_kind_name(fact->as.gap.kind));
        pp_jsonl_u64(line, "start", fact->range.first);
        pp_jsonl_u64(line, "end", fact->range.last);
        return;
    case PP_FACT_MENTION:
        pp_jsonl_str(line, "kind", pp_mention_kind_name(fact->as.mention.kind));
        pp_jsonl_u64(line, "port", fact->range.first);
        return;
    case PP_FACT_SOCKET_COUNT:
        add_socket_count(line, fact);
        return;
    case PP_FACT_PROCESS:
        add_process(line, fact);
        return;
    case PP_FACT_EXHAUSTION:
        add_exhaustion(line, fact);
        return;
    case PP_FACT_HELD:
        add_held(line, fact);
        return;
    }
}

void pp_fact_line(struct pp_buf *out, const struct pp_fact *fact)
{
    struct pp_jsonl line;
    pp_jsonl_begin(&line, out);
    pp_jsonl_str(&line, "fact", pp_fact_kind_name(fact->kind));
    add_members(&line, fact);
    pp_jsonl_u64(&line, "section", fact->section);
    pp_jsonl_begin_object(&line, "source");
    pp_jsonl_u64(&line, "capture", fact->place.capture);
    pp_jsonl_u64(&line, "line", fact->place.line);
    pp_jsonl_end_object(&line);
    pp_jsonl_end(&line);
}
