/* The end of a table of exclusions. */
#include "excluded_emit.h"

#include "portplan/portset.h"

#include "excluded_gaps.h"

/* The widest range without `*` in any capture is 1,000 ports (c101 of the
 * corpus); above this a range deserves a question. */
enum {
    WIDE_COUNT = 4096
};

/* --- a number alone on its line ------------------------------------------- */

bool pp_excluded_lone_is_line_number(const struct pp_excluded *table)
{
    return table->lone_value <= table->row_count + 32 &&
           table->lone_value < 1024;
}

static uint32_t count_digits(uint32_t value)
{
    uint32_t count = 1;
    while (value >= 10) {
        value /= 10;
        count++;
    }
    return count;
}

enum pp_status pp_excluded_reject_lone(struct pp_excluded *table,
                                       struct pp_context *context)
{
    struct pp_diag draft =
        pp_context_draft_at(context, PP_DIAG_ROW_CUT, table->lone_line);
    draft.place.column = table->lone_column;
    draft.span = count_digits(table->lone_value);
    pp_diags_add(context->options.diags,
                 &draft,
                 "the row ends after start port %u, it is left out",
                 table->lone_value);
    pp_context_reclaim(context, &table->lone_held, PP_TAKE_REJECTED);
    const struct pp_held_gap gap = {
        .place = draft.place,
        .start = (uint16_t)table->lone_value,
        .kind = PP_GAP_UNREADABLE,
    };
    return pp_excluded_note_gap(table, context, &gap);
}

/* --- was it a table ------------------------------------------------------- */

static bool has_any_star(const struct pp_excluded *table)
{
    for (size_t i = 0; i < table->row_count; i++) {
        if (table->rows[i].has_star) {
            return true;
        }
    }
    return false;
}

/* The lengths that Windows' own reservations have: single ports, blocks of
 * 10, 64 and 100, and HNS's 60 from 50000
 * (docs/ports-on-windows.md#who-reserves-what). */
static bool is_known_shape(struct pp_range range)
{
    uint32_t count = pp_range_count(range);
    return count == 100 || count == 64 || count == 10 || count == 1 ||
           (count == 60 && range.first == 50000);
}

/* `80 80` and `5357 5357` on lines that follow one another: start and count
 * would not be equal on each. */
static bool rows_are_single_ports(const struct pp_excluded *table)
{
    for (size_t i = 0; i < table->row_count; i++) {
        if (pp_range_count(table->rows[i].range) > 1) {
            return false;
        }
    }
    return table->row_count > 1 && !table->has_remark_between;
}

/* Loose pairs of numbers are exclusions if they ascend without overlap and
 * one has a length that only reservations have, or if all are single ports. */
static bool rows_are_plausible(const struct pp_excluded *table)
{
    if (rows_are_single_ports(table)) {
        return true;
    }
    bool has_block = false;
    for (size_t i = 0; i < table->row_count; i++) {
        struct pp_range range = table->rows[i].range;
        if (i > 0 && range.first <= table->rows[i - 1].range.last) {
            return false;
        }
        if (pp_range_count(range) > WIDE_COUNT && !table->rows[i].has_star) {
            return false;
        }
        has_block =
            has_block || (is_known_shape(range) && pp_range_count(range) > 1);
    }
    return has_block || has_any_star(table);
}

static bool is_table(const struct pp_excluded *table,
                     const struct pp_context *context)
{
    if (table->is_piped) {
        return table->row_count > 0 &&
               (table->has_title || table->has_command || has_any_star(table) ||
                pp_context_is_near(context, context->exclusion_word_nonblank));
    }
    if (table->has_title) {
        return table->row_count > 0 || table->has_heads ||
               table->has_underline || table->has_legend;
    }
    if (table->has_command && (table->has_underline || table->has_legend)) {
        return true;
    }
    if (table->has_command || table->has_heads) {
        return table->row_count > 0 || table->has_legend;
    }
    return table->row_count > 0 && rows_are_plausible(table);
}

/* Says why loose numbers were not taken. */
static void report_refusal(struct pp_excluded *table,
                           struct pp_context *context)
{
    if (table->row_count == 0) {
        return;
    }
    struct pp_diag draft =
        pp_context_draft_at(context, PP_DIAG_PAIR_UNCLEAR, table->rows[0].line);
    draft.place.column = table->rows[0].column;
    if (table->is_piped) {
        draft.code = PP_DIAG_TABLE_UNCONFIRMED;
        pp_diags_add(context->options.diags,
                     &draft,
                     "nothing ties this table of port ranges to Windows "
                     "exclusions, it is ignored");
        return;
    }
    pp_diags_add(context->options.diags,
                 &draft,
                 "%u %u can be start and end or start and count: without a "
                 "heading the row is left out",
                 table->rows[0].range.first,
                 table->rows[0].range.last);
    pp_context_reclaim(context, &table->held, PP_TAKE_REJECTED);
}

