/* Taking a command line apart by the table options.def. */
#include "options.h"

#include <string.h>

#include "base/alloc.h"
#include "base/nearest.h"
#include "commands.h"
#include "print/table.h"

/* What arguments_parse works on. */
struct parse {
    char *const *argv;
    size_t count;
    size_t next; /* index of the word after the one looked at */
    struct arguments *arguments;
    struct pp_buf *message;
};

const struct option *pps_option_table(void)
{
    static const struct option table[OPTION_COUNT] = {
#define PP_OPTION(name, id, argument, commands, help) \
    [OPTION_##id] = {(name), (argument), (commands), (help)},
#include "options.def"
    };
    return table;
}

/* What single commands say in place of the row. */
struct option_wording {
    enum option_id id;
    unsigned commands;
    const char *argument; /* NULL: that of the row */
    const char *help;
};

/* NULL: the command says what all say. */
static const struct option_wording *wording_of(enum option_id id,
                                               unsigned command)
{
    static const struct option_wording table[] = {
#define PP_OPTION_FOR(id, commands, argument, help) \
    {OPTION_##id, (commands), (argument), (help)},
#include "options.def"
    };
    for (size_t i = 0; i < PP_ARRAY_LEN(table); i++) {
        if (table[i].id == id && (table[i].commands & command) != 0) {
            return &table[i];
        }
    }
    return NULL;
}

const char *pps_option_help(enum option_id id, unsigned command)
{
    const struct option_wording *wording = wording_of(id, command);
    return wording != NULL ? wording->help : pps_option_table()[id].help;
}

const char *pps_option_argument(enum option_id id, unsigned command)
{
    const struct option_wording *wording = wording_of(id, command);
    return wording != NULL && wording->argument != NULL
               ? wording->argument
               : pps_option_table()[id].argument;
}

bool pps_option_is_for(enum option_id id, unsigned command)
{
    unsigned commands = pps_option_table()[id].commands;
    if ((commands & FOR_COMMON) != 0) {
        commands |= FOR_READERS;
    }
    return (commands & command) != 0;
}

bool pps_is_choice(const char *choices, const char *value)
{
    struct pp_sv rest = pp_sv_from(choices);
    struct pp_sv wanted = pp_sv_from(value);
    for (;;) {
        size_t end = pp_sv_find(rest, PP_SV("|"), 0);
        if (pp_sv_equal(pp_sv_sub(rest, 0, end), wanted)) {
            return true;
        }
        if (end == SIZE_MAX) {
            return false;
        }
        rest = pp_sv_sub(rest, end + 1, SIZE_MAX);
    }
}

void pps_add_choices(struct pp_buf *buf, const char *choices)
{
    const char *last = strrchr(choices, '|');
    for (const char *at = choices; *at != '\0'; at++) {
        if (*at != '|') {
            pp_buf_add_char(buf, *at);
        } else {
            pp_buf_add_str(buf, at == last ? " or " : ", ");
        }
    }
}

/* The row of that name, or OPTION_COUNT. */
static enum option_id find_option(struct pp_sv name)
{
    const struct option *table = pps_option_table();
    for (enum option_id id = 0; id < OPTION_COUNT; id++) {
        if (pp_sv_equal(pp_sv_from(table[id].name), name)) {
            return id;
        }
    }
    return OPTION_COUNT;
}

static const char *name_of_option(size_t index)
{
    return index < OPTION_COUNT ? pps_option_table()[index].name : NULL;
}

enum option_id pps_option_named(struct pp_sv name,
                                struct pp_buf *reterr_message)
{
    enum option_id id = find_option(name);
    if (id != OPTION_COUNT) {
        return id;
    }
    const char *nearest = pp_nearest_name(name, name_of_option);
    pp_buf_printf(
        reterr_message, "there is no option '--%.*s'", PP_SV_ARGS(name));
    if (nearest != NULL) {
        pp_buf_printf(reterr_message, "; did you mean '--%s'?", nearest);
    }
    return OPTION_COUNT;
}

enum pp_status pps_arguments_take(struct arguments *arguments,
                                  enum option_id id,
                                  const char *value,
                                  struct pp_buf *reterr_message)
{
    const struct option *option = &pps_option_table()[id];
    if (option->argument == NULL && value != NULL) {
        pp_buf_printf(reterr_message, "--%s takes no value", option->name);
        return PP_ERR_INVALID;
    }
    if (option->argument == NULL) {
        value = "";
    }
    bool is_choosing =
        option->argument != NULL && strchr(option->argument, '|') != NULL;
    if (value == NULL ||
        (is_choosing && !pps_is_choice(option->argument, value))) {
        pp_buf_printf(reterr_message, "--%s takes ", option->name);
        pps_add_choices(reterr_message, option->argument);
        if (value != NULL) {
            pp_buf_printf(reterr_message, ", not '%s'", value);
        }
        return PP_ERR_INVALID;
    }
    arguments->values[id] = value;
    arguments->uses[arguments->use_count++] = (struct option_use){id, value};
    return PP_OK;
}

/* What people type in place of the long form. */
static const struct shorthand {
    const char *word;
    enum option_id id;
    const char *value; /* NULL: the next word, where the option takes one */
} shorthands[] = {
    {"-h", OPTION_HELP, NULL},
    {"-V", OPTION_VERSION, NULL},
    {"-f", OPTION_FORMAT, NULL},
    {"--json", OPTION_FORMAT, "json"},
};

/* `value` NULL: that of an option which takes one is the next word. */
static enum pp_status
take_value(struct parse *parse, enum option_id id, const char *value)
{
    if (value == NULL && pps_option_table()[id].argument != NULL &&
        parse->next < parse->count) {
        value = parse->argv[parse->next++];
    }
    return pps_arguments_take(parse->arguments, id, value, parse->message);
}

static void complain_short(struct parse *parse, const char *word)
{
    pp_buf_printf(parse->message, "there is no option '%s'", word);
    if (find_option(pp_sv_from(word + 1)) != OPTION_COUNT) {
        pp_buf_printf(parse->message, "; did you mean '-%s'?", word);
    } else {
        pp_buf_add_str(parse->message, "; options are long: --format");
    }
}

/* A word that begins with a dash and is neither `-` nor `--`. */
static enum pp_status take_option(struct parse *parse, const char *word)
{
    for (size_t i = 0; i < PP_ARRAY_LEN(shorthands); i++) {
        if (strcmp(word, shorthands[i].word) == 0) {
            return take_value(parse, shorthands[i].id, shorthands[i].value);
        }
    }
    if (word[1] != '-') {
        complain_short(parse, word);
        return PP_ERR_INVALID;
    }
    const char *equals = strchr(word, '=');
    struct pp_sv name = pp_sv_from(word + 2);
    if (equals != NULL) {
        name.len = (size_t)(equals - word) - 2;
    }
    enum option_id id = pps_option_named(name, parse->message);
    if (id == OPTION_COUNT) {
        return PP_ERR_INVALID;
    }
    return take_value(parse, id, equals != NULL ? equals + 1 : NULL);
}

static enum pp_status take_words(struct parse *parse)
{
    struct arguments *arguments = parse->arguments;
    bool only_words = false;
    while (parse->next < parse->count) {
        const char *word = parse->argv[parse->next++];
        if (!only_words && strcmp(word, "--") == 0) {
            only_words = true;
        } else if (!only_words && word[0] == '-' && word[1] != '\0') {
            PP_TRY(take_option(parse, word));
        } else {
            arguments->words[arguments->word_count++] = word;
        }
    }
    return PP_OK;
}

enum pp_status pps_arguments_init(struct arguments *arguments, size_t count)
{
    *arguments = (struct arguments){0};
    /* One more than needed: a count of 0 has no array. */
    arguments->uses = pp_calloc(count + 1, sizeof(*arguments->uses));
    arguments->words = pp_calloc(count + 1, sizeof(*arguments->words));
    return arguments->uses != NULL && arguments->words != NULL ? PP_OK
                                                               : PP_ERR_NOMEM;
}

enum pp_status pps_arguments_parse(int argc,
                                   char *const *argv,
                                   struct arguments *ret_arguments,
                                   struct pp_buf *reterr_message)
{
    size_t count = argc > 0 ? (size_t)argc : 0;
    struct arguments arguments = {0};
    enum pp_status status = pps_arguments_init(&arguments, count);
    if (status == PP_OK) {
        struct parse parse = {.argv = argv,
                              .count = count,
                              .arguments = &arguments,
                              .message = reterr_message};
        status = take_words(&parse);
    }
    if (status != PP_OK) {
        pps_arguments_done(&arguments);
        return status;
    }
    *ret_arguments = arguments;
    return PP_OK;
}

void pps_arguments_done(struct arguments *arguments)
{
    pp_free(arguments->uses);
    pp_free(arguments->words);
    *arguments = (struct arguments){0};
}
