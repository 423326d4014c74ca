/* What bind() answers: every kind of binding against every state of a port. */
#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>

#include "portplan/bind.h"

#include "model/bind_conflict.h"

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
{"in WSL's block",
 {.is_table_known = true, .is_mirrored = true},
                   {"blocked 10013", "blocked 10013", "blocked 10013", "blocked 32", "blocked 10048", "blocked 32", "blocked 32"}},
{"in WSL's block and in use",
 {.is_table_known = true, .is_mirrored = true, .is_in_use = true},
                   {"blocked 10013", "blocked 10013", "blocked 10013", "blocked 32", "blocked 10048", "blocked 32", "blocked 32"}},
{"a URL of http.sys is registered, no table seen",
 {.has_url = true},
                   {"in-use 10013", "in-use 10013", "in-use 10013", "free -",     "in-use 10048", "in-use 32", "in-use 32"}},
{"the same with its row and its socket",
 {.is_table_known = true, .has_url = true, .has_plain_exclusion = true, .is_in_use = true},
                   {"blocked 10013", "blocked 10013", "blocked 10013", "free -",   "blocked 10048", "blocked 32", "blocked 32"}},
{"an external port of a mapping, no table seen",
 {.is_held = true, .is_dynamic = true},
                   {"in-use 10013", "in-use 10013", "in-use 10013", "in-use 32", "in-use 10048", "in-use 32", "in-use 32"}},
{"in a gap of the table",
 {.is_table_known = true, .is_in_gap = true, .is_refused = true},
                   {"unknown -",   "unknown -",   "unknown -",   "unknown -",  "unknown -",   "unknown -",  "unknown -"}},
{"where WSL's block usually lies",
 {.is_table_known = true, .may_be_mirrored = true, .is_dynamic = true},
                   {"unknown -",   "unknown -",   "unknown -",   "unknown -",  "unknown -",   "unknown -",  "unknown -"}},
{"given to RPC servers, outside the dynamic range",
 {.is_table_known = true, .is_given = true},
                   {"at-risk -",   "at-risk -",   "at-risk -",   "at-risk -",  "at-risk -",   "at-risk -",  "at-risk -"}},
{"given to RPC servers inside an administered exclusion",
 {.is_table_known = true, .is_given = true, .has_administered_exclusion = true},
                   {"at-risk -",   "at-risk -",   "at-risk -",   "blocked 32", "blocked 10048", "blocked 32", "blocked 32"}},
{"the port of a service, no sockets seen",
 {.is_table_known = true, .is_given = true, .may_be_served = true},
                   {"unknown -",   "unknown -",   "unknown -",   "unknown -",  "unknown -",   "unknown -",  "unknown -"}},
{"given to RPC servers, no table seen",
 {.is_given = true},
                   {"unknown -",   "unknown -",   "unknown -",   "unknown -",  "unknown -",   "unknown -",  "unknown -"}},
{"refused to a program",
 {.is_table_known = true, .is_refused = true, .is_dynamic = true},
                   {"unknown -",   "unknown -",   "unknown -",   "unknown -",  "unknown -",   "unknown -",  "unknown -"}},
{"in use, no table seen",
 {.is_in_use = true},
                   {"in-use 10048", "in-use 10013", "in-use 10048", "in-use 32", "in-use 10048", "in-use 32", "in-use 32"}},
};
/* clang-format on */

/* Tcp, no address, the rules of a recent system. */
static struct pp_bind_answer judge_plainly(int kind,
                                           const struct pp_port_state *state)
{
    const struct pp_bind_request request = {.kind = (enum pp_bind_kind)kind};
    return pp_bind_judge(&request, state);
}

