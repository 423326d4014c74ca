/*
 * Paths: the drive, the folders that every Windows has and the ending of a
 * file stay.
 */
#include "base/fold.h"
#include "redact_fold.h"
#include "redact_scan.h"
#include "redact_words.h"

enum {
    MOST_SEGMENT = 128, /* bytes of a folder's name with blanks */
};

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
        char c = pp_byte_at(line, at);
        if (pp_is_separator(c)) {
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
    while (at < line.len && at != limit && !pp_is_separator(line.ptr[at]) &&
           !ends_path(line.ptr[at])) {
        if (line.ptr[at] == ' ' && limit == SIZE_MAX &&
            !goes_on_behind_blank(line, at)) {
            break;
        }
        at++;
    }
    bool is_last = at != limit && !pp_is_separator(pp_byte_at(line, at));
    while (is_last && at > from &&
           pp_redact_is_one_of(line.ptr[at - 1], ".,)]'}!")) {
        at--;
    }
    /* The end of a prompt of Linux. */
    bool is_prompt = is_last && at > from && pp_byte_at(line, at) == ' ' &&
                     pp_redact_is_one_of(line.ptr[at - 1], "$#");
    return is_prompt ? at - 1 : at;
}

/* The last folder of a path may have blanks too; it is known to if the text
 * has it in the middle of another path. */
static size_t known_end(struct pp_scan *scan, size_t from, size_t to)
{
    struct pp_sv line = scan->line;
    size_t found = to;
    for (size_t at = to; pp_byte_at(line, at) == ' ';) {
        at = pp_word_end(line, at + 1, "-._+()&'");
        if (at - from > MOST_SEGMENT || at == to) {
            break;
        }
        const struct pp_secret *secret =
            pp_names_find(scan->names, pp_sv_sub(line, from, at - from));
        found = secret != NULL && secret->kind == PP_REDACT_FOLDER ? at : found;
    }
    return found;
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

size_t pp_ending_len(const struct pp_names *names, struct pp_sv segment)
{
    size_t dot = segment.len;
    while (dot > 0 && segment.ptr[dot - 1] != '.') {
        dot--;
    }
    struct pp_sv ending = pp_sv_sub(segment, dot, SIZE_MAX);
    return dot > 1 && (pp_names_known(names, ending) & PP_REDACT_IS_ENDING) != 0
               ? ending.len + 1
               : 0;
}

void pp_hit_segment(struct pp_scan *scan, size_t from, size_t to)
{
    struct pp_sv segment = pp_sv_sub(scan->line, from, to - from);
    bool is_variable =
        segment.ptr[0] == '%' || segment.ptr[0] == '$' || segment.ptr[0] == '{';
    if (is_variable ||
        (pp_names_known(scan->names, segment) & PP_REDACT_IS_FOLDER) != 0) {
        return;
    }
    size_t ending = pp_ending_len(scan->names, segment);
    struct pp_sv end = pp_sv_sub(segment, segment.len - ending, SIZE_MAX);
    if (pp_sv_equal_nocase(end, PP_SV(".exe"))) {
        pp_scan_process(scan, from, to);
        return;
    }
    pp_scan_word(scan, PP_REDACT_FOLDER, from, to - ending);
}

size_t
pp_walk_path(struct pp_scan *scan, size_t at, size_t limit, bool is_profile)
{
    struct pp_sv line = scan->line;
    for (;;) {
        size_t from = at;
        while (pp_is_separator(pp_byte_at(line, from))) {
            from++;
        }
        size_t to = segment_end(line, from, limit);
        if (from == at || to == from) {
            return from > at ? from : at;
        }
        to = limit == SIZE_MAX ? known_end(scan, from, to) : to;
        struct pp_sv segment = pp_sv_sub(line, from, to - from);
        if (is_profile) {
            pp_scan_person(scan, from, to);
        } else {
            pp_hit_segment(scan, from, to);
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

/* `/home`, `/Users`, `/mnt/c/Users`, `/c/Users`, `~`, `/srv`: the end of the
 * root, in front of the segment that is a person or a folder; `at` for none. */
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
    *ret_is_profile = false;
    size_t to = pp_word_end(line, at + 1, "_");
    struct pp_sv root = pp_sv_sub(line, at + 1, to - at - 1);
    return pp_redact_is_root(root) && pp_byte_at(line, to) == '/' ? to : at;
}

/* `\\HOST\share`, with doubled backslashes in JSON and .reg files. */
static size_t find_unc(struct pp_scan *scan, size_t at)
{
    struct pp_sv line = scan->line;
    size_t from = at;
    while (pp_byte_at(line, from) == '\\') {
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
        return pp_walk_path(scan, to, SIZE_MAX, false);
    }
    pp_scan_host(scan, from, to, true);
    return pp_walk_path(scan, to, SIZE_MAX, false);
}

size_t pp_find_path(struct pp_scan *scan, size_t at)
{
    struct pp_sv line = scan->line;
    char c = pp_byte_at(line, at);
    if (pp_is_alpha(c) && pp_byte_at(line, at + 1) == ':' &&
        pp_is_separator(pp_byte_at(line, at + 2)) &&
        !(line.ptr[at + 2] == '/' && pp_byte_at(line, at + 3) == '/')) {
        return pp_walk_path(scan, at + 2, prompt_end(line, at), false);
    }
    if (c == '\\' && pp_byte_at(line, at + 1) == '\\') {
        /* `FileSystem::\\HOST\share` is one, `C:\\Users` is none. */
        bool is_provider =
            at > 1 && line.ptr[at - 1] == ':' && line.ptr[at - 2] == ':';
        bool is_inside = at > 0 && (pp_is_alpha(line.ptr[at - 1]) ||
                                    pp_is_digit(line.ptr[at - 1]) ||
                                    line.ptr[at - 1] == ':');
        return is_inside && !is_provider ? at : find_unc(scan, at);
    }
    if (c == '/' || c == '~') {
        bool is_profile = false;
        bool is_inside = at > 0 && (pp_is_alpha(line.ptr[at - 1]) ||
                                    pp_is_digit(line.ptr[at - 1]) ||
                                    pp_is_separator(line.ptr[at - 1]));
        size_t end = is_inside ? at : unix_root_end(line, at, &is_profile);
        return end > at ? pp_walk_path(scan, end, SIZE_MAX, is_profile) : at;
    }
    if (c == '\\') {
        /* HOMEPATH=\Users\me */
        struct pp_sv rest = pp_sv_sub(line, at, 7);
        return pp_sv_equal_nocase(rest, PP_SV("\\Users\\"))
                   ? pp_walk_path(scan, at + 6, SIZE_MAX, true)
                   : at;
    }
    return at;
}
