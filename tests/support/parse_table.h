/*
 * Tables of small texts with what must be read from them: what the tests of
 * the section parsers are written as.
 */
#ifndef PP_TESTS_SUPPORT_PARSE_TABLE_H
#define PP_TESTS_SUPPORT_PARSE_TABLE_H

#include <stddef.h>

struct pp_test_case {
    const char *label;
    const char *text;
    const char *facts; /* as pp_test_facts */
    const char *lines; /* as pp_test_lines; NULL: not looked at */
    const char *diags; /* as pp_test_diags; NULL: not looked at */
};

/* Compares every row; failures name the label. */
void pp_test_check_cases(const struct pp_test_case *rows, size_t count);

#endif
