/*
 * What is known about ports whatever the machine: what IANA registered, what
 * applications commonly run there, what malware once used, what browsers
 * refuse, and which ports other systems give to outgoing connections.
 *
 * Lists of analyzer/knowledge/data/, whose README.md names sources, dates and
 * licences. Constant tables sorted by port, searched by halves: nothing is
 * made at start, nothing is allocated, and texts are in static storage.
 */
#ifndef PP_KNOWLEDGE_PORTS_H
#define PP_KNOWLEDGE_PORTS_H

#include "portplan/fact.h"

enum pp_port_book {
    PP_BOOK_REGISTERED = 0,  /* the registry of IANA */
    PP_BOOK_COMMON,          /* default ports of applications */
    PP_BOOK_MALWARE,         /* worms, trojans and backdoors, most of them of
                              * 1998 to 2005: nothing about a machine */
    PP_BOOK_BROWSER_BLOCKED, /* refused for http and https; of TCP */
};
enum {
    PP_BOOK_COUNT = 4
};

/* What a book says of a port; it may say several things of one. */
struct pp_port_entry {
    uint16_t port;
    const char *name;   /* the service, application or malware; empty: the
                         * registry reserves the port, or the book has none */
    const char *kind;   /* of an application ("web", "database", ...), of
                         * malware ("worm", "trojan", "backdoor"); else empty */
    uint16_t list_year; /* of the list that names the malware; 0: not known,
                         * or another book */
};

/* Entries first to first + count - 1 of a book. */
struct pp_port_entries {
    uint32_t first;
    uint32_t count; /* 0: the book does not have the port */
};

/* What the book has on the port, in the order of its source. */
struct pp_port_entries
pp_ports_find(enum pp_port_book book, enum pp_protocol protocol, uint16_t port);
/* How many entries the book has for the protocol; they ascend by port. */
uint32_t pp_ports_count(enum pp_port_book book, enum pp_protocol protocol);
/* `index` is below pp_ports_count. */
struct pp_port_entry pp_ports_entry(enum pp_port_book book,
                                    enum pp_protocol protocol,
                                    uint32_t index);

static inline bool
pp_ports_has(enum pp_port_book book, enum pp_protocol protocol, uint16_t port)
{
    return pp_ports_find(book, protocol, port).count > 0;
}

/* Ports that another system gives to outgoing connections by default. A
 * system has several of them. */
struct pp_system_range {
    const char *key;     /* "linux", as an option takes it */
    const char *name;    /* "Linux" */
    const char *version; /* "4.2 and later (...)" */
    enum pp_protocol protocol;
    struct pp_range range;
};

/* Systems in current use other than Windows, the ranges of one together. */
uint32_t pp_system_ranges_count(void);
/* `index` is below pp_system_ranges_count. */
struct pp_system_range pp_system_range_at(uint32_t index);

#endif
