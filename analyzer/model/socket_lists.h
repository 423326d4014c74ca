/*
 * Lists of sockets, one after the other, and how much of the sockets each
 * shows: by the command above it, and by what is always there.
 */
#ifndef PP_MODEL_SOCKET_LISTS_H
#define PP_MODEL_SOCKET_LISTS_H

#include "machine_facts.h"

/* All zero at the start. */
struct pp_socket_list {
    uint32_t section;
    uint32_t counts[PP_PROTOCOL_COUNT];
    uint32_t listening; /* of TCP */
    bool has_bound;
    bool has_mapper; /* RPC's endpoint mapper listens */
};

/* Adds a socket to the list of its section; the one before it has ended. */
void pp_socket_list_add(struct pp_socket_list *list,
                        struct pp_machine *machine,
                        const struct pp_machine_input *input,
                        const struct pp_fact *fact);

/* Notes in the machine what the list shows; it is empty again. */
void pp_socket_list_end(struct pp_socket_list *list,
                        struct pp_machine *machine,
                        const struct pp_machine_input *input);

#endif
