/*
 * The text reader: the same lines whatever the encoding, the line ends and
 * the size of the reads, and bounded work on hostile bytes.
 */
#include <criterion/criterion.h>
#include <iconv.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "portplan/buf.h"

#include "base/bounds.h"
#include "base/utf8.h"
#include "random.h"
#include "text/text.h"

static const size_t read_sizes[] = {1, 2, 3, 7, 64, 0};

/* The lines of a text, each with a '|' behind it, and what it was. */
struct reading {
    struct pp_buf lines;
    struct pp_text_summary summary;
    enum pp_status status;
};

static void collect(struct pp_text_reader *reader, struct reading *reading)
{
    struct pp_line line;
    bool is_end = false;
    uint64_t number = 0;
    while ((reading->status = pp_text_next_line(reader, &line, &is_end)) ==
               PP_OK &&
           !is_end) {
        cr_assert_eq(line.number, ++number);
        cr_assert_eq(line.was_cut, line.skipped_bytes > 0);
        pp_buf_add(&reading->lines, line.text);
        pp_buf_add_char(&reading->lines, '|');
    }
}

static struct reading read_bytes(struct pp_sv bytes,
                                 size_t max_read,
                                 const struct pp_text_options *options)
{
    struct reading reading = {.status = PP_OK};
    pp_buf_init(&reading.lines, 512 * 1024 * 1024);
    struct pp_text_memory memory = {.bytes = bytes, .max_read = max_read};
    struct pp_text_reader reader;
    reading.status =
        pp_text_open(&reader, pp_text_memory_source(&memory), options);
    if (reading.status == PP_OK) {
        collect(&reader, &reading);
        pp_text_close(&reader);
    }
    reading.summary = pp_text_get_summary(&reader);
    return reading;
}

static bool has_lines(const struct reading *reading, const char *expected)
{
    return reading->status == PP_OK &&
           pp_sv_equal(pp_buf_view(&reading->lines), pp_sv_from(expected));
}

/* Reads with every read size and expects the same lines and line ends. */
static void expect_lines(const char *label,
                         struct pp_sv bytes,
                         const struct pp_text_options *options,
                         const char *expected,
                         const char *encoding,
                         const char *newline)
{
    for (size_t i = 0; i < PP_ARRAY_LEN(read_sizes); i++) {
        struct reading got = read_bytes(bytes, read_sizes[i], options);
        cr_expect(has_lines(&got, expected),
                  "%s, reads of %zu: got '%.*s', expected '%s'",
                  label,
                  read_sizes[i],
                  PP_SV_ARGS(pp_buf_view(&got.lines)),
                  expected);
        cr_expect_str_eq(got.summary.encoding,
                         encoding,
                         "%s, reads of %zu: %s",
                         label,
                         read_sizes[i],
                         got.summary.encoding);
        cr_expect_str_eq(got.summary.newline, newline, "%s", label);
        pp_buf_done(&got.lines);
    }
}

/* ---- Line ends ---- */

Test(text, every_line_end_ends_a_line_once)
{
    static const struct {
        const char *text;
        const char *lines;
        const char *newline;
    } rows[] = {
        {"", "", "none"},
        {"a", "a|", "none"},
        {"a\n", "a|", "lf"},
        {"a\r\n", "a|", "crlf"},
        {"a\r", "a|", "cr"},
        {"\n", "|", "lf"},
        {"\r\n", "|", "crlf"},
        {"\r", "|", "cr"},
        {"\r\r", "||", "cr"},
        {"\n\n", "||", "lf"},
        {"\r\n\r\n", "||", "crlf"},
        {"\n\r", "||", "mixed"},
        {"a\nb", "a|b|", "lf"},
        {"a\r\nb\r\n", "a|b|", "crlf"},
        {"a\rb\r", "a|b|", "cr"},
        {"a\nb\r\nc\rd", "a|b|c|d|", "mixed"},
        {"a\r\r\nb", "a||b|", "mixed"},
        {"a\r\n\nb\n\r\nc", "a||b||c|", "mixed"},
        {"a\rb\r\n", "a|b|", "mixed"},
        {"a\rb\n", "a|b|", "mixed"},
        {"\xC2\x85 \xE2\x80\xA8\x0B\x0C\n",
         "\xC2\x85 \xE2\x80\xA8\x0B\x0C|",
         "lf"},
    };
    for (size_t i = 0; i < PP_ARRAY_LEN(rows); i++) {
        expect_lines(rows[i].text,
                     pp_sv_from(rows[i].text),
                     NULL,
                     rows[i].lines,
                     "utf-8",
                     rows[i].newline);
    }
}

Test(text, after_the_end_comes_the_end_again)
{
    struct pp_text_memory memory = {.bytes = PP_SV("a\n")};
    struct pp_text_reader reader;
    cr_assert_eq(pp_text_open(&reader, pp_text_memory_source(&memory), NULL),
                 PP_OK);
    struct pp_line line = {.number = 77};
    bool is_end = true;
    cr_assert_eq(pp_text_next_line(&reader, &line, &is_end), PP_OK);
    cr_assert(!is_end);
    for (int i = 0; i < 3; i++) {
        line.number = 77;
        cr_assert_eq(pp_text_next_line(&reader, &line, &is_end), PP_OK);
        cr_assert(is_end);
        cr_expect_eq(line.number, 77, "written at the end");
    }
    pp_text_close(&reader);
    cr_assert_eq(pp_text_next_line(&reader, &line, &is_end), PP_OK);
    cr_expect(is_end, "a closed reader has no lines");
    pp_text_close(&reader);
    cr_expect_eq(pp_text_get_summary(&reader).line_count, 1);
}

/* ---- The matrix ---- */

struct sample {
    const char *label;
    const char *codepage; /* iconv's name */
    const char *name;     /* ours */
    const char *lines[4];
    struct pp_text_hint hint;
};

#define NUMBERS "      1031        1130      *"

