/*
 * `show` as text: what each capture is, then for each protocol the map, the
 * table with owners and the pool.
 */
#include "show_text.h"

#include <string.h>

#include "print/exhaustion_words.h"
#include "print/place.h"
#include "print/portmap.h"
#include "print/show_system.h"
#include "print/table.h"
#include "print/usage_text.h"

enum {
    MAX_UNFOLDED_ROWS = 40, /* a longer table has its equal rows folded */
    INDENT = 3,
    TABLE_INDENT = 0, /* the reasons need every column of 80 */
    MAX_WORDS = 16,   /* languages or protocols named of one capture */
};

/* --- the line of a capture --- */

/* A few different words, in the order of their first coming. */
struct words {
    const char *items[MAX_WORDS];
    size_t count;
};

static void words_add(struct words *words, const char *word)
{
    for (size_t i = 0; i < words->count; i++) {
        if (strcmp(words->items[i], word) == 0) {
            return;
        }
    }
    if (words->count < MAX_WORDS) {
        words->items[words->count++] = word;
    }
}

/* `a`, `a and b`, `a, b and c` */
static void add_words(struct pp_buf *buf, const struct words *words)
{
    for (size_t i = 0; i < words->count; i++) {
        const char *between = i + 1 == words->count ? " and " : ", ";
        pp_buf_add_str(buf, i > 0 ? between : "");
        pp_buf_add_str(buf, words->items[i]);
    }
}

void pp_show_sections(struct pp_buf *buf,
                      const struct pp_show *show,
                      const struct pp_capture *capture)
{
    struct words formats = {0};
    struct words protocols = {0};
    struct words languages = {0};
    for (size_t i = 0; i < capture->section_count; i++) {
        const struct pp_section *section =
            &show->sections[capture->first_section + i];
        words_add(&formats, pp_section_format_words(section->format));
        if (section->has_protocol) {
            words_add(&protocols, pp_protocol_name(section->protocol));
        }
        if (section->locale != NULL) {
            words_add(&languages, pp_language_name(section->locale));
        }
    }
    add_words(buf, &formats);
    pp_buf_add_str(buf, protocols.count > 0 ? ", " : "");
    add_words(buf, &protocols);
    pp_buf_add_str(buf, languages.count > 0 ? ", " : "");
    add_words(buf, &languages);
}

/* What the captures state, counted one capture after the other, as their facts
 * are ordered. */
struct tally {
    size_t next_fact;
    uint64_t rows;
    uint64_t ranges;
};

static void
count_facts(struct tally *tally, const struct pp_show *show, size_t capture)
{
    tally->rows = 0;
    tally->ranges = 0;
    while (tally->next_fact < show->fact_count &&
           show->facts[tally->next_fact].place.capture == capture) {
        enum pp_fact_kind kind = show->facts[tally->next_fact].kind;
        tally->rows += kind == PP_FACT_EXCLUDED;
        tally->ranges += kind == PP_FACT_DYNAMIC;
        tally->next_fact++;
    }
}

/* Whether rows of a table of the capture are missing for certain. */
static bool is_cut(const struct pp_show *show, const struct pp_capture *capture)
{
    for (size_t i = 0; i < capture->section_count; i++) {
        if (show->sections[capture->first_section + i].complete == PP_NO) {
            return true;
        }
    }
    return false;
}

