/* The port space as an SVG picture: exact, where the strip of text is coarse.
 */

#include "portmap_svg.h"

#include "portplan/machine.h"
#include "portplan/port_list.h"

#include "svg.h"

enum {
    LANE_HEIGHT = 28,
    PROTOCOL_HEIGHT = 176, /* title, strip, scale, strip of dynamic ports */
    LEGEND_HEIGHT = 36,
    LEGEND_WIDTH = 170, /* of one entry */
};

/* With a tooltip. */
static void add_part(const struct pp_svg_lane *lane,
                     enum pp_svg_class kind,
                     struct pp_range range,
                     const char *words)
{
    if (pp_svg_part(lane, kind, range)) {
        pp_buf_add_str(lane->buf, "><title>");
        pp_range_print(lane->buf, range);
        pp_buf_printf(lane->buf, " %s</title></rect>\n", words);
    }
}

static enum pp_svg_class class_of(const struct pp_exclusion *row)
{
    return row->is_administered == PP_YES ? PP_SVG_ADMINISTERED
                                          : PP_SVG_EXCLUDED;
}

/* Everything that lies in a lane. */
static void add_lane(const struct pp_svg_lane *lane,
                     const struct pp_show *show,
                     enum pp_protocol protocol)
{
    size_t count = 0;
    struct pp_range dynamic =
        pp_machine_dynamic(show->machine, protocol)->range;
    pp_svg_track(lane);
    add_part(lane, PP_SVG_DYNAMIC, dynamic, "dynamic range");
    const struct pp_exclusion *rows =
        pp_machine_exclusions(show->machine, protocol, &count);
    for (size_t i = 0; i < count; i++) {
        const char *owner = pp_owner_name(rows[i].owner);
        add_part(lane, class_of(&rows[i]), rows[i].range, owner);
    }
    const struct pp_socket *sockets =
        pp_machine_sockets(show->machine, protocol, &count);
    for (size_t i = 0; i < count; i++) {
        struct pp_range port = {sockets[i].port, sockets[i].port};
        add_part(lane, PP_SVG_USED, port, "in use");
    }
    for (size_t i = 0; show->asked != NULL && i < show->asked->count; i++) {
        const struct pp_port_query *query = &show->asked->items[i];
        if (query->protocol == protocol) {
            add_part(lane, PP_SVG_ASKED, query->range, "asked for");
        }
    }
    pp_svg_scale(lane);
}

static void
add_corner(const struct pp_svg_lane *lane, uint32_t port, unsigned y)
{
    pp_svg_number(lane, pp_svg_edge(lane, port));
    pp_buf_printf(lane->buf, " %u ", y);
}

/* The beam from the dynamic range in the upper lane to the lower one. */
static void add_beam(const struct pp_svg_lane *upper,
                     const struct pp_svg_lane *lower)
{
    uint32_t first = lower->ports.first;
    uint32_t end = (uint32_t)lower->ports.last + 1;
    pp_buf_add_str(upper->buf, "<path class=\"zoom\" d=\"M");
    add_corner(upper, first, upper->top + LANE_HEIGHT);
    pp_buf_add_char(upper->buf, 'L');
    add_corner(upper, end, upper->top + LANE_HEIGHT);
    pp_buf_add_char(upper->buf, 'L');
    add_corner(lower, end, lower->top);
    pp_buf_add_char(upper->buf, 'L');
    add_corner(lower, first, lower->top);
    pp_buf_add_str(upper->buf, "Z\"/>\n");
}

static void add_protocol(struct pp_buf *buf,
                         const struct pp_show *show,
                         enum pp_protocol protocol,
                         unsigned top)
{
    const struct pp_svg_lane upper = {
        buf, top + 26, LANE_HEIGHT, PP_RANGE_ALL, 100};
    struct pp_svg_lane lower = upper;
    lower.top = top + 108;
    lower.ports = pp_machine_dynamic(show->machine, protocol)->range;
    pp_svg_title(&upper,
                 protocol == PP_TCP ? "TCP: all ports" : "UDP: all ports");
    add_beam(&upper, &lower);
    add_lane(&upper, show, protocol);
    pp_svg_title(&lower, "the dynamic range");
    add_lane(&lower, show, protocol);
}

/* The classes that occur, as bits. */
static unsigned classes_in(const struct pp_show *show)
{
    unsigned classes = 1U << PP_SVG_DYNAMIC;
    for (int p = 0; p < PP_PROTOCOL_COUNT; p++) {
        size_t count = 0;
        const struct pp_exclusion *rows =
            pp_machine_exclusions(show->machine, (enum pp_protocol)p, &count);
        for (size_t i = 0; i < count; i++) {
            classes |= 1U << class_of(&rows[i]);
        }
        (void)pp_machine_sockets(show->machine, (enum pp_protocol)p, &count);
        classes |= count > 0 ? 1U << PP_SVG_USED : 0;
    }
    bool is_asked = show->asked != NULL && show->asked->count > 0;
    return classes | (is_asked ? 1U << PP_SVG_ASKED : 0);
}

static void
add_legend(struct pp_buf *buf, const struct pp_show *show, unsigned top)
{
    static const struct {
        enum pp_svg_class kind;
        const char *meaning;
    } entries[] = {
        {PP_SVG_EXCLUDED, "excluded"},
        {PP_SVG_ADMINISTERED, "administered (*)"},
        {PP_SVG_DYNAMIC, "dynamic range"},
        {PP_SVG_USED, "in use"},
        {PP_SVG_ASKED, "asked for"},
    };
    unsigned classes = classes_in(show);
    unsigned left = PP_SVG_MARGIN;
    for (size_t i = 0; i < PP_ARRAY_LEN(entries); i++) {
        if ((classes >> entries[i].kind & 1) != 0) {
            pp_svg_legend(buf, entries[i].kind, left, top);
            pp_buf_printf(buf, "%s</text>\n", entries[i].meaning);
            left += LEGEND_WIDTH;
        }
    }
}

static bool is_shown(const struct pp_show *show, enum pp_protocol protocol)
{
    size_t count = 0;
    (void)pp_machine_sockets(show->machine, protocol, &count);
    return count > 0 || pp_machine_has_table(show->machine, protocol);
}

void pp_show_svg(struct pp_buf *buf, const struct pp_show *show)
{
    unsigned top = 0;
    unsigned shown = is_shown(show, PP_TCP) + is_shown(show, PP_UDP);
    pp_svg_begin(buf,
                 LEGEND_HEIGHT + shown * PROTOCOL_HEIGHT,
                 "Excluded ports",
                 (1U << PP_SVG_CLASS_COUNT) - 1);
    for (int p = 0; p < PP_PROTOCOL_COUNT; p++) {
        if (is_shown(show, (enum pp_protocol)p)) {
            add_protocol(buf, show, (enum pp_protocol)p, top);
            top += PROTOCOL_HEIGHT;
        }
    }
    add_legend(buf, show, top + 8);
    pp_svg_end(buf);
}
