/*
 * What a capture says about ports, in words: the tables, the dynamic ranges,
 * the sockets, the reservations and the Windows of the machine that it makes.
 * Names and addresses are only said to be there, so that a redacted capture
 * has the same words.
 */
#ifndef PP_TESTS_SUPPORT_PORT_FACTS_H
#define PP_TESTS_SUPPORT_PORT_FACTS_H

#include "portplan/buf.h"

/* Appends the words; `encoding` as in pp_load_options. */
enum pp_status pp_test_add_port_facts(struct pp_buf *out,
                                      struct pp_sv bytes,
                                      const char *encoding) PP_MUST_CHECK;

#endif