/* --- what it says --------------------------------------------------------- */

/* Stars in front of rows are bullets where most rows have one, else an
 * author's way of writing the star. */
static void settle_leading_stars(struct pp_excluded *table)
{
    if (table->leading_stars * 2 > table->row_count &&
        table->leading_stars > 1) {
        return;
    }
    for (size_t i = 0; table->leading_stars > 0 && i < table->row_count; i++) {
        if (table->rows[i].has_leading_star) {
            table->rows[i].has_star = true;
        }
    }
}

/* HNS's own range is there without its star, and no other row has one. */
static bool lost_its_stars(const struct pp_excluded *table)
{
    bool has_hns_range = false;
    for (size_t i = 0; i < table->row_count; i++) {
        struct pp_range range = table->rows[i].range;
        has_hns_range =
            has_hns_range || (range.first == 50000 && range.last == 50059);
        if (table->rows[i].has_star) {
            return false;
        }
    }
    return has_hns_range;
}

static void report_clash(const struct pp_excluded *table,
                         struct pp_context *context)
{
    struct pp_diag draft = pp_context_draft_at(
        context, PP_DIAG_TABLE_PROTOCOL_CLASH, table->title_line);
    draft.related =
        (struct pp_place){context->options.capture, 0, context->command_line};
    draft.related_note = "the command";
    pp_diags_add(context->options.diags,
                 &draft,
                 "the title says %s, the command above it asked for %s; the "
                 "command is believed",
                 pp_protocol_name(table->title_protocol),
                 pp_protocol_name(context->command.protocol));
}

/* The command, else the title, else a heading above, else tcp. */
static void name_protocol(struct pp_excluded *table,
                          struct pp_context *context,
                          struct pp_section *section)
{
    if (table->has_command && context->command.has_protocol) {
        section->protocol = context->command.protocol;
        if (table->has_title && table->title_protocol != section->protocol) {
            report_clash(table, context);
        }
        return;
    }
    if (table->has_title) {
        section->protocol = table->title_protocol;
        return;
    }
    if (pp_context_has_mention(context)) {
        section->protocol = context->mention.protocol;
        return;
    }
    section->protocol = PP_TCP;
    section->is_protocol_assumed = true;
    struct pp_diag draft = pp_context_draft_at(
        context, PP_DIAG_TABLE_PROTOCOL_ASSUMED, table->first_line);
    pp_diags_add(context->options.diags,
                 &draft,
                 "the table does not say tcp or udp, tcp is assumed");
}

static enum pp_tri completeness(const struct pp_excluded *table)
{
    if (table->gap_count > 0) {
        return PP_NO;
    }
    if (!table->has_title && !table->has_heads && !table->has_underline) {
        return PP_UNKNOWN; /* rows above those shown may be missing */
    }
    return table->has_legend ? PP_YES : PP_NO;
}

static struct pp_section describe(struct pp_excluded *table,
                                  struct pp_context *context)
{
    struct pp_section section = {
        .format = PP_SECTION_NETSH_EXCLUDED,
        .has_protocol = true,
        .capture = context->options.capture,
        .locale = table->locale != NULL ? table->locale->tag : NULL,
        .first_line = table->first_line,
        .last_line = context->line_number,
        .complete = completeness(table),
        .has_gaps = table->gap_count > 0,
    };
    if (!table->has_legend && table->last_line > 0) {
        section.last_line = table->last_line;
    }
    if (table->has_command) {
        section.family = context->command.family;
        if (context->command.has_store) {
            section.store = context->command.store;
        }
    }
    name_protocol(table, context, &section);
    return section;
}

/* --- what is odd about it ------------------------------------------------- */

static bool ascends(const struct pp_excluded *table)
{
    for (size_t i = 1; i < table->row_count; i++) {
        if (table->rows[i].range.first <= table->rows[i - 1].range.last) {
            return false;
        }
    }
    return true;
}

static void report_row(struct pp_context *context,
                       enum pp_diag_code code,
                       const struct pp_held_row *row,
                       const char *what)
{
    struct pp_diag draft = pp_context_draft_at(context, code, row->line);
    draft.place.column = row->column;
    pp_diags_add(context->options.diags,
                 &draft,
                 "%u-%u %s",
                 row->range.first,
                 row->range.last,
                 what);
}

static void report_overlaps(const struct pp_excluded *table,
                            struct pp_context *context)
{
    struct pp_portset seen;
    pp_portset_clear(&seen);
    for (size_t i = 0; i < table->row_count; i++) {
        const struct pp_held_row *row = &table->rows[i];
        if (pp_portset_test_any(&seen, row->range)) {
            report_row(
                context, PP_DIAG_ROW_OVERLAP, row, "overlaps a row above");
        }
        pp_portset_set_range(&seen, row->range);
    }
}

