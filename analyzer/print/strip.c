/* Strips of text: cells dealt out, marked and drawn. */
#include "strip.h"

#include "base/utf8.h"

enum {
    LEAST_CELLS = 8,
    LABEL_WIDTH = 6,
};

size_t pp_strip_cell_count(const struct pp_strip_look *look)
{
    size_t width = pp_style_width(look->style);
    size_t margin = look->indent + LABEL_WIDTH;
    size_t count =
        width > margin + LEAST_CELLS ? width - margin : (size_t)LEAST_CELLS;
    return count < PP_STRIP_MAX_CELLS ? count : (size_t)PP_STRIP_MAX_CELLS;
}

bool pp_strip_can_zoom(struct pp_range range, size_t cell_count)
{
    uint32_t port_count = pp_range_count(range);
    return port_count <= PP_PORT_COUNT / 2 && port_count >= cell_count;
}

void pp_strip_init(struct pp_strip *strip,
                   const char *label,
                   struct pp_range ports,
                   size_t cell_count)
{
    uint32_t port_count = pp_range_count(ports);
    *strip = (struct pp_strip){.label = label, .ports = ports};
    strip->count = cell_count < port_count ? cell_count : port_count;
    uint64_t begin = ports.first;
    for (size_t i = 0; i < strip->count; i++) {
        uint64_t end =
            ports.first + (uint64_t)(i + 1) * port_count / strip->count;
        strip->cells[i].ports =
            (struct pp_range){(uint16_t)begin, (uint16_t)(end - 1)};
        begin = end;
    }
}

/* The cell that holds the port, which lies in the strip: the last one that
 * does not begin behind it. */
static size_t cell_of(const struct pp_strip *strip, uint16_t port)
{
    uint64_t end = (uint64_t)port - strip->ports.first + 1;
    return (size_t)((end * strip->count - 1) / pp_range_count(strip->ports));
}

void pp_strip_mark(struct pp_strip *strip,
                   struct pp_range range,
                   unsigned marks)
{
    struct pp_range inside;
    if (!pp_range_intersect(strip->ports, range, &inside)) {
        return;
    }
    size_t last = cell_of(strip, inside.last);
    for (size_t i = cell_of(strip, inside.first); i <= last; i++) {
        struct pp_strip_cell *cell = &strip->cells[i];
        struct pp_range common = inside;
        (void)pp_range_intersect(cell->ports, inside, &common);
        cell->marks |= marks;
        cell->marked_ports += pp_range_count(common);
    }
}

static unsigned marks_of(const struct pp_strip_cell *cell)
{
    bool is_excluded =
        cell->level > 0 && (cell->marks & PP_STRIP_ADMINISTERED) == 0;
    return cell->marks | (is_excluded ? PP_STRIP_EXCLUDED : 0U);
}

unsigned pp_strip_seen(const struct pp_strip *strip)
{
    unsigned marks = 0;
    for (size_t i = 0; i < strip->count; i++) {
        marks |= marks_of(&strip->cells[i]);
    }
    return marks;
}

/* --- drawing -------------------------------------------------------------- */

/* What one line of a strip shows in a cell; no glyph is a blank. */
struct mark {
    const char *glyph;
    enum pp_color color;
};

/* `line` has the marks that the line is of. */
static struct mark mark_in(const struct pp_strip_cell *cell,
                           unsigned line,
                           const struct pp_glyphs *glyphs)
{
    switch (marks_of(cell) & line) {
    case PP_STRIP_EXCLUDED:
        return (struct mark){glyphs->levels[cell->level - 1], PP_COLOR_BLOCKED};
    case PP_STRIP_ADMINISTERED:
        return (struct mark){glyphs->administered, PP_COLOR_RESERVED};
    case PP_STRIP_DYNAMIC:
        return (struct mark){glyphs->dynamic, PP_COLOR_DYNAMIC};
    case PP_STRIP_IN_USE:
        return (struct mark){glyphs->in_use, PP_COLOR_IN_USE};
    case PP_STRIP_ASKED:
        return (struct mark){glyphs->asked, PP_COLOR_STRONG};
    default:
        return (struct mark){NULL, PP_COLOR_PLAIN};
    }
}

