/* pp_answer: right answers, refusals, exit codes. */
#include <criterion/criterion.h>
#include <string.h>

#include "portplansim/answer.h"

#define TABLE                                          \
    "Protocol tcp Port Exclusion Ranges\n\n"           \
    "Start Port    End Port\n----------    --------\n" \
    "     50000       50059     *\n     55500       55599\n"

static const struct pp_named_bytes capture = {
    "dump.txt", TABLE, sizeof(TABLE) - 1};

/* The answer about the capture; the caller frees it. */
static struct pp_answer ask(const char *command, const char *options)
{
    struct pp_answer answer = {0};
    const struct pp_question question = {.command = command,
                                         .options = options,
                                         .captures = &capture,
                                         .capture_count = 1};
    cr_assert_eq(pp_answer(&question, &answer), PP_OK, "%s", options);
    return answer;
}

/* Without a capture, with files. */
static struct pp_answer ask_files(const char *command,
                                  const char *options,
                                  const struct pp_named_bytes *files,
                                  size_t count)
{
    struct pp_answer answer = {0};
    const struct pp_question question = {.command = command,
                                         .options = options,
                                         .captures = &capture,
                                         .capture_count = 1,
                                         .files = files,
                                         .file_count = count};
    cr_assert_eq(pp_answer(&question, &answer), PP_OK, "%s", options);
    return answer;
}

static bool has(const char *text, const char *part)
{
    return text != NULL && strstr(text, part) != NULL;
}

static struct pp_named_bytes file_of(const char *name, const char *text)
{
    return (struct pp_named_bytes){name, text, strlen(text)};
}

Test(answer, every_command_answers)
{
    static const struct {
        const char *command;
        const char *options;
        int exit_code;
        const char *part; /* of the document */
    } rows[] = {
        {"check", "{\"arguments\": [\"55555\"]}", 1, "\"portplan.check/1\""},
        {"check", "{\"arguments\": [8080]}", 0, "\"verdict\": \"free\""},
        {"show", "{}", 0, "\"portplan.show/1\""},
        {"show", NULL, 0, "\"dump.txt\""},
        {"show", "{\"format\": \"csv\", \"mark\": 80}", 0, "50000,50059"},
        {"show", "{\"format\": \"ndjson\"}", 0, "50059"},
        {"fix",
         "{\"arguments\": [\"55555\"], \"runs\": 10}",
         0,
         "\"portplan.fix/1\""},
        {"what-if",
         "{\"arguments\": [\"bind 55555\"], \"seed\": 18446744073709551615}",
         0,
         "18446744073709551615"},
        {"what-if",
         "{\"sweep\": \"50000-50010\", \"runs\": 5}",
         1,
         "portplan."},
        {"forecast",
         "{\"runs\": 10, \"threads\": 2, \"precision\": 0.25}",
         0,
         "portplan.forecast/1"},
        {"forecast",
         "{\"samples\": 2, \"format\": \"ndjson\"}",
         0,
         "\"excluded\""},
        {"suggest", "{\"count\": 1, \"runs\": 10}", 0, "portplan.suggest/1"},
        {"ephemeral",
         "{\"os\": \"11\", \"kb\": [\"KB1\", 951748], \"rate\": 1.5}",
         0,
         "portplan.ephemeral/1"},
        {"redact", "{}", 0, "portplan.redact/1"},
        {"diff", "{\"arguments\": [\"@hyper-v\"]}", 1, "portplan.diff/1"},
    };
    for (size_t i = 0; i < PP_ARRAY_LEN(rows); i++) {
        struct pp_answer answer = ask(rows[i].command, rows[i].options);
        cr_expect_eq(answer.exit_code,
                     rows[i].exit_code,
                     "row %zu: %d: %s",
                     i,
                     answer.exit_code,
                     answer.messages);
        cr_expect(has(answer.document, rows[i].part),
                  "row %zu: %.200s",
                  i,
                  answer.document);
        cr_expect_eq(answer.document_size, strlen(answer.document));
        pp_answer_done(&answer);
    }
}

/* Commands that read no capture. */
Test(answer, no_capture_is_needed_where_none_is_read)
{
    static const struct {
        const char *command;
        const char *options;
        const char *part;
    } rows[] = {
        {"examples", NULL, "portplan.examples/1"},
        {"explain", "{\"arguments\": [\"PP-417\"]}", "PP-417"},
        {"help", "{\"arguments\": [\"check\"]}", "portplan check"},
        {"check", "{\"help\": true}", "portplan check"},
        {"show", "{\"version\": true}", "portplan "},
        {"forecast", "{\"runs\": 10}", "portplan.forecast/1"},
        {"suggest", "{\"table\": true}", "portplan."},
    };
    for (size_t i = 0; i < PP_ARRAY_LEN(rows); i++) {
        struct pp_answer answer = {0};
        const struct pp_question question = {.command = rows[i].command,
                                             .options = rows[i].options};
        cr_assert_eq(pp_answer(&question, &answer), PP_OK);
        cr_expect_eq(answer.exit_code, 0, "row %zu: %s", i, answer.messages);
        cr_expect(has(answer.document, rows[i].part), "row %zu", i);
        cr_expect_null(answer.messages, "row %zu: %s", i, answer.messages);
        pp_answer_done(&answer);
    }
}

