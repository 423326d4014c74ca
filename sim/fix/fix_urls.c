/*
 * fix for people: the URLs of http.sys on a port, and the commands that move a
 * URL reservation. These are words, never part of a script: nothing simulated
 * shows that they make a port bindable (docs/ports-on-windows.md#http-sys).
 *
 * A URL is text of the capture. It is shown escaped, and becomes part of a
 * command only if it is made of characters that no shell reads as anything
 * else.
 */
#include "fix_urls.h"

#include "base/utf8.h"
#include "check/registrant.h"

enum {
    URLS_MAX = 4, /* of one port; the rest is counted */
    URL_MAX_BYTES = 256,
};

bool pps_fix_url_is_plain(struct pp_sv url)
{
    static const char others[] = "-._~/:+*[]";
    if (url.len == 0 || url.len > URL_MAX_BYTES) {
        return false;
    }
    for (size_t i = 0; i < url.len; i++) {
        char c = url.ptr[i];
        bool is_letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
        bool is_other =
            pp_sv_find(PP_SV(others), (struct pp_sv){&c, 1}, 0) != SIZE_MAX;
        if (!is_letter && !pp_is_digit(c) && !is_other) {
            return false;
        }
    }
    return true;
}

/* Where the port begins: behind the host, which may be an IPv6 address. */
static size_t port_at(struct pp_sv url)
{
    size_t host = pp_sv_find(url, PP_SV("://"), 0);
    host = host == SIZE_MAX ? 0 : host + PP_SV("://").len;
    size_t bracket = pp_sv_find(url, PP_SV("]"), host);
    size_t colon =
        pp_sv_find(url, PP_SV(":"), bracket == SIZE_MAX ? host : bracket);
    return colon == SIZE_MAX ? url.len : colon + 1;
}

static void add_url(struct fix_text *text, const struct pp_reservation *url)
{
    pp_buf_add_str(text->to.buf, "  a URL of http.sys is on this port: ");
    pp_escape_text(text->to.buf, url->text);
    pps_report_place(text->to.buf, &text->to, &url->place);
    if (url->is_registered) {
        pp_buf_add_str(text->to.buf, ", registered by ");
        pp_registrant_text(text->to.buf, url);
    } else {
        pp_buf_add_str(text->to.buf, ", reserved for an account");
    }
    pp_buf_add_char(text->to.buf, '\n');
}

static void add_move(struct fix_text *text, struct pp_sv url)
{
    struct pp_buf *buf = text->to.buf;
    size_t start = port_at(url);
    size_t end = start;
    while (end < url.len && pp_is_digit(url.ptr[end])) {
        end++;
    }
    pp_buf_add_str(buf, "    netsh http delete urlacl url=");
    pp_buf_add(buf, url);
    pp_buf_add_str(buf, "\n    netsh http add urlacl url=");
    pp_buf_add(buf, pp_sv_sub(url, 0, start));
    pp_buf_add_str(buf, "PORT");
    pp_buf_add(buf, pp_sv_sub(url, end, url.len));
    pp_buf_add_str(buf, " user=DOMAIN\\USER\n");
}

/* Who else might mind: who reserves with http.sys, or finds its row. */
static bool is_about_http(const struct pp_check_span *span)
{
    if (span->kind == PP_BIND_HTTP_SYS) {
        return true;
    }
    for (size_t i = 0; i < span->exclusion_count; i++) {
        if (span->exclusions[i]->owner == PP_OWNER_HTTP_SYS) {
            return true;
        }
    }
    return false;
}

static void add_moves(struct fix_text *text, const struct pp_check_span *span)
{
    bool is_first = true;
    bool has_unsafe = false;
    for (size_t i = 0, shown = 0; i < span->reservation_count; i++) {
        const struct pp_reservation *url = span->reservations[i];
        if (url->kind != PP_RESERVED_URL || shown++ >= URLS_MAX ||
            url->is_registered) {
            continue;
        }
        if (!pps_fix_url_is_plain(url->text)) {
            has_unsafe = true;
            continue;
        }
        if (is_first) {
            pp_style_paragraph(text->to.buf,
                               text->to.style,
                               2,
                               "another account gets error 5 for a reserved "
                               "URL; to move a reservation (this frees no port "
                               "that a program has registered):");
        }
        is_first = false;
        add_move(text, url->text);
    }
    if (has_unsafe) {
        pp_buf_add_str(
            text->to.buf,
            "  no command is printed for a URL that a shell could misread\n");
    }
}

/* The service whose ports these are by default
 * (docs/ports-on-windows.md#http-sys). */
static void add_service(struct fix_text *text, const struct pp_check_span *span)
{
    static const uint16_t winrm[] = {5985, 5986, 47001};
    for (size_t i = 0; i < PP_ARRAY_LEN(winrm); i++) {
        bool is_its = span->verdict == PP_VERDICT_BLOCKED ||
                      span->rule == PP_BIND_RULE_URL;
        if (is_its && span->protocol == PP_TCP &&
            pp_range_contains(span->range, winrm[i])) {
            pp_buf_add_str(text->to.buf,
                           "  the usual service there is WinRM: net stop "
                           "winrm\n");
            return;
        }
    }
}

void pps_fix_add_urls(struct fix_text *text, const struct pp_check_span *span)
{
    size_t count = 0;
    for (size_t i = 0; i < span->reservation_count; i++) {
        if (span->reservations[i]->kind == PP_RESERVED_URL &&
            count++ < URLS_MAX) {
            add_url(text, span->reservations[i]);
        }
    }
    if (count > URLS_MAX) {
        pp_buf_printf(
            text->to.buf, "  and %u URLs more\n", (unsigned)(count - URLS_MAX));
    }
    if (is_about_http(span)) {
        add_moves(text, span);
        add_service(text, span);
    }
}
