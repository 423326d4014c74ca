/*
 * Addresses and their like. What an address is for survives: loopback, any,
 * masks, broadcast and the well-known groups stay; an address of a
 * link stays one, and so does a group (RFC 3927, RFC 4291, RFC 5771,
 * RFC 6676).
 */
#include "redact_address.h"

#include "portplan/address.h"

#include "base/bounds.h"
#include "base/bytes.h"
#include "base/fold.h"
#include "redact_letters.h"

/* Reports the text, or what stands for it, behind its scope: 'k' for what
 * stands for itself, others as redact_settle.c reads them. In lower case, but
 * for the first letter of a SID, which its replacement has too. */
static void hit(struct pp_scan *scan,
                enum pp_redact_kind kind,
                char scope,
                struct pp_sv text,
                struct pp_sv place)
{
    char key[PP_LIMIT_REDACT_NAME_BYTES];
    text = pp_sv_sub(text, 0, sizeof(key) - 1);
    key[0] = scope;
    pp_fold(text, key + 1);
    key[1] = kind == PP_REDACT_SID ? 'S' : key[1];
    pp_scan_key(scan, kind, (struct pp_sv){key, text.len + 1}, place);
}

static struct pp_sv hex_of(const uint8_t *bytes, size_t count, char *into)
{
    for (size_t i = 0; i < 2 * count; i++) {
        into[i] = "0123456789abcdef"[bytes[i / 2] >> (i % 2 == 0 ? 4 : 0) & 15];
    }
    return (struct pp_sv){into, 2 * count};
}

/* --- IPv4 ----------------------------------------------------------------- */

/* The scope of an address: the first of these that it lies in. */
static char scope_of_ipv4(uint32_t address)
{
    static const struct {
        uint32_t base;
        unsigned bits;
        char scope;
    } nets[] = {
        {0x00000000, 32, 'k'},
        {0x7F000000, 8, 'k'},
        /* Local Network and Internetwork Control Blocks, and SSDP. */
        {0xE0000000, 23, 'k'},
        {0xEFFFFFFA, 32, 'k'},
        /* What redaction writes: RFC 5737, RFC 2544, RFC 6676. */
        {0xC0000200, 24, 'k'},
        {0xC6336400, 24, 'k'},
        {0xCB007100, 24, 'k'},
        {0xC6120000, 15, 'k'},
        {0xE9FC0000, 24, 'k'},
        {0xA9FE0000, 24, 'k'},
        {0xA9FE0000, 16, 'l'},
        {0xE0000000, 4, 'm'},
    };
    uint32_t rest = ~address;
    if (address >= 0xFF000000 && (rest & (rest + 1)) == 0) {
        return 'k'; /* a mask: ones, then zeros */
    }
    for (size_t i = 0; i < PP_ARRAY_LEN(nets); i++) {
        if (((address ^ nets[i].base) >> (32 - nets[i].bits)) == 0) {
            return nets[i].scope;
        }
    }
    return 'a';
}

static void
hit_ipv4(struct pp_scan *scan, struct pp_sv place, const uint8_t bytes[4])
{
    char text[16];
    size_t len = 0;
    uint32_t address = 0;
    for (int i = 0; i < 4; i++) {
        unsigned value = bytes[i];
        address = address << 8 | value;
        for (unsigned unit = 100; unit > 0; unit /= 10) {
            if (value >= unit || unit == 1) {
                text[len++] = (char)('0' + value / unit % 10);
            }
        }
        text[len++] = '.';
    }
    hit(scan,
        PP_REDACT_IPV4,
        scope_of_ipv4(address),
        (struct pp_sv){text, len - 1},
        place);
}

static bool read_ipv4(struct pp_scan *scan, size_t at, uint8_t ret_bytes[4])
{
    if (!pp_scan_matches(scan, PP_REDACT_PATTERN_IPV4, at)) {
        return false;
    }
    for (int i = 0; i < 4; i++) {
        uint32_t value = 0;
        if (!pp_sv_to_u32(scan->patterns->groups[i + 1], 255, &value)) {
            return false;
        }
        ret_bytes[i] = (uint8_t)value;
    }
    return true;
}

