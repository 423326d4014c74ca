/*
 * `sc query`: which services run; `sc qc`: which start at boot; and the answers
 * of `net start` and `net stop`. sc translates its labels, never its numbers: a
 * state is a digit from 1 to 7 with an English constant, below the line with
 * the name.
 *
 * The lists of `net start` hold display names in the system's language only
 * and are not read (docs/formats/system.md#net).
 */
#include "base/bytes.h"
#include "base/cursor.h"
#include "knowledge/system_words.h"
#include "parse/line/label.h"
#include "parse/line/parsers.h"
#include "text/words.h"

struct services {
    struct pp_open_section open;
    struct pp_kept_text name; /* until its state comes */
    struct pp_hold name_hold;
    struct pp_kept_text configured; /* by the last `sc config ... start=` */
    enum pp_tri will_be_disabled;
    uint64_t config_nonblank; /* where it stood; 0: nowhere */
};

static enum pp_status services_close(void *state, struct pp_context *context)
{
    struct services *services = state;
    services->name.len = 0;
    pp_context_release(context, &services->name_hold);
    return pp_section_close(&services->open, context);
}

static enum pp_status add_service(struct services *services,
                                  struct pp_context *context,
                                  const struct pp_service_fact *service,
                                  struct pp_sv part)
{
    pp_context_take(context, PP_TAKE_USED);
    pp_context_reclaim(context, &services->name_hold, PP_TAKE_USED);
    PP_TRY(pp_section_extend(&services->open, context, PP_SECTION_SC_QUERY));
    struct pp_fact fact =
        pp_section_fact(&services->open, context, PP_FACT_SERVICE, part);
    fact.as.service = *service;
    return pp_context_fact(context, &fact);
}

/* --- states --------------------------------------------------------------- */

/* The number of a constant, 0: not one. */
static uint32_t number_of(struct pp_sv word)
{
    return (uint32_t)pp_words_find("STOPPED|START_PENDING|STOP_PENDING|RUNNING|"
                                   "CONTINUE_PENDING|PAUSE_PENDING|PAUSED",
                                   word);
}

/* On the way from one state to another, either may be meant. */
static enum pp_tri running_of(uint32_t number)
{
    enum {
        STOPPED = 1,
        RUNNING = 4
    };
    return number == RUNNING ? PP_YES : number == STOPPED ? PP_NO : PP_UNKNOWN;
}

enum state_kind {
    STATE_NONE = 0,
    STATE_READ,
    STATE_BAD, /* number and constant contradict each other */
};

static enum state_kind read_state(const struct pp_label *line,
                                  uint32_t *ret_number)
{
    struct pp_cursor cursor = pp_cursor_over(line->value);
    struct pp_sv digits;
    struct pp_sv word = {NULL, 0};
    uint32_t number = 0;
    if (!pp_cursor_take_digits(&cursor, &digits)) {
        return STATE_NONE;
    }
    (void)pp_cursor_skip_blanks(&cursor);
    (void)pp_cursor_take_word(&cursor, &word);
    uint32_t named = number_of(word);
    if (named == 0 &&
        !pp_system_label_is(line->label, PP_LABEL_SERVICE_STATE)) {
        return STATE_NONE;
    }
    bool is_number = pp_sv_to_u32(digits, 7, &number) && number > 0;
    if (!is_number || (named > 0 && named != number)) {
        return STATE_BAD;
    }
    *ret_number = number;
    return STATE_READ;
}

static enum pp_status take_state(struct services *services,
                                 struct pp_context *context,
                                 const struct pp_label *line)
{
    uint32_t number = 0;
    enum state_kind kind = read_state(line, &number);
    if (kind == STATE_NONE) {
        return PP_OK;
    }
    const struct pp_service_fact service = {
        .name = pp_kept_view(&services->name),
        .is_running = running_of(number),
    };
    services->name.len = 0;
    if (kind == STATE_READ) {
        return add_service(services, context, &service, line->value);
    }
    pp_context_reject(context,
                      PP_DIAG_SYSTEM_VALUE,
                      line->value,
                      "a state such as 4 RUNNING");
    return pp_section_extend(&services->open, context, PP_SECTION_SC_QUERY);
}

/* --- start types ---------------------------------------------------------- */

/* `START_TYPE : 4 DISABLED`, the label in any language; PP_UNKNOWN: none. */
static enum pp_tri read_start(const struct pp_label *line)
{
    struct pp_cursor cursor = pp_cursor_over(line->value);
    struct pp_sv digits;
    struct pp_sv word = {NULL, 0};
    if (!pp_cursor_take_digits(&cursor, &digits)) {
        return PP_UNKNOWN;
    }
    (void)pp_cursor_skip_blanks(&cursor);
    (void)pp_cursor_take_word(&cursor, &word);
    uint32_t number = 0;
    size_t named = pp_words_find(
        "BOOT_START|SYSTEM_START|AUTO_START|DEMAND_START|DISABLED", word);
    if (!pp_sv_to_u32(digits, 4, &number) || named != number + 1) {
        return PP_UNKNOWN;
    }
    return number == 4 ? PP_YES : PP_NO;
}

static enum pp_status take_start(struct services *services,
                                 struct pp_context *context,
                                 const struct pp_label *line)
{
    const struct pp_service_fact service = {
        .name = pp_kept_view(&services->name),
        .is_disabled = read_start(line),
    };
    if (service.is_disabled == PP_UNKNOWN) {
        return PP_OK;
    }
    services->name.len = 0;
    return add_service(services, context, &service, line->value);
}

