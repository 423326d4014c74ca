/*
 * The tables of exclusions among the sections of captures, and which of
 * several is in force.
 */
#ifndef PP_MODEL_MACHINE_TABLES_H
#define PP_MODEL_MACHINE_TABLES_H

#include "machine_commands.h"
#include "machine_facts.h"

/* The table of a section: its rows, and the gaps behind them. */
struct pp_machine_table pp_table_of(const struct pp_machine_input *input,
                                    size_t section);

/* Rows without any frame: a part of a table, and of a later moment where a
 * table is above them. */
bool pp_is_fragment(const struct pp_section *section);

/* Which of several listings this is: IPv6's are by themselves, the rest (IPv4,
 * or not said) are one. */
bool pp_is_listing_of(const struct pp_section *section,
                      enum pp_protocol protocol,
                      bool is_ipv6,
                      enum pp_store store);

/* The last such table (.section NULL: there is none). A fragment never
 * replaces a table; differences are reported. */
struct pp_machine_table pp_last_table(const struct pp_machine_input *input,
                                      enum pp_protocol protocol,
                                      bool is_ipv6,
                                      enum pp_store store);

#endif
