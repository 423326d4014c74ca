/* JSON: documents and lines as written, strict reading, safe getters. */
#include <criterion/criterion.h>
#include <locale.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/alloc.h"
#include "base/bounds.h"
#include "json/json.h"
#include "json/json_write.h"
#include "json/jsonl.h"
#include "json_get.h"
#include "random.h"

/* ---- Building and writing ---- */

static void expect_written(const char *label,
                           struct pp_json *doc,
                           bool is_pretty,
                           const char *expected)
{
    struct pp_buf out;
    pp_buf_init(&out, 1 << 24);
    enum pp_status status = pp_json_write(doc, &out, is_pretty);
    cr_expect_eq(status, PP_OK, "%s: %s", label, pp_status_text(status));
    cr_expect(pp_sv_equal(pp_buf_view(&out), pp_sv_from(expected)),
              "%s: got\n%s\nexpected\n%s",
              label,
              out.data,
              expected);
    pp_buf_done(&out);
}

static struct pp_json *small_document(void)
{
    struct pp_json *doc = pp_json_doc_new();
    pp_json_add_str(doc, "tool", "portplan");
    struct pp_json *rows = pp_json_array(doc, "rows");
    struct pp_json *row = pp_json_append_object(rows);
    pp_json_add_u64(row, "start", 1031);
    pp_json_add_u64(row, "end", 1130);
    pp_json_add_bool(row, "administered", false);
    row = pp_json_append_object(rows);
    pp_json_add_u64(row, "start", 50000);
    pp_json_add_u64(row, "end", 50059);
    pp_json_add_tri(row, "administered", PP_YES);
    struct pp_json *pool = pp_json_object(doc, "pool");
    pp_json_add_double(pool, "share", 0.5, 3);
    pp_json_add_tri(pool, "known", PP_UNKNOWN);
    pp_json_append_u64(pp_json_array(doc, "ports"), 80);
    pp_json_object(doc, "empty");
    pp_json_array(doc, "none");
    pp_json_add_null(doc, "nothing");
    return doc;
}

Test(json, a_document_is_written_for_people)
{
    struct pp_json *doc = small_document();
    expect_written(
        "pretty",
        doc,
        true,
        "{\n"
        "  \"tool\": \"portplan\",\n"
        "  \"rows\": [\n"
        "    { \"start\": 1031, \"end\": 1130, \"administered\": false },\n"
        "    { \"start\": 50000, \"end\": 50059, \"administered\": true }\n"
        "  ],\n"
        "  \"pool\": { \"share\": 0.500, \"known\": null },\n"
        "  \"ports\": [80],\n"
        "  \"empty\": {},\n"
        "  \"none\": [],\n"
        "  \"nothing\": null\n"
        "}");
    pp_json_free(doc);
}

Test(json, a_document_is_written_for_programs)
{
    struct pp_json *doc = small_document();
    expect_written("compact",
                   doc,
                   false,
                   "{\"tool\":\"portplan\",\"rows\":["
                   "{\"start\":1031,\"end\":1130,\"administered\":false},"
                   "{\"start\":50000,\"end\":50059,\"administered\":true}],"
                   "\"pool\":{\"share\":0.500,\"known\":null},\"ports\":[80],"
                   "\"empty\":{},\"none\":[],\"nothing\":null}");
    pp_json_free(doc);
}

Test(json, an_empty_document_is_an_empty_object)
{
    struct pp_json *doc = pp_json_doc_new();
    expect_written("pretty", doc, true, "{}");
    expect_written("compact", doc, false, "{}");
    pp_json_free(doc);
    pp_json_free(NULL);
}

Test(json, a_document_of_one_scalar_is_not_one_line)
{
    struct pp_json *doc = pp_json_doc_new();
    pp_json_add_u64(doc, "a", 1);
    expect_written("pretty", doc, true, "{\n  \"a\": 1\n}");
    pp_json_free(doc);
}

