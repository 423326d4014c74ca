/*
 * `.wslconfig`: `[wsl2]` and `[experimental]` with `name=value` lines. What
 * decides about ports is networkingMode, ignoredPorts, hostAddressLoopback,
 * ephemeralPortRangeSize; all settings of the two parts become facts. And the
 * range of local ports that Linux prints inside WSL.
 */
#include "base/bytes.h"
#include "base/cursor.h"
#include "parse/line/clean.h"
#include "parse/line/parsers.h"

struct wslconfig {
    struct pp_open_section open;
    bool is_inside;     /* below one of the two headers */
    bool is_range_next; /* a command above prints its range of local ports */
};

static enum pp_status wslconfig_close(void *state, struct pp_context *context)
{
    struct wslconfig *config = state;
    config->is_inside = false;
    return pp_section_close(&config->open, context);
}

static enum pp_status use_line(struct wslconfig *config,
                               struct pp_context *context,
                               enum pp_take take)
{
    pp_context_take(context, take);
    return pp_section_extend(&config->open, context, PP_SECTION_WSLCONFIG);
}

/* `[wsl2]` alone on its line. */
static bool read_header(struct pp_sv text, struct pp_sv *ret_name)
{
    if (text.len < 3 || text.ptr[0] != '[' || text.ptr[text.len - 1] != ']') {
        return false;
    }
    *ret_name = pp_sv_trim(pp_sv_sub(text, 1, text.len - 2));
    return pp_is_all_word(*ret_name, "-_");
}

/* A value ends at a remark behind it. */
static struct pp_sv without_remark(struct pp_sv value)
{
    for (size_t i = 0; i < value.len; i++) {
        bool is_apart = i == 0 || pp_is_blank(value.ptr[i - 1]);
        if (value.ptr[i] == '#' && is_apart) {
            value.len = i;
        }
    }
    return pp_trim_wide(value);
}

static enum pp_status take_header(struct wslconfig *config,
                                  struct pp_context *context,
                                  struct pp_sv name)
{
    bool is_ours = pp_sv_equal_nocase(name, PP_SV("wsl2")) ||
                   pp_sv_equal_nocase(name, PP_SV("experimental"));
    if (!is_ours && !config->is_inside) {
        return PP_OK;
    }
    config->is_inside = is_ours;
    return use_line(config, context, is_ours ? PP_TAKE_USED : PP_TAKE_IGNORED);
}

static enum pp_status take_setting(struct wslconfig *config,
                                   struct pp_context *context,
                                   struct pp_sv text)
{
    size_t equals = pp_sv_find(text, PP_SV("="), 0);
    struct pp_sv name = pp_sv_trim(pp_sv_sub(text, 0, equals));
    if (equals == SIZE_MAX || name.len == 0 || !pp_is_alpha(name.ptr[0]) ||
        !pp_is_all_word(name, "._")) {
        return PP_OK;
    }
    PP_TRY(use_line(config, context, PP_TAKE_USED));
    struct pp_fact fact =
        pp_section_fact(&config->open, context, PP_FACT_SETTING, name);
    fact.as.setting.scope = PP_SV("wslconfig");
    fact.as.setting.name = name;
    fact.as.setting.value =
        without_remark(pp_sv_sub(text, equals + 1, SIZE_MAX));
    return pp_context_fact(context, &fact);
}

/* --- inside WSL ----------------------------------------------------------- */

/* `44620    48715` and nothing else. */
static bool is_pair(struct pp_sv text)
{
    struct pp_cursor cursor = pp_cursor_over(text);
    struct pp_sv digits;
    return pp_cursor_take_digits(&cursor, &digits) &&
           pp_cursor_skip_blanks(&cursor) > 0 &&
           pp_cursor_take_digits(&cursor, &digits) && pp_cursor_at_end(&cursor);
}

static enum pp_status take_pair(struct wslconfig *config,
                                struct pp_context *context,
                                struct pp_sv pair)
{
    config->is_range_next = false;
    PP_TRY(use_line(config, context, PP_TAKE_USED));
    struct pp_fact fact =
        pp_section_fact(&config->open, context, PP_FACT_SETTING, pair);
    fact.as.setting.scope = PP_SV("wsl");
    fact.as.setting.name = PP_SV("ip_local_port_range");
    fact.as.setting.value = pair;
    return pp_context_fact(context, &fact);
}

/* `net.ipv4.ip_local_port_range = 44620 48715`, or a command that prints the
 * two numbers below it. */
static enum pp_status take_local_ports(struct wslconfig *config,
                                       struct pp_context *context,
                                       struct pp_sv text)
{
    static const struct pp_sv name = PP_SV_INIT("ip_local_port_range");
    size_t at = pp_sv_find(text, name, 0);
    if (at == SIZE_MAX) {
        bool is_next = config->is_range_next;
        config->is_range_next = false;
        return is_next && is_pair(text) ? take_pair(config, context, text)
                                        : PP_OK;
    }
    struct pp_sv rest = pp_sv_trim(pp_sv_sub(text, at + name.len, SIZE_MAX));
    config->is_range_next = rest.len == 0;
    if (rest.len == 0) {
        pp_context_take(context, PP_TAKE_IGNORED);
        return PP_OK;
    }
    bool has_equals = pp_sv_starts(rest, PP_SV("="));
    struct pp_sv pair = pp_sv_trim(pp_sv_sub(rest, has_equals, SIZE_MAX));
    return has_equals && is_pair(pair) ? take_pair(config, context, pair)
                                       : PP_OK;
}

static enum pp_status wslconfig_take(void *state,
                                     struct pp_context *context,
                                     const struct pp_offer *offer)
{
    struct wslconfig *config = state;
    /* Not the cleaned text: a `#` in front is a remark here, no mark. */
    struct pp_sv line = pp_trim_wide(offer->line);
    struct pp_sv name;
    PP_TRY(take_local_ports(config, context, offer->text));
    if (context->is_taken) {
        return PP_OK;
    }
    if (read_header(offer->text, &name)) {
        return take_header(config, context, name);
    }
    if (!config->is_inside || line.len == 0) {
        return PP_OK;
    }
    if (line.ptr[0] == '#' || line.ptr[0] == ';') {
        return use_line(config, context, PP_TAKE_IGNORED);
    }
    return take_setting(config, context, offer->bare);
}

const struct pp_parser pp_parser_wslconfig = {
    .name = "wslconfig",
    .state_size = sizeof(struct wslconfig),
    .take = wslconfig_take,
    .close = wslconfig_close,
};
