/* A plan for people, in the manner of Terraform: how many changes, then each
 * with its sign, certain or with its share of the runs. */
#include "plan_text.h"

#include "base/utf8.h"
#include "change_words.h"
#include "sim/print/figures.h"
#include "sim/print/report.h"

struct text {
    struct pp_buf *buf;
    const struct pp_style *style;
    const struct pps_plan *plan;
    size_t line_start; /* in `buf` */
};

static size_t count_changing(const struct pps_whatif *whatif)
{
    size_t count = 0;
    for (size_t i = 0; i < whatif->step_count; i++) {
        enum pps_step_kind kind = whatif->steps[i].step->kind;
        count += kind != PPS_STEP_EXPECT && kind != PPS_STEP_QUERY &&
                 kind != PPS_STEP_OTHER;
    }
    return count;
}

/* --- the number of changes --- */

static void
add_count(struct pp_buf *buf, uint32_t count, const char *words, bool *is_any)
{
    if (count > 0) {
        pp_buf_add_str(buf, *is_any ? ", " : "");
        pp_buf_add_thousands(buf, count);
        pp_buf_add_str(buf, words);
        *is_any = true;
    }
}

static void add_counts(const struct text *text)
{
    const struct pps_plan *plan = text->plan;
    struct pp_buf *buf = text->buf;
    uint32_t all = plan->add_count + plan->remove_count + plan->alter_count;
    bool is_any = false;
    pp_style_text(buf, text->style, PP_COLOR_STRONG, "Plan:");
    pp_buf_add_char(buf, ' ');
    add_count(buf, plan->add_count, " to add", &is_any);
    add_count(buf, plan->remove_count, " to remove", &is_any);
    add_count(buf, plan->alter_count, " to change", &is_any);
    if (!is_any) {
        pp_buf_add_str(buf, "no changes");
    } else if (plan->chance_count == all) {
        pp_buf_add_str(buf, all == 1 ? "; by chance" : "; all by chance");
    } else if (plan->chance_count > 0) {
        pp_buf_add_str(buf, "; ");
        pp_buf_add_thousands(buf, plan->chance_count);
        pp_buf_add_str(buf, " of them by chance");
    }
    pp_buf_add_char(buf, '\n');
}

/* --- lines --- */

static void begin_line(struct text *text, enum pps_change_op op)
{
    text->line_start = text->buf->len;
    pps_change_words_sign(text->buf, text->style, op);
}

static double share_of(const struct text *text, uint32_t runs)
{
    return (double)runs / (double)text->plan->runs;
}

/* "in 40.1 % of runs", "in 97.2 to 99.6 % of runs"; nothing for what every
 * run does. */
static void end_line(struct text *text, uint32_t least, uint32_t most)
{
    struct pp_buf *buf = text->buf;
    if (least < text->plan->runs) {
        /* What the words take at the most. */
        bool is_long = buf->len - text->line_start +
                           PP_SV(", in under 0.01 to over 99.9 % of runs").len >
                       pp_style_width(text->style);
        pp_buf_add_str(buf, is_long ? ",\n     in " : ", in ");
        pps_add_fine_span(buf, share_of(text, least), share_of(text, most));
        pp_buf_add_str(buf, " % of runs");
    }
    pp_buf_add_char(buf, '\n');
}

/* Some of the changes: those of every run, or the others. */
struct part {
    const struct pps_plan_change *changes;
    size_t count;     /* of `changes` */
    bool is_certain;  /* which of them are meant */
    size_t own_count; /* how many these are */
    uint32_t least;   /* runs that have one of them */
    uint32_t most;
};

static bool is_of_part(const struct text *text,
                       const struct part *part,
                       const struct pps_plan_change *change)
{
    return (change->runs == text->plan->runs) == part->is_certain;
}

static struct part part_of(const struct text *text,
                           const struct pps_plan_change *changes,
                           size_t count,
                           bool is_certain)
{
    struct part part = {changes, count, is_certain, 0, UINT32_MAX, 0};
    for (size_t i = 0; i < count; i++) {
        uint32_t runs = changes[i].runs;
        if (is_of_part(text, &part, &changes[i])) {
            part.own_count++;
            part.least = runs < part.least ? runs : part.least;
            part.most = runs > part.most ? runs : part.most;
        }
    }
    return part;
}

