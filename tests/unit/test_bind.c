/* What bind() answers: every kind of binding against every state of a port. */
#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>

#include "portplan/bind.h"

/* domain.md 4.3 and 6 as a table. `-` is a success, else the error. */
static const char *const header[PP_BIND_KIND_COUNT] = {"plain",
                                                       "reuse",
                                                       "exclusive",
                                                       "http.sys",
                                                       "quic",
                                                       "container",
                                                       "reservation"};

/* clang-format off */
static const struct {
    const char *label;
    struct pp_port_state state;
    const char *answers[PP_BIND_KIND_COUNT];
} table[] = {
/*                  plain          reuse          exclusive      http.sys      quic           container     reservation */
{"nothing there",
 {.is_table_known = true},
                   {"free -",      "free -",      "free -",      "free -",     "free -",      "free -",     "free -"}},
{"in the dynamic range",
 {.is_table_known = true, .is_dynamic = true},
                   {"at-risk -",   "at-risk -",   "at-risk -",   "at-risk -",  "at-risk -",   "at-risk -",  "at-risk -"}},
{"no table seen",
 {.is_dynamic = true},
                   {"unknown -",   "unknown -",   "unknown -",   "unknown -",  "unknown -",   "unknown -",  "unknown -"}},
{"a row without a star",
 {.is_table_known = true, .has_plain_exclusion = true},
                   {"blocked 10013", "blocked 10013", "blocked 10013", "blocked 32", "blocked 10048", "blocked 32", "blocked 32"}},
{"the same in use",
 {.is_table_known = true, .has_plain_exclusion = true, .is_in_use = true},
                   {"blocked 10013", "blocked 10013", "blocked 10013", "blocked 32", "blocked 10048", "blocked 32", "blocked 32"}},
{"a row with a star",
 {.is_table_known = true, .has_administered_exclusion = true},
                   {"reserved -",  "reserved -",  "reserved -",  "blocked 32", "blocked 10048", "blocked 32", "blocked 32"}},
{"the same in the dynamic range",
 {.is_table_known = true, .has_administered_exclusion = true, .is_dynamic = true},
                   {"reserved -",  "reserved -",  "reserved -",  "blocked 32", "blocked 10048", "blocked 32", "blocked 32"}},
{"a row with a star, in use",
 {.is_table_known = true, .has_administered_exclusion = true, .is_in_use = true},
                   {"in-use 10048", "in-use 10013", "in-use 10048", "blocked 32", "blocked 10048", "blocked 32", "blocked 32"}},
{"both kinds of rows",
 {.is_table_known = true, .has_administered_exclusion = true, .has_plain_exclusion = true},
                   {"blocked 10013", "blocked 10013", "blocked 10013", "blocked 32", "blocked 10048", "blocked 32", "blocked 32"}},
{"a row whose star was lost",
 {.is_table_known = true, .has_unclear_exclusion = true},
                   {"unknown -",   "unknown -",   "unknown -",   "blocked 32", "blocked 10048", "blocked 32", "blocked 32"}},
{"in use",
 {.is_table_known = true, .is_in_use = true},
                   {"in-use 10048", "in-use 10013", "in-use 10048", "in-use 32", "in-use 10048", "in-use 32", "in-use 32"}},
{"in use, no table seen",
 {.is_in_use = true},
                   {"in-use 10048", "in-use 10013", "in-use 10048", "in-use 32", "in-use 10048", "in-use 32", "in-use 32"}},
};
/* clang-format on */

Test(bind, every_kind_against_every_state)
{
    for (size_t i = 0; i < PP_ARRAY_LEN(table); i++) {
        for (int kind = 0; kind < PP_BIND_KIND_COUNT; kind++) {
            struct pp_bind_answer answer =
                pp_bind_judge((enum pp_bind_kind)kind, &table[i].state);
            char found[40];
            (void)snprintf(found,
                           sizeof(found),
                           answer.error == PP_WIN_OK ? "%s -" : "%s %d",
                           pp_verdict_name(answer.verdict),
                           (int)answer.error);
            cr_expect_str_eq(found,
                             table[i].answers[kind],
                             "%s, %s: %s, not %s",
                             table[i].label,
                             header[kind],
                             found,
                             table[i].answers[kind]);
        }
    }
}

