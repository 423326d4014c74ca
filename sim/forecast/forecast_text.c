/*
 * A forecast for people: the ports asked for, each with its share and the
 * reason; then where blocks go, how many there are, and which ports are the
 * safest; at the end what all of it rests on.
 */
#include "forecast_text.h"

#include "portplansim/outcome.h"

#include "base/utf8.h"
#include "forecast_shares.h"
#include "forecast_strip.h"
#include "model/port_limits.h"
#include "print/limit_text.h"
#include "sim/print/figures.h"
#include "sim/print/report.h"

enum {
    INDENT = 2,
};

struct text {
    struct pps_report to;
    const struct pps_forecast *forecast;
};

/* --- ports ---------------------------------------------------------------- */

static enum pp_color color_of(const struct pps_port_forecast *port)
{
    if (port->why == PPS_WHY_UNKNOWN) {
        return PP_COLOR_PLAIN;
    }
    if (port->share <= 0.0) {
        return PP_COLOR_FREE;
    }
    return port->share < 1.0 ? PP_COLOR_AT_RISK : PP_COLOR_BLOCKED;
}

static void add_share(struct text *text, const struct pps_port_forecast *port)
{
    struct pp_buf *buf = text->to.buf;
    uint32_t runs = text->forecast->montecarlo->runs;
    bool is_range = port->range.first != port->range.last;
    pp_style_begin(buf, text->to.style, color_of(port));
    if (port->why == PPS_WHY_UNKNOWN) {
        pp_buf_add_str(buf, "unknown");
        pp_style_end(buf, text->to.style, color_of(port));
        return;
    }
    if (is_range && port->share > 0.0) {
        pp_buf_add_str(buf, "at least one port ");
    }
    if (port->share <= 0.0) {
        pp_buf_add_str(buf, "never excluded in ");
    } else if (port->share >= 1.0) {
        pp_buf_add_str(buf, "excluded in each of ");
    } else {
        pp_buf_add_str(buf, "excluded in ");
        pps_add_fine(buf, port->share);
        pp_buf_add_str(buf, " % of ");
    }
    pp_buf_add_thousands(buf, runs);
    pp_buf_add_str(buf, " simulated boots");
    pp_style_end(buf, text->to.style, color_of(port));
    if (port->interval.low < port->interval.high) {
        pp_buf_add_str(buf, " (");
        pps_add_fine_span(buf, port->interval.low, port->interval.high);
        pp_buf_add_char(buf, ')');
    }
}

static void add_row(struct text *text, const struct pps_forecast_row *row)
{
    pp_range_print(&text->to.line, row->range);
    if (row->owner != PP_OWNER_UNKNOWN) {
        pp_buf_printf(&text->to.line, " of %s", pp_owner_name(row->owner));
    }
    pps_report_place(&text->to.line, &text->to, &row->place);
}

/* What becomes of the exclusion that the port is in before the boot. */
static void add_now(struct text *text, const struct pps_port_forecast *port)
{
    if (!port->is_excluded_now || port->why == PPS_WHY_FIXED) {
        return;
    }
    pp_buf_add_str(&text->to.line, "; now excluded by ");
    add_row(text, &port->now);
    pp_buf_add_str(&text->to.line, ", until the next boot");
}

static void add_limit(struct text *text, const struct pp_limit *limit)
{
    pp_limit_text(&text->to.line, limit);
    pps_report_place(&text->to.line, &text->to, &limit->place);
}

static void add_untold(struct text *text, const struct pps_port_forecast *port)
{
    const char *protocol = pp_protocol_name(port->protocol);
    struct pp_limit gap;
    if (pps_protocol_awaited_over(
            &text->forecast->montecarlo->after.protocols[port->protocol],
            port->range) != NULL) {
        pp_buf_add_str(&text->to.line,
                       "published for a container or a service, which takes "
                       "it again when it starts");
        return;
    }
    if (pp_limit_of_gap(text->forecast->montecarlo->after.captured,
                        port->protocol,
                        port->range,
                        &gap)) {
        add_limit(text, &gap);
        return;
    }
    pp_buf_printf(&text->to.line,
                  "no table of %s exclusions is captured: netsh int ipv4 show "
                  "excludedportrange %s",
                  protocol,
                  protocol);
}

/* An error that no row explains: the boots are of blocks alone. */
static void add_refusal(struct text *text, const struct pps_port_forecast *port)
{
    struct pp_limit refusal;
    if (port->range.first == port->range.last && !port->is_excluded_now &&
        pp_limit_of_refusal(text->forecast->montecarlo->after.captured,
                            port->protocol,
                            port->range.first,
                            &refusal)) {
        pp_buf_add_str(&text->to.line, "but now ");
        add_limit(text, &refusal);
        pps_report_end_paragraph(&text->to, INDENT);
    }
}

