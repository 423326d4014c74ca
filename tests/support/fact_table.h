/*
 * Tables of small texts with the facts that must be read from them: what the
 * tests of netstat, systeminfo and their kin are written as.
 *
 * Facts in words, by section:
 *
 *     netstat: tcp 0.0.0.0:135 listening 1236 svchost.exe; udp :::546 - -
 *     reg.query: Parameters/MaxUserPort=60000; Parameters/ReservedPorts=[a,b]
 *     ver: os 10.0.19041.329 | sc.query: winnat=yes | wslconfig: memory=4GB
 *
 * `-` stands for nothing known, and for no section at all.
 */
#ifndef PP_TESTS_SUPPORT_FACT_TABLE_H
#define PP_TESTS_SUPPORT_FACT_TABLE_H

#include "portplan/load.h"

struct pp_fact_case {
    const char *label;
    const char *text;
    const char *facts; /* as above */
    const char *lines; /* as pp_test_lines; NULL: not looked at */
    const char *diags; /* as pp_test_diags; NULL: not looked at */
};

/* Compares every row; failures name the label. */
void pp_test_check_facts(const struct pp_fact_case *rows, size_t count);

/* The facts in words; in static storage until the next call. */
const char *pp_test_fact_words(const struct pp_load *load);

#endif
