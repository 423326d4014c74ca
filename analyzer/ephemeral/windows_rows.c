/* The table of Windows' generations cut into rows. */
#include "windows_rows.h"

static bool is_first_of_cell(enum pp_windows_property property,
                             enum pp_era era,
                             const struct pp_windows_cell *cell)
{
    for (int before = 0; before < (int)era; before++) {
        if (pp_windows_cell((enum pp_era)before, property) == cell) {
            return false;
        }
    }
    return cell != NULL;
}

static unsigned eras_of(enum pp_windows_property property,
                        const struct pp_windows_cell *cell)
{
    unsigned eras = 0;
    for (int era = 0; era < PP_ERA_COUNT; era++) {
        if (pp_windows_cell((enum pp_era)era, property) == cell) {
            eras |= 1u << era;
        }
    }
    return eras;
}

/* The lowest era of a set; -1 of the empty one. */
static int lowest_era(unsigned eras)
{
    for (int era = 0; era < PP_ERA_COUNT; era++) {
        if ((eras & (1u << era)) != 0) {
            return era;
        }
    }
    return -1;
}

bool windows_next_row(struct windows_row *row)
{
    int property = (int)row->property;
    int era = lowest_era(row->eras) + 1;
    for (; property < PP_WINDOWS_PROPERTY_COUNT; property++, era = 0) {
        for (; era < PP_ERA_COUNT; era++) {
            enum pp_windows_property found = (enum pp_windows_property)property;
            const struct pp_windows_cell *cell =
                pp_windows_cell((enum pp_era)era, found);
            if (is_first_of_cell(found, (enum pp_era)era, cell)) {
                *row = (struct windows_row){found, eras_of(found, cell), cell};
                return true;
            }
        }
    }
    return false;
}

void add_era_names(struct pp_buf *buf, unsigned eras)
{
    const char *gap = "";
    for (int era = 0; era < PP_ERA_COUNT; era++) {
        if ((eras & (1u << era)) != 0) {
            pp_buf_add_str(buf, gap);
            pp_buf_add_str(buf, pp_era_name((enum pp_era)era));
            gap = ", ";
        }
    }
}

/* --- the summary ---------------------------------------------------------- */

static const struct {
    enum pp_era era;
    const char *system;
    const char *with; /* the range where MaxUserPort is set */
} summary[WINDOWS_SUMMARY_ROWS] = {
    {PP_ERA_NT52, "NT 4.0, 2000, XP, 2003", "1025 to MaxUserPort"},
    {PP_ERA_MS08_037,
     "2000, XP, 2003 with KB951748/KB951746",
     "1025 to MaxUserPort"},
    {PP_ERA_NT6,
     "Vista to 8.1, 2008 to 2012 R2",
     "49152 to 49152 + MaxUserPort - 1"},
    {PP_ERA_NT10, "10, 11, 2016 to 2025", "1024 to MaxUserPort"},
};

const char *windows_summary_head(size_t column)
{
    static const char *const heads[WINDOWS_SUMMARY_COLUMNS] = {
        "system",
        "MaxUserPort means",
        "range without it",
        "range with it",
        "lowest value",
        "highest value",
    };
    return heads[column];
}

static const char *words_of(enum pp_era era, enum pp_windows_property property)
{
    const struct pp_windows_cell *cell = pp_windows_cell(era, property);
    return cell != NULL ? cell->words : "";
}

void add_windows_summary(struct pp_buf *buf, size_t row, size_t column)
{
    enum pp_era era = summary[row].era;
    switch (column) {
    case 0:
        pp_buf_add_str(buf, summary[row].system);
        break;
    case 1:
        pp_buf_add_str(buf, words_of(era, PP_WINDOWS_MEANING));
        break;
    case 2:
        pp_buf_printf(
            buf,
            "%u to %u",
            (unsigned)pp_windows_number(era, PP_WINDOWS_DEFAULT_FIRST),
            (unsigned)pp_windows_number(era, PP_WINDOWS_DEFAULT_LAST));
        break;
    case 3:
        pp_buf_add_str(buf, summary[row].with);
        break;
    case 4:
        pp_buf_add_str(buf, words_of(era, PP_WINDOWS_VALUE_MIN));
        break;
    default:
        pp_buf_add_str(buf, words_of(era, PP_WINDOWS_VALUE_MAX));
        break;
    }
}