static void add_why(struct text *text, const struct pps_port_forecast *port)
{
    struct pp_buf *line = &text->to.line;
    struct pp_range dynamic =
        text->forecast->montecarlo->after.protocols[port->protocol]
            .dynamic.range;
    switch (port->why) {
    case PPS_WHY_DYNAMIC:
        pp_buf_add_str(line, "in the dynamic range ");
        pp_range_print(line, dynamic);
        pp_buf_add_str(line, ", where blocks are made");
        break;
    case PPS_WHY_OUTSIDE:
        pp_buf_add_str(line, "outside the dynamic range ");
        pp_range_print(line, dynamic);
        pp_buf_add_str(line, ": no block is made there");
        break;
    case PPS_WHY_MIRRORED:
        pp_buf_add_str(
            line, pp_range_overlaps(port->range, dynamic) ? "in" : "outside");
        pp_buf_add_str(line, " the dynamic range ");
        pp_range_print(line, dynamic);
        pp_buf_add_str(line,
                       ", where WSL's mirrored networking may take its 4096 "
                       "ports");
        break;
    case PPS_WHY_ADMINISTERED:
        pp_buf_add_str(line, "the administered exclusion ");
        add_row(text, &port->row);
        pp_buf_add_str(line, " keeps blocks away");
        break;
    case PPS_WHY_IN_USE:
        pp_buf_add_str(line,
                       "in use from boot on, so no block is made over it");
        break;
    case PPS_WHY_FIXED:
        pp_buf_add_str(line, "the exclusion ");
        add_row(text, &port->row);
        pp_buf_add_str(line, " is there at every boot");
        break;
    case PPS_WHY_NOTHING:
        pp_buf_add_str(line, "nothing on this machine reserves blocks");
        break;
    case PPS_WHY_UNKNOWN:
        add_untold(text, port);
        break;
    }
    add_now(text, port);
    pps_report_end_paragraph(&text->to, INDENT);
    add_refusal(text, port);
}

/* A range as a whole says little of each of its ports. */
static void add_each(struct text *text, const struct pps_port_forecast *port)
{
    if (port->range.first == port->range.last || port->most_share <= 0.0) {
        return;
    }
    pp_buf_add_str(&text->to.line, "each port in ");
    pps_add_fine_span(&text->to.line, port->least_share, port->most_share);
    pps_report_say(&text->to, INDENT, " %% of them");
}

static void add_ports(struct text *text)
{
    const struct pps_montecarlo *montecarlo = text->forecast->montecarlo;
    size_t count = montecarlo->asked != NULL ? montecarlo->asked->count : 0;
    for (size_t i = 0; i < count; i++) {
        struct pps_port_forecast port = pps_forecast_asked(montecarlo, i);
        pp_style_begin(text->to.buf, text->to.style, PP_COLOR_STRONG);
        pp_range_print(text->to.buf, port.range);
        pp_buf_printf(text->to.buf, "/%s", pp_protocol_name(port.protocol));
        pp_style_end(text->to.buf, text->to.style, PP_COLOR_STRONG);
        pp_buf_add_str(text->to.buf, "  ");
        add_share(text, &port);
        pp_buf_add_char(text->to.buf, '\n');
        add_each(text, &port);
        add_why(text, &port);
    }
    if (count > 0) {
        pp_buf_add_char(text->to.buf, '\n');
    }
}

/* --- the overview --------------------------------------------------------- */

/* "@hyper-v", "a typical desktop with Hyper-V". */
static void add_subject(struct text *text)
{
    const struct pps_forecast *forecast = text->forecast;
    if (forecast->profile != NULL) {
        pp_buf_add_str(&text->to.line, forecast->profile->words);
    } else {
        pp_escape_text(&text->to.line, forecast->subject);
    }
}

static void add_head(struct text *text)
{
    const struct pps_forecast *forecast = text->forecast;
    const struct pp_dynamic *dynamic =
        &forecast->montecarlo->after.protocols[forecast->protocol].dynamic;
    add_subject(text);
    pp_buf_printf(&text->to.line,
                  ", %s: dynamic range ",
                  pp_protocol_name(forecast->protocol));
    pp_range_print(&text->to.line, dynamic->range);
    pps_report_say(&text->to,
                   0,
                   " (%s)",
                   forecast->is_range_given ? "given"
                                            : pp_basis_name(dynamic->basis));
}

