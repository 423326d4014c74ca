/*
 * Filters. A number alone may be a pid or a line number, so it counts only
 * behind a command that prints ports; `:9187` counts behind any filter.
 */
#include "filter.h"

#include <string.h>

#include "text/words.h"

/* One stage of a pipeline, word by word. */
struct stage {
    struct pp_pipeline *pipeline;
    struct pp_found *found;
    struct pp_sv rest;
};

static enum pp_protocol protocol_of(const struct stage *stage)
{
    return stage->pipeline->is_udp ? PP_UDP : PP_TCP;
}

static void add_port(struct stage *stage, struct pp_sv digits)
{
    const struct pp_found_port like = {
        .kind = PP_MENTION_FILTER,
        .protocol = protocol_of(stage),
    };
    pp_found_add_list(stage->found, &like, digits);
}

/* --- patterns ------------------------------------------------------------- */

/* What regular expressions put around a number: `\b`, `\s`, `^`, `(`, `.*`. */
static struct pp_sv skip_anchors(struct pp_sv text)
{
    size_t len = 0;
    do {
        len = pp_words_start("\\b|\\<|\\s|\\:|^|(|.*|*|[:.]|\"|'| ", text);
        text = pp_sv_sub(text, len, SIZE_MAX);
    } while (len > 0);
    return text;
}

static bool is_end_of_pattern(struct pp_sv behind)
{
    while (behind.len > 0) {
        size_t len = pp_words_start("\\b|\\>|\\s|$|)|*|\"|'| |`|]|}|;", behind);
        if (len == 0) {
            /* `:9187.*LISTEN`, and the full stop of a sentence. */
            return pp_sv_starts(behind, PP_SV(".*")) || behind.len == 1 ||
                   (unsigned char)behind.ptr[0] >= 0x80;
        }
        behind = pp_sv_sub(behind, len, SIZE_MAX);
    }
    return true;
}

/* What stands in front of the colon is no number (a time) and no address of
 * another machine. */
static bool may_precede_port(struct pp_sv before)
{
    if (memchr(before.ptr != NULL ? before.ptr : "", '/', before.len) != NULL) {
        return false;
    }
    struct pp_sv host = skip_anchors(before);
    return host.len == 0 || !pp_is_digit(host.ptr[0]) || pp_is_own_host(host);
}

/* One alternative of a pattern: `:9187`, `0.0.0.0:9187`, `\b9187\b`. */
static void read_alternative(struct stage *stage, struct pp_sv text)
{
    if (pp_sv_equal_nocase(text, PP_SV("udp"))) {
        stage->pipeline->is_udp = true;
    }
    size_t colon = SIZE_MAX;
    for (size_t i = 0; i < text.len; i++) {
        colon = text.ptr[i] == ':' ? i : colon;
    }
    bool has_colon = colon != SIZE_MAX;
    if (has_colon && !may_precede_port(pp_sv_sub(text, 0, colon))) {
        return;
    }
    struct pp_sv digits =
        skip_anchors(has_colon ? pp_sv_sub(text, colon + 1, SIZE_MAX) : text);
    size_t len = 0;
    while (len < digits.len && pp_is_digit(digits.ptr[len])) {
        len++;
    }
    /* One digit is part of something longer, most likely. */
    if ((has_colon || (stage->pipeline->filters_ports && len > 1)) &&
        is_end_of_pattern(pp_sv_sub(digits, len, SIZE_MAX))) {
        add_port(stage, pp_sv_sub(digits, 0, len));
    }
}

static bool parts_alternatives(char c)
{
    return c == ' ' || c == '|' || c == ',';
}

/* findstr parts alternatives by blanks, grep by bars, Select-String by
 * commas. */
static void read_pattern(struct stage *stage, struct pp_sv pattern)
{
    size_t from = 0;
    for (size_t i = 0; i <= pattern.len; i++) {
        if (i == pattern.len || parts_alternatives(pattern.ptr[i])) {
            struct pp_sv one = pp_sv_sub(pattern, from, i - from);
            if (one.len > 0 && one.ptr[one.len - 1] == '\\') {
                one.len--;
            }
            read_alternative(stage, one);
            from = i + 1;
        }
    }
}

/* --- filters -------------------------------------------------------------- */

static bool is_option(struct pp_sv token)
{
    return token.len > 1 && (token.ptr[0] == '/' || token.ptr[0] == '-');
}

/* `/v`, `-v`, `-iv`, `-NotMatch`: the lines without the pattern. */
static bool is_inverted(struct pp_sv option)
{
    if (pp_words_has("/v|-v|--invert-match|-notmatch", option)) {
        return true;
    }
    return option.ptr[0] == '-' && option.len <= 4 &&
           memchr(option.ptr, 'v', option.len) != NULL;
}

