/*
 * Every allocation of the base layer's readers and writers is failed in turn:
 * the answer is PP_ERR_NOMEM, nothing leaks, and nothing is half done.
 */
#include <criterion/criterion.h>
#include <string.h>

#include "base/arena.h"
#include "base/regex.h"
#include "base/utf8.h"
#include "fail_alloc.h"
#include "json/json.h"
#include "json/json_write.h"
#include "json/jsonl.h"
#include "text/text.h"

/* Fails the operation's allocations one by one until it needs no more. It
 * must answer PP_ERR_NOMEM each time, and PP_OK in the end. */
static void
fail_each(const char *label, enum pp_status (*operation)(void), long least)
{
    for (long n = 0; n < 10000; n++) {
        pp_test_fail_after(n);
        enum pp_status status = operation();
        bool was_reached = pp_test_alloc_count() > n;
        pp_test_fail_after(-1);
        if (!was_reached) {
            cr_expect_eq(
                status, PP_OK, "%s: %s", label, pp_status_text(status));
            cr_expect_geq(n, least, "%s: only %ld allocations", label, n);
            return;
        }
        cr_assert_eq(status,
                     PP_ERR_NOMEM,
                     "%s, allocation %ld: %s",
                     label,
                     n,
                     pp_status_text(status));
    }
    cr_assert(0, "%s does not end", label);
}

static enum pp_status read_all(struct pp_sv bytes,
                               const struct pp_text_options *options)
{
    struct pp_text_memory memory = {.bytes = bytes};
    struct pp_text_reader reader;
    PP_TRY(pp_text_open(&reader, pp_text_memory_source(&memory), options));
    struct pp_line line;
    bool is_end = false;
    enum pp_status status = PP_OK;
    while (status == PP_OK && !is_end) {
        status = pp_text_next_line(&reader, &line, &is_end);
    }
    pp_text_close(&reader);
    return status;
}

static enum pp_status read_utf8(void)
{
    return read_all(PP_SV("1031 1130\r\nf\xC3\xBCr\n"), NULL);
}

static enum pp_status read_utf16(void)
{
    return read_all(PP_SV("\xFF\xFE"
                          "1\0\n\0"),
                    NULL);
}

static enum pp_status read_codepage(void)
{
    struct pp_text_options options = {.encoding = "cp850"};
    return read_all(PP_SV("f\x81r\n"), &options);
}

static enum pp_status read_by_evidence(void)
{
    static const struct pp_text_hint hints[] = {
        {PP_SV_INIT("für"), "cp437 cp850"}};
    struct pp_text_options options = {.hint_words = hints,
                                      .hint_word_count = 1};
    return read_all(PP_SV("f\x81r\n"), &options);
}

Test(oom_text, reading_answers_every_failed_allocation)
{
    fail_each("UTF-8", read_utf8, 1);
    fail_each("UTF-16", read_utf16, 2);
    fail_each("code page", read_codepage, 2);
    fail_each("evidence", read_by_evidence, 4);
}

static enum pp_status use_regex(void)
{
    struct pp_regex *regex = NULL;
    PP_TRY(pp_regex_new("^([0-9]+) +([0-9]+)$", PP_REGEX_CASELESS, &regex));
    struct pp_sv groups[3];
    enum pp_match match = pp_regex_match(regex, PP_SV("1031 1130"), groups, 3);
    pp_regex_free(regex);
    if (match == PP_MATCH_NOMEM) {
        return PP_ERR_NOMEM;
    }
    return match == PP_MATCH_YES ? PP_OK : PP_ERR_INTERNAL;
}

/* A pattern that the JIT does not take is matched by the interpreter, which
 * allocates while it matches. */
static enum pp_status use_interpreter(void)
{
    struct pp_regex *regex = NULL;
    PP_TRY(pp_regex_new("(*NO_JIT)^(?:a(b)?(c)?)*$", 0, &regex));
    char subject[6000];
    for (size_t i = 0; i < sizeof(subject); i++) {
        subject[i] = 'a';
    }
    enum pp_match match = pp_regex_match(
        regex, (struct pp_sv){subject, sizeof(subject)}, NULL, 0);
    pp_regex_free(regex);
    if (match == PP_MATCH_NOMEM) {
        return PP_ERR_NOMEM;
    }
    return match == PP_MATCH_YES ? PP_OK : PP_ERR_INTERNAL;
}

Test(oom_text, regular_expressions_answer_every_failed_allocation)
{
    fail_each("compiling and matching", use_regex, 5);
    fail_each("interpreting", use_interpreter, 6);
}

static enum pp_status build_document(void)
{
    struct pp_buf out;
    pp_buf_init(&out, 1 << 24);
    struct pp_json *doc = pp_json_doc_new();
    struct pp_json *rows = pp_json_array(doc, "rows");
    for (uint64_t i = 0; i < 500; i++) {
        struct pp_json *row = pp_json_append_object(rows);
        pp_json_add_u64(row, "start", i);
        pp_json_add_double(row, "share", 0.5, 2);
        pp_json_add_str(row, "text", "a text\x1B");
        pp_json_add_bool(row, "flag", true);
    }
    char text[20000];
    memset(text, 'x', sizeof(text));
    pp_json_add_sv(doc, "long", (struct pp_sv){text, sizeof(text)});
    enum pp_status status = pp_json_write(doc, &out, true);
    cr_assert(status == PP_OK || out.len == 0 || out.status != PP_OK,
              "half a document was written as a whole one");
    pp_json_free(doc);
    pp_buf_done(&out);
    return status;
}

static enum pp_status read_document(void)
{
    struct pp_json_value *value = NULL;
    PP_TRY(pp_json_parse(
        PP_SV("{\"a\":[1,2,{\"b\":\"text\"}],\"c\":null,\"d\":1.5}"),
        &value,
        NULL));
    pp_json_value_free(value);
    return PP_OK;
}

static enum pp_status write_lines(void)
{
    struct pp_buf out;
    struct pp_jsonl line;
    pp_buf_init(&out, 1 << 20);
    for (uint64_t i = 0; i < 100; i++) {
        pp_jsonl_begin(&line, &out);
        pp_jsonl_u64(&line, "start", i);
        pp_jsonl_end(&line);
    }
    enum pp_status status = out.status;
    pp_buf_done(&out);
    return status;
}

Test(oom_text, json_answers_every_failed_allocation)
{
    fail_each("building", build_document, 10);
    fail_each("reading", read_document, 10);
    fail_each("lines", write_lines, 2);
}

static enum pp_status escape(void)
{
    struct pp_buf out;
    pp_buf_init(&out, 1 << 20);
    pp_buf_add_repeated(&out, ' ', 100);
    pp_escape_text(&out, PP_SV("\x1B[31m \xFF text"));
    enum pp_status status = out.status;
    pp_buf_done(&out);
    return status;
}

static enum pp_status copy_much(void)
{
    struct pp_arena arena;
    pp_arena_init(&arena, 1 << 24);
    bool is_ok = true;
    char bytes[5000] = "";
    struct pp_sv copy;
    for (int i = 0; is_ok && i < 20; i++) {
        is_ok =
            pp_arena_copy(&arena, (struct pp_sv){bytes, sizeof(bytes)}, &copy);
    }
    pp_arena_done(&arena);
    return is_ok ? PP_OK : PP_ERR_NOMEM;
}

Test(oom_text, buffers_and_arenas_answer_every_failed_allocation)
{
    fail_each("escaping", escape, 1);
    fail_each("copying", copy_much, 5);
}