/* A member is one line while it ends within 80 columns, a row always. */
Test(json, members_break_at_80_columns_and_rows_never)
{
    for (size_t len = 50; len < 90; len++) {
        char text[100] = "";
        memset(text, 'x', len);
        struct pp_json *doc = pp_json_doc_new();
        struct pp_json *member = pp_json_object(doc, "m");
        pp_json_add_str(member, "k", text);
        pp_json_add_u64(doc, "after", 1);
        struct pp_buf out;
        pp_buf_init(&out, 1 << 16);
        cr_assert_eq(pp_json_write(doc, &out, true), PP_OK);
        struct pp_sv written = pp_buf_view(&out);
        size_t one_line = strlen("  \"m\": { \"k\": \"\" },") + len;
        bool is_one_line = pp_sv_find(written, PP_SV("{ \"k\""), 0) != SIZE_MAX;
        cr_expect_eq(is_one_line,
                     one_line <= 80,
                     "%zu columns:\n%s",
                     one_line,
                     out.data);
        pp_buf_done(&out);
        pp_json_free(doc);

        doc = pp_json_doc_new();
        struct pp_json *row = pp_json_append_object(pp_json_array(doc, "r"));
        pp_json_add_str(row, "k", text);
        pp_json_add_u64(row, "l", 1);
        pp_buf_init(&out, 1 << 16);
        cr_assert_eq(pp_json_write(doc, &out, true), PP_OK);
        cr_expect(pp_sv_find(pp_buf_view(&out), PP_SV("\", \"l\": 1 }"), 0) !=
                      SIZE_MAX,
                  "a row was broken:\n%s",
                  out.data);
        pp_buf_done(&out);
        pp_json_free(doc);
    }
}

Test(json, containers_in_containers_are_indented)
{
    struct pp_json *doc = pp_json_doc_new();
    struct pp_json *outer = pp_json_array(doc, "a");
    struct pp_json *inner = pp_json_append_array(outer);
    pp_json_append_u64(inner, 1);
    pp_json_append_str(inner, "two");
    struct pp_json *object = pp_json_append_object(outer);
    pp_json_append_sv(pp_json_array(object, "b"), PP_SV("x"));
    pp_json_add_u64(object, "c", 2);
    expect_written("pretty",
                   doc,
                   true,
                   "{\n"
                   "  \"a\": [\n"
                   "    [1, \"two\"],\n"
                   "    {\n"
                   "      \"b\": [\"x\"],\n"
                   "      \"c\": 2\n"
                   "    }\n"
                   "  ]\n"
                   "}");
    expect_written(
        "compact", doc, false, "{\"a\":[[1,\"two\"],{\"b\":[\"x\"],\"c\":2}]}");
    pp_json_free(doc);
}

Test(json, texts_and_keys_are_escaped)
{
    static const struct {
        struct pp_sv text;
        const char *expected;
    } rows[] = {
        {PP_SV_INIT(""), "\"\""},
        {PP_SV_INIT("a\"b\\c/d"), "\"a\\\"b\\\\c/d\""},
        {PP_SV_INIT("\n\r\t\b\x1B\0"), "\"\\n\\r\\t\\u0008\\u001b\\u0000\""},
        {PP_SV_INIT("für 协议 😀"), "\"für 协议 😀\""},
        {PP_SV_INIT("a\xFF"
                    "b\xC3"),
         "\"a\xEF\xBF\xBD"
         "b\xEF\xBF\xBD\""},
        {PP_SV_INIT("\x7F\xC2\x9B\xE2\x80\xAE"), "\"\\u007f\\u009b\\u202e\""},
        {PP_SV_INIT("\xF3\xA0\x81\x81"), "\"\\udb40\\udc41\""},
        {{NULL, 0}, "\"\""},
    };
    for (size_t i = 0; i < PP_ARRAY_LEN(rows); i++) {
        struct pp_json *doc = pp_json_doc_new();
        pp_json_add_sv(doc, "k", rows[i].text);
        char expected[100];
        snprintf(expected, sizeof(expected), "{\"k\":%s}", rows[i].expected);
        expect_written("document", doc, false, expected);
        pp_json_free(doc);

        struct pp_buf out;
        struct pp_jsonl line;
        pp_buf_init(&out, 1000);
        pp_jsonl_begin(&line, &out);
        pp_jsonl_sv(&line, "k", rows[i].text);
        pp_jsonl_end(&line);
        snprintf(expected, sizeof(expected), "{\"k\":%s}\n", rows[i].expected);
        cr_expect_str_eq(out.data, expected);
        pp_buf_done(&out);
    }
    struct pp_json *doc = pp_json_doc_new();
    pp_json_add_str(doc, "a\"\n", NULL);
    expect_written("key", doc, false, "{\"a\\\"\\n\":null}");
    pp_json_free(doc);
}

