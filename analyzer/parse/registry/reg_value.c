/* Registry values: bytes to facts, and the checks of what they say. */
#include "reg_value.h"

#include "base/utf8.h"
#include "fact/registry.h"

/* --- strings -------------------------------------------------------------- */

static uint32_t unit_at(struct pp_sv bytes, size_t at)
{
    return (uint32_t)(unsigned char)bytes.ptr[at] |
           (uint32_t)(unsigned char)bytes.ptr[at + 1] << 8;
}

static void add_code(struct pp_buf *out, uint32_t code)
{
    char encoded[PP_UTF8_MAX_BYTES];
    pp_buf_add(out, (struct pp_sv){encoded, pp_utf8_encode(code, encoded)});
}

/* Lone surrogates become U+FFFD. */
static void add_utf16(struct pp_buf *out, struct pp_sv bytes)
{
    for (size_t at = 0; at + 2 <= bytes.len; at += 2) {
        uint32_t code = unit_at(bytes, at);
        bool is_high = code >= 0xD800 && code < 0xDC00;
        if (is_high && at + 4 <= bytes.len) {
            uint32_t low = unit_at(bytes, at + 2);
            if (low >= 0xDC00 && low < 0xE000) {
                code = 0x10000 + ((code - 0xD800) << 10) + (low - 0xDC00);
                at += 2;
            }
        }
        add_code(out, code);
    }
}

/* The code page is not known: what is not ASCII becomes U+FFFD. */
static void add_ansi(struct pp_buf *out, struct pp_sv bytes)
{
    for (size_t i = 0; i < bytes.len; i++) {
        unsigned char c = (unsigned char)bytes.ptr[i];
        add_code(out, c < 0x80 ? c : 0xFFFD);
    }
}

/* Text about ports is ASCII, and every second byte of it in UTF-16 is zero;
 * in ANSI only the ends of strings are. */
static enum pp_reg_chars guess_chars(struct pp_sv bytes)
{
    size_t zeros = 0;
    for (size_t i = 1; i < bytes.len; i += 2) {
        zeros += bytes.ptr[i] == '\0';
    }
    return bytes.len % 2 == 0 && zeros * 4 >= bytes.len ? PP_REG_CHARS_UTF16
                                                        : PP_REG_CHARS_ANSI;
}

/* A list's strings each with their NUL: one is added where the end is missing,
 * and the empty strings behind the last are not part of the list. */
static struct pp_sv end_list(struct pp_buf *scratch)
{
    if (scratch->len > 0 && scratch->data[scratch->len - 1] != '\0') {
        pp_buf_add_char(scratch, '\0');
    }
    struct pp_sv text = pp_buf_view(scratch);
    while (text.len > 0 && text.ptr[text.len - 1] == '\0' &&
           (text.len == 1 || text.ptr[text.len - 2] == '\0')) {
        text.len--;
    }
    return text;
}

static const struct pp_reg_result taken = {PP_REG_TAKEN, NULL};

static struct pp_reg_result bad(const char *why)
{
    return (struct pp_reg_result){PP_REG_BAD, why};
}

static struct pp_sv end_string(const struct pp_buf *scratch)
{
    struct pp_sv text = pp_buf_view(scratch);
    const struct pp_sv nul = {"", 1};
    return pp_sv_sub(text, 0, pp_sv_find(text, nul, 0));
}

static struct pp_reg_result decode_string(const struct pp_reg_raw *raw,
                                          struct pp_buf *scratch,
                                          struct pp_registry_fact *value)
{
    enum pp_reg_chars chars = raw->chars;
    if (chars == PP_REG_CHARS_GUESS) {
        chars = guess_chars(raw->bytes);
    }
    if (chars == PP_REG_CHARS_ANSI) {
        add_ansi(scratch, raw->bytes);
    } else if (raw->bytes.len % 2 == 0) {
        add_utf16(scratch, raw->bytes);
    } else {
        return bad("a string of UTF-16 has an even number of bytes");
    }
    value->text = value->type == PP_REG_MULTI_SZ ? end_list(scratch)
                                                 : end_string(scratch);
    return taken;
}

/* --- values --------------------------------------------------------------- */

static struct pp_reg_result
decode_number(struct pp_sv bytes, size_t size, struct pp_registry_fact *value)
{
    if (bytes.len != size) {
        return bad(size == 4 ? "a DWORD has 4 bytes" : "a QWORD has 8 bytes");
    }
    value->number = 0;
    for (size_t i = size; i > 0; i--) {
        value->number = value->number << 8 | (unsigned char)bytes.ptr[i - 1];
    }
    return taken;
}

static const struct {
    uint32_t number;
    struct pp_sv name;
    enum pp_registry_type type;
} types[] = {
    {1, PP_SV_INIT("REG_SZ"), PP_REG_SZ},
    {2, PP_SV_INIT("REG_EXPAND_SZ"), PP_REG_EXPAND_SZ},
    {PP_REG_NUMBER_BINARY, PP_SV_INIT("REG_BINARY"), PP_REG_BINARY},
    {PP_REG_NUMBER_DWORD, PP_SV_INIT("REG_DWORD"), PP_REG_DWORD},
    {7, PP_SV_INIT("REG_MULTI_SZ"), PP_REG_MULTI_SZ},
    {11, PP_SV_INIT("REG_QWORD"), PP_REG_QWORD},
};

bool pp_reg_type_named(struct pp_sv name, enum pp_registry_type *ret_type)
{
    for (size_t i = 0; i < PP_ARRAY_LEN(types); i++) {
        if (pp_sv_equal(types[i].name, name)) {
            *ret_type = types[i].type;
            return true;
        }
    }
    return false;
}

