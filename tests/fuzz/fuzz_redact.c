/*
 * The fuzz target of redaction: any bytes are redacted, and the result
 * redacted again.
 *
 * Laws: it succeeds, or says that it is no text (a hive) or more than can be
 * told apart; the same text comes out twice; what says that the facts are the
 * same is right, by a comparison of its own; the result is UTF-8 without
 * control bytes, as many lines as before; a second time changes nothing.
 */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include "portplan/load.h"
#include "portplan/redact.h"

#include "base/utf8.h"
#include "fuzz_target.h"
#include "port_facts.h"

enum {
    MAX_WORDS_BYTES = 64 << 20,
};

static void fail(const char *what)
{
    fprintf(stderr, "fuzz_redact: %s\n", what);
    abort();
}

/* False: no text, or too many names to be told apart. */
static bool redact(struct pp_sv bytes,
                   const char *encoding,
                   struct pp_redacted *ret_redacted)
{
    const struct pp_redact_options options = {.encoding = encoding};
    enum pp_status status = pp_redact(bytes, &options, ret_redacted);
    bool is_refused = status == PP_ERR_LIMIT ||
                      (status == PP_ERR_INVALID && pp_load_is_hive(bytes));
    if (status != PP_OK && !is_refused) {
        fail("it did not succeed");
    }
    return status == PP_OK;
}

/* The loader decides where a line ends; what is left may hold none of the
 * bytes that move a cursor. */
static void check_text(struct pp_sv text)
{
    for (size_t at = 0; at < text.len;) {
        uint32_t code = 0;
        at += pp_utf8_next(text, at, &code);
        bool is_end = code == '\n' || code == '\r' || code == '\t';
        if (code != PP_UTF8_INVALID && !is_end && pp_utf8_is_unsafe(code)) {
            fail("a control character is left");
        }
    }
}

static bool is_equal(const struct pp_buf *a, const struct pp_buf *b)
{
    return pp_sv_equal(pp_buf_view(a), pp_buf_view(b));
}

/*
 * Whether something was replaced that a parser may have read in another way,
 * or controls, which cannot be written again. A name may be a word that parsers
 * know (an account called Pro, in the name of a Windows); `::9` is an address
 * and, behind a label, a 9; a product id is also two ranges. Which of the two
 * counts is no question: the secret goes, and the command says that the facts
 * are not the same. Of IPv4 addresses, and where nothing was replaced, there is
 * no such excuse.
 */
static bool has_excuse(const struct pp_redacted *redacted)
{
    uint64_t places = 0;
    for (int kind = 0; kind < PP_REDACT_KIND_COUNT; kind++) {
        bool is_single = kind == PP_REDACT_IPV4;
        places += is_single ? 0 : redacted->counts[kind].places;
    }
    return places > 0 || redacted->control_count > 0;
}

static void check_ports(struct pp_sv bytes, const struct pp_redacted *redacted)
{
    struct pp_buf before;
    struct pp_buf after;
    pp_buf_init(&before, MAX_WORDS_BYTES);
    pp_buf_init(&after, MAX_WORDS_BYTES);
    if (pp_test_add_port_facts(&before, bytes, NULL) != PP_OK ||
        pp_test_add_port_facts(&after, pp_buf_view(&redacted->text), "utf-8") !=
            PP_OK) {
        fail("the load did not succeed");
    }
    if (redacted->is_same && !is_equal(&before, &after)) {
        fail("said to be the same, and is not");
    }
    if (!redacted->is_same && !has_excuse(redacted)) {
        fail("the facts are not the same");
    }
    pp_buf_done(&before);
    pp_buf_done(&after);
}

static void check_again(struct pp_sv bytes, const struct pp_redacted *once)
{
    struct pp_redacted other = {0};
    if (!redact(bytes, NULL, &other) || !is_equal(&once->text, &other.text)) {
        fail("another text the second time");
    }
    pp_redacted_done(&other);
    struct pp_redacted twice = {0};
    if (!redact(pp_buf_view(&once->text), "utf-8", &twice) ||
        !is_equal(&once->text, &twice.text)) {
        fail("redacted again, it changes");
    }
    pp_redacted_done(&twice);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const struct pp_sv bytes = {(const char *)data, size};
    struct pp_redacted once = {0};
    if (!redact(bytes, NULL, &once)) {
        return -1; /* not worth keeping */
    }
    check_text(pp_buf_view(&once.text));
    check_ports(bytes, &once);
    check_again(bytes, &once);
    pp_redacted_done(&once);
    return 0;
}
