/*
 * Commands that change something: who ran them, and whether netsh did it.
 * A command is held until its answer is seen, or clearly missing.
 */
#include "base/bounds.h"
#include "base/cursor.h"
#include "parse/errors/bind_patterns.h"
#include "parse/line/parsers.h"
#include "text/words.h"

enum {
    /* The answer follows at once; a prompt or a comment may come between. */
    ANSWER_REACH = 2,
    /* Commands on one line: `netsh ... & netsh ...`. */
    MAX_COMMANDS = 8,
};

struct netsh_change {
    struct pp_open_section section;
    struct pp_fact open; /* waits for its answer */
    bool is_open;
    uint64_t nonblank_line; /* where its command stood */

    bool is_dump;          /* between `pushd interface ipv4` and `popd` */
    struct pp_buf command; /* a line of a dump as a whole command */
    enum pp_family dump_family;
};

/* --- facts ---------------------------------------------------------------- */

static enum pp_status flush(struct netsh_change *state,
                            struct pp_context *context)
{
    if (!state->is_open) {
        return PP_OK;
    }
    state->is_open = false;
    return pp_context_fact(context, &state->open);
}

/* The line belongs to a section of this format. */
static enum pp_status use_line(struct netsh_change *state,
                               struct pp_context *context,
                               enum pp_section_format format)
{
    struct pp_open_section *open = &state->section;
    if (open->is_open && open->section.format != format) {
        PP_TRY(flush(state, context));
        PP_TRY(pp_section_close(open, context));
    }
    return pp_section_extend(open, context, format);
}

/* `start` and `count` as a range; false where no ports can be meant. */
static bool range_of(const struct pp_netsh_command *command,
                     struct pp_range *ret_range)
{
    uint64_t end = (uint64_t)command->start + command->count;
    if (command->start == 0 || command->count == 0 || end > PP_PORT_COUNT) {
        return false;
    }
    *ret_range =
        (struct pp_range){(uint16_t)command->start, (uint16_t)(end - 1)};
    return true;
}

static enum pp_command_verb verb_of(enum pp_netsh_verb verb)
{
    switch (verb) {
    case PP_NETSH_DELETE:
        return PP_COMMAND_DELETE;
    case PP_NETSH_SET:
        return PP_COMMAND_SET;
    case PP_NETSH_ADD:
    case PP_NETSH_SHOW:
        return PP_COMMAND_ADD;
    }
    return PP_COMMAND_ADD;
}

/* Ports that netsh refuses: the command changed nothing, whatever stands
 * below it. */
static void report_ports(struct pp_context *context,
                         const struct pp_netsh_command *command)
{
    struct pp_diag draft =
        pp_context_draft(context, PP_DIAG_COMMAND_PORTS, command->text);
    pp_diags_add(context->options.diags,
                 &draft,
                 "start %u and count %u are not a range of ports: netsh "
                 "refuses this command",
                 (unsigned)command->start,
                 (unsigned)command->count);
}

static enum pp_status add_command(struct netsh_change *state,
                                  struct pp_context *context,
                                  const struct pp_netsh_command *command)
{
    struct pp_range range;
    PP_TRY(flush(state, context));
    if (!range_of(command, &range)) {
        report_ports(context, command);
        return PP_OK;
    }
    state->open = pp_section_fact(
        &state->section, context, PP_FACT_COMMAND, command->text);
    state->open.protocol = command->protocol;
    state->open.family = command->family;
    state->open.store = command->store;
    state->open.range = range;
    state->open.as.command.verb = verb_of(command->verb);
    state->open.as.command.is_dynamic = command->object == PP_NETSH_DYNAMIC;
    state->is_open = true;
    state->nonblank_line = context->nonblank_line;
    return PP_OK;
}

/* --- lines ---------------------------------------------------------------- */

/* All commands of the line; 0 where one of them is a `show`, whose table may
 * be on the same line, or where netsh does not know one of them. */
