/*
 * tasklist: which process has which id, and with /svc its services. Tables,
 * /fo csv and /fo list, with and without heads, in any language: a table is
 * known by its line of `=`, rows by a program, its id and a size in memory
 * (docs/formats/tasklist.md).
 *
 * Services go on below their row, so the fact of a row is held until the next
 * line has shown whether they do.
 */
#include "base/bounds.h"
#include "base/bytes.h"
#include "base/cursor.h"
#include "knowledge/system_words.h"
#include "parse/line/label.h"
#include "parse/line/parsers.h"
#include "text/words.h"

enum {
    COLUMNS_OF_SERVICES = 3, /* image, process id, services (or modules) */
    COLUMNS = 5,             /* image, process id, session, its number, size */
    COLUMNS_VERBOSE = 9,
};

enum form {
    FORM_NONE = 0,
    FORM_TABLE, /* below a line of `=` */
    FORM_CSV,
    FORM_LIST,
};

struct tasklist {
    struct pp_open_section open;
    enum form form;
    size_t columns; /* of the table or of the row before */
    size_t id_end;  /* of a table: the byte behind the column of the id */

    struct pp_hold head; /* a line that may hold heads */
    uint64_t head_nonblank;
    struct pp_kept_text image; /* of /fo list, until its id comes */
    uint64_t image_nonblank;

    bool has_command; /* tasklist, some lines above */
    uint64_t command_nonblank;

    bool has_fact;
    struct pp_fact fact;
    struct pp_kept_text name;
    struct pp_buf services;
};

/* A row, whatever its form. */
struct row {
    struct pp_sv name;
    struct pp_sv id;
    struct pp_sv services;
};

/* --- facts ---------------------------------------------------------------- */

static enum pp_status emit_held(struct tasklist *list,
                                struct pp_context *context)
{
    if (!list->has_fact) {
        return PP_OK;
    }
    list->has_fact = false;
    list->fact.as.process.services = pp_buf_view(&list->services);
    return pp_context_fact(context, &list->fact);
}

static enum pp_status tasklist_close(void *state, struct pp_context *context)
{
    struct tasklist *list = state;
    PP_TRY(emit_held(list, context));
    pp_context_release(context, &list->head);
    list->head_nonblank = 0;
    list->form = FORM_NONE;
    list->image_nonblank = 0;
    return pp_section_close(&list->open, context);
}

/* More services; names that are none, as of the modules of /m, are left. Past
 * the limit the rest is left out. */
static enum pp_status add_services(struct tasklist *list, struct pp_sv text)
{
    if (list->services.max == 0) {
        pp_buf_init(&list->services, PP_LIMIT_PROCESS_SERVICES_BYTES);
    }
    while (text.len > 0) {
        const struct pp_sv name = pp_sv_trim(pp_take_until(&text, ','));
        if (name.len == 0 || pp_sv_equal(name, PP_SV("N/A")) ||
            pp_has_one_of(name, ". ") ||
            list->services.len + name.len + 2 > list->services.max) {
            continue;
        }
        pp_buf_add_str(&list->services, list->services.len > 0 ? ", " : "");
        pp_buf_add(&list->services, name);
    }
    return list->services.status;
}

static enum pp_status keep_row(struct tasklist *list,
                               struct pp_context *context,
                               const struct row *row)
{
    uint32_t id = 0;
    PP_TRY(emit_held(list, context));
    if (list->head_nonblank > 0 &&
        list->head_nonblank + 1 == context->nonblank_line) {
        pp_context_reclaim(context, &list->head, PP_TAKE_USED);
    }
    pp_context_release(context, &list->head);
    PP_TRY(pp_section_extend(&list->open, context, PP_SECTION_TASKLIST));
    if (!pp_sv_to_u32(row->id, UINT32_MAX, &id) ||
        !pp_keep_text(&list->name, row->name)) {
        pp_context_reject(
            context, PP_DIAG_SYSTEM_VALUE, row->id, "a process and its id");
        list->open.section.complete = PP_NO;
        return PP_OK;
    }
    list->fact =
        pp_section_fact(&list->open, context, PP_FACT_PROCESS, row->name);
    list->fact.as.process.pid = id;
    list->fact.as.process.name = pp_kept_view(&list->name);
    list->has_fact = true;
    pp_buf_clear(&list->services);
    pp_context_take(context, PP_TAKE_USED);
    return add_services(list, row->services);
}

/* --- what rows look like -------------------------------------------------- */

