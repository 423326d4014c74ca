/*
 * Hosts: URLs, and names that are hosts by their shape or by what stands
 * around them. Of a URL the scheme and the port stay, and hosts that are none:
 * `+`, `*`, localhost.
 */

#include "parse/registry/reg_value.h"
#include "redact_fold.h"
#include "redact_scan.h"

/* --- URLs ----------------------------------------------------------------- */

static size_t scheme_len(struct pp_sv line, size_t at)
{
    static const struct pp_sv schemes[] = {PP_SV_INIT("http://"),
                                           PP_SV_INIT("https://"),
                                           PP_SV_INIT("tcp://"),
                                           PP_SV_INIT("ws://"),
                                           PP_SV_INIT("wss://"),
                                           PP_SV_INIT("ftp://"),
                                           PP_SV_INIT("ssh://"),
                                           PP_SV_INIT("net.tcp://"),
                                           PP_SV_INIT("udp://")};
    struct pp_sv rest = pp_sv_sub(line, at, 16);
    for (size_t i = 0; i < PP_ARRAY_LEN(schemes); i++) {
        if (pp_sv_starts_nocase(rest, schemes[i])) {
            return schemes[i].len;
        }
    }
    return 0;
}

static bool ends_url(char c)
{
    return c == '\0' || c == ' ' || c == '\t' || c == '"' || c == '\'' ||
           c == '<' || c == '>' || c == ')' || c == ']' || c == '`' ||
           c == ',' || c == ';' || c == '\\' || c == '}' || c == '|';
}

/* Windows' own listeners have these. */
static bool is_common_url_path(struct pp_sv path)
{
    static const struct pp_sv paths[] = {
        PP_SV_INIT("wsman"),
        PP_SV_INIT("temporary_listen_addresses"),
        PP_SV_INIT("wsenrollmentserver"),
        PP_SV_INIT("rdp"),
        PP_SV_INIT("rdwebaccess"),
        PP_SV_INIT("remotedesktopgateway"),
        PP_SV_INIT("rpc"),
        PP_SV_INIT("rpcwithcert"),
        PP_SV_INIT("sra_{ba195980-cd49-458b-9e23-c84ee0adcd75}"),
        PP_SV_INIT("mdeserver"),
    };
    while (path.len > 0 && path.ptr[path.len - 1] == '/') {
        path.len--;
    }
    for (size_t i = 0; i < PP_ARRAY_LEN(paths); i++) {
        if (pp_sv_equal_nocase(path, paths[i])) {
            return true;
        }
    }
    return path.len == 0;
}

/* Endings of names that only a network of one's own has (RFC 6762,
 * appendix G). */
static bool is_private_name(struct pp_sv name)
{
    static const struct pp_sv endings[] = {PP_SV_INIT(".local"),
                                           PP_SV_INIT(".lan"),
                                           PP_SV_INIT(".corp"),
                                           PP_SV_INIT(".internal"),
                                           PP_SV_INIT(".intranet"),
                                           PP_SV_INIT(".home"),
                                           PP_SV_INIT(".private"),
                                           PP_SV_INIT(".localdomain"),
                                           PP_SV_INIT(".home.arpa")};
    for (size_t i = 0; i < PP_ARRAY_LEN(endings); i++) {
        size_t len = endings[i].len;
        if (name.len > len &&
            pp_sv_equal_nocase(pp_sv_sub(name, name.len - len, len),
                               endings[i])) {
            return true;
        }
    }
    return false;
}

void pp_hit_public_host(struct pp_scan *scan,
                        size_t from,
                        size_t to,
                        bool is_deep)
{
    struct pp_sv name = pp_sv_sub(scan->line, from, to - from);
    size_t dot = pp_sv_find(name, PP_SV("."), 0);
    bool is_domain = dot != SIZE_MAX && dot > 0 && !is_private_name(name) &&
                     pp_sv_find(name, PP_SV("."), dot + 1) == SIZE_MAX;
    if (!is_domain) {
        pp_scan_host(scan, from, to, is_deep);
        return;
    }
    pp_scan_word(scan, PP_REDACT_DOMAIN, from, to);
    if (is_deep) {
        pp_scan_parts(scan, PP_REDACT_DOMAIN, from, to, ".");
    }
}

static void hit_url_host(struct pp_scan *scan, size_t from, size_t to)
{
    char c = pp_byte_at(scan->line, from);
    if (from == to || c == '+' || c == '*') {
        return;
    }
    size_t end = pp_find_address(scan, from + (c == '['));
    if (end <= from + (c == '[')) {
        pp_hit_public_host(scan, from, to, false);
    }
}