Test(json, numbers_are_written_exactly)
{
    static const struct {
        double value;
        unsigned decimals;
        const char *expected;
    } rows[] = {
        {0, 0, "0"},
        {0, 3, "0.000"},
        {-0.0, 1, "0.0"},
        {0.5, 3, "0.500"},
        {0.5, 0, "1"},
        {-0.5, 0, "-1"},
        {-0.0004, 3, "0.000"},
        {-1.25, 2, "-1.25"},
        {0.1, 9, "0.100000000"},
        {0.1, 20, "0.100000000"},
        {99.9999, 2, "100.00"},
        {1.05, 3, "1.050"},
        {12345678.901, 3, "12345678.901"},
        {8e17, 1, "800000000000000000.0"},
        {9e18, 0, "null"},
        {1e18, 1, "null"},
        {INFINITY, 2, "null"},
        {-INFINITY, 2, "null"},
        {NAN, 2, "null"},
    };
    for (size_t i = 0; i < PP_ARRAY_LEN(rows); i++) {
        struct pp_json *doc = pp_json_doc_new();
        pp_json_add_double(doc, "n", rows[i].value, rows[i].decimals);
        char expected[100];
        snprintf(expected, sizeof(expected), "{\"n\":%s}", rows[i].expected);
        expect_written("double", doc, false, expected);
        pp_json_free(doc);
    }
    struct pp_json *doc = pp_json_doc_new();
    pp_json_add_u64(doc, "n", UINT64_MAX);
    pp_json_add_u64(doc, "m", 0);
    expect_written("u64", doc, false, "{\"n\":18446744073709551615,\"m\":0}");
    pp_json_free(doc);
}

/* ---- Failing while building ---- */

Test(json, the_first_failure_is_kept_until_writing)
{
    struct pp_buf out;
    pp_buf_init(&out, 1000);
    struct pp_json *doc = pp_json_doc_new();
    pp_json_add_u64(doc, NULL, 1);
    cr_expect_eq(pp_json_status(doc), PP_ERR_INVALID, "no key in an object");
    pp_json_add_u64(doc, "a", 1);
    cr_expect_null(pp_json_array(doc, "b"));
    cr_expect_eq(pp_json_write(doc, &out, true), PP_ERR_INVALID);
    cr_expect_eq(out.len, 0, "half a document");
    pp_json_free(doc);

    doc = pp_json_doc_new();
    pp_json_add_u64(pp_json_array(doc, "a"), "key", 1);
    cr_expect_eq(pp_json_status(doc), PP_ERR_INVALID, "a key in an array");
    pp_json_free(doc);
    pp_buf_done(&out);
}

Test(json, nothing_can_be_added_to_nothing)
{
    pp_json_add_str(NULL, "a", "b");
    pp_json_add_sv(NULL, "a", PP_SV("b"));
    pp_json_add_u64(NULL, "a", 1);
    pp_json_add_double(NULL, "a", 1, 1);
    pp_json_add_bool(NULL, "a", true);
    pp_json_add_null(NULL, "a");
    cr_expect_null(pp_json_object(NULL, "a"));
    cr_expect_null(pp_json_append_object(NULL));
    struct pp_buf out;
    pp_buf_init(&out, 1000);
    cr_expect_eq(pp_json_status(NULL), PP_ERR_NOMEM);
    cr_expect_eq(pp_json_write(NULL, &out, true), PP_ERR_NOMEM);
    cr_expect_eq(out.len, 0);
}

Test(json, building_has_the_depth_limit_of_reading)
{
    struct pp_json *doc = pp_json_doc_new();
    struct pp_json *at = pp_json_array(doc, "a");
    for (int depth = 2; depth < PP_LIMIT_JSON_DEPTH; depth++) {
        at = pp_json_append_array(at);
    }
    cr_assert_not_null(at);
    cr_expect_eq(pp_json_status(doc), PP_OK);
    struct pp_buf out;
    pp_buf_init(&out, 100000);
    cr_expect_eq(pp_json_write(doc, &out, true), PP_OK);
    struct pp_json_value *value = NULL;
    cr_expect_eq(pp_json_parse(pp_buf_view(&out), &value, NULL), PP_OK);
    pp_json_value_free(value);
    cr_expect_null(pp_json_append_array(at));
    cr_expect_eq(pp_json_status(doc), PP_ERR_LIMIT);
    pp_buf_done(&out);
    pp_json_free(doc);
}

Test(json, a_full_buffer_is_told)
{
    struct pp_json *doc = small_document();
    struct pp_buf out;
    pp_buf_init(&out, 100);
    cr_expect_eq(pp_json_write(doc, &out, true), PP_ERR_LIMIT);
    pp_buf_done(&out);
    pp_json_free(doc);
}

/* ---- Lines ---- */

