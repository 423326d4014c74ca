/*
 * The syntax of one line of a registry export (.reg): keys, values, headers,
 * the further lines of a value. Knows nothing of the lines around it.
 */
#ifndef PP_PARSE_REGISTRY_REG_LINE_H
#define PP_PARSE_REGISTRY_REG_LINE_H

#include "reg_value.h"

/* What a line turned out to be. */
enum pp_reg_line_kind {
    PP_REG_LINE_OTHER = 0,
    PP_REG_LINE_HEADER,
    PP_REG_LINE_KEY,       /* [KEY] */
    PP_REG_LINE_KEY_CUT,   /* [KEY, and no bracket */
    PP_REG_LINE_KEY_ALIEN, /* [a\b], not below a root of the registry */
    PP_REG_LINE_VALUE,
    PP_REG_LINE_COMMENT,
    PP_REG_LINE_MORE, /* of the value above */
};

struct pp_reg_line {
    enum pp_reg_line_kind kind;
    struct pp_sv text;    /* without what a forum put around */
    bool is_deletion;     /* [-KEY] */
    bool is_default;      /* @= */
    bool has_mark;        /* dword: or hex follows the `=` */
    struct pp_sv subject; /* the key; the value's name with its escapes */
    struct pp_sv data;    /* behind the `=` */
};

/* How the data of a value is written. */
enum pp_reg_data {
    PP_REG_DATA_OTHER = 0,
    PP_REG_DATA_STRING, /* " */
    PP_REG_DATA_DWORD,  /* dword: */
    PP_REG_DATA_BYTES,  /* hex: or hex(7): */
};

/* Without quote marks, bullets and the like. A line that a `;` made a comment
 * stays one. */
struct pp_sv pp_reg_strip_line(struct pp_sv line, bool *ret_is_comment);

/* Where the quoted text that goes on at `from` ends: its closing quote, or
 * SIZE_MAX. */
size_t pp_reg_closing_quote(struct pp_sv text, size_t from);

/* `"name" = data` or `@ = data`; false for anything else. */
bool pp_reg_split_value(struct pp_sv text, struct pp_reg_line *ret_line);

/* The form of a value's data, the number of its type (none for a string) and
 * what is behind the mark. */
enum pp_reg_data pp_reg_split_data(struct pp_sv data,
                                   uint32_t *ret_number,
                                   struct pp_sv *ret_rest);

/* `[KEY]`, `[-KEY]`, with a comment behind at most: a kind of key, or OTHER. */
enum pp_reg_line_kind pp_reg_split_key(struct pp_sv text,
                                       struct pp_reg_line *ret_line);

/* The first line of a file; the characters of its strings. */
bool pp_reg_is_header(struct pp_sv text, enum pp_reg_chars *ret_chars);

/* `31,00,\` or `00`: as the further lines of a value are. A row of a table of
 * ports has no comma. */
bool pp_reg_is_byte_list(struct pp_sv text);

#endif
