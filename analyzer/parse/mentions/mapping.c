/*
 * Mappings of ports, line by line. YAML is not parsed: a paste holds pieces of
 * it, indented or not.
 */
#include "mapping.h"

#include "base/bytes.h"
#include "text/words.h"

static size_t find_last(struct pp_sv text, char c)
{
    for (size_t i = text.len; i > 0; i--) {
        if (text.ptr[i - 1] == c) {
            return i - 1;
        }
    }
    return SIZE_MAX;
}

/* --- one mapping ---------------------------------------------------------- */

/* `8080` or `8000-8010`; no `8000+10`, which is a way of ours. */
static bool read_ports(struct pp_sv text, struct pp_range *ret_range)
{
    return pp_sv_find(text, PP_SV("+"), 0) == SIZE_MAX &&
           pp_range_parse(text, ret_range, NULL);
}

/* `${WEB_PORT:-3000}`: what the variable is where nobody sets it. */
static struct pp_sv default_of(struct pp_sv text)
{
    size_t dash = find_last(text, '-');
    bool is_variable = pp_sv_starts(text, PP_SV("${")) &&
                       text.ptr[text.len - 1] == '}' && dash != SIZE_MAX;
    return is_variable ? pp_sv_sub(text, dash + 1, text.len - dash - 2) : text;
}

static bool is_address(struct pp_sv text)
{
    return pp_is_all_of(text, PP_HEX_DIGITS ".:[]") ||
           pp_sv_starts(text, PP_SV("${"));
}

/* The colon that parts an address from the port of the host. */
static size_t find_address_end(struct pp_sv host)
{
    size_t brace =
        find_last(host, '}') == host.len - 1 ? find_last(host, '$') : SIZE_MAX;
    size_t colon =
        find_last(brace != SIZE_MAX ? pp_sv_sub(host, 0, brace) : host, ':');
    return colon;
}

struct parts {
    struct pp_sv address;
    struct pp_sv host;
    struct pp_range ports;
    enum pp_protocol protocol;
    bool has_protocol;
    bool is_same; /* both sides have the same ports */
};

static bool cut_protocol(struct pp_sv *io_text, struct parts *parts)
{
    size_t slash = find_last(*io_text, '/');
    if (slash == SIZE_MAX) {
        return true;
    }
    struct pp_sv name = pp_sv_sub(*io_text, slash + 1, SIZE_MAX);
    io_text->len = slash;
    parts->has_protocol = true;
    return pp_protocol_parse(name, &parts->protocol);
}

/* As many ports on both sides, or one inside for any outside. */
static bool sides_fit(struct parts *parts, struct pp_sv inside)
{
    struct pp_range range;
    if (pp_sv_starts(inside, PP_SV("$"))) {
        return true;
    }
    if (!read_ports(inside, &range)) {
        return false;
    }
    parts->is_same = pp_range_equal(range, parts->ports);
    return range.first == range.last ||
           pp_range_count(range) == pp_range_count(parts->ports);
}

/* `[ADDRESS:]HOST:CONTAINER[/PROTOCOL]`, without quotes. */
static bool split_mapping(struct pp_sv text, struct parts *ret_parts)
{
    struct parts parts = {.protocol = PP_TCP};
    if (!cut_protocol(&text, &parts)) {
        return false;
    }
    size_t colon = find_last(text, ':');
    if (colon == SIZE_MAX || colon == 0) {
        return false;
    }
    parts.host = pp_sv_sub(text, 0, colon);
    size_t address_end = find_address_end(parts.host);
    if (address_end != SIZE_MAX) {
        parts.address = pp_sv_sub(parts.host, 0, address_end);
        parts.host = pp_sv_sub(parts.host, address_end + 1, SIZE_MAX);
    }
    if (parts.host.len == 0 || !is_address(parts.address)) {
        return false;
    }
    parts.host = default_of(parts.host);
    if (!read_ports(parts.host, &parts.ports) ||
        !sides_fit(&parts, pp_sv_sub(text, colon + 1, SIZE_MAX))) {
        return false;
    }
    *ret_parts = parts;
    return true;
}

