/*
 * What is a secret by its shape alone: addresses, SIDs, GUIDs, product ids.
 *
 * What an address is for survives. Loopback, any, masks, broadcast and the
 * groups that everybody uses stay; an address of a link stays one, and so does
 * a group (RFC 3927, RFC 4291, RFC 5771, RFC 6676).
 */
#include "portplan/address.h"

#include "base/bounds.h"
#include "base/fold.h"
#include "parse/registry/reg_value.h"
#include "redact_fold.h"
#include "redact_scan.h"

static bool is_hex(char c)
{
    return pp_hex_digit(c) < 16;
}

char pp_byte_at(struct pp_sv line, size_t at)
{
    return at < line.len ? line.ptr[at] : '\0';
}

bool pp_is_separator(char c)
{
    return c == '\\' || c == '/';
}

bool pp_is_later_part(struct pp_sv line, size_t at)
{
    if (at > 0 && (unsigned char)line.ptr[at - 1] >= 0x80) {
        return true;
    }
    return at > 1 && pp_redact_is_one_of(line.ptr[at - 1], "-._+") &&
           (pp_is_alpha(line.ptr[at - 2]) || pp_is_digit(line.ptr[at - 2]));
}

size_t pp_word_end(struct pp_sv line, size_t at, const char *others)
{
    /* A name is no longer, and a line of a thousand dashes is read once. */
    const size_t most = at + PP_LIMIT_REDACT_NAME_BYTES;
    while (at < line.len && at < most) {
        char c = line.ptr[at];
        bool is_part = pp_is_alpha(c) || pp_is_digit(c) ||
                       (unsigned char)c >= 0x80 || strchr(others, c) != NULL;
        if (!is_part || c == '\0') {
            break;
        }
        at++;
    }
    return at;
}

/* --- IPv4 ----------------------------------------------------------------- */

/* Four numbers with dots; the end, or `at`. */
static size_t read_ipv4(struct pp_sv line, size_t at, uint8_t ret_bytes[4])
{
    size_t to = at;
    for (int i = 0; i < 4; i++) {
        unsigned value = 0;
        size_t digits = 0;
        if (i > 0 && pp_byte_at(line, to++) != '.') {
            return at;
        }
        while (pp_is_digit(pp_byte_at(line, to)) && digits < 4) {
            value = 10 * value + (unsigned)(line.ptr[to++] - '0');
            digits++;
        }
        if (digits == 0 || digits > 3 || value > 255) {
            return at;
        }
        ret_bytes[i] = (uint8_t)value;
    }
    char next = pp_byte_at(line, to);
    bool is_longer = pp_is_alpha(next) || pp_is_digit(next) ||
                     (next == '.' && pp_is_digit(pp_byte_at(line, to + 1)));
    return is_longer ? at : to;
}

/* 255.255.252.0: ones, then zeros. */
static bool is_mask(const uint8_t bytes[4])
{
    uint32_t value = (uint32_t)bytes[0] << 24 | (uint32_t)bytes[1] << 16 |
                     (uint32_t)bytes[2] << 8 | bytes[3];
    uint32_t rest = ~value;
    return bytes[0] == 255 && (rest & (rest + 1)) == 0;
}

static bool is_common_ipv4(const uint8_t bytes[4])
{
    bool is_any = (bytes[0] | bytes[1] | bytes[2] | bytes[3]) == 0;
    /* Local Network and Internetwork Control Blocks, and SSDP. */
    bool is_group = bytes[0] == 224 && bytes[1] == 0 && bytes[2] <= 1;
    bool is_ssdp = bytes[0] == 239 && bytes[1] == 255 && bytes[2] == 255 &&
                   bytes[3] == 250;
    bool is_test_group = bytes[0] == 233 && bytes[1] == 252 && bytes[2] == 0;
    bool is_test_link = bytes[0] == 169 && bytes[1] == 254 && bytes[2] == 0;
    return is_any || bytes[0] == 127 || is_mask(bytes) || is_group || is_ssdp ||
           is_test_group || is_test_link || pp_redact_is_neutral_ipv4(bytes);
}

