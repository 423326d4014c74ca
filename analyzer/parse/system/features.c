/*
 * DISM's features: `Feature Name : X` with `State : Y` some lines below it,
 * and the same as a table drawn with `|`.
 */
#include "base/bytes.h"
#include "knowledge/system_words.h"
#include "parse/line/clean.h"
#include "parse/line/label.h"
#include "parse/line/parsers.h"

struct features {
    struct pp_open_section open;
    struct pp_kept_text name; /* until its state comes */
    uint64_t name_nonblank;   /* where it stood */
    bool is_table;            /* the column titles were seen */
    struct pp_hold frame;     /* the name's line, the column titles */
};

static enum pp_status features_close(void *state, struct pp_context *context)
{
    struct features *features = state;
    features->name.len = 0;
    features->is_table = false;
    pp_context_release(context, &features->frame);
    return pp_section_close(&features->open, context);
}

static enum pp_status add_feature(struct features *features,
                                  struct pp_context *context,
                                  struct pp_sv name,
                                  struct pp_sv state)
{
    pp_context_take(context, PP_TAKE_USED);
    pp_context_reclaim(context, &features->frame, PP_TAKE_USED);
    PP_TRY(
        pp_section_extend(&features->open, context, PP_SECTION_DISM_FEATURES));
    struct pp_fact fact =
        pp_section_fact(&features->open, context, PP_FACT_FEATURE, state);
    fact.as.feature.name = name;
    fact.as.feature.is_enabled = PP_UNKNOWN;
    (void)pp_feature_state(state, &fact.as.feature.is_enabled);
    return pp_context_fact(context, &fact);
}

static void hold_frame(struct features *features, struct pp_context *context)
{
    pp_context_take(context, PP_TAKE_IGNORED);
    pp_context_hold(context, &features->frame);
}

/* --- one below the other -------------------------------------------------- */

static enum pp_status take_label(struct features *features,
                                 struct pp_context *context,
                                 const struct pp_label *line)
{
    if (pp_system_label_is(line->label, PP_LABEL_FEATURE_NAME)) {
        pp_context_release(context, &features->frame);
        if (line->value.len > 0 && pp_keep_text(&features->name, line->value)) {
            features->name_nonblank = context->nonblank_line;
            hold_frame(features, context);
        }
        return PP_OK;
    }
    if (features->name.len == 0 ||
        !pp_context_is_near(context, features->name_nonblank)) {
        return PP_OK;
    }
    if (!pp_system_label_is(line->label, PP_LABEL_FEATURE_STATE)) {
        pp_context_take(context, PP_TAKE_IGNORED); /* of /get-featureinfo */
        return PP_OK;
    }
    PP_TRY(add_feature(
        features, context, pp_kept_view(&features->name), line->value));
    features->name.len = 0;
    return PP_OK;
}

/* --- as a table ----------------------------------------------------------- */

/* `name | state`, with or without a `|` at both ends. */
static bool
read_cells(struct pp_sv text, struct pp_sv *ret_name, struct pp_sv *ret_state)
{
    if (text.len > 1 && text.ptr[0] == '|' && text.ptr[text.len - 1] == '|') {
        text = pp_sv_sub(text, 1, text.len - 2);
    }
    size_t bar = pp_sv_find(text, PP_SV("|"), 0);
    if (bar == SIZE_MAX || pp_sv_find(text, PP_SV("|"), bar + 1) != SIZE_MAX) {
        return false;
    }
    *ret_name = pp_sv_trim(pp_sv_sub(text, 0, bar));
    *ret_state = pp_sv_trim(pp_sv_sub(text, bar + 1, SIZE_MAX));
    return ret_name->len > 0 && ret_state->len > 0;
}

static enum pp_status take_cells(struct features *features,
                                 struct pp_context *context,
                                 struct pp_sv text)
{
    struct pp_sv name;
    struct pp_sv state;
    enum pp_tri is_enabled = PP_UNKNOWN;
    if (!read_cells(text, &name, &state)) {
        return PP_OK;
    }
    if (pp_system_label_is(name, PP_LABEL_FEATURE_NAME) &&
        pp_system_label_is(state, PP_LABEL_FEATURE_STATE)) {
        features->is_table = true;
        hold_frame(features, context);
        return PP_OK;
    }
    if (features->is_table && pp_is_all_of(text, "- |")) {
        hold_frame(features, context);
        return PP_OK;
    }
    if (features->is_table && pp_feature_state(state, &is_enabled)) {
        return add_feature(features, context, name, state);
    }
    return PP_OK;
}

static enum pp_status features_take(void *state,
                                    struct pp_context *context,
                                    const struct pp_offer *offer)
{
    struct features *features = state;
    struct pp_sv text = pp_offer_clean(offer);
    struct pp_label line;
    if (pp_label_split(text, &line)) {
        return take_label(features, context, &line);
    }
    /* Cleaning takes `Containers |` for the name of a container. */
    return take_cells(features, context, pp_trim_wide(offer->line));
}

const struct pp_parser pp_parser_features = {
    .name = "features",
    .state_size = sizeof(struct features),
    .take = features_take,
    .close = features_close,
};
