/*
 * Changes as reports write them for people: signs, protocols, lists of
 * ranges. Private to sim/.
 */
#ifndef PP_SIM_WHATIF_CHANGE_WORDS_H
#define PP_SIM_WHATIF_CHANGE_WORDS_H

#include "portplan/range.h"
#include "portplansim/outcome.h"

#include "print/style.h"

/* "   + ", "   - " or "   ~ ", coloured. */
void pps_change_words_sign(struct pp_buf *buf,
                           const struct pp_style *style,
                           enum pps_change_op op);

/* "udp "; nothing for tcp, which is what is meant where nothing is said. */
void pps_change_words_protocol(struct pp_buf *buf, enum pp_protocol protocol);

/* " runs", " is off", " = ": what follows the name of a service, feature, value
 * or update. */
const char *pps_change_words_of(enum pps_change_what what, bool is_on);

/* "   + dynamic range 1025-65534 (was 49152-65535)", without the line's end. */
void pps_change_words_dynamic(struct pp_buf *buf,
                              const struct pp_style *style,
                              const struct pps_change *change,
                              struct pp_range before);

/* Whether one line can list both: exclusions of one owner, kind and size
 * that come or go together, or ports of one protocol. */
bool pps_change_words_is_group(const struct pps_change *a,
                               const struct pps_change *b);

/* "13 blocks of 100 released: " where that is worth saying of `count` alike. */
void pps_change_words_blocks(struct pp_buf *buf,
                             const struct pps_change *first,
                             size_t count);

/* "1031-1530, 1561-1660 and 3 more", range by range, ascending; touching
 * ranges as one. */
struct range_words {
    struct pp_buf *buf;
    size_t left; /* ranges still to come; set it to their number */
    size_t named;
    bool is_open; /* `run` is not written yet */
    struct pp_range run;
};
void pps_range_words_add(struct range_words *words, struct pp_range range);

#endif
