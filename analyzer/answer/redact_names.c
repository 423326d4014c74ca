/* The secrets of one text and what stands for them. */
#include "redact_names.h"

#include "portplan/utf8.h"

#include "bounds.h"
#include "fold.h"
#include "locales.h"
#include "netstat_words.h"
#include "redact_fold.h"
#include "redact_words.h"

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

/* --- hashing -------------------------------------------------------------- */

enum {
    FNV_SHIFT = 32
};
static const uint64_t fnv_start = 14695981039346656037U;
static const uint64_t fnv_prime = 1099511628211U;

static uint64_t hash_on(uint64_t hash, struct pp_sv text)
{
    for (size_t i = 0; i < text.len; i++) {
        hash = (hash ^ (unsigned char)text.ptr[i]) * fnv_prime;
    }
    return hash;
}

static size_t slot_of(uint64_t hash, size_t capacity)
{
    return (size_t)(hash ^ hash >> FNV_SHIFT) & (capacity - 1);
}

/* Moves what is in the slots to twice as many; `hash_at` tells the hash of an
 * entry. */
static enum pp_status grow(struct pp_redact_slots *slots,
                           uint64_t (*hash_at)(const struct pp_names *names,
                                               uint64_t entry),
                           const struct pp_names *names)
{
    enum {
        LEAST_SLOTS = 1024
    };
    if (2 * (slots->count + 1) <= slots->capacity) {
        return PP_OK;
    }
    size_t capacity = slots->capacity > 0 ? 2 * slots->capacity : LEAST_SLOTS;
    uint64_t *items = pp_calloc(capacity, sizeof(*items));
    if (items == NULL) {
        return PP_ERR_NOMEM;
    }
    for (size_t i = 0; i < slots->capacity; i++) {
        if (slots->items[i] == 0) {
            continue;
        }
        size_t at = slot_of(hash_at(names, slots->items[i]), capacity);
        while (items[at] != 0) {
            at = (at + 1) & (capacity - 1);
        }
        items[at] = slots->items[i];
    }
    pp_free(slots->items);
    slots->items = items;
    slots->capacity = capacity;
    return PP_OK;
}

static void put(struct pp_redact_slots *slots, uint64_t hash, uint64_t entry)
{
    size_t at = slot_of(hash, slots->capacity);
    while (slots->items[at] != 0) {
        at = (at + 1) & (slots->capacity - 1);
    }
    slots->items[at] = entry;
    slots->count++;
}

/* --- words of the tables -------------------------------------------------- */

static uint64_t hash_of_known(const struct pp_names *names, uint64_t entry)
{
    return hash_on(fnv_start, names->known.items[entry - 1].word);
}

static struct pp_known_word *find_known(const struct pp_names *names,
                                        struct pp_sv folded)
{
    const struct pp_redact_slots *slots = &names->known_index;
    if (slots->capacity == 0) {
        return NULL;
    }
    size_t at = slot_of(hash_on(fnv_start, folded), slots->capacity);
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
    PP_TRY(grow(&names->known_index, hash_of_known, names));
    PP_TRY(PP_VEC_RESERVE(&names->known, 1, PP_LIMIT_REDACT_NAMES));
    struct pp_known_word added = {.bits = bits};
    if (!pp_arena_copy(&names->arena, key, &added.word)) {
        return PP_ERR_NOMEM;
    }
    names->known.items[names->known.count++] = added;
    put(&names->known_index, hash_on(fnv_start, key), names->known.count);
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

enum pp_status pp_names_init(struct pp_names *names)
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
    *names = (struct pp_names){0};
    pp_arena_init(&names->arena, PP_LIMIT_ARENA_BYTES);
    for (size_t i = 0; i < PP_ARRAY_LEN(tables); i++) {
        size_t count = 0;
        const struct pp_sv *words = tables[i].words(&count);
        PP_TRY(know_words(names, words, count, tables[i].bits));
    }
    return know_listings(names);
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
    return hash_on(fnv_start, names->secrets.items[entry - 1].key);
}