enum pp_status pp_reg_decode(const struct pp_reg_raw *raw,
                             struct pp_buf *scratch,
                             struct pp_registry_fact *value,
                             struct pp_reg_result *ret_result)
{
    size_t i = 0;
    while (i < PP_ARRAY_LEN(types) && types[i].number != raw->number) {
        i++;
    }
    if (i == PP_ARRAY_LEN(types)) {
        *ret_result = (struct pp_reg_result){PP_REG_OTHER_TYPE, NULL};
        return PP_OK;
    }
    value->type = types[i].type;
    pp_buf_clear(scratch);
    if (value->type == PP_REG_BINARY) {
        value->text = raw->bytes;
        *ret_result = taken;
    } else if (value->type == PP_REG_DWORD || value->type == PP_REG_QWORD) {
        *ret_result = decode_number(
            raw->bytes, value->type == PP_REG_DWORD ? 4 : 8, value);
    } else {
        *ret_result = decode_string(raw, scratch, value);
    }
    return scratch->status;
}

bool pp_reg_starts_with_root(struct pp_sv text)
{
    static const struct pp_sv roots[] = {
        PP_SV_INIT("HKEY_LOCAL_MACHINE"),
        PP_SV_INIT("HKLM"),
        PP_SV_INIT("HKEY_CURRENT_USER"),
        PP_SV_INIT("HKCU"),
        PP_SV_INIT("HKEY_USERS"),
        PP_SV_INIT("HKU"),
        PP_SV_INIT("HKEY_CLASSES_ROOT"),
        PP_SV_INIT("HKCR"),
        PP_SV_INIT("HKEY_CURRENT_CONFIG"),
        PP_SV_INIT("HKCC"),
    };
    for (size_t i = 0; i < PP_ARRAY_LEN(roots); i++) {
        if (pp_sv_starts_nocase(text, roots[i])) {
            return text.len == roots[i].len || text.ptr[roots[i].len] == '\\';
        }
    }
    return false;
}

/* --- what values say ------------------------------------------------------ */

static void check_entries(const struct pp_context *context,
                          const struct pp_fact *fact,
                          bool is_reserved_ports,
                          struct pp_diag draft)
{
    const struct pp_sv name = fact->as.registry.name;
    struct pp_diags *diags = context->options.diags;
    struct pp_port_entry entry;
    struct pp_port_entry before = {.is_valid = false};
    size_t at = 0;
    while (pp_port_entry_next(fact->as.registry.text, &at, &entry)) {
        if (!entry.is_valid) {
            draft.code = PP_DIAG_REG_PORTS_ENTRY;
            pp_diags_add(diags,
                         &draft,
                         "'%.*s' in %.*s is not a range such as 4000-4010",
                         PP_SV_ARGS(entry.text),
                         PP_SV_ARGS(name));
        } else if (is_reserved_ports &&
                   pp_port_entries_are_adjacent(&before, &entry)) {
            draft.code = PP_DIAG_REG_PORTS_ADJACENT;
            pp_diags_add(diags,
                         &draft,
                         "'%.*s' and '%.*s' in %.*s are adjacent: Windows may "
                         "not reserve the second; write one range",
                         PP_SV_ARGS(before.text),
                         PP_SV_ARGS(entry.text),
                         PP_SV_ARGS(name));
        }
        before = entry;
    }
}

/* One bad entry voids the list. */
static void check_rpc_entries(const struct pp_context *context,
                              const struct pp_fact *fact,
                              const struct pp_diag *draft)
{
    struct pp_port_entry entry;
    size_t at = 0;
    while (pp_rpc_entry_next(fact->as.registry.text, &at, &entry)) {
        if (!entry.is_valid) {
            pp_diags_add(context->options.diags,
                         draft,
                         "'%.*s' in %.*s is no port and no range such as "
                         "5000-5100: RPC takes the whole list for invalid",
                         PP_SV_ARGS(entry.text),
                         PP_SV_ARGS(fact->as.registry.name));
        }
    }
}

static bool is_bad_exclusion(const struct pp_registry_fact *value)
{
    enum pp_protocol protocol;
    struct pp_nsi_exclusion exclusion;
    return value->type == PP_REG_BINARY &&
           pp_nsi_is_exclusion_key(value->key, &protocol) &&
           pp_nsi_is_exclusion_name(value->name) &&
           !pp_nsi_decode_fact(value, &exclusion);
}

enum pp_status pp_reg_emit(struct pp_context *context,
                           const struct pp_fact *fact,
                           struct pp_sv excerpt)
{
    const struct pp_registry_fact *value = &fact->as.registry;
    const enum pp_known_value known = pp_known_value_of_fact(value);
    const struct pp_diag draft = {.code = PP_DIAG_REG_PORTS_ENTRY,
                                  .place = fact->place,
                                  .excerpt = excerpt};
    PP_TRY(pp_context_fact(context, fact));
    if (value->type == PP_REG_MULTI_SZ &&
        (known == PP_KNOWN_RESERVED_PORTS ||
         known == PP_KNOWN_SOCKET_POOL_EXCLUDED)) {
        check_entries(context, fact, known == PP_KNOWN_RESERVED_PORTS, draft);
    }
    if (known == PP_KNOWN_RPC_PORTS && value->type != PP_REG_DELETED) {
        check_rpc_entries(context, fact, &draft);
    }
    if (is_bad_exclusion(value)) {
        pp_diags_add(context->options.diags,
                     &draft,
                     "'%.*s' is not a possible start port and count of a "
                     "persistent exclusion",
                     PP_SV_ARGS(value->name));
    }
    return PP_OK;
}
