/*
 * fix for people: WSL's mirrored networking, how often its run falls on the
 * ports, and the lines of .wslconfig that leave ports to Windows.
 */
#include "fix_mirrored_text.h"

#include "portplan/portset.h"

#include "fix_mirrored.h"
#include "sim/print/figures.h"

enum {
    ASKED_PORTS_MAX = 32,   /* more than that nobody lists by number */
    LISTED_PORTS_MAX = 256, /* captured: a line that is still read */
};

/* The ports of ignoredPorts: those captured, then those asked for. */
struct list {
    struct pp_portset seen;
    uint16_t ports[LISTED_PORTS_MAX + ASKED_PORTS_MAX];
    size_t count;
    size_t captured_count;
    bool is_clear; /* the captured value holds ports alone, and not too many */
};

static void add_to_list(struct list *list, uint32_t port)
{
    if (!pp_portset_test(&list->seen, (uint16_t)port)) {
        pp_portset_set(&list->seen, (uint16_t)port);
        list->ports[list->count++] = (uint16_t)port;
    }
}

static void read_captured(struct list *list, const struct pp_fact *ignored)
{
    struct pp_sv rest = {"", 0};
    if (ignored != NULL) {
        rest = pp_sv_trim(ignored->as.setting.value);
    }
    list->is_clear = true;
    while (rest.len > 0 && list->is_clear) {
        uint32_t port = 0;
        size_t comma = pp_sv_find(rest, PP_SV(","), 0);
        struct pp_sv word = pp_sv_trim(pp_sv_sub(rest, 0, comma));
        list->is_clear = list->count < LISTED_PORTS_MAX &&
                         pp_sv_to_u32(word, PP_PORT_MAX, &port) && port > 0;
        if (list->is_clear) {
            add_to_list(list, port);
        }
        rest = comma == SIZE_MAX ? pp_sv_sub(rest, rest.len, rest.len)
                                 : pp_sv_sub(rest, comma + 1, rest.len);
    }
    list->captured_count = list->count;
}

/* False: more ports than anyone lists by number. */
static bool add_asked(struct list *list, const struct pps_fix *fix)
{
    size_t count = 0;
    const struct pp_check_span *spans = pp_check_spans(fix->check, &count);
    for (size_t i = 0; i < count; i++) {
        if (!pps_fix_may_be_mirrored(fix, &spans[i])) {
            continue;
        }
        uint32_t last = spans[i].range.last;
        for (uint32_t port = spans[i].range.first; port <= last; port++) {
            if (list->count - list->captured_count >= ASKED_PORTS_MAX) {
                return false;
            }
            add_to_list(list, port);
        }
    }
    return true;
}

static void add_ignored(struct fix_text *text, const struct list *list)
{
    const struct pp_fact *ignored = text->fix->mirrored.ignored;
    if (!list->is_clear) {
        pp_buf_add_str(text->to.buf,
                       "  add the port to ignoredPorts of .wslconfig");
        pps_report_place(text->to.buf, &text->to, &ignored->place);
        pp_buf_add_str(text->to.buf, ", then wsl --shutdown\n");
        return;
    }
    if (list->count == list->captured_count) {
        pp_buf_add_str(text->to.buf, "  ignoredPorts has it already");
        pps_report_place(text->to.buf, &text->to, &ignored->place);
        pp_buf_add_char(text->to.buf, '\n');
        return;
    }
    pp_buf_add_str(text->to.buf,
                   "  where a program in WSL takes it: in .wslconfig, then wsl "
                   "--shutdown\n    [experimental]\n    ignoredPorts=");
    for (size_t i = 0; i < list->count; i++) {
        pp_buf_printf(
            text->to.buf, "%s%u", i == 0 ? "" : ",", (unsigned)list->ports[i]);
    }
    pp_buf_add_char(text->to.buf, '\n');
}

static void add_figures(struct fix_text *text)
{
    const struct pps_fix_mirrored *mirrored = &text->fix->mirrored;
    double runs = (double)text->fix->options.runs;
    struct pp_buf *line = &text->to.line;
    pp_buf_add_str(line, "WSL's mirrored networking");
    pps_report_place(line, &text->to, mirrored->mode);
    pp_buf_add_str(
        line, " takes 4096 ports that no table lists; after a restart they ");
    if (mirrored->hit_runs > 0) {
        pp_buf_add_str(line, "were here in ");
        pps_add_percent(line, (double)mirrored->hit_runs / runs);
        pp_buf_add_str(line, " of runs");
    } else {
        pp_buf_add_str(line, "were here in no run");
    }
    if (mirrored->no_room_runs > 0) {
        pp_buf_add_str(line, "; in ");
        pps_add_percent(line, (double)mirrored->no_room_runs / runs);
        pp_buf_add_str(line,
                       " there is no room for them, and it fails (0x8007054f)");
        if (text->fix->trial_count == 0) {
            pp_buf_add_str(line, "; --cure wide-range may make room");
        }
    }
    pps_report_end_paragraph(&text->to, 2);
}

void pps_fix_add_mirrored(struct fix_text *text)
{
    if (text->fix->mirrored.mode == NULL) {
        return;
    }
    struct list list = {0};
    add_figures(text);
    read_captured(&list, text->fix->mirrored.ignored);
    if (!add_asked(&list, text->fix)) {
        return;
    }
    add_ignored(text, &list);
    pp_style_paragraph(
        text->to.buf,
        text->to.style,
        2,
        "ignoredPorts does not move the 4096 ports, nor free one "
        "of them (microsoft/WSL#40169)");
}
