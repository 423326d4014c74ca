/*
 * Where a value stands in its text. cJSON keeps no places; but it keeps all
 * values in their order, so the number of a value, counted through the whole
 * document, is the same in the tree and in the text.
 */
#include "json_place.h"

#include "base/bounds.h"
#include "json.h"

/* --- counting in the tree ------------------------------------------------- */

/* The values from here up to the root, to go back by. */
struct walk {
    const struct pp_json_value *above[PP_LIMIT_JSON_DEPTH + 1];
    size_t depth;
};

/* The value behind `at` in the order of the text; NULL at the end. */
static const struct pp_json_value *step(struct walk *walk,
                                        const struct pp_json_value *at)
{
    const struct pp_json_value *first = pp_json_first(at);
    if (first != NULL && walk->depth < PP_ARRAY_LEN(walk->above)) {
        walk->above[walk->depth++] = at;
        return first;
    }
    while (walk->depth > 0) {
        const struct pp_json_value *next = pp_json_next(at);
        if (next != NULL) {
            return next;
        }
        at = walk->above[--walk->depth];
    }
    return NULL;
}

static bool find_number(const struct pp_json_value *root,
                        const struct pp_json_value *value,
                        size_t *ret_number)
{
    struct walk walk = {.depth = 0};
    size_t number = 0;
    for (const struct pp_json_value *at = root; at != NULL;
         at = step(&walk, at)) {
        if (at == value) {
            *ret_number = number;
            return true;
        }
        number++;
    }
    return false;
}

/* --- counting in the text ------------------------------------------------- */

static bool is_white(char c)
{
    return pp_is_blank(c) || c == '\n' || c == '\r';
}

/* Behind the string that begins at `at`. */
static size_t skip_string(struct pp_sv text, size_t at)
{
    for (at++; at < text.len && text.ptr[at] != '"'; at++) {
        if (text.ptr[at] == '\\') {
            at++;
        }
    }
    return at < text.len ? at + 1 : text.len;
}

/* Behind a number or a word. */
static size_t skip_word(struct pp_sv text, size_t at)
{
    while (at < text.len && !is_white(text.ptr[at]) &&
           strchr(",:]}", text.ptr[at]) == NULL) {
        at++;
    }
    return at;
}

/* Whether a colon comes next: then the string before it was a name. */
static bool is_key_end(struct pp_sv text, size_t at)
{
    while (at < text.len && is_white(text.ptr[at])) {
        at++;
    }
    return at < text.len && text.ptr[at] == ':';
}

static bool
find_numbered(struct pp_sv text, size_t number, struct pp_json_place *ret_place)
{
    size_t key = SIZE_MAX;
    size_t at = pp_sv_starts(text, PP_SV("\xEF\xBB\xBF")) ? 3 : 0;
    while (at < text.len) {
        char c = text.ptr[at];
        if (is_white(c) || c == ',' || c == ':' || c == ']' || c == '}') {
            at++;
            continue;
        }
        size_t begin = at;
        bool is_container = c == '{' || c == '[';
        at = is_container ? at + 1
             : c == '"'   ? skip_string(text, at)
                          : skip_word(text, at);
        if (c == '"' && is_key_end(text, at)) {
            key = begin;
            continue;
        }
        if (number == 0) {
            *ret_place = (struct pp_json_place){
                .key = key != SIZE_MAX ? key : begin, .value = begin};
            return true;
        }
        number--;
        key = SIZE_MAX;
    }
    return false;
}

bool pp_json_locate(struct pp_sv text,
                    const struct pp_json_value *root,
                    const struct pp_json_value *value,
                    struct pp_json_place *ret_place)
{
    size_t number;
    return value != NULL && find_number(root, value, &number) &&
           find_numbered(text, number, ret_place);
}