static const struct sample samples[] = {
    {"german",
     "CP850",
     "cp850",
     {"Protokoll für tcp: Portausschlussbereiche", NUMBERS, "", "ABHÖREN"},
     {PP_SV_INIT("für"), "cp850 cp1252 cp437"}},
    {"german, ansi",
     "CP1252",
     "cp1252",
     {"Protokoll für tcp: Portausschlussbereiche", NUMBERS, "", "ABHÖREN"},
     {PP_SV_INIT("für"), "cp850 cp1252 cp437"}},
    {"russian",
     "CP866",
     "cp866",
     {"Протокол tcp: диапазоны исключения портов", NUMBERS, "", "Порт"},
     {PP_SV_INIT("Протокол"), "cp866 cp1251"}},
    {"simplified chinese",
     "CP936",
     "cp936",
     {"协议 tcp 端口排除范围", NUMBERS, "", "一一一 暂缺"},
     {PP_SV_INIT("协议"), "cp936"}},
    {"korean",
     "CP949",
     "cp949",
     {"프로토콜 tcp 포트 제외 범위", NUMBERS, "", "시작 포트"},
     {PP_SV_INIT("프로토콜"), "cp949"}},
    {"traditional chinese",
     "CP950",
     "cp950",
     {"通訊協定 tcp 連接埠排除範圍", NUMBERS, "", "開始連接埠"},
     {PP_SV_INIT("通訊協定"), "cp950"}},
    {"japanese",
     "CP932",
     "cp932",
     {"プロトコル tcp ポート除外の範囲", NUMBERS, "", "開始ポート"},
     {PP_SV_INIT("プロトコル"), "cp932"}},
};

enum {
    SAMPLE_HINTS = PP_ARRAY_LEN(samples)
};

static const char *const line_ends[] = {"\n", "\r\n", "\r"};
static const char *const newline_names[] = {"lf", "crlf", "cr"};

static void
join(const struct sample *sample, const char *end, char *into, size_t size)
{
    size_t len = 0;
    for (size_t i = 0; i < PP_ARRAY_LEN(sample->lines); i++) {
        len += (size_t)snprintf(
            into + len, size - len, "%s%s", sample->lines[i], end);
    }
}

/* Encodes a text; `name` is iconv's. */
static struct pp_sv
encode(const char *text, const char *name, const char *mark, char *into)
{
    size_t mark_len = strlen(mark);
    memcpy(into, mark, mark_len);
    iconv_t handle = iconv_open(name, "UTF-8");
    cr_assert((intptr_t)handle != -1, "%s", name);
    char *in = (char *)text;
    size_t in_left = strlen(text);
    char *out = into + mark_len;
    size_t out_left = 4096;
    cr_assert(iconv(handle, &in, &in_left, &out, &out_left) == 0,
              "%s in %s",
              text,
              name);
    iconv_close(handle);
    return (struct pp_sv){into, (size_t)(out - into)};
}

static void check_sample(const struct sample *sample, size_t end)
{
    struct pp_text_hint hints[SAMPLE_HINTS];
    for (size_t i = 0; i < SAMPLE_HINTS; i++) {
        hints[i] = samples[i].hint;
    }
    const struct {
        const char *iconv_name;
        const char *mark;
        const char *name;
        const char *asked;
    } rows[] = {
        {"UTF-8", "", "utf-8", NULL},
        {"UTF-8", "", "utf-8", "utf8"},
        {"UTF-8", "\xEF\xBB\xBF", "utf-8", NULL},
        {"UTF-8", "\xEF\xBB\xBF", "utf-8", "UTF-8"},
        {"UTF-16LE", "", "utf-16le", NULL},
        {"UTF-16LE", "", "utf-16le", "utf-16le"},
        {"UTF-16LE", "", "utf-16le", "utf-16"},
        {"UTF-16LE", "\xFF\xFE", "utf-16le", NULL},
        {"UTF-16LE", "\xFF\xFE", "utf-16le", "utf-16le"},
        {"UTF-16LE", "\xFF\xFE", "utf-16le", "utf-16"},
        {"UTF-16BE", "", "utf-16be", NULL},
        {"UTF-16BE", "", "utf-16be", "utf-16be"},
        {"UTF-16BE", "", "utf-16be", "utf-16"},
        {"UTF-16BE", "\xFE\xFF", "utf-16be", NULL},
        {"UTF-16BE", "\xFE\xFF", "utf-16be", "utf-16"},
        {sample->codepage, "", sample->name, sample->name},
        {sample->codepage, "", sample->name, NULL},
    };
    char text[1024];
    char expected[1024];
    char bytes[4096 + 8];
    join(sample, line_ends[end], text, sizeof(text));
    join(sample, "|", expected, sizeof(expected));
    for (size_t i = 0; i < PP_ARRAY_LEN(rows); i++) {
        /* The German words are the same in both code pages' lists: the bytes
         * decide. */
        struct pp_text_options options = {.encoding = rows[i].asked,
                                          .hint_words = hints,
                                          .hint_word_count = SAMPLE_HINTS};
        char label[128];
        snprintf(label,
                 sizeof(label),
                 "%s, %s, %s, asked for %s",
                 sample->label,
                 rows[i].iconv_name,
                 newline_names[end],
                 rows[i].asked != NULL ? rows[i].asked : "nothing");
        expect_lines(label,
                     encode(text, rows[i].iconv_name, rows[i].mark, bytes),
                     &options,
                     expected,
                     rows[i].name,
                     newline_names[end]);
    }
}

Test(text, encodings_line_ends_and_read_sizes_all_give_the_same_lines)
{
    for (size_t i = 0; i < PP_ARRAY_LEN(samples); i++) {
        for (size_t end = 0; end < PP_ARRAY_LEN(line_ends); end++) {
            check_sample(&samples[i], end);
        }
    }
}

/* ---- Encodings by name ---- */

