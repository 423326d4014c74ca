/* The tables of words, and finding a word in them. */
#include "redact_words.h"

#include "base/alloc.h"
#include "base/bounds.h"
#include "base/fold.h"
#include "knowledge/locales.h"
#include "knowledge/netstat_words.h"
#include "knowledge/system_words.h"

static const struct row {
    unsigned bits;
    enum pp_redact_value value;
    struct pp_sv words; /* with `|` between them */
} rows[] = {
#define PP_REDACT_LABELS(kind, labels) \
    {0, PP_REDACT_VALUE_##kind, PP_SV_INIT(labels)},
#define PP_REDACT_WORDS(class, words) \
    {PP_REDACT_IS_##class, PP_REDACT_VALUE_NONE, PP_SV_INIT(words)},
#include "redact_words.def"
};

void pp_redact_words_done(struct pp_redact_words *words)
{
    pp_arena_done(&words->arena);
    pp_redact_map_done(&words->index);
    pp_free(words->known.items);
    *words = (struct pp_redact_words){0};
}

static const struct pp_redact_known *find(const struct pp_redact_words *words,
                                          struct pp_sv word)
{
    char folded[PP_LIMIT_REDACT_NAME_BYTES];
    if (word.len == 0 || word.len > sizeof(folded)) {
        return NULL;
    }
    pp_fold(word, folded);
    size_t at =
        pp_redact_map_find(&words->index, (struct pp_sv){folded, word.len});
    return at != PP_REDACT_NOT_FOUND ? &words->known.items[at] : NULL;
}

bool pp_redact_is_known(const struct pp_redact_words *words,
                        struct pp_sv word,
                        unsigned bits)
{
    const struct pp_redact_known *known = find(words, word);
    return known != NULL && (known->bits & bits) != 0;
}

enum pp_redact_value pp_redact_label(const struct pp_redact_words *words,
                                     struct pp_sv label)
{
    if (pp_system_label_is(label, PP_LABEL_HOST)) {
        return PP_REDACT_VALUE_HOST;
    }
    const struct pp_redact_known *known = find(words, label);
    return known != NULL ? known->value : PP_REDACT_VALUE_NONE;
}

/* --- learning the tables -------------------------------------------------- */

static enum pp_status
add(struct pp_redact_words *words, struct pp_sv word, const struct row *row)
{
    char folded[PP_LIMIT_REDACT_NAME_BYTES];
    struct pp_sv key = {folded, word.len};
    if (word.len == 0 || word.len > sizeof(folded)) {
        return PP_OK;
    }
    pp_fold(word, folded);
    size_t at = pp_redact_map_find(&words->index, key);
    if (at == PP_REDACT_NOT_FOUND) {
        at = words->known.count;
        PP_TRY(PP_VEC_RESERVE(&words->known, 1, PP_LIMIT_REDACT_NAMES));
        if (!pp_arena_copy(&words->arena, key, &key)) {
            return PP_ERR_NOMEM;
        }
        PP_TRY(pp_redact_map_add(&words->index, key));
        words->known.items[words->known.count++] =
            (struct pp_redact_known){.bits = 0};
    }
    struct pp_redact_known *known = &words->known.items[at];
    known->bits |= row->bits;
    /* The first row that has a label decides. */
    known->value =
        known->value != PP_REDACT_VALUE_NONE ? known->value : row->value;
    return PP_OK;
}

static enum pp_status
add_all(struct pp_redact_words *words, const struct row *row, char separator)
{
    size_t from = 0;
    for (size_t at = 0; at <= row->words.len; at++) {
        if (at == row->words.len || row->words.ptr[at] == separator) {
            PP_TRY(add(words, pp_sv_sub(row->words, from, at - from), row));
            from = at + 1;
        }
    }
    return PP_OK;
}

static enum pp_status add_phrases(struct pp_redact_words *words,
                                  const struct pp_sv *phrases,
                                  size_t count)
{
    for (size_t i = 0; i < count; i++) {
        const struct row row = {
            PP_REDACT_IS_COMMON, PP_REDACT_VALUE_NONE, phrases[i]};
        PP_TRY(add_all(words, &row, ' '));
    }
    return PP_OK;
}

/* Every word of netsh's and netstat's listings. */
static enum pp_status add_listings(struct pp_redact_words *words)
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
        PP_TRY(add_phrases(words, phrases, PP_ARRAY_LEN(phrases)));
    }
    const struct pp_sv *titles = pp_netstat_titles(&count);
    return add_phrases(words, titles, count);
}

enum pp_status pp_redact_words_init(struct pp_redact_words *words)
{
    pp_arena_init(&words->arena, PP_LIMIT_ARENA_BYTES);
    for (size_t i = 0; i < PP_ARRAY_LEN(rows); i++) {
        PP_TRY(add_all(words, &rows[i], '|'));
    }
    return add_listings(words);
}