static bool is_number(struct pp_sv text)
{
    return text.len > 0 && pp_is_all_of(text, PP_DIGITS);
}

static bool is_program(struct pp_sv text)
{
    return text.len > 4 &&
           pp_sv_equal_nocase(pp_sv_sub(text, text.len - 4, 4), PP_SV(".exe"));
}

/* `21,112 K`, `21.112 Ko`, `21 112 КБ`: digits, then a unit. */
static bool is_size(struct pp_sv text)
{
    size_t end = text.len;
    while (end > 0 && !pp_is_digit(text.ptr[end - 1])) {
        end--;
    }
    const struct pp_sv unit = pp_trim_wide(pp_sv_sub(text, end, SIZE_MAX));
    if (end == 0 || !pp_is_digit(text.ptr[0]) || unit.len == 0) {
        return false;
    }
    bool is_foreign = (unsigned char)unit.ptr[0] >= 0xC2 && unit.len <= 8;
    return is_foreign || pp_words_has("K|KB|Ko", unit);
}

/* Splits `name  id  rest` at the first word from byte `from` on that is a
 * number and has a name in front of it. */
static bool split_row(struct pp_sv text, size_t from, struct row *ret_row)
{
    struct pp_cursor cursor = pp_cursor_over(text);
    struct pp_sv word;
    (void)pp_cursor_skip_blanks(&cursor);
    while (pp_cursor_take_word(&cursor, &word)) {
        size_t at = (size_t)(word.ptr - text.ptr);
        if (is_number(word) && at > 0 && at + word.len >= from) {
            ret_row->name = pp_sv_trim(pp_sv_sub(text, 0, at));
            ret_row->id = word;
            ret_row->services = pp_sv_trim(pp_cursor_rest(&cursor));
            return ret_row->name.len > 0;
        }
        (void)pp_cursor_skip_blanks(&cursor);
    }
    return false;
}

/* `Services   0   21,112 K`: a session, its number and a size behind the id.
 * The name of the session may be missing. */
static bool ends_as_row(struct pp_sv rest)
{
    struct pp_cursor cursor = pp_cursor_over(rest);
    struct pp_sv word;
    for (int words = 0; words < 3 && pp_cursor_take_word(&cursor, &word);
         words++) {
        (void)pp_cursor_skip_blanks(&cursor);
        if (is_number(word)) {
            return is_size(pp_cursor_rest(&cursor));
        }
    }
    return false;
}

/* --- tables --------------------------------------------------------------- */

/* `========================= ======== ===`: three groups or more. */
static bool read_underline(struct tasklist *list, struct pp_sv line)
{
    size_t groups = 0;
    size_t second_end = 0;
    if (!pp_is_all_of(line, "= \t")) {
        return false;
    }
    for (size_t i = 0; i < line.len; i++) {
        bool is_mark = line.ptr[i] == '=';
        bool starts = is_mark && (i == 0 || line.ptr[i - 1] != '=');
        groups += starts;
        second_end = is_mark && groups == 2 ? i + 1 : second_end;
    }
    if (groups < COLUMNS_OF_SERVICES) {
        return false;
    }
    list->columns = groups;
    list->id_end = second_end;
    return true;
}

static enum pp_status take_underline(struct tasklist *list,
                                     struct pp_context *context)
{
    uint64_t first = context->line_number;
    bool has_head = list->head_nonblank > 0 &&
                    list->head_nonblank + 1 == context->nonblank_line;
    PP_TRY(emit_held(list, context));
    PP_TRY(pp_section_close(&list->open, context));
    if (has_head) {
        first -= 1;
        pp_context_reclaim(context, &list->head, PP_TAKE_USED);
    }
    pp_context_release(context, &list->head);
    list->form = FORM_TABLE;
    pp_context_take(context, PP_TAKE_USED);
    return pp_section_extend_from(
        &list->open, context, PP_SECTION_TASKLIST, first);
}

/* The id is set to the right, below the second group; a page that takes blanks
 * together leaves words alone. */
static bool split_table_row(const struct tasklist *list,
                            struct pp_sv line,
                            struct row *ret_row)
{
    return (split_row(line, list->id_end, ret_row) &&
            (size_t)(ret_row->id.ptr + ret_row->id.len - line.ptr) ==
                list->id_end) ||
           split_row(line, 0, ret_row);
}

