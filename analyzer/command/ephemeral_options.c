/* The options of `ephemeral` as settings. */
#include "ephemeral_options.h"

#include "base/bytes.h"
#include "command/words/names.h"

enum {
    MAX_HEX_DIGITS = 16,
};

bool pps_ephemeral_has_settings(const struct call *call)
{
    static const enum option_id ids[] = {OPTION_OS,
                                         OPTION_MAX_USER_PORT,
                                         OPTION_KB,
                                         OPTION_DYNAMIC,
                                         OPTION_PRESET};
    for (size_t i = 0; i < PP_ARRAY_LEN(ids); i++) {
        if (pps_call_has(call, ids[i])) {
            return true;
        }
    }
    return false;
}

/* --- names ---------------------------------------------------------------- */

/* `2008 R2`, `Windows-11`, `win10` as people write them: the table's names
 * have neither blanks nor a prefix. */
static struct pp_sv plain_os_name(const char *value, char *room, size_t size)
{
    static const struct pp_sv prefixes[] = {
        PP_SV_INIT("windows"), PP_SV_INIT("win"), PP_SV_INIT("server")};
    size_t len = 0;
    for (const char *at = value; *at != '\0' && len + 1 < size; at++) {
        if (*at != ' ' && *at != '-' && *at != '_') {
            room[len++] = *at;
        }
    }
    struct pp_sv name = {room, len};
    for (size_t i = 0; i < PP_ARRAY_LEN(prefixes); i++) {
        if (pp_sv_starts_nocase(name, prefixes[i])) {
            name = pp_sv_sub(name, prefixes[i].len, SIZE_MAX);
        }
    }
    return name;
}

static bool read_os(const struct call *call, const struct pp_windows **ret_os)
{
    const char *value = pps_call_value(call, OPTION_OS);
    if (value == NULL) {
        return true;
    }
    char room[32];
    *ret_os = pp_windows_named(plain_os_name(value, room, sizeof(room)));
    return *ret_os != NULL ||
           pps_call_complain_name(call, OPTION_OS, value, pps_name_of_os);
}

static bool read_preset(const struct call *call,
                        const struct pp_windows_preset **ret_preset)
{
    const char *value = pps_call_value(call, OPTION_PRESET);
    if (value == NULL) {
        return true;
    }
    *ret_preset = pp_windows_preset_named(pp_sv_from(value));
    return *ret_preset != NULL ||
           pps_call_complain_name(
               call, OPTION_PRESET, value, pps_name_of_preset);
}

/* --- numbers -------------------------------------------------------------- */

/* A DWORD as regedit shows it: decimal, or hexadecimal behind 0x. */
static bool read_dword(struct pp_sv text, uint64_t *ret_value)
{
    uint32_t value = 0;
    if (pp_sv_starts_nocase(text, PP_SV("0x"))) {
        return pp_hex_to_u64(
                   pp_sv_sub(text, 2, SIZE_MAX), MAX_HEX_DIGITS, ret_value) &&
               *ret_value <= UINT32_MAX;
    }
    if (!pp_sv_to_u32(text, UINT32_MAX, &value)) {
        return false;
    }
    *ret_value = value;
    return true;
}

static bool read_max_user_port(const struct call *call,
                               struct pp_ephemeral_settings *settings)
{
    const char *value = pps_call_value(call, OPTION_MAX_USER_PORT);
    if (value == NULL) {
        return true;
    }
    settings->has_max_user_port = true;
    settings->is_max_user_port_given = true;
    return read_dword(pp_sv_from(value), &settings->max_user_port) ||
           pps_call_complain_value(call,
                                   OPTION_MAX_USER_PORT,
                                   value,
                                   "a DWORD such as 60000 or 0xea60");
}

/* `KB951748`, `kb951748`, `951748`; an update that moves no ports is said to
 * be one. */
static bool read_update(const char *value,
                        struct pp_ephemeral_settings *settings)
{
    struct pp_sv text = pp_sv_from(value);
    uint32_t number = 0;
    if (pp_sv_starts_nocase(text, PP_SV("KB"))) {
        text = pp_sv_sub(text, 2, SIZE_MAX);
    }
    if (!pp_sv_to_u32(text, 99999999, &number)) {
        return false;
    }
    pp_ephemeral_add_update(settings, number);
    return true;
}

