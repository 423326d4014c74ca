/*
 * The port space as an SVG picture: exact, where the strip of text is coarse.
 * Its colours stand on a light page and on a dark one.
 */
#include "portmap_svg.h"

#include "place.h"

enum {
    PICTURE_WIDTH = 960,
    MARGIN = 20,
    LANE_WIDTH = PICTURE_WIDTH - 2 * MARGIN,
    LANE_HEIGHT = 28,
    PROTOCOL_HEIGHT = 176, /* title, strip, scale, strip of dynamic ports */
    LEGEND_HEIGHT = 36,
    LEGEND_WIDTH = 170, /* of one entry */
};

/* A horizontal lane: where it lies and which ports it shows. */
struct lane {
    uint32_t top;
    struct pp_range ports;
};

static const char style_sheet[] =
    "<style>\n"
    "text { font: 13px system-ui, sans-serif; fill: #57606a }\n"
    ".title { font-weight: 600; fill: #24292f }\n"
    ".track { fill: #8c959f; fill-opacity: .18 }\n"
    ".dynamic { fill: #1b9aaa; fill-opacity: .30 }\n"
    ".zoom { fill: #1b9aaa; fill-opacity: .10 }\n"
    ".excluded { fill: #cf3b46 }\n"
    ".administered { fill: #2c974b }\n"
    ".used { fill: #a347ba }\n"
    ".asked { fill: #bf8700 }\n"
    "@media (prefers-color-scheme: dark) {\n"
    "text { fill: #9da7b1 } .title { fill: #e6edf3 }\n"
    "}\n"
    "</style>\n";

/* Hundredths of a pixel from the left edge at which the port begins; the
 * port behind the last one of the lane gives its right edge. */
static uint64_t edge_of(const struct lane *lane, uint32_t port)
{
    uint64_t offset = port - (uint64_t)lane->ports.first;
    return (uint64_t)MARGIN * 100 +
           offset * LANE_WIDTH * 100 / pp_range_count(lane->ports);
}

static void add_hundredths(struct pp_buf *buf, uint64_t value)
{
    pp_buf_add_u64(buf, value / 100);
    pp_buf_add_char(buf, '.');
    pp_buf_add_char(buf, (char)('0' + value / 10 % 10));
    pp_buf_add_char(buf, (char)('0' + value % 10));
}

/* The part of a range that lies in the lane, at least a pixel wide. */
static void add_box(struct pp_buf *buf,
                    const struct lane *lane,
                    struct pp_range range,
                    const char *class_name,
                    const char *tooltip)
{
    struct pp_range inside;
    if (!pp_range_intersect(lane->ports, range, &inside)) {
        return;
    }
    uint64_t left = edge_of(lane, inside.first);
    uint64_t width = edge_of(lane, (uint32_t)inside.last + 1) - left;
    pp_buf_add_str(buf, "<rect class=\"");
    pp_buf_add_str(buf, class_name);
    pp_buf_add_str(buf, "\" x=\"");
    add_hundredths(buf, left);
    pp_buf_add_str(buf, "\" y=\"");
    pp_buf_add_u64(buf, lane->top);
    pp_buf_add_str(buf, "\" width=\"");
    add_hundredths(buf, width < 100 ? 100 : width);
    pp_buf_add_str(buf, "\" height=\"");
    pp_buf_add_u64(buf, LANE_HEIGHT);
    if (tooltip == NULL) {
        pp_buf_add_str(buf, "\"/>\n");
        return;
    }
    pp_buf_add_str(buf, "\"><title>");
    pp_range_print(buf, range);
    pp_buf_add_char(buf, ' ');
    pp_buf_add_str(buf, tooltip);
    pp_buf_add_str(buf, "</title></rect>\n");
}

