/*
 * Accounts: `DOMAIN\user`, `user@host`. What a relative path is and what an
 * account, docs/manual/redact.md tells.
 */
#include "base/fold.h"
#include "parse/registry/reg_value.h"
#include "redact_fold.h"
#include "redact_scan.h"

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
        PP_SV_INIT("label"),
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
    if (pp_byte_at(line, at) != 'u') {
        return false;
    }
    for (size_t i = 1; i <= 4; i++) {
        if (pp_hex_digit(pp_byte_at(line, at + i)) > 15) {
            return false;
        }
    }
    return true;
}

/* Whether the text tells that the word is a domain or a machine: it stands
 * behind a label, in a prompt, in a path `\\HOST`. */
static bool is_known_place(struct pp_names *names, struct pp_sv word)
{
    const struct pp_secret *secret = pp_names_find(names, word);
    return secret != NULL && !secret->is_kept &&
           (secret->kind == PP_REDACT_DOMAIN ||
            secret->kind == PP_REDACT_HOST) &&
           secret->is_certain;
}

/* `src\main`, `docs\index.md`: folders and files that many have; any other
 * two words are taken for an account, because a name that stays cannot be
 * taken back. */
static bool is_relative_path(struct pp_names *names,
                             struct pp_sv front,
                             struct pp_sv behind)
{
    const unsigned words = PP_REDACT_IS_FOLDER | PP_REDACT_IS_COMMON;
    unsigned known = pp_names_known(names, behind);
    return (pp_names_known(names, front) & words) != 0 ||
           ((known & words) != 0 && (known & PP_REDACT_IS_NOBODY) == 0) ||
           pp_ending_len(names, behind) > 0;
}

/* The account behind the backslash. */
static void hit_account(struct pp_scan *scan, size_t from, size_t to)
{
    struct pp_sv name = pp_sv_sub(scan->line, from, to - from);
    if (name.ptr[name.len - 1] == '$') {
        pp_scan_word(scan, PP_REDACT_HOST, from, to - 1);
    } else if (pp_sv_ends(name, PP_SV(".exe"))) {
        pp_scan_process(scan, from, to);
    } else {
        pp_scan_person(scan, from, to);
    }
}

/* Behind a backslash: an escape of a string. */
static bool is_escape(const struct pp_scan *scan, size_t slash, size_t from)
{
    return from == slash + 1 &&
           (is_unicode_escape(scan->line, from) ||
            (scan->is_literal &&
             pp_redact_is_one_of(scan->line.ptr[from], "nrt")));
}

static bool has_letter(struct pp_sv name)
{
    for (size_t i = 0; i < name.len; i++) {
        if (pp_is_alpha(name.ptr[i]) || (unsigned char)name.ptr[i] >= 0x80) {
            return true;
        }
    }
    return false;
}

/* `CORP\alice`, `CORP\\alice`, `CORP\SRV1$`; a relative path is folders. */
static size_t find_domain_account(struct pp_scan *scan, size_t at, size_t slash)
{
    struct pp_sv line = scan->line;
    size_t from = slash + 1;
    from += pp_byte_at(line, from) == '\\';
    size_t to = pp_word_end(line, from, "-._$");
    while (to > from && line.ptr[to - 1] == '.') {
        to--;
    }
    struct pp_sv front = pp_sv_sub(line, at, slash - at);
    struct pp_sv behind = pp_sv_sub(line, from, to - from);
    /* `StartPort:3\t`, `exclu\8`: a number is no domain and no account. */
    bool has_letters = has_letter(front) && has_letter(behind);
    bool is_inside = at > 0 && pp_is_separator(line.ptr[at - 1]);
    if (to == from || is_escape(scan, slash, from) || is_inside ||
        !has_letters || is_common_authority(front) ||
        pp_is_separator(pp_byte_at(line, to))) {
        return at;
    }
    if (!is_known_place(scan->names, front) &&
        is_relative_path(scan->names, front, behind)) {
        scan->names->has_doubt = true;
        return at;
    }
    pp_scan_word(scan, PP_REDACT_DOMAIN, at, slash);
    hit_account(scan, from, to);
    return to;
}

/* The value of a label or a cell, `CORP\Domain Admins`, `.\me`: an account
 * whatever its words are. */
void pp_scan_account(struct pp_scan *scan, size_t from, size_t to)
{
    struct pp_sv value = pp_sv_sub(scan->line, from, to - from);
    size_t first = pp_sv_find(value, PP_SV("\\"), 0);
    size_t last = first;
    while (last + 1 < value.len && value.ptr[last + 1] == '\\') {
        last++;
    }
    struct pp_sv front = pp_sv_trim(pp_sv_sub(value, 0, first));
    struct pp_sv behind = pp_sv_sub(value, last + 1, SIZE_MAX);
    size_t word = front.len;
    while (word > 0 && front.ptr[word - 1] != ' ') {
        word--;
    }
    if (behind.len == 0 || pp_sv_find(behind, PP_SV("\\"), 0) != SIZE_MAX ||
        is_common_authority(pp_sv_sub(front, word, SIZE_MAX))) {
        return;
    }
    if (front.len > 0 && !pp_sv_equal(front, PP_SV("."))) {
        pp_scan_word(scan, PP_REDACT_DOMAIN, from, from + front.len);
        pp_scan_certain(scan, from, from + front.len);
    }
    hit_account(scan, from + last + 1, to);
}

/* `git@host:team/project.git`, as scp and git take it; a port is none. */
static size_t walk_remote_path(struct pp_scan *scan, size_t at)
{
    struct pp_sv line = scan->line;
    size_t from = at + 1;
    size_t to = pp_word_end(line, from, "-._+");
    if (pp_byte_at(line, at) != ':' || to == from ||
        pp_is_digit(line.ptr[from])) {
        return at;
    }
    pp_hit_segment(scan, from, to);
    return pp_walk_path(scan, to, SIZE_MAX, false);
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
        pp_hit_public_host(scan, from, to, true);
    }
    return walk_remote_path(scan, to);
}

size_t pp_find_account(struct pp_scan *scan, size_t at)
{
    struct pp_sv line = scan->line;
    size_t to = pp_is_later_part(line, at) ? at : pp_word_end(line, at, "-._+");
    if (to == at) {
        return at;
    }
    if (pp_byte_at(line, to) == '\\') {
        return find_domain_account(scan, at, to);
    }
    return pp_byte_at(line, to) == '@' ? find_login(scan, at, to) : at;
}

/* --- programs ------------------------------------------------------------- */

/* `AcmeBilling.exe`, and with blanks in the first column of tasklist. */
size_t pp_find_program(struct pp_scan *scan, size_t at)
{
    struct pp_sv line = scan->line;
    size_t to = pp_is_later_part(line, at) ? at : pp_word_end(line, at, "-._+");
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
    return at;
}
