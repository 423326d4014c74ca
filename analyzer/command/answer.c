/*
 * Commands for other programs: captures come from memory, document and messages
 * go there.
 */
#include "portplansim/answer.h"

#include <string.h>

#include "base/alloc.h"
#include "base/arena.h"
#include "base/bounds.h"
#include "base/nearest.h"
#include "command/words/commands.h"
#include "command/words/options_json.h"
#include "run.h"

/* The surroundings of one question. */
struct desk {
    struct pps_io io; /* its `user` is this */
    const struct pp_question *question;
    struct pp_buf document;
    struct pp_buf messages;
};

/* --- struct pps_io -------------------------------------------------------- */

static void say(struct pps_io *io, struct pp_sv text)
{
    struct desk *desk = io->user;
    pp_buf_add(&desk->messages, text);
}

static const struct pp_named_bytes *
find_in(const struct pp_named_bytes *all, size_t count, const char *name)
{
    for (size_t i = 0; i < count; i++) {
        if (strcmp(all[i].name, name) == 0) {
            return &all[i];
        }
    }
    return NULL;
}

static const struct pp_named_bytes *find(struct pps_io *io, const char *name)
{
    const struct desk *desk = io->user;
    const struct pp_question *question = desk->question;
    const struct pp_named_bytes *found =
        find_in(question->captures, question->capture_count, name);
    return found != NULL ? found
                         : find_in(question->files, question->file_count, name);
}

static enum pps_file_kind kind(struct pps_io *io, const char *name)
{
    return find(io, name) != NULL ? PPS_FILE_REGULAR : PPS_FILE_NONE;
}

static const char *nearest_in(struct pps_io *io,
                              const struct pp_named_bytes *all,
                              size_t count,
                              const char *name)
{
    const char **names = pp_calloc(count + 1, sizeof(*names));
    for (size_t i = 0; names != NULL && i < count; i++) {
        names[i] = all[i].name;
    }
    if (names == NULL) {
        pps_io_note(io, PP_ERR_NOMEM);
        return NULL;
    }
    const char *found = pp_nearest_of(pp_sv_from(name), names, count);
    pp_free(names);
    return found;
}

static bool nearest(struct pps_io *io, const char *name, struct pp_buf *into)
{
    const struct desk *desk = io->user;
    const struct pp_question *question = desk->question;
    const char *found =
        nearest_in(io, question->files, question->file_count, name);
    if (found == NULL) {
        found =
            nearest_in(io, question->captures, question->capture_count, name);
    }
    pp_buf_add_str(into, found != NULL ? found : "");
    return found != NULL;
}

static bool is_separator(char c)
{
    return c == '/';
}

static bool is_readable(struct pps_io *io, const char *name)
{
    bool is_given = find(io, name) != NULL;
    if (!is_given) {
        struct pp_buf words;
        pp_buf_init(&words, SIZE_MAX / 2);
        pp_buf_printf(&words, "cannot read '%s': it was not passed in", name);
        if (pps_io_is_ok(io, words.status)) {
            pps_io_complain_missing(io, words.data, name);
        }
        pp_buf_done(&words);
    }
    return is_given;
}

static enum pp_status
add(struct pps_io *io, const char *name, struct pp_load *load)
{
    if (!is_readable(io, name)) {
        return PP_ERR_IO;
    }
    const struct pp_named_bytes *found = find(io, name);
    struct pp_sv bytes = {found->bytes, found->size};
    if (pp_load_is_hive(bytes)) {
        pps_io_complain(
            io,
            "'%s' is a registry hive, which can only be read from a file",
            name);
        return PP_ERR_IO;
    }
    return pp_load_add_bytes(load, pp_sv_from(name), bytes);
}

static bool slurp(struct pps_io *io, const char *name, struct pp_buf *into)
{
    if (!is_readable(io, name)) {
        return false;
    }
    const struct pp_named_bytes *found = find(io, name);
    pp_buf_add(into, (struct pp_sv){found->bytes, found->size});
    if (into->status == PP_ERR_LIMIT) {
        pps_io_complain(io, "'%s' is too large", name);
        return false;
    }
    return pps_io_is_ok(io, into->status);
}

static bool open_document(struct pps_io *io, const char *path)
{
    (void)io;
    return path == NULL;
}

static enum pp_status write_document(struct pps_io *io, struct pp_sv bytes)
{
    struct desk *desk = io->user;
    pp_buf_add(&desk->document, bytes);
    return desk->document.status;
}

static bool close_document(struct pps_io *io, bool is_whole)
{
    const struct desk *desk = io->user;
    return !is_whole || pps_io_is_ok(io, desk->document.status);
}

/* --- the question --------------------------------------------------------- */

static bool are_names_good(struct pps_io *io,
                           const struct pp_named_bytes *all,
                           size_t count)
{
    for (size_t i = 0; i < count; i++) {
        const char *name = all[i].name;
        if (name[0] == '\0' || name[0] == '@' || strcmp(name, "-") == 0) {
            pps_io_complain(io, "'%s' cannot name a capture", name);
            return false;
        }
    }
    return true;
}

