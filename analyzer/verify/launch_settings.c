/*
 * The ports of launchSettings.json: the applicationUrl of every profile, and
 * IIS Express, whose ports HTTP.sys takes. The file is JSON with comments and
 * commas after the last element, as the tools of .NET read and write it.
 */
#include "launch_settings.h"

#include "base/alloc.h"
#include "base/bounds.h"
#include "base/bytes.h"
#include "policy_ports.h"
#include "policy_reader.h"

/* One file in the reading. */
struct launch {
    const struct port_source *source;
    struct policy_reader reader;
    struct pp_sv profile;
    bool is_http_sys;
};

/* --- JSON with comments --------------------------------------------------- */

/* The end of the string that begins at `at`. */
static size_t skip_string(const char *text, size_t len, size_t at)
{
    for (at++; at < len && text[at] != '"' && text[at] != '\n'; at++) {
        at += text[at] == '\\' ? 1 : 0;
    }
    return at < len ? at + 1 : len;
}

/* Blanks a comment that begins at `at`; where it ends, or `at` for none. */
static size_t blank_comment(char *text, size_t len, size_t at)
{
    if (text[at] != '/' || at + 1 >= len) {
        return at;
    }
    bool is_line = text[at + 1] == '/';
    if (!is_line && text[at + 1] != '*') {
        return at;
    }
    struct pp_sv all = {text, len};
    size_t end = pp_sv_find(all, is_line ? PP_SV("\n") : PP_SV("*/"), at + 2);
    end = end == SIZE_MAX ? len : end + (is_line ? 0 : 2);
    for (size_t i = at; i < end; i++) {
        text[i] = text[i] == '\n' ? '\n' : ' ';
    }
    return end;
}

/* Makes strict JSON of it by blanking: every byte that stays keeps its place.
 * A comma after an element is blanked once a bracket follows. */
static void make_strict(char *text, size_t len)
{
    size_t comma = SIZE_MAX; /* what could be blanked */
    char before = '{';       /* the last byte that was not blank */
    size_t at = 0;
    while (at < len) {
        size_t end = blank_comment(text, len, at);
        char c = text[at];
        if (end > at || pp_is_blank(c) || c == '\r' || c == '\n') {
            at = end > at ? end : at + 1;
            continue;
        }
        if ((c == ']' || c == '}') && comma != SIZE_MAX) {
            text[comma] = ' ';
        }
        bool is_behind_element = strchr("{[,", before) == NULL;
        comma = c == ',' && is_behind_element ? at : SIZE_MAX;
        before = c;
        at = c == '"' ? skip_string(text, len, at) : at + 1;
    }
}

/* --- URLs ----------------------------------------------------------------- */

/* The port of `https://localhost:7001/path`; false: not such a URL. */
static bool find_port(struct pp_sv url, uint32_t *ret_port)
{
    bool is_https = pp_sv_starts_nocase(url, PP_SV("https://"));
    if (!is_https && !pp_sv_starts_nocase(url, PP_SV("http://"))) {
        return false;
    }
    struct pp_sv rest = pp_sv_sub(url, is_https ? 8 : 7, SIZE_MAX);
    size_t slash = pp_sv_find(rest, PP_SV("/"), 0);
    rest = pp_sv_sub(rest, 0, slash);
    size_t colon = rest.len;
    while (colon > 0 && rest.ptr[colon - 1] != ':' &&
           rest.ptr[colon - 1] != ']') {
        colon--;
    }
    if (rest.len == 0 || colon == 1) {
        return false; /* no name of a host */
    }
    if (colon == 0 || rest.ptr[colon - 1] == ']') {
        *ret_port = is_https ? 443 : 80;
        return true;
    }
    return pp_sv_to_u32(
        pp_sv_sub(rest, colon, SIZE_MAX), PP_PORT_MAX, ret_port);
}

static enum pp_status add_wanted(struct launch *launch,
                                 const struct pp_json_value *value,
                                 struct pp_sv text,
                                 uint32_t port)
{
    struct pp_wanted wanted = {
        .ports = {.range = {(uint16_t)port, (uint16_t)port}},
        .text = text,
        .owner = launch->profile,
        .has_kind = launch->is_http_sys,
        .kind = PP_BIND_HTTP_SYS,
    };
    if (port == 0 || pp_wanted_has(launch->source->list, &wanted)) {
        return PP_OK; /* 0: any free one */
    }
    /* Finding it takes time, so it is done for ports that are new. */
    wanted.line = pp_policy_place(&launch->reader, value, false).line;
    return pp_port_source_add(launch->source, &wanted);
}

