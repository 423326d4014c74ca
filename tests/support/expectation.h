/*
 * What a fixture says that its text means (the .json beside it), and what a
 * load of that text found, both written as the same plain lines, so that a
 * test compares and shows two texts:
 *
 *     netsh.excludedportrange tcp ipv4 active en complete=true
 *       1031-1130
 *       50000-50059 *
 *     reg.query complete=null
 *       {"fact":"registry","key":"HKLM\\...","name":"MaxUserPort",...}
 *     rejected 1
 *     PP-551 4:12
 *
 * Sections of netsh's two tables of ports have rows; those of every other
 * format have "facts": objects as `show --format ndjson` prints them, without
 * `section` and `source`.
 */
#ifndef PP_TESTS_SUPPORT_EXPECTATION_H
#define PP_TESTS_SUPPORT_EXPECTATION_H

#include "portplan/load.h"

enum pp_test_scope {
    /* netsh's tables of ports alone: the expectation lists nothing else, and
     * no diagnostics. */
    PP_TEST_PORT_TABLES,
    /* Every section, every fact and every diagnostic ("diagnostics":
     * ["PP-551 4:12"]; left out: there are none). */
    PP_TEST_EVERYTHING,
};

/* Writes the lines of the fixture's expectation; false if the JSON is not
 * one. */
bool pp_test_write_expected(struct pp_sv json,
                            enum pp_test_scope scope,
                            struct pp_buf *out);

/* Writes the lines of what was loaded from one capture. */
void pp_test_write_loaded(const struct pp_load *load,
                          enum pp_test_scope scope,
                          struct pp_buf *out);

#endif
