/*
 * systeminfo: the version of Windows and the installed updates. The version
 * is known by its label, or in a language unknown by its shape: the build
 * stands at both ends of `10.0.19045 N/A Build 19045`. Updates are
 * `[01]: KB5017264` in every language. The time of the last boot is kept as it
 * is written: two captures with the same one are of the same boot.
 *
 * The other lines belong to the section and are passed over: they name the
 * machine, its owner and its network, which nobody needs here.
 */
#include "base/bytes.h"
#include "base/cursor.h"
#include "knowledge/system_words.h"
#include "os_version.h"
#include "parse/line/label.h"
#include "parse/line/parsers.h"

struct systeminfo {
    struct pp_open_section open;
    struct pp_hold frame; /* OS Name, Host Name, until the version comes */
    struct pp_kept_text name;
};

static enum pp_status systeminfo_close(void *state, struct pp_context *context)
{
    struct systeminfo *info = state;
    pp_context_release(context, &info->frame);
    info->name.len = 0;
    return pp_section_close(&info->open, context);
}

static enum pp_status
use_line(struct systeminfo *info, struct pp_context *context, enum pp_take take)
{
    pp_context_take(context, take);
    pp_context_reclaim(context, &info->frame, PP_TAKE_USED);
    return pp_section_extend(&info->open, context, PP_SECTION_SYSTEMINFO);
}

static enum pp_status reject_value(struct systeminfo *info,
                                   struct pp_context *context,
                                   struct pp_sv value,
                                   const char *what)
{
    pp_context_reject(context, PP_DIAG_SYSTEM_VALUE, value, what);
    return use_line(info, context, PP_TAKE_REJECTED);
}

/* --- updates -------------------------------------------------------------- */

/* `[01]: KB5017264`, from the bracket on. */
static bool take_hotfix_mark(struct pp_cursor *cursor)
{
    struct pp_cursor ahead = *cursor;
    struct pp_sv digits;
    if (!pp_cursor_take(&ahead, '[') ||
        !pp_cursor_take_digits(&ahead, &digits) || digits.len > 4 ||
        !pp_cursor_take_sv(&ahead, PP_SV("]:"))) {
        return false;
    }
    (void)pp_cursor_skip_blanks(&ahead);
    if (!pp_cursor_take_nocase(&ahead, PP_SV("KB")) ||
        !pp_is_digit(pp_cursor_peek(&ahead))) {
        return false;
    }
    *cursor = ahead;
    return true;
}

static enum pp_status take_hotfix(struct systeminfo *info,
                                  struct pp_context *context,
                                  struct pp_cursor *cursor)
{
    uint32_t number = 0;
    struct pp_sv digits = {cursor->at, 0};
    (void)pp_cursor_take_digits(cursor, &digits);
    if (digits.len < 6 || !pp_sv_to_u32(digits, 99999999, &number)) {
        return reject_value(
            info, context, digits, "six to eight digits after KB");
    }
    PP_TRY(use_line(info, context, PP_TAKE_USED));
    struct pp_fact fact =
        pp_section_fact(&info->open, context, PP_FACT_HOTFIX, digits);
    fact.as.hotfix.number = number;
    return pp_context_fact(context, &fact);
}

/* All of a line: wrapped output has several. */
static enum pp_status take_hotfixes(struct systeminfo *info,
                                    struct pp_context *context,
                                    struct pp_sv text)
{
    struct pp_cursor cursor = pp_cursor_over(text);
    while (!pp_cursor_at_end(&cursor)) {
        if (!take_hotfix_mark(&cursor)) {
            cursor.at++;
            continue;
        }
        PP_TRY(take_hotfix(info, context, &cursor));
    }
    return PP_OK;
}

/* --- the version ---------------------------------------------------------- */

/* Whether the last word of `rest` repeats the build: nothing else on a line
 * with a label does that. */
static bool repeats_build(const struct pp_os_fact *os, struct pp_sv rest)
{
    size_t at = pp_trim_end(rest, PP_DIGITS).len;
    uint32_t build = 0;
    return at > 1 &&
           pp_sv_to_u32(pp_sv_sub(rest, at, SIZE_MAX), UINT32_MAX, &build) &&
           os->build > 0 && build == os->build;
}