/* The path, its last slash aside, is one secret. */
static size_t walk_url_path(struct pp_scan *scan, size_t slash)
{
    struct pp_sv line = scan->line;
    size_t to = slash + 1;
    while (!ends_url(pp_byte_at(line, to))) {
        to++;
    }
    size_t end = to;
    while (end > slash + 1 && pp_redact_is_one_of(line.ptr[end - 1], "/.:!?")) {
        end--;
    }
    if (!is_common_url_path(pp_sv_sub(line, slash + 1, end - slash - 1))) {
        pp_scan_word(scan, PP_REDACT_FOLDER, slash + 1, end);
    }
    return to;
}

size_t pp_find_url(struct pp_scan *scan, size_t at)
{
    struct pp_sv line = scan->line;
    size_t len = scheme_len(line, at);
    if (len == 0) {
        return at;
    }
    size_t from = at + len;
    size_t to = from;
    while (!ends_url(pp_byte_at(line, to)) && line.ptr[to] != '/' &&
           line.ptr[to] != '@') {
        to++;
    }
    if (pp_byte_at(line, to) == '@') {
        pp_scan_word(scan, PP_REDACT_USER, from, to);
        from = to + 1;
    }
    to = from;
    char stop = pp_byte_at(line, from) == '[' ? ']' : ':';
    while (pp_byte_at(line, to) != '\0' && line.ptr[to] != stop &&
           line.ptr[to] != '/' && (stop == ']' || !ends_url(line.ptr[to]))) {
        to++;
    }
    hit_url_host(scan, from, to);
    to += pp_byte_at(line, to) == ']';
    while (pp_byte_at(line, to) == ':') {
        size_t part = to + 1;
        while (!ends_url(pp_byte_at(line, to + 1)) && line.ptr[to + 1] != '/' &&
               line.ptr[to + 1] != ':') {
            to++;
        }
        to++;
        /* `:80:192.0.2.1`: the address that a URL is bound to. */
        if (pp_sv_find(pp_sv_sub(line, part, to - part), PP_SV("."), 0) !=
            SIZE_MAX) {
            hit_url_host(scan, part, to);
        }
    }
    return pp_byte_at(line, to) == '/' ? walk_url_path(scan, to) : to;
}

/* --- bare names ----------------------------------------------------------- */

/* Capitals throughout, or none in the last label: `System.IO` is no host. */
static bool is_one_case(struct pp_sv name, struct pp_sv last)
{
    bool has_small = false;
    bool has_capital = false;
    for (size_t i = 0; i < name.len; i++) {
        has_small = has_small || (name.ptr[i] >= 'a' && name.ptr[i] <= 'z');
    }
    for (size_t i = 0; i < last.len; i++) {
        has_capital = has_capital || (last.ptr[i] >= 'A' && last.ptr[i] <= 'Z');
    }
    return !has_capital || !has_small;
}

/* Whether the name, or a domain that it lies in, is a site of everybody's. */
static bool is_common_site(const struct pp_names *names, struct pp_sv name)
{
    for (;;) {
        if ((pp_names_known(names, name) & PP_REDACT_IS_SITE) != 0) {
            return true;
        }
        size_t dot = pp_sv_find(name, PP_SV("."), 0);
        if (dot == SIZE_MAX) {
            return false;
        }
        name = pp_sv_sub(name, dot + 1, SIZE_MAX);
    }
}

/* `ns.contoso.de`: labels, the last of which the root of the DNS has. */
static bool is_public_name(const struct pp_names *names, struct pp_sv name)
{
    size_t dot = name.len;
    while (dot > 0 && name.ptr[dot - 1] != '.') {
        dot--;
    }
    struct pp_sv last = pp_sv_sub(name, dot, SIZE_MAX);
    bool has_letter = false;
    for (size_t i = 0; i + 1 < dot; i++) {
        bool is_gap = name.ptr[i] == '.' && (i == 0 || name.ptr[i - 1] == '.');
        if (is_gap) {
            return false;
        }
        has_letter = has_letter || pp_is_alpha(name.ptr[i]) ||
                     (unsigned char)name.ptr[i] >= 0x80;
    }
    return has_letter && dot > 1 &&
           (pp_names_known(names, last) & PP_REDACT_IS_TLD) != 0 &&
           is_one_case(name, last) && !is_common_site(names, name);
}