static void add_ports(struct pp_found *found, const struct parts *parts)
{
    const struct pp_found_port port = {
        .kind = PP_MENTION_COMPOSE,
        .protocol = parts->protocol,
        .range = parts->ports,
        .part = parts->host,
    };
    pp_found_add(found, &port);
}

static void read_mapping(struct pp_sv text, struct pp_found *found)
{
    struct parts parts;
    if (split_mapping(pp_bare_token(text), &parts)) {
        add_ports(found, &parts);
    }
}

/* --- command lines -------------------------------------------------------- */

/* `published=8080,target=80,protocol=udp` */
static bool read_published(struct pp_sv text, struct pp_found *found)
{
    size_t at = pp_sv_find(text, PP_SV("published="), 0);
    if (at == SIZE_MAX) {
        return false;
    }
    struct parts parts = {.protocol = PP_TCP};
    parts.host = pp_sv_sub(text, at + PP_SV("published=").len, SIZE_MAX);
    parts.host =
        pp_sv_sub(parts.host, 0, pp_sv_find(parts.host, PP_SV(","), 0));
    if (pp_sv_find(text, PP_SV("protocol=udp"), 0) != SIZE_MAX) {
        parts.protocol = PP_UDP;
    }
    if (read_ports(parts.host, &parts.ports)) {
        add_ports(found, &parts);
    }
    return true;
}

/* `-p`, `-dp`, `--publish`, with its value glued to it or behind it. Returns
 * whether the token is this option; *ret_value is empty where the value is the
 * next word. */
static bool is_publish(struct pp_sv token, struct pp_sv *ret_value)
{
    *ret_value = (struct pp_sv){NULL, 0};
    if (pp_sv_starts(token, PP_SV("--publish"))) {
        size_t len = PP_SV("--publish").len;
        if (token.len > len && token.ptr[len] == '=') {
            *ret_value = pp_sv_sub(token, len + 1, SIZE_MAX);
        }
        return token.len == len || ret_value->len > 0;
    }
    if (!pp_sv_starts(token, PP_SV("-")) || token.len < 2) {
        return false;
    }
    size_t at = 1;
    while (at < token.len && pp_is_alpha(token.ptr[at])) {
        at++;
    }
    if (token.ptr[at - 1] != 'p' || at > 5) {
        return false;
    }
    at += at < token.len && token.ptr[at] == '=';
    *ret_value = pp_sv_sub(token, at, SIZE_MAX);
    return true;
}

static void read_options(struct pp_sv rest, struct pp_found *found)
{
    struct pp_sv token;
    struct pp_sv value;
    while (pp_take_token(&rest, &token)) {
        if (is_publish(token, &value) &&
            (value.len > 0 || pp_take_token(&rest, &value))) {
            value = pp_bare_token(value);
            if (!read_published(value, found)) {
                read_mapping(value, found);
            }
        }
    }
}

/* `port-forward svc/web 9187:80` listens here; a number alone is both sides. */
static void read_forward(struct pp_sv rest, struct pp_found *found)
{
    struct pp_sv token;
    while (pp_take_token(&rest, &token)) {
        struct parts parts = {.host = pp_bare_token(token)};
        if (read_ports(parts.host, &parts.ports) &&
            parts.ports.first == parts.ports.last) {
            add_ports(found, &parts);
        } else {
            read_mapping(parts.host, found);
        }
    }
}

static bool is_continued(struct pp_sv line)
{
    char last = line.len > 0 ? line.ptr[line.len - 1] : ' ';
    return last == '\\' || last == '`' || last == '^';
}

/* The words behind `docker ... run`, and whether there are any: one of
 * `programs`, then one of `verbs`. */
static bool find_command(struct pp_sv line,
                         const char *programs,
                         const char *verbs,
                         struct pp_sv *ret_rest)
{
    struct pp_sv token;
    bool has_program = false;
    if (!pp_words_within(verbs, line) || !pp_words_within(programs, line)) {
        return false;
    }
    while (pp_take_token(&line, &token)) {
        struct pp_sv name = pp_command_name(token);
        has_program = has_program || pp_words_has(programs, name);
        if (has_program && pp_words_has(verbs, name)) {
            *ret_rest = line;
            return true;
        }
    }
    return false;
}

