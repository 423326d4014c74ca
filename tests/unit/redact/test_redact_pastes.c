/*
 * Pastes of commands that no parser reads, in several languages, each with
 * what must be gone from it and what must stay (redact_pastes/NAME.txt and
 * .expect: a line `- secret`, in lower case, or `+ text`). All of them are
 * invented.
 */
#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>

#include "portplan/redact.h"

#include "base/fold.h"
#include "base/utf8.h"
#include "files.h"

static struct pp_redacted redact(struct pp_sv bytes)
{
    struct pp_redacted result = {0};
    cr_assert_eq(pp_redact(bytes, NULL, &result), PP_OK);
    return result;
}

static void fold_into(struct pp_buf *out, struct pp_sv text)
{
    pp_buf_clear(out);
    pp_buf_add(out, text);
    cr_assert_eq(out->status, PP_OK);
    pp_fold(text, out->data);
}

static bool has(struct pp_sv text, struct pp_sv part)
{
    return pp_sv_find(text, part, 0) != SIZE_MAX;
}

struct walk {
    size_t secrets;
    size_t kept;
};

/* One row of .expect, against a paste, and what became of it. */
static void check_row(struct walk *walk,
                      const char *path,
                      struct pp_sv row,
                      struct pp_sv before,
                      struct pp_sv after)
{
    struct pp_buf folded;
    struct pp_sv text = pp_sv_sub(row, 2, SIZE_MAX);
    bool is_secret = row.ptr[0] == '-';
    pp_buf_init(&folded, 1 << 20);
    if (is_secret) {
        fold_into(&folded, before);
        cr_expect(has(pp_buf_view(&folded), text),
                  "%s: '%.*s' is not planted",
                  path,
                  PP_SV_ARGS(text));
        fold_into(&folded, after);
        cr_expect(!has(pp_buf_view(&folded), text),
                  "%s keeps '%.*s'",
                  path,
                  PP_SV_ARGS(text));
    } else {
        cr_assert_eq(row.ptr[0], '+');
        cr_expect(has(before, text), "%s: no '%.*s'", path, PP_SV_ARGS(text));
        cr_expect(has(after, text), "%s loses '%.*s'", path, PP_SV_ARGS(text));
    }
    walk->secrets += is_secret;
    walk->kept += !is_secret;
    pp_buf_done(&folded);
}

/* In UTF-16 with a mark in front, and with CRLF. */
static void add_utf16(struct pp_buf *out, struct pp_sv text)
{
    pp_buf_add(out, (struct pp_sv){"\xFF\xFE", 2});
    for (size_t at = 0; at < text.len;) {
        uint32_t code = 0;
        at += pp_utf8_next(text, at, &code);
        cr_assert_lt(code, 0x10000);
        if (code == '\n') {
            pp_buf_add(out, (struct pp_sv){"\r\0", 2});
        }
        pp_buf_add_char(out, (char)(unsigned char)(code & 0xFF));
        pp_buf_add_char(out, (char)(unsigned char)(code >> 8));
    }
}

static void add_crlf(struct pp_buf *out, struct pp_sv text)
{
    for (size_t at = 0; at < text.len; at++) {
        if (text.ptr[at] == '\n') {
            pp_buf_add_char(out, '\r');
        }
        pp_buf_add_char(out, text.ptr[at]);
    }
}

/* The same comes out of the same text in another encoding: UTF-8 without a
 * mark, with the line ends that were there. */
static void
check_utf16(const char *path, struct pp_sv before, struct pp_sv after)
{
    struct pp_buf bytes;
    struct pp_buf expected;
    pp_buf_init(&bytes, 1 << 20);
    pp_buf_init(&expected, 1 << 20);
    add_utf16(&bytes, before);
    add_crlf(&expected, after);
    struct pp_redacted result = redact(pp_buf_view(&bytes));
    cr_expect(pp_sv_equal(pp_buf_view(&result.text), pp_buf_view(&expected)),
              "%s in UTF-16",
              path);
    pp_redacted_done(&result);
    pp_buf_done(&bytes);
    pp_buf_done(&expected);
}

static void check_paste(void *user, const char *path)
{
    struct walk *walk = user;
    struct pp_buf rows;
    struct pp_buf bytes;
    char text_path[256];
    struct pp_sv stem =
        pp_sv_sub(pp_sv_from(path), 0, strlen(path) - strlen("expect"));
    snprintf(text_path, sizeof(text_path), "%.*stxt", PP_SV_ARGS(stem));
    pp_buf_init(&rows, 1 << 20);
    pp_buf_init(&bytes, 1 << 20);
    cr_assert(pp_test_read_file(path, &rows));
    cr_assert(pp_test_read_file(text_path, &bytes));
    struct pp_sv before = pp_buf_view(&bytes);
    struct pp_redacted once = redact(before);
    struct pp_redacted twice = redact(pp_buf_view(&once.text));
    struct pp_sv after = pp_buf_view(&once.text);
    struct pp_sv rest = pp_buf_view(&rows);
    while (rest.len > 0) {
        size_t end = pp_sv_find(rest, PP_SV("\n"), 0);
        cr_assert_neq(end, SIZE_MAX);
        check_row(walk, path, pp_sv_sub(rest, 0, end), before, after);
        rest = pp_sv_sub(rest, end + 1, SIZE_MAX);
    }
    cr_expect(once.is_same, "%s: the facts differ", path);
    cr_expect(pp_sv_equal(after, pp_buf_view(&twice.text)),
              "%s: a second time changes it",
              path);
    check_utf16(path, before, after);
    pp_redacted_done(&once);
    pp_redacted_done(&twice);
    pp_buf_done(&bytes);
    pp_buf_done(&rows);
}

Test(redact_pastes, what_is_planted_is_gone_and_what_tells_of_ports_stays)
{
    struct walk walk = {0};
    size_t count =
        pp_test_walk("tests/unit/redact/pastes", ".expect", check_paste, &walk);
    cr_expect_eq(count, 15);
    cr_expect_geq(walk.secrets, 220);
    cr_expect_geq(walk.kept, 50);
}
