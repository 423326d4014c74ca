/*
 * Which encoding a text is in: a byte order mark, else the NUL bytes of
 * UTF-16, else the validity of UTF-8, else the code page in which the text
 * holds most of the hint words.
 */
#include "text_detect.h"

#include <string.h>

#include "base/alloc.h"
#include "base/utf8.h"

/* ---- UTF-16 without a mark ---- */

/* What the pairs of bytes look like. */
struct pair_counts {
    size_t pairs;
    size_t ascii_first;  /* text, NUL: ASCII in UTF-16LE */
    size_t ascii_second; /* NUL, text */
    size_t ends_first;   /* of these, line ends */
    size_t ends_second;
    size_t both_ascii; /* text, text: what 8-bit text consists of */
    size_t both_nul;
    size_t other_ends; /* CR and LF bytes that are no half of such a pair */
};

static bool is_line_end(unsigned char byte)
{
    return byte == '\n' || byte == '\r';
}

static bool is_ascii_text(unsigned char byte)
{
    return (byte >= 0x20 && byte < 0x7F) || byte == '\t' || is_line_end(byte);
}

static void
count_pair(struct pair_counts *counts, unsigned char a, unsigned char b)
{
    counts->pairs++;
    if (a == 0 && b == 0) {
        counts->both_nul++;
    } else if (b == 0 && is_ascii_text(a)) {
        counts->ascii_first++;
        counts->ends_first += is_line_end(a);
    } else if (a == 0 && is_ascii_text(b)) {
        counts->ascii_second++;
        counts->ends_second += is_line_end(b);
    } else {
        counts->both_ascii += is_ascii_text(a) && is_ascii_text(b);
        counts->other_ends += (size_t)is_line_end(a) + is_line_end(b);
    }
}

/*
 * Most of what Windows prints is digits and blanks, so that most pairs are
 * ASCII and NUL. A Chinese or Korean text may have few of them: it still has
 * its line ends, and its other bytes are not the ASCII of an 8-bit text with
 * a NUL in it. A few pairs the other way round are U+4E00 and U+3000.
 */
static bool is_utf16(const struct pair_counts *counts,
                     size_t ascii,
                     size_t wrong_way,
                     size_t ends)
{
    if (ascii == 0 || wrong_way > ascii / 4 || counts->both_nul > ascii / 4) {
        return false;
    }
    if (ascii > counts->pairs / 2) {
        return true;
    }
    return ends > 0 && counts->other_ends <= ends &&
           counts->both_ascii <= counts->pairs / 2;
}

/* PP_TEXT_UTF16LE, PP_TEXT_UTF16BE, or PP_TEXT_UTF8 for neither. */
static enum pp_text_encoding_kind detect_utf16(struct pp_sv first)
{
    if (first.len == 0 || memchr(first.ptr, 0, first.len) == NULL) {
        return PP_TEXT_UTF8;
    }
    const unsigned char *bytes = (const unsigned char *)first.ptr;
    struct pair_counts counts = {0};
    for (size_t i = 0; i + 1 < first.len; i += 2) {
        count_pair(&counts, bytes[i], bytes[i + 1]);
    }
    if (is_utf16(&counts,
                 counts.ascii_first,
                 counts.ascii_second,
                 counts.ends_first)) {
        return PP_TEXT_UTF16LE;
    }
    if (is_utf16(&counts,
                 counts.ascii_second,
                 counts.ascii_first,
                 counts.ends_second)) {
        return PP_TEXT_UTF16BE;
    }
    return PP_TEXT_UTF8;
}

/* ---- UTF-8 ---- */

/* Without a last sequence that the end of the chunk may have cut. */
static struct pp_sv drop_cut_sequence(struct pp_sv first)
{
    for (size_t back = 1; back < PP_UTF8_MAX_BYTES && back <= first.len;
         back++) {
        unsigned char byte = (unsigned char)first.ptr[first.len - back];
        if (byte >= 0xC0) {
            return pp_sv_sub(first, 0, first.len - back);
        }
        if (byte < 0x80) {
            break;
        }
    }
    return first;
}

/* UTF-8 with a few bytes gone wrong is still UTF-8: in text of any other
 * encoding valid sequences come about by accident only. */
static bool is_mostly_utf8(struct pp_sv first)
{
    size_t invalid_count = pp_utf8_count_invalid(first);
    if (invalid_count == 0) {
        return true;
    }
    size_t sequence_count = 0;
    uint32_t code;
    for (size_t at = 0, len; (len = pp_utf8_next(first, at, &code)) > 0;
         at += len) {
        sequence_count += len > 1;
    }
    return sequence_count > invalid_count;
}