static bool read_command(struct pp_mapping *mapping,
                         struct pp_sv line,
                         struct pp_found *found)
{
    struct pp_sv rest = line;
    if (find_command(line, "kubectl|oc", "port-forward", &rest)) {
        read_forward(rest, found);
        return true;
    }
    if (!mapping->is_in_command &&
        !find_command(line,
                      "docker|podman|nerdctl|docker-compose",
                      "run|create",
                      &rest)) {
        return false;
    }
    read_options(rest, found);
    mapping->is_in_command = is_continued(line);
    return true;
}

/* --- compose files -------------------------------------------------------- */

/* Without a remark behind it. */
static struct pp_sv without_remark(struct pp_sv text)
{
    size_t hash = pp_sv_find(text, PP_SV(" #"), 0);
    return pp_sv_trim(pp_sv_sub(text, 0, hash));
}

/* `key: value`; the value may be empty. */
static bool
split_key(struct pp_sv text, struct pp_sv *ret_key, struct pp_sv *ret_value)
{
    size_t colon = pp_sv_find(text, PP_SV(":"), 0);
    bool is_key = colon != SIZE_MAX &&
                  (colon + 1 == text.len || pp_is_blank(text.ptr[colon + 1]));
    if (!is_key) {
        return false;
    }
    *ret_key = pp_bare_token(pp_sv_sub(text, 0, colon));
    *ret_value = without_remark(pp_sv_sub(text, colon + 1, SIZE_MAX));
    return true;
}

/* `published: "8080"`, `hostPort: 8080`, `protocol: udp`. */
static void read_member(struct pp_mapping *mapping,
                        struct pp_sv key,
                        struct pp_sv value,
                        struct pp_found *found,
                        struct pp_mapping_line *line)
{
    struct parts parts = {
        .host = pp_bare_token(value),
        .protocol = mapping->has_udp_item ? PP_UDP : PP_TCP,
    };
    if (pp_words_has("protocol", key) && pp_words_has("udp", parts.host)) {
        mapping->has_udp_item = true;
        line->is_udp = true;
    }
    if (pp_words_has("published|hostPort", key)) {
        parts.host = parts.host.len > 0 ? default_of(parts.host) : parts.host;
        if (read_ports(parts.host, &parts.ports)) {
            add_ports(found, &parts);
            line->is_published = true;
        }
    }
}

static bool is_member(struct pp_sv key)
{
    return pp_words_has("target|published|protocol|mode|host_ip|name|"
                        "app_protocol|containerPort|hostPort|listenAddress|"
                        "hostIP",
                        key);
}

/* `{target: 80, published: 8080, protocol: udp}` */
static void read_flow_item(struct pp_sv text, struct pp_found *found)
{
    struct parts parts = {.protocol = PP_TCP};
    size_t at = pp_sv_find(text, PP_SV("published:"), 0);
    if (at == SIZE_MAX) {
        return;
    }
    parts.host = pp_sv_sub(text, at + PP_SV("published:").len, SIZE_MAX);
    parts.host = pp_bare_token(pp_sv_trim(
        pp_sv_sub(parts.host, 0, pp_sv_find(parts.host, PP_SV(","), 0))));
    if (pp_sv_find(text, PP_SV("protocol: udp"), 0) != SIZE_MAX) {
        parts.protocol = PP_UDP;
    }
    if (read_ports(parts.host, &parts.ports)) {
        add_ports(found, &parts);
    }
}

/* An item of a list below `ports:`; `text` is behind its dash. */
static void read_item(struct pp_mapping *mapping,
                      struct pp_sv text,
                      struct pp_found *found,
                      struct pp_mapping_line *line)
{
    struct pp_sv key;
    struct pp_sv value;
    mapping->has_udp_item = false;
    if (pp_sv_starts(text, PP_SV("{"))) {
        read_flow_item(text, found);
        return;
    }
    if (split_key(text, &key, &value)) {
        read_member(mapping, key, value, found, line);
        return;
    }
    read_mapping(without_remark(text), found);
}