Test(text, encodings_go_by_all_their_usual_names)
{
    static const struct {
        const char *name;
        const char *expected; /* NULL: unknown */
    } rows[] = {
        {"utf-8", "utf-8"},
        {"UTF8", "utf-8"},
        {"utf_8", "utf-8"},
        {"cp65001", "utf-8"},
        {"ascii", "utf-8"},
        {"utf-16", "utf-16"},
        {"Unicode", "utf-16"},
        {"utf-16le", "utf-16le"},
        {"UTF-16 BE", "utf-16be"},
        {"cp850", "cp850"},
        {"850", "cp850"},
        {"ibm850", "cp850"},
        {"IBM-850", "cp850"},
        {"oem850", "cp850"},
        {"windows-1252", "cp1252"},
        {"cp1252", "cp1252"},
        {"latin1", "iso-8859-1"},
        {"ISO-8859-1", "iso-8859-1"},
        {"cp936", "cp936"},
        {"GBK", "cp936"},
        {"cp949", "cp949"},
        {"cp950", "cp950"},
        {"big5", "cp950"},
        {"cp932", "cp932"},
        {"Shift_JIS", "cp932"},
        {"windows-31j", "cp932"},
        {"cp866", "cp866"},
        {"cp437", "cp437"},
        {"cp852", "cp852"},
        {"cp1250", "cp1250"},
        {"cp1251", "cp1251"},
        {"cp1254", "cp1254"},
        {"koi8-r", "koi8-r"},
        {"", NULL},
        {"cp", NULL},
        {"cp9999", NULL},
        {"cp85", NULL},
        {"utf-7", NULL},
        {"klingon", NULL},
        {"8500", NULL},
        {"-", NULL},
        {"a name that is much too long", NULL},
    };
    for (size_t i = 0; i < PP_ARRAY_LEN(rows); i++) {
        struct pp_text_encoding encoding = {.name = "untouched"};
        bool is_found =
            pp_text_encoding_find(pp_sv_from(rows[i].name), &encoding);
        const char *expected =
            rows[i].expected != NULL ? rows[i].expected : "untouched";
        cr_expect_eq(is_found, rows[i].expected != NULL, "'%s'", rows[i].name);
        cr_expect_str_eq(encoding.name, expected, "'%s'", rows[i].name);
    }
}

Test(text, an_unknown_encoding_is_an_invalid_argument)
{
    struct pp_text_options options = {.encoding = "klingon"};
    struct reading got = read_bytes(PP_SV("a\n"), 0, &options);
    cr_expect_eq(got.status, PP_ERR_INVALID);
}

Test(text, every_named_code_page_is_known_to_iconv_and_keeps_ascii)
{
    static const int pages[] = {437,  737,  775,  850,  852,  855,  857,  858,
                                860,  861,  862,  863,  865,  866,  869,  874,
                                932,  936,  949,  950,  1250, 1251, 1252, 1253,
                                1254, 1255, 1256, 1257, 1258};
    for (size_t i = 0; i < PP_ARRAY_LEN(pages); i++) {
        char name[16];
        snprintf(name, sizeof(name), "cp%d", pages[i]);
        struct pp_text_options options = {.encoding = name};
        expect_lines(name,
                     PP_SV("1031 1130 * tcp\\|[]~\r\n"),
                     &options,
                     "1031 1130 * tcp\\|[]~|",
                     name,
                     "crlf");
    }
}

/* ---- Evidence ---- */

Test(text, what_is_no_utf8_and_holds_no_known_word_passes_unchanged)
{
    struct pp_text_hint hints[] = {{PP_SV("für"), "cp850 cp1252"}};
    struct pp_text_options options = {.hint_words = hints,
                                      .hint_word_count = 1};
    struct pp_sv bytes = PP_SV("ABH\x99REN 1\r\n\xFF\xFE\xFD\r\n");
    const char *expected = "ABH\x99REN 1|\xFF\xFE\xFD|";
    expect_lines("hints", bytes, &options, expected, "utf-8", "crlf");
    expect_lines("no hints", bytes, NULL, expected, "utf-8", "crlf");
    struct reading got = read_bytes(bytes, 0, NULL);
    cr_expect_eq(got.summary.invalid_count, 4);
    pp_buf_done(&got.lines);
}

Test(text, the_code_page_with_most_words_wins_and_the_first_of_equals)
{
    static const struct {
        const char *label;
        const char *first_pages;
        const char *second_pages;
        const char *expected;
    } rows[] = {
        {"first of equals", "cp850 cp437", "cp437 cp850", "cp850"},
        {"first of equals", "cp437 cp850", "cp850 cp437", "cp437"},
        {"two words against one", "cp437 cp850", "cp850", "cp850"},
        {"a word where it is not listed", "cp1252", "cp1252", "utf-8"},
        {"unknown pages", "klingon cp850", "elvish", "cp850"},
        {"no code page", "utf-8 utf-16 utf-16le", "utf-8", "utf-8"},
        {"none listed", "", "", "utf-8"},
        {"blanks", "  cp850  ", " ", "cp850"},
    };
    /* "für" and "Präfix" in cp850 and cp437 alike. */
    struct pp_sv bytes = PP_SV("ascii\nf\x81r Port Pr\x84"
                               "fix\n");
    for (size_t i = 0; i < PP_ARRAY_LEN(rows); i++) {
        struct pp_text_hint hints[] = {
            {PP_SV("Port"), "cp866 cp932"}, /* ASCII proves nothing */
            {PP_SV("für"), rows[i].first_pages},
            {PP_SV("Präfix"), rows[i].second_pages},
            {PP_SV("ascii"), "cp949"},
        };
        struct pp_text_options options = {.hint_words = hints,
                                          .hint_word_count = 4};
        struct reading got = read_bytes(bytes, 0, &options);
        cr_expect_str_eq(got.summary.encoding,
                         rows[i].expected,
                         "%s: %s",
                         rows[i].label,
                         got.summary.encoding);
        pp_buf_done(&got.lines);
    }
}

Test(text, of_code_pages_with_as_many_words_the_likelier_one_wins)
{
    /* cp437 is tried first, for English; German is more often in cp850. */
    struct pp_text_hint hints[] = {
        {PP_SV("Port"), "cp437 cp850"},
        {PP_SV("für"), "cp850 cp1252 cp437"},
    };
    struct pp_text_options options = {.hint_words = hints,
                                      .hint_word_count = 2};
    struct reading got = read_bytes(PP_SV("f\x81r Port\n"), 0, &options);
    cr_expect_str_eq(got.summary.encoding, "cp850");
    pp_buf_done(&got.lines);
}

Test(text, a_word_behind_much_ascii_still_tells_the_code_page)
{
    struct pp_buf text;
    pp_buf_init(&text, 1 << 20);
    for (int i = 0; i < 4000; i++) {
        pp_buf_add_str(&text, NUMBERS "\r\n");
    }
    pp_buf_add_str(&text, "f\x81r\r\n");
    struct pp_text_hint hints[] = {{PP_SV("für"), "cp850"}};
    struct pp_text_options options = {.hint_words = hints,
                                      .hint_word_count = 1};
    struct reading got = read_bytes(pp_buf_view(&text), 0, &options);
    cr_expect_str_eq(got.summary.encoding, "cp850");
    pp_buf_done(&got.lines);
    pp_buf_done(&text);
}

