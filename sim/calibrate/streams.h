/*
 * What the two programs of this folder share: standard input as a whole, and
 * counts as a line of words. They are tools of ./dev calibrate, built with
 * the tests and never installed.
 */
#ifndef PP_SIM_CALIBRATE_STREAMS_H
#define PP_SIM_CALIBRATE_STREAMS_H

#include "portplan/buf.h"

/* All of standard input, up to 1 MiB. The caller calls pp_buf_done, whatever
 * is returned. */
enum pp_status pps_read_input(struct pp_buf *text) PP_MUST_CHECK;

/* "NAME 0 0 12 ...": one word for each of the `count` numbers. */
void pps_write_numbers(const char *name, const uint32_t *numbers, size_t count);

/* Says on standard error what went wrong; the exit status for it. */
int pps_complain(const char *what);

#endif
