/*
 * `netsh interface ipv4|ipv6 show excludedportrange`: the table of exclusions
 * in any language and with the noise of pastes. A state machine over shapes.
 *
 * Rows are held until their table ends, because only then it shows what the
 * table was: which protocol, whether its `*` column survived, whether loose
 * numbers were a table at all. Grammar and variants:
 * docs/formats/netsh-excluded.md
 */
#ifndef PP_PARSE_NETSH_EXCLUDED_H
#define PP_PARSE_NETSH_EXCLUDED_H

#include "parse/line/context.h"

struct pp_held_row {
    struct pp_range range;
    uint32_t column;
    uint64_t line;
    bool has_star;
    bool has_leading_star; /* a star or a bullet: decided at the end */
};

/* Where rows are missing: in front of the row of that index. */
struct pp_held_gap {
    size_t row;
    struct pp_place place;
    uint64_t nonblank_line; /* of the last line that the gap has */
    uint16_t start; /* of the row that cannot be read; 0: not even that */
    enum pp_gap_kind kind;
};

struct pp_excluded {
    bool is_open;
    bool is_other; /* inside a table of another kind */

    /* What speaks for a table of exclusions. */
    bool has_title; /* in known words */
    bool has_heads; /* in known words */
    bool has_underline;
    bool has_legend;
    bool has_command;
    bool is_piped;
    bool is_reflowed;
    bool has_remark_between; /* other text between two of its lines */

    enum pp_protocol title_protocol;
    uint64_t title_line;
    const struct pp_locale *locale;
    uint64_t first_line;
    uint64_t last_line;
    uint32_t frame_column; /* where its frame begins in the line; rows are
                            * indented in it */
    struct pp_hold held;   /* the lines of the table */
    unsigned prose_run;    /* lines of other text since the last of ours */
    size_t leading_stars;

    /* A number alone on its line: a row cut off, or a line number. */
    struct pp_hold lone_held;
    uint64_t lone_line;
    uint32_t lone_value;
    uint32_t lone_column;

    struct pp_held_row *rows;
    size_t row_count;
    size_t row_capacity;
    struct pp_held_gap *gaps; /* at most one in front of each row */
    size_t gap_count;
    size_t gap_capacity;

    struct pp_sv above; /* the line with text before this one, for guards */
    char above_bytes[128];
    uint64_t emitted; /* tables of this capture so far */
};

void pp_excluded_done(struct pp_excluded *table);

/* Whether rows read by pp_row_read_next belong here whatever is around them. */
static inline bool pp_excluded_is_ready(const struct pp_excluded *table)
{
    return table->is_open && (table->has_title || table->has_heads) &&
           !table->is_piped && table->lone_line == 0;
}

/* Takes such rows from the start of `bytes`, as many as follow one another
 * there, each with its line end; the first is on `line_number`. Counts their
 * lines. */
enum pp_status
pp_excluded_take_rows(struct pp_excluded *table,
                      struct pp_context *context,
                      struct pp_sv bytes,
                      uint64_t line_number,
                      struct pp_text_taken *ret_taken) PP_MUST_CHECK;

enum pp_status pp_excluded_take(struct pp_excluded *table,
                                struct pp_context *context,
                                const struct pp_shape *shape,
                                enum pp_take *ret_take) PP_MUST_CHECK;

/* Ends the table that is open, if any: emits it or lets it go. */
enum pp_status pp_excluded_close(struct pp_excluded *table,
                                 struct pp_context *context) PP_MUST_CHECK;

#endif