/* `Dhcp, EventLog,`: one word between two commas. */
static bool are_services(struct pp_sv text)
{
    while (text.len > 0) {
        const struct pp_sv name = pp_sv_trim(pp_take_until(&text, ','));
        if (!pp_is_all_word(name, "_-.$/")) {
            return false;
        }
    }
    return true;
}

/* Services that did not fit into their column. */
static bool is_more_services(const struct tasklist *list,
                             const struct pp_context *context,
                             struct pp_sv line)
{
    return list->has_fact && list->columns == COLUMNS_OF_SERVICES &&
           list->open.section.last_line + 1 == context->line_number &&
           pp_indent_of(line) > 0 && are_services(pp_sv_trim(line));
}

static enum pp_status take_table_row(struct tasklist *list,
                                     struct pp_context *context,
                                     struct pp_sv line)
{
    struct row row = {.services = {NULL, 0}};
    if (is_more_services(list, context, line)) {
        pp_context_take(context, PP_TAKE_USED);
        list->open.section.last_line = context->line_number;
        return add_services(list, pp_sv_trim(line));
    }
    bool is_row = split_table_row(list, line, &row);
    bool is_size_row = list->columns >= COLUMNS && ends_as_row(row.services);
    /* Prose below a table may hold a number; a row stands in columns. */
    bool is_placed =
        is_row && (size_t)(row.id.ptr + row.id.len - line.ptr) == list->id_end;
    if (!is_row || !(is_placed || is_size_row || is_program(row.name))) {
        return PP_OK;
    }
    if (list->columns != COLUMNS_OF_SERVICES) {
        row.services = (struct pp_sv){NULL, 0};
    }
    return keep_row(list, context, &row);
}

/* A row without a table, as findstr leaves it. */
static enum pp_status take_loose_row(struct tasklist *list,
                                     struct pp_context *context,
                                     struct pp_sv text)
{
    struct row row;
    bool is_near = list->has_command &&
                   pp_context_is_near(context, list->command_nonblank);
    if (text.len == 0 || pp_is_digit(text.ptr[0]) ||
        !split_row(text, 0, &row) || !(is_program(row.name) || is_near)) {
        return PP_OK;
    }
    if (ends_as_row(row.services)) {
        row.services = (struct pp_sv){NULL, 0};
        list->columns = COLUMNS;
        return keep_row(list, context, &row);
    }
    if (is_near && is_program(row.name) && row.services.len > 0 &&
        are_services(row.services)) {
        list->columns = COLUMNS_OF_SERVICES;
        return keep_row(list, context, &row);
    }
    return PP_OK;
}

/* --- CSV ------------------------------------------------------------------ */

/* Splits a row of quoted fields; 0 if it is none. */
static size_t split_csv(struct pp_sv line, struct pp_sv fields[COLUMNS_VERBOSE])
{
    size_t count = 0;
    size_t at = 0;
    while (at < line.len && line.ptr[at] == '"' && count < COLUMNS_VERBOSE) {
        size_t end = pp_sv_find(line, PP_SV("\""), at + 1);
        if (end == SIZE_MAX) {
            return 0;
        }
        fields[count++] = pp_sv_sub(line, at + 1, end - at - 1);
        at = end + 1;
        if (at == line.len) {
            return count;
        }
        at += pp_is_one_of(line.ptr[at], ",;");
    }
    return 0;
}

/* Name, id and, of the long forms, the number of a session and a size. */
static bool is_csv_row(const struct tasklist *list,
                       const struct pp_sv fields[COLUMNS_VERBOSE],
                       size_t count)
{
    if (!is_number(fields[1]) || fields[0].len == 0) {
        return false;
    }
    if (count == COLUMNS || count == COLUMNS_VERBOSE) {
        return is_number(fields[3]) && is_size(fields[4]);
    }
    return is_program(fields[0]) ||
           (list->form == FORM_CSV && list->columns == count);
}

static enum pp_status
take_csv(struct tasklist *list, struct pp_context *context, struct pp_sv line)
{
    struct pp_sv fields[COLUMNS_VERBOSE];
    size_t count = split_csv(line, fields);
    if (count != COLUMNS_OF_SERVICES && count != COLUMNS &&
        count != COLUMNS_VERBOSE) {
        return PP_OK;
    }
    if (is_csv_row(list, fields, count)) {
        struct row row = {fields[0], fields[1], {NULL, 0}};
        if (count == COLUMNS_OF_SERVICES) {
            row.services = fields[2];
        }
        list->form = FORM_CSV;
        list->columns = count;
        return keep_row(list, context, &row);
    }
    if (list->form == FORM_CSV && list->columns == count &&
        list->open.is_open) {
        pp_context_reject(
            context, PP_DIAG_SYSTEM_VALUE, fields[1], "a process and its id");
        list->open.section.complete = PP_NO;
        return pp_section_extend(&list->open, context, PP_SECTION_TASKLIST);
    }
    return PP_OK;
}

