/* The secrets of one text. */
#include "redact_names.h"

#include <stdlib.h>

#include "base/alloc.h"
#include "base/bounds.h"
#include "base/bytes.h"
#include "base/fold.h"
#include "base/utf8.h"
#include "knowledge/netstat_words.h"
#include "redact_letters.h"

enum {
    KEY_BYTES = PP_LIMIT_REDACT_NAME_BYTES + 1,
    LEAST_LETTERS = 3,    /* of a word replaced everywhere */
    LEAST_IDEOGRAPHS = 2, /* of one in a script without blanks */
};

static const char *const prefixes[PP_REDACT_KIND_COUNT] = {
    [PP_REDACT_USER] = "user",
    [PP_REDACT_HOST] = "host",
    [PP_REDACT_DOMAIN] = "domain",
    [PP_REDACT_WORD] = "name",
    [PP_REDACT_PROCESS] = "process",
    [PP_REDACT_FOLDER] = "folder",
};

const char *pp_names_prefix(enum pp_redact_kind kind)
{
    return prefixes[kind];
}

void pp_names_init(struct pp_names *names, const struct pp_redact_words *words)
{
    *names = (struct pp_names){.words = words};
    pp_arena_init(&names->arena, PP_LIMIT_ARENA_BYTES);
}

void pp_names_done(struct pp_names *names)
{
    pp_arena_done(&names->arena);
    pp_redact_map_done(&names->index);
    pp_free(names->secrets.items);
    pp_free(names->sightings.items);
    *names = (struct pp_names){0};
}

/* --- secrets -------------------------------------------------------------- */

/* Makes the whole key in `into`: its space, then the text, folded if it is a
 * word. False: too long for a name. */
static bool make_key(enum pp_redact_kind kind,
                     struct pp_sv text,
                     char into[KEY_BYTES],
                     struct pp_sv *ret_key)
{
    if (text.len == 0 || text.len > KEY_BYTES - 1) {
        return false;
    }
    bool is_word = prefixes[kind] != NULL;
    into[0] = is_word ? 'w' : (char)('A' + (int)kind);
    if (is_word) {
        pp_fold(text, into + 1);
    } else {
        memcpy(into + 1, text.ptr, text.len);
    }
    *ret_key = (struct pp_sv){into, text.len + 1};
    return true;
}

struct pp_secret *pp_names_find(struct pp_names *names,
                                enum pp_redact_kind kind,
                                struct pp_sv text)
{
    char bytes[KEY_BYTES];
    struct pp_sv key;
    size_t at = make_key(kind, text, bytes, &key)
                    ? pp_redact_map_find(&names->index, key)
                    : PP_REDACT_NOT_FOUND;
    return at != PP_REDACT_NOT_FOUND ? &names->secrets.items[at] : NULL;
}

/* *ret_secret NULL: the text is too long for a name. */
static enum pp_status add_secret(struct pp_names *names,
                                 enum pp_redact_kind kind,
                                 struct pp_sv text,
                                 struct pp_secret **ret_secret)
{
    char bytes[KEY_BYTES];
    struct pp_sv key;
    *ret_secret = pp_names_find(names, kind, text);
    if (*ret_secret != NULL || !make_key(kind, text, bytes, &key)) {
        return PP_OK;
    }
    PP_TRY(PP_VEC_RESERVE(&names->secrets, 1, PP_LIMIT_REDACT_NAMES));
    if (!pp_arena_copy(&names->arena, key, &key)) {
        return PP_ERR_NOMEM;
    }
    PP_TRY(pp_redact_map_add(&names->index, key));
    *ret_secret = &names->secrets.items[names->secrets.count++];
    **ret_secret = (struct pp_secret){.kind = kind};
    return PP_OK;
}

enum pp_status pp_names_add_key(struct pp_names *names,
                                enum pp_redact_kind kind,
                                struct pp_sv key)
{
    struct pp_secret *secret = NULL;
    PP_TRY(add_secret(names, kind, key, &secret));
    if (secret != NULL) {
        secret->is_kept = key.ptr[0] == 'k';
    }
    return PP_OK;
}

/* --- words ---------------------------------------------------------------- */

/* `user1`: a prefix and its number. */
static bool is_neutral_part(struct pp_sv part)
{
    struct pp_sv front = pp_trim_end(part, PP_DIGITS);
    for (size_t i = 0; i < PP_REDACT_KIND_COUNT && front.len < part.len; i++) {
        if (prefixes[i] != NULL &&
            pp_sv_equal(front, pp_sv_from(prefixes[i]))) {
            return true;
        }
    }
    return false;
}

/* `user1`, `domain2.example`, `host1.domain2.example`: what a redaction
 * writes. */
static bool is_neutral(struct pp_sv word)
{
    static const struct pp_sv domain = PP_SV_INIT(".example");
    if (pp_sv_ends(word, domain)) {
        word = pp_sv_sub(word, 0, word.len - domain.len);
    }
    for (;;) {
        size_t dot = pp_sv_find(word, PP_SV("."), 0);
        if (!is_neutral_part(pp_sv_sub(word, 0, dot))) {
            return false;
        }
        if (dot == SIZE_MAX) {
            return true;
        }
        word = pp_sv_sub(word, dot + 1, SIZE_MAX);
    }
}

/* Whether a secret may be looked for in all of the text: it is long enough not
 * to be met by chance, and not a word that the parsers read. */