static char scope_of_ipv4(const uint8_t bytes[4])
{
    if (bytes[0] == 169 && bytes[1] == 254) {
        return 'l';
    }
    return bytes[0] >= 224 && bytes[0] < 240 ? 'm' : 'a';
}

static void
hit_ipv4(struct pp_scan *scan, size_t from, size_t to, const uint8_t bytes[4])
{
    char text[24];
    struct pp_buf key;
    bool is_kept = is_common_ipv4(bytes);
    pp_buf_init(&key, sizeof(text));
    pp_buf_printf(&key,
                  "%c%u.%u.%u.%u",
                  is_kept ? 'k' : scope_of_ipv4(bytes),
                  bytes[0],
                  bytes[1],
                  bytes[2],
                  bytes[3]);
    if (key.status != PP_OK) {
        scan->status = key.status;
    } else {
        pp_scan_key(scan, PP_REDACT_IPV4, pp_buf_view(&key), is_kept, from, to);
    }
    pp_buf_done(&key);
}

static size_t find_ipv4(struct pp_scan *scan, size_t at)
{
    uint8_t bytes[4];
    bool is_inside = at > 0 && (scan->line.ptr[at - 1] == '.' ||
                                scan->line.ptr[at - 1] == '_');
    size_t to = is_inside ? at : read_ipv4(scan->line, at, bytes);
    if (to > at) {
        hit_ipv4(scan, at, to, bytes);
    }
    return to;
}

/* --- IPv6 ----------------------------------------------------------------- */

/* Hexadecimal digits, colons and a dotted end. */
static size_t ipv6_end(struct pp_sv line, size_t at)
{
    size_t to = at;
    size_t colons = 0;
    while (to < line.len && to - at < 46 &&
           (is_hex(line.ptr[to]) || line.ptr[to] == ':' ||
            (line.ptr[to] == '.' && colons > 1))) {
        colons += line.ptr[to] == ':';
        to++;
    }
    /* The end of a sentence, or the port behind an address in netstat's
     * oldest manner. */
    while (to > at && (line.ptr[to - 1] == '.' ||
                       (line.ptr[to - 1] == ':' && to - at > 1 &&
                        line.ptr[to - 2] != ':'))) {
        to--;
    }
    bool is_longer = pp_is_alpha(pp_byte_at(line, to));
    return colons < 2 || is_longer ? at : to;
}

static bool is_zero(const uint8_t *bytes, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (bytes[i] != 0) {
            return false;
        }
    }
    return true;
}

/* Groups that everybody uses: ff02::fb, ff02::1:2; and RFC 6676's. A group
 * made of an address (ff02::1:ff00:0) tells its end. */
static bool is_common_group(const uint8_t bytes[16])
{
    return is_zero(bytes + 2, 10) ||
           (is_zero(bytes + 2, 8) && bytes[10] == 0x0D && bytes[11] == 0xB8);
}

static bool is_common_ipv6(const uint8_t bytes[16])
{
    static const uint8_t documentation[] = {0x20, 0x01, 0x0D, 0xB8};
    bool is_link = bytes[0] == 0xFE && (bytes[1] & 0xC0) == 0x80;
    bool is_small = is_zero(bytes + 2, 12);
    return (is_zero(bytes, 15) && bytes[15] <= 1) ||
           memcmp(bytes, documentation, sizeof(documentation)) == 0 ||
           (is_link && is_small) ||
           (bytes[0] == 0xFF && is_common_group(bytes));
}

static char scope_of_ipv6(const uint8_t bytes[16])
{
    if (bytes[0] == 0xFE && (bytes[1] & 0xC0) == 0x80) {
        return 'l';
    }
    return bytes[0] == 0xFF ? 'm' : 'a';
}