/* "https://localhost:7001;http://localhost:5000" */
static enum pp_status add_urls(struct launch *launch,
                               const struct pp_json_value *value)
{
    struct pp_sv urls;
    if (value == NULL) {
        return PP_OK;
    }
    if (!pp_json_value_sv(value, &urls)) {
        pp_policy_complain(&launch->reader,
                           value,
                           false,
                           PP_DIAG_POLICY_SOURCE,
                           "'applicationUrl' must be text");
        return PP_ERR_FORMAT;
    }
    while (urls.len > 0) {
        struct pp_sv url = pp_sv_trim(pp_take_until(&urls, ';'));
        uint32_t port = 0;
        if (url.len > 0 && !find_port(url, &port)) {
            pp_policy_complain(&launch->reader,
                               value,
                               false,
                               PP_DIAG_POLICY_SOURCE,
                               "'%.*s' is not the URL of a web server",
                               PP_SV_ARGS(pp_sv_sub(url, 0, 80)));
            return PP_ERR_FORMAT;
        }
        PP_TRY(add_wanted(launch, value, url, port));
    }
    return PP_OK;
}

/* --- the file ------------------------------------------------------------- */

static enum pp_status add_iis(struct launch *launch,
                              const struct pp_json_value *iis)
{
    const struct pp_json_value *express = pp_json_get(iis, "iisExpress");
    const struct pp_json_value *ssl = pp_json_get(express, "sslPort");
    uint64_t port = 0;
    launch->profile = PP_SV("IIS Express");
    launch->is_http_sys = true;
    PP_TRY(add_urls(launch, pp_json_get(express, "applicationUrl")));
    if (ssl != NULL && !pp_json_value_u64(ssl, PP_PORT_MAX, &port)) {
        pp_policy_complain(&launch->reader,
                           ssl,
                           false,
                           PP_DIAG_POLICY_SOURCE,
                           "'sslPort' must be a port");
        return PP_ERR_FORMAT;
    }
    return ssl != NULL
               ? add_wanted(launch, ssl, PP_SV("sslPort"), (uint32_t)port)
               : PP_OK;
}

static enum pp_status add_profiles(struct launch *launch)
{
    const struct pp_json_value *root = launch->reader.root;
    const struct pp_json_value *profiles = pp_json_get(root, "profiles");
    const struct pp_json_value *iis = pp_json_get(root, "iisSettings");
    if (pp_json_value_kind(profiles) != PP_JSON_OBJECT) {
        pp_policy_complain(
            &launch->reader,
            profiles != NULL ? profiles : root,
            false,
            PP_DIAG_POLICY_SOURCE,
            "launchSettings.json must have an object 'profiles'");
        return PP_ERR_FORMAT;
    }
    for (const struct pp_json_value *at = pp_json_first(profiles); at != NULL;
         at = pp_json_next(at)) {
        launch->profile = pp_sv_from(pp_json_key(at));
        PP_TRY(add_urls(launch, pp_json_get(at, "applicationUrl")));
    }
    return iis != NULL ? add_iis(launch, iis) : PP_OK;
}

enum pp_status pp_read_launch_settings(const struct port_source *source,
                                       struct pp_sv bytes)
{
    struct launch launch = {
        .source = source,
        .reader = {.capture = source->capture, .diags = source->diags},
    };
    char *text = pp_calloc(bytes.len + 1, 1);
    if (text == NULL) {
        return PP_ERR_NOMEM;
    }
    if (bytes.len > 0) {
        memcpy(text, bytes.ptr, bytes.len);
    }
    make_strict(text, bytes.len);
    enum pp_status status = pp_policy_reader_open(
        &launch.reader, (struct pp_sv){text, bytes.len}, PP_LIMIT_POLICY_BYTES);
    if (status == PP_OK) {
        status = add_profiles(&launch);
    }
    pp_policy_reader_close(&launch.reader);
    pp_free(text);
    return status;
}