static bool is_distinctive(const struct pp_names *names, struct pp_sv word)
{
    const unsigned common = PP_REDACT_IS_NOBODY | PP_REDACT_IS_WINDOWS |
                            PP_REDACT_IS_FOLDER | PP_REDACT_IS_COMMON;
    size_t letters = 0;
    size_t ideographs = 0;
    size_t digits = 0;
    for (size_t at = 0; at < word.len;) {
        uint32_t code = 0;
        at += pp_utf8_next(word, at, &code);
        bool is_digit = code < 0x80 && pp_is_digit((char)code);
        ideographs += pp_redact_is_ideograph(code);
        digits += is_digit;
        letters += !is_digit && pp_redact_is_letter(code);
    }
    /* a1, x64 and 5g are common, ab12 is not. */
    bool is_long = letters >= LEAST_LETTERS || ideographs >= LEAST_IDEOGRAPHS ||
                   (letters > 0 && letters + digits > LEAST_LETTERS);
    return is_long && !pp_redact_is_known(names->words, word, common) &&
           pp_netstat_state(word) == PP_SOCKET_NONE &&
           pp_port_by_name(word) == 0;
}

static enum pp_status
sight(struct pp_names *names, uint64_t line, struct pp_secret *secret)
{
    if (secret->sighted_line == line) {
        return PP_OK;
    }
    PP_TRY(PP_VEC_RESERVE(&names->sightings, 1, PP_LIMIT_REDACT_SIGHTINGS));
    secret->sighted_line = line;
    names->sightings.items[names->sightings.count++] =
        (struct pp_sighting){line, (size_t)(secret - names->secrets.items)};
    return PP_OK;
}

enum pp_status pp_names_add(struct pp_names *names,
                            enum pp_redact_kind kind,
                            struct pp_sv word,
                            uint64_t line)
{
    struct pp_secret *secret = NULL;
    word = pp_sv_trim(word);
    if (!pp_redact_has_letter(word) ||
        pp_redact_is_known(names->words, word, PP_REDACT_IS_NOBODY)) {
        return PP_OK;
    }
    PP_TRY(add_secret(names, kind, word, &secret));
    if (secret == NULL || secret->is_kept) {
        return PP_OK;
    }
    secret->is_kept = is_neutral(word);
    /* A folder may be called anything: it is a secret in its path alone. */
    bool is_folder = kind == PP_REDACT_FOLDER;
    secret->is_word =
        secret->is_word || (!is_folder && is_distinctive(names, word));
    secret->kind = secret->kind == PP_REDACT_FOLDER ? kind : secret->kind;
    bool is_everywhere = secret->is_word || secret->is_kept || line == 0;
    return is_everywhere || is_folder ? PP_OK : sight(names, line, secret);
}

enum pp_status pp_names_add_wanted(struct pp_names *names, struct pp_sv word)
{
    struct pp_secret *secret = NULL;
    PP_TRY(add_secret(names, PP_REDACT_WORD, pp_sv_trim(word), &secret));
    if (secret != NULL) {
        secret->is_word = true;
    }
    return PP_OK;
}

/* --- finding in a line ---------------------------------------------------- */

static int compare_sightings(const void *left, const void *right)
{
    const struct pp_sighting *a = left;
    const struct pp_sighting *b = right;
    if (a->line != b->line) {
        return a->line < b->line ? -1 : 1;
    }
    return (a->secret > b->secret) - (a->secret < b->secret);
}

void pp_names_sort(struct pp_names *names)
{
    if (names->sightings.count > 0) {
        qsort(names->sightings.items,
              names->sightings.count,
              sizeof(*names->sightings.items),
              compare_sightings);
    }
}

static bool
is_replaced_at(const struct pp_names *names, size_t number, uint64_t line)
{
    const struct pp_secret *secret = &names->secrets.items[number];
    const struct pp_sighting wanted = {line, number};
    if (secret->is_kept || secret->is_word || names->sightings.count == 0) {
        return secret->is_word && !secret->is_kept;
    }
    return bsearch(&wanted,
                   names->sightings.items,
                   names->sightings.count,
                   sizeof(wanted),
                   compare_sightings) != NULL;
}

size_t pp_names_match(const struct pp_names *names,
                      struct pp_sv line,
                      size_t at,
                      uint64_t line_number)
{
    char folded[KEY_BYTES];
    struct pp_sv rest = pp_sv_sub(line, at, KEY_BYTES - 1);
    size_t found = 0;
    if (names->secrets.count == 0 || !pp_redact_is_edge(line, at)) {
        return 0;
    }
    folded[0] = 'w';
    pp_fold(rest, folded + 1);
    uint64_t hash = PP_REDACT_HASH_START;
    size_t hashed = 0; /* of `folded` */
    size_t edges = 0;
    for (size_t len = 0;
         len < rest.len && edges < PP_LIMIT_REDACT_NAME_WORDS;) {
        uint32_t code = 0;
        len += pp_utf8_next(rest, len, &code);
        if (!pp_redact_is_edge(line, at + len)) {
            continue;
        }
        struct pp_sv key = {folded, len + 1};
        edges++;
        hash = pp_redact_hash(hash, pp_sv_sub(key, hashed, SIZE_MAX));
        hashed = key.len;
        size_t number = pp_redact_map_find_hashed(&names->index, hash, key);
        if (number != PP_REDACT_NOT_FOUND &&
            is_replaced_at(names, number, line_number)) {
            found = len;
        }
    }
    return found;
}