static struct pp_secret *
find_hashed(struct pp_names *names, struct pp_sv key, uint64_t hash)
{
    const struct pp_redact_slots *slots = &names->index;
    if (slots->capacity == 0) {
        return NULL;
    }
    size_t at = slot_of(hash, slots->capacity);
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
               ? find_hashed(names, key, hash_on(fnv_start, key))
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
    uint64_t hash = hash_on(fnv_start, key);
    *ret_secret = find_hashed(names, key, hash);
    if (*ret_secret != NULL) {
        return PP_OK;
    }
    struct pp_secret secret = {.kind = kind};
    PP_TRY(grow(&names->index, hash_of_secret, names));
    PP_TRY(PP_VEC_RESERVE(&names->secrets, 1, PP_LIMIT_REDACT_NAMES));
    if (!pp_arena_copy(&names->arena, key, &secret.key)) {
        return PP_ERR_NOMEM;
    }
    names->secrets.items[names->secrets.count++] = secret;
    put(&names->index, hash, names->secrets.count);
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
    return entry * fnv_prime;
}

static bool
is_sighted(const struct pp_names *names, uint64_t line, size_t index)
{
    const struct pp_redact_slots *slots = &names->sightings;
    uint64_t wanted = sighting_of(line, index);
    if (slots->capacity == 0) {
        return false;
    }
    size_t at = slot_of(hash_of_sighting(names, wanted), slots->capacity);
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
    PP_TRY(grow(&names->sightings, hash_of_sighting, names));
    uint64_t entry = sighting_of(line, index);
    put(&names->sightings, hash_of_sighting(names, entry), entry);
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
    uint64_t hash = hash_on(fnv_start, (struct pp_sv){folded, 1});
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
        hash = hash_on(hash, (struct pp_sv){folded + 1 + hashed, len - hashed});
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

/* --- replacements --------------------------------------------------------- */

bool pp_redact_is_neutral_ipv4(const uint8_t bytes[4])
{
    /* RFC 5737 and RFC 2544. */
    return (bytes[0] == 192 && bytes[1] == 0 && bytes[2] == 2) ||
           (bytes[0] == 198 && bytes[1] == 51 && bytes[2] == 100) ||
           (bytes[0] == 203 && bytes[1] == 0 && bytes[2] == 113) ||
           (bytes[0] == 198 && (bytes[1] & 0xFE) == 18);
}

static void write_ipv4(struct pp_buf *into, unsigned number)
{
    static const char *const nets[] = {"192.0.2", "198.51.100", "203.0.113"};
    enum {
        HOSTS = 254
    };
    if (number <= PP_ARRAY_LEN(nets) * HOSTS) {
        pp_buf_printf(into,
                      "%s.%u",
                      nets[(number - 1) / HOSTS],
                      (number - 1) % HOSTS + 1);
        return;
    }
    number -= (unsigned)PP_ARRAY_LEN(nets) * HOSTS;
    pp_buf_printf(into,
                  "198.%u.%u.%u",
                  18 + (number >> 16 & 1),
                  number >> 8 & 255,
                  number & 255);
}

static void write_mac(struct pp_buf *into, unsigned number)
{
    if (number < 256) {
        pp_buf_printf(into, "00005E0053%02X", number);
    } else {
        pp_buf_printf(into, "02005E%06X", number);
    }
}

/* The key of an address of the link carries its prefix. */
static void write_ipv6(struct pp_buf *into, char scope, unsigned number)
{
    switch (scope) {
    case 'l':
        pp_buf_printf(into, "fe80::%x", number & 0xFFFF);
        return;
    case 'm':
        pp_buf_printf(into, "ff0e::db8:0:%x", number & 0xFFFF);
        return;
    default:
        if (number > 0xFFFF) {
            pp_buf_printf(
                into, "2001:db8::%x:%x", number >> 16, number & 0xFFFF);
        } else {
            pp_buf_printf(into, "2001:db8::%x", number);
        }
    }
}

static void write_candidate(struct pp_buf *into,
                            const struct pp_secret *secret,
                            unsigned number)
{
    struct pp_sv key = pp_sv_sub(secret->key, 1, SIZE_MAX);
    pp_buf_clear(into);
    switch (secret->kind) {
    case PP_REDACT_USER:
    case PP_REDACT_HOST:
    case PP_REDACT_WORD:
    case PP_REDACT_PROCESS:
    case PP_REDACT_FOLDER:
        pp_buf_printf(into, "%s%u", kinds[secret->kind].prefix, number);
        return;
    case PP_REDACT_DOMAIN:
        pp_buf_printf(into, "domain%u", number);
        if (pp_sv_find(key, PP_SV("."), 0) != SIZE_MAX) {
            pp_buf_add_str(into, ".example");
        }
        return;
    case PP_REDACT_IPV4:
        if (key.ptr[0] == 'l') {
            pp_buf_printf(into, "169.254.0.%u", number & 255);
        } else if (key.ptr[0] == 'm') {
            pp_buf_printf(into, "233.252.0.%u", number & 255);
        } else {
            write_ipv4(into, number);
        }
        return;
    case PP_REDACT_IPV6:
        write_ipv6(into, key.ptr[0], number);
        return;
    case PP_REDACT_MAC:
        write_mac(into, number);
        return;
    case PP_REDACT_SID:
        /* 'd' is the SID of a machine or a domain, 'u' one inside it. */
        pp_buf_printf(into,
                      key.ptr[0] == 'd' ? "S-1-5-21-0-0-%u"
                                        : "S-1-5-21-0-0-0-%u",
                      key.ptr[0] == 'd' ? number : 1000 + number);
        return;
    case PP_REDACT_GUID:
        pp_buf_printf(into, "00000000-0000-0000-0000-%012u", number);
        return;
    case PP_REDACT_SERIAL:
        pp_buf_printf(into, "00000-00000-00000-%05u", number);
        return;
    }
}

/* Whether the text uses the candidate already. */
static bool is_taken(struct pp_names *names,
                     const struct pp_secret *secret,
                     struct pp_sv candidate)
{
    if (kinds[secret->kind].prefix != NULL) {
        return pp_names_find(names, candidate) != NULL;
    }
    char bytes[KEY_BYTES];
    bytes[0] = 'k';
    memcpy(bytes + 1, candidate.ptr, candidate.len);
    return pp_names_find_key(names,
                             secret->kind,
                             (struct pp_sv){bytes, candidate.len + 1}) != NULL;
}

enum pp_status pp_names_settle(struct pp_names *names)
{
    unsigned next[PP_REDACT_KIND_COUNT] = {0};
    struct pp_buf candidate;
    pp_buf_init(&candidate, 128);
    enum pp_status status = PP_OK;
    for (size_t i = 0; i < names->secrets.count && status == PP_OK; i++) {
        struct pp_secret *secret = &names->secrets.items[i];
        if (secret->is_kept) {
            continue;
        }
        do {
            /* Those set aside for links and groups are few. */
            if (++next[secret->kind] > 2 * PP_LIMIT_REDACT_NAMES) {
                status = PP_ERR_LIMIT;
                break;
            }
            write_candidate(&candidate, secret, next[secret->kind]);
            status = candidate.status;
        } while (status == PP_OK &&
                 is_taken(names, secret, pp_buf_view(&candidate)));
        if (status == PP_OK && !pp_arena_copy(&names->arena,
                                              pp_buf_view(&candidate),
                                              &secret->replacement)) {
            status = PP_ERR_NOMEM;
        }
    }
    pp_buf_done(&candidate);
    return status;
}
