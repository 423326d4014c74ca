/*
 * The ports that one line names, and the small readers that find them: a
 * number that is a port, a word of a command line.
 */
#ifndef PP_PARSE_MENTIONS_FOUND_H
#define PP_PARSE_MENTIONS_FOUND_H

#include "portplan/fact.h"

/* More ports than anybody names on one line; the rest is left out. */
enum {
    PP_FOUND_MAX = 32
};

struct pp_found_port {
    enum pp_mention_kind kind;
    enum pp_protocol protocol;
    struct pp_range range;
    struct pp_sv part; /* where it stands in the line */
};

struct pp_found {
    struct pp_found_port items[PP_FOUND_MAX];
    size_t count;
};

/* The bytes that a line has, of letters both cases where it has the large one.
 * Most lines lack a byte of most words: the search is spared. */
struct pp_byte_set {
    uint64_t bits[4];
};

void pp_byte_set_of(struct pp_sv line, struct pp_byte_set *ret_set);

/* False where the line cannot hold the word; a word to be found in any case is
 * given in small letters. */
bool pp_byte_set_may_hold(const struct pp_byte_set *set, struct pp_sv word);

void pp_found_add(struct pp_found *found, const struct pp_found_port *port);

/* A port at the start of `text`, with nothing behind that would make it part
 * of something longer (a version, an address, a word): its bytes, or 0. */
size_t pp_port_at(struct pp_sv text, uint16_t *ret_port);

/* The same, or two with a dash between: `9187-9190`. */
size_t pp_ports_at(struct pp_sv text, struct pp_range *ret_range);

/* Whether a number may begin at `at`: it is no part of a time, a version, a
 * path, a word. */
bool pp_may_begin_port(struct pp_sv text, size_t at);

/* Ports written with commas between them, all of `kind` and `protocol` of
 * `like`; its range and part are not looked at. */
void pp_found_add_list(struct pp_found *found,
                       const struct pp_found_port *like,
                       struct pp_sv list);

/* Takes the next word of a command line off `io_rest`; what stands in quotes
 * is one word, with the quotes. */
bool pp_take_token(struct pp_sv *io_rest, struct pp_sv *ret_token);

/* Without quotes, brackets and backticks around it. */
struct pp_sv pp_bare_token(struct pp_sv token);

/* The name of a command without path and `.exe`. */
struct pp_sv pp_command_name(struct pp_sv token);

/* Whether an address, or the name of a host, is of the machine itself; an
 * empty one is. */
bool pp_is_own_host(struct pp_sv host);

#endif
