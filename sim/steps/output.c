/*
 * Lines that net, netsh, sc and dism print, pasted between commands. English
 * ones; behind a prompt every line that is no command counts as output
 * (reader.c).
 */
#include "output.h"

#include "base/bytes.h"

/* A row of a table: numbers, perhaps a star. */
static bool is_row(struct pp_sv text)
{
    return pp_is_all_of(text, PP_DIGITS " \t*") && text.len > 0;
}

bool pps_is_output(struct pp_sv text)
{
    static const struct pp_sv parts[] = {
        PP_SV_INIT(" service is stopping"),
        PP_SV_INIT(" service is starting"),
        PP_SV_INIT(" service was stopped"),
        PP_SV_INIT(" service was started"),
        PP_SV_INIT(" service is not started"),
        PP_SV_INIT("service has already been started"),
        PP_SV_INIT("The operation completed successfully"),
        PP_SV_INIT("More help is available"),
        PP_SV_INIT("The system cannot find the file specified"),
        PP_SV_INIT("Deployment Image Servicing and Management"),
        PP_SV_INIT("Port Exclusion Ranges"),
        PP_SV_INIT("Administered port exclusions"),
        PP_SV_INIT(" Console "),
        PP_SV_INIT(" Services "),
    };
    static const struct pp_sv heads[] = {
        PP_SV_INIT("Ok."),
        PP_SV_INIT("[SC] "),
        PP_SV_INIT("SUCCESS: "),
        PP_SV_INIT("System error "),
        PP_SV_INIT("Access is denied"),
        PP_SV_INIT("The process cannot access the file"),
        PP_SV_INIT("Element not found"),
        PP_SV_INIT("Start Port "),
        PP_SV_INIT("-----"),
        PP_SV_INIT("====="),
        PP_SV_INIT("TCP "),
        PP_SV_INIT("UDP "),
        PP_SV_INIT("Proto "),
        PP_SV_INIT("Active Connections"),
        PP_SV_INIT("Image Name"),
    };
    for (size_t i = 0; i < PP_ARRAY_LEN(parts); i++) {
        if (pp_sv_find_nocase(text, parts[i], 0) != SIZE_MAX) {
            return true;
        }
    }
    for (size_t i = 0; i < PP_ARRAY_LEN(heads); i++) {
        if (pp_sv_starts(text, heads[i])) {
            return true;
        }
    }
    return is_row(text);
}

bool pps_is_error_report(struct pp_sv line)
{
    line = pp_sv_trim(line);
    size_t word = pp_word_len(line, "-");
    return pp_sv_starts(line, PP_SV("At line:")) ||
           pp_sv_starts(line, PP_SV("+ ")) ||
           (word > 0 &&
            pp_sv_starts(pp_sv_sub(line, word, line.len), PP_SV(" : ")));
}

bool pps_printed_answer(struct pp_sv text, uint32_t *ret_error)
{
    static const struct {
        struct pp_sv part;
        uint32_t error;
    } answers[] = {
        {PP_SV_INIT("was stopped successfully"), 0},
        {PP_SV_INIT("was started successfully"), 0},
        {PP_SV_INIT("The operation completed successfully"), 0},
        {PP_SV_INIT("Access is denied"), 5},
        {PP_SV_INIT("cannot find the file specified"), 2},
        {PP_SV_INIT("being used by another process"), 32},
        {PP_SV_INIT("The parameter is incorrect"), 87},
        {PP_SV_INIT("Element not found"), 1168},
        {PP_SV_INIT("either because it is disabled or"), 1058},
        {PP_SV_INIT("has not been started"), 1062},
        {PP_SV_INIT("service is already running"), 1056},
        {PP_SV_INIT("has already been started"), 2182},
        {PP_SV_INIT("service is not started"), 3521},
    };
    if (pp_sv_equal_nocase(pp_sv_trim(text), PP_SV("Ok."))) {
        *ret_error = 0;
        return true;
    }
    for (size_t i = 0; i < PP_ARRAY_LEN(answers); i++) {
        if (pp_sv_find_nocase(text, answers[i].part, 0) != SIZE_MAX) {
            *ret_error = answers[i].error;
            return true;
        }
    }
    return false;
}