static void add_label(struct pp_buf *buf,
                      const struct lane *lane,
                      uint16_t port,
                      const char *anchor)
{
    uint64_t x = edge_of(lane, port);
    if (port == lane->ports.last) {
        x = edge_of(lane, (uint32_t)port + 1);
    }
    pp_buf_add_str(buf, "<text x=\"");
    add_hundredths(buf, x);
    pp_buf_add_str(buf, "\" y=\"");
    pp_buf_add_u64(buf, lane->top + LANE_HEIGHT + 16);
    pp_buf_add_str(buf, "\" text-anchor=\"");
    pp_buf_add_str(buf, anchor);
    pp_buf_add_str(buf, "\">");
    pp_buf_add_u64(buf, port == 0 ? 1 : port);
    pp_buf_add_str(buf, "</text>\n");
}

static void add_asked(struct pp_buf *buf,
                      const struct lane *lane,
                      const struct pp_show *show,
                      enum pp_protocol protocol)
{
    for (size_t i = 0; show->asked != NULL && i < show->asked->count; i++) {
        const struct pp_port_query *query = &show->asked->items[i];
        if (query->protocol == protocol) {
            add_box(buf, lane, query->range, "asked", "asked for");
        }
    }
}

/* Everything that lies in a lane. */
static void add_lane(struct pp_buf *buf,
                     const struct lane *lane,
                     const struct pp_show *show,
                     enum pp_protocol protocol)
{
    const struct pp_dynamic *dynamic =
        pp_machine_dynamic(show->machine, protocol);
    add_box(buf, lane, lane->ports, "track", NULL);
    add_box(buf, lane, dynamic->range, "dynamic", "dynamic range");
    size_t count = 0;
    const struct pp_exclusion *exclusions =
        pp_machine_exclusions(show->machine, protocol, &count);
    for (size_t i = 0; i < count; i++) {
        bool is_administered = exclusions[i].is_administered == PP_YES;
        add_box(buf,
                lane,
                exclusions[i].range,
                is_administered ? "administered" : "excluded",
                pp_owner_name(exclusions[i].owner));
    }
    const struct pp_socket *sockets =
        pp_machine_sockets(show->machine, protocol, &count);
    for (size_t i = 0; i < count; i++) {
        struct pp_range port = {sockets[i].port, sockets[i].port};
        add_box(buf, lane, port, "used", "in use");
    }
    add_asked(buf, lane, show, protocol);
    add_label(buf, lane, lane->ports.first, "start");
    add_label(buf, lane, lane->ports.last, "end");
}

/* The beam from the dynamic range in the upper lane to the lower one. */
static void
add_beam(struct pp_buf *buf, const struct lane *upper, const struct lane *lower)
{
    pp_buf_add_str(buf, "<path class=\"zoom\" d=\"M");
    add_hundredths(buf, edge_of(upper, lower->ports.first));
    pp_buf_printf(buf, " %u L", (unsigned)(upper->top + LANE_HEIGHT));
    add_hundredths(buf, edge_of(upper, (uint32_t)lower->ports.last + 1));
    pp_buf_printf(buf, " %u L", (unsigned)(upper->top + LANE_HEIGHT));
    add_hundredths(buf, edge_of(lower, (uint32_t)lower->ports.last + 1));
    pp_buf_printf(buf, " %u L", (unsigned)lower->top);
    add_hundredths(buf, edge_of(lower, lower->ports.first));
    pp_buf_printf(buf, " %u Z\"/>\n", (unsigned)lower->top);
}

