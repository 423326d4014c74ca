/* Short lists of words. */
#include "words.h"

#include <string.h>

/* Moves behind the next word; false at the end of the list. */
static bool next_word(const char **list, struct pp_sv *ret_word)
{
    size_t len = strcspn(*list, "|");
    *ret_word = (struct pp_sv){*list, len};
    *list += (*list)[len] == '|' ? len + 1 : len;
    return len > 0;
}

size_t pp_words_find(const char *list, struct pp_sv word)
{
    struct pp_sv one;
    for (size_t at = 1; next_word(&list, &one); at++) {
        if (pp_sv_equal(word, one)) {
            return at;
        }
    }
    return 0;
}

size_t pp_words_start(const char *list, struct pp_sv text)
{
    struct pp_sv one;
    while (next_word(&list, &one)) {
        if (pp_sv_starts(text, one)) {
            return one.len;
        }
    }
    return 0;
}

size_t pp_words_start_nocase(const char *list, struct pp_sv text)
{
    struct pp_sv one;
    while (next_word(&list, &one)) {
        if (pp_sv_starts_nocase(text, one)) {
            return one.len;
        }
    }
    return 0;
}

bool pp_words_has(const char *list, struct pp_sv text)
{
    struct pp_sv one;
    while (next_word(&list, &one)) {
        if (pp_sv_equal_nocase(text, one)) {
            return true;
        }
    }
    return false;
}

bool pp_words_within(const char *list, struct pp_sv text)
{
    struct pp_sv one;
    while (next_word(&list, &one)) {
        if (pp_sv_find_nocase(text, one, 0) != SIZE_MAX) {
            return true;
        }
    }
    return false;
}
