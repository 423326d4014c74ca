/* What a single line looks like. */
#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>

#include "parse/line/shape.h"

static const char *const kinds[] = {
    [PP_SHAPE_PROSE] = "prose",
    [PP_SHAPE_EMPTY] = "empty",
    [PP_SHAPE_TITLE] = "title",
    [PP_SHAPE_HEADS] = "heads",
    [PP_SHAPE_UNDERLINE] = "underline",
    [PP_SHAPE_ROW] = "row",
    [PP_SHAPE_LABEL_VALUE] = "label",
    [PP_SHAPE_LEGEND] = "legend",
    [PP_SHAPE_ELISION] = "elision",
    [PP_SHAPE_OK] = "ok",
};

static struct pp_shape *read_shape(const char *text)
{
    static struct pp_shape shape;
    memset(&shape, 0, sizeof(shape));
    pp_shape_read(pp_clean_piece(pp_sv_from(text)), NULL, &shape);
    return &shape;
}

Test(shape, tells_the_lines_of_a_listing_apart)
{
    static const struct {
        const char *text;
        const char *kind;
    } rows[] = {
        {"", "empty"},
        {"> ", "empty"},
        {"Protocol tcp Port Exclusion Ranges", "title"},
        {"Protocol udp Dynamic Port Range", "title"},
        {"some words about TCP", "title"},
        {"(UDP)", "title"},
        {"Start Port    End Port", "heads"},
        {"Start Port      End Port      Comment", "heads"},
        {"| Start Port | End Port |", "heads"},
        {"Start Port and End Port are included", "prose"},
        {"the heads `Start Port` `End Port` as they are printed", "prose"},
        {"----------    --------", "underline"},
        {"---------------------------------", "underline"},
        {"==========    ========", "underline"},
        {"|---|:---:|", "underline"},
        {"+-----+-----+", "underline"},
        {"--", "prose"},
        {"-- --", "prose"},
        {"--- x", "prose"},
        {"1031        1130", "row"},
        {"5000", "row"},
        {"55506-555605", "row"},
        {"Start Port      : 49152", "label"},
        {"Number of Ports : 16384", "label"},
        {"a:5", "label"},
        {"a \xEF\xBC\x9A 5", "label"},
        {"Start Port : 1024 # low", "label"},
        {"Start Port : 1024(low)", "label"},
        {"Start Port : 1024 Number of Ports : 13977", "label"},
        {"Start Port : 49,152", "prose"},
        {"Start Port : ", "prose"},
        {"Start Port : x1", "prose"},
        {": 5", "prose"},
        {"12:30", "prose"},
        {"* - Administered port exclusions.", "legend"},
        {"*\xE2\x80\x94 text", "legend"},
        {"* ? text", "legend"},
        {"* - ", "prose"},
        {"* - 5", "prose"},
        {"* - - a", "prose"},
        {"*", "empty"},
        {"* text", "prose"},
        {"...", "elision"},
        {"..", "elision"},
        {".", "prose"},
        {"[...]", "elision"},
        {"\xE2\x80\xA6", "elision"},
        {"\xE2\x8B\xAE", "elision"},
        {"(snip)", "elision"},
        {"<omitted>", "elision"},
        {"....   8080", "elision"},
        {"..x 8080", "prose"},
        {".... 8080 x", "prose"},
        {"... and so on", "prose"},
        {"Ok.", "ok"},
        {"OK.", "ok"},
        {"Ok", "prose"},
        {"any sentence at all", "prose"},
    };
    for (size_t i = 0; i < PP_ARRAY_LEN(rows); i++) {
        const char *kind = kinds[read_shape(rows[i].text)->kind];
        cr_expect_str_eq(kind,
                         rows[i].kind,
                         "row %zu, '%s': %s is not %s",
                         i,
                         rows[i].text,
                         kind,
                         rows[i].kind);
    }
}

Test(shape, finds_the_protocol_where_it_stands_alone)
{
    static const struct {
        const char *text;
        int protocol; /* -1: none */
        size_t at;
    } rows[] = {
        {"tcp", PP_TCP, 0},
        {"x UDP", PP_UDP, 2},
        {"\"tcp\"", PP_TCP, 1},
        {"tcp.", PP_TCP, 0},
        {"tcp, udp", PP_TCP, 0},
        {"\xE5\x8D\x8Ftcp\xE7\xAB\xAF", PP_TCP, 3}, /* no blanks around */
        {"tcpip and udp", PP_UDP, 10},
        {"xtcp", -1, 0},
        {"tcp4", -1, 0},
        {"protocol=tcp", -1, 0},
        {"my_udp", -1, 0},
        {"tc", -1, 0},
        {"", -1, 0},
    };
    for (size_t i = 0; i < PP_ARRAY_LEN(rows); i++) {
        enum pp_protocol protocol = PP_TCP;
        size_t at = 0;
        bool is_found =
            pp_find_protocol(pp_sv_from(rows[i].text), &protocol, &at);
        cr_assert_eq(is_found, rows[i].protocol >= 0, "row %zu", i);
        if (is_found) {
            cr_expect_eq((int)protocol, rows[i].protocol, "row %zu", i);
            cr_expect_eq(at, rows[i].at, "row %zu: at %zu", i, at);
        }
    }
}

