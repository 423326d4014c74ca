/* WSL's mirrored networking in the captured facts. */
#include "mirrored.h"

#include "base/cursor.h"

/* An older build took one port more. */
enum {
    BLOCK_PORTS = 4096,
    OLD_BLOCK_PORTS = 4097,
};

const struct pp_fact *pp_find_mirrored(const struct pp_fact *facts,
                                       size_t count)
{
    const struct pp_fact *mode = NULL;
    for (size_t i = 0; i < count; i++) {
        const struct pp_setting_fact *setting = &facts[i].as.setting;
        if (facts[i].kind == PP_FACT_SETTING &&
            pp_sv_equal_nocase(setting->scope, PP_SV("wslconfig")) &&
            pp_sv_equal_nocase(setting->name, PP_SV("networkingMode"))) {
            mode = &facts[i];
        }
    }
    bool is_mirrored =
        mode != NULL &&
        pp_sv_equal_nocase(mode->as.setting.value, PP_SV("mirrored"));
    return is_mirrored ? mode : NULL;
}

static bool read_range(struct pp_sv text, struct pp_range *ret_range)
{
    struct pp_cursor cursor = pp_cursor_over(text);
    struct pp_sv digits[2];
    uint32_t first = 0;
    uint32_t last = 0;
    if (!pp_cursor_take_digits(&cursor, &digits[0]) ||
        pp_cursor_skip_blanks(&cursor) == 0 ||
        !pp_cursor_take_digits(&cursor, &digits[1]) ||
        !pp_sv_to_u32(digits[0], PP_PORT_MAX, &first) ||
        !pp_sv_to_u32(digits[1], PP_PORT_MAX, &last) || first > last) {
        return false;
    }
    *ret_range = (struct pp_range){(uint16_t)first, (uint16_t)last};
    return true;
}

bool pp_mirrored_block_of(const struct pp_fact *fact,
                          struct pp_range *ret_block)
{
    struct pp_range range;
    if (fact->kind != PP_FACT_SETTING ||
        !pp_sv_equal(fact->as.setting.scope, PP_SV("wsl")) ||
        !read_range(fact->as.setting.value, &range)) {
        return false;
    }
    uint32_t count = pp_range_count(range);
    if (count != BLOCK_PORTS && count != OLD_BLOCK_PORTS) {
        return false; /* Linux' own, 32768-60999, or somebody's choice */
    }
    *ret_block = range;
    return true;
}

static bool meets(const struct pp_mirrored_seen *seen, struct pp_range choice)
{
    for (size_t i = 0; i < seen->row_count; i++) {
        if (seen->rows[i].is_administered != PP_YES &&
            pp_range_overlaps(seen->rows[i].range, choice)) {
            return true;
        }
    }
    for (size_t i = 0; i < seen->socket_count; i++) {
        if (pp_range_contains(choice, seen->sockets[i].port)) {
            return true;
        }
    }
    return false;
}

size_t
pp_mirrored_choice_count(const struct pp_mirrored_seen seen[PP_PROTOCOL_COUNT])
{
    size_t count = 1;
    while (count < PP_MIRRORED_CHOICES &&
           (meets(&seen[PP_TCP], pp_mirrored_choices[count - 1]) ||
            meets(&seen[PP_UDP], pp_mirrored_choices[count - 1]))) {
        count++;
    }
    return count;
}