static void report_oddities(const struct pp_excluded *table,
                            struct pp_context *context)
{
    if (!ascends(table)) {
        report_overlaps(table, context);
    }
    for (size_t i = 0; i < table->row_count; i++) {
        const struct pp_held_row *row = &table->rows[i];
        if (pp_range_count(row->range) > WIDE_COUNT && !row->has_star) {
            report_row(context,
                       PP_DIAG_ROW_WIDE,
                       row,
                       "is unusually wide for a range without `*`");
        }
    }
    if (table->is_reflowed) {
        struct pp_diag draft = pp_context_draft_at(
            context, PP_DIAG_ROWS_REFLOWED, table->rows[0].line);
        pp_diags_add(context->options.diags,
                     &draft,
                     "several rows on one line, they are read in order");
    }
}

static void report_lost_stars(const struct pp_excluded *table,
                              struct pp_context *context)
{
    struct pp_diag draft = pp_context_draft_at(
        context, PP_DIAG_TABLE_STAR_LOST, table->first_line);
    pp_diags_add(context->options.diags,
                 &draft,
                 "50000-50059 has no `*`: the paste lost that column, so "
                 "nothing shows which rows are administered");
}

/* --- emitting ------------------------------------------------------------- */

static enum pp_status emit_rows(const struct pp_excluded *table,
                                struct pp_context *context,
                                const struct pp_section *section,
                                uint32_t index)
{
    /* What the author says is not overruled by a guess. */
    bool is_denied = pp_context_is_near(context, context->star_denied_nonblank);
    bool is_lost = !is_denied && lost_its_stars(table);
    if (is_lost) {
        report_lost_stars(table, context);
    }
    struct pp_fact fact = {
        .kind = PP_FACT_EXCLUDED,
        .protocol = section->protocol,
        .family = section->family,
        .store = section->store,
        .section = index,
        .place = {.capture = context->options.capture},
    };
    for (size_t i = 0; i < table->row_count; i++) {
        const struct pp_held_row *row = &table->rows[i];
        fact.place.line = row->line;
        fact.place.column = row->column;
        fact.range = row->range;
        fact.is_administered = row->has_star ? PP_YES : PP_NO;
        if (is_lost) {
            fact.is_administered = PP_UNKNOWN;
        }
        PP_TRY(pp_context_fact(context, &fact));
    }
    return PP_OK;
}

static enum pp_status emit_gaps(const struct pp_excluded *table,
                                struct pp_context *context,
                                const struct pp_section *section,
                                uint32_t index)
{
    bool is_ordered = table->gap_count > 0 && pp_excluded_ascends(table);
    for (size_t i = 0; i < table->gap_count; i++) {
        const struct pp_held_gap *gap = &table->gaps[i];
        const struct pp_fact fact = {
            .kind = PP_FACT_GAP,
            .protocol = section->protocol,
            .family = section->family,
            .store = section->store,
            .section = index,
            .place = gap->place,
            .range = is_ordered ? pp_excluded_gap_range(table, gap)
                                : (struct pp_range){1, PP_PORT_MAX},
            .as.gap.kind = gap->kind,
        };
        PP_TRY(pp_context_fact(context, &fact));
    }
    return PP_OK;
}

/* A heading in unknown words above the table framed it after all. */
static void reclaim_mention(struct pp_excluded *table,
                            struct pp_context *context)
{
    if (!table->has_title && pp_context_has_mention(context) &&
        context->mention.line < table->first_line) {
        pp_context_reclaim(context, &context->mention_hold, PP_TAKE_USED);
        table->first_line = context->mention.line;
    }
}

enum pp_status pp_excluded_emit(struct pp_excluded *table,
                                struct pp_context *context)
{
    if (table->lone_line > 0 && !pp_excluded_lone_is_line_number(table)) {
        PP_TRY(pp_excluded_reject_lone(table, context));
    }
    table->lone_line = 0;
    pp_excluded_settle_cut(table, context);
    settle_leading_stars(table);
    if (!is_table(table, context)) {
        report_refusal(table, context);
        return PP_OK;
    }
    struct pp_section section = describe(table, context);
    pp_context_reclaim(context, &table->held, PP_TAKE_USED);
    reclaim_mention(table, context);
    context->command_line = 0;
    pp_context_forget_mention(context);
    if (table->locale != NULL) {
        context->locale = table->locale;
    }
    report_oddities(table, context);
    uint32_t index = 0;
    PP_TRY(pp_context_section(context, &section, &index));
    table->emitted++;
    PP_TRY(emit_rows(table, context, &section, index));
    return emit_gaps(table, context, &section, index);
}
