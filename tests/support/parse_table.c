/* Checking tables of small texts. */
#include "parse_table.h"

#include <criterion/criterion.h>
#include <string.h>

#include "summary.h"

void pp_test_check_cases(const struct pp_test_case *rows, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        const struct pp_test_case *row = &rows[i];
        struct pp_load *load = pp_test_load(row->text);
        const char *found = pp_test_facts(load);
        cr_expect_str_eq(found,
                         row->facts,
                         "%s: facts '%s', not '%s'",
                         row->label,
                         found,
                         row->facts);
        found = pp_test_lines(load);
        cr_expect(row->lines == NULL || strcmp(found, row->lines) == 0,
                  "%s: lines '%s', not '%s'",
                  row->label,
                  found,
                  row->lines);
        found = pp_test_diags(load);
        cr_expect(row->diags == NULL || strcmp(found, row->diags) == 0,
                  "%s: diagnostics '%s', not '%s'",
                  row->label,
                  found,
                  row->diags);
        pp_load_free(load);
    }
}
