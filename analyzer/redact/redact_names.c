/* The secrets of one text. */
#include "redact_names.h"

#include "base/alloc.h"
#include "base/bounds.h"
#include "base/fold.h"
#include "base/utf8.h"
#include "knowledge/netstat_words.h"
#include "redact_fold.h"

enum {
    KEY_BYTES = PP_LIMIT_REDACT_NAME_BYTES + 1,
    LEAST_LETTERS = 3,    /* of a word replaced everywhere */
    LEAST_IDEOGRAPHS = 2, /* of one in a script without blanks */
};

static const char word_space = 'w';

static const struct {
    const char *name;
    const char *words;
    const char *prefix; /* of its replacements; NULL: not a word */
} kinds[PP_REDACT_KIND_COUNT] = {
    [PP_REDACT_USER] = {"user", "user name", "user"},
    [PP_REDACT_HOST] = {"host", "host name", "host"},
    [PP_REDACT_DOMAIN] = {"domain", "domain", "domain"},
    [PP_REDACT_WORD] = {"name", "other name", "name"},
    [PP_REDACT_PROCESS] = {"process", "process name", "process"},
    [PP_REDACT_FOLDER] = {"folder", "folder or file", "folder"},
    [PP_REDACT_IPV4] = {"ipv4", "IPv4 address", NULL},
    [PP_REDACT_IPV6] = {"ipv6", "IPv6 address", NULL},
    [PP_REDACT_MAC] = {"mac", "hardware address", NULL},
    [PP_REDACT_SID] = {"sid", "SID", NULL},
    [PP_REDACT_GUID] = {"guid", "GUID", NULL},
    [PP_REDACT_SERIAL] = {"serial", "product id", NULL},
};

const char *pp_redact_kind_name(enum pp_redact_kind kind)
{
    return kinds[kind].name;
}

const char *pp_redact_kind_words(enum pp_redact_kind kind)
{
    return kinds[kind].words;
}

const char *pp_names_prefix(enum pp_redact_kind kind)
{
    return kinds[kind].prefix;
}

enum pp_status pp_names_init(struct pp_names *names)
{
    *names = (struct pp_names){0};
    pp_arena_init(&names->arena, PP_LIMIT_ARENA_BYTES);
    return pp_names_know(names);
}

void pp_names_done(struct pp_names *names)
{
    pp_arena_done(&names->arena);
    pp_free(names->secrets.items);
    pp_free(names->index.items);
    pp_free(names->known.items);
    pp_free(names->known_index.items);
    pp_free(names->sightings.items);
    *names = (struct pp_names){0};
}

/* --- secrets -------------------------------------------------------------- */

static uint64_t hash_of_secret(const struct pp_names *names, uint64_t entry)
{
    return pp_slots_hash(PP_SLOTS_HASH_START,
                         names->secrets.items[entry - 1].key);
}

static struct pp_secret *
find_hashed(struct pp_names *names, struct pp_sv key, uint64_t hash)
{
    const struct pp_redact_slots *slots = &names->index;
    if (slots->capacity == 0) {
        return NULL;
    }
    size_t at = pp_slots_first(hash, slots->capacity);
    for (; slots->items[at] != 0; at = (at + 1) & (slots->capacity - 1)) {
        struct pp_secret *secret = &names->secrets.items[slots->items[at] - 1];
        if (pp_sv_equal(secret->key, key)) {
            return secret;
        }
    }
    return NULL;
}

/* Makes the whole key in `into`; false: too long for a name. */
static bool
make_key(char space, struct pp_sv text, char into[KEY_BYTES], struct pp_sv *ret)
{
    if (text.len == 0 || text.len > KEY_BYTES - 1) {
        return false;
    }
    into[0] = space;
    if (space == word_space) {
        pp_fold(text, into + 1);
    } else {
        memcpy(into + 1, text.ptr, text.len);
    }
    *ret = (struct pp_sv){into, text.len + 1};
    return true;
}

static char space_of(enum pp_redact_kind kind)
{
    return kinds[kind].prefix != NULL ? word_space : (char)('A' + (int)kind);
}

