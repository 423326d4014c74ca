/*
 * What a single cleaned piece of a line looks like. Pure: knows nothing of
 * the lines around it, so it can only propose; the section parsers decide.
 */
#ifndef PP_PARSE_LINE_SHAPE_H
#define PP_PARSE_LINE_SHAPE_H

#include "portplan/fact.h"

#include "clean.h"
#include "knowledge/locales.h"
#include "row.h"

enum pp_shape_kind {
    PP_SHAPE_PROSE,       /* anything else */
    PP_SHAPE_EMPTY,       /* nothing left after cleaning */
    PP_SHAPE_TITLE,       /* a line with the word tcp or udp */
    PP_SHAPE_HEADS,       /* the two column titles, known words */
    PP_SHAPE_UNDERLINE,   /* dashes in one or more groups */
    PP_SHAPE_ROW,         /* see `row` */
    PP_SHAPE_LABEL_VALUE, /* `text : number`, once or twice */
    PP_SHAPE_LEGEND,      /* `* - text` */
    PP_SHAPE_ELISION,     /* dots in place of rows */
    PP_SHAPE_OK,          /* `Ok.` */
};

/* What a title names, as far as its words are known. */
enum pp_title_kind {
    PP_TITLE_UNKNOWN = 0, /* any words */
    PP_TITLE_EXCLUDED,    /* known words of an exclusion table */
    PP_TITLE_DYNAMIC,     /* known words of a dynamic range */
};

enum {
    PP_SHAPE_MAX_VALUES = 2
};

struct pp_shape {
    enum pp_shape_kind kind;
    struct pp_piece piece;
    const struct pp_locale *locale; /* whose words these are; NULL: unknown */

    enum pp_title_kind title; /* PP_SHAPE_TITLE */
    enum pp_protocol protocol;

    size_t dash_groups; /* PP_SHAPE_UNDERLINE */

    size_t value_count;                       /* PP_SHAPE_LABEL_VALUE */
    struct pp_sv values[PP_SHAPE_MAX_VALUES]; /* digits, of any length */
    bool is_count_label; /* the first label is one of a count */

    struct pp_row row; /* PP_SHAPE_ROW */
};

/* Fills `ret_shape`; `hint` is the language seen last, tried first. */
void pp_shape_read(struct pp_piece piece,
                   const struct pp_locale *hint,
                   struct pp_shape *ret_shape);

/* Where `text` has tcp or udp as a word; false if nowhere. */
bool pp_find_protocol(struct pp_sv text,
                      enum pp_protocol *ret_protocol,
                      size_t *ret_at);

#endif
