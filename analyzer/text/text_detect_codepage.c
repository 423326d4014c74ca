/*
 * Which code page a text is in: the one in which it holds most of the words
 * that the caller takes for likely there.
 */
#include "text_detect_codepage.h"

#include <string.h>

#include "base/alloc.h"
#include "base/utf8.h"
#include "text_names.h"

enum {
    /* Bytes of lines with something outside ASCII that code pages are tried
     * on. Hundreds of translated labels fit; real captures have tens. */
    SAMPLE_BYTES = 16 * 1024,
    DECODED_BYTES = 3 * SAMPLE_BYTES + 64,
    /* Code pages tried; more than Windows has OEM and ANSI ones. */
    MAX_CANDIDATES = 64,
};

struct trial {
    const struct pp_text_options *options;
    struct pp_text_encoding candidates[MAX_CANDIDATES];
    size_t candidate_count;
    char *sample; /* SAMPLE_BYTES */
    size_t sample_len;
    char *decoded; /* DECODED_BYTES */
};

/* The next name of a list; false at its end. */
static bool next_name(struct pp_sv *list, struct pp_sv *ret_name)
{
    *list = pp_sv_trim(*list);
    size_t len = pp_sv_find(*list, PP_SV(" "), 0);
    *ret_name = pp_sv_sub(*list, 0, len);
    *list = pp_sv_sub(*list, ret_name->len, SIZE_MAX);
    return ret_name->len > 0;
}

/* Where the hint's list has the code page, the likeliest first; SIZE_MAX where
 * it has not. Names are of static storage, one for each encoding: equal if the
 * same. */
static size_t rank_of(const struct pp_text_hint *hint,
                      const char *encoding_name)
{
    struct pp_sv list = pp_sv_from(hint->codepages);
    struct pp_sv name;
    for (size_t rank = 0; next_name(&list, &name); rank++) {
        struct pp_text_encoding encoding;
        if (pp_text_encoding_find(name, &encoding) &&
            encoding.name == encoding_name) {
            return rank;
        }
    }
    return SIZE_MAX;
}

static void add_candidate(struct trial *trial,
                          const struct pp_text_encoding *encoding)
{
    for (size_t i = 0; i < trial->candidate_count; i++) {
        if (trial->candidates[i].name == encoding->name) {
            return;
        }
    }
    if (trial->candidate_count < MAX_CANDIDATES) {
        trial->candidates[trial->candidate_count++] = *encoding;
    }
}

static bool is_evidence(const struct pp_text_hint *hint)
{
    return pp_utf8_columns(hint->word) < hint->word.len;
}

static void collect_candidates(struct trial *trial)
{
    for (size_t i = 0; i < trial->options->hint_word_count; i++) {
        const struct pp_text_hint *hint = &trial->options->hint_words[i];
        struct pp_sv list = pp_sv_from(hint->codepages);
        struct pp_sv name;
        while (next_name(&list, &name)) {
            struct pp_text_encoding encoding;
            if (pp_text_encoding_find(name, &encoding) &&
                encoding.kind == PP_TEXT_CODEPAGE) {
                add_candidate(trial, &encoding);
            }
        }
    }
}

static size_t line_length(struct pp_sv text)
{
    size_t len = 0;
    while (len < text.len && text.ptr[len] != '\n' && text.ptr[len] != '\r') {
        len++;
    }
    return len < text.len ? len + 1 : len;
}

/* Copies the lines that can tell code pages apart. CR and LF are no second
 * byte of a character in any of them, so that lines can be taken alone. */
static void collect_sample(struct trial *trial, struct pp_sv first)
{
    while (first.len > 0 && trial->sample_len < SAMPLE_BYTES) {
        struct pp_sv line = pp_sv_sub(first, 0, line_length(first));
        first = pp_sv_sub(first, line.len, SIZE_MAX);
        if (pp_utf8_columns(line) == line.len && pp_utf8_is_valid(line)) {
            continue;
        }
        line = pp_sv_sub(line, 0, SAMPLE_BYTES - trial->sample_len);
        memcpy(trial->sample + trial->sample_len, line.ptr, line.len);
        trial->sample_len += line.len;
    }
}

/* What speaks for a code page. */
struct score {
    size_t words; /* of the words that name it, those that the sample holds */
    size_t ranks; /* of the code page in their lists, summed up: 0 is best */
};

static bool is_better(struct score score, struct score than)
{
    return score.words > than.words ||
           (score.words == than.words && score.ranks < than.ranks);
}

static struct score score_words(const struct trial *trial,
                                const char *encoding_name,
                                struct pp_sv decoded)
{
    struct score score = {0, 0};
    for (size_t i = 0; i < trial->options->hint_word_count; i++) {
        const struct pp_text_hint *hint = &trial->options->hint_words[i];
        if (!is_evidence(hint)) {
            continue;
        }
        size_t rank = rank_of(hint, encoding_name);
        if (rank != SIZE_MAX &&
            pp_sv_find(decoded, hint->word, 0) != SIZE_MAX) {
            score.words++;
            score.ranks += rank;
        }
    }
    return score;
}

static struct score score_candidate(struct trial *trial,
                                    const struct pp_text_encoding *candidate)
{
    struct pp_text_decoder decoder;
    if (pp_text_decoder_open(&decoder, candidate) != PP_OK) {
        return (struct score){0, 0}; /* not known to this system */
    }
    struct pp_sv sample = {trial->sample, trial->sample_len};
    struct pp_text_step step =
        pp_text_decode(&decoder, sample, true, trial->decoded, DECODED_BYTES);
    pp_text_decoder_close(&decoder);
    struct pp_sv decoded = {trial->decoded, step.produced_bytes};
    return score_words(trial, candidate->name, decoded);
}

static void choose_candidate(struct trial *trial,
                             struct pp_text_encoding *encoding)
{
    struct score best = {0, 0};
    for (size_t i = 0; i < trial->candidate_count; i++) {
        struct score score = score_candidate(trial, &trial->candidates[i]);
        if (is_better(score, best)) {
            best = score;
            *encoding = trial->candidates[i];
        }
    }
}

enum pp_status pp_text_detect_codepage(struct pp_sv first,
                                       const struct pp_text_options *options,
                                       struct pp_text_encoding *encoding)
{
    struct trial trial = {.options = options};
    collect_candidates(&trial);
    if (trial.candidate_count == 0) {
        return PP_OK;
    }
    trial.sample = pp_calloc(1, SAMPLE_BYTES);
    trial.decoded = pp_calloc(1, DECODED_BYTES);
    enum pp_status status = PP_ERR_NOMEM;
    if (trial.sample != NULL && trial.decoded != NULL) {
        collect_sample(&trial, first);
        choose_candidate(&trial, encoding);
        status = PP_OK;
    }
    pp_free(trial.sample);
    pp_free(trial.decoded);
    return status;
}