Test(json, a_line_is_one_object_and_a_newline)
{
    struct pp_buf out;
    struct pp_jsonl line;
    pp_buf_init(&out, 1000);
    pp_jsonl_begin(&line, &out);
    pp_jsonl_end(&line);
    pp_jsonl_begin(&line, &out);
    pp_jsonl_str(&line, "kind", "exclusion");
    pp_jsonl_u64(&line, "start", 1031);
    pp_jsonl_begin_object(&line, "at");
    pp_jsonl_str(&line, "file", NULL);
    pp_jsonl_begin_array(&line, "lines");
    pp_jsonl_u64(&line, NULL, 1);
    pp_jsonl_u64(&line, NULL, 2);
    pp_jsonl_begin_object(&line, NULL);
    pp_jsonl_end_object(&line);
    pp_jsonl_end_array(&line);
    pp_jsonl_end_object(&line);
    pp_jsonl_bool(&line, "a", true);
    pp_jsonl_bool(&line, "b", false);
    pp_jsonl_tri(&line, "c", PP_UNKNOWN);
    pp_jsonl_tri(&line, "d", PP_YES);
    pp_jsonl_tri(&line, "e", PP_NO);
    pp_jsonl_null(&line, "f");
    pp_jsonl_end(&line);
    cr_expect_str_eq(out.data,
                     "{}\n"
                     "{\"kind\":\"exclusion\",\"start\":1031,"
                     "\"at\":{\"file\":null,\"lines\":[1,2,{}]},"
                     "\"a\":true,\"b\":false,\"c\":null,\"d\":true,"
                     "\"e\":false,\"f\":null}\n");
    pp_buf_done(&out);
}

/* ---- Reading ---- */

struct json_case {
    struct pp_sv text;
    size_t offset; /* SIZE_MAX: it is JSON */
};

static void expect_json(const struct json_case *rows, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        struct pp_json_value *value = NULL;
        size_t offset = SIZE_MAX;
        enum pp_status status = pp_json_parse(rows[i].text, &value, &offset);
        bool is_json = rows[i].offset == SIZE_MAX;
        cr_expect_eq(status,
                     is_json ? PP_OK : PP_ERR_FORMAT,
                     "'%.*s': %s",
                     PP_SV_ARGS(rows[i].text),
                     pp_status_text(status));
        cr_expect_eq(offset,
                     rows[i].offset,
                     "'%.*s': at %zu",
                     PP_SV_ARGS(rows[i].text),
                     offset);
        cr_expect_eq(value != NULL, is_json);
        pp_json_value_free(value);
    }
}

Test(json, strict_json_is_read)
{
    static const struct json_case rows[] = {
        {PP_SV_INIT("{}"), SIZE_MAX},
        {PP_SV_INIT(" [ ] "), SIZE_MAX},
        {PP_SV_INIT("null"), SIZE_MAX},
        {PP_SV_INIT("\t\r\n true\n"), SIZE_MAX},
        {PP_SV_INIT("\"\""), SIZE_MAX},
        {PP_SV_INIT("{\"a\":[1,2,{\"b\":null}],\"c\":{}}"), SIZE_MAX},
        {PP_SV_INIT("{ \"a\" : [ 1 , 2 ] , \"c\" : false }"), SIZE_MAX},
        {PP_SV_INIT("\xEF\xBB\xBF[1]"), SIZE_MAX},
        {PP_SV_INIT("[0,-0,1.5,1e5,1E+5,1e-5,-1.25e2]"), SIZE_MAX},
        {PP_SV_INIT("\"\\\"\\\\\\/\\b\\f\\n\\r\\t\\u00e9\\uD83D\\uDE00\""),
         SIZE_MAX},
        {PP_SV_INIT("\"für 协议\x7F\""), SIZE_MAX},
    };
    expect_json(rows, PP_ARRAY_LEN(rows));
}

Test(json, what_has_not_the_shape_of_json_is_refused)
{
    static const struct json_case rows[] = {
        {PP_SV_INIT(""), 0},
        {PP_SV_INIT(" "), 1},
        {PP_SV_INIT("\xEF\xBB\xBF!"), 3},
        {PP_SV_INIT("{"), 1},
        {PP_SV_INIT("}"), 0},
        {PP_SV_INIT("[1,]"), 3},
        {PP_SV_INIT("[,1]"), 1},
        {PP_SV_INIT("[1 2]"), 3},
        {PP_SV_INIT("[1}"), 2},
        {PP_SV_INIT("{\"a\":1]"), 6},
        {PP_SV_INIT("{\"a\" 1}"), 5},
        {PP_SV_INIT("{\"a\"}"), 4},
        {PP_SV_INIT("{a:1}"), 1},
        {PP_SV_INIT("{1:1}"), 1},
        {PP_SV_INIT("{\"a\":1,}"), 7},
        {PP_SV_INIT("{\"a\":1,1}"), 7},
        {PP_SV_INIT("[] []"), 3},
        {PP_SV_INIT("[]x"), 2},
    };
    expect_json(rows, PP_ARRAY_LEN(rows));
}

