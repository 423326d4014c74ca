/* Days of the calendar as numbers. */
#ifndef PP_VERIFY_DAY_H
#define PP_VERIFY_DAY_H

#include "portplan/buf.h"
#include "portplan/sv.h"

/*
 * A day of the calendar is a number: 20270331. Later days are greater; 0 is
 * none. The text is "2027-03-31" and nothing else, of a day that there is.
 */
bool pp_day_parse(struct pp_sv text, uint32_t *ret_day);
void pp_day_print(struct pp_buf *buf, uint32_t day);

#endif
