/* The section parsers, each in a file of the same name. */
#ifndef PP_PARSE_LINE_PARSERS_H
#define PP_PARSE_LINE_PARSERS_H

#include "parser.h"

extern const struct pp_parser pp_parser_bcdedit;
extern const struct pp_parser pp_parser_bind_error;
extern const struct pp_parser pp_parser_dfsr;
extern const struct pp_parser pp_parser_dnscmd;
extern const struct pp_parser pp_parser_events;
extern const struct pp_parser pp_parser_features;
extern const struct pp_parser pp_parser_mapping_command;
extern const struct pp_parser pp_parser_netsh_change;
extern const struct pp_parser pp_parser_netsh_http;
extern const struct pp_parser pp_parser_netsh_nat;
extern const struct pp_parser pp_parser_netsh_portproxy;
extern const struct pp_parser pp_parser_netstat;
extern const struct pp_parser pp_parser_ps_csv;
extern const struct pp_parser pp_parser_ps_json;
extern const struct pp_parser pp_parser_ps_list;
extern const struct pp_parser pp_parser_ps_table;
extern const struct pp_parser pp_parser_reg_export;
extern const struct pp_parser pp_parser_reg_query;
extern const struct pp_parser pp_parser_services;
extern const struct pp_parser pp_parser_socket_rows;
extern const struct pp_parser pp_parser_socket_windows;
extern const struct pp_parser pp_parser_systeminfo;
extern const struct pp_parser pp_parser_tasklist;
extern const struct pp_parser pp_parser_tcp_statistics;
extern const struct pp_parser pp_parser_unread;
extern const struct pp_parser pp_parser_ver;
extern const struct pp_parser pp_parser_wslconfig;

#endif