/* `sc config winnat start= disabled`, which counts once sc says so below. */
static bool read_config(struct pp_sv text, struct services *services)
{
    struct pp_cursor cursor = pp_cursor_over(text);
    struct pp_sv word;
    enum {
        BEFORE = 0,
        TOOL,
        VERB,
        NAME,
        OPTION,
    } at = BEFORE;
    while (pp_cursor_take_word(&cursor, &word)) {
        (void)pp_cursor_skip_blanks(&cursor);
        if (at < VERB) {
            bool is_tool = pp_words_has("sc|sc.exe", word) ||
                           pp_sv_ends(word, PP_SV(">sc")) ||
                           pp_sv_ends(word, PP_SV(">sc.exe"));
            bool is_verb = at == TOOL && pp_words_has("config", word);
            at = is_verb ? VERB : is_tool ? TOOL : BEFORE;
        } else if (at == VERB) {
            at = pp_keep_text(&services->configured, word) ? NAME : BEFORE;
        } else if (at == OPTION) {
            services->will_be_disabled =
                pp_words_has("disabled", word) ? PP_YES : PP_NO;
            return true;
        } else if (pp_words_has("start=", word)) {
            at = OPTION;
        } else if (pp_words_has("start=disabled", word)) {
            services->will_be_disabled = PP_YES;
            return true;
        }
    }
    return false;
}

static enum pp_status take_config(struct services *services,
                                  struct pp_context *context,
                                  struct pp_sv text)
{
    if (read_config(text, services)) {
        services->config_nonblank = context->nonblank_line;
        return PP_OK;
    }
    /* `[SC]` in front of it is a mark of the line, which is off already. */
    bool is_answer = services->config_nonblank > 0 &&
                     pp_sv_starts(text, PP_SV("ChangeServiceConfig"));
    if (!is_answer || !pp_context_is_near(context, services->config_nonblank)) {
        return PP_OK;
    }
    services->config_nonblank = 0;
    const struct pp_service_fact service = {
        .name = pp_kept_view(&services->configured),
        .is_disabled = services->will_be_disabled,
    };
    /* `... FAILED 5:` has the error's number, in every language. */
    return pp_has_one_of(text, PP_DIGITS)
               ? PP_OK
               : add_service(services, context, &service, text);
}

/* --- names ---------------------------------------------------------------- */

/* SERVICE_NAME in any language: in one unknown, two words joined by `_` with
 * the colon at once behind them, at the start of its line. */
static bool is_name(const struct pp_label *line, bool *ret_is_sure)
{
    *ret_is_sure = pp_system_label_is(line->label, PP_LABEL_SERVICE_NAME);
    if (*ret_is_sure) {
        return line->value.len > 0;
    }
    return line->is_tight && line->value.len > 0 &&
           !pp_has_one_of(line->label, " \t") &&
           !pp_has_one_of(line->value, " \t") &&
           pp_has_one_of(line->label, "_");
}

static void take_name(struct services *services,
                      struct pp_context *context,
                      const struct pp_label *line)
{
    bool is_sure = false;
    if (!is_name(line, &is_sure)) {
        return;
    }
    /* DISPLAY_NAME may be one word too. */
    bool is_display = services->name.len > 0 && !is_sure;
    if (!is_display && !pp_keep_text(&services->name, line->value)) {
        return;
    }
    if (!is_display) {
        pp_context_release(context, &services->name_hold);
    }
    pp_context_take(context, PP_TAKE_IGNORED);
    pp_context_hold(context, &services->name_hold);
}

/* The other lines of a service: TYPE, DISPLAY_NAME, WAIT_HINT, the flags in
 * parentheses below the state. */
static bool is_inside(const struct services *services,
                      const struct pp_offer *offer,
                      const struct pp_label *line)
{
    if (services->name.len == 0 && !services->open.is_open) {
        return false;
    }
    if (line == NULL) {
        return offer->text.len > 2 && offer->text.ptr[0] == '(' &&
               pp_indent_of(offer->line) > 0;
    }
    return pp_indent_of(offer->line) > 0 ||
           pp_sv_find(line->label, PP_SV("_"), 0) != SIZE_MAX;
}

static enum pp_status take_inside(struct services *services,
                                  struct pp_context *context)
{
    pp_context_take(context, PP_TAKE_IGNORED);
    if (services->open.is_open) {
        services->open.section.last_line = context->line_number;
    }
    return PP_OK;
}

static enum pp_status services_take(void *state,
                                    struct pp_context *context,
                                    const struct pp_offer *offer)
{
    struct services *services = state;
    struct pp_sv text = pp_offer_clean(offer);
    struct pp_label line;
    struct pp_service_fact service = {.is_running = PP_UNKNOWN};
    if (pp_net_answer(text, &service.name, &service.is_running)) {
        return add_service(services, context, &service, text);
    }
    PP_TRY(take_config(services, context, text));
    bool is_label = pp_label_split(text, &line);
    if (is_label && services->name.len > 0) {
        PP_TRY(take_start(services, context, &line));
    }
    if (is_label && !context->is_taken && services->name.len > 0) {
        PP_TRY(take_state(services, context, &line));
    }
    if (is_label && !context->is_taken) {
        take_name(services, context, &line);
    }
    if (context->is_taken ||
        !is_inside(services, offer, is_label ? &line : NULL)) {
        return PP_OK;
    }
    return take_inside(services, context);
}

const struct pp_parser pp_parser_services = {
    .name = "services",
    .state_size = sizeof(struct services),
    .take = services_take,
    .close = services_close,
};
