/*
 * The port space as a strip of text:
 *
 *   tcp  1 .................................................... 65535
 *        ▇▇▂       ▁▂▁                        ▄★        ▁
 *                                             ===============
 *
 * Each line says one thing, so that nothing hides anything else: how much of
 * a column's ports is excluded, which of them are dynamic, in use, asked for.
 */
#include "portmap.h"

#include "base/utf8.h"
#include "place.h"

enum {
    MAX_CELLS = 256, /* a wider terminal gets no wider strip */
    LEAST_CELLS = 8,
    LABEL_WIDTH = 6,
};

/* One column of a strip: what lies in its ports. */
struct cell {
    struct pp_range ports;
    uint32_t excluded_count; /* rows may overlap: clamped when drawn */
    bool is_administered;
    bool is_in_use;
    bool is_dynamic;
    bool is_asked;
};

struct strip {
    struct cell cells[MAX_CELLS];
    size_t count;
    struct pp_range ports; /* of all cells */
};

/* What occurs anywhere, for the legend. */
struct seen {
    bool excluded;
    bool administered;
    bool dynamic;
    bool in_use;
    bool asked;
};

/* The first port of cell `i`: the ports are dealt out evenly. */
static uint32_t cell_begin(const struct strip *strip, size_t i)
{
    uint64_t ports = pp_range_count(strip->ports);
    return (uint32_t)(strip->ports.first + i * ports / strip->count);
}

static void
strip_init(struct strip *strip, struct pp_range ports, size_t cell_count)
{
    uint32_t port_count = pp_range_count(ports);
    *strip = (struct strip){.ports = ports, .count = cell_count};
    if (strip->count > port_count) {
        strip->count = port_count;
    }
    for (size_t i = 0; i < strip->count; i++) {
        strip->cells[i].ports =
            (struct pp_range){.first = (uint16_t)cell_begin(strip, i),
                              .last = (uint16_t)(cell_begin(strip, i + 1) - 1)};
    }
}

/* The cell that holds the port, which lies in the strip. */
static size_t cell_of(const struct strip *strip, uint16_t port)
{
    uint64_t offset = (uint64_t)port - strip->ports.first;
    size_t i = (size_t)(offset * strip->count / pp_range_count(strip->ports));
    /* Rounding down twice can end one cell short. */
    while (port > strip->cells[i].ports.last) {
        i++;
    }
    while (port < strip->cells[i].ports.first) {
        i--;
    }
    return i;
}

/* The cells that a range touches; false for none. */
static bool find_cells(const struct strip *strip,
                       struct pp_range range,
                       size_t *ret_first,
                       size_t *ret_last)
{
    struct pp_range inside;
    if (!pp_range_intersect(strip->ports, range, &inside)) {
        return false;
    }
    *ret_first = cell_of(strip, inside.first);
    *ret_last = cell_of(strip, inside.last);
    return true;
}

static void add_exclusion(struct strip *strip,
                          const struct pp_exclusion *exclusion)
{
    size_t first;
    size_t last;
    if (!find_cells(strip, exclusion->range, &first, &last)) {
        return;
    }
    for (size_t i = first; i <= last; i++) {
        struct cell *cell = &strip->cells[i];
        struct pp_range common;
        if (pp_range_intersect(cell->ports, exclusion->range, &common)) {
            cell->excluded_count += pp_range_count(common);
        }
        cell->is_administered |= exclusion->is_administered == PP_YES;
    }
}

static void add_asked(struct strip *strip, const struct pp_portmap *map)
{
    for (size_t i = 0; map->asked != NULL && i < map->asked->count; i++) {
        const struct pp_port_query *query = &map->asked->items[i];
        size_t first;
        size_t last;
        if (query->protocol != map->protocol ||
            !find_cells(strip, query->range, &first, &last)) {
            continue;
        }
        for (size_t at = first; at <= last; at++) {
            strip->cells[at].is_asked = true;
        }
    }
}

static void strip_fill(struct strip *strip, const struct pp_portmap *map)
{
    size_t count = 0;
    const struct pp_exclusion *exclusions =
        pp_machine_exclusions(map->machine, map->protocol, &count);
    for (size_t i = 0; i < count; i++) {
        add_exclusion(strip, &exclusions[i]);
    }
    const struct pp_socket *sockets =
        pp_machine_sockets(map->machine, map->protocol, &count);
    for (size_t i = 0; i < count; i++) {
        if (pp_range_contains(strip->ports, sockets[i].port)) {
            strip->cells[cell_of(strip, sockets[i].port)].is_in_use = true;
        }
    }
    struct pp_range dynamic =
        pp_machine_dynamic(map->machine, map->protocol)->range;
    for (size_t i = 0; i < strip->count; i++) {
        struct cell *cell = &strip->cells[i];
        cell->is_dynamic = pp_range_overlaps(cell->ports, dynamic);
    }
    add_asked(strip, map);
}