static struct pp_secret *
find_in(struct pp_names *names, char space, struct pp_sv text)
{
    char bytes[KEY_BYTES];
    struct pp_sv key;
    return make_key(space, text, bytes, &key)
               ? find_hashed(
                     names, key, pp_slots_hash(PP_SLOTS_HASH_START, key))
               : NULL;
}

struct pp_secret *pp_names_find(struct pp_names *names, struct pp_sv word)
{
    return find_in(names, word_space, word);
}

struct pp_secret *pp_names_find_key(struct pp_names *names,
                                    enum pp_redact_kind kind,
                                    struct pp_sv key)
{
    return find_in(names, space_of(kind), key);
}

static enum pp_status add_secret(struct pp_names *names,
                                 enum pp_redact_kind kind,
                                 struct pp_sv text,
                                 struct pp_secret **ret_secret)
{
    char bytes[KEY_BYTES];
    struct pp_sv key;
    *ret_secret = NULL;
    if (!make_key(space_of(kind), text, bytes, &key)) {
        return PP_OK;
    }
    uint64_t hash = pp_slots_hash(PP_SLOTS_HASH_START, key);
    *ret_secret = find_hashed(names, key, hash);
    if (*ret_secret != NULL) {
        return PP_OK;
    }
    struct pp_secret secret = {.kind = kind};
    PP_TRY(pp_slots_grow(&names->index, hash_of_secret, names));
    PP_TRY(PP_VEC_RESERVE(&names->secrets, 1, PP_LIMIT_REDACT_NAMES));
    if (!pp_arena_copy(&names->arena, key, &secret.key)) {
        return PP_ERR_NOMEM;
    }
    names->secrets.items[names->secrets.count++] = secret;
    pp_slots_put(&names->index, hash, names->secrets.count);
    *ret_secret = &names->secrets.items[names->secrets.count - 1];
    return PP_OK;
}

enum pp_status pp_names_add_key(struct pp_names *names,
                                enum pp_redact_kind kind,
                                struct pp_sv key,
                                bool is_kept)
{
    struct pp_secret *secret = NULL;
    PP_TRY(add_secret(names, kind, key, &secret));
    if (secret != NULL) {
        secret->is_kept = is_kept;
    }
    return PP_OK;
}

/* --- words ---------------------------------------------------------------- */