static size_t find_ipv4(struct pp_scan *scan, size_t at)
{
    uint8_t bytes[4];
    if (!read_ipv4(scan, at, bytes)) {
        return at;
    }
    struct pp_sv place = scan->patterns->groups[0];
    hit_ipv4(scan, place, bytes);
    return at + place.len;
}

/* --- IPv6 ----------------------------------------------------------------- */

static bool is_zero(const uint8_t *bytes, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (bytes[i] != 0) {
            return false;
        }
    }
    return true;
}

/* Well-known groups stay (ff02::fb, ff02::1:2), and RFC 6676's; one
 * that is made of an address (ff02::1:ff00:0) shows its end. */
static char scope_of_ipv6(const uint8_t bytes[16])
{
    bool is_link = bytes[0] == 0xFE && (bytes[1] & 0xC0) == 0x80;
    bool is_group = bytes[0] == 0xFF;
    bool is_example = memcmp(bytes, "\x20\x01\x0D\xB8", 4) == 0;
    bool is_loopback = is_zero(bytes, 15) && bytes[15] <= 1;
    bool is_common_group =
        is_zero(bytes + 2, 10) ||
        (is_zero(bytes + 2, 8) && bytes[10] == 0x0D && bytes[11] == 0xB8);
    if (is_loopback || is_example || (is_link && is_zero(bytes + 2, 12)) ||
        (is_group && is_common_group)) {
        return 'k';
    }
    return (char)(is_link ? 'l' : is_group ? 'm' : 'a');
}

/* ::ffff:10.0.0.5 is the IPv4 address behind its prefix. */
static void
hit_mapped(struct pp_scan *scan, struct pp_sv place, const uint8_t bytes[4])
{
    uint8_t dotted[4];
    size_t at = pp_scan_offset(scan, place);
    size_t from = place.len;
    while (from > 0 &&
           (pp_is_digit(place.ptr[from - 1]) || place.ptr[from - 1] == '.')) {
        from--;
    }
    if (from > 0 && read_ipv4(scan, at + from, dotted)) {
        hit_ipv4(scan, scan->patterns->groups[0], bytes);
    } else if (bytes[0] != 127) {
        hit_ipv4(scan, place, bytes);
    }
}

/* Not `10:20:30` and `std::b`; `C::` is an address by chance. */
static size_t find_ipv6(struct pp_scan *scan, size_t at)
{
    char text[32];
    struct pp_address address;
    if (!pp_scan_matches(scan, PP_REDACT_PATTERN_IPV6, at)) {
        return at;
    }
    struct pp_sv place = scan->patterns->groups[1];
    if (!pp_address_parse(place, &address)) {
        return at;
    }
    if (address.family == PP_FAMILY_IPV4) {
        hit_mapped(scan, place, address.bytes);
        return at + place.len;
    }
    char scope = scope_of_ipv6(address.bytes);
    /* One that stays as it is written; longer ways to write it do not. */
    hit(scan,
        PP_REDACT_IPV6,
        scope,
        scope == 'k' ? place : hex_of(address.bytes, 16, text),
        place);
    return at + place.len;
}

/* --- hardware addresses --------------------------------------------------- */

static bool is_common_mac(struct pp_sv digits)
{
    static const struct pp_sv beginnings[] = {PP_SV_INIT("000000000000"),
                                              PP_SV_INIT("FFFFFFFFFFFF"),
                                              PP_SV_INIT("01005E"),
                                              PP_SV_INIT("00005E0053"),
                                              PP_SV_INIT("02005E")};
    for (size_t i = 0; i < PP_ARRAY_LEN(beginnings); i++) {
        if (pp_sv_starts(digits, beginnings[i])) {
            return true;
        }
    }
    return false;
}

/* Twelve digits and nothing between them are an address if the line says so,
 * or the text has the same one with separators. */