/* ---- Code pages ---- */

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

/* Copies the lines that can tell code pages apart. CR and LF are not the second
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

static struct score score_words(const struct trial *trial,
                                const char *encoding_name,
                                struct pp_sv decoded)
{
    struct score score = {0, 0};
    for (size_t i = 0; i < trial->options->hint_word_count; i++) {
        const struct pp_text_hint *hint = &trial->options->hint_words[i];
        if (pp_utf8_columns(hint->word) >= hint->word.len) {
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
        if (score.words > best.words ||
            (score.words == best.words && score.ranks < best.ranks)) {
            best = score;
            *encoding = trial->candidates[i];
        }
    }
}

/* For 8-bit text that is not UTF-8; leaves `encoding` alone where no word is
 * found. */
static enum pp_status detect_codepage(struct pp_sv first,
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

/* ---- All together ---- */

static struct pp_text_encoding encoding_of(enum pp_text_encoding_kind kind)
{
    switch (kind) {
    case PP_TEXT_UTF16LE:
        return (struct pp_text_encoding){kind, "utf-16le", NULL};
    case PP_TEXT_UTF16BE:
        return (struct pp_text_encoding){kind, "utf-16be", NULL};
    case PP_TEXT_UTF8:
    case PP_TEXT_UTF16:
    case PP_TEXT_CODEPAGE:
        break;
    }
    return (struct pp_text_encoding){PP_TEXT_UTF8, "utf-8", NULL};
}

struct mark {
    struct pp_sv bytes;
    enum pp_text_encoding_kind kind;
};

/* The mark that the text begins with; one of no bytes if it has none. */
static struct mark find_mark(struct pp_sv first)
{
    const struct mark marks[] = {{PP_SV("\xEF\xBB\xBF"), PP_TEXT_UTF8},
                                 {PP_SV("\xFF\xFE"), PP_TEXT_UTF16LE},
                                 {PP_SV("\xFE\xFF"), PP_TEXT_UTF16BE}};
    for (size_t i = 0; i < PP_ARRAY_LEN(marks); i++) {
        if (pp_sv_starts(first, marks[i].bytes)) {
            return marks[i];
        }
    }
    return (struct mark){{NULL, 0}, PP_TEXT_UTF8};
}

/* The encoding was asked for: only the order of UTF-16 can be left open. */
static enum pp_status apply_name(struct pp_sv first,
                                 const char *name,
                                 struct pp_text_encoding *ret_encoding,
                                 size_t *ret_bom_bytes)
{
    struct pp_text_encoding encoding;
    if (!pp_text_encoding_find(pp_sv_from(name), &encoding)) {
        return PP_ERR_INVALID;
    }
    struct mark mark = find_mark(first);
    if (encoding.kind == PP_TEXT_UTF16) {
        enum pp_text_encoding_kind kind =
            mark.bytes.len > 0 ? mark.kind : detect_utf16(first);
        encoding =
            encoding_of(kind == PP_TEXT_UTF16BE ? kind : PP_TEXT_UTF16LE);
    }
    *ret_encoding = encoding;
    *ret_bom_bytes = mark.kind == encoding.kind ? mark.bytes.len : 0;
    return PP_OK;
}

static enum pp_status find_evidence(struct pp_sv first,
                                    bool is_whole,
                                    const struct pp_text_options *options,
                                    struct pp_text_encoding *ret_encoding)
{
    *ret_encoding = encoding_of(detect_utf16(first));
    if (ret_encoding->kind != PP_TEXT_UTF8 ||
        is_mostly_utf8(is_whole ? first : drop_cut_sequence(first))) {
        return PP_OK;
    }
    return detect_codepage(first, options, ret_encoding);
}

enum pp_status pp_text_detect(struct pp_sv first,
                              bool is_whole,
                              const struct pp_text_options *options,
                              struct pp_text_encoding *ret_encoding,
                              size_t *ret_bom_bytes)
{
    if (options->encoding != NULL) {
        return apply_name(
            first, options->encoding, ret_encoding, ret_bom_bytes);
    }
    struct mark mark = find_mark(first);
    *ret_bom_bytes = mark.bytes.len;
    if (mark.bytes.len > 0) {
        *ret_encoding = encoding_of(mark.kind);
        return PP_OK;
    }
    return find_evidence(first, is_whole, options, ret_encoding);
}
