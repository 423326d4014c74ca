/* The table of display languages. */
#include "locales.h"

/* PP_SV is a compound literal and no constant; this is one. */
#define WORD(literal)                                                          \
    {                                                                          \
        (literal), sizeof(literal) - 1                                         \
    }

static const struct pp_sv exclusion_words[] = {
    WORD("exclu"),
    WORD("winnat"),
    WORD("reserv"),
    WORD("ausschl"),
    WORD("esclus"),
    WORD("administered"),
    WORD("исключ"),
    WORD("排除"),
    WORD("保留"),
    WORD("除外"),
    WORD("제외"),
    WORD("예약"),
};

static const struct pp_sv administered_words[] = {
    WORD("admin"),
    WORD("verwaltet"),
    WORD("amministr"),
    WORD("управляем"),
    WORD("管理"),
    WORD("托管"),
    WORD("관리"),
};

static const struct pp_locale locales[] = {
#define PP_LOCALE(tag, xb, xa, h1, h2, legend, db, da, l1, l2, codepages)      \
    {tag, xb, xa, h1, h2, legend, db, da, l1, l2, codepages},
#define W(literal) WORD(literal)
#define NONE {NULL, 0}
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

const struct pp_sv *pp_exclusion_words(size_t *ret_count)
{
    *ret_count = PP_ARRAY_LEN(exclusion_words);
    return exclusion_words;
}

const struct pp_sv *pp_administered_words(size_t *ret_count)
{
    *ret_count = PP_ARRAY_LEN(administered_words);
    return administered_words;
}