static void hit_ipv6(struct pp_scan *scan,
                     size_t from,
                     size_t to,
                     const struct pp_address *address)
{
    static const char digits[] = "0123456789abcdef";
    char key[64];
    size_t len = 1;
    bool is_kept = is_common_ipv6(address->bytes);
    key[0] = is_kept ? 'k' : scope_of_ipv6(address->bytes);
    if (is_kept) {
        /* As a candidate is written; longer ways to write it are none. */
        for (size_t at = from; at < to && len < sizeof(key); at++) {
            char c = scan->line.ptr[at];
            key[len++] = pp_is_alpha(c) ? (char)(c | 0x20) : c;
        }
    }
    for (size_t i = 0; i < 16 && !is_kept; i++) {
        key[len++] = digits[address->bytes[i] >> 4];
        key[len++] = digits[address->bytes[i] & 15];
    }
    pp_scan_key(
        scan, PP_REDACT_IPV6, (struct pp_sv){key, len}, is_kept, from, to);
}

/* ::ffff:10.0.0.5 is the IPv4 address behind its prefix. */
static size_t
hit_mapped(struct pp_scan *scan, size_t at, size_t to, const uint8_t bytes[4])
{
    uint8_t dotted[4];
    size_t from = to;
    while (from > at && (pp_is_digit(scan->line.ptr[from - 1]) ||
                         scan->line.ptr[from - 1] == '.')) {
        from--;
    }
    if (from > at && from < to && read_ipv4(scan->line, from, dotted) == to) {
        hit_ipv4(scan, from, to, bytes);
    } else if (bytes[0] != 127) {
        hit_ipv4(scan, at, to, bytes);
    }
    return to;
}

static size_t find_ipv6(struct pp_scan *scan, size_t at)
{
    struct pp_address address;
    size_t to = ipv6_end(scan->line, at);
    /* `10:20:30` and `std::b` are none; `C::` is one by chance. */
    if (to == at || (at > 0 && scan->line.ptr[at - 1] == ':') ||
        !pp_address_parse(pp_sv_sub(scan->line, at, to - at), &address)) {
        return at;
    }
    if (address.family == PP_FAMILY_IPV4) {
        return hit_mapped(scan, at, to, address.bytes);
    }
    hit_ipv6(scan, at, to, &address);
    return to;
}

/* --- hardware addresses --------------------------------------------------- */

static bool is_common_mac(const char digits[12])
{
    static const char *const beginnings[] = {
        "000000000000", "FFFFFFFFFFFF", "01005E", "00005E0053", "02005E"};
    for (size_t i = 0; i < PP_ARRAY_LEN(beginnings); i++) {
        if (memcmp(digits, beginnings[i], strlen(beginnings[i])) == 0) {
            return true;
        }
    }
    return false;
}

/* Twelve digits in groups of `group` with one separator. */
static size_t
read_mac(struct pp_sv line, size_t at, size_t group, char ret_digits[12])
{
    char separator = pp_byte_at(line, at + group);
    size_t count = 0;
    size_t to = at;
    /* `17...b4 2e 99 1f 07 c3 ...`: route print. */
    bool is_route = separator == ' ' && at > 0 && line.ptr[at - 1] == '.';
    if (separator != '-' && separator != ':' && separator != '.' && !is_route) {
        return at;
    }
    for (; count < 12; to++) {
        bool is_gap =
            count > 0 && count % group == 0 && (to - at + 1) % (group + 1) == 0;
        char c = pp_byte_at(line, to);
        if (is_gap ? c != separator : !is_hex(c)) {
            return at;
        }
        if (!is_gap) {
            ret_digits[count++] = pp_is_alpha(c) ? (char)(c & ~0x20) : c;
        }
    }
    char next = pp_byte_at(line, to);
    bool is_longer = pp_is_alpha(next) || pp_is_digit(next) ||
                     (next == separator && is_hex(pp_byte_at(line, to + 1)));
    return is_longer ? at : to;
}

/* Twelve digits and nothing between them: an address if the line says so, or
 * the text has the same one with separators. */
