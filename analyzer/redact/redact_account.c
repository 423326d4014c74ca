/* Accounts and programs. */
#include "redact_account.h"

#include "base/bytes.h"
#include "redact_address.h"
#include "redact_host.h"
#include "redact_letters.h"
#include "redact_path.h"

/* Whether the text shows that the word is a domain or a machine: it was seen
 * behind a label, in a prompt, in a path `\\HOST`. */
static bool is_known_place(struct pp_names *names, struct pp_sv word)
{
    const struct pp_secret *secret =
        pp_names_find(names, PP_REDACT_DOMAIN, word);
    return secret != NULL && !secret->is_kept && secret->is_certain &&
           (secret->kind == PP_REDACT_DOMAIN || secret->kind == PP_REDACT_HOST);
}

/* `src\main`, `docs\index.md`: folders and files that many have; any other
 * two words are taken for an account, because a name that stays cannot be
 * taken back. */
static bool is_relative_path(const struct pp_scan *scan,
                             struct pp_sv front,
                             struct pp_sv behind)
{
    const unsigned words = PP_REDACT_IS_FOLDER | PP_REDACT_IS_COMMON;
    return pp_scan_is_known(scan, front, words) ||
           (pp_scan_is_known(scan, behind, words) &&
            !pp_scan_is_known(scan, behind, PP_REDACT_IS_NOBODY)) ||
           pp_ending_len(scan, behind) > 0;
}

/* The account behind the backslash. */
static void hit_account(struct pp_scan *scan, struct pp_sv name)
{
    if (pp_sv_ends(name, PP_SV("$"))) {
        pp_scan_word(scan, PP_REDACT_HOST, pp_sv_sub(name, 0, name.len - 1));
    } else if (pp_sv_ends(name, PP_SV(".exe"))) {
        pp_scan_process(scan, name);
    } else {
        pp_scan_person(scan, name);
    }
}

/* Behind a backslash: an escape of a string, `\u003e` of JSON or `\n`. */
static bool is_escape(struct pp_scan *scan, size_t at)
{
    return pp_scan_matches(scan, PP_REDACT_PATTERN_UNICODE, at) ||
           (scan->is_literal &&
            pp_is_one_of(pp_redact_byte(scan->line, at), "nrt"));
}

/* `CORP\alice`, `CORP\\alice`, `CORP\SRV1$`; a relative path is folders. */
static size_t find_domain_account(struct pp_scan *scan, size_t at, size_t slash)
{
    struct pp_sv line = scan->line;
    bool is_doubled = pp_redact_byte(line, slash + 1) == '\\';
    size_t from = slash + (is_doubled ? 2 : 1);
    size_t to = pp_redact_name_end(line, from, "-._$", ".");
    struct pp_sv front = pp_sv_sub(line, at, slash - at);
    struct pp_sv behind = pp_sv_sub(line, from, to - from);
    bool is_inside = at > 0 && pp_redact_is_separator(line.ptr[at - 1]);
    /* `StartPort:3\t`, `exclu\8`: a number is neither a domain nor an
     * account. */
    if (is_inside || !pp_redact_has_letter(front) ||
        !pp_redact_has_letter(behind) ||
        (!is_doubled && is_escape(scan, from)) ||
        pp_scan_is_known(scan, front, PP_REDACT_IS_AUTHORITY) ||
        pp_redact_is_separator(pp_redact_byte(line, to))) {
        return at;
    }
    if (!is_known_place(scan->names, front) &&
        is_relative_path(scan, front, behind)) {
        scan->names->has_doubt = true;
        return at;
    }
    pp_scan_word(scan, PP_REDACT_DOMAIN, front);
    hit_account(scan, behind);
    return to;
}

/* The value of a label or a cell, `CORP\Domain Admins`, `.\me`: an account
 * whatever its words are. */
void pp_scan_account(struct pp_scan *scan, struct pp_sv value)
{
    size_t first = pp_sv_find(value, PP_SV("\\"), 0);
    size_t name = first;
    while (pp_redact_byte(value, name) == '\\') {
        name++;
    }
    struct pp_sv front = pp_sv_trim(pp_sv_sub(value, 0, first));
    struct pp_sv behind = pp_sv_sub(value, name, SIZE_MAX);
    size_t word = pp_behind_last(front, ' ');
    if (behind.len == 0 || pp_sv_find(behind, PP_SV("\\"), 0) != SIZE_MAX ||
        pp_scan_is_known(
            scan, pp_sv_sub(front, word, SIZE_MAX), PP_REDACT_IS_AUTHORITY)) {
        return;
    }
    if (front.len > 0 && !pp_sv_equal(front, PP_SV("."))) {
        pp_scan_certain_word(scan, PP_REDACT_DOMAIN, front);
    }
    hit_account(scan, behind);
}

/* `git@host:team/project.git`, as scp and git take it, but not a port. */
static size_t walk_remote_path(struct pp_scan *scan, size_t at)
{
    size_t from = at + 1;
    size_t to = pp_redact_word_end(scan->line, from, "-._+");
    if (pp_redact_byte(scan->line, at) != ':' || to == from ||
        pp_is_digit(scan->line.ptr[from])) {
        return at;
    }
    pp_hit_segment(scan, pp_sv_sub(scan->line, from, to - from));
    return pp_walk_path(scan, to, SIZE_MAX, false);
}

/* `alice@SRV1`, `alice@contoso.com`; but not `vite@5`, `nginx@sha256`. */
static size_t find_login(struct pp_scan *scan, size_t at, size_t sign)
{
    size_t from = sign + 1;
    size_t to = pp_redact_name_end(scan->line, from, "-._", ".");
    struct pp_sv host = pp_sv_sub(scan->line, from, to - from);
    size_t dots = 0;
    for (size_t i = 0; i < host.len; i++) {
        dots += host.ptr[i] == '.';
    }
    bool is_number = host.len > 0 && pp_is_digit(host.ptr[0]);
    bool is_address = is_number && dots == 3;
    if (host.len == 0 || (is_number && !is_address) ||
        pp_sv_equal_nocase(host, PP_SV("sha256")) ||
        pp_sv_equal_nocase(host, PP_SV("latest"))) {
        return at;
    }
    pp_scan_person(scan, pp_sv_sub(scan->line, at, sign - at));
    if (!is_address || pp_find_address(scan, from) == from) {
        pp_hit_public_host(scan, host, true);
    }
    return walk_remote_path(scan, to);
}

/* `AcmeBilling.exe` */
static size_t find_program(struct pp_scan *scan, size_t at, size_t to)
{
    struct pp_sv word = pp_trim_end(pp_sv_sub(scan->line, at, to - at), ".");
    if (pp_redact_exe_len(word) == 0) {
        return at;
    }
    pp_scan_process(scan, word);
    return at + word.len;
}

size_t pp_find_account(struct pp_scan *scan, size_t at)
{
    struct pp_sv line = scan->line;
    if (pp_redact_is_later_part(line, at)) {
        return at;
    }
    size_t to = pp_redact_word_end(line, at, "-._+");
    char sign = to > at ? pp_redact_byte(line, to) : '\0';
    size_t end = at;
    if (sign == '\\' && at >= scan->name_to) {
        end = find_domain_account(scan, at, to);
    } else if (sign == '@' && at >= scan->name_to) {
        end = find_login(scan, at, to);
    }
    return end > at ? end : find_program(scan, at, to);
}
