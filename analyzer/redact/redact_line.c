/* The walk along one line: finders first, then the words learned. */
#include "base/utf8.h"
#include "redact_fold.h"
#include "redact_scan.h"

/* A registry key is no path and no account; what is secret in it has a shape
 * (SID, GUID) or was learned. */
static bool is_registry_key(struct pp_sv line, size_t at)
{
    struct pp_sv rest = pp_sv_sub(line, at, 8);
    return pp_sv_starts_nocase(rest, PP_SV("HKEY_")) ||
           pp_sv_starts_nocase(rest, PP_SV("HKLM\\")) ||
           pp_sv_starts_nocase(rest, PP_SV("HKCU\\")) ||
           pp_sv_starts_nocase(rest, PP_SV("HKU\\")) ||
           pp_sv_starts_nocase(rest, PP_SV("HKLM:\\")) ||
           pp_sv_starts_nocase(rest, PP_SV("HKCU:\\"));
}

/* Where a key ends: at `]`, a quote, or the end of the line. */
static size_t key_end(struct pp_sv line, size_t at)
{
    while (at < line.len && line.ptr[at] != ']' && line.ptr[at] != '"') {
        at++;
    }
    return at;
}

/* Behind the name of a value of a .reg file, `"name"=`; 0: the line is none.
 * A name may hold backslashes. */
static size_t value_name_end(struct pp_sv line)
{
    size_t end = pp_sv_find(line, PP_SV("\"="), 0);
    return line.len > 0 && line.ptr[0] == '"' && end != SIZE_MAX ? end : 0;
}

static size_t find_shape(struct pp_scan *scan, size_t at, size_t key_to)
{
    size_t to = at;
    if (at >= key_to && ((to = pp_find_url(scan, at)) > at ||
                         (to = pp_find_path(scan, at)) > at)) {
        return to;
    }
    if ((to = pp_find_address(scan, at)) > at ||
        (to = pp_find_mount(scan, at)) > at) {
        return to;
    }
    if (at >= key_to && at >= scan->name_to &&
        (to = pp_find_account(scan, at)) > at) {
        return to;
    }
    if (at >= key_to && (to = pp_find_program(scan, at)) > at) {
        return to;
    }
    return at >= key_to ? pp_find_host(scan, at) : at;
}

/* A word that was learned; its replacement. */
static size_t find_word(struct pp_scan *scan, size_t at)
{
    size_t len = 0;
    if (scan->mode == PP_SCAN_LEARN) {
        return at;
    }
    struct pp_secret *secret =
        pp_names_match(scan->names, scan->line, at, scan->line_number, &len);
    if (secret == NULL) {
        return at;
    }
    pp_scan_word(scan, secret->kind, at, at + len);
    return at + len;
}

static bool is_name_byte(unsigned char c)
{
    return pp_is_alpha((char)c) || pp_is_digit((char)c) || c >= 0x80;
}

static bool is_name_mark(unsigned char c)
{
    return c == '_' || c == '-' || c == '.' || c == '$';
}

static bool may_begin(struct pp_sv line, size_t at)
{
    unsigned char c = (unsigned char)line.ptr[at];
    bool is_letter = is_name_byte(c);
    bool is_sign = c == '\\' || c == '/' || c == ':' || c == '~' || c == '#';
    /* A name may begin with one of these, but it is not all of it, and no
     * part of a word or of a line of dashes. */
    bool is_mark =
        is_name_mark(c) && at + 1 < line.len &&
        (pp_is_alpha(line.ptr[at + 1]) || pp_is_digit(line.ptr[at + 1])) &&
        (at == 0 || !(is_name_mark((unsigned char)line.ptr[at - 1]) ||
                      is_name_byte((unsigned char)line.ptr[at - 1])));
    return is_sign || is_mark || (is_letter && pp_redact_is_edge(line, at));
}

void pp_scan_line(struct pp_scan *scan)
{
    struct pp_sv line = scan->line;
    size_t key_to = 0;
    size_t at = 0;
    scan->name_to = value_name_end(line);
    while (at < line.len) {
        uint32_t code = 0;
        size_t step = pp_utf8_next(line, at, &code);
        size_t to = at;
        if (may_begin(line, at)) {
            if (at >= key_to && is_registry_key(line, at)) {
                key_to = key_end(line, at);
            }
            to = find_shape(scan, at, key_to);
            to = to > at ? to : find_word(scan, at);
        }
        at = to > at ? to : at + step;
    }
}