/* `["8080:80", "9187:9187"]` */
static void read_flow(struct pp_sv text, struct pp_found *found)
{
    size_t from = 1; /* behind the bracket */
    text = pp_sv_sub(text, 0, find_last(text, ']'));
    while (from < text.len) {
        size_t comma = pp_sv_find(text, PP_SV(","), from);
        size_t end = comma == SIZE_MAX ? text.len : comma;
        read_mapping(pp_sv_trim(pp_sv_sub(text, from, end - from)), found);
        from = end + 1;
    }
}

/* An item that no `ports:` stands above. A list may hold anything, so it must
 * be quoted and say more than two numbers. */
static void read_lone_item(struct pp_sv text, struct pp_found *found)
{
    struct parts parts;
    bool is_quoted =
        text.len > 2 && (text.ptr[0] == '"' || text.ptr[0] == '\'');
    if (is_quoted && split_mapping(pp_bare_token(text), &parts) &&
        (parts.is_same || parts.has_protocol || parts.address.len > 0)) {
        add_ports(found, &parts);
    }
}

/* `- ` and what is behind it. */
static bool take_dash(struct pp_sv text, struct pp_sv *ret_rest)
{
    if (!pp_sv_starts(text, PP_SV("- "))) {
        return false;
    }
    *ret_rest = pp_sv_trim(pp_sv_sub(text, 2, SIZE_MAX));
    return true;
}

static void read_key_line(struct pp_mapping *mapping,
                          struct pp_sv text,
                          struct pp_found *found,
                          struct pp_mapping_line *line)
{
    struct pp_sv key;
    struct pp_sv value;
    if (!split_key(text, &key, &value)) {
        mapping->is_in_ports = mapping->is_in_ports && text.len == 0;
        line->ends_item = true;
        return;
    }
    if (is_member(key) &&
        (mapping->is_in_ports || pp_words_has("hostPort", key))) {
        read_member(mapping, key, value, found, line);
        return;
    }
    line->ends_item = true;
    mapping->is_in_ports =
        pp_words_has("ports|extraPortMappings", key) && value.len == 0;
    mapping->has_udp_item = false;
    if (pp_sv_equal_nocase(key, PP_SV("ports")) &&
        pp_sv_starts(value, PP_SV("["))) {
        read_flow(value, found);
    }
}

/* What a container runs, or is told: its ports are its own. */
static bool is_of_container(struct pp_sv text)
{
    struct pp_sv bare = text;
    (void)take_dash(text, &bare);
    return pp_words_start("EXPOSE |ENV |CMD |ENTRYPOINT |RUN |HEALTHCHECK |"
                          "command:|entrypoint:|test:|args:",
                          bare) > 0 ||
           (bare.ptr != text.ptr &&
            pp_sv_find(bare, PP_SV("="), 0) != SIZE_MAX);
}

static struct pp_sv skip_quote_marks(struct pp_sv line)
{
    while (line.len > 0 && (line.ptr[0] == '>' || pp_is_blank(line.ptr[0]))) {
        line = pp_sv_sub(line, 1, SIZE_MAX);
    }
    while (line.len > 0 && (pp_is_blank(line.ptr[line.len - 1]) ||
                            line.ptr[line.len - 1] == '\r')) {
        line.len--;
    }
    return line;
}

void pp_mapping_read(struct pp_mapping *mapping,
                     struct pp_sv line,
                     struct pp_found *found,
                     struct pp_mapping_line *ret_line)
{
    struct pp_sv text = skip_quote_marks(line);
    struct pp_sv item;
    *ret_line = (struct pp_mapping_line){.is_container = is_of_container(text)};
    if (text.len == 0 || text.ptr[0] == '#') {
        return; /* a remark between two items */
    }
    if (read_command(mapping, text, found)) {
        ret_line->is_container = true;
        ret_line->ends_item = true;
        mapping->is_in_ports = false;
        return;
    }
    if (!take_dash(text, &item)) {
        read_key_line(mapping, text, found, ret_line);
        return;
    }
    ret_line->ends_item = true;
    if (mapping->is_in_ports) {
        read_item(mapping, item, found, ret_line);
    } else {
        read_lone_item(item, found);
    }
}