/* ` [192.0.2.1]` behind the name, as ping and tracert write it. */
static bool has_address_behind(struct pp_sv line, size_t at)
{
    enum {
        MOST_ADDRESS = 64
    };
    size_t signs = 0;
    if (pp_byte_at(line, at) != ' ' || pp_byte_at(line, at + 1) != '[') {
        return false;
    }
    const size_t most = at + 2 + MOST_ADDRESS;
    for (at += 2; pp_byte_at(line, at) != ']'; at++) {
        char c = pp_byte_at(line, at);
        if (at == most) {
            return false;
        }
        if (!pp_is_digit(c) && !pp_is_alpha(c) &&
            !pp_redact_is_one_of(c, ".:%")) {
            return false;
        }
        signs += c == '.' || c == ':';
    }
    return signs >= 2 && pp_byte_at(line, at + 1) != ':';
}

/* `8080:database:5432`, as ssh -L takes it; an address has more parts. */
static bool is_between_ports(struct pp_sv line, size_t at, size_t to)
{
    size_t from = at > 0 ? at - 1 : 0;
    size_t end = to + 1;
    while (from > 0 && pp_is_digit(line.ptr[from - 1])) {
        from--;
    }
    while (pp_is_digit(pp_byte_at(line, end))) {
        end++;
    }
    bool has_ports = from + 1 < at && line.ptr[at - 1] == ':' &&
                     pp_byte_at(line, to) == ':' && end > to + 1;
    return has_ports && (from == 0 || line.ptr[from - 1] == ' ') &&
           pp_redact_is_one_of(end < line.len ? line.ptr[end] : ' ', " \"'\t");
}

static bool has_letter(struct pp_sv word)
{
    for (size_t i = 0; i < word.len; i++) {
        if (pp_is_alpha(word.ptr[i]) || (unsigned char)word.ptr[i] >= 0x80) {
            return true;
        }
    }
    return false;
}

/* `NAME      <00>  UNIQUE`, as nbtstat lists it. */
static bool has_suffix_behind(struct pp_sv line, size_t at)
{
    size_t from = at;
    while (pp_byte_at(line, from) == ' ') {
        from++;
    }
    return from > at && pp_byte_at(line, from) == '<' &&
           pp_hex_digit(pp_byte_at(line, from + 1)) < 16 &&
           pp_hex_digit(pp_byte_at(line, from + 2)) < 16 &&
           pp_byte_at(line, from + 3) == '>';
}

/* The path, or the port and the path, behind a bare name. */
static size_t walk_behind(struct pp_scan *scan, size_t to)
{
    struct pp_sv line = scan->line;
    size_t slash = to;
    if (pp_byte_at(line, slash) == ':') {
        slash++;
        while (pp_is_digit(pp_byte_at(line, slash))) {
            slash++;
        }
    }
    return pp_byte_at(line, slash) == '/' ? walk_url_path(scan, slash) : to;
}

size_t pp_find_host(struct pp_scan *scan, size_t at)
{
    struct pp_sv line = scan->line;
    size_t to = pp_is_later_part(line, at) ? at : pp_word_end(line, at, "-._");
    while (to > at && pp_redact_is_one_of(line.ptr[to - 1], ".-")) {
        to--;
    }
    struct pp_sv word = pp_sv_sub(line, at, to - at);
    bool is_inside = at > 0 && pp_redact_is_one_of(line.ptr[at - 1], "\\$");
    if (is_inside || !has_letter(word) || pp_byte_at(line, to) == '(') {
        return at;
    }
    if (is_private_name(word)) {
        pp_scan_host(scan, at, to, true);
        return walk_behind(scan, to);
    }
    if (is_public_name(scan->names, word)) {
        pp_hit_public_host(scan, at, to, true);
        return walk_behind(scan, to);
    }
    bool is_host = is_between_ports(line, at, to) ||
                   has_suffix_behind(line, to) ||
                   (has_address_behind(line, to) &&
                    pp_names_known(scan->names, word) == 0);
    if (is_host) {
        pp_scan_host(scan, at, to, true);
        return to;
    }
    return at;
}

/* `##HOST#share` of the registry's MountPoints2. */
size_t pp_find_mount(struct pp_scan *scan, size_t at)
{
    struct pp_sv line = scan->line;
    if (pp_byte_at(line, at) != '#' || pp_byte_at(line, at + 1) != '#') {
        return at;
    }
    size_t from = at + 2;
    size_t to = pp_word_end(line, from, "-._");
    if (to == from || pp_byte_at(line, to) != '#') {
        return at;
    }
    pp_scan_host(scan, from, to, true);
    while (pp_byte_at(line, to) == '#') {
        from = to + 1;
        to = pp_word_end(line, from, "-._$ ");
        if (to > from) {
            pp_hit_segment(scan, from, to);
        }
    }
    return to;
}