static void add_capture_line(struct pp_buf *buf,
                             const struct pp_style *style,
                             const struct pp_show *show,
                             size_t index,
                             struct tally *tally)
{
    const struct pp_capture *capture = &show->captures[index];
    count_facts(tally, show, index);
    pp_style_begin(buf, style, PP_COLOR_STRONG);
    pp_add_capture_name(buf, show, (uint32_t)index);
    pp_buf_add_char(buf, ':');
    pp_style_end(buf, style, PP_COLOR_STRONG);
    pp_buf_add_char(buf, ' ');
    if (strcmp(capture->encoding, "utf-8") != 0) {
        pp_buf_add_str(buf, capture->encoding);
        pp_buf_add_str(buf, ", ");
    }
    if (capture->section_count == 0) {
        pp_buf_add_str(buf, "nothing recognised\n");
        return;
    }
    pp_show_sections(buf, show, capture);
    pp_buf_add_str(buf, "; ");
    if (tally->rows == 0 && tally->ranges > 0) {
        pp_add_counted(buf, tally->ranges, "range");
    } else {
        pp_add_counted(buf, tally->rows, "row");
    }
    if (capture->lines.rejected > 0) {
        pp_buf_add_str(buf, ", ");
        pp_add_counted(buf, capture->lines.rejected, "line");
        pp_buf_add_str(buf, " rejected");
    }
    if (is_cut(show, capture)) {
        pp_buf_add_str(buf, ", rows are missing");
    } else if (capture->lines.rejected == 0) {
        pp_buf_add_str(buf, ", nothing left out");
    }
    pp_buf_add_char(buf, '\n');
}

/* --- the dynamic range --- */

static size_t count_outside(const struct pp_show *show,
                            enum pp_protocol protocol,
                            struct pp_range dynamic)
{
    size_t count = 0;
    size_t outside = 0;
    const struct pp_exclusion *exclusions =
        pp_machine_exclusions(show->machine, protocol, &count);
    for (size_t i = 0; i < count; i++) {
        outside += !pp_range_covers(dynamic, exclusions[i].range);
    }
    return outside;
}

static void add_dynamic_words(struct pp_buf *buf,
                              const struct pp_show *show,
                              enum pp_protocol protocol)
{
    const struct pp_dynamic *dynamic =
        pp_machine_dynamic(show->machine, protocol);
    pp_buf_add_str(buf, "dynamic range ");
    pp_range_print(buf, dynamic->range);
    pp_buf_add_str(buf, ", ");
    pp_buf_add_str(buf, pp_basis_name(dynamic->basis));
    if (dynamic->place.line > 0) {
        pp_buf_add_str(buf, " (");
        pp_add_place(buf, show, &dynamic->place);
        pp_buf_add_char(buf, ')');
    } else if (dynamic->reason != NULL) {
        pp_buf_add_str(buf, ": ");
        pp_buf_add_str(buf, dynamic->reason);
    }
    size_t outside = count_outside(show, protocol, dynamic->range);
    if (outside > 0) {
        pp_buf_add_str(buf, "; ");
        pp_buf_add_u64(buf, outside);
        pp_buf_add_str(buf, outside == 1 ? " range lies" : " ranges lie");
        pp_buf_add_str(buf, " outside it");
    }
}

static void add_dynamic(struct pp_buf *buf,
                        const struct pp_style *style,
                        const struct pp_show *show,
                        enum pp_protocol protocol)
{
    struct pp_buf words;
    pp_buf_init(&words, SIZE_MAX / 2);
    add_dynamic_words(&words, show, protocol);
    /* A table of one cell, for the sake of its wrapping. */
    struct table table;
    pp_table_init(&table, "l", INDENT);
    pp_table_take(&table, PP_COLOR_PLAIN, &words);
    pp_table_write(&table, style, buf);
    pp_table_done(&table);
}

/* --- the table --- */

static bool is_same_text(const char *a, const char *b)
{
    return a == b || (a != NULL && b != NULL && strcmp(a, b) == 0);
}

/* Whether `next` follows `row` directly and equals it in everything else. */
static bool continues(const struct pp_exclusion *row,
                      const struct pp_exclusion *next)
{
    return (uint32_t)row->range.last + 1 == next->range.first &&
           pp_range_count(row->range) == pp_range_count(next->range) &&
           row->is_administered == next->is_administered &&
           row->is_persistent == next->is_persistent &&
           row->family == next->family && row->owner == next->owner &&
           row->confidence == next->confidence &&
           is_same_text(row->reason, next->reason);
}

static const char *star_of(enum pp_tri is_administered)
{
    return is_administered == PP_YES  ? "*"
           : is_administered == PP_NO ? ""
                                      : "?";
}

