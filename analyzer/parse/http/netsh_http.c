/*
 * `netsh http show urlacl`: URLs that an account may register, as
 * `Reserved URL : http://+:5357/`; and `show servicestate`: URLs that a
 * program has registered now, each alone on a line and in capital letters.
 * Only the latter make http.sys listen
 * (docs/ports-on-windows.md#http-sys).
 *
 * Labels are translated and do not matter: a URL is known by itself, and
 * indentation says which request queue and process it belongs to
 * (http_queues.h). Users and accounts are passed over.
 */
#include "base/bytes.h"
#include "base/cursor.h"
#include "http_queues.h"
#include "parse/line/clean.h"
#include "parse/line/label.h"
#include "parse/line/parsers.h"

/* What the last command asked for. */
enum listing {
    LISTING_URLS = 0, /* urlacl, servicestate, others */
    LISTING_ADDRESSES,
    LISTING_CERTIFICATES,
};

struct netsh_http {
    struct pp_open_section open;
    enum listing kind;
    uint64_t command_nonblank; /* `netsh http show ...`; 0: none */
    struct pp_http_listing listing;
    struct pp_http_outline outline;
};

static enum pp_status end_listing(struct netsh_http *http,
                                  struct pp_context *context)
{
    PP_TRY(pp_http_emit(&http->listing, context));
    http->listing.is_cut = false;
    http->outline.count = 0;
    return pp_section_close(&http->open, context);
}

static enum pp_status netsh_http_close(void *state, struct pp_context *context)
{
    struct netsh_http *http = state;
    http->command_nonblank = 0;
    http->kind = LISTING_URLS;
    return end_listing(http, context);
}

