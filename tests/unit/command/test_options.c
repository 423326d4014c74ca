/* Taking a command line apart. */
#include <criterion/criterion.h>
#include <string.h>

#include "base/nearest.h"
#include "command/words/commands.h"
#include "command/words/options.h"
#include "print/table.h"

enum {
    MAX_WORDS = 8
};

static enum pp_status parse(const char *const *words,
                            struct arguments *arguments,
                            struct pp_buf *message)
{
    int count = 0;
    while (count < MAX_WORDS && words[count] != NULL) {
        count++;
    }
    pp_buf_init(message, 4096);
    return pps_arguments_parse(count, (char *const *)words, arguments, message);
}

Test(options, stand_anywhere_and_take_both_forms)
{
    static const char *const lines[][MAX_WORDS] = {
        {"show", "a.txt", "--format", "json"},
        {"show", "--format", "json", "a.txt"},
        {"--format=json", "show", "a.txt"},
        {"--format=csv", "show", "--format=json", "a.txt"},
        {"show", "-f", "json", "a.txt"},
        {"show", "a.txt", "--json"},
    };
    for (size_t i = 0; i < PP_ARRAY_LEN(lines); i++) {
        struct arguments arguments;
        struct pp_buf message;
        cr_assert_eq(parse(lines[i], &arguments, &message), PP_OK);
        cr_expect_eq(arguments.word_count, 2, "line %zu", i);
        cr_expect_str_eq(arguments.words[0], "show");
        cr_expect_str_eq(arguments.words[1], "a.txt");
        cr_expect_str_eq(arguments.values[OPTION_FORMAT], "json");
        pps_arguments_done(&arguments);
        pp_buf_done(&message);
    }
}

Test(options, help_and_version_have_a_letter)
{
    static const char *const line[MAX_WORDS] = {"-h", "-V", "show"};
    struct arguments arguments;
    struct pp_buf message;
    cr_assert_eq(parse(line, &arguments, &message), PP_OK);
    cr_expect_not_null(arguments.values[OPTION_HELP]);
    cr_expect_not_null(arguments.values[OPTION_VERSION]);
    cr_expect_eq(arguments.word_count, 1);
    pps_arguments_done(&arguments);
    pp_buf_done(&message);
}

Test(options, a_dash_is_a_word_and_two_end_the_options)
{
    static const char *const line[MAX_WORDS] = {
        "check", "-", "--strict", "--", "--quiet", "-"};
    struct arguments arguments;
    struct pp_buf message;
    cr_assert_eq(parse(line, &arguments, &message), PP_OK);
    cr_expect_eq(arguments.word_count, 4);
    cr_expect_str_eq(arguments.words[2], "--quiet");
    cr_expect_not_null(arguments.values[OPTION_STRICT]);
    cr_expect_null(arguments.values[OPTION_QUIET]);
    pps_arguments_done(&arguments);
    pp_buf_done(&message);
}

Test(options, a_value_may_look_like_an_option)
{
    static const char *const line[MAX_WORDS] = {"--output", "--strict"};
    struct arguments arguments;
    struct pp_buf message;
    cr_assert_eq(parse(line, &arguments, &message), PP_OK);
    cr_expect_str_eq(arguments.values[OPTION_OUTPUT], "--strict");
    cr_expect_null(arguments.values[OPTION_STRICT]);
    pps_arguments_done(&arguments);
    pp_buf_done(&message);
}

Test(options, repeated_ones_are_kept_in_order)
{
    static const char *const line[MAX_WORDS] = {
        "--assume", "a=1", "--strict", "--assume=b=2"};
    struct arguments arguments;
    struct pp_buf message;
    cr_assert_eq(parse(line, &arguments, &message), PP_OK);
    cr_assert_eq(arguments.use_count, 3);
    cr_expect_str_eq(arguments.uses[0].value, "a=1");
    cr_expect_eq(arguments.uses[1].id, OPTION_STRICT);
    cr_expect_str_eq(arguments.uses[2].value, "b=2");
    pps_arguments_done(&arguments);
    pp_buf_done(&message);
}

Test(options, what_is_wrong_is_told_in_one_line)
{
    static const struct {
        const char *words[MAX_WORDS];
        const char *message;
    } rows[] = {
        {{"--formt", "json"},
         "there is no option '--formt'; did you mean '--format'?"},
        {{"--xyzzy"}, "there is no option '--xyzzy'"},
        {{"-x"}, "there is no option '-x'; options are long: --format"},
        {{"-format", "json"},
         "there is no option '-format'; did you mean '--format'?"},
        {{"--format"}, "--format takes NAME"},
        {{"-f"}, "--format takes NAME"},
        {{"--color", "red"}, "--color takes auto, always or never, not 'red'"},
        {{"--color="}, "--color takes auto, always or never, not ''"},
        {{"--strict=1"}, "--strict takes no value"},
        {{"--=x"}, "there is no option '--'"},
    };
    for (size_t i = 0; i < PP_ARRAY_LEN(rows); i++) {
        struct arguments arguments = {0};
        struct pp_buf message;
        cr_expect_eq(parse(rows[i].words, &arguments, &message),
                     PP_ERR_INVALID,
                     "row %zu",
                     i);
        cr_expect_str_eq(message.data, rows[i].message, "row %zu", i);
        cr_expect_null(arguments.words, "row %zu", i);
        pp_buf_done(&message);
    }
}