/* --- drawing --- */

/* What one line of a strip shows in a cell; NULL is a blank. */
struct mark {
    const char *glyph;
    enum pp_color color;
};

typedef struct mark (*mark_fn)(const struct cell *cell,
                               const struct pp_glyphs *glyphs);

static struct mark density_mark(const struct cell *cell,
                                const struct pp_glyphs *glyphs)
{
    if (cell->is_administered) {
        return (struct mark){glyphs->administered, PP_COLOR_RESERVED};
    }
    if (cell->excluded_count == 0) {
        return (struct mark){NULL, PP_COLOR_PLAIN};
    }
    uint32_t all = pp_range_count(cell->ports);
    uint32_t part = cell->excluded_count < all ? cell->excluded_count : all;
    uint32_t level = part * PP_LEVELS / all;
    /* The full block means all of it, the lowest at least one port. */
    level = level > 0 ? level - 1 : 0;
    return (struct mark){glyphs->levels[level], PP_COLOR_BLOCKED};
}

static struct mark dynamic_mark(const struct cell *cell,
                                const struct pp_glyphs *glyphs)
{
    const char *glyph = cell->is_dynamic ? glyphs->dynamic : NULL;
    return (struct mark){glyph, PP_COLOR_DYNAMIC};
}

static struct mark in_use_mark(const struct cell *cell,
                               const struct pp_glyphs *glyphs)
{
    const char *glyph = cell->is_in_use ? glyphs->in_use : NULL;
    return (struct mark){glyph, PP_COLOR_IN_USE};
}

static struct mark asked_mark(const struct cell *cell,
                              const struct pp_glyphs *glyphs)
{
    const char *glyph = cell->is_asked ? glyphs->asked : NULL;
    return (struct mark){glyph, PP_COLOR_STRONG};
}

/* One line; nothing where no cell has a mark. Tells whether it had. */
static bool draw_line(struct pp_buf *buf,
                      const struct pp_style *style,
                      const struct strip *strip,
                      mark_fn mark_of,
                      size_t left)
{
    const struct pp_glyphs *glyphs = pp_style_glyphs(style);
    enum pp_color color = PP_COLOR_PLAIN;
    size_t pending = left; /* blanks, kept until a mark follows */
    bool has_marks = false;
    for (size_t i = 0; i < strip->count; i++) {
        struct mark mark = mark_of(&strip->cells[i], glyphs);
        if (mark.glyph == NULL) {
            pending++;
            continue;
        }
        if (mark.color != color || pending > 0) {
            pp_style_end(buf, style, color);
            pp_buf_add_repeated(buf, ' ', pending);
            pp_style_begin(buf, style, mark.color);
        }
        pp_buf_add_str(buf, mark.glyph);
        color = mark.color;
        pending = 0;
        has_marks = true;
    }
    if (has_marks) {
        pp_style_end(buf, style, color);
        pp_buf_add_char(buf, '\n');
    }
    return has_marks;
}

static size_t digits(uint32_t value)
{
    size_t count = 1;
    while (value >= 10) {
        value /= 10;
        count++;
    }
    return count;
}

/* `label 1 ..... 65535`, the ports inside the width of the strip. */
static void draw_scale(struct pp_buf *buf,
                       const struct pp_style *style,
                       const struct strip *strip,
                       const char *label,
                       size_t indent)
{
    /* Port 0 is no port that a program could ask for. */
    uint32_t first = strip->ports.first == 0 ? 1 : strip->ports.first;
    size_t used = digits(first) + digits(strip->ports.last) + 2;
    const char *dot = pp_style_glyphs(style)->scale;
    pp_buf_add_repeated(buf, ' ', indent);
    pp_style_text(buf, style, PP_COLOR_STRONG, label);
    size_t label_width = pp_utf8_width(pp_sv_from(label));
    pp_buf_add_repeated(
        buf, ' ', label_width < LABEL_WIDTH ? LABEL_WIDTH - label_width : 1);
    pp_buf_add_u64(buf, first);
    pp_buf_add_char(buf, ' ');
    pp_style_begin(buf, style, PP_COLOR_FAINT);
    for (size_t i = used; i < strip->count; i++) {
        pp_buf_add_str(buf, dot);
    }
    pp_style_end(buf, style, PP_COLOR_FAINT);
    pp_buf_add_char(buf, ' ');
    pp_buf_add_u64(buf, strip->ports.last);
    pp_buf_add_char(buf, '\n');
}