Test(bind, every_kind_against_every_state)
{
    for (size_t i = 0; i < PP_ARRAY_LEN(table); i++) {
        for (int kind = 0; kind < PP_BIND_KIND_COUNT; kind++) {
            struct pp_bind_answer answer = judge_plainly(kind, &table[i].state);
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

Test(bind, the_first_rule_that_applies_decides)
{
    /* Each row adds what the rule above it is about, so that the order of the
     * rules is seen: last to first. */
    static const struct {
        struct pp_port_state state;
        enum pp_bind_kind kind;
        enum pp_bind_rule rule;
    } rows[] = {
        {{.is_table_known = true}, PP_BIND_PLAIN, PP_BIND_RULE_NOTHING},
        {{.is_table_known = true, .is_dynamic = true},
         PP_BIND_PLAIN,
         PP_BIND_RULE_EPHEMERAL},
        {{.is_table_known = true, .is_dynamic = true, .is_given = true},
         PP_BIND_PLAIN,
         PP_BIND_RULE_GIVEN},
        {{.is_table_known = true, .is_given = true, .may_be_served = true},
         PP_BIND_PLAIN,
         PP_BIND_RULE_SERVICE_PORT},
        {{.is_table_known = true, .is_dynamic = true, .may_be_mirrored = true},
         PP_BIND_PLAIN,
         PP_BIND_RULE_WSL_BLOCK},
        {{.is_table_known = true, .is_dynamic = true, .is_refused = true},
         PP_BIND_PLAIN,
         PP_BIND_RULE_REFUSED},
        {{.is_table_known = true, .is_in_gap = true, .is_refused = true},
         PP_BIND_PLAIN,
         PP_BIND_RULE_GAP},
        {{.is_in_gap = true}, PP_BIND_PLAIN, PP_BIND_RULE_NO_TABLE},
        {{.is_dynamic = true, .has_administered_exclusion = true},
         PP_BIND_PLAIN,
         PP_BIND_RULE_ADMINISTERED},
        {{.has_administered_exclusion = true, .is_given = true},
         PP_BIND_PLAIN,
         PP_BIND_RULE_GIVEN_ROW},
        {{.has_administered_exclusion = true, .is_in_use = true},
         PP_BIND_PLAIN,
         PP_BIND_RULE_HOLDER},
        {{.has_url = true, .is_in_use = true}, PP_BIND_PLAIN, PP_BIND_RULE_URL},
        {{.is_held = true, .is_in_use = true},
         PP_BIND_PLAIN,
         PP_BIND_RULE_HELD},
        {{.has_unclear_exclusion = true, .is_in_use = true},
         PP_BIND_PLAIN,
         PP_BIND_RULE_UNCLEAR_ROW},
        {{.has_unclear_exclusion = true, .is_in_use = true},
         PP_BIND_HTTP_SYS,
         PP_BIND_RULE_EITHER_ROW},
        {{.has_unclear_exclusion = true, .is_mirrored = true},
         PP_BIND_HTTP_SYS,
         PP_BIND_RULE_MIRRORED},
        {{.has_administered_exclusion = true, .is_mirrored = true},
         PP_BIND_HTTP_SYS,
         PP_BIND_RULE_STARRED_ROW},
        {{.has_plain_exclusion = true, .has_administered_exclusion = true},
         PP_BIND_HTTP_SYS,
         PP_BIND_RULE_ROW},
        {{.has_plain_exclusion = true, .has_url = true},
         PP_BIND_HTTP_SYS,
         PP_BIND_RULE_SHARED_URL},
    };
    enum {
        RULE_COUNT = 0
#define PP_BIND_RULE(id, verdict, applies, error) +1
#include "portplan/bind_rules.def"
#undef PP_BIND_RULE
    };
    bool is_seen[RULE_COUNT] = {false};
    for (size_t i = 0; i < PP_ARRAY_LEN(rows); i++) {
        enum pp_bind_rule rule =
            judge_plainly((int)rows[i].kind, &rows[i].state).rule;
        cr_expect_eq(rule, rows[i].rule, "row %zu", i);
        is_seen[rule] = true;
    }
    for (int rule = 0; rule < RULE_COUNT; rule++) {
        cr_expect(is_seen[rule], "rule %d decides no row", rule);
    }
}

Test(bind, no_answer_is_yes_with_an_error_or_no_without_one)
{
    /* All 512 states, the table's and the rest. */
    for (unsigned bits = 0; bits < 512; bits++) {
        const struct pp_port_state state = {
            .has_plain_exclusion = bits & 1,
            .has_administered_exclusion = bits & 2,
            .has_unclear_exclusion = bits & 4,
            .is_in_use = bits & 8,
            .is_dynamic = bits & 16,
            .is_table_known = bits & 32,
            .is_mirrored = bits & 64,
            .has_url = bits & 128,
            .is_held = bits & 256,
        };
        for (int kind = 0; kind < PP_BIND_KIND_COUNT; kind++) {
            struct pp_bind_answer answer = judge_plainly(kind, &state);
            bool is_no = answer.verdict == PP_VERDICT_BLOCKED ||
                         answer.verdict == PP_VERDICT_IN_USE;
            cr_expect_eq(answer.error != PP_WIN_OK, is_no, "bits %u", bits);
            cr_expect(answer.verdict != PP_VERDICT_BLOCKED ||
                          (bits & (7 | 64)) != 0,
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

/* --- two sockets on one port ------------------------------------------------
 */

/* The tables of "Using SO_REUSEADDR and SO_EXCLUSIVEADDRUSE" as they stand in
 * docs/ports-on-windows.md. W is the wildcard, S one specific address; USE is
 * 10048, ACC is 10013. */
static const char *const shapes[] = {
    "Default W", "Default S", "Reuse W", "Reuse S", "Excl W", "Excl S"};

enum {
    OK = PP_WIN_OK,
    USE = PP_WSA_ADDRINUSE,
    ACC = PP_WSA_ACCES,
};

struct conflict_row {
    const char *first;
    uint16_t second[6];
};

/* clang-format off */
/*   second:      Def W  Def S  Re W   Re S   Ex W   Ex S */
static const struct conflict_row same_user[] = {
    {"Default W", {USE,   OK,    ACC,   OK,    USE,   OK}},
    {"Default S", {OK,    USE,   OK,    ACC,   USE,   USE}},
    {"Reuse W",   {USE,   OK,    OK,    OK,    USE,   OK}},
    {"Reuse S",   {OK,    USE,   OK,    OK,    USE,   USE}},
    {"Excl W",    {USE,   ACC,   ACC,   ACC,   USE,   ACC}},
    {"Excl S",    {OK,    USE,   OK,    ACC,   USE,   USE}},
};
static const struct conflict_row different_users[] = {
    {"Default W", {USE,   ACC,   ACC,   ACC,   USE,   ACC}},
    {"Default S", {OK,    USE,   OK,    ACC,   USE,   USE}},
    {"Reuse W",   {USE,   ACC,   OK,    OK,    USE,   ACC}},
    {"Reuse S",   {OK,    USE,   OK,    OK,    USE,   USE}},
    {"Excl W",    {USE,   ACC,   ACC,   ACC,   USE,   ACC}},
    {"Excl S",    {OK,    USE,   OK,    ACC,   USE,   USE}},
};
/* NT 4.0 to XP. */
static const struct conflict_row before_2003[] = {
    {"Default W", {USE,   USE,   OK,    OK,    USE,   USE}},
    {"Default S", {USE,   USE,   OK,    OK,    USE,   USE}},
    {"Reuse W",   {USE,   USE,   OK,    OK,    USE,   USE}},
    {"Reuse S",   {USE,   USE,   OK,    OK,    USE,   USE}},
    {"Excl W",    {USE,   USE,   ACC,   ACC,   USE,   USE}},
    {"Excl S",    {USE,   USE,   ACC,   ACC,   USE,   USE}},
};
/* clang-format on */

static struct pp_address address_of(const char *text)
{
    struct pp_address address = {0};
    if (text[0] != '?') {
        cr_assert(pp_address_parse(pp_sv_from(text), &address), "%s", text);
    }
    return address;
}

static const char *cell_name(enum pp_windows_error error)
{
    return error == PP_WIN_OK ? "OK" : error == PP_WSA_ACCES ? "ACC" : "USE";
}

/* Every cell, on both stacks; the first socket's rows in the order of
 * `shapes`. */
static void expect_table(const struct conflict_row *rows,
                         struct pp_bind_rules rules,
                         bool is_other_user)
{
    static const char *const addresses[2][2] = {{"0.0.0.0", "127.0.0.1"},
                                                {"::", "::1"}};
    for (size_t i = 0; i < 2 * 6 * 6; i++) {
        const char *const *stack = addresses[i / 36];
        size_t first = i / 6 % 6;
        size_t second = i % 6;
        const struct pp_bind_request request = {
            .kind = (enum pp_bind_kind)(second / 2),
            .address = address_of(stack[second % 2]),
            .rules = rules,
        };
        const struct pp_holder holder = {
            .address = address_of(stack[first % 2]),
            .options = (enum pp_bind_kind)(first / 2),
            .is_other_user = is_other_user,
        };
        const char *wanted =
            cell_name((enum pp_windows_error)rows[first].second[second]);
        cr_assert_str_eq(rows[first].first, shapes[first]);
        const char *found = cell_name(pp_bind_conflict(&request, &holder));
        cr_expect_str_eq(found,
                         wanted,
                         "first %s on %s, second %s: %s, not %s",
                         shapes[first],
                         stack[first % 2],
                         shapes[second],
                         found,
                         wanted);
    }
}

Test(conflict, same_user)
{
    expect_table(same_user, (struct pp_bind_rules){0}, false);
}

Test(conflict, different_users)
{
    expect_table(different_users, (struct pp_bind_rules){0}, true);
}

Test(conflict, before_2003_users_and_addresses_do_not_count)
{
    const struct pp_bind_rules rules = {.is_before_2003 = true};
    expect_table(before_2003, rules, false);
    expect_table(before_2003, rules, true);
}

Test(conflict, addresses_and_stacks)
{
    static const struct {
        const char *label;
        const char *first; /* `?`: unknown */
        enum pp_bind_kind first_options;
        const char *second;
        enum pp_bind_kind second_options;
        const char *answer;
    } rows[] = {
        /* clang-format off */
        {"two addresses of one family", "10.0.0.1", PP_BIND_EXCLUSIVE, "10.99.99.99", PP_BIND_PLAIN, "OK"},
        {"two addresses, exclusive", "10.0.0.1", PP_BIND_EXCLUSIVE, "10.99.99.99", PP_BIND_EXCLUSIVE, "OK"},
        {"one address twice", "10.0.0.1", PP_BIND_PLAIN, "10.0.0.1", PP_BIND_PLAIN, "USE"},
        {"one address, written twice", "::1", PP_BIND_PLAIN, "0:0:0:0:0:0:0:1", PP_BIND_PLAIN, "USE"},
        {"one address, two zones", "fe80::1%4", PP_BIND_PLAIN, "fe80::1%5", PP_BIND_PLAIN, "OK"},
        {"loopbacks are independent", "::1", PP_BIND_EXCLUSIVE, "127.0.0.1", PP_BIND_EXCLUSIVE, "OK"},
        {"and the other way round", "127.0.0.1", PP_BIND_PLAIN, "::1", PP_BIND_PLAIN, "OK"},
        {"IPv4's wildcard, IPv6's loopback", "0.0.0.0", PP_BIND_EXCLUSIVE, "::1", PP_BIND_EXCLUSIVE, "OK"},
        {"the wildcard of both beside IPv4's", "0.0.0.0", PP_BIND_PLAIN, "::", PP_BIND_PLAIN, "USE"},
        {"IPv4's beside the wildcard of both", "::", PP_BIND_PLAIN, "0.0.0.0", PP_BIND_PLAIN, "USE"},
        {"an IPv4 address beside the wildcard of both", "::", PP_BIND_PLAIN, "127.0.0.1", PP_BIND_PLAIN, "OK"},
        {"the same, held exclusively", "::", PP_BIND_EXCLUSIVE, "127.0.0.1", PP_BIND_PLAIN, "ACC"},
        {"the wildcard of both beside an IPv4 address", "127.0.0.1", PP_BIND_PLAIN, "::", PP_BIND_PLAIN, "OK"},
        {"the page's example", "127.0.0.1", PP_BIND_PLAIN, "::", PP_BIND_EXCLUSIVE, "ACC"},
        {"not its example: an IPv6 address", "::1", PP_BIND_PLAIN, "::", PP_BIND_EXCLUSIVE, "USE"},
        {"not its example: IPv4's wildcard", "0.0.0.0", PP_BIND_PLAIN, "::", PP_BIND_EXCLUSIVE, "USE"},
        {"not its example: IPv4 alone", "127.0.0.1", PP_BIND_PLAIN, "0.0.0.0", PP_BIND_EXCLUSIVE, "USE"},
        {"unknown: as a wildcard", "?", PP_BIND_PLAIN, "0.0.0.0", PP_BIND_PLAIN, "USE"},
        {"unknown: as the same address", "?", PP_BIND_PLAIN, "127.0.0.1", PP_BIND_PLAIN, "USE"},
        {"unknown: neither refuses", "?", PP_BIND_REUSE, "127.0.0.1", PP_BIND_REUSE, "OK"},
        /* clang-format on */
    };
    for (size_t i = 0; i < PP_ARRAY_LEN(rows); i++) {
        const struct pp_bind_request request = {
            .kind = rows[i].second_options,
            .address = address_of(rows[i].second),
        };
        const struct pp_holder holder = {
            .address = address_of(rows[i].first),
            .options = rows[i].first_options,
        };
        cr_expect_str_eq(cell_name(pp_bind_conflict(&request, &holder)),
                         rows[i].answer,
                         "%s",
                         rows[i].label);
    }
}

/* Of several holders that refuse, 10013 is told, whatever their order. */
Test(conflict, several_holders)
{
    const struct pp_holder same = {.address = address_of("10.0.0.1")};
    const struct pp_holder wildcard = {.address = address_of("0.0.0.0"),
                                       .options = PP_BIND_EXCLUSIVE};
    const struct pp_holder elsewhere = {.address = address_of("10.0.0.2")};
    const struct pp_bind_request request = {.address = address_of("10.0.0.1")};
    for (int i = 0; i < 2; i++) {
        struct pp_port_state state = {.is_table_known = true};
        pp_bind_meet(&request, &elsewhere, &state);
        cr_expect(state.is_in_use);
        cr_expect_eq(pp_bind_judge(&request, &state).verdict, PP_VERDICT_FREE);
        pp_bind_meet(&request, i == 0 ? &same : &wildcard, &state);
        cr_expect_eq(state.conflict, i == 0 ? PP_WSA_ADDRINUSE : PP_WSA_ACCES);
        pp_bind_meet(&request, i == 0 ? &wildcard : &same, &state);
        pp_bind_meet(&request, &elsewhere, &state);
        struct pp_bind_answer answer = pp_bind_judge(&request, &state);
        cr_expect_eq(answer.verdict, PP_VERDICT_IN_USE);
        cr_expect_eq(answer.error, PP_WSA_ACCES);
    }
}

/* With an address the answer is the table's, without one any holder is in the
 * way; what reserves has no address. */
Test(conflict, counts_only_where_an_address_is_asked)
{
    const struct pp_holder holder = {.address = address_of("127.0.0.1")};
    for (int kind = 0; kind < PP_BIND_KIND_COUNT; kind++) {
        struct pp_bind_request request = {.kind = (enum pp_bind_kind)kind};
        struct pp_port_state state = {.is_table_known = true};
        pp_bind_meet(&request, &holder, &state);
        cr_expect_eq(pp_bind_judge(&request, &state).verdict,
                     PP_VERDICT_IN_USE,
                     "%s",
                     header[kind]);
        request.address = address_of("127.0.0.2");
        pp_bind_meet(&request, &holder, &state);
        bool is_free =
            pp_bind_judge(&request, &state).verdict == PP_VERDICT_FREE;
        cr_expect_eq(is_free, kind <= PP_BIND_EXCLUSIVE, "%s", header[kind]);
        cr_expect_eq(pp_bind_has_address(request.kind), is_free);
    }
}

/* --- what depends on the system ---------------------------------------------
 */

Test(bind, wsl_s_block_answers_as_assumed)
{
    static const struct {
        enum pp_assume_mirrored_bind mirrored;
        enum pp_windows_error tcp;
        enum pp_windows_error udp;
    } rows[] = {
        {PP_MIRRORED_BIND_BY_PROTOCOL, PP_WSA_ACCES, PP_WSA_ADDRINUSE},
        {PP_MIRRORED_BIND_10048, PP_WSA_ADDRINUSE, PP_WSA_ADDRINUSE},
        {PP_MIRRORED_BIND_10013, PP_WSA_ACCES, PP_WSA_ACCES},
    };
    const struct pp_port_state state = {.is_mirrored = true};
    for (size_t i = 0; i < PP_ARRAY_LEN(rows); i++) {
        struct pp_bind_request request = {.protocol = PP_TCP,
                                          .rules.mirrored = rows[i].mirrored};
        cr_expect_eq(
            pp_bind_judge(&request, &state).error, rows[i].tcp, "row %zu", i);
        request.protocol = PP_UDP;
        cr_expect_eq(
            pp_bind_judge(&request, &state).error, rows[i].udp, "row %zu", i);
    }
}

/* KB3039044: only a second bind, only with SO_REUSEADDR, only inside an
 * administered exclusion. */
Test(bind, the_defect_of_reuse_in_an_administered_exclusion)
{
    static const struct {
        enum pp_bind_kind kind;
        bool has_defect;
        bool is_administered;
        bool is_held;
        enum pp_windows_error error;
    } rows[] = {
        {PP_BIND_REUSE, true, true, true, PP_WSA_ACCES},
        {PP_BIND_REUSE, false, true, true, PP_WIN_OK},
        {PP_BIND_REUSE, true, false, true, PP_WIN_OK},
        {PP_BIND_REUSE, true, true, false, PP_WIN_OK},
        {PP_BIND_PLAIN, true, true, true, PP_WSA_ADDRINUSE},
        {PP_BIND_EXCLUSIVE, true, true, true, PP_WSA_ADDRINUSE},
    };
    for (size_t i = 0; i < PP_ARRAY_LEN(rows); i++) {
        const struct pp_bind_request request = {
            .kind = rows[i].kind,
            .address = address_of("0.0.0.0"),
            .rules.has_reuse_defect = rows[i].has_defect,
        };
        const struct pp_holder holder = {.address = address_of("0.0.0.0"),
                                         .options = PP_BIND_REUSE};
        struct pp_port_state state = {
            .is_table_known = true,
            .has_administered_exclusion = rows[i].is_administered,
        };
        if (rows[i].is_held) {
            pp_bind_meet(&request, &holder, &state);
        }
        struct pp_bind_answer answer = pp_bind_judge(&request, &state);
        cr_expect_eq(answer.error, rows[i].error, "row %zu", i);
        cr_expect_eq(answer.is_reuse_defect, i == 0, "row %zu", i);
    }
}