static size_t find_commands(struct pp_sv line,
                            struct pp_netsh_command commands[MAX_COMMANDS])
{
    size_t count = 0;
    while (count < MAX_COMMANDS) {
        struct pp_netsh_command *command = &commands[count];
        enum pp_netsh_result found = pp_netsh_find(line, command, NULL);
        if (found == PP_NETSH_NONE) {
            return count;
        }
        if (found == PP_NETSH_SYNTAX || command->verb == PP_NETSH_SHOW) {
            return 0;
        }
        size_t end = (size_t)(command->text.ptr - line.ptr) + command->text.len;
        line = pp_sv_sub(line, end, SIZE_MAX);
        count++;
    }
    return count;
}

/* What the driver notes of any netsh command: a list of ranges below may be
 * about exclusions, and a heading above is not about what follows. */
static void note_command(struct pp_context *context)
{
    context->exclusion_word_nonblank = context->nonblank_line;
    context->command_line = 0;
    pp_context_forget_mention(context);
}

static enum pp_status take_commands(struct netsh_change *state,
                                    struct pp_context *context,
                                    struct pp_sv line)
{
    struct pp_netsh_command commands[MAX_COMMANDS];
    size_t count = find_commands(line, commands);
    if (count == 0) {
        return PP_OK;
    }
    state->is_dump = false;
    pp_context_take(context, PP_TAKE_USED);
    note_command(context);
    PP_TRY(use_line(state, context, PP_SECTION_NETSH_COMMAND));
    for (size_t i = 0; i < count; i++) {
        PP_TRY(add_command(state, context, &commands[i]));
    }
    return PP_OK;
}

/* --- the answer ----------------------------------------------------------- */

static struct pp_sv without_stop(struct pp_sv text)
{
    static const struct pp_sv ideographic_stop = PP_SV_INIT("。");
    if (pp_sv_ends(text, PP_SV("."))) {
        return pp_sv_sub(text, 0, text.len - 1);
    }
    if (pp_sv_ends(text, ideographic_stop)) {
        return pp_sv_sub(text, 0, text.len - ideographic_stop.len);
    }
    return text;
}

/* netsh's own words, or the system's for 5, 32 and 183. */
static enum pp_tri answer_of(struct pp_sv text)
{
    size_t count = 0;
    const struct pp_netsh_answer *answers = pp_netsh_answers(&count);
    struct pp_sv whole = without_stop(text);
    for (size_t i = 0; i < count; i++) {
        bool is_it = answers[i].is_success
                         ? pp_sv_equal_nocase(whole, answers[i].text)
                         : pp_sv_starts_nocase(text, answers[i].text);
        if (is_it) {
            return answers[i].is_success ? PP_YES : PP_NO;
        }
    }
    const struct pp_bind_words *words = pp_bind_words(&count);
    for (size_t i = 0; i < count; i++) {
        bool is_file_error = words[i].error == 5 || words[i].error == 32 ||
                             words[i].error == 183;
        if (is_file_error &&
            pp_sv_find_nocase(text, words[i].fragment, 0) != SIZE_MAX) {
            return PP_NO;
        }
    }
    return PP_UNKNOWN;
}

static enum pp_status take_answer(struct netsh_change *state,
                                  struct pp_context *context,
                                  struct pp_sv text)
{
    if (!state->is_open) {
        return PP_OK;
    }
    if (context->nonblank_line - state->nonblank_line > ANSWER_REACH ||
        context->nonblank_line == state->nonblank_line) {
        return context->nonblank_line == state->nonblank_line
                   ? PP_OK
                   : flush(state, context);
    }
    enum pp_tri succeeded = answer_of(text);
    if (succeeded == PP_UNKNOWN) {
        return PP_OK;
    }
    state->open.as.command.succeeded = succeeded;
    pp_context_take(context, PP_TAKE_USED);
    PP_TRY(use_line(state, context, PP_SECTION_NETSH_COMMAND));
    return flush(state, context);
}

/* --- netsh dump ----------------------------------------------------------- */