static enum pp_status take_version(struct systeminfo *info,
                                   struct pp_context *context,
                                   const struct pp_label *line)
{
    struct pp_os_fact os;
    struct pp_sv rest;
    bool is_labelled = pp_system_label_is(line->label, PP_LABEL_OS_VERSION);
    bool is_read = pp_os_version_read(line->value, &os, &rest);
    if (!is_labelled && !(is_read && repeats_build(&os, rest))) {
        return PP_OK;
    }
    if (!is_read) {
        return reject_value(
            info, context, line->value, "a version such as 10.0.19045");
    }
    PP_TRY(use_line(info, context, PP_TAKE_USED));
    struct pp_fact fact =
        pp_section_fact(&info->open, context, PP_FACT_OS, line->value);
    fact.as.os = os;
    fact.as.os.name = pp_kept_view(&info->name);
    PP_TRY(pp_context_fact(context, &fact));
    info->name.len = 0;
    return PP_OK;
}

/* --- the last boot -------------------------------------------------------- */

static enum pp_status take_boot_time(struct systeminfo *info,
                                     struct pp_context *context,
                                     const struct pp_label *line)
{
    if (!line->is_tight || line->value.len == 0 ||
        !pp_system_label_is(line->label, PP_LABEL_BOOT_TIME)) {
        return PP_OK;
    }
    PP_TRY(use_line(info, context, PP_TAKE_USED));
    struct pp_fact fact =
        pp_section_fact(&info->open, context, PP_FACT_SETTING, line->value);
    fact.as.setting = (struct pp_setting_fact){.scope = PP_SV("systeminfo"),
                                               .name = PP_SV(PP_BOOT_TIME_NAME),
                                               .value = line->value};
    return pp_context_fact(context, &fact);
}

/* --- lines ---------------------------------------------------------------- */

/* A label that comes before the version. */
static void take_frame(struct systeminfo *info,
                       struct pp_context *context,
                       const struct pp_label *line)
{
    bool is_name = pp_system_label_is(line->label, PP_LABEL_OS_NAME);
    if (!line->is_tight ||
        (!is_name && !pp_system_label_is(line->label, PP_LABEL_HOST))) {
        return;
    }
    if (is_name) {
        (void)pp_keep_text(&info->name, line->value);
    }
    pp_context_take(context, PP_TAKE_IGNORED);
    pp_context_hold(context, &info->frame);
}

/* Any other line of the listing: `Label:` and a value set apart, or a line
 * that goes on far to the right. A prompt or another table is neither. */
static bool is_inside(const struct pp_offer *offer, struct pp_sv text)
{
    enum {
        VALUE_COLUMN = 16
    };
    struct pp_label line;
    if (pp_indent_of(offer->line) >= VALUE_COLUMN) {
        return true;
    }
    if (!pp_label_split(text, &line) || !line.is_tight || line.label.len < 2 ||
        pp_sv_find(line.label, PP_SV("\\"), 0) != SIZE_MAX) {
        return false;
    }
    size_t gap = (size_t)(line.value.ptr - line.label.ptr) - line.label.len;
    return line.value.len > 0 && gap >= 3;
}

static enum pp_status systeminfo_take(void *state,
                                      struct pp_context *context,
                                      const struct pp_offer *offer)
{
    struct systeminfo *info = state;
    struct pp_sv text = pp_offer_clean(offer);
    struct pp_label line;
    PP_TRY(take_hotfixes(info, context, text));
    if (context->is_taken) {
        return PP_OK;
    }
    if (pp_label_split(text, &line)) {
        PP_TRY(take_version(info, context, &line));
        if (!context->is_taken) {
            PP_TRY(take_boot_time(info, context, &line));
        }
        if (!context->is_taken) {
            take_frame(info, context, &line);
        }
    }
    if (context->is_taken || !info->open.is_open || !is_inside(offer, text)) {
        return PP_OK;
    }
    return use_line(info, context, PP_TAKE_IGNORED);
}

const struct pp_parser pp_parser_systeminfo = {
    .name = "systeminfo",
    .state_size = sizeof(struct systeminfo),
    .take = systeminfo_take,
    .close = systeminfo_close,
};
