/* What all commands do alike. */
#include "call.h"

#include <float.h>
#include <stdlib.h>
#include <string.h>

#include "wrap.h"

enum {
    MAX_NAMES_BYTES = 1024,
    MAX_REPORT_BYTES = 1 << 30,
    MAX_EXPONENT = 1000,
};

const char *pps_call_value(const struct call *call, enum option_id id)
{
    return call->arguments.values[id];
}

bool pps_call_has(const struct call *call, enum option_id id)
{
    return call->arguments.values[id] != NULL;
}

const char *
pps_call_next(const struct call *call, enum option_id id, size_t *at)
{
    while (*at < call->arguments.use_count) {
        const struct option_use *use = &call->arguments.uses[(*at)++];
        if (use->id == id) {
            return use->value;
        }
    }
    return NULL;
}

enum exit_code pps_call_fail(const struct call *call, enum pp_status status)
{
    (void)pps_io_is_ok(call->io, status);
    return EXIT_TROUBLE;
}

bool pps_call_complain_value(const struct call *call,
                             enum option_id id,
                             const char *value,
                             const char *expected)
{
    pps_io_complain(call->io,
                    "--%s takes %s, not '%s'",
                    pps_option_table()[id].name,
                    expected,
                    value);
    return false;
}

bool pps_call_complain_name(const struct call *call,
                            enum option_id id,
                            const char *value,
                            pp_name_fn name_at)
{
    const char *option = pps_option_table()[id].name;
    const char *nearest = pp_nearest_name(pp_sv_from(value), name_at);
    struct pp_buf names;
    if (nearest != NULL) {
        pps_io_complain(call->io,
                        "--%s: there is no '%s'; did you mean '%s'?",
                        option,
                        value,
                        nearest);
        return false;
    }
    pp_buf_init(&names, MAX_NAMES_BYTES);
    for (size_t i = 0; name_at(i) != NULL; i++) {
        const char *gap = name_at(i + 1) != NULL ? ", " : " or ";
        pp_buf_printf(&names, "%s%s", i == 0 ? "" : gap, name_at(i));
    }
    pps_io_note(call->io, names.status);
    (void)pps_call_complain_value(
        call, id, value, names.status == PP_OK ? names.data : "a name");
    pp_buf_done(&names);
    return false;
}

bool pps_call_open(const struct call *call)
{
    return call->io->open(call->io, pps_call_value(call, OPTION_OUTPUT));
}

enum exit_code pps_call_close(const struct call *call, enum exit_code code)
{
    return call->io->close(call->io, code != EXIT_TROUBLE) ? code
                                                           : EXIT_TROUBLE;
}

struct pp_buf pps_call_report(void)
{
    struct pp_buf report;
    pp_buf_init(&report, MAX_REPORT_BYTES);
    return report;
}

/* Text for a terminal, in place of itself. */
static void break_lines(const struct call *call, struct pp_buf *answer)
{
    bool is_text =
        !pps_call_has(call, OPTION_FORMAT) || pps_call_is_format(call, "text");
    if (!is_text || call->is_verbatim || call->columns == 0) {
        return;
    }
    struct pp_buf broken = pps_call_report();
    pps_wrap(&broken, pp_buf_view(answer), call->columns);
    pp_buf_done(answer);
    *answer = broken;
}

enum exit_code
pps_call_deliver(struct call *call, struct pp_buf *answer, enum exit_code code)
{
    if (answer->status == PP_OK) {
        break_lines(call, answer);
    }
    if (answer->status != PP_OK) {
        code = pps_call_fail(call, answer->status);
    } else if (!pps_call_open(call)) {
        code = EXIT_TROUBLE;
    } else {
        /* A failed write is reported when the document is closed. */
        (void)!call->io->write(call->io, pp_buf_view(answer));
        code = pps_call_close(call, code);
    }
    pp_buf_done(answer);
    return code;
}

static bool parse_number(const char *text, uint64_t most, uint64_t *ret_value)
{
    uint64_t value = 0;
    if (text[0] == '\0') {
        return false;
    }
    for (const char *at = text; *at != '\0'; at++) {
        if (!pp_is_digit(*at)) {
            return false;
        }
        uint64_t digit = (uint64_t)(*at - '0');
        if (digit > most || value > (most - digit) / 10) {
            return false;
        }
        value = value * 10 + digit;
    }
    *ret_value = value;
    return true;
}

