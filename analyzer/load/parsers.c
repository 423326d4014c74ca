/* The table of section parsers. The tables of `show excludedportrange` and
 * `show dynamicport` are the driver's own: their rows come by the million. */
#include "parse/line/parsers.h"

#include "parsers.h"

const struct pp_parser *const *pp_parsers(size_t *ret_count)
{
    static const struct pp_parser *const parsers[] = {
        &pp_parser_netstat,
        &pp_parser_systeminfo,
        &pp_parser_ver,
        &pp_parser_services,
        &pp_parser_features,
        &pp_parser_wslconfig,
        &pp_parser_netsh_http,
        &pp_parser_netsh_portproxy,
        &pp_parser_netsh_change,
        &pp_parser_ps_json,
        &pp_parser_ps_csv,
        &pp_parser_ps_table,
        &pp_parser_ps_list,
        &pp_parser_bind_error,
        &pp_parser_reg_export,
        &pp_parser_reg_query,
        NULL,
    };
    *ret_count = PP_ARRAY_LEN(parsers) - 1;
    return parsers;
}