static size_t read_bare_mac(struct pp_scan *scan, size_t at, char key[13])
{
    enum {
        MOST_FRONT = 24
    };
    struct pp_sv line = scan->line;
    size_t to = pp_word_end(line, at, "");
    if (to - at != 12) {
        return at;
    }
    for (size_t i = 0; i < 12; i++) {
        char c = line.ptr[at + i];
        if (!is_hex(c)) {
            return at;
        }
        key[i + 1] = pp_is_alpha(c) ? (char)(c & ~0x20) : c;
    }
    size_t from = at > MOST_FRONT ? at - MOST_FRONT : 0;
    struct pp_sv front = pp_sv_sub(line, from, at - from);
    key[0] = 'a';
    struct pp_sv known = {key, 13};
    bool is_told = pp_sv_find_nocase(front, PP_SV("mac"), 0) != SIZE_MAX;
    return is_told ||
                   pp_names_find_key(scan->names, PP_REDACT_MAC, known) != NULL
               ? to
               : at;
}

static size_t find_mac(struct pp_scan *scan, size_t at)
{
    char key[13];
    size_t to = read_mac(scan->line, at, 2, key + 1);
    if (to == at) {
        to = read_mac(scan->line, at, 4, key + 1);
    }
    if (to == at) {
        to = read_bare_mac(scan, at, key);
    }
    if (to == at) {
        return at;
    }
    bool is_kept = is_common_mac(key + 1);
    key[0] = is_kept ? 'k' : 'a';
    pp_scan_key(
        scan, PP_REDACT_MAC, (struct pp_sv){key, sizeof(key)}, is_kept, at, to);
    return to;
}

/* --- SIDs ----------------------------------------------------------------- */

/* `S-1-5-...`: the end; how many numbers, and where the last begins. */
static size_t
read_sid(struct pp_sv line, size_t at, size_t *ret_count, size_t *ret_last)
{
    size_t to = at + 2;
    if (!pp_sv_starts_nocase(pp_sv_sub(line, at, 4), PP_SV("S-1-"))) {
        return at;
    }
    *ret_count = 0;
    for (;;) {
        size_t start = to;
        while (pp_is_digit(pp_byte_at(line, to))) {
            to++;
        }
        if (to == start) {
            return at;
        }
        (*ret_count)++;
        *ret_last = start;
        if (pp_byte_at(line, to) != '-' ||
            !pp_is_digit(pp_byte_at(line, to + 1))) {
            return to;
        }
        to++;
    }
}

static void hit_sid(struct pp_scan *scan, char space, size_t from, size_t to)
{
    char key[200];
    struct pp_sv text = pp_sv_sub(scan->line, from, to - from);
    if (text.len > sizeof(key) - 1) {
        text.len = sizeof(key) - 1;
    }
    bool is_kept = pp_sv_starts_nocase(text, PP_SV("S-1-5-21-0-0-"));
    key[0] = is_kept ? 'k' : space;
    pp_fold(text, key + 1);
    key[1] = 'S';
    pp_scan_key(scan,
                PP_REDACT_SID,
                (struct pp_sv){key, text.len + 1},
                is_kept,
                from,
                to);
}

/* S-1-5-18 and S-1-5-32-545 are the same everywhere. Of a domain's SIDs those
 * below 1000 are known: -500 is its administrator. */
static size_t find_sid(struct pp_scan *scan, size_t at)
{
    enum {
        SHORT_SID = 4,
        DOMAIN_SID = 6,
        KNOWN_DIGITS = 3
    };
    size_t count = 0;
    size_t last = 0;
    size_t to = read_sid(scan->line, at, &count, &last);
    if (to == at || count <= SHORT_SID) {
        return to;
    }
    bool is_domain = pp_sv_starts_nocase(pp_sv_sub(scan->line, at, SIZE_MAX),
                                         PP_SV("S-1-5-21-"));
    if (is_domain && count == DOMAIN_SID) {
        hit_sid(scan, 'd', at, to);
    } else if (is_domain && count == DOMAIN_SID + 1 &&
               to - last <= KNOWN_DIGITS) {
        hit_sid(scan, 'd', at, last - 1);
    } else {
        hit_sid(scan, 'u', at, to);
    }
    return to;
}

/* --- GUIDs and product ids ------------------------------------------------ */

