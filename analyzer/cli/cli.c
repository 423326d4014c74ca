/* What all commands do alike. */
#include "cli.h"

#include <errno.h>
#include <float.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"

enum {
    MAX_COMPLAINT = 8192,
    MAX_NAMES_BYTES = 1024,
    MAX_REPORT_BYTES = 1 << 30,
};

const char *cli_value(const struct cli *cli, enum option_id id)
{
    return cli->arguments.values[id];
}

bool cli_has(const struct cli *cli, enum option_id id)
{
    return cli->arguments.values[id] != NULL;
}

const char *cli_next(const struct cli *cli, enum option_id id, size_t *at)
{
    while (*at < cli->arguments.use_count) {
        const struct option_use *use = &cli->arguments.uses[(*at)++];
        if (use->id == id) {
            return use->value;
        }
    }
    return NULL;
}

void complain(const char *format, ...)
{
    char text[MAX_COMPLAINT];
    va_list arguments;
    va_start(arguments, format);
    int len = vsnprintf(text, sizeof(text), format, arguments);
    va_end(arguments);
    if (len < 0) {
        return;
    }
    struct pp_buf line;
    pp_buf_init(&line, SIZE_MAX / 2);
    pp_buf_add_str(&line, "portplan: ");
    pp_escape_text(&line, pp_sv_from(text));
    pp_buf_add_char(&line, '\n');
    /* Without memory the bare message is better than none. */
    struct pp_sv bytes = line.status == PP_OK
                             ? pp_buf_view(&line)
                             : PP_SV("portplan: out of memory\n");
    fwrite(bytes.ptr, 1, bytes.len, stderr);
    pp_buf_done(&line);
}

void print_message(struct pp_buf *text)
{
    if (text->status != PP_OK) {
        (void)complain_status(text->status);
    } else if (text->len > 0) {
        fwrite(text->data, 1, text->len, stderr);
    }
    pp_buf_done(text);
}

enum exit_code complain_status(enum pp_status status)
{
    complain("%s", pp_status_text(status));
    return EXIT_TROUBLE;
}

bool is_ok(enum pp_status status)
{
    if (status != PP_OK) {
        (void)complain_status(status);
    }
    return status == PP_OK;
}

bool complain_value(enum option_id id, const char *value, const char *expected)
{
    complain(
        "--%s takes %s, not '%s'", option_table()[id].name, expected, value);
    return false;
}

bool complain_name(enum option_id id, const char *value, name_fn name_at)
{
    const char *option = option_table()[id].name;
    const char *nearest = nearest_name(pp_sv_from(value), name_at);
    struct pp_buf names;
    if (nearest != NULL) {
        complain(
            "--%s: there is no '%s'; is '%s' meant?", option, value, nearest);
        return false;
    }
    pp_buf_init(&names, MAX_NAMES_BYTES);
    for (size_t i = 0; name_at(i) != NULL; i++) {
        const char *gap = name_at(i + 1) != NULL ? ", " : " or ";
        pp_buf_printf(&names, "%s%s", i == 0 ? "" : gap, name_at(i));
    }
    (void)complain_value(
        id, value, names.status == PP_OK ? names.data : "a name");
    pp_buf_done(&names);
    return false;
}

bool cli_open_output(struct cli *cli)
{
    const char *path = cli_value(cli, OPTION_OUTPUT);
    if (output_open(&cli->output, path) == PP_OK) {
        return true;
    }
    complain("cannot write '%s': %s", path, strerror(errno));
    return false;
}

enum exit_code cli_close_output(struct cli *cli, enum exit_code code)
{
    if (output_close(&cli->output) == PP_OK) {
        return code;
    }
    const char *path = cli->output.path;
    complain("cannot write %s%s%s: %s",
             path != NULL ? "'" : "",
             path != NULL ? path : "standard output",
             path != NULL ? "'" : "",
             strerror(cli->output.error_number));
    return EXIT_TROUBLE;
}

struct pp_buf cli_report(void)
{
    struct pp_buf report;
    pp_buf_init(&report, MAX_REPORT_BYTES);
    return report;
}

enum exit_code
cli_deliver(struct cli *cli, struct pp_buf *answer, enum exit_code code)
{
    if (answer->status != PP_OK) {
        code = complain_status(answer->status);
    } else if (!cli_open_output(cli)) {
        code = EXIT_TROUBLE;
    } else {
        /* A failure stays in the output, which reports it when it is closed. */
        (void)!output_write(&cli->output, pp_buf_view(answer));
        code = cli_close_output(cli, code);
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

bool cli_number(const struct cli *cli,
                enum option_id id,
                uint64_t least,
                uint64_t most,
                uint64_t *ret_value)
{
    const char *text = cli_value(cli, id);
    if (text == NULL) {
        return true;
    }
    uint64_t value;
    if (parse_number(text, most, &value) && value >= least) {
        *ret_value = value;
        return true;
    }
    complain("--%s takes a whole number from %llu to %llu, not '%s'",
             option_table()[id].name,
             (unsigned long long)least,
             (unsigned long long)most,
             text);
    return false;
}

bool cli_u32(const struct cli *cli,
             enum option_id id,
             uint32_t most,
             uint32_t *ret_value)
{
    uint64_t value = *ret_value;
    bool is_good = cli_number(cli, id, 1, most, &value);
    *ret_value = (uint32_t)value;
    return is_good;
}

bool cli_chance(const struct cli *cli,
                uint32_t most_runs,
                uint64_t *ret_seed,
                uint32_t *ret_runs)
{
    *ret_seed = 1;
    return cli_number(cli, OPTION_SEED, 0, UINT64_MAX, ret_seed) &&
           cli_u32(cli, OPTION_RUNS, most_runs, ret_runs);
}

bool cli_decimal(const struct cli *cli,
                 enum option_id id,
                 double least,
                 double most,
                 double *ret_value)
{
    const char *text = cli_value(cli, id);
    if (text == NULL) {
        return true;
    }
    char *end = NULL;
    double value = strtod(text, &end);
    bool is_number = end != text && *end == '\0' && value <= DBL_MAX &&
                     (pp_is_digit(text[0]) || text[0] == '.');
    if (is_number && value >= least && value <= most) {
        *ret_value = value;
        return true;
    }
    complain("--%s takes a number from %.10g to %.10g, not '%s'",
             option_table()[id].name,
             least,
             most,
             text);
    return false;
}

bool cli_is_format(const struct cli *cli, const char *name)
{
    const char *format = cli_value(cli, OPTION_FORMAT);
    return format != NULL && strcmp(format, name) == 0;
}

static void complain_assumption(struct pp_sv setting,
                                const struct pp_assumption_info *info)
{
    if (info == NULL) {
        complain("--assume takes NAME=VALUE, not '%.*s'; portplan help "
                 "assumptions lists them",
                 PP_SV_ARGS(setting));
        return;
    }
    struct pp_buf values;
    pp_buf_init(&values, 1024);
    add_choices(&values, info->values);
    complain("--assume %s takes %s, not '%.*s'",
             info->name,
             values.data != NULL ? values.data : "another value",
             PP_SV_ARGS(setting));
    pp_buf_done(&values);
}

bool cli_assumptions(const struct cli *cli, struct pp_assumptions *assumptions)
{
    const char *value;
    for (size_t at = 0; (value = cli_next(cli, OPTION_ASSUME, &at)) != NULL;) {
        const struct pp_assumption_info *info = NULL;
        struct pp_sv setting = pp_sv_from(value);
        if (pp_assumptions_set(assumptions, setting, &info) != PP_OK) {
            complain_assumption(setting, info);
            return false;
        }
    }
    return true;
}
