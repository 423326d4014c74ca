/*
 * The table of display languages (locales.def) as data. Static storage, no
 * start-up cost.
 */
#ifndef PP_KNOWLEDGE_LOCALES_H
#define PP_KNOWLEDGE_LOCALES_H

#include "portplan/sv.h"

/* Empty views: not known in this language. */
struct pp_locale {
    const char *tag;
    struct pp_sv excluded_before; /* of the title, in front of tcp or udp */
    struct pp_sv excluded_behind;
    struct pp_sv start_head; /* column titles of the exclusion table */
    struct pp_sv end_head;
    struct pp_sv legend; /* text behind `* - ` */
    struct pp_sv dynamic_before;
    struct pp_sv dynamic_behind;
    struct pp_sv start_label; /* of the dynamic range's two lines */
    struct pp_sv count_label;
    const char *codepages; /* by blanks */
};

const struct pp_locale *pp_locales(size_t *ret_count);

/* Whether the text has a word for exclusions, reservations or their makers in
 * one of several languages: it ties a loose list of ranges to the subject,
 * nothing more. */
bool pp_speaks_of_exclusions(struct pp_sv text);

/* Whether the text begins with a word that people write in place of the `*`. */
bool pp_says_administered(struct pp_sv text);

#endif
