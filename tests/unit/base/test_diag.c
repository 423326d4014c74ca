/* The collection of diagnostics and the registry of their codes. */
#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>

#include "portplan/diag.h"

#include "base/bounds.h"

static struct pp_diags *new_diags(void)
{
    struct pp_diags *diags = NULL;
    cr_assert_eq(pp_diags_new(&diags), PP_OK);
    return diags;
}

static size_t kept_count(const struct pp_diags *diags)
{
    size_t count = 0;
    (void)pp_diags_items(diags, &count);
    return count;
}

Test(diag, codes_of_the_registry_ascend_and_have_their_texts)
{
    size_t count = 0;
    const struct pp_diag_info *infos = pp_diag_infos(&count);
    cr_assert_geq(count, 20);
    for (size_t i = 0; i < count; i++) {
        unsigned code = infos[i].code;
        cr_expect(code >= 100 && code <= 999, "PP-%u", code);
        cr_expect(i == 0 || infos[i - 1].code < infos[i].code, "PP-%u", code);
        cr_expect_geq(strlen(infos[i].summary), 8, "PP-%u", code);
        cr_expect_geq(strlen(infos[i].explanation), 40, "PP-%u", code);
        size_t len = strlen(infos[i].summary);
        cr_expect_neq(infos[i].summary[len - 1], '.', "PP-%u", code);
        cr_expect_eq(pp_diag_info(code), &infos[i], "PP-%u", code);
    }
    cr_expect_null(pp_diag_info(0));
    cr_expect_null(pp_diag_info(418));
    cr_expect_null(pp_diag_info(UINT32_MAX));
}

Test(diag, a_code_is_found_by_every_form_of_its_name)
{
    static const struct {
        const char *name;
        unsigned code; /* 0: no row */
    } rows[] = {
        {"PP-417", 417},
        {"pp-417", 417},
        {"Pp-417", 417},
        {"417", 417},
        {"0417", 417},
        {"PP-418", 0},
        {"PP417", 0},
        {"PP-", 0},
        {"", 0},
        {"PP-417x", 0},
        {"PP-PP-417", 0},
        {"-417", 0},
        {"4170000000000000417", 0},
    };
    for (size_t i = 0; i < PP_ARRAY_LEN(rows); i++) {
        const struct pp_diag_info *info =
            pp_diag_info_named(pp_sv_from(rows[i].name));
        cr_expect_eq(info != NULL ? (unsigned)info->code : 0,
                     rows[i].code,
                     "row %zu: %s",
                     i,
                     rows[i].name);
    }
}

Test(diag, severities_have_names)
{
    cr_expect_str_eq(pp_severity_name(PP_SEVERITY_NOTE), "note");
    cr_expect_str_eq(pp_severity_name(PP_SEVERITY_WARNING), "warning");
    cr_expect_str_eq(pp_severity_name(PP_SEVERITY_ERROR), "error");
    cr_expect_str_eq(pp_severity_name((enum pp_severity)99), "error");
}

Test(diag, message_and_excerpt_are_copied_and_severity_is_the_code_s)
{
    struct pp_diags *diags = new_diags();
    char line[] = "1031 99999";
    struct pp_diag draft = {
        .code = PP_DIAG_ROW_PORT_ABOVE_MAX,
        .severity = PP_SEVERITY_NOTE,
        .place = {.capture = 2, .column = 6, .line = 9},
        .span = 5,
        .message = PP_SV("to be ignored"),
        .excerpt = pp_sv_from(line),
        .related = {.capture = 1, .column = 3, .line = 4},
        .related_note = "there",
    };
    pp_diags_add(diags, &draft, "port %d of '%s'", 99999, line);
    memset(line, 'x', sizeof(line) - 1);
    size_t count = 0;
    const struct pp_diag *diag = pp_diags_items(diags, &count);
    cr_assert_eq(count, 1);
    cr_expect_eq(diag->severity, PP_SEVERITY_WARNING);
    cr_expect(pp_sv_equal(diag->message, PP_SV("port 99999 of '1031 99999'")));
    cr_expect(pp_sv_equal(diag->excerpt, PP_SV("1031 99999")));
    cr_expect_eq(diag->place.capture, 2);
    cr_expect_eq(diag->place.column, 6);
    cr_expect_eq(diag->place.line, 9);
    cr_expect_eq(diag->span, 5);
    cr_expect_eq(diag->related.line, 4);
    cr_expect_str_eq(diag->related_note, "there");
    pp_diags_free(diags);
}

Test(diag, a_long_line_is_quoted_in_part)
{
    struct pp_diags *diags = new_diags();
    char line[PP_LIMIT_EXCERPT_BYTES * 2];
    memset(line, 'x', sizeof(line));
    struct pp_diag draft = {
        .code = PP_DIAG_ROW_NOTE,
        .excerpt = {line, sizeof(line)},
    };
    pp_diags_add(diags, &draft, "note");
    size_t count = 0;
    cr_expect_eq(pp_diags_items(diags, &count)->excerpt.len,
                 PP_LIMIT_EXCERPT_BYTES);
    pp_diags_free(diags);
}

Test(diag, of_one_code_only_so_many_are_kept_and_the_rest_is_counted)
{
    struct pp_diags *diags = new_diags();
    struct pp_diag draft = {.code = PP_DIAG_ROW_NOTE};
    for (int i = 0; i < PP_LIMIT_DIAGS_PER_CODE + 5; i++) {
        pp_diags_add(diags, &draft, "%d", i);
    }
    cr_expect_eq(kept_count(diags), PP_LIMIT_DIAGS_PER_CODE);
    cr_expect_eq(pp_diags_dropped(diags), 5);
    cr_expect_eq(pp_diags_count(diags, PP_SEVERITY_NOTE),
                 PP_LIMIT_DIAGS_PER_CODE + 5);
    /* Another code is kept all the same. */
    draft.code = PP_DIAG_ROW_CUT;
    pp_diags_add(diags, &draft, "cut");
    cr_expect_eq(kept_count(diags), PP_LIMIT_DIAGS_PER_CODE + 1);
    cr_expect_eq(pp_diags_count(diags, PP_SEVERITY_WARNING), 1);
    cr_expect_eq(pp_diags_count(diags, PP_SEVERITY_ERROR), 0);
    pp_diags_free(diags);
}

Test(diag, of_all_codes_together_only_so_many_are_kept)
{
    struct pp_diags *diags = new_diags();
    size_t codes = 0;
    const struct pp_diag_info *infos = pp_diag_infos(&codes);
    for (size_t c = 0; c < codes; c++) {
        struct pp_diag draft = {.code = infos[c].code};
        for (int i = 0; i < PP_LIMIT_DIAGS_PER_CODE; i++) {
            pp_diags_add(diags, &draft, "x");
        }
    }
    size_t added = codes * PP_LIMIT_DIAGS_PER_CODE;
    cr_assert_gt(added, PP_LIMIT_DIAGS);
    cr_expect_eq(kept_count(diags), PP_LIMIT_DIAGS);
    cr_expect_eq(pp_diags_dropped(diags), added - PP_LIMIT_DIAGS);
    cr_expect_eq(pp_diags_count(diags, PP_SEVERITY_NOTE) +
                     pp_diags_count(diags, PP_SEVERITY_WARNING) +
                     pp_diags_count(diags, PP_SEVERITY_ERROR),
                 added);
    pp_diags_free(diags);
}

Test(diag, freeing_nothing_is_allowed)
{
    pp_diags_free(NULL);
}