/* `count` equal rows that touch, as one. */
static void
add_rows(struct table *table, const struct pp_exclusion *rows, size_t count)
{
    const struct pp_exclusion *last = &rows[count - 1];
    uint32_t ports = (uint32_t)last->range.last - rows->range.first + 1;
    bool is_administered = rows->is_administered == PP_YES;
    pp_table_add_u64(table, PP_COLOR_PLAIN, rows->range.first);
    pp_table_add_u64(table, PP_COLOR_PLAIN, last->range.last);
    pp_table_add_u64(table, PP_COLOR_PLAIN, ports);
    pp_table_add_str(table, PP_COLOR_RESERVED, star_of(rows->is_administered));
    struct pp_buf text;
    pp_buf_init(&text, 4096);
    pp_add_owner(&text, rows);
    pp_table_take(
        table, is_administered ? PP_COLOR_RESERVED : PP_COLOR_BLOCKED, &text);
    if (count > 1) {
        pp_buf_printf(&text,
                      "%zu rows of %u: ",
                      count,
                      (unsigned)pp_range_count(rows->range));
    }
    pp_buf_add_str(&text, rows->reason != NULL ? rows->reason : "");
    if (rows->is_persistent != PP_UNKNOWN) {
        pp_buf_add_str(&text,
                       rows->is_persistent == PP_YES ? "; survives a reboot"
                                                     : "; gone after a reboot");
    }
    pp_table_take(table, PP_COLOR_FAINT, &text);
}

static void add_head(struct table *table)
{
    static const char *const names[] = {
        "start", "end", "ports", "", "owner", "why"};
    for (size_t i = 0; i < PP_ARRAY_LEN(names); i++) {
        pp_table_add_str(table, PP_COLOR_FAINT, names[i]);
    }
}

/* Also those of a persistent store or of a command, without any table. */
static bool has_exclusions(const struct pp_show *show,
                           enum pp_protocol protocol)
{
    size_t count = 0;
    (void)pp_machine_exclusions(show->machine, protocol, &count);
    return count > 0;
}

static void add_table(struct pp_buf *buf,
                      const struct pp_style *style,
                      const struct pp_show *show,
                      enum pp_protocol protocol)
{
    size_t count = 0;
    const struct pp_exclusion *rows =
        pp_machine_exclusions(show->machine, protocol, &count);
    if (count == 0) {
        pp_buf_add_repeated(buf, ' ', INDENT);
        pp_buf_add_str(buf, "no port is excluded\n");
        return;
    }
    bool is_folding = count > MAX_UNFOLDED_ROWS && !show->all_rows;
    struct table table;
    pp_table_init(&table, "rrrsll", TABLE_INDENT);
    add_head(&table);
    size_t folded = 0;
    for (size_t i = 0; i < count;) {
        size_t run = 1;
        while (is_folding && i + run < count &&
               continues(&rows[i + run - 1], &rows[i + run])) {
            run++;
        }
        add_rows(&table, &rows[i], run);
        folded += run - 1;
        i += run;
    }
    pp_table_write(&table, style, buf);
    pp_table_done(&table);
    if (folded > 0) {
        pp_buf_add_repeated(buf, ' ', INDENT);
        pp_buf_printf(
            buf, "%zu rows; --rows shows each on a line of its own\n", count);
    }
}

/* --- the pool --- */

static void add_pool(struct pp_buf *buf,
                     const struct pp_style *style,
                     const struct pp_show *show,
                     enum pp_protocol protocol)
{
    struct pp_pool pool = pp_machine_pool(show->machine, protocol);
    pp_style_text(buf, style, PP_COLOR_STRONG, "pool");
    pp_buf_printf(buf,
                  "  %u dynamic, %u excluded, %u known in use: %u left,\n",
                  (unsigned)pool.dynamic_count,
                  (unsigned)pool.excluded_count,
                  (unsigned)pool.in_use_count,
                  (unsigned)pool.available_count);
    pp_buf_printf(buf,
                  "      longest free run %u, room for %u blocks of 100",
                  (unsigned)pool.longest_free_run,
                  (unsigned)pool.blocks_of_100);
    if (!pool.fits_4096) {
        pp_buf_add_str(buf, ", none of 4096");
    }
    pp_buf_add_char(buf, '\n');
}

