/* The tables that ports_embed.py makes of data/, as ports.c reads them. */
#ifndef PP_KNOWLEDGE_PORTS_DATA_H
#define PP_KNOWLEDGE_PORTS_DATA_H

#include "ports.h"

/* A port in a book, in 8 bytes. `name` is an offset into pp_port_names. */
struct port_row {
    uint32_t name;
    uint16_t port;
    uint8_t kind; /* index into pp_port_kinds */
    uint8_t year; /* index into pp_port_years */
};

/* Ascending by port. */
struct port_table {
    const struct port_row *rows;
    uint32_t count;
};

extern const struct port_table pp_port_tables[PP_BOOK_COUNT][PP_PROTOCOL_COUNT];

/* A range of another system. */
struct system_row {
    uint32_t key;
    uint32_t name;
    uint32_t version;
    struct pp_range range;
    enum pp_protocol protocol;
};

extern const struct system_row pp_system_rows[];
extern const uint32_t pp_system_row_count;

/* Offsets into pp_port_names, and years. */
extern const uint32_t pp_port_kinds[];
extern const uint16_t pp_port_years[];

/* Texts, each ended by a zero byte; the first is empty. */
extern const char pp_port_names[];

#endif
