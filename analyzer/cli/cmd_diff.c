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

static bool are_words_good(const struct cli *cli)
{
    if (cli->word_count != 2) {
        complain("diff takes two captures, the one before and the one after; "
                 "%zu %s given",
                 cli->word_count,
                 cli->word_count == 1 ? "is" : "are");
        return false;
    }
    if (strcmp(cli->words[0], "-") == 0 && strcmp(cli->words[1], "-") == 0) {
        complain("standard input can be read only once");
        return false;
    }
    return true;
}

static bool open_sides(struct sides *sides, const struct cli *cli)
{
    if (!session_open_words(&sides->of[BEFORE], cli, cli->words, 1, NULL)) {
        return false;
    }
    if (!session_open_words(&sides->of[AFTER], cli, cli->words + 1, 1, NULL)) {
        session_close(&sides->of[BEFORE]);
        return false;
    }
    return true;
}

static void close_sides(struct sides *sides)
{
    for (int i = 0; i < SIDE_COUNT; i++) {
        session_close(&sides->of[i]);
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
                 "the captures are of two machines, %.*s and %.*s: what "
                 "differs need not have changed",
                 PP_SV_ARGS(before),
                 PP_SV_ARGS(after));
}

/* What both sides say together: the first of 3, 4 and the answer. */
static enum exit_code
code_of(const struct sides *sides, const struct cli *cli, enum exit_code answer)
{
    enum exit_code before = session_code(&sides->of[BEFORE], cli, answer);
    enum exit_code after = session_code(&sides->of[AFTER], cli, answer);
    if (before == EXIT_NOTHING || after == EXIT_NOTHING) {
        return EXIT_NOTHING;
    }
    return before == EXIT_STRICT ? before : after;
}

/* Names each side in which nothing was recognised. */
static void complain_empty(const struct sides *sides)
{
    for (int i = 0; i < SIDE_COUNT; i++) {
        if (!session_has_captures(&sides->of[i])) {
            (void)session_complain_empty(&sides->of[i]);
        }
    }
}

static void print_diags(const struct sides *sides, const struct cli *cli)
{
    for (int i = 0; i < SIDE_COUNT; i++) {
        session_print_diags(&sides->of[i], cli);
    }
}

static enum exit_code write_report(struct cli *cli,
                                   const struct sides *sides,
                                   const struct pp_diff *diff,
                                   enum exit_code code)
{
    const struct pp_diff_view view = {
        .diff = diff,
        .before = &sides->of[BEFORE].view,
        .after = &sides->of[AFTER].view,
        .all_rows = cli_has(cli, OPTION_ROWS),
    };
    bool is_json = cli_is_format(cli, "json");
    if (code == EXIT_NOTHING && !is_json) {
        print_diags(sides, cli);
        complain_empty(sides);
        return code;
    }
    struct pp_buf report = cli_report();
    if (is_json) {
        pp_diff_json(&report, &view);
    } else {
        pp_diff_text(&report, &cli->style, &view);
    }
    if (code == EXIT_NOTHING) {
        complain_empty(sides);
    }
    code = cli_deliver(cli, &report, code);
    if (!is_json) {
        print_diags(sides, cli);
    }
    return code;
}

static enum exit_code answer(struct cli *cli, const struct sides *sides)
{
    struct pp_diff *diff = NULL;
    enum pp_status status =
        pp_diff_run(sides->of[BEFORE].machine, sides->of[AFTER].machine, &diff);
    if (status != PP_OK) {
        return complain_status(status);
    }
    warn_of_hosts(sides);
    enum exit_code code = code_of(
        sides, cli, pp_diff_is_same(diff) == PP_YES ? EXIT_YES : EXIT_NO);
    code = write_report(cli, sides, diff, code);
    pp_diff_free(diff);
    return code;
}

enum exit_code cmd_diff(struct cli *cli)
{
    struct sides sides;
    if (!are_words_good(cli) || !open_sides(&sides, cli)) {
        return EXIT_TROUBLE;
    }
    enum exit_code code = answer(cli, &sides);
    close_sides(&sides);
    return code;
}
