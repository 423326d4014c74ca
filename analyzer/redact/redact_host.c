/*
 * Hosts. Of a URL the scheme and the port stay, and hosts that name no machine:
 * `+`, `*`, localhost.
 */
#include "redact_host.h"

#include "base/bytes.h"
#include "redact_address.h"
#include "redact_letters.h"
#include "redact_path.h"

/* The name itself, or a domain that it lies in, is of the class. */
static bool
lies_in(const struct pp_scan *scan, struct pp_sv name, unsigned bits)
{
    while (!pp_scan_is_known(scan, name, bits)) {
        size_t dot = pp_sv_find(name, PP_SV("."), 0);
        if (dot == SIZE_MAX) {
            return false;
        }
        name = pp_sv_sub(name, dot + 1, SIZE_MAX);
    }
    return true;
}

static bool is_private_name(const struct pp_scan *scan, struct pp_sv name)
{
    size_t dot = pp_sv_find(name, PP_SV("."), name.len > 0 ? 1 : 0);
    return dot != SIZE_MAX && lies_in(scan,
                                      pp_sv_sub(name, dot + 1, SIZE_MAX),
                                      PP_REDACT_IS_PRIVATE);
}

void pp_hit_public_host(struct pp_scan *scan, struct pp_sv name, bool is_deep)
{
    size_t dot = pp_sv_find(name, PP_SV("."), 0);
    bool is_domain = dot != SIZE_MAX && dot > 0 &&
                     !is_private_name(scan, name) &&
                     pp_sv_find(name, PP_SV("."), dot + 1) == SIZE_MAX;
    if (is_domain) {
        pp_scan_domain(scan, name, is_deep);
    } else {
        pp_scan_host(scan, name, is_deep);
    }
}

/* --- URLs ----------------------------------------------------------------- */

static void hit_url_host(struct pp_scan *scan, struct pp_sv host)
{
    size_t from = pp_scan_offset(scan, host);
    size_t skipped = pp_sv_starts(host, PP_SV("[")) ? 1 : 0;
    if (host.len == 0 || pp_is_one_of(host.ptr[0], "+*")) {
        return;
    }
    if (pp_find_address(scan, from + skipped) <= from + skipped) {
        pp_hit_public_host(scan, host, false);
    }
}

/* The path, its last slash aside, is one secret; Windows' own listeners have
 * some that stay. */
static size_t find_url_path(struct pp_scan *scan, size_t at)
{
    if (!pp_scan_matches(scan, PP_REDACT_PATTERN_URL_PATH, at)) {
        return at;
    }
    struct pp_sv path = scan->patterns->groups[1];
    size_t to = at + 1 + path.len;
    path = pp_trim_end(path, "/.:!?");
    if (path.len > 0 && !pp_scan_is_known(scan, path, PP_REDACT_IS_URL)) {
        pp_scan_word(scan, PP_REDACT_FOLDER, path);
    }
    return to;
}

/* `:80:192.0.2.1`: a port, and the address that a URL is bound to. */
static void hit_ports(struct pp_scan *scan, struct pp_sv ports)
{
    while (ports.len > 0) {
        size_t end = pp_sv_find(ports, PP_SV(":"), 1);
        end = end < ports.len ? end : ports.len;
        struct pp_sv part = pp_sv_sub(ports, 1, end - 1);
        if (pp_sv_find(part, PP_SV("."), 0) != SIZE_MAX) {
            hit_url_host(scan, part);
        }
        ports = pp_sv_sub(ports, end, SIZE_MAX);
    }
}

size_t pp_find_url(struct pp_scan *scan, size_t at)
{
    if (!pp_scan_matches(scan, PP_REDACT_PATTERN_URL, at)) {
        return at;
    }
    size_t to = at + scan->patterns->groups[0].len;
    struct pp_sv user = scan->patterns->groups[1];
    struct pp_sv host = scan->patterns->groups[2];
    struct pp_sv ports = scan->patterns->groups[3];
    if (user.len > 0) {
        pp_scan_word(scan, PP_REDACT_USER, user);
    }
    hit_url_host(scan, host);
    hit_ports(scan, ports);
    return find_url_path(scan, to);
}

/* --- bare names ----------------------------------------------------------- */

