/* Paths of Windows, of a network and of Linux. */
#include "redact_path.h"

#include "base/bytes.h"
#include "redact_address.h"
#include "redact_letters.h"

enum {
    MOST_SEGMENT = 128, /* bytes of a folder's name with blanks */
    MOST_FRONT = 256,   /* in front of the path of a prompt */
};

/* --- segments of paths ---------------------------------------------------- */

/* Behind the last letter of a segment that begins at `from`; in a prompt all is
 * the path's up to its `>`. */
static size_t segment_end(struct pp_scan *scan, size_t from, size_t limit)
{
    struct pp_sv line = scan->line;
    size_t at = from;
    if (limit == SIZE_MAX) {
        (void)pp_scan_matches(scan, PP_REDACT_PATTERN_SEGMENT, from);
        at += scan->patterns->groups[0].len;
    }
    while (limit != SIZE_MAX && at < limit &&
           !pp_is_one_of(line.ptr[at], "\\/|*?:\t`;\"<>") &&
           line.ptr[at] != '\0') {
        at++;
    }
    if (at == limit || pp_redact_is_separator(pp_redact_byte(line, at))) {
        return at;
    }
    at = from + pp_trim_end(pp_sv_sub(line, from, at - from), ".,)]'}!").len;
    /* The end of a prompt of Linux. */
    bool is_prompt = at > from && pp_redact_byte(line, at) == ' ' &&
                     pp_is_one_of(line.ptr[at - 1], "$#");
    return is_prompt ? at - 1 : at;
}

/* The last folder of a path may have blanks too; it is known to if the text
 * has it in the middle of another path. */
static size_t known_end(struct pp_scan *scan, size_t from, size_t to)
{
    struct pp_sv line = scan->line;
    size_t found = to;
    for (size_t at = to; pp_redact_byte(line, at) == ' ';) {
        at = pp_redact_word_end(line, at + 1, "-._+()&'");
        if (at - from > MOST_SEGMENT) {
            break;
        }
        const struct pp_secret *secret = pp_names_find(
            scan->names, PP_REDACT_FOLDER, pp_sv_sub(line, from, at - from));
        found = secret != NULL && secret->kind == PP_REDACT_FOLDER ? at : found;
    }
    return found;
}

size_t pp_ending_len(const struct pp_scan *scan, struct pp_sv segment)
{
    size_t dot = pp_behind_last(segment, '.');
    struct pp_sv ending = pp_sv_sub(segment, dot, SIZE_MAX);
    return dot > 1 && pp_scan_is_known(scan, ending, PP_REDACT_IS_ENDING)
               ? ending.len + 1
               : 0;
}

void pp_hit_segment(struct pp_scan *scan, struct pp_sv segment)
{
    /* A variable, `%TEMP%` or `$HOME`, says nothing. */
    if (pp_is_one_of(segment.ptr[0], "%${") ||
        pp_scan_is_known(scan, segment, PP_REDACT_IS_FOLDER)) {
        return;
    }
    if (pp_redact_exe_len(segment) > 0) {
        pp_scan_process(scan, segment);
        return;
    }
    segment.len -= pp_ending_len(scan, segment);
    pp_scan_word(scan, PP_REDACT_FOLDER, segment);
}

size_t
pp_walk_path(struct pp_scan *scan, size_t at, size_t limit, bool is_profile)
{
    for (;;) {
        size_t from = at;
        while (pp_redact_is_separator(pp_redact_byte(scan->line, from))) {
            from++;
        }
        size_t to = segment_end(scan, from, limit);
        if (from == at || to == from) {
            return from;
        }
        to = limit == SIZE_MAX ? known_end(scan, from, to) : to;
        struct pp_sv segment = pp_sv_sub(scan->line, from, to - from);
        if (is_profile) {
            pp_scan_person(scan, segment);
        } else {
            pp_hit_segment(scan, segment);
        }
        is_profile = pp_scan_is_known(scan, segment, PP_REDACT_IS_PROFILE);
        at = to;
    }
}

/* --- roots ---------------------------------------------------------------- */

/* The `>` of a prompt that the path at `at` is: nothing but the path and PS
 * stand before it, and no blank in front of a command. */
static size_t prompt_end(struct pp_scan *scan, size_t at)
{
    struct pp_sv front = pp_sv_trim(pp_sv_sub(scan->line, 0, at));
    bool is_prompt = at <= MOST_FRONT &&
                     (front.len == 0 || pp_sv_ends(front, PP_SV("PS")) ||
                      pp_sv_ends(front, PP_SV(">")) ||
                      pp_sv_find(front, PP_SV("@"), 0) != SIZE_MAX) &&
                     pp_scan_matches(scan, PP_REDACT_PATTERN_PROMPT, at);
    return is_prompt ? at + scan->patterns->groups[0].len : SIZE_MAX;
}

/* `\\HOST\share`, with doubled backslashes in JSON and .reg files. */
static size_t find_unc(struct pp_scan *scan, size_t at)
{
    if (!pp_scan_matches(scan, PP_REDACT_PATTERN_UNC, at)) {
        while (pp_redact_byte(scan->line, at) == '\\') {
            at++;
        }
        return at;
    }
    struct pp_sv host = scan->patterns->groups[1];
    size_t to = pp_scan_behind(scan, host);
    if (!pp_is_digit(host.ptr[0]) ||
        pp_find_address(scan, pp_scan_offset(scan, host)) != to) {
        pp_scan_host(scan, host, true);
    }
    return pp_walk_path(scan, to, SIZE_MAX, false);
}

static size_t find_backslash(struct pp_scan *scan, size_t at)
{
    struct pp_sv line = scan->line;
    if (pp_redact_byte(line, at + 1) != '\\') {
        /* HOMEPATH=\Users\me */
        return pp_scan_matches(scan, PP_REDACT_PATTERN_USERS, at)
                   ? pp_walk_path(scan,
                                  at + scan->patterns->groups[0].len,
                                  SIZE_MAX,
                                  true)
                   : at;
    }
    /* A path: `FileSystem::\\HOST\share`; not one: `C:\\Users`. */
    char before = at > 0 ? line.ptr[at - 1] : ' ';
    bool is_provider = at > 1 && before == ':' && line.ptr[at - 2] == ':';
    bool is_inside =
        pp_is_alpha(before) || pp_is_digit(before) || before == ':';
    return is_inside && !is_provider ? at : find_unc(scan, at);
}

/* Behind `/home`, `/mnt/c/Users`, `/c/Users`, `~`, `/srv`. */
static size_t find_unix(struct pp_scan *scan, size_t at)
{
    if (!pp_scan_matches(scan, PP_REDACT_PATTERN_UNIX_ROOT, at)) {
        return at;
    }
    const struct pp_sv *groups = scan->patterns->groups;
    size_t end = at + groups[0].len;
    bool is_profile = groups[1].len > 0;
    bool is_root = groups[2].len == 0 ||
                   pp_scan_is_known(scan, groups[2], PP_REDACT_IS_ROOT);
    return is_root ? pp_walk_path(scan, end, SIZE_MAX, is_profile) : at;
}

size_t pp_find_path(struct pp_scan *scan, size_t at)
{
    char c = pp_redact_byte(scan->line, at);
    if (pp_is_alpha(c) && pp_redact_byte(scan->line, at + 1) == ':' &&
        pp_scan_matches(scan, PP_REDACT_PATTERN_DRIVE, at)) {
        return pp_walk_path(scan, at + 2, prompt_end(scan, at), false);
    }
    if (c == '\\') {
        return find_backslash(scan, at);
    }
    return c == '/' || c == '~' ? find_unix(scan, at) : at;
}
