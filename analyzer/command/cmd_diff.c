/* `diff`: what changed between two captures, and what probably happened. */
#include "cmd_diff.h"

#include <string.h>

#include "base/bounds.h"
#include "diff/diff_json.h"
#include "diff/diff_text.h"
#include "diff/diff_view.h"
#include "session.h"

enum {
    BEFORE,
    AFTER,
    SIDE_COUNT
};

/* The captures of one side each. */
struct sides {
    struct session of[SIDE_COUNT];
};

static bool are_words_good(const struct call *call)
{
    if (call->word_count != 2) {
        pps_io_complain(
            call->io,
            "diff takes two captures, the one before and the one after; "
            "%zu %s given",
            call->word_count,
            call->word_count == 1 ? "is" : "are");
        return false;
    }
    if (strcmp(call->words[0], "-") == 0 && strcmp(call->words[1], "-") == 0) {
        pps_io_complain(call->io, "standard input can be read only once");
        return false;
    }
    return true;
}

static bool open_sides(struct sides *sides, const struct call *call)
{
    if (!pps_session_open_words(
            &sides->of[BEFORE], call, call->words, 1, NULL)) {
        return false;
    }
    if (!pps_session_open_words(
            &sides->of[AFTER], call, call->words + 1, 1, NULL)) {
        pps_session_close(&sides->of[BEFORE]);
        return false;
    }
    return true;
}

static void close_sides(struct sides *sides)
{
    for (int i = 0; i < SIDE_COUNT; i++) {
        pps_session_close(&sides->of[i]);
    }
}

/* Captures of two machines can be compared, but not as one that changed. */
static void warn_of_hosts(const struct sides *sides)
{
    struct pp_sv before = pp_load_host(sides->of[BEFORE].load);
    struct pp_sv after = pp_load_host(sides->of[AFTER].load);
    if (before.len == 0 || after.len == 0 ||
        pp_sv_equal_nocase(before, after)) {
        return;
    }
    const struct pp_diag draft = {.code = PP_DIAG_HOSTS_DIFFER};
    pp_diags_add(pp_load_diags(sides->of[AFTER].load),
                 &draft,
                 "the captures are of two machines, %.*s and %.*s: differences "
                 "need not be changes",
                 PP_SV_ARGS(before),
                 PP_SV_ARGS(after));
}

/* What both sides say together: the first of 3, 4 and the answer. */
static enum exit_code code_of(const struct sides *sides,
                              const struct call *call,
                              enum exit_code answer)
{
    enum exit_code before = pps_session_code(&sides->of[BEFORE], call, answer);
    enum exit_code after = pps_session_code(&sides->of[AFTER], call, answer);
    if (before == EXIT_NOTHING || after == EXIT_NOTHING) {
        return EXIT_NOTHING;
    }
    return before == EXIT_STRICT ? before : after;
}

/* Names each side in which nothing was recognised. */
static void complain_empty(const struct sides *sides)
{
    for (int i = 0; i < SIDE_COUNT; i++) {
        if (!pps_session_has_captures(&sides->of[i])) {
            (void)pps_session_complain_empty(&sides->of[i]);
        }
    }
}

static void print_diags(const struct sides *sides, const struct call *call)
{
    for (int i = 0; i < SIDE_COUNT; i++) {
        pps_session_print_diags(&sides->of[i], call);
    }
}

static enum exit_code write_report(struct call *call,
                                   const struct sides *sides,
                                   const struct pp_diff *diff,
                                   enum exit_code code)
{
    const struct pp_diff_view view = {
        .diff = diff,
        .before = &sides->of[BEFORE].view,
        .after = &sides->of[AFTER].view,
        .all_rows = pps_call_has(call, OPTION_ROWS),
    };
    bool is_json = pps_call_is_format(call, "json");
    if (code == EXIT_NOTHING && !is_json) {
        print_diags(sides, call);
        complain_empty(sides);
        return code;
    }
    struct pp_buf report = pps_call_report();
    if (is_json) {
        pp_diff_json(&report, &view);
    } else {
        pp_diff_text(&report, &call->style, &view);
    }
    if (code == EXIT_NOTHING) {
        complain_empty(sides);
    }
    code = pps_call_deliver(call, &report, code);
    if (!is_json) {
        print_diags(sides, call);
    }
    return code;
}

static enum exit_code answer(struct call *call, const struct sides *sides)
{
    struct pp_diff *diff = NULL;
    enum pp_status status =
        pp_diff_run(sides->of[BEFORE].machine, sides->of[AFTER].machine, &diff);
    if (status != PP_OK) {
        return pps_call_fail(call, status);
    }
    warn_of_hosts(sides);
    enum exit_code code = code_of(
        sides, call, pp_diff_is_same(diff) == PP_YES ? EXIT_YES : EXIT_NO);
    code = write_report(call, sides, diff, code);
    pp_diff_free(diff);
    return code;
}

enum exit_code pps_cmd_diff(struct call *call)
{
    struct sides sides;
    if (!are_words_good(call) || !open_sides(&sides, call)) {
        return EXIT_TROUBLE;
    }
    enum exit_code code = answer(call, &sides);
    close_sides(&sides);
    return code;
}
