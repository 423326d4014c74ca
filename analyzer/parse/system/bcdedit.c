/*
 * `bcdedit`: whether the hypervisor starts at boot. Of all its lines this one
 * bears on ports; names and values are the same in every language.
 */
#include "base/cursor.h"
#include "parse/line/label.h"
#include "parse/line/parsers.h"
#include "text/words.h"

static enum pp_status bcdedit_close(void *state, struct pp_context *context)
{
    return pp_section_close(state, context);
}

/* `hypervisorlaunchtype    Off`, and nothing behind. */
static bool read_line(struct pp_sv text, struct pp_sv *ret_name, bool *ret_on)
{
    struct pp_cursor cursor = pp_cursor_over(text);
    struct pp_sv value;
    if (!pp_cursor_take_word(&cursor, ret_name) ||
        !pp_words_has("hypervisorlaunchtype", *ret_name)) {
        return false;
    }
    (void)pp_cursor_skip_blanks(&cursor);
    if (!pp_cursor_take_word(&cursor, &value)) {
        return false;
    }
    (void)pp_cursor_skip_blanks(&cursor);
    *ret_on = pp_words_has("Auto|On", value);
    return pp_cursor_at_end(&cursor) && (*ret_on || pp_words_has("Off", value));
}

static enum pp_status bcdedit_take(void *state,
                                   struct pp_context *context,
                                   const struct pp_offer *offer)
{
    struct pp_open_section *open = state;
    struct pp_sv name;
    bool is_on = false;
    if (!read_line(pp_offer_clean(offer), &name, &is_on)) {
        return PP_OK;
    }
    pp_context_take(context, PP_TAKE_USED);
    PP_TRY(pp_section_extend(open, context, PP_SECTION_BCDEDIT));
    struct pp_fact fact = pp_section_fact(open, context, PP_FACT_FEATURE, name);
    fact.as.feature.name = PP_SV("hypervisorlaunchtype");
    fact.as.feature.is_enabled = is_on ? PP_YES : PP_NO;
    return pp_context_fact(context, &fact);
}

const struct pp_parser pp_parser_bcdedit = {
    .name = "bcdedit",
    .state_size = sizeof(struct pp_open_section),
    .take = bcdedit_take,
    .close = bcdedit_close,
};
