/* Versions of Windows. */
#include "os_version.h"

#include "base/cursor.h"

enum {
    MAX_MAJOR = 99,       /* 3 to 10, and room */
    MAX_MINOR = 99,       /* 51 of NT 3.51 is the largest */
    MAX_BUILD = 999999,   /* 26100; Insiders' are a little above */
    MAX_REVISION = 999999 /* 4780 */
};

bool pp_os_version_read(struct pp_sv text,
                        struct pp_os_fact *ret_os,
                        struct pp_sv *ret_rest)
{
    static const uint32_t max[] = {
        MAX_MAJOR, MAX_MINOR, MAX_BUILD, MAX_REVISION};
    uint32_t parts[PP_ARRAY_LEN(max)] = {0};
    struct pp_cursor cursor = pp_cursor_over(text);
    size_t count = 0;
    do {
        if (!pp_cursor_take_u32(&cursor, max[count], &parts[count])) {
            return false;
        }
        count++;
    } while (count < PP_ARRAY_LEN(max) && pp_cursor_take(&cursor, '.'));
    char behind = pp_cursor_peek(&cursor);
    if (count < 2 || parts[0] < 3 || pp_is_alpha(behind) ||
        pp_is_digit(behind) || behind == '.') {
        return false;
    }
    *ret_os = (struct pp_os_fact){
        .version = pp_sv_sub(text, 0, pp_cursor_offset(&cursor)),
        .major = parts[0],
        .minor = parts[1],
        .build = parts[2],
        .revision = parts[3],
    };
    *ret_rest = pp_cursor_rest(&cursor);
    return true;
}
