/*
 * Paths, URLs, accounts, programs: what is a secret by where it stands.
 *
 * Of a path the drive, the folders that every Windows has and the ending of
 * a file stay. Of a URL the scheme and the port stay, and hosts that are
 * none: `+`, `*`, localhost.
 */
#include "fold.h"
#include "redact_fold.h"
#include "redact_scan.h"
#include "reg_value.h"

enum {
    MOST_SEGMENT = 128, /* bytes of a folder's name with blanks */
};

static char at_or_nul(struct pp_sv line, size_t at)
{
    return at < line.len ? line.ptr[at] : '\0';
}

static bool is_separator(char c)
{
    return c == '\\' || c == '/';
}

/* --- segments of paths ---------------------------------------------------- */

static bool ends_path(char c)
{
    return c == '\0' || c == '"' || c == '<' || c == '>' || c == '|' ||
           c == '*' || c == '?' || c == ':' || c == '\t' || c == '`' ||
           c == ';';
}

/* A blank belongs to the name if a separator follows before the path can
 * have ended: `Alice Smith\x`. */
static bool goes_on_behind_blank(struct pp_sv line, size_t blank)
{
    for (size_t at = blank + 1; at - blank < MOST_SEGMENT; at++) {
        char c = at_or_nul(line, at);
        if (is_separator(c)) {
            return !pp_redact_is_one_of(line.ptr[at - 1], " (~");
        }
        if (ends_path(c) || c == ',' || (c == ' ' && line.ptr[at - 1] == ' ') ||
            c == '=') {
            return false;
        }
    }
    return false;
}

/* Behind the last letter of a segment that begins at `from`; `limit` is where
 * the prompt's `>` stands, if it is one: up to it all is the path's. */
static size_t segment_end(struct pp_sv line, size_t from, size_t limit)
{
    size_t at = from;
    while (at < line.len && at != limit && !is_separator(line.ptr[at]) &&
           !ends_path(line.ptr[at])) {
        if (line.ptr[at] == ' ' && limit == SIZE_MAX &&
            !goes_on_behind_blank(line, at)) {
            break;
        }
        at++;
    }
    bool is_last = at != limit && !is_separator(at_or_nul(line, at));
    while (is_last && at > from &&
           pp_redact_is_one_of(line.ptr[at - 1], ".,)]'}!")) {
        at--;
    }
    return at;
}

static bool is_profile_root(struct pp_sv segment)
{
    static const struct pp_sv roots[] = {
        PP_SV_INIT("users"),
        PP_SV_INIT("home"),
        PP_SV_INIT("documents and settings"),
        PP_SV_INIT("dokumente und einstellungen"),
        PP_SV_INIT("benutzer"),
        PP_SV_INIT("utilisateurs"),
        PP_SV_INIT("usuarios"),
        PP_SV_INIT("usu\xC3\xA1rios"),
        PP_SV_INIT("utenti"),
    };
    for (size_t i = 0; i < PP_ARRAY_LEN(roots); i++) {
        if (pp_fold_equal(segment, roots[i])) {
            return true;
        }
    }
    return false;
}

/* The ending of a file: `.txt`, at most five letters. */
static size_t ending_len(struct pp_sv segment)
{
    for (size_t len = 2; len <= 6 && len < segment.len; len++) {
        char c = segment.ptr[segment.len - len];
        if (c == '.') {
            return len;
        }
        if (!pp_is_alpha(c) && !pp_is_digit(c)) {
            return 0;
        }
    }
    return 0;
}

static void hit_segment(struct pp_scan *scan, size_t from, size_t to)
{
    struct pp_sv segment = pp_sv_sub(scan->line, from, to - from);
    bool is_variable =
        segment.ptr[0] == '%' || segment.ptr[0] == '$' || segment.ptr[0] == '{';
    if (is_variable ||
        (pp_names_known(scan->names, segment) & PP_REDACT_IS_FOLDER) != 0) {
        return;
    }
    size_t ending = ending_len(segment);
    struct pp_sv end = pp_sv_sub(segment, segment.len - ending, SIZE_MAX);
    if (pp_sv_equal_nocase(end, PP_SV(".exe"))) {
        pp_scan_process(scan, from, to);
        return;
    }
    pp_scan_word(scan, PP_REDACT_FOLDER, from, to - ending);
}

/* The segments behind a root, from its separator on. */
static size_t
walk_segments(struct pp_scan *scan, size_t at, size_t limit, bool is_profile)
{
    struct pp_sv line = scan->line;
    for (;;) {
        size_t from = at;
        while (is_separator(at_or_nul(line, from))) {
            from++;
        }
        size_t to = segment_end(line, from, limit);
        if (from == at || to == from) {
            return from > at ? from : at;
        }
        struct pp_sv segment = pp_sv_sub(line, from, to - from);
        if (is_profile) {
            pp_scan_person(scan, from, to);
        } else {
            hit_segment(scan, from, to);
        }
        is_profile = is_profile_root(segment);
        at = to;
    }
}