Test(json, words_and_numbers_beside_json_are_refused)
{
    static const struct json_case rows[] = {
        {PP_SV_INIT("nul"), 0},
        {PP_SV_INIT("True"), 0},
        {PP_SV_INIT("NaN"), 0},
        {PP_SV_INIT("[1\0]"), 2},
        {PP_SV_INIT("01"), 1},
        {PP_SV_INIT("1."), 2},
        {PP_SV_INIT(".5"), 0},
        {PP_SV_INIT("+1"), 0},
        {PP_SV_INIT("-"), 1},
        {PP_SV_INIT("1e"), 2},
        {PP_SV_INIT("1e+"), 3},
        {PP_SV_INIT("0x1"), 1},
        {PP_SV_INIT("'a'"), 0},
        {PP_SV_INIT("// c\n1"), 0},
    };
    expect_json(rows, PP_ARRAY_LEN(rows));
}

Test(json, strings_beside_json_are_refused)
{
    static const struct json_case rows[] = {
        {PP_SV_INIT("\"abc"), 4},
        {PP_SV_INIT("\"a\nb\""), 2},
        {PP_SV_INIT("\"a\\qb\""), 3},
        {PP_SV_INIT("\"\\u12\""), 3},
        {PP_SV_INIT("\"\\u12"), 3},
        {PP_SV_INIT("\"\\u12G4\""), 3},
        {PP_SV_INIT("\"\\uD800\""), 7},
        {PP_SV_INIT("\"\\uD800\\n\""), 7},
        {PP_SV_INIT("\"\\uD8001"), 7},
        {PP_SV_INIT("\"\\uD800\\u0041\""), 13},
        {PP_SV_INIT("\"\\uDC00\""), 7},
        {PP_SV_INIT("\"\\uDC00\\uDC00\""), 7},
        {PP_SV_INIT("\"\\uD800\\uE000\""), 13},
        {PP_SV_INIT("\"\\"), 2},
        {PP_SV_INIT("\"a\xFF\""), 2},
    };
    expect_json(rows, PP_ARRAY_LEN(rows));
}

Test(json, where_it_fails_need_not_be_asked)
{
    struct pp_json_value *value = NULL;
    cr_expect_eq(pp_json_parse(PP_SV("["), &value, NULL), PP_ERR_FORMAT);
}

Test(json, depth_is_limited_before_anything_recurses)
{
    for (size_t depth = PP_LIMIT_JSON_DEPTH - 1;
         depth <= PP_LIMIT_JSON_DEPTH + 1;
         depth++) {
        struct pp_buf text;
        pp_buf_init(&text, 10000);
        pp_buf_add_repeated(&text, '[', depth);
        pp_buf_add_repeated(&text, ']', depth);
        struct pp_json_value *value = NULL;
        size_t offset = SIZE_MAX;
        enum pp_status status =
            pp_json_parse(pp_buf_view(&text), &value, &offset);
        bool is_deep = depth > PP_LIMIT_JSON_DEPTH;
        cr_expect_eq(status, is_deep ? PP_ERR_LIMIT : PP_OK, "%zu", depth);
        cr_expect_eq(offset, is_deep ? PP_LIMIT_JSON_DEPTH : SIZE_MAX);
        pp_json_value_free(value);
        pp_buf_done(&text);
    }
    struct pp_buf text;
    pp_buf_init(&text, 10 * 1000 * 1000);
    for (int i = 0; i < 1000 * 1000; i++) {
        pp_buf_add_str(&text, "{\"a\":");
    }
    struct pp_json_value *value = NULL;
    cr_expect_eq(pp_json_parse(pp_buf_view(&text), &value, NULL), PP_ERR_LIMIT);
    pp_buf_done(&text);
}

Test(json, numbers_too_long_for_cjson_are_refused)
{
    for (size_t len = 60; len < 70; len++) {
        struct pp_buf text;
        pp_buf_init(&text, 1000);
        pp_buf_add_str(&text, "0.");
        pp_buf_add_repeated(&text, '1', len - 2);
        struct pp_json_value *value = NULL;
        enum pp_status status = pp_json_parse(pp_buf_view(&text), &value, NULL);
        cr_expect_eq(status, len <= 63 ? PP_OK : PP_ERR_FORMAT, "%zu", len);
        pp_json_value_free(value);
        pp_buf_done(&text);
    }
}

static struct pp_json_value *parsed(const char *text)
{
    struct pp_json_value *value = NULL;
    cr_assert_eq(pp_json_parse(pp_sv_from(text), &value, NULL), PP_OK);
    return value;
}

