/* A sweep for people: the places that Windows accepts, the safest first, then
 * those that it refuses and why. */
#include "sweep_text.h"

#include "base/alloc.h"
#include "base/utf8.h"
#include "sim/print/figures.h"
#include "sim/print/report.h"
#include "sim/steps/step_text.h"
#include "sweep_stretches.h"

enum {
    STEP_MAX_BYTES = 64 * 1024,
    STRETCHES_SHOWN = 12, /* of those accepted, and of those that are not */
    LABEL_COLUMNS = 13,   /* "49152-65535" and two blanks */
    INDENT = 3,
};

struct text {
    struct pps_report to;
    const struct pps_sweep *sweep;
    struct pp_sv subject;
    const struct pps_sweep_stretch *stretches;
    size_t count;
};

static bool is_accepted(const struct pps_sweep_stretch *stretch)
{
    return stretch->first->kind <= PPS_SWEEP_SOMETIMES;
}

/* --- the head ------------------------------------------------------------- */

static void add_head(struct text *text)
{
    const struct pps_sweep *sweep = text->sweep;
    const struct pps_sweep_options *options = &sweep->options;
    struct pp_buf *line = &text->to.line;
    uint64_t accepted = 0;
    for (size_t i = 0; i < text->count; i++) {
        accepted +=
            is_accepted(&text->stretches[i]) ? text->stretches[i].count : 0;
    }
    pp_escape_text(line, text->subject);
    if (options->step_count > 0) {
        pp_buf_printf(line,
                      " after %zu step%s",
                      options->step_count,
                      options->step_count == 1 ? "" : "s");
    }
    pp_buf_add_str(line, ": ");
    if (options->length == 1) {
        pp_buf_printf(
            line, "one %s port in ", pp_protocol_name(options->protocol));
    } else {
        pp_buf_add_thousands(line, options->length);
        pp_buf_printf(line,
                      " neighbouring %s ports in ",
                      pp_protocol_name(options->protocol));
    }
    pp_range_print(line, options->range);
    pp_buf_add_str(line, " can be reserved at ");
    pp_buf_add_thousands(line, accepted);
    pp_buf_add_str(line, " of ");
    pp_buf_add_thousands(line, sweep->place_count);
    pps_report_say(
        &text->to, 0, " place%s", sweep->place_count == 1 ? "" : "s");
    pp_buf_add_str(line, "dynamic range ");
    pp_range_print(line, sweep->dynamic.range);
    pp_buf_printf(line, " (%s)", pp_basis_name(sweep->dynamic.basis));
    if (options->length > 1) {
        pp_buf_add_str(line, "; below, a place is named by its first port");
    }
    pps_report_end_paragraph(&text->to, 0);
}

static void add_step(struct pp_buf *line, const struct pps_step *step)
{
    struct pp_buf words;
    pp_buf_init(&words, STEP_MAX_BYTES);
    pps_step_text(&words, step);
    pp_escape_text(line, pp_buf_view(&words));
    if (line->status == PP_OK) {
        line->status = words.status;
    }
    pp_buf_done(&words);
}

static void add_refused_steps(struct text *text)
{
    const struct pps_sweep_options *options = &text->sweep->options;
    for (size_t i = 0; i < options->step_count; i++) {
        uint32_t runs = text->sweep->refused_step_runs[i];
        if (runs == 0) {
            continue;
        }
        pp_buf_printf(&text->to.line, "note: step %zu, ", i + 1);
        add_step(&text->to.line, &options->steps[i]);
        pp_buf_add_str(&text->to.line, ", is refused");
        pps_add_some_runs(&text->to.line, runs, options->runs);
        pps_report_say(&text->to, 0, "; without --sweep what-if says why");
    }
}

/* --- stretches ------------------------------------------------------------ */