Test(options, no_word_at_all_is_fine)
{
    static const char *const line[MAX_WORDS] = {NULL};
    struct arguments arguments;
    struct pp_buf message;
    cr_assert_eq(parse(line, &arguments, &message), PP_OK);
    cr_expect_eq(arguments.word_count, 0);
    pps_arguments_done(&arguments);
    pp_buf_done(&message);
}

Test(options, the_table_is_well_formed)
{
    const struct option *table = pps_option_table();
    for (size_t i = 0; i < OPTION_COUNT; i++) {
        cr_expect_not_null(table[i].name, "row %zu", i);
        cr_expect(table[i].commands != 0, "%s", table[i].name);
        cr_expect(strlen(table[i].help) <= 56, "%s", table[i].name);
        for (size_t j = 0; j < i; j++) {
            cr_expect_str_neq(table[i].name, table[j].name);
        }
    }
    cr_expect(pps_option_is_for(OPTION_SEED, FOR_SHOW));
    cr_expect(!pps_option_is_for(OPTION_SEED, FOR_EXPLAIN));
    cr_expect(!pps_option_is_for(OPTION_SCRIPT, FOR_SHOW));
}

/* What a command says in place of the common text is about an option that its
 * help lists, is told once, and takes no word that the option has not. */
Test(options, wordings_are_of_options_that_the_command_has)
{
    static const struct {
        enum option_id id;
        unsigned commands;
        const char *argument;
        const char *help;
    } wordings[] = {
#define PP_OPTION_FOR(id, commands, argument, help) \
    {OPTION_##id, (commands), (argument), (help)},
#include "command/words/options.def"
    };
    const size_t count = PP_ARRAY_LEN(wordings);
    for (size_t i = 0; i < count; i++) {
        const struct option *option = &pps_option_table()[wordings[i].id];
        cr_expect_eq(wordings[i].commands & ~option->commands,
                     0,
                     "--%s is not of that command",
                     option->name);
        cr_expect(strlen(wordings[i].help) <= 56, "%s", wordings[i].help);
        for (size_t j = 0; j < i; j++) {
            cr_expect(wordings[j].id != wordings[i].id ||
                          (wordings[j].commands & wordings[i].commands) == 0,
                      "--%s has two texts for a command",
                      option->name);
        }
        cr_expect(wordings[i].argument == NULL || option->argument != NULL);
    }
    cr_expect_str_eq(pps_option_argument(OPTION_PROTOCOL, FOR_FORECAST),
                     "tcp|udp");
    cr_expect_str_eq(pps_option_argument(OPTION_PROTOCOL, FOR_SUGGEST),
                     "tcp|udp|tcp,udp");
    cr_expect_null(pps_option_argument(OPTION_TABLE, FOR_SUGGEST));
    cr_expect_str_neq(pps_option_help(OPTION_RUNS, FOR_SUGGEST),
                      pps_option_help(OPTION_RUNS, FOR_VERIFY));
    cr_expect_str_eq(pps_option_help(OPTION_SEED, FOR_SUGGEST),
                     pps_option_table()[OPTION_SEED].help);
}

static const char *word_at(size_t index)
{
    static const char *const words[] = {
        "show", "check", "what-if", "explain", "examples"};
    return index < PP_ARRAY_LEN(words) ? words[index] : NULL;
}

Test(nearest, finds_slips_and_nothing_else)
{
    static const struct {
        const char *word;
        const char *nearest;
    } rows[] = {
        {"shwo", "show"},
        {"sho", "show"},
        {"cehck", "check"},
        {"chekc", "check"},
        {"whatif", "what-if"},
        {"explian", "explain"},
        {"exmaples", "examples"},
        {"frobnicate", NULL},
        {"x", NULL},
        {"", NULL},
        {"showshowshow", NULL},
        {"a-word-that-is-much-longer-than-any-command-there-is", NULL},
    };
    for (size_t i = 0; i < PP_ARRAY_LEN(rows); i++) {
        const char *nearest =
            pp_nearest_name(pp_sv_from(rows[i].word), word_at);
        if (rows[i].nearest == NULL) {
            cr_expect_null(nearest, "%s", rows[i].word);
        } else {
            cr_expect_not_null(nearest, "%s", rows[i].word);
            cr_expect_str_eq(nearest, rows[i].nearest);
        }
    }
}
