/* The types of registry values by their look. */
#include "ps_registry.h"

#include "base/bounds.h"
#include "ps_object.h"

bool pp_ps_is_provider_name(struct pp_sv name)
{
    static const char *const names[] = {
        "PSPath",
        "PSParentPath",
        "PSChildName",
        "PSDrive",
        "PSProvider",
        "PSComputerName",
        "RunspaceId",
        "CimClass",
    };
    for (size_t i = 0; i < PP_ARRAY_LEN(names); i++) {
        if (pp_sv_equal_nocase(name, pp_sv_from(names[i]))) {
            return true;
        }
    }
    return false;
}

/* Digits without a sign, up to 64 bits. */
static bool read_u64(struct pp_sv text, uint64_t *ret_value)
{
    uint64_t value = 0;
    for (size_t i = 0; text.ptr != NULL && i < text.len; i++) {
        if (!pp_is_digit(text.ptr[i])) {
            return false;
        }
        uint64_t digit = (uint64_t)(text.ptr[i] - '0');
        if (value > (UINT64_MAX - digit) / 10) {
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
    if (!read_u64(pp_sv_sub(text, is_negative, SIZE_MAX), &value)) {
        return false;
    }
    if (is_negative && (value == 0 || value > (uint64_t)INT32_MAX + 1)) {
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
    size_t from = 0;
    while (from < inner.len) {
        size_t end = pp_sv_find(inner, PP_SV(","), from);
        end = end == SIZE_MAX ? inner.len : end;
        pp_buf_add(scratch, pp_sv_trim(pp_sv_sub(inner, from, end - from)));
        pp_buf_add_char(scratch, '\0');
        from = end + 1;
    }
}

/* Are all of these strings numbers of one byte? Then they are written over
 * by the bytes. */
static bool fold_bytes(struct pp_buf *strings)
{
    const struct pp_sv all = pp_buf_view(strings);
    const struct pp_sv nul = {"", 1};
    for (int pass = 0; pass < 2; pass++) {
        size_t count = 0;
        size_t from = 0;
        while (from < all.len) {
            size_t end = pp_sv_find(all, nul, from);
            uint32_t byte = 0;
            if (!pp_sv_to_u32(pp_sv_sub(all, from, end - from), 255, &byte)) {
                return false;
            }
            if (pass == 1) {
                strings->data[count] = (char)(unsigned char)byte;
            }
            count++;
            from = end + 1;
        }
        if (pass == 1) {
            strings->len = count;
        }
    }
    return all.len > 0;
}

static enum pp_ps_value read_list(struct pp_buf *scratch,
                                  struct pp_registry_fact *ret_value)
{
    ret_value->type = fold_bytes(scratch) ? PP_REG_BINARY : PP_REG_MULTI_SZ;
    ret_value->text = pp_buf_view(scratch);
    return PP_PS_VALUE_WHOLE;
}

enum pp_ps_value pp_ps_read_registry(struct pp_sv value,
                                     bool is_list,
                                     struct pp_buf *scratch,
                                     struct pp_registry_fact *ret_value)
{
    if (scratch->max == 0) {
        pp_buf_init(scratch, PP_LIMIT_PS_OBJECT_BYTES);
    }
    pp_buf_clear(scratch);
    if (is_list) {
        pp_buf_add(scratch, value);
        return read_list(scratch, ret_value);
    }
    if (read_number(value, ret_value)) {
        return PP_PS_VALUE_WHOLE;
    }
    const struct pp_sv inner =
        pp_sv_sub(value, 1, value.len > 2 ? value.len - 2 : 0);
    bool is_braced = pp_sv_starts(value, PP_SV("{")) &&
                     pp_sv_ends(value, PP_SV("}")) && !is_guid(inner);
    if (pp_ps_is_cut(value) || (is_braced && pp_ps_is_cut(inner))) {
        return PP_PS_VALUE_CUT;
    }
    if (is_braced) {
        split_list(inner, scratch);
        return read_list(scratch, ret_value);
    }
    ret_value->type = PP_REG_SZ;
    ret_value->text = value;
    return PP_PS_VALUE_WHOLE;
}