Test(text, the_sample_for_code_pages_is_bounded)
{
    struct pp_buf text;
    pp_buf_init(&text, 1 << 20);
    pp_buf_add_repeated(&text, '\x81', 200 * 1000);
    pp_buf_add_str(&text, "\nf\x81r\n");
    struct pp_text_hint hints[] = {{PP_SV("für"), "cp850"}};
    struct pp_text_options options = {.hint_words = hints,
                                      .hint_word_count = 1};
    struct reading got = read_bytes(pp_buf_view(&text), 0, &options);
    cr_expect_str_eq(got.summary.encoding, "utf-8", "looked too far");
    pp_buf_done(&got.lines);
    pp_buf_done(&text);
}

Test(text, utf8_with_a_few_bad_bytes_stays_utf8)
{
    struct pp_text_hint hints[] = {{PP_SV("für"), "cp850 cp1252"}};
    struct pp_text_options options = {.hint_words = hints,
                                      .hint_word_count = 1};
    expect_lines("für für f\\x81r",
                 PP_SV("für für f\x81r\n"),
                 &options,
                 "für für f\x81r|",
                 "utf-8",
                 "lf");
    struct reading got = read_bytes(PP_SV("für für f\x81r\n"), 0, &options);
    cr_expect_eq(got.summary.invalid_count, 1);
    pp_buf_done(&got.lines);
    got = read_bytes(PP_SV("für f\x81r f\x81r\n"), 0, &options);
    cr_expect_str_eq(got.summary.encoding, "cp850", "mostly not UTF-8");
    pp_buf_done(&got.lines);
}

/* A sequence cut by the end of the first chunk is no evidence against UTF-8,
 * but one cut by the end of the text is. */
Test(text, the_end_of_the_first_chunk_may_cut_a_sequence)
{
    struct pp_text_hint hints[] = {{PP_SV("gÃ"), "cp1252"},
                                   {PP_SV("gå"), "cp1252"},
                                   {PP_SV("gð"), "cp1252"},
                                   {PP_SV("é"), "cp1252"}};
    struct pp_text_options options = {.hint_words = hints,
                                      .hint_word_count = 4};
    static const char *const sequences[] = {
        "\xC3\xA9", "\xE5\x8D\x8F", "\xF0\x9F\x98\x80"};
    for (size_t i = 0; i < PP_ARRAY_LEN(sequences); i++) {
        for (size_t cut = 1; cut < strlen(sequences[i]); cut++) {
            struct pp_buf text;
            pp_buf_init(&text, 1 << 20);
            pp_buf_add_repeated(&text, 'x', PP_LIMIT_CHUNK_BYTES - cut - 8);
            pp_buf_add_str(&text, "\nabcdefg");
            pp_buf_add_str(&text, sequences[i]);
            struct reading got = read_bytes(pp_buf_view(&text), 0, &options);
            cr_expect_str_eq(got.summary.encoding, "utf-8");
            cr_expect_eq(got.summary.invalid_count, 0, "%zu %zu", i, cut);
            cr_expect_eq(got.summary.line_count, 2);
            pp_buf_done(&got.lines);
            pp_buf_done(&text);
        }
    }
    struct reading got = read_bytes(PP_SV("caf\xE9"), 0, &options);
    cr_expect_str_eq(got.summary.encoding, "cp1252");
    cr_expect(has_lines(&got, "café|"));
    pp_buf_done(&got.lines);
    got = read_bytes(PP_SV("caf\x82"), 0, &options);
    cr_expect_str_eq(got.summary.encoding, "utf-8");
    pp_buf_done(&got.lines);
}

/* ---- UTF-16 ---- */

Test(text, utf16_without_a_mark_is_known_by_its_nul_bytes)
{
    static const struct {
        const char *label;
        struct pp_sv bytes;
        const char *encoding;
    } rows[] = {
        {"LE", PP_SV_INIT("1\0 \0002\0\r\0\n\0"), "utf-16le"},
        {"BE", PP_SV_INIT("\0001\0 \0002\0\r\0\n"), "utf-16be"},
        {"LE, chinese and a line end",
         PP_SV_INIT("\x4F\x53\xAE\x8B\x4F\x53\n\0"),
         "utf-16le"},
        {"BE, chinese and a line end",
         PP_SV_INIT("\x53\x4F\x8B\xAE\x53\x4F\0\n"),
         "utf-16be"},
        {"LE, U+4E00 once in ten",
         PP_SV_INIT("1\0\0\x4E"
                    "1\0001\0001\0001\0\n\0"),
         "utf-16le"},
        {"8-bit, a NUL inside",
         PP_SV_INIT("1031 1130\0 *\r\n1031 1130\r\n"),
         "utf-8"},
        {"8-bit, a NUL behind", PP_SV_INIT("1031 1130\r\n\0"), "utf-8"},
        {"8-bit, NULs behind lines",
         PP_SV_INIT("1031 113\n\0"
                    "1031 113\n\0"),
         "utf-8"},
        {"8-bit, every second a NUL pair",
         PP_SV_INIT("a\0\0b\0\0c\0\0d\0\0e\0\0\n"),
         "utf-8"},
        {"four bytes a character", PP_SV_INIT("1\0\0\0\n\0\0\0"), "utf-8"},
        {"8-bit chinese, a NUL behind a line",
         PP_SV_INIT(
             "\xD0\xAD\xD2\xE9\r\n\xD0\xAD\xD2\xE9\r\n\xD0\xAD\xD2\xE9\n\0"),
         "utf-8"},
        {"8-bit chinese, a NUL behind a letter",
         PP_SV_INIT("\xD0\xAD\xD2\xE9"
                    "a\0"),
         "utf-8"},
        {"NULs only", PP_SV_INIT("\0\0\0\0\0\0"), "utf-8"},
        {"a NUL and a letter", PP_SV_INIT("\0a"), "utf-16be"},
        {"controls and NULs", PP_SV_INIT("\1\0\2\0\3\0\4\0"), "utf-8"},
        {"as many one way as the other",
         PP_SV_INIT("a\0b\0c\0\0d\0e\0f\n\0"),
         "utf-8"},
    };
    for (size_t i = 0; i < PP_ARRAY_LEN(rows); i++) {
        struct reading got = read_bytes(rows[i].bytes, 0, NULL);
        cr_expect_str_eq(got.summary.encoding,
                         rows[i].encoding,
                         "%s: %s",
                         rows[i].label,
                         got.summary.encoding);
        pp_buf_done(&got.lines);
    }
}