/* The `>` of a prompt that the path at `at` is: nothing but the path and PS
 * stand before it, and no blank in front of a command. */
static size_t prompt_end(struct pp_sv line, size_t at)
{
    enum {
        MOST_FRONT = 256
    };
    if (at > MOST_FRONT) {
        return SIZE_MAX;
    }
    size_t end = pp_sv_find(line, PP_SV(">"), at);
    struct pp_sv front = pp_sv_trim(pp_sv_sub(line, 0, at));
    bool is_prompt = front.len == 0 || pp_sv_ends(front, PP_SV("PS")) ||
                     pp_sv_ends(front, PP_SV(">")) ||
                     pp_sv_find(front, PP_SV("@"), 0) != SIZE_MAX;
    if (!is_prompt || end == SIZE_MAX || end == at ||
        line.ptr[end - 1] == ' ') {
        return SIZE_MAX;
    }
    for (size_t i = at + 2; i < end; i++) {
        if (line.ptr[i] == ':' || line.ptr[i] == '"' || line.ptr[i] == '<') {
            return SIZE_MAX;
        }
    }
    return end;
}

/* `/home`, `/Users`, `/mnt/c/Users`, `/c/Users`, `~`: the end of the root, in
 * front of the segment that is a person or a folder; `at` for none. */
static size_t unix_root_end(struct pp_sv line, size_t at, bool *ret_is_profile)
{
    struct pp_sv rest = pp_sv_sub(line, at, 24);
    *ret_is_profile = true;
    if (pp_sv_starts(rest, PP_SV("~/"))) {
        *ret_is_profile = false;
        return at + 1;
    }
    size_t skipped = 0;
    if (pp_sv_starts(rest, PP_SV("/mnt/"))) {
        skipped = 4;
    }
    if (rest.len > skipped + 2 && pp_is_alpha(rest.ptr[skipped + 1]) &&
        rest.ptr[skipped + 2] == '/') {
        skipped += 2;
    }
    rest = pp_sv_sub(rest, skipped, SIZE_MAX);
    static const struct pp_sv roots[] = {
        PP_SV_INIT("/home/"), PP_SV_INIT("/Users/"), PP_SV_INIT("/users/")};
    for (size_t i = 0; i < PP_ARRAY_LEN(roots); i++) {
        if (pp_sv_starts(rest, roots[i])) {
            return at + skipped + roots[i].len - 1;
        }
    }
    return at;
}

/* `\\HOST\share`, with doubled backslashes in JSON and .reg files. */
static size_t find_unc(struct pp_scan *scan, size_t at)
{
    struct pp_sv line = scan->line;
    size_t from = at;
    while (at_or_nul(line, from) == '\\') {
        from++;
    }
    size_t to = pp_word_end(line, from, "-._$");
    if ((from - at != 2 && from - at != 4) || to == from) {
        return from;
    }
    uint32_t first = (unsigned char)line.ptr[from];
    struct pp_sv host = pp_sv_sub(line, from, to - from);
    if (first == '.' || first == '$') {
        return from;
    }
    if (pp_is_digit(host.ptr[0]) && pp_find_address(scan, from) == to) {
        return walk_segments(scan, to, SIZE_MAX, false);
    }
    pp_scan_host(scan, from, to, true);
    return walk_segments(scan, to, SIZE_MAX, false);
}

size_t pp_find_path(struct pp_scan *scan, size_t at)
{
    struct pp_sv line = scan->line;
    char c = at_or_nul(line, at);
    if (pp_is_alpha(c) && at_or_nul(line, at + 1) == ':' &&
        is_separator(at_or_nul(line, at + 2)) &&
        !(line.ptr[at + 2] == '/' && at_or_nul(line, at + 3) == '/')) {
        return walk_segments(scan, at + 2, prompt_end(line, at), false);
    }
    if (c == '\\' && at_or_nul(line, at + 1) == '\\') {
        bool is_inside = at > 0 && (pp_is_alpha(line.ptr[at - 1]) ||
                                    pp_is_digit(line.ptr[at - 1]) ||
                                    line.ptr[at - 1] == ':');
        return is_inside ? at : find_unc(scan, at);
    }
    if (c == '/' || c == '~') {
        bool is_profile = false;
        bool is_inside = at > 0 && (pp_is_alpha(line.ptr[at - 1]) ||
                                    pp_is_digit(line.ptr[at - 1]) ||
                                    is_separator(line.ptr[at - 1]));
        size_t end = is_inside ? at : unix_root_end(line, at, &is_profile);
        return end > at ? walk_segments(scan, end, SIZE_MAX, is_profile) : at;
    }
    if (c == '\\') {
        /* HOMEPATH=\Users\me */
        struct pp_sv rest = pp_sv_sub(line, at, 7);
        return pp_sv_equal_nocase(rest, PP_SV("\\Users\\"))
                   ? walk_segments(scan, at + 6, SIZE_MAX, true)
                   : at;
    }
    return at;
}

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

