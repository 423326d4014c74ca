/* Heads and rows of CSV, fields as views into their line. */
#include "redact_csv.h"

/* The field at *io_at, without the quotes around it; a doubled quote inside
 * stays doubled. False if a quote does not end or has text behind it. */
static bool next_field(struct pp_sv line,
                       char delimiter,
                       size_t *io_at,
                       struct pp_sv *ret_field)
{
    size_t from = *io_at;
    bool is_quoted = from < line.len && line.ptr[from] == '"';
    size_t at = from + is_quoted;
    while (at < line.len) {
        bool is_doubled = is_quoted && at + 1 < line.len &&
                          line.ptr[at] == '"' && line.ptr[at + 1] == '"';
        if (line.ptr[at] == (is_quoted ? '"' : delimiter) && !is_doubled) {
            break;
        }
        at += 1 + (size_t)is_doubled;
    }
    if (is_quoted && at >= line.len) {
        return false;
    }
    *ret_field = pp_sv_sub(line, from + is_quoted, at - from - is_quoted);
    at += is_quoted;
    *io_at = at + 1;
    return at >= line.len || line.ptr[at] == delimiter;
}

/* All fields; 0 if there are too many, or the line is no CSV. */
static size_t split(struct pp_sv line,
                    char delimiter,
                    struct pp_sv cells[PP_LIMIT_PS_COLUMNS])
{
    size_t count = 0;
    for (size_t at = 0; at <= line.len;) {
        if (count == PP_LIMIT_PS_COLUMNS ||
            !next_field(line, delimiter, &at, &cells[count])) {
            return 0;
        }
        count++;
    }
    return count;
}

/* Prose has commas too, but blanks behind them: heads are quoted, or words
 * without blanks. */
static bool open_with(struct pp_redact_csv *csv,
                      const struct pp_redact_words *words,
                      struct pp_sv line,
                      char delimiter)
{
    struct pp_sv heads[PP_LIMIT_PS_COLUMNS];
    bool is_quoted = line.ptr[0] == '"';
    bool is_wanted = false;
    size_t count = split(line, delimiter, heads);
    for (size_t i = 0; i < count; i++) {
        bool has_blank = pp_sv_find(heads[i], PP_SV(" "), 0) != SIZE_MAX ||
                         pp_sv_find(heads[i], PP_SV("\t"), 0) != SIZE_MAX;
        if (heads[i].len == 0 || (!is_quoted && has_blank)) {
            return false;
        }
        csv->values[i] = pp_redact_label(words, heads[i]);
        is_wanted = is_wanted || csv->values[i] != PP_REDACT_VALUE_NONE;
    }
    csv->delimiter = delimiter;
    csv->count = count;
    return count >= 2 && is_wanted;
}

size_t pp_redact_csv_line(struct pp_redact_csv *csv,
                          const struct pp_redact_words *words,
                          struct pp_sv line,
                          struct pp_sv cells[PP_LIMIT_PS_COLUMNS])
{
    line = pp_sv_trim(line);
    if (line.len == 0) {
        csv->is_open = false;
        return 0;
    }
    if (csv->is_open && split(line, csv->delimiter, cells) == csv->count) {
        return csv->count;
    }
    csv->is_open =
        open_with(csv, words, line, ',') || open_with(csv, words, line, ';');
    return 0;
}