static void add_protocol(struct pp_buf *buf,
                         const struct pp_style *style,
                         const struct pp_show *show,
                         enum pp_protocol protocol)
{
    struct pp_portmap map = {
        .machine = show->machine, .protocol = protocol, .asked = show->asked};
    pp_buf_add_char(buf, '\n');
    pp_portmap_text(buf, style, &map, 0);
    pp_buf_add_char(buf, '\n');
    add_dynamic(buf, style, show, protocol);
    pp_buf_add_char(buf, '\n');
    if (pp_machine_has_table(show->machine, protocol)) {
        add_table(buf, style, show, protocol);
        pp_buf_add_char(buf, '\n');
        add_pool(buf, style, show, protocol);
    } else if (has_exclusions(show, protocol)) {
        pp_buf_add_repeated(buf, ' ', INDENT);
        pp_buf_add_str(buf, "no table captured; known from other lines:\n\n");
        add_table(buf, style, show, protocol);
    }
    pp_show_sockets_text(buf, style, show, protocol);
}

static void add_absent(struct pp_buf *buf,
                       const struct pp_style *style,
                       enum pp_protocol protocol)
{
    const char *name = pp_protocol_name(protocol);
    pp_buf_add_char(buf, '\n');
    pp_style_text(buf, style, PP_COLOR_STRONG, name);
    pp_buf_add_str(buf,
                   "   not captured: netsh int ipv4 show excludedportrange ");
    pp_buf_add_str(buf, name);
    pp_buf_add_char(buf, '\n');
}

/* What says that no port was left, each once. */
static void add_signs(struct pp_buf *buf,
                      const struct pp_style *style,
                      const struct pp_show *show)
{
    static const char *const protocols[] = {"TCP", "UDP"};
    bool is_told[PP_SIGN_COUNT] = {false};
    struct pp_buf line;
    pp_buf_init(&line, buf->max);
    for (size_t i = 0; i < show->fact_count; i++) {
        const struct pp_fact *fact = &show->facts[i];
        if (fact->kind != PP_FACT_EXHAUSTION ||
            is_told[fact->as.exhaustion.sign]) {
            continue;
        }
        is_told[fact->as.exhaustion.sign] = true;
        pp_buf_printf(
            &line,
            "%s: %s (",
            protocols[fact->protocol],
            pp_exhaustion_headline(&fact->as.exhaustion, PP_USAGE_UNKNOWN));
        pp_add_place(&line, show, &fact->place);
        pp_buf_add_str(&line, "); portplan check says more");
        pp_style_end_paragraph(buf, style, 0, &line);
    }
    pp_finish_part(buf, &line);
}

/* Counts tell of it where no socket is listed, too. */
static void add_usage(struct pp_buf *buf,
                      const struct pp_style *style,
                      const struct pp_show *show,
                      enum pp_protocol protocol)
{
    struct pp_usage usage;
    enum pp_status status = pp_machine_usage(show->machine, protocol, &usage);
    if (status != PP_OK) {
        buf->status = status;
        return;
    }
    pp_usage_text(buf, style, &usage);
    pp_exhaustion_cures_text(buf, style, show->machine, &usage);
}

void pp_show_text(struct pp_buf *buf,
                  const struct pp_style *style,
                  const struct pp_show *show)
{
    struct tally tally = {0};
    for (size_t i = 0; i < show->capture_count; i++) {
        add_capture_line(buf, style, show, i, &tally);
    }
    pp_show_system_text(buf, style, show);
    add_signs(buf, style, show);
    for (unsigned p = 0; p < PP_PROTOCOL_COUNT; p++) {
        enum pp_protocol protocol = (enum pp_protocol)p;
        size_t sockets = 0;
        (void)pp_machine_sockets(show->machine, protocol, &sockets);
        bool has_range = pp_machine_dynamic(show->machine, protocol)->basis ==
                         PP_BASIS_CAPTURED;
        if (pp_machine_has_table(show->machine, protocol) || sockets > 0 ||
            has_range || has_exclusions(show, protocol)) {
            add_protocol(buf, style, show, protocol);
        } else {
            add_absent(buf, style, protocol);
        }
        add_usage(buf, style, show, protocol);
    }
}
