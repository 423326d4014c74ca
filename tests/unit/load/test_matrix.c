/*
 * Every fixture in every encoding and with every line end says the same:
 * sections, rows, places, line counts and diagnostics.
 */
#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>

#include "portplan/load.h"

#include "base/utf8.h"
#include "files.h"

enum encoding {
    UTF8,
    UTF8_BOM,
    UTF16LE_BOM,
    UTF16BE_BOM,
    UTF16LE,
    ENCODING_COUNT,
};

static const char *const encodings[] = {
    "utf-8",
    "utf-8 with BOM",
    "utf-16le with BOM",
    "utf-16be with BOM",
    "utf-16le",
};
static const char *const newlines[] = {"\n", "\r\n", "\r"};
static const char *const newline_names[] = {"lf", "crlf", "cr"};

static void add_unit(struct pp_buf *out, uint32_t unit, bool is_big)
{
    char low = (char)(unit & 0xFF);
    char high = (char)(unit >> 8);
    pp_buf_add_char(out, is_big ? high : low);
    pp_buf_add_char(out, is_big ? low : high);
}

static void add_code(struct pp_buf *out, uint32_t code, enum encoding encoding)
{
    if (encoding == UTF8 || encoding == UTF8_BOM) {
        char bytes[PP_UTF8_MAX_BYTES];
        pp_buf_add(out, (struct pp_sv){bytes, pp_utf8_encode(code, bytes)});
        return;
    }
    bool is_big = encoding == UTF16BE_BOM;
    if (code >= 0x10000) {
        add_unit(out, 0xD800 + ((code - 0x10000) >> 10), is_big);
        code = 0xDC00 + ((code - 0x10000) & 0x3FF);
    }
    add_unit(out, code, is_big);
}

/* The text with these line ends, encoded. */
static void encode(struct pp_sv text,
                   enum encoding encoding,
                   const char *newline,
                   struct pp_buf *out)
{
    pp_buf_clear(out);
    if (encoding != UTF8 && encoding != UTF16LE) {
        add_code(out, 0xFEFF, encoding);
    }
    size_t at = 0;
    while (at < text.len) {
        uint32_t code = 0;
        at += pp_utf8_next(text, at, &code);
        if (code == '\r' && at < text.len && text.ptr[at] == '\n') {
            at++;
        }
        if (code != '\r' && code != '\n') {
            add_code(out, code, encoding);
            continue;
        }
        for (const char *c = newline; *c != '\0'; c++) {
            add_code(out, (uint32_t)*c, encoding);
        }
    }
}

/* Everything that was found, but for the encoding itself. */
static void describe(struct pp_sv bytes, struct pp_buf *out)
{
    struct pp_load *load = NULL;
    cr_assert_eq(pp_load_new(NULL, &load), PP_OK);
    cr_assert_eq(pp_load_add_bytes(load, PP_SV("x"), bytes), PP_OK);
    pp_buf_clear(out);
    size_t count = 0;
    const struct pp_line_counts lines = pp_load_captures(load, &count)->lines;
    pp_buf_printf(out,
                  "lines %u %u %u %u\n",
                  (unsigned)lines.blank,
                  (unsigned)lines.used,
                  (unsigned)lines.ignored,
                  (unsigned)lines.rejected);
    const struct pp_section *sections = pp_load_sections(load, &count);
    for (size_t i = 0; i < count; i++) {
        pp_buf_printf(out,
                      "section %d %d%d %d %d %s %u-%u %d\n",
                      (int)sections[i].format,
                      (int)sections[i].protocol,
                      sections[i].is_protocol_assumed,
                      (int)sections[i].family,
                      (int)sections[i].store,
                      sections[i].locale != NULL ? sections[i].locale : "-",
                      (unsigned)sections[i].first_line,
                      (unsigned)sections[i].last_line,
                      (int)sections[i].complete);
    }
    const struct pp_fact *facts = pp_load_facts(load, &count);
    for (size_t i = 0; i < count; i++) {
        pp_buf_printf(out,
                      "fact %u %d %d %u-%u %d at %u:%u\n",
                      facts[i].section,
                      (int)facts[i].kind,
                      (int)facts[i].protocol,
                      facts[i].range.first,
                      facts[i].range.last,
                      (int)facts[i].is_administered,
                      (unsigned)facts[i].place.line,
                      facts[i].place.column);
    }
    const struct pp_diag *diags = pp_diags_items(pp_load_diags(load), &count);
    for (size_t i = 0; i < count; i++) {
        pp_buf_printf(out,
                      "diag %d at %u:%u\n",
                      (int)diags[i].code,
                      (unsigned)diags[i].place.line,
                      diags[i].place.column);
    }
    pp_load_free(load);
}

struct matrix {
    struct pp_buf text;
    struct pp_buf encoded;
    struct pp_buf expected;
    struct pp_buf found;
    size_t checked;
};

static void check_variants(struct matrix *matrix, const char *path)
{
    struct pp_sv text = pp_buf_view(&matrix->text);
    if (pp_sv_starts(text, PP_SV("\xEF\xBB\xBF"))) {
        text = pp_sv_sub(text, 3, SIZE_MAX);
    }
    describe(text, &matrix->expected);
    for (int e = 0; e < ENCODING_COUNT; e++) {
        for (size_t n = 0; n < PP_ARRAY_LEN(newlines); n++) {
            encode(text, (enum encoding)e, newlines[n], &matrix->encoded);
            describe(pp_buf_view(&matrix->encoded), &matrix->found);
            cr_expect_str_eq(matrix->found.data,
                             matrix->expected.data,
                             "%s, %s, %s:\n%sinstead of\n%s",
                             path,
                             encodings[e],
                             newline_names[n],
                             matrix->found.data,
                             matrix->expected.data);
        }
    }
    matrix->checked++;
}

static void visit(void *user, const char *path)
{
    struct matrix *matrix = user;
    pp_buf_clear(&matrix->text);
    cr_assert(pp_test_read_file(path, &matrix->text), "%s", path);
    struct pp_sv text = pp_buf_view(&matrix->text);
    if (text.len > 0 && memchr(text.ptr, '\0', text.len) == NULL &&
        pp_utf8_is_valid(text)) {
        check_variants(matrix, path);
    }
}

static void check_folder(const char *folder, size_t at_least)
{
    struct matrix matrix = {.checked = 0};
    pp_buf_init(&matrix.text, 1 << 24);
    pp_buf_init(&matrix.encoded, 1 << 24);
    pp_buf_init(&matrix.expected, 1 << 24);
    pp_buf_init(&matrix.found, 1 << 24);
    (void)pp_test_walk(folder, ".txt", visit, &matrix);
    cr_expect_geq(matrix.checked, at_least, "only %zu", matrix.checked);
    pp_buf_done(&matrix.text);
    pp_buf_done(&matrix.encoded);
    pp_buf_done(&matrix.expected);
    pp_buf_done(&matrix.found);
}

Test(matrix, captured_tables_read_the_same_in_every_encoding)
{
    check_folder("fixtures/captured", 500);
}

Test(matrix, documented_tables_read_the_same_in_every_encoding)
{
    check_folder("fixtures/documented", 6);
}

Test(matrix, every_language_reads_the_same_in_every_encoding)
{
    check_folder("fixtures/synthetic", 60);
}

Test(matrix, malformed_tables_read_the_same_in_every_encoding)
{
    check_folder("fixtures/malformed", 60);
}