/* The first word that is no option is the pattern. */
static void read_filter(struct stage *stage, bool needs_quotes)
{
    struct pp_sv token;
    while (pp_take_token(&stage->rest, &token)) {
        if (pp_sv_starts_nocase(token, PP_SV("/c:"))) {
            read_pattern(stage, pp_bare_token(pp_sv_sub(token, 3, SIZE_MAX)));
            return;
        }
        if (!is_option(token)) {
            if (!needs_quotes || token.ptr[0] == '"') {
                read_pattern(stage, pp_bare_token(token));
            }
            return;
        }
        if (is_inverted(token)) {
            return;
        }
        struct pp_sv value;
        if (pp_words_has("-A|-B|-C|-m|-f|-Path|-Context", token)) {
            (void)pp_take_token(&stage->rest, &value);
        }
    }
}

/* --- commands that name a port -------------------------------------------- */

/* `LocalPort -eq 9187`, `-LocalPort 9187,9188` */
static void read_local_port(struct stage *stage, bool is_option_name)
{
    struct pp_sv token;
    bool has_value = pp_take_token(&stage->rest, &token);
    if (has_value && !is_option_name) {
        has_value = pp_words_has("-eq|-in|-match|-like|-contains", token) &&
                    pp_take_token(&stage->rest, &token);
    }
    if (has_value && stage->pipeline->lists_ports) {
        add_port(stage, skip_anchors(token));
    }
}

/* `:9187`, `TCP:9187`, `-i4UDP:9187`, `@localhost:9187` of lsof. */
static void read_lsof(struct stage *stage)
{
    struct pp_sv token;
    while (pp_take_token(&stage->rest, &token)) {
        token = pp_bare_token(token);
        size_t colon = pp_sv_find(token, PP_SV(":"), 0);
        if (colon == SIZE_MAX) {
            continue;
        }
        struct pp_sv before = pp_sv_sub(token, 0, colon);
        size_t at = pp_sv_find(before, PP_SV("@"), 0);
        if (at != SIZE_MAX &&
            !pp_is_own_host(pp_sv_sub(before, at + 1, SIZE_MAX))) {
            continue;
        }
        stage->pipeline->is_udp =
            pp_sv_find_nocase(before, PP_SV("udp"), 0) != SIZE_MAX;
        add_port(stage, pp_sv_sub(token, colon + 1, SIZE_MAX));
    }
}

/* `nc -lvp 9187`, `nc -u -l 9187`: the number, where an option says listen. */
static void read_nc(struct stage *stage)
{
    struct pp_sv token;
    bool listens = false;
    while (pp_take_token(&stage->rest, &token)) {
        uint16_t port = 0;
        if (is_option(token)) {
            bool is_short = token.ptr[1] != '-';
            listens = listens || pp_words_has("--listen", token) ||
                      (is_short && memchr(token.ptr, 'l', token.len) != NULL);
            stage->pipeline->is_udp =
                stage->pipeline->is_udp || pp_words_has("--udp", token) ||
                (is_short && memchr(token.ptr, 'u', token.len) != NULL);
        } else if (listens && pp_port_at(pp_bare_token(token), &port) > 0) {
            add_port(stage, pp_bare_token(token));
            return;
        }
    }
}

/* Test-NetConnection asks another machine, unless it names this one. */
static void read_connection_test(struct stage *stage)
{
    struct pp_sv token;
    struct pp_sv port = {NULL, 0};
    bool is_own = true;
    while (pp_take_token(&stage->rest, &token)) {
        struct pp_sv value = token;
        if (is_option(token) && !pp_take_token(&stage->rest, &value)) {
            break;
        }
        if (pp_words_has("-Port", token)) {
            port = pp_bare_token(value);
        } else if (!is_option(token) || pp_words_has("-ComputerName", token)) {
            is_own = is_own && pp_is_own_host(pp_bare_token(value));
        }
    }
    if (is_own) {
        add_port(stage, port);
    }
}

/* --- stages --------------------------------------------------------------- */

/* `-ulnp` of netstat and ss elsewhere than on Windows. */
static bool is_udp_cluster(struct pp_sv token)
{
    return token.len > 1 && token.len <= 8 && token.ptr[0] == '-' &&
           memchr(token.ptr, 'u', token.len) != NULL &&
           memchr(token.ptr, 't', token.len) == NULL;
}