Test(json, values_are_what_they_are_and_nothing_else)
{
    struct pp_json_value *root =
        parsed("{\"null\":null,\"true\":true,\"false\":false,\"int\":7,"
               "\"half\":0.5,\"minus\":-1,\"text\":\"x\\u0000y\","
               "\"array\":[1],\"object\":{},\"Text\":\"upper\"}");
    static const struct {
        const char *key;
        enum pp_json_kind kind;
        bool is_tri;
    } rows[] = {
        {"null", PP_JSON_NULL, true},
        {"true", PP_JSON_BOOL, true},
        {"false", PP_JSON_BOOL, true},
        {"int", PP_JSON_NUMBER, false},
        {"half", PP_JSON_NUMBER, false},
        {"minus", PP_JSON_NUMBER, false},
        {"text", PP_JSON_STRING, false},
        {"array", PP_JSON_ARRAY, false},
        {"object", PP_JSON_OBJECT, false},
        {"absent", PP_JSON_NULL, false},
        {"TEXT", PP_JSON_NULL, false},
    };
    for (size_t i = 0; i < PP_ARRAY_LEN(rows); i++) {
        const char *key = rows[i].key;
        struct pp_sv text = PP_SV("-");
        double number = -77;
        uint64_t whole = 77;
        bool flag = false;
        enum pp_tri tri = PP_NO;
        cr_expect_eq(pp_json_value_kind(pp_json_get(root, key)),
                     rows[i].kind,
                     "%s",
                     key);
        cr_expect_eq(pp_json_get_sv(root, key, &text),
                     rows[i].kind == PP_JSON_STRING,
                     "%s",
                     key);
        cr_expect_eq(pp_json_get_double(root, key, &number),
                     rows[i].kind == PP_JSON_NUMBER,
                     "%s",
                     key);
        cr_expect_eq(pp_json_get_bool(root, key, &flag),
                     rows[i].kind == PP_JSON_BOOL,
                     "%s",
                     key);
        cr_expect_eq(pp_json_get_u64(root, key, 100, &whole),
                     strcmp(key, "int") == 0,
                     "%s",
                     key);
        cr_expect_eq(
            pp_json_get_tri(root, key, &tri), rows[i].is_tri, "%s", key);
        cr_expect(text.len == 1 &&
                  text.ptr[0] == (rows[i].kind == PP_JSON_STRING ? 'x' : '-'));
        cr_expect_eq(whole, strcmp(key, "int") == 0 ? 7 : 77);
        cr_expect_eq(flag, strcmp(key, "true") == 0);
        cr_expect_eq(tri,
                     strcmp(key, "true") == 0   ? PP_YES
                     : strcmp(key, "null") == 0 ? PP_UNKNOWN
                                                : PP_NO,
                     "%s",
                     key);
    }
    struct pp_sv text;
    cr_expect(pp_json_get_sv(root, "Text", &text));
    cr_expect(pp_sv_equal(text, PP_SV("upper")));
    double number = 0;
    cr_expect(pp_json_get_double(root, "half", &number));
    cr_expect_eq(number, 0.5);
    cr_expect_null(pp_json_get(pp_json_get(root, "array"), "a"));
    cr_expect_null(pp_json_get(NULL, "a"));
    cr_expect_eq(pp_json_value_kind(NULL), PP_JSON_NULL);
    pp_json_value_free(root);
}

Test(json, whole_numbers_are_tested_for_wholeness_and_range)
{
    static const struct {
        const char *text;
        uint64_t max;
        bool is_ok;
        uint64_t value;
    } rows[] = {
        {"0", 0, true, 0},
        {"1", 0, false, 0},
        {"65535", 65535, true, 65535},
        {"65536", 65535, false, 0},
        {"1e3", 65535, true, 1000},
        {"2.0", 65535, true, 2},
        {"2.5", 65535, false, 0},
        {"0.9999999", 65535, false, 0},
        {"-1", 65535, false, 0},
        {"-0", 65535, true, 0},
        {"9007199254740992", UINT64_MAX, true, UINT64_C(9007199254740992)},
        {"9007199254740994", UINT64_MAX, false, 0},
        {"1e300", UINT64_MAX, false, 0},
        {"1e999", UINT64_MAX, false, 0},
        {"\"5\"", 65535, false, 0},
    };
    for (size_t i = 0; i < PP_ARRAY_LEN(rows); i++) {
        struct pp_json_value *value = parsed(rows[i].text);
        uint64_t got = 77;
        cr_expect_eq(pp_json_value_u64(value, rows[i].max, &got),
                     rows[i].is_ok,
                     "%s",
                     rows[i].text);
        cr_expect_eq(
            got, rows[i].is_ok ? rows[i].value : 77, "%s", rows[i].text);
        pp_json_value_free(value);
    }
}