static void add_protocol(struct pp_buf *buf,
                         const struct pp_show *show,
                         enum pp_protocol protocol,
                         uint32_t top)
{
    static const char *const titles[PP_PROTOCOL_COUNT] = {
        [PP_TCP] = "TCP", [PP_UDP] = "UDP"};
    const struct pp_dynamic *dynamic =
        pp_machine_dynamic(show->machine, protocol);
    struct lane upper = {.top = top + 26, .ports = PP_RANGE_ALL};
    struct lane lower = {.top = top + 108, .ports = dynamic->range};
    pp_buf_printf(buf,
                  "<text class=\"title\" x=\"%d\" y=\"%u\">%s: all ports"
                  "</text>\n",
                  MARGIN,
                  (unsigned)(top + 16),
                  titles[protocol]);
    add_beam(buf, &upper, &lower);
    add_lane(buf, &upper, show, protocol);
    pp_buf_printf(buf,
                  "<text class=\"title\" x=\"%d\" y=\"%u\">the dynamic range"
                  "</text>\n",
                  MARGIN,
                  (unsigned)(lower.top - 10));
    add_lane(buf, &lower, show, protocol);
}

/* What occurs in at least one lane. */
struct seen {
    bool excluded;
    bool administered;
    bool in_use;
    bool asked;
};

static void
look(struct seen *seen, const struct pp_show *show, enum pp_protocol protocol)
{
    size_t count = 0;
    const struct pp_exclusion *exclusions =
        pp_machine_exclusions(show->machine, protocol, &count);
    for (size_t i = 0; i < count; i++) {
        bool is_administered = exclusions[i].is_administered == PP_YES;
        seen->administered |= is_administered;
        seen->excluded |= !is_administered;
    }
    (void)pp_machine_sockets(show->machine, protocol, &count);
    seen->in_use |= count > 0;
    seen->asked |= show->asked != NULL && show->asked->count > 0;
}

static void
add_legend(struct pp_buf *buf, const struct seen *seen, unsigned top)
{
    const struct {
        bool occurs;
        const char *class_name;
        const char *meaning;
    } entries[] = {
        {seen->excluded, "excluded", "excluded"},
        {seen->administered, "administered", "administered (*)"},
        {true, "dynamic", "dynamic range"},
        {seen->in_use, "used", "in use"},
        {seen->asked, "asked", "asked for"},
    };
    unsigned left = MARGIN;
    for (size_t i = 0; i < PP_ARRAY_LEN(entries); i++) {
        if (!entries[i].occurs) {
            continue;
        }
        pp_buf_printf(buf,
                      "<rect class=\"%s\" x=\"%u\" y=\"%u\" width=\"14\" "
                      "height=\"14\"/>\n"
                      "<text x=\"%u\" y=\"%u\">%s</text>\n",
                      entries[i].class_name,
                      left,
                      top,
                      left + 20,
                      top + 12,
                      entries[i].meaning);
        left += LEGEND_WIDTH;
    }
}

void pp_show_svg(struct pp_buf *buf, const struct pp_show *show)
{
    bool is_shown[PP_PROTOCOL_COUNT];
    struct seen seen = {0};
    uint32_t height = LEGEND_HEIGHT;
    for (unsigned p = 0; p < PP_PROTOCOL_COUNT; p++) {
        size_t socket_count = 0;
        (void)pp_machine_sockets(show->machine, p, &socket_count);
        is_shown[p] =
            pp_machine_has_table(show->machine, p) || socket_count > 0;
        look(&seen, show, (enum pp_protocol)p);
        height += is_shown[p] ? PROTOCOL_HEIGHT : 0;
    }
    pp_buf_printf(buf,
                  "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" "
                  "height=\"%u\" viewBox=\"0 0 %d %u\" role=\"img\">\n"
                  "<title>Excluded ports</title>\n",
                  PICTURE_WIDTH,
                  (unsigned)height,
                  PICTURE_WIDTH,
                  (unsigned)height);
    pp_buf_add_str(buf, style_sheet);
    uint32_t top = 0;
    for (unsigned p = 0; p < PP_PROTOCOL_COUNT; p++) {
        if (is_shown[p]) {
            add_protocol(buf, show, p, top);
            top += PROTOCOL_HEIGHT;
        }
    }
    add_legend(buf, &seen, top + 8);
    pp_buf_add_str(buf, "</svg>\n");
}