bool pps_call_number(const struct call *call,
                     enum option_id id,
                     uint64_t least,
                     uint64_t most,
                     uint64_t *ret_value)
{
    const char *text = pps_call_value(call, id);
    if (text == NULL) {
        return true;
    }
    uint64_t value;
    if (parse_number(text, most, &value) && value >= least) {
        *ret_value = value;
        return true;
    }
    pps_io_complain(call->io,
                    "--%s takes a whole number from %llu to %llu, not '%s'",
                    pps_option_table()[id].name,
                    (unsigned long long)least,
                    (unsigned long long)most,
                    text);
    return false;
}

bool pps_call_u32(const struct call *call,
                  enum option_id id,
                  uint32_t most,
                  uint32_t *ret_value)
{
    uint64_t value = *ret_value;
    bool is_good = pps_call_number(call, id, 1, most, &value);
    *ret_value = (uint32_t)value;
    return is_good;
}

bool pps_call_chance(const struct call *call,
                     uint32_t most_runs,
                     uint64_t *ret_seed,
                     uint32_t *ret_runs)
{
    *ret_seed = 1;
    return pps_call_number(call, OPTION_SEED, 0, UINT64_MAX, ret_seed) &&
           pps_call_u32(call, OPTION_RUNS, most_runs, ret_runs);
}

/* Digits with at most one point and an exponent, whatever the locale. Up to 15
 * digits it is the nearest double. */
static bool parse_decimal(const char *text, double *ret_value)
{
    uint64_t digits = 0;
    int scale = 0;
    int exponent = 0;
    bool has_digit = false;
    bool has_point = false;
    const char *at = text;
    for (; pp_is_digit(*at) || (*at == '.' && !has_point); at++) {
        if (*at == '.') {
            has_point = true;
            continue;
        }
        has_digit = true;
        bool is_kept = digits < UINT64_MAX / 100;
        digits = is_kept ? digits * 10 + (uint64_t)(*at - '0') : digits;
        scale += (is_kept ? 0 : 1) - (has_point ? 1 : 0);
    }
    if (has_digit && (*at == 'e' || *at == 'E')) {
        bool is_small = at[1] == '-';
        at += at[1] == '-' || at[1] == '+' ? 2 : 1;
        has_digit = pp_is_digit(*at);
        for (; pp_is_digit(*at); at++) {
            exponent = exponent < MAX_EXPONENT ? exponent * 10 + (*at - '0')
                                               : exponent;
        }
        exponent = is_small ? -exponent : exponent;
    }
    scale += exponent;
    double power = 1.0;
    for (int i = 0; i < abs(scale) && power < DBL_MAX / 10; i++) {
        power *= 10.0;
    }
    *ret_value = scale < 0 ? (double)digits / power : (double)digits * power;
    return has_digit && *at == '\0' && *ret_value <= DBL_MAX;
}

bool pps_call_decimal(const struct call *call,
                      enum option_id id,
                      double least,
                      double most,
                      double *ret_value)
{
    const char *text = pps_call_value(call, id);
    if (text == NULL) {
        return true;
    }
    double value = 0.0;
    if (parse_decimal(text, &value) && value >= least && value <= most) {
        *ret_value = value;
        return true;
    }
    pps_io_complain(call->io,
                    "--%s takes a number from %.10g to %.10g, not '%s'",
                    pps_option_table()[id].name,
                    least,
                    most,
                    text);
    return false;
}

bool pps_call_is_format(const struct call *call, const char *name)
{
    const char *format = pps_call_value(call, OPTION_FORMAT);
    return format != NULL && strcmp(format, name) == 0;
}

static void complain_assumption(struct pps_io *io,
                                struct pp_sv setting,
                                const struct pp_assumption_info *info)
{
    if (info == NULL) {
        pps_io_complain(io,
                        "--assume takes NAME=VALUE, not '%.*s'; portplan help "
                        "assumptions lists them",
                        PP_SV_ARGS(setting));
        return;
    }
    struct pp_buf values;
    pp_buf_init(&values, 1024);
    pps_add_choices(&values, info->values);
    pps_io_complain(io,
                    "--assume %s takes %s, not '%.*s'",
                    info->name,
                    values.data != NULL ? values.data : "another value",
                    PP_SV_ARGS(setting));
    pps_io_note(io, values.status);
    pp_buf_done(&values);
}

bool pps_call_assumptions(const struct call *call,
                          struct pp_assumptions *assumptions)
{
    const char *value;
    for (size_t at = 0;
         (value = pps_call_next(call, OPTION_ASSUME, &at)) != NULL;) {
        const struct pp_assumption_info *info = NULL;
        struct pp_sv setting = pp_sv_from(value);
        if (pp_assumptions_set(assumptions, setting, &info) != PP_OK) {
            complain_assumption(call->io, setting, info);
            return false;
        }
    }
    return true;
}
