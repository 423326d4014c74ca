/*
 * Where commands begin and end: `;`, `&`, `&&` and `||` part them, quotes and
 * brackets hold them together, `#` begins a comment. Knows no command.
 */
#include "script.h"

#include <assert.h>

#include "base/bytes.h"

/* Where the quote that opens at `at` is closed: it stands where a word or a
 * value begins (an apostrophe does not), and is closed in this line. SIZE_MAX:
 * it is a byte like any other. */
static size_t quote_end(struct pp_sv line, size_t at)
{
    char c = line.ptr[at];
    bool may_open = (c == '"' || c == '\'') &&
                    (at == 0 || pp_is_one_of(line.ptr[at - 1], " \t=:,;({@&|"));
    return may_open ? pp_sv_find(line, (struct pp_sv){&c, 1}, at + 1)
                    : SIZE_MAX;
}

static bool opens(char c)
{
    return c == '(' || c == '{';
}

static bool closes(char c)
{
    return c == ')' || c == '}';
}

/* The byte after the quoted text or the escaped byte at `at`, or `at`. */
static size_t skip_literal(struct pp_sv line, size_t at)
{
    size_t close = quote_end(line, at);
    if (close != SIZE_MAX) {
        return close + 1;
    }
    return line.ptr[at] == '^' && at + 1 < line.len ? at + 2 : at;
}

size_t pps_script_close(struct pp_sv text)
{
    size_t depth = 0;
    for (size_t at = 0; at < text.len;) {
        size_t next = skip_literal(text, at);
        if (next > at) {
            at = next;
            continue;
        }
        depth += opens(text.ptr[at]);
        depth -= closes(text.ptr[at]) && depth > 0;
        if (depth == 0) {
            return at;
        }
        at++;
    }
    return SIZE_MAX;
}

long pps_script_brackets(struct pp_sv line)
{
    long depth = 0;
    for (size_t at = 0; at < line.len;) {
        size_t next = skip_literal(line, at);
        if (next == at) {
            depth += opens(line.ptr[at]);
            depth -= closes(line.ptr[at]);
            next++;
        }
        at = next;
    }
    return depth;
}

/* Goes through a line outside of quotes and brackets. A bracket that is not
 * closed in it ends their counting, so that the whole stays linear. */
struct walk {
    struct pp_sv line;
    size_t at;
    bool ignores_brackets;
};

/* Whether the byte at `at` is one to look at; otherwise moves on. */
static bool walk_stops(struct walk *walk)
{
    size_t next = skip_literal(walk->line, walk->at);
    if (next > walk->at) {
        walk->at = next;
        return false;
    }
    if (walk->ignores_brackets || !opens(walk->line.ptr[walk->at])) {
        return true;
    }
    size_t close = pps_script_close(
        pp_sv_sub(walk->line, walk->at, walk->line.len - walk->at));
    walk->ignores_brackets = close == SIZE_MAX;
    walk->at += walk->ignores_brackets ? 1 : close + 1;
    return false;
}

static bool begins_comment(struct pp_sv line, size_t at)
{
    return line.ptr[at] == '#' && (at == 0 || pp_is_blank(line.ptr[at - 1]) ||
                                   line.ptr[at - 1] == ';');
}

/* The `&` of `2>&1`. */
static bool is_redirection(struct pp_sv line, size_t at)
{
    return at > 0 && line.ptr[at - 1] == '>';
}

/* The length of what parts commands at `at`, 0 for anything else; and how the
 * next one is joined. */
static size_t
separator_len(struct pp_sv line, size_t at, enum script_join *ret_join)
{
    char c = line.ptr[at];
    bool is_double = at + 1 < line.len && line.ptr[at + 1] == c;
    *ret_join = SCRIPT_ALWAYS;
    if (is_double && (c == '&' || c == '|')) {
        *ret_join = c == '&' ? SCRIPT_IF_OK : SCRIPT_IF_FAILED;
        return 2;
    }
    return c == ';' || (c == '&' && !is_redirection(line, at));
}

/* A separator in front of the command: `&& net start winnat`. */
static enum script_join skip_separators(struct pp_sv line, size_t *at)
{
    enum script_join join = SCRIPT_ALWAYS;
    while (*at < line.len) {
        enum script_join next = SCRIPT_ALWAYS;
        size_t len = separator_len(line, *at, &next);
        if (len == 0 && !pp_is_blank(line.ptr[*at])) {
            break;
        }
        join = len > 0 ? next : join;
        *at += len > 0 ? len : 1;
    }
    return join;
}

bool pps_script_next(struct pp_sv line,
                     struct script_place *place,
                     struct script_command *ret_command)
{
    enum script_join join = skip_separators(line, &place->at);
    struct walk walk = {line, place->at, place->ignores_brackets};
    size_t start = place->at;
    assert(line.ptr != NULL || line.len == 0);
    while (walk.at < line.len) {
        enum script_join next;
        if (!walk_stops(&walk)) {
            continue;
        }
        if (begins_comment(line, walk.at)) {
            place->at = line.len;
            break;
        }
        if (separator_len(line, walk.at, &next) > 0) {
            break;
        }
        walk.at++;
    }
    size_t end = walk.at < line.len ? walk.at : line.len;
    place->at = place->at == line.len ? line.len : end;
    place->ignores_brackets = walk.ignores_brackets;
    ret_command->text = pp_sv_sub(line, start, end - start);
    ret_command->join = join;
    return end > start || place->at < line.len;
}

size_t pps_script_pipe(struct pp_sv command)
{
    struct walk walk = {.line = command};
    while (walk.at < command.len) {
        if (!walk_stops(&walk)) {
            continue;
        }
        if (command.ptr[walk.at] == '|') {
            return walk.at;
        }
        walk.at++;
    }
    return SIZE_MAX;
}

bool pps_script_goes_on(struct pp_sv line)
{
    size_t len = line.len;
    bool is_mark =
        len > 0 && (line.ptr[len - 1] == '^' || line.ptr[len - 1] == '`');
    return is_mark && len > 1 && pp_is_blank(line.ptr[len - 2]);
}
