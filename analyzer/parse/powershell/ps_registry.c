/* The types of registry values by their look. */
#include "ps_registry.h"

#include <assert.h>

#include "base/bytes.h"
#include "ps_object.h"

/* Digits without a sign, up to 64 bits. */
static bool read_u64(struct pp_sv text, uint64_t *ret_value)
{
    uint64_t value = 0;
    assert(text.len == 0 || text.ptr != NULL);
    for (size_t i = 0; i < text.len; i++) {
        uint64_t digit = (uint64_t)(unsigned char)text.ptr[i] - '0';
        if (digit > 9 || value > (UINT64_MAX - digit) / 10) {
            return false;
        }
        value = value * 10 + digit;
    }
    *ret_value = value;
    return text.len > 0;
}

/* PowerShell shows a DWORD as a signed number: 0xFFFFFFFF is -1. */
static bool read_number(struct pp_sv text, struct pp_registry_fact *ret_value)
{
    bool is_negative = pp_sv_starts(text, PP_SV("-"));
    uint64_t value = 0;
    if (!read_u64(pp_sv_sub(text, is_negative, SIZE_MAX), &value) ||
        (is_negative && (value == 0 || value > (uint64_t)INT32_MAX + 1))) {
        return false;
    }
    ret_value->number = is_negative ? (uint64_t)UINT32_MAX + 1 - value : value;
    ret_value->type =
        ret_value->number <= UINT32_MAX ? PP_REG_DWORD : PP_REG_QWORD;
    return true;
}

/* `{4d36e972-e325-11ce-bfc1-08002be10318}` is a text, no list of one. */
static bool is_guid(struct pp_sv inner)
{
    return inner.len == 36 && inner.ptr[8] == '-' && inner.ptr[13] == '-' &&
           inner.ptr[18] == '-' && inner.ptr[23] == '-';
}

/* `{a, b}` into strings, each ended by NUL. */
static void split_list(struct pp_sv inner, struct pp_buf *scratch)
{
    while (inner.len > 0) {
        pp_buf_add(scratch, pp_sv_trim(pp_take_until(&inner, ',')));
        pp_buf_add_char(scratch, '\0');
    }
}

/* Whether all of these strings are numbers of one byte; with `bytes`, which
 * may be where the strings are, writes them there. Returns how many. */
static size_t read_bytes(struct pp_sv strings, char *bytes)
{
    size_t count = 0;
    for (; strings.len > 0; count++) {
        uint32_t byte = 0;
        if (!pp_sv_to_u32(pp_take_until(&strings, '\0'), 255, &byte)) {
            return 0;
        }
        if (bytes != NULL) {
            bytes[count] = (char)(unsigned char)byte;
        }
    }
    return count;
}

static bool read_list(struct pp_buf *scratch, struct pp_registry_fact *value)
{
    const struct pp_sv strings = pp_buf_view(scratch);
    value->type = PP_REG_MULTI_SZ;
    if (read_bytes(strings, NULL) > 0) {
        value->type = PP_REG_BINARY;
        scratch->len = read_bytes(strings, scratch->data);
    }
    value->text = pp_buf_view(scratch);
    return true;
}

bool pp_ps_read_registry(struct pp_sv value,
                         bool is_list,
                         struct pp_buf *scratch,
                         struct pp_registry_fact *ret_value)
{
    const struct pp_sv inner =
        pp_sv_sub(value, 1, value.len > 2 ? value.len - 2 : 0);
    bool is_braced = pp_sv_starts(value, PP_SV("{")) &&
                     pp_sv_ends(value, PP_SV("}")) && !is_guid(inner);
    if (is_list) {
        pp_buf_add(scratch, value);
        return read_list(scratch, ret_value);
    }
    if (read_number(value, ret_value)) {
        return true;
    }
    if (pp_ps_is_cut(value) || (is_braced && pp_ps_is_cut(inner))) {
        return false;
    }
    if (is_braced) {
        split_list(inner, scratch);
        return read_list(scratch, ret_value);
    }
    ret_value->type = PP_REG_SZ;
    ret_value->text = value;
    return true;
}