/* `pushd interface ipv4` */
static bool read_push(struct pp_sv text, enum pp_family *ret_family)
{
    struct pp_cursor cursor = pp_cursor_over(text);
    struct pp_sv word[3];
    for (size_t i = 0; i < PP_ARRAY_LEN(word); i++) {
        pp_cursor_skip_blanks(&cursor);
        if (!pp_cursor_take_word(&cursor, &word[i])) {
            return false;
        }
    }
    bool is_ipv6 = pp_sv_equal_nocase(word[2], PP_SV("ipv6"));
    *ret_family = is_ipv6 ? PP_FAMILY_IPV6 : PP_FAMILY_IPV4;
    return pp_sv_equal_nocase(word[0], PP_SV("pushd")) &&
           pp_sv_equal_nocase(word[1], PP_SV("interface")) &&
           (is_ipv6 || pp_sv_equal_nocase(word[2], PP_SV("ipv4")));
}

/* A change about ports, of a line of the script made whole. */
static enum pp_status take_script_command(struct netsh_change *state,
                                          struct pp_context *context,
                                          struct pp_sv text)
{
    struct pp_buf *whole = &state->command;
    struct pp_netsh_command command;
    if (whole->max == 0) {
        pp_buf_init(whole, PP_LIMIT_LINE_BYTES + 64);
    }
    pp_buf_clear(whole);
    pp_buf_printf(
        whole, "netsh interface %s ", pp_family_name(state->dump_family));
    pp_buf_add(whole, text);
    if (whole->status != PP_OK) {
        return whole->status;
    }
    enum pp_netsh_result found =
        pp_netsh_find(pp_buf_view(whole), &command, NULL);
    if (found != PP_NETSH_OK || command.verb == PP_NETSH_SHOW) {
        return PP_OK;
    }
    command.text = text;
    pp_context_take(context, PP_TAKE_USED);
    PP_TRY(add_command(state, context, &command));
    return flush(state, context);
}

static enum pp_status take_script(struct netsh_change *state,
                                  struct pp_context *context,
                                  struct pp_sv text)
{
    enum pp_family family = PP_FAMILY_UNKNOWN;
    bool is_push = read_push(text, &family);
    bool is_pop = state->is_dump && pp_sv_equal_nocase(text, PP_SV("popd"));
    if (!is_push && !is_pop &&
        !(state->is_dump &&
          pp_words_start_nocase("#|reset|set |add |delete ", text) > 0)) {
        return PP_OK;
    }
    if (is_push) {
        PP_TRY(flush(state, context));
        PP_TRY(pp_section_close(&state->section, context));
        state->dump_family = family;
    }
    pp_context_take(context,
                    is_push || is_pop ? PP_TAKE_USED : PP_TAKE_IGNORED);
    PP_TRY(use_line(state, context, PP_SECTION_NETSH_DUMP));
    state->is_dump = !is_pop;
    if (is_pop) {
        return pp_section_close(&state->section, context);
    }
    return is_push ? PP_OK : take_script_command(state, context, text);
}

/* --- the parser ----------------------------------------------------------- */

static enum pp_status take_line(void *memory,
                                struct pp_context *context,
                                const struct pp_offer *offer)
{
    struct netsh_change *state = memory;
    PP_TRY(take_answer(state, context, offer->text));
    if (!context->is_taken) {
        PP_TRY(take_script(state, context, offer->text));
    }
    return context->is_taken ? PP_OK
                             : take_commands(state, context, offer->line);
}

static enum pp_status close_section(void *memory, struct pp_context *context)
{
    struct netsh_change *state = memory;
    PP_TRY(flush(state, context));
    state->is_dump = false;
    return pp_section_close(&state->section, context);
}

static void free_state(void *memory)
{
    struct netsh_change *state = memory;
    pp_buf_done(&state->command);
}

const struct pp_parser pp_parser_netsh_change = {
    .name = "netsh-change",
    .state_size = sizeof(struct netsh_change),
    .take = take_line,
    .close = close_section,
    .done = free_state,
};
