/*
 * `netsh http show urlacl`: URLs that an account may register, as
 * `Reserved URL : http://+:5357/`; and `show servicestate`: URLs that a
 * program has registered now, each alone on a line and in capital letters.
 * Only the latter make http.sys listen
 * (docs/ports-on-windows.md#http-sys).
 *
 * Labels are translated and of no account: the URL tells. Users, accounts and
 * programs in the listing are passed over.
 */
#include "portplan/cursor.h"

#include "label.h"
#include "parsers.h"

struct netsh_http {
    struct pp_open_section open;
    uint64_t command_solid; /* `netsh http show ...`; 0: none */
};

static enum pp_status netsh_http_close(void *state, struct pp_context *context)
{
    struct netsh_http *http = state;
    http->command_solid = 0;
    return pp_section_close(&http->open, context);
}

static enum pp_status
use_line(struct netsh_http *http, struct pp_context *context, enum pp_take take)
{
    pp_context_take(context, take);
    return pp_section_extend(&http->open, context, PP_SECTION_NETSH_HTTP);
}

/* --- URLs ----------------------------------------------------------------- */

struct url {
    struct pp_sv text;
    struct pp_sv port; /* what stands behind the host's colon */
    bool is_wildcard;  /* `*` or `+` for the host */
    bool is_capital;   /* HTTP:// */
};

static bool take_scheme(struct pp_cursor *cursor, struct url *url)
{
    url->is_capital = pp_cursor_peek(cursor) == 'H';
    return pp_cursor_take_nocase(cursor, PP_SV("https://")) ||
           pp_cursor_take_nocase(cursor, PP_SV("http://"));
}

/* Up to the colon in front of the port; an IPv6 address is in brackets. */
static bool take_host(struct pp_cursor *cursor, struct url *url)
{
    const char *start = cursor->at;
    char stop = pp_cursor_peek(cursor) == '[' ? ']' : ':';
    while (cursor->at < cursor->end && *cursor->at != stop &&
           *cursor->at != '/') {
        cursor->at++;
    }
    if (stop == ']') {
        (void)pp_cursor_take(cursor, ']');
    }
    size_t len = (size_t)(cursor->at - start);
    url->is_wildcard = len == 1 && (*start == '*' || *start == '+');
    return len > 0 && pp_cursor_take(cursor, ':');
}

/* One URL and nothing else. http.sys always writes the port. */
static bool read_url(struct pp_sv text, struct url *ret_url)
{
    struct pp_cursor cursor = pp_cursor_over(text);
    for (size_t i = 0; i < text.len; i++) {
        if (pp_is_blank(text.ptr[i])) {
            return false;
        }
    }
    if (!take_scheme(&cursor, ret_url) || !take_host(&cursor, ret_url)) {
        return false;
    }
    const char *start = cursor.at;
    /* Behind the port may be the address it is bound to: `:80:192.0.2.1/`. */
    while (cursor.at < cursor.end && *cursor.at != '/' && *cursor.at != ':') {
        cursor.at++;
    }
    ret_url->port = (struct pp_sv){start, (size_t)(cursor.at - start)};
    ret_url->text = text;
    return ret_url->port.len > 0 && !pp_cursor_at_end(&cursor);
}

static enum pp_status take_url(struct netsh_http *http,
                               struct pp_context *context,
                               const struct url *url,
                               bool is_registered)
{
    uint32_t port = 0;
    if (!pp_sv_to_u32(url->port, PP_PORT_MAX, &port) || port == 0) {
        struct pp_diag draft =
            pp_context_draft(context, PP_DIAG_URL_PORT, url->port);
        pp_diags_add(context->options.diags,
                     &draft,
                     "expected a port from 1 to 65535, got '%.*s'",
                     PP_SV_ARGS(url->port));
        return use_line(http, context, PP_TAKE_REJECTED);
    }
    PP_TRY(use_line(http, context, PP_TAKE_USED));
    struct pp_fact fact =
        pp_section_fact(&http->open, context, PP_FACT_URL, url->text);
    fact.range = (struct pp_range){(uint16_t)port, (uint16_t)port};
    fact.as.url.url = url->text;
    fact.as.url.is_registered = is_registered;
    return pp_context_fact(context, &fact);
}

/* --- lines ---------------------------------------------------------------- */

/* The listing is certain: open, or asked for just above. */
static bool is_framed(const struct netsh_http *http,
                      const struct pp_context *context)
{
    return http->open.is_open ||
           pp_context_is_near(context, http->command_solid);
}

static enum pp_status take_label(struct netsh_http *http,
                                 struct pp_context *context,
                                 const struct pp_offer *offer,
                                 bool *ret_taken)
{
    struct pp_sv text = pp_offer_clean(offer);
    struct pp_label line;
    struct url url;
    if (!pp_label_split(text, &line)) {
        return PP_OK;
    }
    if (read_url(line.value, &url) &&
        (url.is_wildcard || is_framed(http, context) ||
         pp_sv_equal_nocase(line.label, PP_SV("Reserved URL")))) {
        *ret_taken = true;
        return take_url(http, context, &url, false);
    }
    enum {
        INSIDE_COLUMN = 4
    };
    if (http->open.is_open && pp_indent_of(offer->line) >= INSIDE_COLUMN) {
        *ret_taken = true;
        return use_line(http, context, PP_TAKE_IGNORED);
    }
    return PP_OK;
}

/* The command that asks for the listing. */
static bool note_command(struct netsh_http *http,
                         struct pp_context *context,
                         struct pp_sv text)
{
    size_t netsh = pp_sv_find_nocase(text, PP_SV("netsh http show"), 0);
    if (netsh == SIZE_MAX) {
        return false;
    }
    http->command_solid = context->solid_number;
    pp_context_take(context, PP_TAKE_IGNORED);
    return true;
}

static enum pp_status netsh_http_take(void *state,
                                      struct pp_context *context,
                                      const struct pp_offer *offer,
                                      bool *ret_taken)
{
    struct netsh_http *http = state;
    struct pp_sv text = pp_offer_clean(offer);
    struct url url;
    *ret_taken = false;
    if (read_url(text, &url)) {
        if (!url.is_capital && !is_framed(http, context)) {
            return PP_OK;
        }
        *ret_taken = true;
        return take_url(http, context, &url, true);
    }
    if (note_command(http, context, text)) {
        *ret_taken = true;
        return pp_section_close(&http->open, context);
    }
    return take_label(http, context, offer, ret_taken);
}

const struct pp_parser pp_parser_netsh_http = {
    .name = "netsh_http",
    .state_size = sizeof(struct netsh_http),
    .take = netsh_http_take,
    .close = netsh_http_close,
};