/* Whether the text has a letter from `first` to `last`. */
static bool has_any(struct pp_sv text, char first, char last)
{
    for (size_t i = 0; i < text.len; i++) {
        if (text.ptr[i] >= first && text.ptr[i] <= last) {
            return true;
        }
    }
    return false;
}

/* `ns.contoso.de`: labels, the last of which the root of the DNS has. Not
 * with capitals in the last one alone: `System.IO` is not a host. */
static bool is_public_name(const struct pp_scan *scan, struct pp_sv name)
{
    size_t dot = pp_behind_last(name, '.');
    struct pp_sv last = pp_sv_sub(name, dot, SIZE_MAX);
    struct pp_sv front = pp_sv_sub(name, 0, dot > 0 ? dot - 1 : 0);
    return pp_redact_has_letter(front) && name.ptr[0] != '.' &&
           pp_sv_find(front, PP_SV(".."), 0) == SIZE_MAX &&
           pp_scan_is_known(scan, last, PP_REDACT_IS_TLD) &&
           !(has_any(last, 'A', 'Z') && has_any(name, 'a', 'z')) &&
           !lies_in(scan, name, PP_REDACT_IS_SITE);
}

/* A name in front of the suffix of NetBIOS is a host; in front of an address
 * only if it is not a word of a listing. */
static bool is_host_by_place(struct pp_scan *scan, struct pp_sv word, size_t to)
{
    const unsigned words = PP_REDACT_IS_NOBODY | PP_REDACT_IS_WINDOWS |
                           PP_REDACT_IS_FOLDER | PP_REDACT_IS_COMMON |
                           PP_REDACT_IS_ENDING | PP_REDACT_IS_TLD |
                           PP_REDACT_IS_SITE;
    return pp_redact_byte(scan->line, to) == ' ' &&
           pp_scan_matches(scan, PP_REDACT_PATTERN_BEHIND_HOST, to) &&
           (scan->patterns->groups[1].len == 0 ||
            !pp_scan_is_known(scan, word, words));
}

static size_t find_forward(struct pp_scan *scan, size_t at)
{
    if (!pp_scan_matches(scan, PP_REDACT_PATTERN_FORWARD, at) ||
        !pp_redact_has_letter(scan->patterns->groups[1])) {
        return at;
    }
    struct pp_sv host = scan->patterns->groups[1];
    if (is_public_name(scan, host)) {
        pp_hit_public_host(scan, host, true);
    } else {
        pp_scan_host(scan, host, true);
    }
    return pp_scan_behind(scan, host);
}

size_t pp_find_host(struct pp_scan *scan, size_t at)
{
    struct pp_sv line = scan->line;
    size_t to = pp_redact_is_later_part(line, at)
                    ? at
                    : pp_redact_name_end(line, at, "-._", ".-");
    struct pp_sv word = pp_sv_sub(line, at, to - at);
    if (!pp_redact_has_letter(word)) {
        return word.len > 0 ? find_forward(scan, at) : at;
    }
    bool is_inside = at > 0 && pp_is_one_of(line.ptr[at - 1], "\\$");
    if (is_inside || pp_redact_byte(line, to) == '(') {
        return at;
    }
    bool is_private = is_private_name(scan, word);
    if (!is_private && !is_public_name(scan, word)) {
        if (!is_host_by_place(scan, word, to)) {
            return at;
        }
        pp_scan_host(scan, word, true);
        return to;
    }
    pp_hit_public_host(scan, word, true);
    bool has_path = pp_scan_matches(scan, PP_REDACT_PATTERN_PORT_AND_PATH, to);
    return has_path ? find_url_path(scan, to + scan->patterns->groups[0].len)
                    : to;
}

size_t pp_find_mount(struct pp_scan *scan, size_t at)
{
    if (pp_redact_byte(scan->line, at) != '#' ||
        !pp_scan_matches(scan, PP_REDACT_PATTERN_MOUNT, at)) {
        return at;
    }
    size_t to = at + scan->patterns->groups[0].len;
    pp_scan_host(scan, scan->patterns->groups[1], true);
    while (pp_scan_matches(scan, PP_REDACT_PATTERN_MOUNT_PART, to)) {
        size_t end = to + scan->patterns->groups[0].len;
        if (end > to + 1) {
            pp_hit_segment(scan, scan->patterns->groups[1]);
        }
        to = end;
    }
    return to;
}