static void add_part(struct text *text, const struct part *part)
{
    const struct pps_change *first = &part->changes[0].change;
    struct range_words words = {.buf = text->buf, .left = part->own_count};
    begin_line(text, first->op);
    if (first->what == PPS_WHAT_SOCKET) {
        pp_buf_printf(text->buf,
                      "%s port%s %s: ",
                      pp_protocol_name(first->protocol),
                      part->own_count == 1 ? "" : "s",
                      first->op == PPS_ADD ? "in use" : "no longer in use");
    } else {
        pps_change_words_protocol(text->buf, first->protocol);
        pps_change_words_blocks(text->buf, first, part->own_count);
    }
    for (size_t i = 0; i < part->count; i++) {
        if (is_of_part(text, part, &part->changes[i])) {
            pps_range_words_add(&words, part->changes[i].change.range);
        }
    }
    pp_buf_add_str(text->buf, first->is_administered == PP_YES ? " *" : "");
    end_line(text, part->least, part->most);
}

/* Changes that are alike; returns how many. */
static size_t add_group(struct text *text, const struct pps_plan_change *first)
{
    const struct pps_plan_change *end =
        text->plan->changes + text->plan->change_count;
    size_t count = 1;
    while (first + count < end &&
           pps_change_words_is_group(&first[count].change, &first->change)) {
        count++;
    }
    for (int is_certain = 1; is_certain >= 0; is_certain--) {
        struct part part = part_of(text, first, count, is_certain == 1);
        if (part.own_count > 0) {
            add_part(text, &part);
        }
    }
    return count;
}

static void add_named(struct text *text, const struct pps_plan_change *change)
{
    struct pp_buf *buf = text->buf;
    begin_line(text, change->change.op);
    pp_escape_text(buf, change->change.name);
    pp_buf_add_str(buf,
                   pps_change_words_of(change->change.what, change->is_on));
    pp_escape_text(buf, change->change.data);
    if (change->is_at_restart) {
        pp_buf_add_str(buf, " at the next restart");
    }
    if (change->is_known == PP_NO) {
        pp_buf_add_str(buf, " (no capture shows what was before)");
    } else if (change->has_number) {
        pp_buf_printf(buf, " (was %llu)", (unsigned long long)change->number);
    }
    end_line(text, change->runs, change->runs);
}

static void add_changes(struct text *text)
{
    const struct pps_plan *plan = text->plan;
    for (size_t i = 0; i < plan->change_count;) {
        const struct pps_plan_change *change = &plan->changes[i];
        size_t count = 1;
        if (change->change.what == PPS_WHAT_EXCLUSION ||
            change->change.what == PPS_WHAT_SOCKET) {
            count = add_group(text, change);
        } else if (change->change.what == PPS_WHAT_DYNAMIC) {
            text->line_start = text->buf->len;
            pps_change_words_dynamic(
                text->buf, text->style, &change->change, change->before);
            end_line(text, change->runs, change->runs);
        } else {
            add_named(text, change);
        }
        i += count;
    }
}

/* "~ about 14 blocks of winnat elsewhere (8 to 23 in 90 % of runs)" */
static void add_blocks(struct text *text,
                       enum pp_protocol protocol,
                       enum pps_block_kind kind)
{
    const struct pps_plan_blocks *blocks = &text->plan->blocks[protocol][kind];
    if (blocks->runs == 0) {
        return;
    }
    begin_line(text, PPS_ALTER);
    pps_change_words_protocol(text->buf, protocol);
    pp_buf_printf(text->buf,
                  "about %u block%s of %s elsewhere",
                  (unsigned)(blocks->count.mean + 0.5),
                  blocks->count.mean >= 0.5 && blocks->count.mean < 1.5 ? ""
                                                                        : "s",
                  pp_owner_name(pps_block_owner(kind)));
    if (blocks->count.p5 < blocks->count.p95) {
        pps_add_spread(text->buf, blocks->count, "runs");
    }
    end_line(text, blocks->runs, blocks->runs);
}

void pps_plan_text(struct pp_buf *buf,
                   const struct pp_style *style,
                   const struct pps_whatif *whatif)
{
    struct text text = {.buf = buf, .style = style, .plan = &whatif->plan};
    size_t changing = count_changing(whatif);
    if (changing == 0) {
        return;
    }
    add_counts(&text);
    if (changing == 1 && whatif->plan.chance_count == 0) {
        return;
    }
    add_changes(&text);
    for (int p = 0; p < PP_PROTOCOL_COUNT; p++) {
        for (int kind = 0; kind < PPS_BLOCK_KIND_COUNT; kind++) {
            add_blocks(&text, (enum pp_protocol)p, (enum pps_block_kind)kind);
        }
    }
}
