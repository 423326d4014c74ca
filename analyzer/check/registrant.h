/* The program that has registered a URL with http.sys. */
#ifndef PP_CHECK_REGISTRANT_H
#define PP_CHECK_REGISTRANT_H

#include "portplan/buf.h"
#include "portplan/check.h"

/* Who has registered a URL, as far as it is known: "example.exe (process id
 * 1234)", "a program"; the other adds ", request queue POOL". */
void pp_registrant_program(struct pp_buf *buf,
                           const struct pp_reservation *url);
void pp_registrant_text(struct pp_buf *buf, const struct pp_reservation *url);

/* A URL of the program that has registered all URLs on the span; NULL where
 * none is registered, they are of several programs, or of one it is not known.
 */
const struct pp_reservation *pp_registrant_of(const struct pp_check_span *span);

/* "the NAT mapping of nat0 (8181 -> 172.20.0.5:80)" */
void pp_holding_text(struct pp_buf *buf, const struct pp_reservation *mapping);

#endif