/* Nothing where no cell has a mark. Tells whether one had. */
static bool draw_line(struct pp_buf *buf,
                      const struct pp_strip_look *look,
                      const struct pp_strip *strip,
                      unsigned line)
{
    enum pp_color color = PP_COLOR_PLAIN;
    size_t pending = look->indent + LABEL_WIDTH; /* until a mark follows */
    bool has_marks = false;
    for (size_t i = 0; i < strip->count; i++) {
        struct mark mark =
            mark_in(&strip->cells[i], line, pp_style_glyphs(look->style));
        if (mark.glyph == NULL) {
            pending++;
            continue;
        }
        if (mark.color != color || pending > 0 || look->is_fixed) {
            pp_style_end(buf, look->style, color);
            pp_buf_add_repeated(buf, ' ', pending);
            pp_style_begin(buf, look->style, mark.color);
        }
        pp_buf_add_str(buf, mark.glyph);
        color = mark.color;
        pending = 0;
        has_marks = true;
    }
    pp_style_end(buf, look->style, color);
    pp_buf_add_str(buf, has_marks ? "\n" : "");
    return has_marks;
}

static size_t digits(uint32_t value)
{
    return value < 10 ? 1 : 1 + digits(value / 10);
}

/* `label 1 ..... 65535`, the ports inside the width of the strip. */
static void draw_scale(struct pp_buf *buf,
                       const struct pp_strip_look *look,
                       const struct pp_strip *strip)
{
    /* Port 0 is no port that a program could ask for. */
    uint32_t first = strip->ports.first == 0 ? 1 : strip->ports.first;
    size_t used = digits(first) + digits(strip->ports.last) + 2;
    pp_buf_add_repeated(buf, ' ', look->indent);
    pp_style_text(buf, look->style, PP_COLOR_STRONG, strip->label);
    pp_buf_add_repeated(
        buf, ' ', LABEL_WIDTH - pp_utf8_width(pp_sv_from(strip->label)));
    pp_buf_printf(buf, "%u ", (unsigned)first);
    pp_style_begin(buf, look->style, PP_COLOR_FAINT);
    for (size_t i = used; i < strip->count; i++) {
        pp_buf_add_str(buf, pp_style_glyphs(look->style)->scale);
    }
    pp_style_end(buf, look->style, PP_COLOR_FAINT);
    pp_buf_printf(buf, " %u\n", (unsigned)strip->ports.last);
}

void pp_strip_draw(struct pp_buf *buf,
                   const struct pp_strip_look *look,
                   const struct pp_strip *strip)
{
    unsigned both_ends =
        strip->cells[0].marks & strip->cells[strip->count - 1].marks;
    draw_scale(buf, look, strip);
    if (!draw_line(
            buf, look, strip, PP_STRIP_EXCLUDED | PP_STRIP_ADMINISTERED) &&
        look->is_fixed) {
        pp_buf_add_char(buf, '\n');
    }
    /* Of a strip of dynamic ports alone nobody needs to be told. */
    if ((both_ends & PP_STRIP_DYNAMIC) == 0) {
        (void)draw_line(buf, look, strip, PP_STRIP_DYNAMIC);
    }
    (void)draw_line(buf, look, strip, PP_STRIP_IN_USE);
    (void)draw_line(buf, look, strip, PP_STRIP_ASKED);
}

void pp_strip_legend(struct pp_buf *buf,
                     const struct pp_strip_look *look,
                     unsigned marks,
                     const char *excluded)
{
    const struct pp_glyphs *glyphs = pp_style_glyphs(look->style);
    const struct {
        enum pp_strip_mark mark;
        const char *glyph;
        const char *meaning;
    } entries[] = {
        {PP_STRIP_EXCLUDED, glyphs->legend, excluded},
        {PP_STRIP_ADMINISTERED, glyphs->administered, "administered"},
        {PP_STRIP_DYNAMIC, glyphs->dynamic, "dynamic range"},
        {PP_STRIP_IN_USE, glyphs->in_use, "in use"},
        {PP_STRIP_ASKED, glyphs->asked, "asked for"},
    };
    size_t margin = look->indent + LABEL_WIDTH;
    size_t width = look->is_fixed ? SIZE_MAX : pp_style_width(look->style);
    size_t used = margin;
    pp_buf_add_repeated(buf, ' ', margin);
    pp_style_begin(buf, look->style, PP_COLOR_FAINT);
    for (size_t i = 0; i < PP_ARRAY_LEN(entries); i++) {
        if ((marks & entries[i].mark) == 0) {
            continue;
        }
        size_t needed = pp_utf8_width(pp_sv_from(entries[i].glyph)) + 1 +
                        pp_utf8_width(pp_sv_from(entries[i].meaning));
        if (used > margin && used + 3 + needed > width) {
            pp_buf_add_char(buf, '\n');
            pp_buf_add_repeated(buf, ' ', margin);
            used = margin;
        }
        size_t gap = used > margin ? 3 : 0;
        pp_buf_add_repeated(buf, ' ', gap);
        pp_buf_printf(buf, "%s %s", entries[i].glyph, entries[i].meaning);
        used += gap + needed;
    }
    pp_style_end(buf, look->style, PP_COLOR_FAINT);
    pp_buf_add_char(buf, '\n');
}