Test(text, asked_for_utf16_without_evidence_is_little_endian)
{
    struct pp_text_options options = {.encoding = "utf-16"};
    expect_lines("no NUL",
                 PP_SV("\x4F\x53"),
                 &options,
                 "\xE5\x8D\x8F|",
                 "utf-16le",
                 "none");
    expect_lines("empty", PP_SV(""), &options, "", "utf-16le", "none");
}

Test(text, broken_surrogates_become_replacement_characters)
{
    struct pp_text_options options = {.encoding = "utf-16le"};
    static const struct {
        const char *label;
        struct pp_sv bytes;
        const char *lines;
        size_t invalid_count;
    } rows[] = {
        {"a pair", PP_SV_INIT("\x3D\xD8\x00\xDE\n\0"), "\xF0\x9F\x98\x80|", 0},
        {"high alone",
         PP_SV_INIT("a\0\x3D\xD8"
                    "b\0\n\0"),
         "a\xEF\xBF\xBD"
         "b|",
         1},
        {"low alone",
         PP_SV_INIT("a\0\x00\xDE"
                    "b\0\n\0"),
         "a\xEF\xBF\xBD"
         "b|",
         1},
        {"high twice",
         PP_SV_INIT("\x3D\xD8\x3D\xD8\x00\xDE\n\0"),
         "\xEF\xBF\xBD\xF0\x9F\x98\x80|",
         1},
        {"high at the end", PP_SV_INIT("a\0\x3D\xD8"), "a\xEF\xBF\xBD|", 1},
        {"high, then a line end",
         PP_SV_INIT("\x3D\xD8\n\0b\0"),
         "\xEF\xBF\xBD|b|",
         1},
        {"an odd last byte", PP_SV_INIT("a\0\n\0x"), "a|", 1},
        {"high, then no half of anything",
         PP_SV_INIT("\x3D\xD8\x00\xE0\n\0"),
         "\xEF\xBF\xBD\xEE\x80\x80|",
         1},
        {"a real replacement", PP_SV_INIT("\xFD\xFF\n\0"), "\xEF\xBF\xBD|", 0},
        {"U+FFFF", PP_SV_INIT("\xFF\xFF\n\0"), "\xEF\xBF\xBD|", 1},
        {"three lost",
         PP_SV_INIT("\xFF\xFF\xFF\xFF\n\0\xFF\xFF"),
         "\xEF\xBF\xBD\xEF\xBF\xBD|\xEF\xBF\xBD|",
         3},
        {"U+0A00, U+000D inside",
         PP_SV_INIT("\x00\x0A\x0D\x0A\n\0"),
         "\xE0\xA8\x80\xE0\xA8\x8D|",
         0},
    };
    for (size_t i = 0; i < PP_ARRAY_LEN(rows); i++) {
        for (size_t k = 0; k < PP_ARRAY_LEN(read_sizes); k++) {
            struct reading got =
                read_bytes(rows[i].bytes, read_sizes[k], &options);
            cr_expect(has_lines(&got, rows[i].lines),
                      "%s: '%.*s'",
                      rows[i].label,
                      PP_SV_ARGS(pp_buf_view(&got.lines)));
            cr_expect_eq(got.summary.invalid_count,
                         rows[i].invalid_count,
                         "%s: %zu",
                         rows[i].label,
                         (size_t)got.summary.invalid_count);
            pp_buf_done(&got.lines);
        }
    }
}

/* ---- Code pages ---- */

Test(text, bytes_of_no_code_page_become_replacement_characters)
{
    static const struct {
        const char *encoding;
        struct pp_sv bytes;
        const char *lines;
        size_t invalid_count;
    } rows[] = {
        {"cp1252",
         PP_SV_INIT("a\x81"
                    "b\n"),
         "a\xEF\xBF\xBD"
         "b|",
         1},
        {"cp932", PP_SV_INIT("a\x83\n"), "a\xEF\xBF\xBD|", 1},
        {"cp932", PP_SV_INIT("a\x83"), "a\xEF\xBF\xBD|", 1},
        {"cp936", PP_SV_INIT("\xD0\xAD\xD2"), "\xE5\x8D\x8F\xEF\xBF\xBD|", 1},
        {"cp936", PP_SV_INIT("\xFF\xFF\n"), "\xEF\xBF\xBD\xEF\xBF\xBD|", 2},
        {"cp1258", PP_SV_INIT("a"), "a|", 0}, /* held back until the end */
        {"cp1258",
         PP_SV_INIT("a\xEC"
                    "b"),
         "\xC3\xA1"
         "b|",
         0},
    };
    for (size_t i = 0; i < PP_ARRAY_LEN(rows); i++) {
        struct pp_text_options options = {.encoding = rows[i].encoding};
        for (size_t k = 0; k < PP_ARRAY_LEN(read_sizes); k++) {
            struct reading got =
                read_bytes(rows[i].bytes, read_sizes[k], &options);
            cr_expect(has_lines(&got, rows[i].lines),
                      "row %zu: '%.*s'",
                      i,
                      PP_SV_ARGS(pp_buf_view(&got.lines)));
            cr_expect_eq(
                got.summary.invalid_count, rows[i].invalid_count, "row %zu", i);
            pp_buf_done(&got.lines);
        }
    }
}

/* A code page that decodes to three times its bytes needs more than one step
 * for a chunk, and sequences lie across chunks. */
Test(text, long_texts_in_code_pages_lose_nothing)
{
    static const struct {
        const char *encoding;
        struct pp_sv unit;
        const char *decoded;
    } rows[] = {
        {"cp437", PP_SV_INIT("\xC4\xB3\xDB\n"), "─│█|"},
        {"cp932", PP_SV_INIT("\x83|\x81[\x83g\n"), "ポート|"},
        {"cp936",
         PP_SV_INIT("\xD0\xAD\xD2\xE9"
                    "1\n"),
         "协议1|"},
        {"utf-16be", PP_SV_INIT("\0001\xD8\x3D\xDE\0\0002\0\n"), "1😀2|"},
        {"utf-16be", PP_SV_INIT("\x53\x4F\x8B\xAE\0\n"), "协议|"},
    };
    for (size_t i = 0; i < PP_ARRAY_LEN(rows); i++) {
        struct pp_buf text;
        struct pp_buf expected;
        pp_buf_init(&text, 1 << 24);
        pp_buf_init(&expected, 1 << 24);
        for (int k = 0; k < 150 * 1000; k++) {
            pp_buf_add(&text, rows[i].unit);
            pp_buf_add_str(&expected, rows[i].decoded);
        }
        struct pp_text_options options = {.encoding = rows[i].encoding};
        struct reading got = read_bytes(pp_buf_view(&text), 0, &options);
        cr_expect(has_lines(&got, expected.data), "%s", rows[i].encoding);
        cr_expect_eq(got.summary.invalid_count, 0);
        pp_buf_done(&got.lines);
        got = read_bytes(pp_buf_view(&text), 1001, &options);
        cr_expect(has_lines(&got, expected.data), "%s", rows[i].encoding);
        pp_buf_done(&got.lines);
        pp_buf_done(&text);
        pp_buf_done(&expected);
    }
}