Test(shape, knows_the_titles_of_every_language)
{
    static const struct {
        const char *text;
        enum pp_title_kind title;
        enum pp_protocol protocol;
        const char *tag;
    } rows[] = {
        {"Protocol tcp Port Exclusion Ranges", PP_TITLE_EXCLUDED, PP_TCP, "en"},
        {"Protocol udp Dynamic Port Range", PP_TITLE_DYNAMIC, PP_UDP, "en"},
        {"Portausschlussbereiche f\xC3\xBCr das Protokoll tcp",
         PP_TITLE_EXCLUDED,
         PP_TCP,
         "de"},
        {"Portausschlussbereiche f\xC3\xBCr das Protokoll \"udp\"",
         PP_TITLE_EXCLUDED,
         PP_UDP,
         "de"},
        {"Protokoll tcp Dynamischer Portbereich",
         PP_TITLE_DYNAMIC,
         PP_TCP,
         "de"},
        {"unknown words tcp and more", PP_TITLE_UNKNOWN, PP_TCP, NULL},
    };
    for (size_t i = 0; i < PP_ARRAY_LEN(rows); i++) {
        const struct pp_shape *shape = read_shape(rows[i].text);
        cr_assert_eq(shape->kind, PP_SHAPE_TITLE, "row %zu", i);
        cr_expect_eq(shape->title, rows[i].title, "row %zu", i);
        cr_expect_eq(shape->protocol, rows[i].protocol, "row %zu", i);
        const char *tag = shape->locale != NULL ? shape->locale->tag : NULL;
        cr_expect((tag == NULL) == (rows[i].tag == NULL) &&
                      (tag == NULL || strcmp(tag, rows[i].tag) == 0),
                  "row %zu",
                  i);
    }
}

Test(shape, a_heading_in_unknown_words_is_short_and_has_no_digit)
{
    cr_expect_eq(read_shape("tcp 5 x")->kind, PP_SHAPE_PROSE);
    char text[200] = "tcp ";
    memset(text + 4, 'x', 150);
    cr_expect_eq(read_shape(text)->kind, PP_SHAPE_PROSE);
    /* Column titles likewise: a long line is a sentence about them. */
    char heads[200] = "Start Port End Port ";
    memset(heads + 20, 'x', 150);
    cr_expect_eq(read_shape(heads)->kind, PP_SHAPE_PROSE);
}

Test(shape, the_language_seen_last_is_tried_first)
{
    /* Two languages share these words; the hint decides. */
    size_t count = 0;
    const struct pp_locale *locales = pp_locales(&count);
    for (size_t i = 0; i < count; i++) {
        if (locales[i].start_head.len == 0) {
            continue;
        }
        char text[200];
        int len = snprintf(text,
                           sizeof(text),
                           "%.*s    %.*s",
                           PP_SV_ARGS(locales[i].start_head),
                           PP_SV_ARGS(locales[i].end_head));
        static struct pp_shape shape;
        pp_shape_read((struct pp_piece){.text = {text, (size_t)len}},
                      &locales[i],
                      &shape);
        cr_expect_eq(shape.kind, PP_SHAPE_HEADS, "%s", locales[i].tag);
        cr_expect_eq(shape.locale, &locales[i], "%s", locales[i].tag);
        pp_shape_read(
            (struct pp_piece){.text = {text, (size_t)len}}, NULL, &shape);
        cr_expect_eq(shape.kind, PP_SHAPE_HEADS, "%s", locales[i].tag);
        cr_expect_str_eq(shape.locale->tag, locales[i].tag);
    }
}

Test(shape, counts_the_groups_of_an_underline)
{
    static const struct {
        const char *text;
        size_t groups;
        bool is_piped;
    } rows[] = {
        {"----------    --------", 2, false},
        {"---------------------------------", 1, false},
        {"--- --- ---", 3, false},
        {"--- -- ---", 2, false},
        {"---\\", 1, false},
        {"|----|----|", 2, true},
        {"+----+----+", 2, true},
    };
    for (size_t i = 0; i < PP_ARRAY_LEN(rows); i++) {
        const struct pp_shape *shape = read_shape(rows[i].text);
        cr_assert_eq(shape->kind, PP_SHAPE_UNDERLINE, "row %zu", i);
        cr_expect_eq(shape->dash_groups, rows[i].groups, "row %zu", i);
        cr_expect_eq(shape->piece.is_piped, rows[i].is_piped, "row %zu", i);
    }
}

Test(shape, reads_one_or_two_values_and_the_label_of_a_count)
{
    static const struct {
        const char *text;
        const char *first;
        const char *second; /* NULL: one value */
        bool is_count_label;
    } rows[] = {
        {"Start Port      : 49152", "49152", NULL, false},
        {"Number of Ports : 16384", "16384", NULL, true},
        {"number of ports:5", "5", NULL, true},
        {"Start Port : 1024  Number of Ports : 13977", "1024", "13977", false},
        {"a: b: 5 c: 6 d: 7", "5", "6", false},
        {"a : 99999999999999999999", "99999999999999999999", NULL, false},
        {"\xE7\xAB\xAF\xE5\x8F\xA3\xE6\x95\xB0          : 13977",
         "13977",
         NULL,
         true},
    };
    for (size_t i = 0; i < PP_ARRAY_LEN(rows); i++) {
        const struct pp_shape *shape = read_shape(rows[i].text);
        cr_assert_eq(shape->kind, PP_SHAPE_LABEL_VALUE, "row %zu", i);
        cr_assert_eq(
            shape->value_count, rows[i].second != NULL ? 2 : 1, "row %zu", i);
        cr_expect(pp_sv_equal(shape->values[0], pp_sv_from(rows[i].first)),
                  "row %zu",
                  i);
        cr_expect(rows[i].second == NULL ||
                      pp_sv_equal(shape->values[1], pp_sv_from(rows[i].second)),
                  "row %zu",
                  i);
        cr_expect_eq(shape->is_count_label, rows[i].is_count_label, "%zu", i);
    }
}