/* --- lists ---------------------------------------------------------------- */

static enum pp_status
take_label(struct tasklist *list, struct pp_context *context, struct pp_sv text)
{
    struct pp_label line;
    if (!pp_label_split(text, &line) || line.value.len == 0) {
        return PP_OK;
    }
    bool follows = list->image_nonblank > 0 &&
                   list->image_nonblank + 1 == context->nonblank_line;
    if (follows && pp_sv_equal(line.label, PP_SV("PID"))) {
        struct row row = {pp_kept_view(&list->image), line.value, {NULL, 0}};
        list->form = FORM_LIST;
        return keep_row(list, context, &row);
    }
    if (is_program(line.value) ||
        pp_system_label_is(line.label, PP_LABEL_IMAGE_NAME)) {
        PP_TRY(emit_held(list, context));
        if (pp_keep_text(&list->image, line.value)) {
            list->image_nonblank = context->nonblank_line;
            list->head_nonblank = context->nonblank_line;
            pp_context_release(context, &list->head);
            pp_context_hold_tentatively(context, &list->head);
        }
        return PP_OK;
    }
    bool is_inside = list->form == FORM_LIST && list->has_fact &&
                     context->line_number <= list->open.section.last_line + 8;
    if (!is_inside) {
        return PP_OK;
    }
    pp_context_take(context, PP_TAKE_IGNORED);
    list->open.section.last_line = context->line_number;
    return pp_system_label_is(line.label, PP_LABEL_SERVICES)
               ? add_services(list, line.value)
               : PP_OK;
}

/* --- lines ---------------------------------------------------------------- */

/* The id's head stands in the middle of its line: netstat has it at the end. */
static bool is_head(struct pp_sv text)
{
    return pp_words_within("  PID |\"PID\",|  Identifi ", text) &&
           !pp_has_one_of(text, PP_DIGITS ":");
}

static void note_head(struct tasklist *list, struct pp_context *context)
{
    pp_context_release(context, &list->head);
    pp_context_take(context, PP_TAKE_IGNORED);
    pp_context_hold(context, &list->head);
    list->head_nonblank = context->nonblank_line;
}

static void note_command(struct tasklist *list,
                         const struct pp_context *context,
                         struct pp_sv text)
{
    if (pp_sv_find_nocase(text, PP_SV("tasklist"), 0) != SIZE_MAX) {
        list->has_command = true;
        list->command_nonblank = context->nonblank_line;
    }
}

static enum pp_status take_row(struct tasklist *list,
                               struct pp_context *context,
                               const struct pp_offer *offer)
{
    if (offer->bare.ptr[0] == '"') {
        return take_csv(list, context, offer->bare);
    }
    if (list->form == FORM_TABLE && list->open.is_open) {
        PP_TRY(take_table_row(list, context, offer->line));
    }
    return context->is_taken ? PP_OK
                             : take_loose_row(list, context, offer->text);
}

static enum pp_status tasklist_take(void *state,
                                    struct pp_context *context,
                                    const struct pp_offer *offer)
{
    struct tasklist *list = state;
    if (offer->bare.len == 0) {
        return PP_OK;
    }
    if (read_underline(list, offer->line)) {
        return take_underline(list, context);
    }
    PP_TRY(take_row(list, context, offer));
    if (!context->is_taken) {
        PP_TRY(take_label(list, context, offer->text));
    }
    if (context->is_taken) {
        return PP_OK;
    }
    if (is_head(offer->text)) {
        PP_TRY(emit_held(list, context));
        note_head(list, context);
        return PP_OK;
    }
    list->form = FORM_NONE; /* another row begins another table */
    note_command(list, context, offer->text);
    return PP_OK;
}

static void tasklist_done(void *state)
{
    struct tasklist *list = state;
    pp_buf_done(&list->services);
}

const struct pp_parser pp_parser_tasklist = {
    .name = "tasklist",
    .state_size = sizeof(struct tasklist),
    .take = tasklist_take,
    .close = tasklist_close,
    .done = tasklist_done,
};
