/*
 * Words of netstat (netstat_words.def) as data. Static storage, no start-up
 * cost.
 */
#ifndef PP_KNOWLEDGE_NETSTAT_WORDS_H
#define PP_KNOWLEDGE_NETSTAT_WORDS_H

#include "portplan/fact.h"

/* The state that a word names in any known language; PP_SOCKET_NONE: not
 * known. Letters that a code page has broken (a `?`, U+FFFD, another letter
 * outside ASCII) do not hide the word. */
enum pp_socket_state pp_netstat_state(struct pp_sv word);

/* The same of Get-NetTCPConnection's words, and of the numbers that stand for
 * them in JSON. */
enum pp_socket_state pp_connection_state(struct pp_sv word);
enum pp_socket_state pp_connection_state_numbered(uint32_t number);

/* The titles above the table, in every known language. */
const struct pp_sv *pp_netstat_titles(size_t *ret_count);

/* Whether a trimmed line is the title or the row of column titles. */
bool pp_netstat_is_title(struct pp_sv line);
bool pp_netstat_is_head(struct pp_sv line);

/* Whether a line of -b says that the owner cannot be told. */
bool pp_netstat_is_ownerless(struct pp_sv line);

/* The port that Windows' services file gives a name; 0: not in the table. */
uint16_t pp_port_by_name(struct pp_sv name);

#endif