struct wrong {
    const char *command;
    const char *options;
    const char *messages; /* or its beginning */
};

static void expect_refused(const struct wrong *rows, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        struct pp_answer answer = ask(rows[i].command, rows[i].options);
        cr_expect_eq(answer.exit_code, 2, "row %zu", i);
        cr_expect(has(answer.messages, rows[i].messages),
                  "row %zu: %s",
                  i,
                  answer.messages);
        cr_expect_null(answer.document, "row %zu: %s", i, answer.document);
        pp_answer_done(&answer);
    }
}

Test(answer, wrong_options_are_a_message_and_2)
{
    static const struct wrong rows[] = {
        {"check", "", "portplan: the options are not JSON from byte 1 on\n"},
        {"check",
         "{\"runs\": 1,}",
         "portplan: the options are not JSON from byte 12 on\n"},
        {"check", "[]", "portplan: the options are not a JSON object\n"},
        {"check",
         "{\"adress\": \"::\"}",
         "portplan: there is no option '--adress'; did you mean "
         "'--address'?\n"},
        {"check",
         "{\"format=text\": 1}",
         "portplan: there is no option '--format=text'\n"},
        {"check",
         "{\"script\": \"x\"}",
         "portplan: --script is not an option of 'check'; portplan help check "
         "lists them\n"},
        {"check",
         "{\"runs\": true}",
         "portplan: runs takes N, not true or false\n"},
        {"check", "{\"runs\": null}", "portplan: runs takes N, not null\n"},
        {"check",
         "{\"runs\": [[1]]}",
         "portplan: runs takes N, not an array\n"},
        {"check",
         "{\"all\": {}}",
         "portplan: all takes true or false, not an object\n"},
        {"check", "{\"all\": \"yes\"}", "portplan: --all takes no value\n"},
        {"check",
         "{\"as\": \"x\"}",
         "portplan: --as takes plain, reuse, exclusive, http.sys, quic, "
         "container or reservation, not 'x'\n"},
        {"check",
         "{\"arguments\": \"80\"}",
         "portplan: arguments takes an array of words\n"},
        {"check",
         "{\"arguments\": [null]}",
         "portplan: arguments takes words, not null\n"},
        {"check",
         "{\"output\": \"x\"}",
         "portplan: --output writes a file, which is not possible here\n"},
        {"verify",
         "{\"write-baseline\": \"x\"}",
         "portplan: --write-baseline writes a file, which is not possible "
         "here\n"},
    };
    expect_refused(rows, PP_ARRAY_LEN(rows));
}

Test(answer, what_is_wrong_is_a_message_and_2)
{
    static const struct wrong rows[] = {
        {"check",
         "{\"format\": \"csv\"}",
         "portplan: check --format takes text or json, not 'csv'\n"},
        {"chekc",
         "{}",
         "portplan: there is no command 'chekc'; did you mean 'check'?\n"},
        /* Only a command line leaves the command out. */
        {"55555",
         "{}",
         "portplan: there is no command '55555'; portplan help lists them\n"},
        {"dump.txt", "{}", "portplan: there is no command 'dump.txt'"},
        {"check",
         "{\"arguments\": [\"80\", \"dunp.txt\"]}",
         "portplan: cannot read 'dunp.txt': it was not passed in; did you mean "
         "'dump.txt'?\n"},
        {"check",
         "{\"arguments\": [\"80\", \"other.txt\"]}",
         "portplan: cannot read 'other.txt': it was not passed in\n"},
        {"show",
         "{\"arguments\": [\"@nothing-like-it\", \"/etc/passwd\"]}",
         "portplan: cannot read '/etc/passwd': it was not passed in\n"},
        {"show",
         "{\"arguments\": [\"-\"]}",
         "portplan: cannot read '-': it was not passed in\n"},
        {"what-if",
         "{\"script\": \"/etc/passwd\"}",
         "portplan: cannot read '/etc/passwd': it was not passed in\n"},
        {"what-if", "{}", "portplan: what-if needs steps"},
        {"fix", "{}", "names no port: "},
        {"verify", "{}", "portplan: verify needs --today: there is no clock\n"},
        {"verify", "{\"today\": \"2027-03-31\"}", "portplan: which policy?"},
        {"diff", "{}", "portplan: diff takes two captures"},
    };
    expect_refused(rows, PP_ARRAY_LEN(rows));
}