static void add_label(struct text *text,
                      const struct pps_sweep_stretch *stretch,
                      enum pp_color color)
{
    struct pp_buf *buf = text->to.buf;
    uint16_t first = stretch->first->range.first;
    pp_buf_add_repeated(buf, ' ', INDENT);
    pp_style_begin(buf, text->to.style, color);
    size_t before = buf->len;
    pp_range_print(
        buf, (struct pp_range){first, (uint16_t)(first + stretch->count - 1)});
    size_t used = buf->len - before;
    pp_style_end(buf, text->to.style, color);
    pp_buf_add_repeated(
        buf, ' ', used < LABEL_COLUMNS ? LABEL_COLUMNS - used : 1);
}

/* "0.83 to 1.3 % of boots" */
static void add_span(struct pp_buf *buf,
                     const struct pps_sweep *sweep,
                     uint32_t least,
                     uint32_t most,
                     const char *of)
{
    double runs = (double)sweep->options.runs;
    pps_add_fine_span(buf, (double)least / runs, (double)most / runs);
    pp_buf_printf(buf, " %% of %s", of);
}

static void add_accepted(struct text *text,
                         const struct pps_sweep_stretch *stretch)
{
    const struct pps_sweep *sweep = text->sweep;
    struct pp_buf *buf = text->to.buf;
    add_label(text, stretch, PP_COLOR_FREE);
    if (stretch->first->kind == PPS_SWEEP_SOMETIMES) {
        pp_buf_add_str(buf, "accepted in ");
        add_span(buf,
                 sweep,
                 sweep->options.runs - stretch->most_refused,
                 sweep->options.runs - stretch->least_refused,
                 "runs");
        pp_buf_add_str(buf, ";\n");
        pp_buf_add_repeated(buf, ' ', INDENT + LABEL_COLUMNS);
    }
    if (stretch->most_excluded > 0) {
        pp_buf_add_str(buf, "unreserved, excluded after ");
        add_span(buf,
                 sweep,
                 stretch->least_excluded,
                 stretch->most_excluded,
                 "boots");
    } else if (!sweep->is_reserving) {
        pp_buf_add_str(buf, "nothing reserves blocks: no reservation needed");
    } else if (!stretch->first->is_dynamic) {
        pp_buf_add_str(buf, "outside the dynamic range: no reservation needed");
    } else {
        pp_buf_add_str(buf, "unreserved, excluded after none of these boots");
    }
    pp_buf_add_char(buf, '\n');
}

/* What to do about what is in the way. */
static const char *remedy_of(const struct pps_sweep_place *place)
{
    if (place->kind == PPS_SWEEP_STEPS_FIRST) {
        return place->clash.owner == PP_OWNER_HNS_LOAD_BALANCER
                   ? "; stop hns first"
                   : "; stop winnat first";
    }
    return place->clash.kind == PPS_CLASH_CLAIM &&
                   place->clash.is_administered == PP_YES
               ? ": reserved already"
               : "";
}

static void add_refused(struct text *text,
                        const struct pps_sweep_stretch *stretch)
{
    const struct pps_sweep_place *first = stretch->first;
    struct pp_buf *buf = text->to.buf;
    add_label(text, stretch, PP_COLOR_BLOCKED);
    if (first->kind == PPS_SWEEP_UNKNOWN) {
        pp_buf_add_str(buf,
                       text->sweep->is_known
                           ? "unknown: WSL's mirrored networking may have it; "
                             "wsl --shutdown first\n"
                           : "unknown: no table of exclusions is captured\n");
        return;
    }
    if (first->error == 0) {
        pp_buf_add_str(buf, "refused in every run\n");
        return;
    }
    pp_buf_printf(buf, "refused (%u)", (unsigned)first->error);
    if (first->clash.kind == PPS_CLASH_SOCKET) {
        pp_buf_add_str(buf, ", in use");
    } else if (first->clash.kind == PPS_CLASH_NONE) {
        pp_buf_add_str(buf, ", not a valid range");
    } else if (first->clash.owner == PP_OWNER_UNKNOWN) {
        pp_buf_add_str(buf, ", excluded by an unknown owner");
    } else {
        pp_buf_printf(
            buf, ", excluded by %s", pp_owner_name(first->clash.owner));
    }
    pp_buf_add_str(buf, remedy_of(first));
    pp_buf_add_char(buf, '\n');
}

