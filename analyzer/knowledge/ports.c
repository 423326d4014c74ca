/* What is known about ports whatever the machine: searches the tables. */
#include "ports.h"

#include "ports_data.h"

/* The first row of a port at or above `port`. */
static uint32_t find_first(const struct port_table *table, uint32_t port)
{
    uint32_t low = 0;
    uint32_t high = table->count;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (table->rows[middle].port < port) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low;
}

struct pp_port_entries
pp_ports_find(enum pp_port_book book, enum pp_protocol protocol, uint16_t port)
{
    const struct port_table *table = &pp_port_tables[book][protocol];
    uint32_t first = find_first(table, port);
    return (struct pp_port_entries){
        first, find_first(table, (uint32_t)port + 1) - first};
}

uint32_t pp_ports_count(enum pp_port_book book, enum pp_protocol protocol)
{
    return pp_port_tables[book][protocol].count;
}

struct pp_port_entry pp_ports_entry(enum pp_port_book book,
                                    enum pp_protocol protocol,
                                    uint32_t index)
{
    const struct port_row *row = &pp_port_tables[book][protocol].rows[index];
    return (struct pp_port_entry){
        .port = row->port,
        .name = pp_port_names + row->name,
        .kind = pp_port_names + pp_port_kinds[row->kind],
        .list_year = pp_port_years[row->year],
    };
}

uint32_t pp_system_ranges_count(void)
{
    return pp_system_row_count;
}

struct pp_system_range pp_system_range_at(uint32_t index)
{
    const struct system_row *row = &pp_system_rows[index];
    return (struct pp_system_range){
        .key = pp_port_names + row->key,
        .name = pp_port_names + row->name,
        .version = pp_port_names + row->version,
        .protocol = row->protocol,
        .range = row->range,
    };
}