Test(text, decoding_in_the_smallest_room_loses_nothing)
{
    static const struct {
        const char *encoding;
        struct pp_sv bytes;
    } rows[] = {
        {"cp437", PP_SV_INIT("\xC4\xC4\xC4\xC4\xC4\xC4\xC4\xC4\xC4\xC4\xC4")},
        {"cp1252", PP_SV_INIT("\x81\x81\x81\x81\x81\x81\x81\x81\x81\x81\x81")},
        {"cp1252", PP_SV_INIT("abc\x81\x80\x81xyz\x81\x80\x81mno\x81\x80\x81")},
        {"cp932",
         PP_SV_INIT("\x83|\x81[\x83g\x83|\x81[\x83g\x83|\x81[\x83g\x83")},
        {"utf-16le",
         PP_SV_INIT("\x3D\xD8\x00\xDE\x3D\xD8\x00\xDE\x3D\xD8\x00\xDE"
                    "\x4F\x53\x3D\xD8\x00\xDE\x3D\xD8\x00\xDE\x3D")},
    };
    for (size_t i = 0; i < PP_ARRAY_LEN(rows); i++) {
        struct pp_text_encoding encoding;
        cr_assert(
            pp_text_encoding_find(pp_sv_from(rows[i].encoding), &encoding));
        char text[2][400];
        size_t len[2] = {0, 0};
        for (size_t k = 0; k < 2; k++) {
            struct pp_text_decoder decoder;
            cr_assert_eq(pp_text_decoder_open(&decoder, &encoding), PP_OK);
            size_t room = k == 0 ? 16 : 200;
            struct pp_sv rest = rows[i].bytes;
            struct pp_text_step step;
            do {
                step = pp_text_decode(
                    &decoder, rest, true, text[k] + len[k], room);
                cr_assert_leq(step.produced_bytes, room, "row %zu", i);
                len[k] += step.produced_bytes;
                rest = pp_sv_sub(rest, step.consumed_bytes, SIZE_MAX);
            } while (step.produced_bytes > 0);
            cr_expect_leq(rest.len, 1, "row %zu: %zu left", i, rest.len);
            pp_text_decoder_close(&decoder);
        }
        cr_expect(len[0] == len[1] && memcmp(text[0], text[1], len[0]) == 0,
                  "row %zu: %zu and %zu bytes",
                  i,
                  len[0],
                  len[1]);
        cr_expect_gt(len[1], 16, "row %zu does not need two steps", i);
    }
}

Test(text, a_code_page_that_iconv_does_not_know_is_an_invalid_argument)
{
    struct pp_text_encoding encoding = {PP_TEXT_CODEPAGE, "klingon", "KLINGON"};
    struct pp_text_decoder decoder;
    cr_expect_eq(pp_text_decoder_open(&decoder, &encoding), PP_ERR_INVALID);
    pp_text_decoder_close(&decoder);
}

/* ---- NUL bytes ---- */

Test(text, a_nul_is_a_blank_and_ends_nothing)
{
    static const struct {
        const char *encoding;
        struct pp_sv bytes;
        const char *lines;
        size_t nul_count;
    } rows[] = {
        {"utf-8", PP_SV_INIT("a\0b\nc\n"), "a b|c|", 1},
        {"utf-8", PP_SV_INIT("\0\0\n\0"), "  | |", 3},
        {"utf-8", PP_SV_INIT("f\xC3\xBCr\0\0\xFF\n"), "f\xC3\xBCr  \xFF|", 2},
        {"cp850", PP_SV_INIT("f\x81r\0x\n"), "f\xC3\xBCr x|", 1},
        {"utf-16le", PP_SV_INIT("a\0\0\0b\0\n\0"), "a b|", 1},
        {"utf-8",
         PP_SV_INIT("12345678\0"
                    "1234567\n"),
         "12345678 1234567|",
         1},
        {"utf-8", PP_SV_INIT("12345678\n"), "12345678|", 0},
    };
    for (size_t i = 0; i < PP_ARRAY_LEN(rows); i++) {
        struct pp_text_options options = {.encoding = rows[i].encoding};
        struct reading got = read_bytes(rows[i].bytes, 0, &options);
        cr_expect(has_lines(&got, rows[i].lines), "row %zu", i);
        cr_expect_eq(got.summary.nul_count, rows[i].nul_count, "row %zu", i);
        pp_buf_done(&got.lines);
    }
}

Test(text, a_special_byte_is_seen_wherever_it_stands)
{
    static const unsigned char specials[] = {0x00, 0x80, 0x81, 0xFF};
    for (size_t i = 0; i < PP_ARRAY_LEN(specials); i++) {
        for (size_t at = 0; at < 20; at++) {
            char bytes[] = "12345678901234567890\n";
            bytes[at] = (char)specials[i];
            struct reading got = read_bytes((struct pp_sv){bytes, 21}, 3, NULL);
            cr_expect_eq(
                got.summary.nul_count, i == 0, "%02X at %zu", specials[i], at);
            cr_expect_eq(got.summary.invalid_count,
                         i > 0,
                         "%02X at %zu",
                         specials[i],
                         at);
            pp_buf_done(&got.lines);
        }
    }
}

/* ---- Long lines ---- */

static struct pp_line first_line(struct pp_sv bytes,
                                 size_t max_read,
                                 const char *encoding,
                                 struct pp_text_reader *reader,
                                 struct pp_text_memory *memory)
{
    *memory = (struct pp_text_memory){.bytes = bytes, .max_read = max_read};
    struct pp_text_options options = {.encoding = encoding};
    cr_assert_eq(pp_text_open(reader, pp_text_memory_source(memory), &options),
                 PP_OK);
    struct pp_line line;
    bool is_end = true;
    cr_assert_eq(pp_text_next_line(reader, &line, &is_end), PP_OK);
    cr_assert(!is_end);
    return line;
}