/* The first of the stretches below their heading. */
static void add_some(struct text *text,
                     const char *heading,
                     const struct pps_sweep_stretch *stretches,
                     size_t count,
                     void (*add)(struct text *,
                                 const struct pps_sweep_stretch *))
{
    pp_buf_add_str(text->to.buf, count > 0 ? heading : "");
    for (size_t i = 0; i < count && i < STRETCHES_SHOWN; i++) {
        add(text, &stretches[i]);
    }
    if (count > STRETCHES_SHOWN) {
        pp_buf_add_repeated(text->to.buf, ' ', INDENT);
        pp_buf_printf(text->to.buf,
                      "and %zu more; --format csv has every place\n",
                      count - STRETCHES_SHOWN);
    }
}

static void add_stretches(struct text *text)
{
    const struct pps_sweep_stretch *all = text->stretches;
    size_t accepted = 0;
    while (accepted < text->count && is_accepted(&all[accepted])) {
        accepted++;
    }
    add_some(text, "accepted, the safest first\n", all, accepted, add_accepted);
    add_some(text,
             "not accepted\n",
             all + accepted,
             text->count - accepted,
             add_refused);
}

/* --- what it means -------------------------------------------------------- */

static void add_meaning(struct text *text)
{
    const struct pps_sweep *sweep = text->sweep;
    if (sweep->is_old) {
        pps_report_say(&text->to,
                       0,
                       "Windows has exclusions since Vista: before it there is "
                       "nothing to reserve, and nothing that reserves blocks");
        return;
    }
    if (!sweep->is_known) {
        pps_report_say(&text->to,
                       0,
                       "what is missing: netsh int ipv4 show "
                       "excludedportrange %s",
                       pp_protocol_name(sweep->options.protocol));
        return;
    }
    if (sweep->is_reserving && pps_sweep_is_any(sweep)) {
        pps_report_say(&text->to,
                       0,
                       "%s",
                       sweep->is_kept
                           ? "once reserved, none of them is excluded by a "
                             "boot: blocks stay off administered ranges"
                           : "with boot-order=hns-first a reservation does not "
                             "keep blocks away: the shares stay as they are");
    } else if (!sweep->is_reserving && !sweep->is_any_mirrored) {
        pps_report_say(&text->to,
                       0,
                       "nothing captured reserves blocks; portplan forecast "
                       "says what that rests on");
    }
    if (sweep->is_any_mirrored) {
        pps_report_say(&text->to,
                       0,
                       "whether a reservation keeps WSL's mirrored "
                       "networking away is doubtful (httptoolkit#611)");
    }
    pps_add_basis(&text->to.line,
                  "simulated boots",
                  (struct pps_basis){
                      sweep->options.runs, sweep->options.seed, sweep->model});
    pps_report_say(
        &text->to, 0, "; a model, not a promise: docs/model-card.md");
}

void pps_sweep_text(struct pp_buf *buf,
                    const struct pp_style *style,
                    const struct pps_sweep *sweep,
                    struct pp_sv subject)
{
    struct text text = {.sweep = sweep, .subject = subject};
    struct pps_sweep_stretch *stretches = NULL;
    enum pp_status status = pps_sweep_stretches(sweep, &stretches, &text.count);
    if (status != PP_OK) {
        buf->status = buf->status == PP_OK ? status : buf->status;
        return;
    }
    text.stretches = stretches;
    text.to = pps_report_begin(buf, style);
    add_head(&text);
    if (!sweep->is_old) {
        add_stretches(&text);
    }
    add_refused_steps(&text);
    add_meaning(&text);
    pps_report_done(&text.to);
    pp_free(stretches);
}
