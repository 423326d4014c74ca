/*
 * `COMMAND [PORTS] [CAPTURE...]`: which words of the command line are which.
 */
#ifndef PP_COMMAND_PORT_WORDS_H
#define PP_COMMAND_PORT_WORDS_H

#include "portplan/port_list.h"

#include "call.h"
#include "command/words/commands.h"

struct port_words {
    struct pp_port_list ports; /* pp_port_list_done */
    bool has_ports;
    size_t first_capture; /* index of its word */
};

/* Reads the list of ports, if the first word is one; false after a complaint,
 * which names `command`. Ports without a protocol are of `protocol`. */
bool pps_port_words_read(const struct call *call,
                         const char *command,
                         enum pp_protocol protocol,
                         struct port_words *ret_words);

/* `COMMAND CAPTURE... PORTS`, the other way round: moves the ports to the
 * front. */
void pps_put_ports_first(struct pps_io *io, const char **words, size_t count);

/* Whether the word is a list of ports, and nothing of that name is there. */
bool pps_is_port_word(struct pps_io *io, const char *word);

#endif