static void look(struct seen *seen, const struct strip *strip)
{
    for (size_t i = 0; i < strip->count; i++) {
        const struct cell *cell = &strip->cells[i];
        seen->administered |= cell->is_administered;
        seen->excluded |= cell->excluded_count > 0 && !cell->is_administered;
        seen->dynamic |= cell->is_dynamic;
        seen->in_use |= cell->is_in_use;
        seen->asked |= cell->is_asked;
    }
}

static void draw_strip(struct pp_buf *buf,
                       const struct pp_style *style,
                       const struct strip *strip,
                       const char *label,
                       size_t indent)
{
    static const mark_fn lines[] = {
        density_mark, dynamic_mark, in_use_mark, asked_mark};
    draw_scale(buf, style, strip, label, indent);
    /* Of a strip of dynamic ports alone nobody needs to be told. */
    bool is_all_dynamic =
        strip->cells[0].is_dynamic && strip->cells[strip->count - 1].is_dynamic;
    for (size_t i = 0; i < PP_ARRAY_LEN(lines); i++) {
        if (lines[i] == dynamic_mark && is_all_dynamic) {
            continue;
        }
        draw_line(buf, style, strip, lines[i], indent + LABEL_WIDTH);
    }
}

static void draw_legend(struct pp_buf *buf,
                        const struct pp_style *style,
                        const struct seen *seen,
                        size_t indent)
{
    const struct pp_glyphs *glyphs = pp_style_glyphs(style);
    const struct {
        bool occurs;
        const char *glyph;
        const char *meaning;
    } entries[] = {
        {seen->excluded, glyphs->legend, "excluded, by share"},
        {seen->administered, glyphs->administered, "administered"},
        {seen->dynamic, glyphs->dynamic, "dynamic range"},
        {seen->in_use, glyphs->in_use, "in use"},
        {seen->asked, glyphs->asked, "asked for"},
    };
    size_t used = indent + LABEL_WIDTH;
    size_t width = pp_style_width(style);
    bool is_first = true;
    pp_buf_add_repeated(buf, ' ', used);
    pp_style_begin(buf, style, PP_COLOR_FAINT);
    for (size_t i = 0; i < PP_ARRAY_LEN(entries); i++) {
        if (!entries[i].occurs) {
            continue;
        }
        size_t needed = pp_utf8_width(pp_sv_from(entries[i].glyph)) + 1 +
                        pp_utf8_width(pp_sv_from(entries[i].meaning));
        if (!is_first && used + 3 + needed > width) {
            pp_buf_add_char(buf, '\n');
            used = indent + LABEL_WIDTH;
            pp_buf_add_repeated(buf, ' ', used);
            is_first = true;
        }
        pp_buf_add_str(buf, is_first ? "" : "   ");
        pp_buf_add_str(buf, entries[i].glyph);
        pp_buf_add_char(buf, ' ');
        pp_buf_add_str(buf, entries[i].meaning);
        used += needed + (is_first ? 0 : 3);
        is_first = false;
    }
    pp_style_end(buf, style, PP_COLOR_FAINT);
    pp_buf_add_char(buf, '\n');
}

/* Whether a strip of the dynamic range alone shows what the whole cannot:
 * it takes up less than half of it and something lies inside. */
static bool is_zoom_useful(const struct pp_portmap *map,
                           struct pp_range dynamic,
                           size_t cell_count)
{
    uint32_t port_count = pp_range_count(dynamic);
    if (port_count > PP_PORT_COUNT / 2 || port_count < cell_count) {
        return false;
    }
    size_t count = 0;
    const struct pp_exclusion *exclusions =
        pp_machine_exclusions(map->machine, map->protocol, &count);
    for (size_t i = 0; i < count; i++) {
        if (pp_range_overlaps(exclusions[i].range, dynamic)) {
            return true;
        }
    }
    return false;
}

void pp_portmap_text(struct pp_buf *buf,
                     const struct pp_style *style,
                     const struct pp_portmap *map,
                     size_t indent)
{
    size_t width = pp_style_width(style);
    size_t margin = indent + LABEL_WIDTH;
    size_t cell_count =
        width > margin + LEAST_CELLS ? width - margin : (size_t)LEAST_CELLS;
    if (cell_count > MAX_CELLS) {
        cell_count = MAX_CELLS;
    }
    struct seen seen = {0};
    struct strip strip;
    strip_init(&strip, PP_RANGE_ALL, cell_count);
    strip_fill(&strip, map);
    look(&seen, &strip);
    draw_strip(buf, style, &strip, pp_protocol_name(map->protocol), indent);

    struct pp_range dynamic =
        pp_machine_dynamic(map->machine, map->protocol)->range;
    if (is_zoom_useful(map, dynamic, cell_count)) {
        strip_init(&strip, dynamic, cell_count);
        strip_fill(&strip, map);
        look(&seen, &strip);
        draw_strip(buf, style, &strip, "zoom", indent);
    }
    draw_legend(buf, style, &seen, indent);
}
