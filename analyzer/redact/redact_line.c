/* The walk along one line: shapes first, then the words learned. */
#include "redact_line.h"

#include "base/bytes.h"
#include "base/utf8.h"
#include "redact_account.h"
#include "redact_address.h"
#include "redact_host.h"
#include "redact_letters.h"
#include "redact_path.h"

/* Behind the name of a value of a .reg file, `"name"=`; 0: it has none.
 * A name may hold backslashes. */
static size_t value_name_end(struct pp_sv line)
{
    size_t end = pp_sv_find(line, PP_SV("\"="), 0);
    return pp_sv_starts(line, PP_SV("\"")) && end != SIZE_MAX ? end : 0;
}

/* In a registry key, up to `key_to`, what is secret has the shape of an
 * address or was learned. */
static size_t find_shape(struct pp_scan *scan, size_t at, size_t key_to)
{
    bool is_text = at >= key_to;
    size_t to = at;
    if (is_text && ((to = pp_find_url(scan, at)) > at ||
                    (to = pp_find_path(scan, at)) > at)) {
        return to;
    }
    if ((to = pp_find_address(scan, at)) > at ||
        (to = pp_find_mount(scan, at)) > at) {
        return to;
    }
    if (is_text && (to = pp_find_account(scan, at)) > at) {
        return to;
    }
    return is_text ? pp_find_host(scan, at) : at;
}

/* A word that was learned; its replacement. */
static size_t find_word(struct pp_scan *scan, size_t at)
{
    if (scan->mode == PP_SCAN_LEARN) {
        return at;
    }
    size_t len = pp_names_match(scan->names, scan->line, at, scan->line_number);
    if (len > 0) {
        /* Words share one space: it is found, whatever it is. */
        pp_scan_word(scan, PP_REDACT_WORD, pp_sv_sub(scan->line, at, len));
    }
    return at + len;
}

/* A name may begin with a mark, but a mark is not all of it, and no part of a
 * word or of a line of dashes. */
static bool begins_with_mark(struct pp_sv line, size_t at)
{
    char before = at > 0 ? line.ptr[at - 1] : ' ';
    char next = pp_redact_byte(line, at + 1);
    return pp_is_one_of(line.ptr[at], "_-.$") &&
           (pp_is_alpha(next) || pp_is_digit(next)) &&
           !pp_redact_is_word_byte(before) && !pp_is_one_of(before, "_-.$");
}

static bool may_begin(struct pp_sv line, size_t at)
{
    char c = line.ptr[at];
    return pp_is_one_of(c, "\\/:~#") || begins_with_mark(line, at) ||
           (pp_redact_is_word_byte(c) && pp_redact_is_edge(line, at));
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
            if (at >= key_to &&
                pp_scan_matches(scan, PP_REDACT_PATTERN_REGISTRY_KEY, at)) {
                key_to = at + scan->patterns->groups[0].len;
            }
            to = find_shape(scan, at, key_to);
            to = to > at ? to : find_word(scan, at);
        }
        at = to > at ? to : at + step;
    }
}
