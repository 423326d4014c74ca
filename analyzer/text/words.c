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

/* The length of the first word that `fits` the text, or 0. */
static size_t find_fitting(const char *list,
                           struct pp_sv text,
                           bool (*fits)(struct pp_sv text, struct pp_sv word))
{
    struct pp_sv one;
    while (next_word(&list, &one)) {
        if (fits(text, one)) {
            return one.len;
        }
    }
    return 0;
}

size_t pp_words_start(const char *list, struct pp_sv text)
{
    return find_fitting(list, text, pp_sv_starts);
}

size_t pp_words_start_nocase(const char *list, struct pp_sv text)
{
    return find_fitting(list, text, pp_sv_starts_nocase);
}

bool pp_words_has(const char *list, struct pp_sv text)
{
    return find_fitting(list, text, pp_sv_equal_nocase) > 0;
}

static bool holds_nocase(struct pp_sv text, struct pp_sv word)
{
    return pp_sv_find_nocase(text, word, 0) != SIZE_MAX;
}

bool pp_words_within(const char *list, struct pp_sv text)
{
    return find_fitting(list, text, holds_nocase) > 0;
}
