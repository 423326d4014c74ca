/* Days of the calendar as numbers. */
#include "day.h"

static bool is_leap(uint32_t year)
{
    return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

static uint32_t days_of(uint32_t year, uint32_t month)
{
    static const uint32_t days[] = {
        31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    return days[month - 1] + (month == 2 && is_leap(year) ? 1 : 0);
}

bool pp_day_parse(struct pp_sv text, uint32_t *ret_day)
{
    uint32_t year;
    uint32_t month;
    uint32_t day;
    if (text.len != 10 || text.ptr[4] != '-' || text.ptr[7] != '-' ||
        !pp_sv_to_u32(pp_sv_sub(text, 0, 4), 9999, &year) ||
        !pp_sv_to_u32(pp_sv_sub(text, 5, 2), 12, &month) ||
        !pp_sv_to_u32(pp_sv_sub(text, 8, 2), 31, &day)) {
        return false;
    }
    if (year == 0 || month == 0 || day == 0 || day > days_of(year, month)) {
        return false;
    }
    *ret_day = year * 10000 + month * 100 + day;
    return true;
}

void pp_day_print(struct pp_buf *buf, uint32_t day)
{
    pp_buf_printf(buf,
                  "%04u-%02u-%02u",
                  (unsigned)(day / 10000 % 10000),
                  (unsigned)(day / 100 % 100),
                  (unsigned)(day % 100));
}