Test(bind, no_answer_is_yes_with_an_error_or_no_without_one)
{
    /* All 64 states, the table's and the rest. */
    for (unsigned bits = 0; bits < 64; bits++) {
        const struct pp_port_state state = {
            .has_plain_exclusion = bits & 1,
            .has_administered_exclusion = bits & 2,
            .has_unclear_exclusion = bits & 4,
            .is_in_use = bits & 8,
            .is_dynamic = bits & 16,
            .is_table_known = bits & 32,
        };
        for (int kind = 0; kind < PP_BIND_KIND_COUNT; kind++) {
            struct pp_bind_answer answer =
                pp_bind_judge((enum pp_bind_kind)kind, &state);
            bool is_no = answer.verdict == PP_VERDICT_BLOCKED ||
                         answer.verdict == PP_VERDICT_IN_USE;
            cr_expect_eq(answer.error != PP_WIN_OK, is_no, "bits %u", bits);
            cr_expect(answer.verdict != PP_VERDICT_BLOCKED || (bits & 7) != 0,
                      "bits %u",
                      bits);
        }
    }
}

Test(bind, names_are_read_back)
{
    for (int i = 0; i < PP_BIND_KIND_COUNT; i++) {
        enum pp_bind_kind kind = PP_BIND_PLAIN;
        const char *name = pp_bind_kind_name((enum pp_bind_kind)i);
        cr_expect_str_eq(name, header[i]);
        cr_expect(pp_bind_kind_parse(pp_sv_from(name), &kind));
        cr_expect_eq((int)kind, i);
    }
    for (int i = 0; i < PP_VERDICT_COUNT; i++) {
        enum pp_verdict verdict = PP_VERDICT_FREE;
        const char *name = pp_verdict_name((enum pp_verdict)i);
        cr_expect(pp_verdict_parse(pp_sv_from(name), &verdict));
        cr_expect_eq((int)verdict, i);
    }
    enum pp_bind_kind kind = PP_BIND_PLAIN;
    cr_expect(pp_bind_kind_parse(PP_SV("HTTP.SYS"), &kind));
    cr_expect_eq(kind, PP_BIND_HTTP_SYS);
    cr_expect_not(pp_bind_kind_parse(PP_SV("http"), &kind));
    enum pp_verdict verdict = PP_VERDICT_FREE;
    cr_expect_not(pp_verdict_parse(PP_SV(""), &verdict));
}

Test(bind, free_at_risk_and_reserved_count_as_yes)
{
    static const bool is_yes[PP_VERDICT_COUNT] = {
        [PP_VERDICT_FREE] = true,
        [PP_VERDICT_AT_RISK] = true,
        [PP_VERDICT_RESERVED] = true,
    };
    for (int i = 0; i < PP_VERDICT_COUNT; i++) {
        cr_expect_eq(pp_verdict_is_yes((enum pp_verdict)i),
                     is_yes[i],
                     "%s",
                     pp_verdict_name((enum pp_verdict)i));
    }
}

Test(bind, windows_errors_have_windows_words)
{
    static const struct {
        enum pp_windows_error error;
        const char *name;
        const char *text; /* how it begins */
    } rows[] = {
        {PP_WIN_OK, "", "The operation completed"},
        {PP_WIN_FILE_NOT_FOUND, "ERROR_FILE_NOT_FOUND", "The system cannot"},
        {PP_WIN_ACCESS_DENIED, "ERROR_ACCESS_DENIED", "Access is denied."},
        {PP_WIN_SHARING_VIOLATION,
         "ERROR_SHARING_VIOLATION",
         "The process cannot access the file"},
        {PP_WIN_INVALID_PARAMETER,
         "ERROR_INVALID_PARAMETER",
         "The parameter is incorrect."},
        {PP_WSA_ACCES, "WSAEACCES", "An attempt was made to access a socket"},
        {PP_WSA_ADDRINUSE, "WSAEADDRINUSE", "Only one usage of each socket"},
        {PP_WSA_NOBUFS, "WSAENOBUFS", "An operation on a socket could not"},
        {(enum pp_windows_error)9999, "", "Unknown error."},
    };
    for (size_t i = 0; i < PP_ARRAY_LEN(rows); i++) {
        cr_expect_str_eq(pp_windows_error_name(rows[i].error), rows[i].name);
        cr_expect(pp_sv_starts(pp_sv_from(pp_windows_error_text(rows[i].error)),
                               pp_sv_from(rows[i].text)),
                  "row %zu",
                  i);
    }
}