Test(text, a_long_line_is_cut_and_its_rest_counted)
{
    static const size_t lengths[] = {PP_LIMIT_LINE_BYTES - 1,
                                     PP_LIMIT_LINE_BYTES,
                                     PP_LIMIT_LINE_BYTES + 1,
                                     PP_LIMIT_LINE_BYTES + 4,
                                     PP_LIMIT_LINE_BYTES + 5,
                                     PP_LIMIT_CHUNK_BYTES - 1,
                                     PP_LIMIT_CHUNK_BYTES,
                                     5 * 1000 * 1000};
    static const char *const ends[] = {"\n", "\r\n", "\r"};
    static const size_t reads[] = {0, 61, PP_LIMIT_LINE_BYTES};
    for (size_t i = 0; i < PP_ARRAY_LEN(lengths) * 9; i++) {
        size_t length = lengths[i / 9];
        struct pp_buf text;
        pp_buf_init(&text, 1 << 24);
        pp_buf_add_repeated(&text, 'a', length);
        pp_buf_add_str(&text, ends[i % 3]);
        pp_buf_add_str(&text, "next");
        struct pp_text_reader reader;
        struct pp_text_memory memory;
        struct pp_line line = first_line(
            pp_buf_view(&text), reads[i / 3 % 3], NULL, &reader, &memory);
        size_t kept =
            length < PP_LIMIT_LINE_BYTES ? length : PP_LIMIT_LINE_BYTES;
        cr_expect_eq(line.text.len, kept, "row %zu: %zu", i, line.text.len);
        cr_expect_eq(line.skipped_bytes,
                     length - kept,
                     "row %zu: %zu",
                     i,
                     (size_t)line.skipped_bytes);
        cr_expect_eq(line.was_cut, length > kept, "row %zu", i);
        bool is_end = true;
        cr_expect_eq(pp_text_next_line(&reader, &line, &is_end), PP_OK);
        cr_expect(!is_end && pp_sv_equal(line.text, PP_SV("next")),
                  "row %zu: '%.*s'",
                  i,
                  PP_SV_ARGS(line.text));
        cr_expect_eq(line.number, 2);
        cr_expect_eq(pp_text_next_line(&reader, &line, &is_end), PP_OK);
        cr_expect(is_end);
        struct pp_text_summary summary = pp_text_get_summary(&reader);
        cr_expect_str_eq(summary.newline, newline_names[i % 3], "row %zu", i);
        pp_text_close(&reader);
        pp_buf_done(&text);
    }
}

Test(text, a_long_line_is_not_cut_inside_a_character)
{
    static const char *const characters[] = {"é", "协", "😀"};
    for (size_t i = 0; i < PP_ARRAY_LEN(characters); i++) {
        struct pp_sv character = pp_sv_from(characters[i]);
        for (size_t shift = 0; shift <= character.len; shift++) {
            struct pp_buf text;
            pp_buf_init(&text, 1 << 24);
            pp_buf_add_repeated(&text, 'x', PP_LIMIT_LINE_BYTES - shift);
            pp_buf_add(&text, character);
            pp_buf_add_repeated(&text, 'y', 1000);
            struct pp_text_reader reader;
            struct pp_text_memory memory;
            struct pp_line line = first_line(
                pp_buf_view(&text), shift * 50, NULL, &reader, &memory);
            bool is_cut = shift > 0 && shift < character.len;
            size_t expected = PP_LIMIT_LINE_BYTES - (is_cut ? shift : 0);
            cr_expect_eq(line.text.len,
                         expected,
                         "'%s' %zu: %zu",
                         characters[i],
                         shift,
                         line.text.len);
            cr_expect_eq(line.skipped_bytes, text.len - line.text.len);
            cr_expect_eq(pp_text_get_summary(&reader).invalid_count, 0);
            pp_text_close(&reader);
            pp_buf_done(&text);
        }
    }
}

Test(text, a_decoded_line_is_cut_by_its_utf8)
{
    struct pp_buf text;
    pp_buf_init(&text, 1 << 24);
    pp_buf_add_repeated(&text, '\xC4', PP_LIMIT_LINE_BYTES);
    pp_buf_add_str(&text, "\r\n1");
    struct pp_text_reader reader;
    struct pp_text_memory memory;
    struct pp_line line =
        first_line(pp_buf_view(&text), 0, "cp437", &reader, &memory);
    size_t kept = PP_LIMIT_LINE_BYTES / 3 * 3;
    cr_expect_eq(line.text.len, kept);
    cr_expect_eq(line.skipped_bytes, 3 * PP_LIMIT_LINE_BYTES - kept);
    cr_expect_eq(pp_text_get_summary(&reader).invalid_count, 0);
    pp_text_close(&reader);
    pp_buf_done(&text);
}

/* ---- Hostile bytes ---- */

static void check_random(uint64_t seed, const char *encoding)
{
    struct pp_test_random random = pp_test_random_from(seed);
    static const char alphabet[] = "\n\r\0\x81\xC3\xBC\xE5\xFF\xD8 1a";
    size_t len = pp_test_random_below(&random, 2000);
    char bytes[2000];
    for (size_t i = 0; i < len; i++) {
        bytes[i] =
            pp_test_random_below(&random, 3) > 0
                ? alphabet[pp_test_random_below(&random, sizeof(alphabet) - 1)]
                : (char)pp_test_random_below(&random, 256);
    }
    struct pp_text_options options = {.encoding = encoding};
    struct pp_sv text = {bytes, len};
    struct reading whole = read_bytes(text, 0, &options);
    cr_expect_eq(whole.status, PP_OK);
    for (size_t i = 0; i < PP_ARRAY_LEN(read_sizes); i++) {
        struct reading got = read_bytes(text, read_sizes[i], &options);
        cr_expect(
            pp_sv_equal(pp_buf_view(&whole.lines), pp_buf_view(&got.lines)),
            "seed %zu, %s, reads of %zu",
            (size_t)seed,
            encoding != NULL ? encoding : "evidence",
            read_sizes[i]);
        cr_expect_eq(got.summary.invalid_count, whole.summary.invalid_count);
        cr_expect_eq(got.summary.nul_count, whole.summary.nul_count);
        cr_expect_str_eq(got.summary.newline, whole.summary.newline);
        pp_buf_done(&got.lines);
    }
    bool is_decoded = strcmp(whole.summary.encoding, "utf-8") != 0;
    cr_expect(!is_decoded || pp_utf8_is_valid(pp_buf_view(&whole.lines)),
              "seed %zu, %s: decoded text is UTF-8",
              (size_t)seed,
              whole.summary.encoding);
    pp_buf_done(&whole.lines);
}