/* `user1`: a prefix and its number. */
static bool is_neutral_part(struct pp_sv part)
{
    size_t digits = part.len;
    while (digits > 0 && pp_is_digit(part.ptr[digits - 1])) {
        digits--;
    }
    struct pp_sv front = pp_sv_sub(part, 0, digits);
    for (size_t i = 0; i < PP_REDACT_KIND_COUNT && digits < part.len; i++) {
        if (kinds[i].prefix != NULL &&
            pp_sv_equal(front, pp_sv_from(kinds[i].prefix))) {
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

/* Whether a secret may be looked for in all of the text: long enough not to
 * be met by chance, and no word that the parsers read. */
static bool is_telling(const struct pp_names *names, struct pp_sv word)
{
    size_t letters = 0;
    size_t ideographs = 0;
    size_t digits = 0;
    size_t at = 0;
    while (at < word.len) {
        uint32_t code = 0;
        at += pp_utf8_next(word, at, &code);
        ideographs += pp_redact_is_ideograph(code);
        bool is_digit = code < 0x80 && pp_is_digit((char)code);
        digits += is_digit;
        letters += !is_digit && pp_redact_is_letter(code);
    }
    /* a1, x64 and 5g are common, ab12 is not. */
    bool is_long = letters >= LEAST_LETTERS || ideographs >= LEAST_IDEOGRAPHS ||
                   (letters > 0 && letters + digits > LEAST_LETTERS);
    return is_long &&
           (pp_names_known(names, word) & PP_REDACT_NOT_TELLING) == 0 &&
           pp_netstat_state(word) == PP_SOCKET_NONE &&
           pp_port_by_name(word) == 0;
}

static bool is_number(struct pp_sv word)
{
    for (size_t i = 0; i < word.len; i++) {
        char c = word.ptr[i];
        if (pp_is_alpha(c) || (unsigned char)c >= 0x80) {
            return false;
        }
    }
    return true;
}

static uint64_t sighting_of(uint64_t line, size_t index)
{
    return line * PP_LIMIT_REDACT_NAMES + index + 1;
}

static uint64_t hash_of_sighting(const struct pp_names *names, uint64_t entry)
{
    (void)names;
    return pp_slots_mix(entry);
}

static bool
is_sighted(const struct pp_names *names, uint64_t line, size_t index)
{
    const struct pp_redact_slots *slots = &names->sightings;
    uint64_t wanted = sighting_of(line, index);
    if (slots->capacity == 0) {
        return false;
    }
    size_t at =
        pp_slots_first(hash_of_sighting(names, wanted), slots->capacity);
    for (; slots->items[at] != 0; at = (at + 1) & (slots->capacity - 1)) {
        if (slots->items[at] == wanted) {
            return true;
        }
    }
    return false;
}

static enum pp_status
sight(struct pp_names *names, uint64_t line, const struct pp_secret *secret)
{
    size_t index = (size_t)(secret - names->secrets.items);
    if (is_sighted(names, line, index)) {
        return PP_OK;
    }
    if (names->sightings.count == PP_LIMIT_REDACT_SIGHTINGS) {
        return PP_ERR_LIMIT;
    }
    PP_TRY(pp_slots_grow(&names->sightings, hash_of_sighting, names));
    uint64_t entry = sighting_of(line, index);
    pp_slots_put(&names->sightings, hash_of_sighting(names, entry), entry);
    return PP_OK;
}

enum pp_status pp_names_add(struct pp_names *names,
                            enum pp_redact_kind kind,
                            struct pp_sv word,
                            uint64_t line,
                            bool is_wanted)
{
    struct pp_secret *secret = NULL;
    word = pp_sv_trim(word);
    if (!is_wanted && (is_number(word) || (pp_names_known(names, word) &
                                           PP_REDACT_IS_NOBODY) != 0)) {
        return PP_OK;
    }
    PP_TRY(add_secret(names, kind, word, &secret));
    if (secret == NULL || secret->is_kept) {
        return PP_OK;
    }
    secret->is_kept = !is_wanted && is_neutral(word);
    /* A folder may be called anything: it is a secret in its path alone. */
    bool is_anywhere = kind != PP_REDACT_FOLDER && is_telling(names, word);
    secret->is_word = secret->is_word || is_wanted || is_anywhere;
    if (secret->kind == PP_REDACT_FOLDER) {
        secret->kind = kind;
    }
    if (secret->is_word || secret->is_kept || line == 0 ||
        kind == PP_REDACT_FOLDER) {
        return PP_OK;
    }
    return sight(names, line, secret);
}

/* --- finding in a line ---------------------------------------------------- */

struct pp_secret *pp_names_match(struct pp_names *names,
                                 struct pp_sv line,
                                 size_t at,
                                 uint64_t line_number,
                                 size_t *ret_len)
{
    char folded[KEY_BYTES];
    struct pp_sv rest = pp_sv_sub(line, at, KEY_BYTES - 1);
    struct pp_secret *found = NULL;
    if (names->secrets.count == 0 || !pp_redact_is_edge(line, at)) {
        return NULL;
    }
    folded[0] = word_space;
    pp_fold(rest, folded + 1);
    uint64_t hash =
        pp_slots_hash(PP_SLOTS_HASH_START, (struct pp_sv){folded, 1});
    size_t hashed = 0;
    size_t edges = 0;
    size_t len = 0;
    while (len < rest.len && edges < PP_LIMIT_REDACT_NAME_WORDS) {
        uint32_t code = 0;
        len += pp_utf8_next(rest, len, &code);
        if (!pp_redact_is_edge(line, at + len)) {
            continue;
        }
        edges++;
        hash = pp_slots_hash(hash,
                             (struct pp_sv){folded + 1 + hashed, len - hashed});
        hashed = len;
        struct pp_secret *secret =
            find_hashed(names, (struct pp_sv){folded, len + 1}, hash);
        if (secret != NULL && !secret->is_kept &&
            (secret->is_word ||
             is_sighted(names,
                        line_number,
                        (size_t)(secret - names->secrets.items)))) {
            found = secret;
            *ret_len = len;
        }
    }
    return found;
}