static bool read_updates(const struct call *call,
                         struct pp_ephemeral_settings *settings)
{
    const char *value;
    for (size_t at = 0;
         (value = pps_call_next(call, OPTION_KB, &at)) != NULL;) {
        if (!read_update(value, settings)) {
            return pps_call_complain_value(
                call, OPTION_KB, value, "an update such as KB951748");
        }
    }
    return true;
}

/* --- the range of netsh --------------------------------------------------- */

/* `START+COUNT` or `FIRST-LAST`, as large as they may be: what netsh refuses
 * is an answer, not a slip of the pen. */
static bool read_netsh_range(struct pp_sv text, struct pp_netsh_range *ret)
{
    size_t mark = pp_sv_find(text, PP_SV("+"), 0);
    bool is_count = mark != SIZE_MAX;
    mark = is_count ? mark : pp_sv_find(text, PP_SV("-"), 0);
    uint32_t start = 0;
    uint32_t second = 0;
    if (mark == SIZE_MAX ||
        !pp_sv_to_u32(pp_sv_sub(text, 0, mark), UINT32_MAX / 2, &start) ||
        !pp_sv_to_u32(
            pp_sv_sub(text, mark + 1, SIZE_MAX), UINT32_MAX / 2, &second) ||
        (!is_count && second < start)) {
        return false;
    }
    *ret =
        (struct pp_netsh_range){start, is_count ? second : second - start + 1};
    return true;
}

bool pps_ephemeral_read_dynamic(const char *value,
                                bool ret_is_for[PP_PROTOCOL_COUNT],
                                struct pp_netsh_range *ret_range)
{
    struct pp_sv text = pp_sv_from(value);
    ret_is_for[PP_TCP] = true;
    ret_is_for[PP_UDP] = true;
    size_t colon = pp_sv_find(text, PP_SV(":"), 0);
    if (colon != SIZE_MAX) {
        enum pp_protocol protocol = PP_TCP;
        if (!pp_protocol_parse(pp_sv_sub(text, 0, colon), &protocol)) {
            return false;
        }
        ret_is_for[protocol == PP_TCP ? PP_UDP : PP_TCP] = false;
        text = pp_sv_sub(text, colon + 1, SIZE_MAX);
    }
    return read_netsh_range(text, ret_range);
}

static bool
read_one_dynamic(const char *value,
                 struct pp_ephemeral_settings settings[PP_PROTOCOL_COUNT])
{
    bool is_wanted[PP_PROTOCOL_COUNT];
    struct pp_netsh_range range;
    if (!pps_ephemeral_read_dynamic(value, is_wanted, &range)) {
        return false;
    }
    for (int i = 0; i < PP_PROTOCOL_COUNT; i++) {
        if (is_wanted[i]) {
            settings[i].has_netsh = true;
            settings[i].netsh = range;
        }
    }
    return true;
}

static bool
read_dynamic(const struct call *call,
             struct pp_ephemeral_settings settings[PP_PROTOCOL_COUNT])
{
    const char *value;
    for (size_t at = 0;
         (value = pps_call_next(call, OPTION_DYNAMIC, &at)) != NULL;) {
        if (!read_one_dynamic(value, settings)) {
            return pps_call_complain_value(
                call,
                OPTION_DYNAMIC,
                value,
                "a range such as 10000+1000 or udp:49152-65535");
        }
    }
    return true;
}

/* --- all of them ---------------------------------------------------------- */

bool pps_ephemeral_read_settings(
    const struct call *call,
    struct pp_ephemeral_settings settings[PP_PROTOCOL_COUNT])
{
    const struct pp_windows *os = NULL;
    const struct pp_windows_preset *preset = NULL;
    struct pp_assumptions assumptions = {{0}};
    if (!read_os(call, &os) || !read_preset(call, &preset) ||
        !pps_call_assumptions(call, &assumptions)) {
        return false;
    }
    for (int i = 0; i < PP_PROTOCOL_COUNT; i++) {
        settings[i].assumptions = assumptions;
        settings[i].os = os != NULL ? os : settings[i].os;
        if (preset != NULL) {
            pp_ephemeral_apply(&settings[i], preset);
        }
        if (!read_max_user_port(call, &settings[i]) ||
            !read_updates(call, &settings[i])) {
            return false;
        }
    }
    return read_dynamic(call, settings);
}