Test(json, elements_and_members_come_in_order)
{
    struct pp_json_value *root = parsed("{\"b\":[3,1,2],\"a\":{},\"b\":9}");
    const struct pp_json_value *array = pp_json_get(root, "b");
    cr_assert_eq(pp_json_value_kind(array), PP_JSON_ARRAY, "the first of two");
    static const uint64_t expected[] = {3, 1, 2};
    size_t i = 0;
    for (const struct pp_json_value *at = pp_json_first(array); at != NULL;
         at = pp_json_next(at)) {
        uint64_t value = 0;
        cr_assert_lt(i, PP_ARRAY_LEN(expected));
        cr_expect(pp_json_value_u64(at, 9, &value));
        cr_expect_eq(value, expected[i++]);
        cr_expect_null(pp_json_key(at));
    }
    cr_expect_eq(i, 3);
    cr_expect_eq(pp_json_count(array), 3);
    cr_expect_eq(pp_json_count(root), 3);
    cr_expect_str_eq(pp_json_key(pp_json_first(root)), "b");
    cr_expect_str_eq(pp_json_key(pp_json_next(pp_json_first(root))), "a");
    cr_expect_eq(pp_json_count(pp_json_get(root, "a")), 0);
    cr_expect_eq(pp_json_count(NULL), 0);
    cr_expect_eq(pp_json_count(pp_json_first(array)), 0, "a number");
    cr_expect_null(pp_json_first(pp_json_first(array)));
    pp_json_value_free(root);
    pp_json_value_free(NULL);
}

/* What is written, compact or pretty, is read back the same. */
static void build_random(struct pp_test_random *random,
                         struct pp_json *node,
                         bool is_object,
                         int depth)
{
    static const char *const texts[] = {
        "", "x", "\"\\\n", "für", "\xFF", "\x1B[0m", "\xE2\x80\xAE", "协议"};
    uint32_t count = pp_test_random_below(random, 5);
    for (uint32_t i = 0; i < count; i++) {
        char name[16];
        snprintf(name, sizeof(name), "k%u\n", (unsigned)i);
        const char *key = is_object ? name : NULL;
        uint32_t choice = pp_test_random_below(random, depth < 6 ? 6 : 4);
        if (choice == 0) {
            pp_json_add_u64(node, key, pp_test_random_below(random, 65536));
        } else if (choice == 1) {
            pp_json_add_str(node, key, texts[pp_test_random_below(random, 8)]);
        } else if (choice == 2) {
            pp_json_add_tri(node, key, pp_test_random_below(random, 3));
        } else if (choice == 3) {
            pp_json_add_double(node, key, 0.001 * i, 3);
        } else if (choice == 4) {
            build_random(random, pp_json_object(node, key), true, depth + 1);
        } else {
            build_random(random, pp_json_array(node, key), false, depth + 1);
        }
    }
}

static void
rebuild(const struct pp_json_value *value, struct pp_json *node, bool is_object)
{
    for (const struct pp_json_value *at = pp_json_first(value); at != NULL;
         at = pp_json_next(at)) {
        const char *key = is_object ? pp_json_key(at) : NULL;
        struct pp_sv text;
        double number = 0;
        enum pp_tri tri = PP_UNKNOWN;
        if (pp_json_value_sv(at, &text)) {
            pp_json_add_sv(node, key, text);
        } else if (pp_json_value_double(at, &number)) {
            bool is_whole = number == floor(number) && number != 0;
            pp_json_add_double(node, key, number, is_whole ? 0 : 3);
        } else if (pp_json_value_tri(at, &tri)) {
            pp_json_add_tri(node, key, tri);
        } else if (pp_json_value_kind(at) == PP_JSON_OBJECT) {
            rebuild(at, pp_json_object(node, key), true);
        } else {
            rebuild(at, pp_json_array(node, key), false);
        }
    }
}

static struct pp_buf written(const struct pp_json *doc, bool is_pretty)
{
    struct pp_buf out;
    pp_buf_init(&out, 1 << 24);
    cr_assert_eq(pp_json_write(doc, &out, is_pretty), PP_OK);
    return out;
}

Test(json, what_is_written_is_read_back_the_same)
{
    for (uint64_t seed = 0; seed < 300; seed++) {
        struct pp_test_random random = pp_test_random_from(seed);
        struct pp_json *doc = pp_json_doc_new();
        build_random(&random, doc, true, 1);
        struct pp_buf compact = written(doc, false);
        struct pp_buf pretty = written(doc, true);
        struct pp_buf *const texts[] = {&compact, &pretty};
        struct pp_buf again[2];
        for (size_t i = 0; i < 2; i++) {
            struct pp_json_value *value = NULL;
            cr_assert_eq(pp_json_parse(pp_buf_view(texts[i]), &value, NULL),
                         PP_OK);
            struct pp_json *copy = pp_json_doc_new();
            rebuild(value, copy, true);
            again[i] = written(copy, false);
            pp_json_free(copy);
            pp_json_value_free(value);
        }
        cr_expect(pp_sv_equal(pp_buf_view(&again[0]), pp_buf_view(&again[1])),
                  "seed %zu: compact and pretty differ",
                  (size_t)seed);
        /* 0 and 0.000 are one number, so lengths may differ, no more. */
        cr_expect_geq(again[0].len + 64, compact.len, "seed %zu", (size_t)seed);
        pp_buf_done(&again[0]);
        pp_buf_done(&again[1]);
        pp_buf_done(&compact);
        pp_buf_done(&pretty);
        pp_json_free(doc);
    }
}