/* The ports of a block, where all that run 0 made are of one size; else 0. */
static uint32_t block_ports(const struct pps_forecast *forecast)
{
    const struct pps_protocol_state *after =
        &forecast->montecarlo->after.protocols[forecast->protocol];
    uint32_t ports = 0;
    for (size_t i = 0; i < after->claim_count; i++) {
        const struct pps_claim *claim = &after->claims[i];
        if (!claim->is_from_step || claim->is_administered == PP_YES ||
            claim->owner == PP_OWNER_WSL_MIRRORED ||
            claim->owner == PP_OWNER_HNS_EXCLUDED_RANGE) {
            continue;
        }
        if (ports != 0 && ports != pp_range_count(claim->range)) {
            return 0;
        }
        ports = pp_range_count(claim->range);
    }
    return ports;
}

/* The other protocol gets as many, at places of its own
 * (docs/ports-on-windows.md#tcp-and-udp). */
static void add_other_protocol(struct text *text)
{
    const struct pps_montecarlo *montecarlo = text->forecast->montecarlo;
    bool is_tcp = text->forecast->protocol == PP_TCP;
    struct pps_spread tcp =
        pps_histogram_spread(&montecarlo->protocols[PP_TCP].blocks);
    struct pps_spread udp =
        pps_histogram_spread(&montecarlo->protocols[PP_UDP].blocks);
    bool is_elsewhere =
        montecarlo->assumptions.chosen[PP_ASSUME_UDP_MIRRORS_TCP] ==
        PP_UDP_MIRRORS_NO;
    if (is_elsewhere && tcp.p95 > 0 && tcp.p5 == udp.p5 && tcp.p50 == udp.p50 &&
        tcp.p95 == udp.p95) {
        pp_buf_printf(&text->to.line,
                      ", and as many in %s at other places",
                      pp_protocol_name(is_tcp ? PP_UDP : PP_TCP));
    }
}

static void add_blocks(struct text *text)
{
    const struct pps_forecast *forecast = text->forecast;
    const struct pps_histogram *blocks =
        &forecast->montecarlo->protocols[forecast->protocol].blocks;
    struct pps_spread spread = pps_histogram_spread(blocks);
    uint32_t ports = block_ports(forecast);
    pp_buf_printf(&text->to.line,
                  "a boot makes %s%u block%s",
                  spread.p5 == spread.p95 ? "" : "about ",
                  (unsigned)spread.p50,
                  spread.p50 == 1 ? "" : "s");
    if (ports > 0) {
        pp_buf_printf(&text->to.line, " of %u", (unsigned)ports);
    }
    if (spread.p5 < spread.p95) {
        pps_add_spread(&text->to.line, spread, "boots");
    }
    add_other_protocol(text);
    const struct pps_protocol_state *start =
        &forecast->montecarlo->start.protocols[forecast->protocol];
    if (forecast->profile != NULL) {
        pp_buf_printf(&text->to.line, ": %s", forecast->profile->evidence);
    } else if (spread.p50 > 0 && start->usual_blocks[0] == 0 &&
               start->usual_blocks[1] == 0) {
        pp_buf_add_str(&text->to.line,
                       ": as many as in the tables of the corpus, because no "
                       "capture shows how many this machine makes");
    }
    pps_report_end_paragraph(&text->to, 0);
}

/* It is in no table, and yet forbids what a block forbids. */
static void add_mirrored(struct text *text)
{
    const struct pps_forecast *forecast = text->forecast;
    const struct pps_protocol_state *after =
        &forecast->montecarlo->after.protocols[forecast->protocol];
    for (size_t i = 0; i < after->claim_count; i++) {
        if (after->claims[i].owner == PP_OWNER_WSL_MIRRORED) {
            pps_report_say(&text->to,
                           0,
                           "and WSL's mirrored networking takes 4096 ports "
                           "that no table of netsh shows");
            return;
        }
    }
}

static void add_stretches(struct text *text, bool is_inside, const char *label)
{
    const struct pps_forecast *forecast = text->forecast;
    struct pps_stretch stretches[PPS_STRETCHES_MAX];
    size_t count = pps_forecast_stretches(
        forecast->montecarlo, forecast->protocol, is_inside, stretches);
    for (size_t i = 0; i < count; i++) {
        pp_buf_add_str(&text->to.line, i == 0 ? label : ", ");
        pp_range_print(&text->to.line, stretches[i].range);
        if (is_inside || i + 1 == count) {
            pp_buf_printf(&text->to.line,
                          " (%s",
                          stretches[i].most_share > 0.0 ? "up to " : "");
            pps_add_fine(&text->to.line, stretches[i].most_share);
            pp_buf_add_str(&text->to.line, " %)");
        }
    }
    pps_report_end_paragraph(&text->to, INDENT);
}