static bool is_known_mac(struct pp_scan *scan, size_t at, struct pp_sv key)
{
    enum {
        MOST_FRONT = 24
    };
    size_t from = at > MOST_FRONT ? at - MOST_FRONT : 0;
    struct pp_sv front = pp_sv_sub(scan->line, from, at - from);
    return pp_sv_find_nocase(front, PP_SV("mac"), 0) != SIZE_MAX ||
           pp_names_find(scan->names, PP_REDACT_MAC, key) != NULL;
}

static size_t find_mac(struct pp_scan *scan, size_t at)
{
    char key[13] = {'a'};
    size_t len = 1;
    bool is_bare = false;
    if (!pp_scan_matches(scan, PP_REDACT_PATTERN_MAC, at)) {
        is_bare = pp_scan_matches(scan, PP_REDACT_PATTERN_BARE_MAC, at);
        if (!is_bare) {
            return at;
        }
    }
    struct pp_sv place = scan->patterns->groups[0];
    for (size_t i = 0; i < place.len && len < sizeof(key); i++) {
        char c = place.ptr[i];
        if (pp_hex_digit(c) < 16) {
            key[len++] = pp_is_alpha(c) ? (char)(c & ~0x20) : c;
        }
    }
    if (is_bare && !is_known_mac(scan, at, (struct pp_sv){key, len})) {
        return at;
    }
    key[0] = is_common_mac((struct pp_sv){key + 1, len - 1}) ? 'k' : 'a';
    pp_scan_key(scan, PP_REDACT_MAC, (struct pp_sv){key, len}, place);
    return at + place.len;
}

/* --- SIDs, GUIDs and product ids ------------------------------------------ */

/* S-1-5-18 and S-1-5-32-545 are the same everywhere. Of a domain's SIDs those
 * below 1000 are known: -500 is its administrator. */
static size_t find_sid(struct pp_scan *scan, size_t at)
{
    if (!pp_scan_matches(scan, PP_REDACT_PATTERN_SID, at)) {
        return at;
    }
    struct pp_sv all = scan->patterns->groups[0];
    struct pp_sv domain = scan->patterns->groups[1];
    bool is_domain = domain.len > 0;
    if (is_domain || scan->patterns->groups[2].len > 0) {
        struct pp_sv sid =
            is_domain ? pp_sv_sub(all, 0, domain.len + PP_SV("S-1").len) : all;
        bool is_kept = pp_sv_starts_nocase(sid, PP_SV("S-1-5-21-0-0-"));
        char scope = is_domain ? 'd' : 'u';
        hit(scan, PP_REDACT_SID, is_kept ? 'k' : scope, sid, sid);
    }
    return at + all.len;
}

static size_t find_shape(struct pp_scan *scan,
                         enum pp_redact_kind kind,
                         enum pp_redact_pattern pattern,
                         size_t at)
{
    if (!pp_scan_matches(scan, pattern, at)) {
        return at;
    }
    struct pp_sv text = scan->patterns->groups[0];
    bool is_kept = scan->patterns->groups[1].len > 0;
    hit(scan, kind, is_kept ? 'k' : 'a', text, text);
    return at + text.len;
}

size_t pp_find_address(struct pp_scan *scan, size_t at)
{
    char c = pp_redact_byte(scan->line, at);
    size_t to = at;
    if (c == ':') {
        return find_ipv6(scan, at);
    }
    if ((c == 'S' || c == 's') && (to = find_sid(scan, at)) > at) {
        return to;
    }
    if (pp_hex_digit(c) < 16 &&
        ((to = find_shape(scan, PP_REDACT_GUID, PP_REDACT_PATTERN_GUID, at)) >
             at ||
         (to = find_mac(scan, at)) > at || (to = find_ipv6(scan, at)) > at)) {
        return to;
    }
    if (pp_is_digit(c) && (to = find_ipv4(scan, at)) > at) {
        return to;
    }
    return pp_is_digit(c) || pp_is_alpha(c)
               ? find_shape(
                     scan, PP_REDACT_SERIAL, PP_REDACT_PATTERN_SERIAL, at)
               : at;
}