/* `contoso.com` of a URL or a mail address is a domain and no host. */
static void
hit_public_host(struct pp_scan *scan, size_t from, size_t to, bool is_deep)
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
    char c = at_or_nul(scan->line, from);
    if (from == to || c == '+' || c == '*') {
        return;
    }
    size_t end = pp_find_address(scan, from + (c == '['));
    if (end <= from + (c == '[')) {
        hit_public_host(scan, from, to, false);
    }
}

/* The path, its last slash aside, is one secret. */
static size_t walk_url_path(struct pp_scan *scan, size_t slash)
{
    struct pp_sv line = scan->line;
    size_t to = slash + 1;
    while (!ends_url(at_or_nul(line, to))) {
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
    while (!ends_url(at_or_nul(line, to)) && line.ptr[to] != '/' &&
           line.ptr[to] != '@') {
        to++;
    }
    if (at_or_nul(line, to) == '@') {
        pp_scan_word(scan, PP_REDACT_USER, from, to);
        from = to + 1;
    }
    to = from;
    char stop = at_or_nul(line, from) == '[' ? ']' : ':';
    while (at_or_nul(line, to) != '\0' && line.ptr[to] != stop &&
           line.ptr[to] != '/' && (stop == ']' || !ends_url(line.ptr[to]))) {
        to++;
    }
    hit_url_host(scan, from, to);
    to += at_or_nul(line, to) == ']';
    while (at_or_nul(line, to) == ':') {
        size_t part = to + 1;
        while (!ends_url(at_or_nul(line, to + 1)) && line.ptr[to + 1] != '/' &&
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
    return at_or_nul(line, to) == '/' ? walk_url_path(scan, to) : to;
}

/* --- accounts ------------------------------------------------------------- */

/* Authorities whose accounts are the same on every machine, by their last
 * word: NT AUTHORITY, BUILTIN, NT SERVICE, IIS APPPOOL. */
static bool is_common_authority(struct pp_sv name)
{
    static const struct pp_sv names[] = {
        PP_SV_INIT("authority"),
        PP_SV_INIT("builtin"),
        PP_SV_INIT("service"),
        PP_SV_INIT("apppool"),
        PP_SV_INIT("nt"),
        PP_SV_INIT("nt-autorit\xC3\xA4t"),
        PP_SV_INIT("vordefiniert"),
        PP_SV_INIT("manager"),
        PP_SV_INIT("machine"),
        PP_SV_INIT("hklm"),
        PP_SV_INIT("hkcu"),
        PP_SV_INIT("hku"),
        PP_SV_INIT("hkcr"),
        PP_SV_INIT("hkey_local_machine"),
        PP_SV_INIT("hkey_current_user"),
        PP_SV_INIT("hkey_users"),
        PP_SV_INIT("registry"),
        PP_SV_INIT("microsoft.powershell.core"),
    };
    for (size_t i = 0; i < PP_ARRAY_LEN(names); i++) {
        if (pp_fold_equal(name, names[i])) {
            return true;
        }
    }
    return false;
}

/* A string literal with `\n` in it has many. */
bool pp_scan_is_literal(struct pp_sv line)
{
    size_t first = pp_sv_find(line, PP_SV("\\n"), 0);
    return first != SIZE_MAX &&
           (pp_sv_find(line, PP_SV("\\n"), first + 1) != SIZE_MAX ||
            pp_sv_find(line, PP_SV("\""), 0) != SIZE_MAX);
}

/* `\u003e` of JSON. */
static bool is_unicode_escape(struct pp_sv line, size_t at)
{
    if (at_or_nul(line, at) != 'u') {
        return false;
    }
    for (size_t i = 1; i <= 4; i++) {
        if (pp_hex_digit(at_or_nul(line, at + i)) > 15) {
            return false;
        }
    }
    return true;
}

/* `CORP\alice`, `CORP\\alice`, `CORP\SRV1$`; a relative path is folders. */
static size_t find_domain_account(struct pp_scan *scan, size_t at, size_t slash)
{
    struct pp_sv line = scan->line;
    size_t from = slash + 1;
    from += at_or_nul(line, from) == '\\';
    size_t to = pp_word_end(line, from, "-._$");
    while (to > from && line.ptr[to - 1] == '.') {
        to--;
    }
    struct pp_sv front = pp_sv_sub(line, at, slash - at);
    bool is_escape =
        from == slash + 1 && to > from &&
        (is_unicode_escape(line, from) ||
         (scan->is_literal && pp_redact_is_one_of(line.ptr[from], "nrt")));
    bool has_letter = pp_is_alpha(line.ptr[at]) || pp_is_digit(line.ptr[at]) ||
                      (unsigned char)line.ptr[at] >= 0x80;
    bool is_inside = at > 0 && is_separator(line.ptr[at - 1]);
    unsigned known = pp_names_known(scan->names, front);
    /* `Tcpip\Parameters` is no account. */
    unsigned behind =
        pp_names_known(scan->names, pp_sv_sub(line, from, to - from));
    if (to == from || is_escape || is_inside || !has_letter ||
        (behind & PP_REDACT_IS_COMMON) != 0 || is_common_authority(front) ||
        is_separator(at_or_nul(line, to)) ||
        (known & (PP_REDACT_IS_FOLDER | PP_REDACT_IS_COMMON)) != 0) {
        return at;
    }
    if (line.ptr[to - 1] == '$') {
        pp_scan_word(scan, PP_REDACT_DOMAIN, at, slash);
        pp_scan_word(scan, PP_REDACT_HOST, from, to - 1);
        return to;
    }
    pp_scan_word(scan, PP_REDACT_DOMAIN, at, slash);
    size_t ending = ending_len(pp_sv_sub(line, from, to - from));
    if (ending == 4) {
        hit_segment(scan, from, to);
    } else {
        pp_scan_person(scan, from, to);
    }
    return to;
}

/* `alice@SRV1`, `alice@contoso.com`. */
static size_t find_login(struct pp_scan *scan, size_t at, size_t sign)
{
    struct pp_sv line = scan->line;
    size_t from = sign + 1;
    size_t to = pp_word_end(line, from, "-._");
    while (to > from && line.ptr[to - 1] == '.') {
        to--;
    }
    struct pp_sv host = pp_sv_sub(line, from, to - from);
    if (host.len == 0 || pp_sv_equal_nocase(host, PP_SV("sha256")) ||
        pp_sv_equal_nocase(host, PP_SV("latest"))) {
        return at;
    }
    size_t dots = 0;
    for (size_t i = 0; i < host.len; i++) {
        dots += host.ptr[i] == '.';
    }
    bool is_address = pp_is_digit(host.ptr[0]) && dots == 3;
    if (pp_is_digit(host.ptr[0]) && !is_address) {
        return at; /* vite@5 */
    }
    pp_scan_person(scan, at, sign);
    if (!is_address || pp_find_address(scan, from) == from) {
        hit_public_host(scan, from, to, true);
    }
    return to;
}

/* The later part of a name that was looked at as a whole. */
static bool is_later_part(struct pp_sv line, size_t at)
{
    return at > 1 && pp_redact_is_one_of(line.ptr[at - 1], "-._+") &&
           (pp_is_alpha(line.ptr[at - 2]) || pp_is_digit(line.ptr[at - 2]));
}

size_t pp_find_account(struct pp_scan *scan, size_t at)
{
    struct pp_sv line = scan->line;
    size_t to = is_later_part(line, at) ? at : pp_word_end(line, at, "-._+");
    if (to == at) {
        return at;
    }
    if (at_or_nul(line, to) == '\\') {
        return find_domain_account(scan, at, to);
    }
    return at_or_nul(line, to) == '@' ? find_login(scan, at, to) : at;
}

/* --- programs ------------------------------------------------------------- */

/* `AcmeBilling.exe`, and with blanks in the first column of tasklist. */
size_t pp_find_program(struct pp_scan *scan, size_t at)
{
    struct pp_sv line = scan->line;
    size_t to = is_later_part(line, at) ? at : pp_word_end(line, at, "-._+");
    while (to > at && line.ptr[to - 1] == '.') {
        to--;
    }
    struct pp_sv word = pp_sv_sub(line, at, to - at);
    struct pp_sv end =
        pp_sv_sub(word, word.len > 4 ? word.len - 4 : 0, SIZE_MAX);
    if (word.len > 4 && pp_sv_equal_nocase(end, PP_SV(".exe"))) {
        pp_scan_process(scan, at, to);
        return to;
    }
    if (is_private_name(word)) {
        pp_scan_host(scan, at, to, true);
        return to;
    }
    return at;
}
