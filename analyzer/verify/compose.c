/*
 * The ports that a compose file publishes (compose-spec, "ports"): the short
 * and the long form of every service. What the file leaves to its surroundings
 * (a variable without a default, another file) is unclear, not guessed.
 *
 * A published port of Docker Desktop is a plain bind of its backend process
 * (docs/manual/verify.md#ports-of-a-compose-file); of Windows containers it is
 * HNS's, which a rule says by "as": "container".
 */
#include "compose.h"

#include "base/bounds.h"
#include "base/bytes.h"
#include "policy_ports.h"
#include "policy_reader.h"
#include "yaml_tree.h"

/* One file in the reading. */
struct compose {
    const struct port_source *source;
    struct pp_sv bytes;
    struct pp_yaml *yaml;
    struct pp_sv service;
    size_t port_count; /* read, the same again too */
};

static enum pp_status
complain(const struct compose *compose, int node, const char *message)
{
    pp_policy_complain_at(compose->source->diags,
                          compose->source->capture,
                          compose->bytes,
                          pp_yaml_offset(compose->yaml, node),
                          PP_DIAG_POLICY_SOURCE,
                          message);
    return PP_ERR_FORMAT;
}

static enum pp_status add_unclear(const struct compose *compose,
                                  int node,
                                  struct pp_sv text,
                                  const char *why)
{
    const struct pp_wanted wanted = {
        .unclear = why,
        .text = text,
        .owner = compose->service,
        .line = pp_yaml_line(compose->yaml, node),
    };
    return pp_port_source_add(compose->source, &wanted);
}

/* --- variables ------------------------------------------------------------ */

/* `${NAME:-default}` or `${NAME-default}`: the part between the braces. */
static bool take_default(struct pp_sv inside, struct pp_sv *ret_default)
{
    size_t at = pp_word_len(inside, "_");
    struct pp_sv rest = pp_sv_sub(inside, at, SIZE_MAX);
    if (at == 0 ||
        (!pp_sv_starts(rest, PP_SV(":-")) && !pp_sv_starts(rest, PP_SV("-")))) {
        return false;
    }
    *ret_default = pp_sv_sub(rest, rest.ptr[0] == ':' ? 2 : 1, SIZE_MAX);
    /* A default may hold variables again: those are left alone. */
    return pp_sv_find(*ret_default, PP_SV("$"), 0) == SIZE_MAX;
}

/* The text with its variables replaced by their defaults; false where one has
 * none. */
static bool replace_variables(struct pp_sv text, struct pp_buf *into)
{
    for (size_t at = 0; at < text.len; at++) {
        struct pp_sv rest = pp_sv_sub(text, at, SIZE_MAX);
        struct pp_sv value;
        if (rest.ptr[0] != '$') {
            pp_buf_add_char(into, rest.ptr[0]);
            continue;
        }
        size_t end = pp_sv_find(rest, PP_SV("}"), 0);
        if (!pp_sv_starts(rest, PP_SV("${")) || end == SIZE_MAX ||
            !take_default(pp_sv_sub(rest, 2, end - 2), &value)) {
            return false;
        }
        pp_buf_add(into, value);
        at += end;
    }
    return true;
}

/* --- one port ------------------------------------------------------------- */

/* Ports as compose writes them: `8080`, `3000-3005`. */
static bool parse_ports(struct pp_sv text, struct pp_range *ret_range)
{
    return pp_sv_find(text, PP_SV("+"), 0) == SIZE_MAX &&
           pp_range_parse(text, ret_range, NULL);
}

/* What a file says of one published port, variables replaced. */
struct published {
    struct pp_sv host;      /* ports of the host; empty: any free one */
    struct pp_sv container; /* ports of the container */
    struct pp_sv protocol;  /* empty: tcp */
    struct pp_sv text;      /* as the file has it */
    int node;
};

