/* The table of display languages. */
#include "locales.h"

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
