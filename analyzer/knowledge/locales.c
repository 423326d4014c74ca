/* The table of display languages. */
#include "locales.h"

#include <string.h>

#include "base/cursor.h"
#include "text/words.h"

static const struct pp_sv exclusion_words[] = {
    PP_SV_INIT("exclu"),
    PP_SV_INIT("winnat"),
    PP_SV_INIT("reserv"),
    PP_SV_INIT("ausschl"),
    PP_SV_INIT("esclus"),
    PP_SV_INIT("administered"),
    PP_SV_INIT("исключ"),
    PP_SV_INIT("排除"),
    PP_SV_INIT("保留"),
    PP_SV_INIT("除外"),
    PP_SV_INIT("제외"),
    PP_SV_INIT("예약"),
};

static const struct pp_sv administered_words[] = {
    PP_SV_INIT("admin"),
    PP_SV_INIT("verwaltet"),
    PP_SV_INIT("amministr"),
    PP_SV_INIT("управляем"),
    PP_SV_INIT("管理"),
    PP_SV_INIT("托管"),
    PP_SV_INIT("관리"),
};

static const struct pp_locale locales[] = {
#define PP_LOCALE(tag, xb, xa, h1, h2, legend, db, da, l1, l2, codepages) \
    {tag, xb, xa, h1, h2, legend, db, da, l1, l2, codepages},
#define W(literal) PP_SV_INIT(literal)
#define NONE    \
    {           \
        NULL, 0 \
    }
#include "locales.def"
#undef NONE
#undef W
#undef PP_LOCALE
};

const struct pp_locale *pp_locales(size_t *ret_count)
{
    *ret_count = PP_ARRAY_LEN(locales);
    return locales;
}

bool pp_speaks_of_exclusions(struct pp_sv text)
{
    for (size_t i = 0; i < PP_ARRAY_LEN(exclusion_words); i++) {
        if (pp_sv_find_nocase(text, exclusion_words[i], 0) != SIZE_MAX) {
            return true;
        }
    }
    return false;
}

bool pp_says_administered(struct pp_sv text)
{
    for (size_t i = 0; i < PP_ARRAY_LEN(administered_words); i++) {
        if (pp_sv_starts_nocase(text, administered_words[i])) {
            return true;
        }
    }
    return false;
}

/* Whether the word turns what follows into its opposite. */
static bool is_negation(struct pp_sv word)
{
    return pp_words_has("no|none|not|without|neither|nor|never|kein|keine|"
                        "keiner|keines|ohne|nicht",
                        word) ||
           pp_sv_ends(word, PP_SV("n't"));
}

/* A word of the sentence, without its punctuation; `ret_ends`: the last one. */
static struct pp_sv bare_word(struct pp_sv word, bool *ret_ends)
{
    static const char marks[] = ".,;:!?()\"'`";
    *ret_ends = false;
    while (word.len > 1 && memchr(marks, word.ptr[0], sizeof(marks) - 1)) {
        word = pp_sv_sub(word, 1, SIZE_MAX);
    }
    while (word.len > 1 &&
           memchr(marks, word.ptr[word.len - 1], sizeof(marks) - 1)) {
        char last = word.ptr[word.len - 1];
        *ret_ends |= last == '.' || last == '!' || last == '?';
        word = pp_sv_sub(word, 0, word.len - 1);
    }
    return word;
}

bool pp_denies_star(struct pp_sv text)
{
    struct pp_cursor cursor = pp_cursor_over(text);
    struct pp_sv word;
    bool is_denied = false;
    (void)pp_cursor_skip_blanks(&cursor);
    while (pp_cursor_take_word(&cursor, &word)) {
        bool ends = false;
        word = bare_word(word, &ends);
        if (is_denied && pp_words_has("star|stars|starred|asterisk|asterisks|"
                                      "administered|*|stern|sternchen",
                                      word)) {
            return true;
        }
        /* Only what a denial of rows is made of stands between: `I do not know
         * what the star means` denies nothing. */
        bool goes_on = pp_words_has(
            "row|rows|line|lines|range|ranges|entry|entries|port|ports|"
            "exclusion|exclusions|of|them|these|those|which|is|are|was|were|"
            "has|have|had|with|a|an|the|any|it|in|there|marked|listed|as|"
            "zeile|bereich|hat|haben|einen|ein|der|die|ist|sind|mit|davon",
            word);
        is_denied = !ends && (is_negation(word) || (is_denied && goes_on));
        (void)pp_cursor_skip_blanks(&cursor);
    }
    return false;
}
