/*
 * Rows of an exclusion table: two port numbers and perhaps a `*`. Reads a row
 * and says what is wrong with it; decides nothing.
 *
 *     row    = [ "*" ] pair *( pair ) [ note ]
 *     pair   = number gap number [ "*" ]
 *     gap    = blanks | "|" | dash            (a dash: typed by a person)
 */
#ifndef PP_PARSE_LINE_ROW_H
#define PP_PARSE_LINE_ROW_H

#include "portplan/range.h"

enum pp_row_kind {
    PP_ROW_NONE,  /* not a row, and nothing like one */
    PP_ROW_PAIRS, /* one or more pairs, all of them possible */
    PP_ROW_LONE,  /* a single number and nothing else */
    PP_ROW_BAD,   /* looks like a row and cannot be one */
};

/* What is wrong with a PP_ROW_BAD. */
enum pp_row_fault {
    PP_FAULT_NONE = 0,
    PP_FAULT_ABOVE_MAX,
    PP_FAULT_ZERO,
    PP_FAULT_END_BEFORE_START,
    PP_FAULT_NUMBERS, /* three numbers, five, ... */
    PP_FAULT_MALFORMED,
};

struct pp_pair {
    uint16_t first;
    uint16_t last;
    bool has_star; /* a `*`, or a word that people write for it */
};

enum {
    PP_ROW_MAX_PAIRS = 1024
}; /* on one line of a flattened table */

struct pp_row {
    enum pp_row_kind kind;
    enum pp_row_fault fault;
    struct pp_sv culprit; /* the bytes at fault; points into the text */
    uint16_t start;       /* PP_ROW_BAD: its start port, if that can be read */
    uint32_t lone;        /* PP_ROW_LONE: the number, at most 65535 */
    bool has_leading_star;
    bool is_dashed;      /* `a-b` rather than columns */
    bool has_note;       /* text behind the numbers */
    bool ends_in_legend; /* the table's legend is on the same line */
    size_t pair_count;
    struct pp_pair pairs[PP_ROW_MAX_PAIRS];
};

/*
 * The row that netsh prints, and only it: blanks, digits, blanks, digits,
 * blanks, `*`, blanks, and the LF or CR LF that ends its line. Made for speed:
 * whatever it does not take, pp_row_read tries again. Moves `io_at` behind it
 * on success only. `ret_indent`: the blanks in front of the row.
 */
bool pp_row_read_next(const char **io_at,
                      const char *end,
                      struct pp_pair *ret_pair,
                      uint32_t *ret_indent,
                      bool *ret_is_crlf);

/* Any row as people paste it; `text` is a cleaned piece. */
void pp_row_read(struct pp_sv text, struct pp_row *ret_row);

/* A dash of any length at the start of `text`: its bytes, or 0. */
size_t pp_dash_at(struct pp_sv text);

#endif