/* Groups of that many letters and digits with dashes between. */
static size_t read_groups(struct pp_sv line,
                          size_t at,
                          const size_t *groups,
                          size_t group_count,
                          bool is_hexadecimal)
{
    size_t to = at;
    for (size_t i = 0; i < group_count; i++) {
        if (i > 0 && pp_byte_at(line, to++) != '-') {
            return at;
        }
        for (size_t k = 0; k < groups[i]; k++, to++) {
            char c = pp_byte_at(line, to);
            bool is_good =
                is_hexadecimal ? is_hex(c) : pp_is_digit(c) || pp_is_alpha(c);
            if (!is_good) {
                return at;
            }
        }
    }
    char next = pp_byte_at(line, to);
    return pp_is_alpha(next) || pp_is_digit(next) || next == '-' ? at : to;
}

static void hit_shape(struct pp_scan *scan,
                      enum pp_redact_kind kind,
                      size_t from,
                      size_t to,
                      bool is_kept)
{
    char key[64];
    struct pp_sv text = pp_sv_sub(scan->line, from, to - from);
    if (text.len >= sizeof(key)) {
        return;
    }
    key[0] = is_kept ? 'k' : 'a';
    pp_fold(text, key + 1);
    pp_scan_key(
        scan, kind, (struct pp_sv){key, text.len + 1}, is_kept, from, to);
}

static size_t find_guid(struct pp_scan *scan, size_t at)
{
    static const size_t groups[] = {8, 4, 4, 4, 12};
    /* Of every Windows: classes of devices, and the modules of its network
     * (below the second one are the persistent exclusions of ports). */
    static const struct pp_sv class_end = PP_SV_INIT("-bfc1-08002be10318");
    static const struct pp_sv module_end = PP_SV_INIT("-9123-0050047759bc");
    static const struct pp_sv zeros =
        PP_SV_INIT("00000000-0000-0000-0000-0000");
    size_t to = read_groups(scan->line, at, groups, PP_ARRAY_LEN(groups), true);
    if (to == at) {
        return at;
    }
    struct pp_sv text = pp_sv_sub(scan->line, at, to - at);
    struct pp_sv end = pp_sv_sub(text, text.len - class_end.len, SIZE_MAX);
    hit_shape(scan,
              PP_REDACT_GUID,
              at,
              to,
              pp_sv_starts(text, zeros) || pp_sv_equal_nocase(end, class_end) ||
                  pp_sv_equal_nocase(end, module_end));
    return to;
}

static size_t find_serial(struct pp_scan *scan, size_t at)
{
    static const size_t shapes[][5] = {
        {5, 5, 5, 5, 5}, {5, 5, 5, 5, 0}, {5, 3, 7, 5, 0}};
    size_t to = at;
    for (size_t i = 0; i < PP_ARRAY_LEN(shapes) && to == at; i++) {
        size_t count = shapes[i][4] > 0 ? 5 : 4;
        to = read_groups(scan->line, at, shapes[i], count, false);
    }
    if (to == at) {
        return at;
    }
    struct pp_sv text = pp_sv_sub(scan->line, at, to - at);
    size_t digits = 0;
    for (size_t i = 0; i < text.len; i++) {
        digits += pp_is_digit(text.ptr[i]);
    }
    if (digits == 0) {
        return at; /* words */
    }
    hit_shape(scan,
              PP_REDACT_SERIAL,
              at,
              to,
              pp_sv_starts(text, PP_SV("00000-00000-00000-")));
    return to;
}

size_t pp_find_address(struct pp_scan *scan, size_t at)
{
    char c = pp_byte_at(scan->line, at);
    size_t to = at;
    if (c == ':') {
        bool is_inside = at > 0 && (pp_is_alpha(scan->line.ptr[at - 1]) ||
                                    pp_is_digit(scan->line.ptr[at - 1]));
        return is_inside ? at : find_ipv6(scan, at);
    }
    if ((c == 'S' || c == 's') && (to = find_sid(scan, at)) > at) {
        return to;
    }
    if (is_hex(c) &&
        ((to = find_guid(scan, at)) > at || (to = find_mac(scan, at)) > at ||
         (to = find_ipv6(scan, at)) > at)) {
        return to;
    }
    if (pp_is_digit(c) && (to = find_ipv4(scan, at)) > at) {
        return to;
    }
    return pp_is_digit(c) || pp_is_alpha(c) ? find_serial(scan, at) : at;
}
