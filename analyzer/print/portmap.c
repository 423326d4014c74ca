/* Strips of what a machine excludes, has in use, and is asked for. */

#include "portmap.h"

#include "portplan/machine.h"
#include "portplan/port_list.h"

#include "strip.h"

/* The full block means all of a cell, the lowest at least one port. */
static unsigned level_of(const struct pp_strip_cell *cell)
{
    uint32_t all = pp_range_count(cell->ports);
    uint32_t marked = cell->marked_ports < all ? cell->marked_ports : all;
    uint32_t level = marked * PP_LEVELS / all;
    return marked > 0 && level == 0 ? 1 : level;
}

/* Rows first: their ports are counted. */
static void fill(struct pp_strip *strip, const struct pp_portmap *map)
{
    size_t count = 0;
    const struct pp_exclusion *rows =
        pp_machine_exclusions(map->machine, map->protocol, &count);
    for (size_t i = 0; i < count; i++) {
        bool is_administered = rows[i].is_administered == PP_YES;
        pp_strip_mark(
            strip, rows[i].range, is_administered ? PP_STRIP_ADMINISTERED : 0);
    }
    for (size_t i = 0; i < strip->count; i++) {
        strip->cells[i].level = level_of(&strip->cells[i]);
    }
    pp_strip_mark(strip,
                  pp_machine_dynamic(map->machine, map->protocol)->range,
                  PP_STRIP_DYNAMIC);
    const struct pp_socket *sockets =
        pp_machine_sockets(map->machine, map->protocol, &count);
    for (size_t i = 0; i < count; i++) {
        struct pp_range port = {sockets[i].port, sockets[i].port};
        pp_strip_mark(strip, port, PP_STRIP_IN_USE);
    }
    for (size_t i = 0; map->asked != NULL && i < map->asked->count; i++) {
        const struct pp_port_query *query = &map->asked->items[i];
        if (query->protocol == map->protocol) {
            pp_strip_mark(strip, query->range, PP_STRIP_ASKED);
        }
    }
}

void pp_portmap_text(struct pp_buf *buf,
                     const struct pp_style *style,
                     const struct pp_portmap *map,
                     size_t indent)
{
    const struct pp_strip_look look = {.style = style, .indent = indent};
    size_t cell_count = pp_strip_cell_count(&look);
    struct pp_range dynamic =
        pp_machine_dynamic(map->machine, map->protocol)->range;
    struct pp_strip strip;
    pp_strip_init(
        &strip, pp_protocol_name(map->protocol), PP_RANGE_ALL, cell_count);
    fill(&strip, map);
    pp_strip_draw(buf, &look, &strip);
    unsigned marks = pp_strip_seen(&strip);
    pp_strip_init(&strip, "zoom", dynamic, cell_count);
    fill(&strip, map);
    unsigned zoomed = pp_strip_seen(&strip);
    if (pp_strip_can_zoom(dynamic, cell_count) &&
        (zoomed & (PP_STRIP_EXCLUDED | PP_STRIP_ADMINISTERED)) != 0) {
        pp_strip_draw(buf, &look, &strip);
        marks |= zoomed;
    }
    pp_strip_legend(buf, &look, marks, "excluded, by share");
}