Test(answer, options_and_arguments_name_files)
{
    static const char policy[] =
        "{\"schema\": \"portplan.policy/1\", \"rules\": [{\"id\": \"a\", "
        "\"require\": \"bindable\", \"from\": \"compose.yaml\"}]}";
    const struct pp_named_bytes files[] = {
        file_of("ci/policy.json", policy),
        file_of("ci/compose.yaml",
                "services:\n  web:\n    ports: [\"55555:80\"]\n"),
        file_of("steps.txt", "bind 55555\n"),
    };
    const size_t count = PP_ARRAY_LEN(files);
    struct pp_answer answer = ask_files("verify",
                                        "{\"today\": \"2027-03-31\", "
                                        "\"arguments\": [\"ci/policy.json\"]}",
                                        files,
                                        count);
    cr_expect_eq(answer.exit_code, 1, "%s", answer.messages);
    cr_expect(has(answer.document, "55555"), "%s", answer.document);
    pp_answer_done(&answer);
    answer = ask_files("what-if", "{\"script\": \"steps.txt\"}", files, count);
    cr_expect_eq(answer.exit_code, 0, "%s", answer.messages);
    cr_expect(has(answer.document, "bind 55555"));
    pp_answer_done(&answer);
    /* The other machine is answered for. */
    answer = ask_files("suggest", "{\"host\": \"steps.txt\"}", files, count);
    cr_expect_eq(answer.exit_code, 2, "%s", answer.messages);
    cr_expect(has(answer.document, "portplan.suggest/1"));
    pp_answer_done(&answer);
    answer = ask("check", "{\"arguments\": [\"80\"], \"each\": true}");
    cr_expect_eq(answer.exit_code, 0, "%s", answer.messages);
    cr_expect(has(answer.document, "portplan.check-each/1"));
    pp_answer_done(&answer);
}

/* A capture is one, even if its name reads as ports. */
Test(answer, names_of_captures_are_no_arguments)
{
    struct pp_named_bytes odd = capture;
    struct pp_question question = {
        .command = "fix", .captures = &odd, .capture_count = 1};
    struct pp_answer answer = {0};
    odd.name = "8080";
    cr_assert_eq(pp_answer(&question, &answer), PP_OK);
    cr_expect(has(answer.messages, "names no port: "), "%s", answer.messages);
    pp_answer_done(&answer);
    static const char *const refused[] = {"", "-", "@hyper-v"};
    for (size_t i = 0; i < PP_ARRAY_LEN(refused); i++) {
        odd.name = refused[i];
        cr_assert_eq(pp_answer(&question, &answer), PP_OK);
        cr_expect_eq(answer.exit_code, 2);
        cr_expect(has(answer.messages, "cannot name a capture"));
        pp_answer_done(&answer);
    }
}

Test(answer, exit_codes_3_and_4)
{
    struct pp_named_bytes text = file_of("note.txt", "no table here\n");
    struct pp_question question = {
        .command = "show", .captures = &text, .capture_count = 1};
    struct pp_answer answer = {0};
    cr_assert_eq(pp_answer(&question, &answer), PP_OK);
    cr_expect_eq(answer.exit_code, 3);
    cr_expect(has(answer.messages, "nothing in note.txt looks like"));
    cr_expect(has(answer.document, "portplan.show/1"));
    pp_answer_done(&answer);
    text = file_of("flawed.txt", TABLE "     70000       70001\n");
    question.options = "{\"strict\": true}";
    cr_assert_eq(pp_answer(&question, &answer), PP_OK);
    cr_expect_eq(answer.exit_code, 4, "%s", answer.messages);
    pp_answer_done(&answer);
    text = file_of("SYSTEM", "regf and more");
    cr_assert_eq(pp_answer(&question, &answer), PP_OK);
    cr_expect_eq(answer.exit_code, 2);
    cr_expect(has(answer.messages, "'SYSTEM' is a registry hive"));
    pp_answer_done(&answer);
}

Test(answer, pointers_that_must_not_be_null)
{
    struct pp_named_bytes none = {NULL, "", 0};
    struct pp_named_bytes no_bytes = {"a", NULL, 1};
    struct pp_answer answer = {.exit_code = 7};
    struct pp_question question = {.command = "show"};
    cr_expect_eq(pp_answer(NULL, &answer), PP_ERR_INVALID);
    cr_expect_eq(pp_answer(&question, NULL), PP_ERR_INVALID);
    question.capture_count = 1;
    cr_expect_eq(pp_answer(&question, &answer), PP_ERR_INVALID);
    question.captures = &none;
    cr_expect_eq(pp_answer(&question, &answer), PP_ERR_INVALID);
    question.captures = &no_bytes;
    cr_expect_eq(pp_answer(&question, &answer), PP_ERR_INVALID);
    question = (struct pp_question){.options = "{}"};
    cr_expect_eq(pp_answer(&question, &answer), PP_ERR_INVALID);
    cr_expect_eq(answer.exit_code, 7);
}
