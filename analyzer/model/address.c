/* Reading local addresses. */
#include "portplan/address.h"

#include <string.h>

enum {
    IPV4_BYTES = 4,
    IPV6_BYTES = 16,
};

/* What is behind `at` bytes. */
static struct pp_sv rest_from(struct pp_sv text, size_t at)
{
    return pp_sv_sub(text, at, SIZE_MAX);
}

/* Four numbers without leading zeros, which some programs read as octal. */
static bool read_ipv4(struct pp_sv text, uint8_t bytes[static IPV4_BYTES])
{
    for (size_t i = 0; i < IPV4_BYTES; i++) {
        bool is_last = i == IPV4_BYTES - 1;
        size_t end = is_last ? text.len : pp_sv_find(text, PP_SV("."), 0);
        uint32_t number = 0;
        struct pp_sv digits = pp_sv_sub(text, 0, end);
        if (end == SIZE_MAX || !pp_sv_to_u32(digits, UINT8_MAX, &number) ||
            (digits.len > 1 && digits.ptr[0] == '0')) {
            return false;
        }
        bytes[i] = (uint8_t)number;
        text = is_last ? text : rest_from(text, end + 1);
    }
    return true;
}

static bool read_hex(struct pp_sv text, uint32_t *ret_number)
{
    uint32_t number = 0;
    for (size_t i = 0; i < text.len; i++) {
        char c = text.ptr[i];
        char low = (char)(c | 0x20);
        if (pp_is_digit(c)) {
            number = number * 16 + (uint32_t)(c - '0');
        } else if (low >= 'a' && low <= 'f') {
            number = number * 16 + (uint32_t)(low - 'a' + 10);
        } else {
            return false;
        }
    }
    *ret_number = number;
    return true;
}

/* The groups of an IPv6 address so far. */
struct groups {
    uint8_t bytes[IPV6_BYTES];
    size_t len;
    size_t gap; /* where `::` stands; SIZE_MAX: nowhere */
};

/* One group; the last may be an IPv4 address. */
static bool take_group(struct groups *groups, struct pp_sv text, bool is_last)
{
    uint32_t number = 0;
    size_t left = IPV6_BYTES - groups->len;
    if (is_last && pp_sv_find(text, PP_SV("."), 0) != SIZE_MAX) {
        if (left < IPV4_BYTES ||
            !read_ipv4(text, groups->bytes + groups->len)) {
            return false;
        }
        groups->len += IPV4_BYTES;
        return true;
    }
    if (left < 2 || text.len == 0 || text.len > 4 || !read_hex(text, &number)) {
        return false;
    }
    groups->bytes[groups->len] = (uint8_t)(number >> 8);
    groups->bytes[groups->len + 1] = (uint8_t)number;
    groups->len += 2;
    return true;
}

/* A second colon right here: the gap of zeros. False: there is one already. */
static bool take_gap(struct groups *groups, struct pp_sv *text)
{
    if (text->len == 0 || text->ptr[0] != ':') {
        return text->len > 0;
    }
    bool is_first = groups->gap == SIZE_MAX;
    groups->gap = groups->len;
    *text = rest_from(*text, 1);
    return is_first;
}

static bool read_groups(struct pp_sv text, struct groups *groups)
{
    if (pp_sv_starts(text, PP_SV("::"))) {
        groups->gap = 0;
        text = rest_from(text, 2);
    }
    while (text.len > 0) {
        size_t colon = pp_sv_find(text, PP_SV(":"), 0);
        bool is_last = colon == SIZE_MAX;
        if (!take_group(groups, pp_sv_sub(text, 0, colon), is_last)) {
            return false;
        }
        text = rest_from(text, is_last ? text.len : colon + 1);
        if (!is_last && !take_gap(groups, &text)) {
            return false;
        }
    }
    return groups->gap == SIZE_MAX ? groups->len == IPV6_BYTES
                                   : groups->len < IPV6_BYTES;
}

static bool read_ipv6(struct pp_sv text, uint8_t bytes[static IPV6_BYTES])
{
    struct groups groups = {.gap = SIZE_MAX};
    if (!read_groups(text, &groups)) {
        return false;
    }
    size_t head = groups.gap == SIZE_MAX ? groups.len : groups.gap;
    size_t tail = groups.len - head;
    memcpy(bytes, groups.bytes, head);
    memcpy(bytes + IPV6_BYTES - tail, groups.bytes + head, tail);
    return true;
}

/* `%4` behind an IPv6 address: the number of an interface. */
static bool split_zone(struct pp_sv *text, uint32_t *ret_zone)
{
    size_t percent = pp_sv_find(*text, PP_SV("%"), 0);
    if (percent == SIZE_MAX) {
        return true;
    }
    struct pp_sv zone = rest_from(*text, percent + 1);
    *text = pp_sv_sub(*text, 0, percent);
    return pp_sv_to_u32(zone, UINT32_MAX, ret_zone);
}

/* `::ffff:1.2.3.4` is what a dual-stack socket calls 1.2.3.4. */
static void unmap(struct pp_address *address)
{
    static const uint8_t prefix[IPV6_BYTES - IPV4_BYTES] = {
        [10] = 0xff, [11] = 0xff};
    if (memcmp(address->bytes, prefix, sizeof(prefix)) != 0) {
        return;
    }
    uint8_t mapped[IPV4_BYTES];
    memcpy(mapped, address->bytes + sizeof(prefix), sizeof(mapped));
    memset(address->bytes, 0, sizeof(address->bytes));
    memcpy(address->bytes, mapped, sizeof(mapped));
    address->family = PP_FAMILY_IPV4;
}

static void find_kind(struct pp_address *address)
{
    static const uint8_t zeros[IPV6_BYTES] = {0};
    address->kind = PP_ADDRESS_SPECIFIC;
    if (memcmp(address->bytes, zeros, sizeof(zeros)) == 0) {
        address->kind = PP_ADDRESS_WILDCARD;
        if (address->family == PP_FAMILY_IPV6) {
            address->family = PP_FAMILY_BOTH;
        }
    }
}

bool pp_address_parse(struct pp_sv text, struct pp_address *ret_address)
{
    struct pp_address address = {.family = PP_FAMILY_IPV4, .text = text};
    if (text.len >= 2 && text.ptr[0] == '[' && pp_sv_ends(text, PP_SV("]"))) {
        text = pp_sv_sub(text, 1, text.len - 2);
        address.text = text;
    }
    if (!read_ipv4(text, address.bytes)) {
        memset(address.bytes, 0, sizeof(address.bytes));
        address.family = PP_FAMILY_IPV6;
        if (text.len == 0 || !split_zone(&text, &address.zone) ||
            !read_ipv6(text, address.bytes)) {
            return false;
        }
        unmap(&address);
    }
    find_kind(&address);
    *ret_address = address;
    return true;
}

bool pp_address_shares_stack(const struct pp_address *a,
                             const struct pp_address *b)
{
    bool is_any = a->kind == PP_ADDRESS_UNKNOWN ||
                  b->kind == PP_ADDRESS_UNKNOWN ||
                  a->family == PP_FAMILY_BOTH || b->family == PP_FAMILY_BOTH;
    return is_any || a->family == b->family;
}

bool pp_address_is_same(const struct pp_address *a, const struct pp_address *b)
{
    return a->family == b->family && a->zone == b->zone &&
           memcmp(a->bytes, b->bytes, sizeof(a->bytes)) == 0;
}