Test(text, random_bytes_read_the_same_in_every_read_size)
{
    static const char *const encodings[] = {NULL,
                                            "utf-8",
                                            "utf-16le",
                                            "utf-16be",
                                            "cp850",
                                            "cp932",
                                            "cp936",
                                            "cp949",
                                            "cp950",
                                            "cp1258"};
    for (uint64_t seed = 0; seed < 40; seed++) {
        for (size_t i = 0; i < PP_ARRAY_LEN(encodings); i++) {
            check_random(seed, encodings[i]);
        }
    }
}

/* The lines of UTF-8, with '\n' for their ends, are the text itself. */
Test(text, lines_and_their_ends_make_up_the_text)
{
    struct pp_test_random random = pp_test_random_from(7);
    struct pp_buf text;
    pp_buf_init(&text, 1 << 24);
    while (text.len < 3 * 1000 * 1000) {
        size_t len = pp_test_random_below(&random, 50) == 0
                         ? pp_test_random_below(&random, 60000)
                         : pp_test_random_below(&random, 60);
        pp_buf_add_repeated(&text, 'a', len);
        pp_buf_add_char(&text, '|');
    }
    struct pp_buf source;
    pp_buf_init(&source, 1 << 24);
    pp_buf_add(&source, pp_buf_view(&text));
    for (size_t i = 0; i < source.len; i++) {
        source.data[i] = source.data[i] == '|' ? '\n' : 'a';
    }
    static const size_t reads[] = {0, 1000, 4096, 99991};
    for (size_t i = 0; i < PP_ARRAY_LEN(reads); i++) {
        struct reading got = read_bytes(pp_buf_view(&source), reads[i], NULL);
        cr_expect(pp_sv_equal(pp_buf_view(&got.lines), pp_buf_view(&text)),
                  "reads of %zu",
                  reads[i]);
        pp_buf_done(&got.lines);
    }
    pp_buf_done(&source);
    pp_buf_done(&text);
}

/* ---- Sources that fail ---- */

struct failing {
    size_t good_reads;
    size_t reads_at_end;
};

static enum pp_status
read_failing(void *user, char *into, size_t size, size_t *ret_read)
{
    struct failing *failing = user;
    if (failing->good_reads == 0) {
        return PP_ERR_IO;
    }
    failing->good_reads--;
    memset(into, 'a', size);
    into[size - 1] = '\n';
    *ret_read = size;
    return PP_OK;
}

Test(text, a_failing_source_is_told_at_open_or_in_a_later_line)
{
    static const char *const encodings[] = {NULL, "cp850"};
    for (size_t i = 0; i < PP_ARRAY_LEN(encodings); i++) {
        struct pp_text_options options = {.encoding = encodings[i]};
        for (size_t good = 0; good < 3; good++) {
            struct failing failing = {.good_reads = good};
            struct pp_byte_source source = {&failing, read_failing};
            struct pp_text_reader reader;
            enum pp_status status = pp_text_open(&reader, source, &options);
            cr_expect_eq(status, good > 0 ? PP_OK : PP_ERR_IO);
            struct pp_line line;
            bool is_end = false;
            for (size_t k = 0; k < good && status == PP_OK; k++) {
                status = pp_text_next_line(&reader, &line, &is_end);
                cr_expect_eq(status, PP_OK, "%zu of %zu", k, good);
            }
            if (good > 0) {
                status = pp_text_next_line(&reader, &line, &is_end);
            }
            cr_expect_eq(status, PP_ERR_IO);
            pp_text_close(&reader);
        }
    }
}

static enum pp_status
read_once(void *user, char *into, size_t size, size_t *ret_read)
{
    struct failing *failing = user;
    (void)size;
    *ret_read = failing->good_reads;
    memset(into, 'a', failing->good_reads);
    failing->reads_at_end += failing->good_reads == 0;
    failing->good_reads = 0;
    return PP_OK;
}

Test(text, the_end_of_a_source_is_not_asked_for_twice)
{
    static const char *const encodings[] = {NULL, "cp850"};
    for (size_t i = 0; i < PP_ARRAY_LEN(encodings); i++) {
        struct pp_text_options options = {.encoding = encodings[i]};
        struct failing once = {.good_reads = 5};
        struct pp_text_reader reader;
        struct pp_byte_source source = {&once, read_once};
        cr_assert_eq(pp_text_open(&reader, source, &options), PP_OK);
        struct pp_line line;
        bool is_end = false;
        for (int k = 0; k < 4; k++) {
            cr_expect_eq(pp_text_next_line(&reader, &line, &is_end), PP_OK);
            cr_expect_eq(is_end, k > 0);
        }
        cr_expect_eq(
            once.reads_at_end, 1, "asked %zu times", once.reads_at_end);
        pp_text_close(&reader);
    }
}

Test(text, a_reader_that_is_all_zero_can_be_closed)
{
    struct pp_text_reader reader = {.data = NULL};
    pp_text_close(&reader);
    cr_expect_str_eq(pp_text_get_summary(&reader).encoding, "utf-8");
    cr_expect_str_eq(pp_text_get_summary(&reader).newline, "none");
}

/* What a text is made of again: every line with its own end. */
Test(text, every_line_tells_its_end)
{
    static const char bytes[] = "a\nb\r\nc\r\nd\re\r\rf";
    static const char *const ends[] = {
        "\n", "\r\n", "\r\n", "\r", "\r", "\r", ""};
    struct pp_text_memory memory = {.bytes = PP_SV(bytes), .max_read = 1};
    struct pp_text_reader reader = {0};
    struct pp_line line;
    bool has_ended = false;
    cr_assert_eq(pp_text_open(&reader, pp_text_memory_source(&memory), NULL),
                 PP_OK);
    for (size_t i = 0; i < PP_ARRAY_LEN(ends); i++) {
        cr_assert_eq(pp_text_next_line(&reader, &line, &has_ended), PP_OK);
        cr_assert(!has_ended);
        cr_expect_str_eq(line.end, ends[i], "line %zu", i);
    }
    cr_assert_eq(pp_text_next_line(&reader, &line, &has_ended), PP_OK);
    cr_expect(has_ended);
    pp_text_close(&reader);
}
