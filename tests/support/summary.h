/*
 * A load in one line of text each way, so that tables of tests can be read.
 * All texts are in static storage until the next call of the same function.
 */
#ifndef PP_TESTS_SUPPORT_SUMMARY_H
#define PP_TESTS_SUPPORT_SUMMARY_H

#include "portplan/load.h"

/* Loads one text; ends the test where that fails or a law is broken
 * (load_laws.h). Free it with pp_load_free. */
struct pp_load *pp_test_load(const char *text);
struct pp_load *pp_test_load_bytes(struct pp_sv bytes);

/* What netsh's listings say; sections of other formats are left out:
 * "tcp: 1031-1130 50000-50059*; udp dynamic: 49152+16384", "-" for nothing.
 * A `?` behind the protocol: assumed; behind a row: its star is unknown. */
const char *pp_test_facts(const struct pp_load *load);

/* Lines blank, used, ignored and rejected in the first capture: "1 3 1 0". */
const char *pp_test_lines(const struct pp_load *load);

/* Codes with line and column, "417@9:1 437@12:3"; "-" for none. */
const char *pp_test_diags(const struct pp_load *load);

/* The facts of a text, in one go. */
const char *pp_test_facts_of(const char *text);

#endif