static void note_source(struct stage *stage, struct pp_sv name)
{
    struct pp_pipeline *pipeline = stage->pipeline;
    if (pp_words_has("netstat|ss|Get-NetTCPConnection|Get-NetUDPEndpoint|"
                     "excludedportrange|servicestate|urlacl",
                     name)) {
        pipeline->lists_ports = true;
    }
    if (pp_words_has("Get-NetTCPConnection", name)) {
        pipeline->is_udp = false;
    }
    if (pp_words_has("Get-NetUDPEndpoint|udp|udpv6|protocol=udp", name) ||
        (pipeline->lists_ports && is_udp_cluster(name))) {
        pipeline->is_udp = true;
    }
}

/* What the word does; its own words are taken off the stage. */
static void read_word(struct stage *stage, struct pp_sv token)
{
    struct pp_sv name = pp_command_name(token);
    note_source(stage, name);
    if (pp_words_has("findstr|grep|egrep|rg|Select-String|sls|-match|-like",
                     name)) {
        read_filter(stage, false);
    } else if (pp_words_has("find", name)) {
        read_filter(stage, true);
    } else if (pp_words_has("-LocalPort", name)) {
        read_local_port(stage, true);
    } else if (pp_words_has("LocalPort|$_.LocalPort", name)) {
        read_local_port(stage, false);
    } else if (pp_words_has("lsof", name)) {
        stage->pipeline->lists_ports = true;
        read_lsof(stage);
    } else if (pp_words_has("nc|ncat|netcat", name)) {
        read_nc(stage);
    } else if (pp_words_has("Test-NetConnection|tnc", name)) {
        read_connection_test(stage);
    }
}

static void read_stage(struct pp_pipeline *pipeline,
                       struct pp_sv text,
                       struct pp_found *found)
{
    struct stage stage = {.pipeline = pipeline, .found = found, .rest = text};
    struct pp_sv token;
    while (pp_take_token(&stage.rest, &token)) {
        read_word(&stage, token);
    }
}

/* Behind the quoted text at `at`; the next byte where there is none. Single
 * quotes count around one word only: those of `for /f` hold a pipeline. */
static size_t skip_quoted(struct pp_sv line, size_t at)
{
    const struct pp_sv mark = {line.ptr + at, 1};
    bool is_quote = mark.ptr[0] == '"' || mark.ptr[0] == '\'';
    size_t close = is_quote ? pp_sv_find(line, mark, at + 1) : SIZE_MAX;
    if (close == SIZE_MAX || (mark.ptr[0] == '\'' &&
                              memchr(line.ptr + at, ' ', close - at) != NULL)) {
        return at + 1;
    }
    return close + 1;
}

size_t pp_stage_end(struct pp_sv line, size_t from)
{
    size_t at = from;
    while (at < line.len && line.ptr[at] != '|') {
        at = skip_quoted(line, at);
    }
    return at;
}

/* Whether the line has a word that read_word knows, or a bar. */
static bool may_ask(struct pp_sv line, const struct pp_byte_set *bytes)
{
    static const struct pp_sv words[] = {
        PP_SV_INIT("findstr"),
        PP_SV_INIT("grep"),
        PP_SV_INIT("select-string"),
        PP_SV_INIT("localport"),
        PP_SV_INIT("lsof"),
        PP_SV_INIT("netconnection"),
        PP_SV_INIT("tnc "),
        PP_SV_INIT("nc "),
        PP_SV_INIT("ncat "),
        PP_SV_INIT("netcat "),
    };
    bool has_bar = pp_byte_set_may_hold(bytes, PP_SV("|"));
    for (size_t i = 0; i < PP_ARRAY_LEN(words) && !has_bar; i++) {
        if (pp_byte_set_may_hold(bytes, words[i]) &&
            pp_sv_find_nocase(line, words[i], 0) != SIZE_MAX) {
            return true;
        }
    }
    return has_bar;
}

void pp_filter_read(struct pp_pipeline *pipeline,
                    struct pp_sv line,
                    const struct pp_byte_set *bytes,
                    struct pp_found *found)
{
    if (pipeline->goes_on) {
        pipeline->goes_on = false;
    } else {
        *pipeline = (struct pp_pipeline){0};
        if (line.len == 0 || !may_ask(line, bytes)) {
            return;
        }
    }
    size_t from = 0;
    while (from < line.len) {
        size_t end = pp_stage_end(line, from);
        read_stage(pipeline, pp_sv_sub(line, from, end - from), found);
        pipeline->filters_ports = pipeline->lists_ports;
        from = end + 1;
    }
    pipeline->goes_on = line.len > 0 && line.ptr[line.len - 1] == '|';
}
