/* The table of display languages: its rows are whole and do not get into each
 * other's way. */
#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>

#include "knowledge/locales.h"
#include "parse/line/shape.h"
#include "summary.h"

static const struct pp_locale *rows(size_t *ret_count)
{
    return pp_locales(ret_count);
}

Test(locales, words_come_in_pairs)
{
    size_t count = 0;
    const struct pp_locale *locales = rows(&count);
    cr_assert_geq(count, 12);
    for (size_t i = 0; i < count; i++) {
        const struct pp_locale *row = &locales[i];
        cr_expect_geq(strlen(row->tag), 2, "row %zu", i);
        cr_expect((row->start_head.len > 0) == (row->end_head.len > 0),
                  "row %zu: one column title",
                  i);
        cr_expect((row->excluded_before.ptr != NULL) ==
                      (row->excluded_behind.ptr != NULL),
                  "row %zu: half a title",
                  i);
        cr_expect((row->dynamic_before.ptr != NULL) ==
                      (row->dynamic_behind.ptr != NULL),
                  "row %zu: half a title",
                  i);
        /* Words on one side at least, or any `tcp` would be a title. */
        cr_expect(row->excluded_before.ptr == NULL ||
                      row->excluded_before.len + row->excluded_behind.len > 5,
                  "row %zu",
                  i);
        cr_expect(row->dynamic_before.ptr == NULL ||
                      row->dynamic_before.len + row->dynamic_behind.len > 5,
                  "row %zu",
                  i);
        cr_expect(strlen(row->codepages) >= 5, "row %zu: no code page", i);
    }
}

/* The first row of a language is the full one; others are variants. */
Test(locales, rows_of_one_language_stand_together)
{
    size_t count = 0;
    const struct pp_locale *locales = rows(&count);
    for (size_t i = 0; i < count; i++) {
        for (size_t k = i + 1; k < count; k++) {
            bool is_same = strcmp(locales[i].tag, locales[k].tag) == 0;
            cr_expect(!is_same ||
                          strcmp(locales[k - 1].tag, locales[k].tag) == 0,
                      "%s",
                      locales[i].tag);
            cr_expect(!is_same || strcmp(locales[i].codepages,
                                         locales[k].codepages) == 0,
                      "%s",
                      locales[i].tag);
        }
    }
}

static struct pp_shape *read_shape(const char *text)
{
    static struct pp_shape shape;
    memset(&shape, 0, sizeof(shape));
    pp_shape_read(pp_clean_piece(pp_sv_from(text)), NULL, &shape);
    return &shape;
}

static void expect_title(const struct pp_locale *row,
                         struct pp_sv before,
                         struct pp_sv behind,
                         enum pp_title_kind title)
{
    static const char *const words[] = {"tcp", "udp", "\"tcp\""};
    for (size_t i = 0; before.ptr != NULL && i < PP_ARRAY_LEN(words); i++) {
        char text[300];
        (void)snprintf(text,
                       sizeof(text),
                       "%.*s%s%.*s",
                       PP_SV_ARGS(before),
                       words[i],
                       PP_SV_ARGS(behind));
        const struct pp_shape *shape = read_shape(text);
        cr_expect_eq(shape->kind, PP_SHAPE_TITLE, "%s", text);
        cr_expect_eq(shape->title, title, "%s", text);
        cr_expect_eq(shape->protocol, i == 1 ? PP_UDP : PP_TCP, "%s", text);
        cr_assert_not_null(shape->locale, "%s", text);
        cr_expect_str_eq(shape->locale->tag, row->tag, "%s", text);
    }
}

Test(locales, every_title_names_its_own_language)
{
    size_t count = 0;
    const struct pp_locale *locales = rows(&count);
    for (size_t i = 0; i < count; i++) {
        const struct pp_locale *row = &locales[i];
        expect_title(
            row, row->excluded_before, row->excluded_behind, PP_TITLE_EXCLUDED);
        expect_title(
            row, row->dynamic_before, row->dynamic_behind, PP_TITLE_DYNAMIC);
    }
}

Test(locales, legends_and_labels_are_seen_as_what_they_are)
{
    size_t count = 0;
    const struct pp_locale *locales = rows(&count);
    for (size_t i = 0; i < count; i++) {
        const struct pp_locale *row = &locales[i];
        char text[300];
        if (row->legend.len > 0) {
            (void)snprintf(
                text, sizeof(text), "* - %.*s.", PP_SV_ARGS(row->legend));
            const struct pp_shape *shape = read_shape(text);
            cr_expect_eq(shape->kind, PP_SHAPE_LEGEND, "%s", text);
            cr_expect_str_eq(shape->locale->tag, row->tag, "%s", text);
        }
        if (row->count_label.len > 0) {
            (void)snprintf(
                text, sizeof(text), "%.*s : 5", PP_SV_ARGS(row->count_label));
            const struct pp_shape *shape = read_shape(text);
            cr_expect_eq(shape->kind, PP_SHAPE_LABEL_VALUE, "%s", text);
            cr_expect(shape->is_count_label, "%s", text);
        }
        if (row->start_label.len > 0) {
            (void)snprintf(
                text, sizeof(text), "%.*s : 5", PP_SV_ARGS(row->start_label));
            const struct pp_shape *shape = read_shape(text);
            cr_expect_eq(shape->kind, PP_SHAPE_LABEL_VALUE, "%s", text);
            cr_expect_not(shape->is_count_label, "%s", text);
        }
    }
}

Test(locales, words_for_exclusions_and_for_the_star_are_known)
{
    cr_expect(pp_speaks_of_exclusions(PP_SV("these are Excluded:")));
    cr_expect(pp_speaks_of_exclusions(PP_SV("端口排除范围")));
    cr_expect(pp_speaks_of_exclusions(PP_SV("WinNAT took it")));
    cr_expect_not(pp_speaks_of_exclusions(PP_SV("ports in use")));
    cr_expect(pp_says_administered(PP_SV("Administered")));
    cr_expect(pp_says_administered(PP_SV("관리")));
    cr_expect_not(pp_says_administered(PP_SV("not administered")));
}
