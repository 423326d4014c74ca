/* Each allocation of pp_answer fails in turn: it must say so, and leak nothing
 * (the sanitizers watch). An answer that comes through is the one that it
 * always is. */
#include <criterion/criterion.h>

#include "portplan/sv.h"
#include "portplansim/answer.h"

#include "fail_alloc.h"

enum {
    ALLOCATIONS_MAX = 100000
};

static bool is_same(const struct pp_answer *a, const struct pp_answer *b)
{
    return a->exit_code == b->exit_code &&
           pp_sv_equal((struct pp_sv){a->document, a->document_size},
                       (struct pp_sv){b->document, b->document_size}) &&
           pp_sv_equal((struct pp_sv){a->messages, a->messages_size},
                       (struct pp_sv){b->messages, b->messages_size});
}

static void fail_each(const struct pp_question *question)
{
    struct pp_answer whole;
    long failed = 0;
    cr_assert_eq(pp_answer(question, &whole), PP_OK);
    for (long n = 0; n < ALLOCATIONS_MAX; n++) {
        struct pp_answer answer = {0};
        pp_test_fail_after(n);
        enum pp_status status = pp_answer(question, &answer);
        bool was_reached = pp_test_alloc_count() > n;
        pp_test_fail_after(-1);
        cr_assert(status == (was_reached ? PP_ERR_NOMEM : PP_OK) ||
                      is_same(&answer, &whole),
                  "%s %s: allocation %ld: %d, %s",
                  question->command,
                  question->options,
                  n,
                  (int)status,
                  answer.messages);
        pp_answer_done(&answer);
        if (!was_reached) {
            break;
        }
        failed++;
    }
    cr_expect_gt(failed, 5);
    pp_answer_done(&whole);
}

Test(oom_answer, every_failing_allocation_is_told)
{
    static const char table[] =
        "Protocol tcp Port Exclusion Ranges\n\n"
        "Start Port    End Port\n----------    --------\n"
        "     50000       50059     *\n     55500       55599\n"
        "     70000       70001\n";
    static const char policy[] =
        "{\"schema\": \"portplan.policy/1\", \"rules\": [{\"id\": \"a\", "
        "\"require\": \"bindable\", \"ports\": 55555}]}";
    static const char *const questions[][2] = {
        {"check", "{\"arguments\": [\"55555\"], \"as\": \"container\"}"},
        {"check", "{\"arguments\": [\"8080x\"]}"},
        {"check", "{\"assume\": [\"share-4tuple=x\"]}"},
        {"ephemeral", "{\"os\": \"nothing like it\"}"},
        {"ephemeral", "{\"os\": 11, \"format\": \"text\"}"},
        {"show", "{\"format\": \"ndjson\"}"},
        {"show", "{\"arguments\": [\"@x\"]}"},
        {"diff", "{\"arguments\": [\"@hyper-v\"]}"},
        {"forecast", "{\"samples\": 2, \"format\": \"netsh\"}"},
        {"suggest", "{\"runs\": 1, \"count\": 1}"},
        {"suggest", "{\"also\": \"x\"}"},
        {"what-if", "{\"arguments\": [\"bind 55555\"]}"},
        {"what-if", "{\"arguments\": [\"frob 1\"]}"},
        {"fix", "{\"arguments\": [\"55555\"], \"runs\": 1}"},
        {"verify",
         "{\"today\": \"2027-03-31\", \"arguments\": [\"policy.json\"]}"},
        {"verify",
         "{\"today\": \"2027-03-31\", \"each\": true, \"format\": \"junit\", "
         "\"arguments\": [\"policy.json\", \"steps.txt\"]}"},
        {"check", "{\"arguments\": [\"55555\", \"prose\"], \"each\": true}"},
        {"check",
         "{\"arguments\": [\"55555\", \"policy.json\"], \"each\": true, "
         "\"format\": \"text\"}"},
        {"check", "{\"each\": true}"},
        {"suggest", "{\"runs\": 1, \"host\": \"policy.json\"}"},
        {"show", "{\"arguments\": [\"dunp.txt\"]}"},
        {"explain", "{\"arguments\": [\"dynamic\", \"range\"]}"},
        {"explain", "{\"arguments\": [\"winat\"]}"},
        {"redact", "{\"name\": [\"one\", \"two\"]}"},
        {"shwo", "{}"},
        {"show", "{\"runs\": true}"},
        {"show", "{\"rwos\": true}"},
        {"show", "{"},
    };
    const struct pp_named_bytes capture = {
        "dump.txt", table, sizeof(table) - 1};
    const struct pp_named_bytes file = {
        "policy.json", policy, sizeof(policy) - 1};
    for (size_t i = 0; i < PP_ARRAY_LEN(questions); i++) {
        const struct pp_question question = {.command = questions[i][0],
                                             .options = questions[i][1],
                                             .captures = &capture,
                                             .capture_count = 1,
                                             .files = &file,
                                             .file_count = 1};
        fail_each(&question);
    }
}