static bool names_no_output(const struct call *call)
{
    static const enum option_id ids[] = {OPTION_OUTPUT, OPTION_WRITE_BASELINE};
    for (size_t i = 0; i < PP_ARRAY_LEN(ids); i++) {
        if (pps_call_has(call, ids[i])) {
            pps_io_complain(call->io,
                            "--%s writes a file, which is not possible here",
                            pps_option_table()[ids[i]].name);
            return false;
        }
    }
    return true;
}

/* JSON is what is asked for where nothing else is. */
static enum pp_status choose_format(struct arguments *arguments,
                                    const char *command,
                                    struct pp_buf *message)
{
    const struct command *row = pps_command_named(command);
    if (arguments->values[OPTION_FORMAT] != NULL || row == NULL ||
        row->formats == NULL || !pps_is_choice(row->formats, "json")) {
        return PP_OK;
    }
    return pps_arguments_take(arguments, OPTION_FORMAT, "json", message);
}

/* The words of a command line: the command, the arguments, the captures. */
static void add_words(struct arguments *arguments,
                      const struct pp_question *question)
{
    memmove(arguments->words + 1,
            arguments->words,
            arguments->word_count * sizeof(*arguments->words));
    arguments->words[0] = question->command;
    arguments->word_count++;
    for (size_t i = 0; i < question->capture_count; i++) {
        arguments->words[arguments->word_count++] = question->captures[i].name;
    }
}

/* False after a complaint. */
static bool read_arguments(struct call *call,
                           const struct pp_question *question,
                           struct pp_arena *arena)
{
    struct pp_buf message;
    const char *options = question->options != NULL ? question->options : "{}";
    pp_buf_init(&message, SIZE_MAX / 2);
    /* The command and the format beside them. */
    enum pp_status status = pps_arguments_from_json(&call->arguments,
                                                    pp_sv_from(options),
                                                    question->capture_count + 2,
                                                    arena,
                                                    &message);
    if (status == PP_OK) {
        status = choose_format(&call->arguments, question->command, &message);
    }
    if (status == PP_ERR_INVALID && message.status == PP_OK) {
        pps_io_complain(call->io, "%s", message.data);
    } else if (pps_io_is_ok(call->io, message.status)) {
        (void)pps_io_is_ok(call->io, status);
    }
    pp_buf_done(&message);
    if (status == PP_OK) {
        add_words(&call->arguments, question);
        call->capture_count = question->capture_count;
    }
    return status == PP_OK;
}

static enum exit_code answer(struct call *call,
                             const struct pp_question *question,
                             struct pp_arena *arena)
{
    if (!are_names_good(
            call->io, question->captures, question->capture_count) ||
        !are_names_good(call->io, question->files, question->file_count) ||
        !read_arguments(call, question, arena) || !names_no_output(call)) {
        return EXIT_TROUBLE;
    }
    const char *color = pps_call_value(call, OPTION_COLOR);
    call->style = pp_style_plain();
    call->style.color = color != NULL && strcmp(color, "always") == 0;
    call->style.unicode = !pps_call_has(call, OPTION_ASCII);
    call->error_style = call->style;
    return pps_run(call);
}

static bool are_named(const struct pp_named_bytes *all, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (all == NULL || all[i].name == NULL ||
            (all[i].bytes == NULL && all[i].size > 0)) {
            return false;
        }
    }
    return true;
}

/* PP_OK where everything that was to be said could be kept. */
static enum pp_status status_of(const struct desk *desk)
{
    if (desk->io.is_out_of_memory) {
        return PP_ERR_NOMEM;
    }
    return desk->messages.status;
}

enum pp_status pp_answer(const struct pp_question *question,
                         struct pp_answer *ret_answer)
{
    if (question == NULL || ret_answer == NULL || question->command == NULL ||
        !are_named(question->captures, question->capture_count) ||
        !are_named(question->files, question->file_count)) {
        return PP_ERR_INVALID;
    }
    struct desk desk = {.question = question,
                        .io = {.say = say,
                               .kind = kind,
                               .nearest = nearest,
                               .is_separator = is_separator,
                               .is_readable = is_readable,
                               .add = add,
                               .slurp = slurp,
                               .open = open_document,
                               .write = write_document,
                               .close = close_document}};
    struct call call = {.io = &desk.io};
    struct pp_arena arena;
    desk.io.user = &desk;
    pp_buf_init(&desk.document, PP_LIMIT_REPORT_BYTES);
    pp_buf_init(&desk.messages, PP_LIMIT_REPORT_BYTES);
    pp_arena_init(&arena, PP_LIMIT_ARENA_BYTES);
    int exit_code = (int)answer(&call, question, &arena);
    pps_arguments_done(&call.arguments);
    pp_arena_done(&arena);
    enum pp_status status = status_of(&desk);
    if (status != PP_OK) {
        pp_buf_done(&desk.document);
        pp_buf_done(&desk.messages);
        return status;
    }
    *ret_answer = (struct pp_answer){.document = desk.document.data,
                                     .document_size = desk.document.len,
                                     .messages = desk.messages.data,
                                     .messages_size = desk.messages.len,
                                     .exit_code = exit_code};
    return PP_OK;
}

void pp_answer_done(struct pp_answer *answer)
{
    pp_free(answer->document);
    pp_free(answer->messages);
    *answer = (struct pp_answer){0};
}