/* Nothing reserves blocks: says so, what that rests on, and how to ask what
 * would be if something did. */
static void add_still(struct text *text)
{
    const struct pps_state *start = &text->forecast->montecarlo->start;
    bool is_any_off = false;
    if (start->is_before_vista) {
        pps_report_say(
            &text->to,
            0,
            "Windows has exclusions since Vista; before that nothing reserves "
            "blocks, and a program can bind any port that no socket holds");
        return;
    }
    for (int i = 0; i < PPS_FEATURE_COUNT; i++) {
        is_any_off |= start->is_enabled[i] == PP_NO;
    }
    pp_buf_add_str(&text->to.line, "nothing in ");
    add_subject(text);
    pps_report_say(&text->to,
                   0,
                   " reserves blocks: its tables hold none of winnat or HNS, "
                   "and no capture says that Hyper-V, containers or WSL is on");
    pps_report_say(
        &text->to,
        0,
        "assumed: %s, so that no boot adds an exclusion; with Hyper-V the "
        "answer would differ: portplan forecast --profile desktop",
        is_any_off ? "what no capture mentions is off too" : "they are off");
}

static void add_notes(struct text *text)
{
    static const enum pps_note told[] = {PPS_NOTE_LOST_AT_BOOT,
                                         PPS_NOTE_MAX_USER_PORT,
                                         PPS_NOTE_MIRRORED_NO_ROOM,
                                         PPS_NOTE_PORT_LOST};
    uint64_t notes = text->forecast->montecarlo->notes;
    for (size_t i = 0; i < PP_ARRAY_LEN(told); i++) {
        if ((notes >> told[i] & 1) != 0) {
            pps_report_say(&text->to, 0, "note: %s", pps_note_text(told[i]));
        }
    }
}

static void add_basis(struct text *text)
{
    const struct pps_forecast *forecast = text->forecast;
    const struct pps_montecarlo *montecarlo = forecast->montecarlo;
    struct pp_buf *line = &text->to.line;
    pps_add_basis(line,
                  "simulated boots",
                  (struct pps_basis){
                      montecarlo->runs, montecarlo->seed, montecarlo->model});
    if (forecast->precision_ppm > 0) {
        pp_buf_add_str(line,
                       montecarlo->is_precise
                           ? "; every interval is as narrow as asked"
                           : "; not as precise as asked: use more --runs");
    }
    pps_report_say(
        &text->to, 0, "; a model, not a promise: docs/model-card.md");
}

static void add_unknown(struct text *text)
{
    const char *protocol = pp_protocol_name(text->forecast->protocol);
    const struct pp_range dynamic = pps_forecast_dynamic(text->forecast);
    add_subject(text);
    pps_report_say(&text->to,
                   0,
                   ": no table of %s exclusions is captured, so nothing is "
                   "known of %s: netsh int ipv4 show excludedportrange %s; of "
                   "a typical machine: portplan forecast --dynamic %s:%u-%u",
                   protocol,
                   protocol,
                   protocol,
                   protocol,
                   (unsigned)dynamic.first,
                   (unsigned)dynamic.last);
}

static void add_overview(struct text *text)
{
    const struct pps_forecast *forecast = text->forecast;
    if (!pps_forecast_is_known(forecast->montecarlo, forecast->protocol)) {
        add_unknown(text);
        return;
    }
    add_head(text);
    if (!forecast->montecarlo->is_reserving) {
        add_still(text);
        return;
    }
    pps_forecast_strips(text->to.buf, text->to.style, forecast);
    pp_buf_add_char(text->to.buf, '\n');
    add_blocks(text);
    add_mirrored(text);
    pp_buf_add_str(text->to.buf, "safest stretches\n");
    add_stretches(text, false, "outside the dynamic range: ");
    add_stretches(text, true, "inside the dynamic range: ");
}

void pps_forecast_text(struct pp_buf *buf,
                       const struct pp_style *style,
                       const struct pps_forecast *forecast)
{
    struct text text = {pps_report_begin(buf, style), forecast};
    text.to.capture_names = forecast->capture_names;
    text.to.capture_count = forecast->capture_count;
    add_ports(&text);
    add_overview(&text);
    add_notes(&text);
    add_basis(&text);
    pps_report_done(&text.to);
}
