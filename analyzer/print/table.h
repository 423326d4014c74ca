/*
 * Columns that line up, whatever width the characters in them have. Cells are
 * given row by row; the last column may be long and is wrapped at blanks.
 */
#ifndef PP_PRINT_TABLE_H
#define PP_PRINT_TABLE_H

#include "style.h"

enum {
    TABLE_MAX_COLUMNS = 8
};

struct table_cell {
    size_t offset; /* into `texts` */
    size_t len;
    enum pp_color color;
};

struct table {
    const char *layout; /* a letter a column: 'l'eft, 'r'ight, 's'lim left */
    size_t column_count;
    size_t indent; /* blanks in front of each line */
    struct pp_buf texts;
    struct table_cell *cells;
    size_t cell_count;
    size_t cell_capacity;
    enum pp_status status; /* the first failure; later calls do nothing */
};

/* `layout` as "rrll": at most TABLE_MAX_COLUMNS letters; borrowed. */
void pp_table_init(struct table *table, const char *layout, size_t indent);
void pp_table_done(struct table *table);

/* The next cell; the text is escaped. */
void pp_table_add(struct table *table, enum pp_color color, struct pp_sv text);
void pp_table_add_str(struct table *table,
                      enum pp_color color,
                      const char *text);
void pp_table_add_u64(struct table *table, enum pp_color color, uint64_t value);

/* Adds a text that was put together for it, and frees it; the table fails
 * where the text did. */
void pp_table_take(struct table *table,
                   enum pp_color color,
                   struct pp_buf *text);

/* Appends the rows. A failure of the table becomes that of `buf`. */
void pp_table_write(const struct table *table,
                    const struct pp_style *style,
                    struct pp_buf *buf);

#endif