static enum pp_status add_published(const struct compose *compose,
                                    const struct published *published)
{
    struct pp_wanted wanted = {
        .text = published->text,
        .owner = compose->service,
        .line = pp_yaml_line(compose->yaml, published->node),
    };
    struct pp_range container;
    if (published->host.len == 0 || pp_sv_equal(published->host, PP_SV("0"))) {
        return PP_OK; /* Docker takes one that is free */
    }
    if ((published->protocol.len > 0 &&
         !pp_protocol_parse(published->protocol, &wanted.ports.protocol)) ||
        !parse_ports(published->host, &wanted.ports.range) ||
        !parse_ports(published->container, &container)) {
        return complain(compose,
                        published->node,
                        "these are not published ports such as 8080:80, "
                        "127.0.0.1:8080:80/udp or 3000-3005:3000-3005");
    }
    if (pp_range_count(wanted.ports.range) > 1 &&
        pp_range_count(container) == 1) {
        return add_unclear(compose,
                           published->node,
                           published->text,
                           "Docker takes any one port of this range");
    }
    return pp_port_source_add(compose->source, &wanted);
}

/* Takes off the part after the last colon outside brackets. */
static struct pp_sv take_last(struct pp_sv *text)
{
    for (size_t i = text->len; i > 0 && text->ptr[i - 1] != ']'; i--) {
        if (text->ptr[i - 1] == ':') {
            struct pp_sv last = pp_sv_sub(*text, i, SIZE_MAX);
            *text = pp_sv_sub(*text, 0, i - 1);
            return last;
        }
    }
    struct pp_sv all = *text;
    *text = pp_sv_sub(*text, 0, 0);
    return all;
}

/* `[[ADDRESS:]HOST:]CONTAINER[/PROTOCOL]` */
static enum pp_status
add_short(const struct compose *compose, int node, struct pp_sv text)
{
    struct published published = {.text = text, .node = node};
    struct pp_buf buf;
    pp_buf_init(&buf, PP_LIMIT_LINE_BYTES);
    enum pp_status status;
    if (!replace_variables(text, &buf)) {
        status = add_unclear(
            compose, node, text, "it depends on a variable without a default");
    } else if (buf.status != PP_OK) {
        status = buf.status == PP_ERR_LIMIT
                     ? complain(compose, node, "this is too long for a port")
                     : buf.status;
    } else {
        struct pp_sv rest = pp_buf_view(&buf);
        size_t slash = pp_sv_find(rest, PP_SV("/"), 0);
        if (slash != SIZE_MAX) {
            published.protocol = pp_sv_sub(rest, slash + 1, SIZE_MAX);
            rest = pp_sv_sub(rest, 0, slash);
        }
        published.container = take_last(&rest);
        published.host = take_last(&rest);
        status = add_published(compose, &published);
    }
    pp_buf_done(&buf);
    return status;
}

/* A member of the long form, variables replaced, at the end of `buf`; false
 * where a variable has no default. */
static bool add_member(const struct compose *compose,
                       int node,
                       const char *name,
                       struct pp_buf *buf,
                       size_t *ret_len)
{
    struct pp_sv text = {0};
    size_t before = buf->len;
    (void)pp_yaml_text(compose->yaml,
                       pp_yaml_get(compose->yaml, node, pp_sv_from(name)),
                       &text);
    bool is_clear = replace_variables(text, buf);
    *ret_len = buf->len - before;
    return is_clear;
}

/* `{ target: 80, published: 8080, protocol: tcp }` */
static enum pp_status add_long(const struct compose *compose, int node)
{
    struct pp_buf buf;
    size_t lens[3] = {0};
    struct pp_sv text = {0};
    pp_buf_init(&buf, PP_LIMIT_LINE_BYTES);
    (void)pp_yaml_text(compose->yaml,
                       pp_yaml_get(compose->yaml, node, PP_SV("published")),
                       &text);
    if (text.len == 0) {
        return PP_OK; /* Docker takes one that is free, whatever the rest is */
    }
    bool is_clear = add_member(compose, node, "published", &buf, &lens[0]) &&
                    add_member(compose, node, "target", &buf, &lens[1]) &&
                    add_member(compose, node, "protocol", &buf, &lens[2]);
    enum pp_status status = buf.status;
    if (status == PP_ERR_LIMIT) {
        status = complain(compose, node, "this is too long for a port");
    } else if (status == PP_OK && !is_clear) {
        status = add_unclear(
            compose, node, text, "it depends on a variable without a default");
    } else if (status == PP_OK) {
        struct pp_sv all = pp_buf_view(&buf);
        const struct published published = {
            .host = pp_sv_sub(all, 0, lens[0]),
            .container = pp_sv_sub(all, lens[0], lens[1]),
            .protocol = pp_sv_sub(all, lens[0] + lens[1], lens[2]),
            .text = text,
            .node = node,
        };
        status = add_published(compose, &published);
    }
    pp_buf_done(&buf);
    return status;
}

