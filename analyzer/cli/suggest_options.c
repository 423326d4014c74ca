/* The options of `suggest` as what is asked. */
#include "suggest_options.h"

#include <string.h>

#include "knowledge/ports.h"

enum {
    DEFAULT_COUNT = 5,
    MOST_RUNS = 1000 * 1000 * 1000,
    MAX_NAMES_BYTES = 4096,
};

/* "tcp", "udp" or "tcp,udp": the words that the table of options lets pass. */
static void read_protocols(const struct cli *cli,
                           struct pp_suggest_options *asked)
{
    const char *value = cli_value(cli, OPTION_PROTOCOL);
    asked->is_asked[PP_TCP] = value == NULL || value[0] == 't';
    asked->is_asked[PP_UDP] = value != NULL && strstr(value, "udp") != NULL;
}

static bool read_range(const struct cli *cli, struct pp_suggest_options *asked)
{
    const char *value = cli_value(cli, OPTION_RANGE);
    asked->within = (struct pp_range){PP_SUGGEST_LEAST_PORT, PP_PORT_MAX};
    return value == NULL ||
           pp_range_parse(pp_sv_from(value), &asked->within, NULL) ||
           complain_value(
               OPTION_RANGE, value, "a range such as 8000-8999 or 8000+1000");
}

static bool read_purpose(const struct cli *cli,
                         struct pp_suggest_options *asked)
{
    const char *value = cli_value(cli, OPTION_FOR);
    asked->is_for_http = value != NULL;
    return value == NULL || strcmp(value, "http") == 0 ||
           complain_value(OPTION_FOR, value, "http");
}

static bool read_numbers(const struct cli *cli, struct suggest_options *options)
{
    struct pp_suggest_options *asked = &options->asked;
    uint32_t near = 0;
    asked->count = DEFAULT_COUNT;
    asked->length = 1;
    asked->has_near = cli_has(cli, OPTION_NEAR);
    if (!cli_u32(cli, OPTION_HOW_MANY, PP_SUGGEST_MAX_COUNT, &asked->count) ||
        !cli_u32(cli, OPTION_LENGTH, PP_PORT_MAX, &asked->length) ||
        !cli_u32(cli, OPTION_NEAR, PP_PORT_MAX, &near) ||
        !cli_chance(cli, MOST_RUNS, &asked->seed, &options->runs)) {
        return false;
    }
    asked->near = (uint16_t)near;
    return true;
}

bool suggest_read_options(const struct cli *cli,
                          struct suggest_options *ret_options)
{
    *ret_options = (struct suggest_options){0};
    read_protocols(cli, &ret_options->asked);
    return read_range(cli, &ret_options->asked) &&
           read_purpose(cli, &ret_options->asked) &&
           read_numbers(cli, ret_options) &&
           cli_assumptions(cli, &ret_options->assumptions);
}

static void complain_system(const char *value)
{
    struct pp_buf names;
    const char *last = "";
    pp_buf_init(&names, MAX_NAMES_BYTES);
    for (uint32_t i = 0; i < pp_system_ranges_count(); i++) {
        const char *key = pp_system_range_at(i).key;
        if (strcmp(key, last) != 0) {
            pp_buf_add_str(&names, last[0] != '\0' ? ", " : "");
            pp_buf_add_str(&names, key);
            last = key;
        }
    }
    (void)complain_value(
        OPTION_ALSO, value, names.data != NULL ? names.data : "a system");
    pp_buf_done(&names);
}

bool suggest_read_also(const struct cli *cli, struct pp_suggest *suggest)
{
    const char *value = cli_value(cli, OPTION_ALSO);
    struct pp_sv rest = pp_sv_from(value != NULL ? value : "");
    for (bool is_more = value != NULL; is_more;) {
        size_t comma = pp_sv_find(rest, PP_SV(","), 0);
        is_more = comma != SIZE_MAX;
        if (!pp_suggest_also(suggest, pp_sv_sub(rest, 0, comma))) {
            complain_system(value);
            return false;
        }
        rest = is_more ? pp_sv_sub(rest, comma + 1, SIZE_MAX) : rest;
    }
    return true;
}