Test(json, a_large_table_is_built_in_little_time)
{
    struct pp_json *doc = pp_json_doc_new();
    struct pp_json *rows = pp_json_array(doc, "rows");
    for (uint64_t i = 0; i < PP_LIMIT_TABLE_ROWS; i++) {
        struct pp_json *row = pp_json_append_object(rows);
        pp_json_add_u64(row, "start", i);
        pp_json_add_u64(row, "end", i);
        pp_json_add_str(row, "owner", "administered");
    }
    struct pp_buf out = written(doc, true);
    struct pp_json_value *value = NULL;
    cr_assert_eq(pp_json_parse(pp_buf_view(&out), &value, NULL), PP_OK);
    cr_expect_eq(pp_json_count(pp_json_get(value, "rows")),
                 PP_LIMIT_TABLE_ROWS);
    pp_json_value_free(value);
    pp_buf_done(&out);
    pp_json_free(doc);
}

Test(json, a_foreign_locale_changes_nothing)
{
    static const char *const names[] = {"de_DE.UTF-8", "fr_FR.UTF-8", "C"};
    for (size_t i = 0; i < PP_ARRAY_LEN(names); i++) {
        if (setlocale(LC_ALL, names[i]) == NULL) {
            continue;
        }
        struct pp_json *doc = pp_json_doc_new();
        pp_json_add_double(doc, "n", 1.5, 2);
        expect_written(names[i], doc, false, "{\"n\":1.50}");
        pp_json_free(doc);
        struct pp_json_value *value = parsed("{\"n\":1.5}");
        double number = 0;
        cr_expect(pp_json_get_double(value, "n", &number));
        cr_expect_eq(number, 1.5, "%s", names[i]);
        pp_json_value_free(value);
    }
    setlocale(LC_ALL, "C");
}

/* ---- Places ---- */

/* Every value and name is where a search by hand finds it. */
Test(json, the_place_of_every_value_is_found)
{
    static const char text[] = "\xEF\xBB\xBF{ \"a\" : [1, \"x\\\"]\", {} ],\n"
                               "  \"b\":{\"c\":null,\"d\":[[],-2.5e3]} }";
    static const struct {
        const char *key; /* what begins at the place of the name */
        const char *value;
    } expected[] = {
        {"{ \"a\"", "{ \"a\""},
        {"\"a\" :", "[1"},
        {"1, ", "1, "},
        {"\"x\\\"]\"", "\"x\\\"]\""},
        {"{} ]", "{} ]"},
        {"\"b\":", "{\"c\""},
        {"\"c\":", "null"},
        {"\"d\":", "[[]"},
        {"[],-", "[],-"},
        {"-2.5e3", "-2.5e3"},
    };
    struct pp_sv all = pp_sv_from(text);
    struct pp_json_value *root = NULL;
    struct pp_json_places places = {0};
    cr_assert_eq(pp_json_parse_placed(all, &root, &places, NULL), PP_OK);
    cr_assert_eq(places.count, PP_ARRAY_LEN(expected));
    const struct pp_json_value *a = pp_json_get(root, "a");
    const struct pp_json_value *b = pp_json_get(root, "b");
    const struct pp_json_value *one = pp_json_first(a);
    const struct pp_json_value *d = pp_json_get(b, "d");
    const struct pp_json_value *values[] = {
        root,
        a,
        one,
        pp_json_next(one),
        pp_json_next(pp_json_next(one)),
        b,
        pp_json_get(b, "c"),
        d,
        pp_json_first(d),
        pp_json_next(pp_json_first(d)),
    };
    for (size_t i = 0; i < PP_ARRAY_LEN(values); i++) {
        struct pp_json_place place = pp_json_place_of(&places, values[i]);
        cr_expect(pp_sv_starts(pp_sv_sub(all, place.key, SIZE_MAX),
                               pp_sv_from(expected[i].key)),
                  "%zu: name at %zu",
                  i,
                  place.key);
        cr_expect(pp_sv_starts(pp_sv_sub(all, place.value, SIZE_MAX),
                               pp_sv_from(expected[i].value)),
                  "%zu: value at %zu",
                  i,
                  place.value);
    }
    pp_json_value_free(root);
    pp_free(places.items);
}
