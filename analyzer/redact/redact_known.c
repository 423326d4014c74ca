/* What the tables of words say of a word (redact/redact_words.h, locales).
 */
#include "base/bounds.h"
#include "base/fold.h"
#include "knowledge/locales.h"
#include "knowledge/netstat_words.h"
#include "redact_names.h"
#include "redact_words.h"

static uint64_t hash_of_known(const struct pp_names *names, uint64_t entry)
{
    return pp_slots_hash(PP_SLOTS_HASH_START,
                         names->known.items[entry - 1].word);
}

static struct pp_known_word *find_known(const struct pp_names *names,
                                        struct pp_sv folded)
{
    const struct pp_redact_slots *slots = &names->known_index;
    if (slots->capacity == 0) {
        return NULL;
    }
    size_t at = pp_slots_first(pp_slots_hash(PP_SLOTS_HASH_START, folded),
                               slots->capacity);
    for (; slots->items[at] != 0; at = (at + 1) & (slots->capacity - 1)) {
        struct pp_known_word *known = &names->known.items[slots->items[at] - 1];
        if (pp_sv_equal(known->word, folded)) {
            return known;
        }
    }
    return NULL;
}

unsigned pp_names_known(const struct pp_names *names, struct pp_sv word)
{
    char folded[PP_LIMIT_REDACT_NAME_BYTES];
    if (word.len == 0 || word.len > sizeof(folded)) {
        return 0;
    }
    pp_fold(word, folded);
    const struct pp_known_word *known =
        find_known(names, (struct pp_sv){folded, word.len});
    return known != NULL ? known->bits : 0;
}

static enum pp_status
know_word(struct pp_names *names, struct pp_sv word, unsigned bits)
{
    char folded[PP_LIMIT_REDACT_NAME_BYTES];
    if (word.len == 0 || word.len > sizeof(folded)) {
        return PP_OK;
    }
    pp_fold(word, folded);
    struct pp_sv key = {folded, word.len};
    struct pp_known_word *known = find_known(names, key);
    if (known != NULL) {
        known->bits |= bits;
        return PP_OK;
    }
    PP_TRY(pp_slots_grow(&names->known_index, hash_of_known, names));
    PP_TRY(PP_VEC_RESERVE(&names->known, 1, PP_LIMIT_REDACT_NAMES));
    struct pp_known_word added = {.bits = bits};
    if (!pp_arena_copy(&names->arena, key, &added.word)) {
        return PP_ERR_NOMEM;
    }
    names->known.items[names->known.count++] = added;
    pp_slots_put(&names->known_index,
                 pp_slots_hash(PP_SLOTS_HASH_START, key),
                 names->known.count);
    return PP_OK;
}

static enum pp_status know_words(struct pp_names *names,
                                 const struct pp_sv *words,
                                 size_t count,
                                 unsigned bits)
{
    for (size_t i = 0; i < count; i++) {
        PP_TRY(know_word(names, words[i], bits));
    }
    return PP_OK;
}

/* Every word of a phrase of a listing. */
static enum pp_status know_phrase(struct pp_names *names, struct pp_sv phrase)
{
    size_t from = 0;
    for (size_t at = 0; at <= phrase.len; at++) {
        if (at == phrase.len || pp_is_blank(phrase.ptr[at])) {
            PP_TRY(know_word(names,
                             pp_sv_sub(phrase, from, at - from),
                             PP_REDACT_IS_COMMON));
            from = at + 1;
        }
    }
    return PP_OK;
}

/* netsh's and netstat's words in every language. */
static enum pp_status know_listings(struct pp_names *names)
{
    size_t count = 0;
    const struct pp_locale *locales = pp_locales(&count);
    for (size_t i = 0; i < count; i++) {
        const struct pp_sv phrases[] = {
            locales[i].excluded_before,
            locales[i].excluded_behind,
            locales[i].start_head,
            locales[i].end_head,
            locales[i].legend,
            locales[i].dynamic_before,
            locales[i].dynamic_behind,
            locales[i].start_label,
            locales[i].count_label,
        };
        for (size_t p = 0; p < PP_ARRAY_LEN(phrases); p++) {
            PP_TRY(know_phrase(names, phrases[p]));
        }
    }
    const struct pp_sv *titles = pp_netstat_titles(&count);
    for (size_t i = 0; i < count; i++) {
        PP_TRY(know_phrase(names, titles[i]));
    }
    return PP_OK;
}

enum pp_status pp_names_know(struct pp_names *names)
{
    static const struct {
        const struct pp_sv *(*words)(size_t *ret_count);
        unsigned bits;
    } tables[] = {
        {pp_redact_nobody, PP_REDACT_IS_NOBODY},
        {pp_redact_windows, PP_REDACT_IS_WINDOWS},
        {pp_redact_folders, PP_REDACT_IS_FOLDER},
        {pp_redact_common, PP_REDACT_IS_COMMON},
        {pp_redact_endings, PP_REDACT_IS_ENDING},
        {pp_redact_tlds, PP_REDACT_IS_TLD},
        {pp_redact_sites, PP_REDACT_IS_SITE},
    };
    for (size_t i = 0; i < PP_ARRAY_LEN(tables); i++) {
        size_t count = 0;
        const struct pp_sv *words = tables[i].words(&count);
        PP_TRY(know_words(names, words, count, tables[i].bits));
    }
    return know_listings(names);
}