static void netsh_http_done(void *state)
{
    struct netsh_http *http = state;
    pp_http_listing_done(&http->listing);
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
    struct pp_sv port; /* after the host's colon */
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

/* Markdown needs `<...>` around a URL that it must not change. */
static struct pp_sv without_angles(struct pp_sv text)
{
    bool has_angles =
        pp_sv_starts(text, PP_SV("<")) && pp_sv_ends(text, PP_SV(">"));
    return has_angles ? pp_sv_sub(text, 1, text.len - 2) : text;
}

/* One URL and nothing else. http.sys always writes the port. */
static bool read_url(struct pp_sv said, struct url *ret_url)
{
    struct pp_sv text = without_angles(said);
    struct pp_cursor cursor = pp_cursor_over(text);
    if (pp_has_one_of(text, " \t") || !take_scheme(&cursor, ret_url) ||
        !take_host(&cursor, ret_url)) {
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

/* More than is held of a listing: what is goes out as it is. */
static enum pp_status
make_room(struct netsh_http *http, struct pp_context *context, size_t bytes)
{
    if (pp_http_has_room(&http->listing, bytes)) {
        return PP_OK;
    }
    http->outline.count = 0; /* its queues are forgotten */
    http->listing.is_cut = true;
    return pp_http_emit(&http->listing, context);
}

static enum pp_status hold_url(struct netsh_http *http,
                               struct pp_context *context,
                               const struct pp_fact *fact)
{
    struct pp_sv group = {NULL, 0};
    size_t queue = 0;
    PP_TRY(make_room(http, context, fact->as.url.url.len + PP_KEPT_BYTES));
    if (fact->as.url.is_registered) {
        queue = pp_http_outline_queue(&http->outline);
        group = pp_http_outline_group(&http->outline);
    }
    return pp_http_add_url(&http->listing, fact, queue, group);
}

static enum pp_status take_url(struct netsh_http *http,
                               struct pp_context *context,
                               const struct url *url,
                               bool is_registered)
{
    uint32_t port = 0;
    if (!pp_sv_to_u32(url->port, PP_PORT_MAX, &port) || port == 0) {
        pp_context_reject(
            context, PP_DIAG_URL_PORT, url->port, "a port from 1 to 65535");
        return use_line(http, context, PP_TAKE_REJECTED);
    }
    PP_TRY(use_line(http, context, PP_TAKE_USED));
    struct pp_fact fact =
        pp_section_fact(&http->open, context, PP_FACT_URL, url->text);
    fact.range = (struct pp_range){(uint16_t)port, (uint16_t)port};
    fact.as.url.url = url->text;
    fact.as.url.is_registered = is_registered;
    return hold_url(http, context, &fact);
}

/* --- addresses and certificates ------------------------------------------ */

static enum pp_status give_setting(struct netsh_http *http,
                                   struct pp_context *context,
                                   struct pp_sv value,
                                   struct pp_setting_fact setting)
{
    PP_TRY(use_line(http, context, PP_TAKE_USED));
    struct pp_fact fact =
        pp_section_fact(&http->open, context, PP_FACT_SETTING, value);
    fact.as.setting = setting;
    return pp_context_fact(context, &fact);
}

/* An address alone on its line: http.sys listens there and nowhere else. */
static bool is_address(struct pp_sv text)
{
    return pp_is_all_of(text, PP_HEX_DIGITS ".:") &&
           pp_has_one_of(text, ".:") && pp_has_one_of(text, PP_DIGITS);
}

/* `IP:port : 0.0.0.0:44300`, `Hostname:port : a.example:443`: a label with a
 * colon inside, in any language, and an endpoint. */
static bool read_endpoint(struct pp_sv text, struct pp_sv *ret_endpoint)
{
    const size_t inner = pp_sv_find(text, PP_SV(":"), 0);
    const size_t outer = pp_sv_find(text, PP_SV(" : "), 0);
    if (outer == SIZE_MAX || inner >= outer) {
        return false;
    }
    const struct pp_sv value = pp_sv_trim(pp_sv_sub(text, outer + 3, SIZE_MAX));
    const size_t colon = pp_behind_last(value, ':');
    uint32_t port = 0;
    *ret_endpoint = value;
    return colon > 1 && !pp_has_one_of(value, " \t") &&
           pp_sv_to_u32(
               pp_sv_sub(value, colon, SIZE_MAX), PP_PORT_MAX, &port) &&
           port > 0;
}

/* Lines of the two other listings below their command. */
static enum pp_status take_listed(struct netsh_http *http,
                                  struct pp_context *context,
                                  const struct pp_offer *offer)
{
    /* Cleaning takes `2001:` of an address for a line number of grep. */
    const struct pp_sv text = pp_trim_wide(offer->line);
    struct pp_setting_fact setting = {.scope = PP_SV("http.sys")};
    if (http->kind == LISTING_ADDRESSES && is_address(text)) {
        setting.name = PP_SV("iplisten");
        setting.value = text;
    } else if (http->kind == LISTING_CERTIFICATES &&
               read_endpoint(text, &setting.value)) {
        setting.name = PP_SV("sslcert");
    } else {
        return PP_OK;
    }
    return give_setting(http, context, setting.value, setting);
}

/* --- lines ---------------------------------------------------------------- */

/* The listing is certain: open, or asked for just above. */
static bool is_framed(const struct netsh_http *http,
                      const struct pp_context *context)
{
    return http->open.is_open ||
           pp_context_is_near(context, http->command_nonblank);
}

static enum pp_status take_label(struct netsh_http *http,
                                 struct pp_context *context,
                                 const struct pp_offer *offer)
{
    struct pp_sv text = pp_offer_clean(offer);
    struct pp_label line;
    struct url url;
    if (!pp_label_split(text, &line)) {
        return PP_OK;
    }
    bool is_registered =
        pp_sv_equal_nocase(line.label, PP_SV("Registered URLs"));
    if (read_url(line.value, &url) &&
        (url.is_wildcard || is_registered || is_framed(http, context) ||
         pp_sv_equal_nocase(line.label, PP_SV("Reserved URL")))) {
        return take_url(http, context, &url, is_registered);
    }
    enum {
        INSIDE_COLUMN = 4
    };
    bool is_queue = pp_http_is_queue_label(line.label);
    if (http->open.is_open &&
        (is_queue || pp_indent_of(offer->line) >= INSIDE_COLUMN)) {
        return use_line(http, context, PP_TAKE_IGNORED);
    }
    if (is_queue) {
        /* The first lines of a listing that begins with queues: to be asked
         * first for the next ones. */
        pp_context_take(context, PP_TAKE_IGNORED);
    }
    return PP_OK;
}

static enum listing listing_of(struct pp_sv command)
{
    if (pp_sv_find_nocase(command, PP_SV(" show iplisten"), 0) != SIZE_MAX) {
        return LISTING_ADDRESSES;
    }
    return pp_sv_find_nocase(command, PP_SV(" show sslcert"), 0) != SIZE_MAX
               ? LISTING_CERTIFICATES
               : LISTING_URLS;
}

/* The command that asks for the listing. */
static enum pp_status note_command(struct netsh_http *http,
                                   struct pp_context *context,
                                   struct pp_sv text)
{
    http->command_nonblank = context->nonblank_line;
    http->kind = listing_of(text);
    pp_context_take(context, PP_TAKE_IGNORED);
    return end_listing(http, context);
}

static enum pp_status netsh_http_take(void *state,
                                      struct pp_context *context,
                                      const struct pp_offer *offer)
{
    struct netsh_http *http = state;
    struct pp_sv text = pp_offer_clean(offer);
    struct url url;
    PP_TRY(make_room(http, context, offer->line.len));
    /* In its line, marks in front of it counted. */
    size_t column = (size_t)(text.ptr - offer->line.ptr);
    PP_TRY(pp_http_outline_see(
        &http->outline, &http->listing, context, text, column));
    if (read_url(text, &url)) {
        if (!url.is_capital && !is_framed(http, context)) {
            return PP_OK;
        }
        return take_url(http, context, &url, true);
    }
    if (pp_sv_find_nocase(text, PP_SV("netsh http show"), 0) != SIZE_MAX) {
        return note_command(http, context, text);
    }
    if (http->kind != LISTING_URLS && is_framed(http, context)) {
        PP_TRY(take_listed(http, context, offer));
        if (context->is_taken) {
            return PP_OK;
        }
    }
    if (http->outline.is_process && http->open.is_open) {
        return use_line(http, context, PP_TAKE_USED);
    }
    return take_label(http, context, offer);
}

const struct pp_parser pp_parser_netsh_http = {
    .name = "netsh_http",
    .state_size = sizeof(struct netsh_http),
    .take = netsh_http_take,
    .close = netsh_http_close,
    .done = netsh_http_done,
};
