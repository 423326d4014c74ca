/* Heads and rows of CSV, fields as views into their line. */
#include "redact_csv.h"

#include "redact_label.h"

/* All fields without the quotes around them; a doubled quote inside stays
 * doubled. 0 if there are too many, or the line is not CSV. */
static size_t split(struct pp_scan *scan,
                    struct pp_sv line,
                    enum pp_redact_pattern field,
                    struct pp_sv cells[PP_LIMIT_PS_COLUMNS])
{
    const struct pp_sv *groups = scan->patterns->groups;
    size_t count = 0;
    size_t at = 0;
    do {
        if (count == PP_LIMIT_PS_COLUMNS ||
            !pp_redact_match(scan->patterns, field, line, at)) {
            return 0;
        }
        cells[count++] = groups[1].ptr != NULL ? groups[1] : groups[2];
        at += groups[0].len;
    } while (groups[3].len > 0);
    return count;
}

/* Prose has commas too, but blanks behind them: heads are quoted, or words
 * without blanks. */
static bool open_with(struct pp_redact_csv *csv,
                      struct pp_scan *scan,
                      struct pp_sv line,
                      enum pp_redact_pattern field)
{
    struct pp_sv heads[PP_LIMIT_PS_COLUMNS];
    bool is_quoted = line.ptr[0] == '"';
    bool is_wanted = false;
    size_t count = split(scan, line, field, heads);
    for (size_t i = 0; i < count; i++) {
        bool has_blank = pp_sv_find(heads[i], PP_SV(" "), 0) != SIZE_MAX ||
                         pp_sv_find(heads[i], PP_SV("\t"), 0) != SIZE_MAX;
        if (heads[i].len == 0 || (!is_quoted && has_blank)) {
            return false;
        }
        csv->values[i] = pp_scan_label(scan, heads[i]);
        is_wanted = is_wanted || csv->values[i] != PP_REDACT_VALUE_NONE;
    }
    csv->field = field;
    csv->count = count;
    return count >= 2 && is_wanted;
}

void pp_learn_csv(struct pp_redact_csv *csv, struct pp_scan *scan)
{
    struct pp_sv cells[PP_LIMIT_PS_COLUMNS];
    struct pp_sv line = pp_sv_trim(scan->line);
    if (line.len == 0) {
        csv->is_open = false;
        return;
    }
    if (!csv->is_open || split(scan, line, csv->field, cells) != csv->count) {
        csv->is_open =
            open_with(csv, scan, line, PP_REDACT_PATTERN_COMMA_FIELD) ||
            open_with(csv, scan, line, PP_REDACT_PATTERN_SEMICOLON_FIELD);
        return;
    }
    for (size_t i = 0; i < csv->count; i++) {
        pp_hit_value(scan, csv->values[i], cells[i]);
    }
}