/* --- services ------------------------------------------------------------- */

static enum pp_status add_port(struct compose *compose, int node)
{
    struct pp_sv text;
    if (++compose->port_count > PP_LIMIT_SOURCE_PORTS) {
        return complain(compose, node, "aliases expand to too much up to here");
    }
    if (pp_yaml_text(compose->yaml, node, &text)) {
        return add_short(compose, node, text);
    }
    if (pp_yaml_is_mapping(compose->yaml, node)) {
        return add_long(compose, node);
    }
    return complain(compose, node, "a port must be text or a mapping");
}

static enum pp_status add_service(struct compose *compose, int node)
{
    int ports = pp_yaml_get(compose->yaml, node, PP_SV("ports"));
    int extends = pp_yaml_get(compose->yaml, node, PP_SV("extends"));
    if (pp_yaml_is_exhausted(compose->yaml)) {
        return complain(compose, node, "aliases expand to too much up to here");
    }
    if (extends != 0) {
        PP_TRY(add_unclear(compose,
                           extends,
                           PP_SV("extends"),
                           "what another service adds is not read"));
    }
    if (ports == 0 || pp_yaml_is_null(compose->yaml, ports)) {
        return PP_OK;
    }
    if (!pp_yaml_is_sequence(compose->yaml, ports)) {
        return complain(compose, ports, "'ports' must be a list");
    }
    size_t count = pp_yaml_count(compose->yaml, ports);
    for (size_t i = 0; i < count; i++) {
        PP_TRY(add_port(compose, pp_yaml_item(compose->yaml, ports, i)));
    }
    return PP_OK;
}

static enum pp_status add_services(struct compose *compose)
{
    int root = pp_yaml_root(compose->yaml);
    int services = pp_yaml_get(compose->yaml, root, PP_SV("services"));
    int include = pp_yaml_get(compose->yaml, root, PP_SV("include"));
    if (!pp_yaml_is_mapping(compose->yaml, services)) {
        return complain(compose,
                        services != 0 ? services : root,
                        "a compose file must have a mapping 'services'");
    }
    if (include != 0) {
        PP_TRY(add_unclear(compose,
                           include,
                           PP_SV("include"),
                           "another file adds services, which are not read"));
    }
    size_t count = pp_yaml_count(compose->yaml, services);
    for (size_t i = 0; i < count; i++) {
        int key = pp_yaml_key(compose->yaml, services, i);
        compose->service = (struct pp_sv){0};
        (void)pp_yaml_text(compose->yaml, key, &compose->service);
        PP_TRY(add_service(compose, pp_yaml_item(compose->yaml, services, i)));
    }
    return PP_OK;
}

enum pp_status pp_read_compose(const struct port_source *source,
                               struct pp_sv bytes)
{
    struct compose compose = {.source = source, .bytes = bytes};
    struct pp_yaml_error error = {0};
    enum pp_status status = pp_yaml_parse(bytes, &compose.yaml, &error);
    if (status == PP_ERR_FORMAT) {
        pp_policy_complain_at(source->diags,
                              source->capture,
                              bytes,
                              error.offset,
                              PP_DIAG_POLICY_SOURCE,
                              error.why);
    }
    if (status == PP_OK) {
        status = add_services(&compose);
    }
    pp_yaml_free(compose.yaml);
    return status;
}
