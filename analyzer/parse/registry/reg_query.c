/*
 * What `reg query` prints: a line with the key, then a value a line. A key
 * counts only when a value follows; a key in a sentence does not.
 * Grammar: docs/formats/registry.md.
 */
#include "base/bounds.h"
#include "base/bytes.h"
#include "parse/line/clean.h"
#include "parse/line/label.h"
#include "parse/line/parsers.h"
#include "reg_value.h"

struct reg_query {
    bool has_key;
    struct pp_open_section section;
    struct pp_buf key;
    struct pp_hold key_hold; /* the key's line, until a value follows */
    uint64_t key_line;
    uint64_t nonblank_line; /* of the line taken last; 0: none */
    struct pp_buf data;
};

/* How the three fields of a line are set apart. */
enum gap {
    GAP_BLANK = 0, /* words of a sentence look like that too */
    GAP_BLANKS,    /* two or three: a paste that lost some */
    GAP_EXACT,     /* as Windows does: four blanks, before Vista a tab */
};

/* A line with a type in it. */
struct row {
    struct pp_sv name;
    struct pp_sv type;
    struct pp_sv data;
    enum gap gap; /* the narrower of the two */
};

/* --- what a line is ------------------------------------------------------- */

static enum gap gap_of(struct pp_sv blanks)
{
    if (blanks.len >= 4 || pp_sv_starts(blanks, PP_SV("\t"))) {
        return GAP_EXACT;
    }
    return blanks.len >= 2 ? GAP_BLANKS : GAP_BLANK;
}

static struct pp_sv leading_blanks(struct pp_sv text)
{
    return pp_sv_sub(text, 0, pp_indent_of(text));
}

static bool is_type_char(char c)
{
    return (c >= 'A' && c <= 'Z') || c == '_';
}

/* The row whose type begins at `at`; false if that is not a type. */
static bool split_at(struct pp_sv text, size_t at, struct row *ret_row)
{
    const struct pp_sv name = pp_sv_trim(pp_sv_sub(text, 0, at));
    size_t type_end = at;
    while (type_end < text.len && is_type_char(text.ptr[type_end])) {
        type_end++;
    }
    const struct pp_sv rest = pp_sv_sub(text, type_end, SIZE_MAX);
    const struct pp_sv blanks = leading_blanks(rest);
    if (name.len == 0 || name.len == at || (blanks.len == 0 && rest.len > 0)) {
        return false;
    }
    enum gap before = gap_of(pp_sv_sub(text, name.len, at - name.len));
    enum gap behind = rest.len == 0 ? GAP_EXACT : gap_of(blanks);
    *ret_row = (struct row){
        .name = name,
        .type = pp_sv_sub(text, at, type_end - at),
        .data = pp_sv_sub(rest, blanks.len, SIZE_MAX),
        .gap = before < behind ? before : behind,
    };
    return true;
}

/* A name may hold blanks, and even the name of a type: separators as Windows
 * prints them decide, else the first type. */
static bool split_row(struct pp_sv text, struct row *ret_row)
{
    const struct pp_sv prefix = PP_SV("REG_");
    bool is_found = false;
    size_t at = pp_sv_find(text, prefix, 0);
    while (at != SIZE_MAX) {
        struct row row;
        if (split_at(text, at, &row)) {
            if (row.gap == GAP_EXACT) {
                *ret_row = row;
                return true;
            }
            if (!is_found) {
                *ret_row = row;
                is_found = true;
            }
        }
        at = pp_sv_find(text, prefix, at + prefix.len);
    }
    return is_found;
}

/* `(Default)`, `(Standard)`, `(par défaut)`, before Vista `<NO NAME>`: how a
 * value without a name is shown, in any language. */
static bool is_in_brackets(struct pp_sv text)
{
    return (pp_sv_starts(text, PP_SV("(")) && pp_sv_ends(text, PP_SV(")"))) ||
           pp_sv_equal(text, PP_SV("<NO NAME>"));
}

static bool is_near(const struct reg_query *reg,
                    const struct pp_context *context)
{
    return reg->has_key && pp_context_is_near(context, reg->nonblank_line);
}

/* The whole line is a key: it begins with a root and has no type in it. */
static bool is_key(struct pp_sv text)
{
    return pp_reg_starts_with_root(text) &&
           pp_sv_find(text, PP_SV("\\"), 0) != SIZE_MAX;
}

/* --- values --------------------------------------------------------------- */

/* `0xfffe` */
static bool read_number(struct pp_sv data,
                        size_t max_digits,
                        struct pp_registry_fact *value)
{
    return pp_sv_starts_nocase(data, PP_SV("0x")) &&
           pp_hex_to_u64(
               pp_sv_sub(data, 2, SIZE_MAX), max_digits, &value->number);
}

/* `1200FFFF` */
static bool read_bytes(struct pp_sv data, struct pp_buf *out)
{
    for (size_t at = 0; at < data.len; at += 2) {
        uint64_t byte = 0;
        struct pp_sv digits = pp_sv_sub(data, at, 2);
        if (digits.len != 2 || !pp_hex_to_u64(digits, 2, &byte)) {
            return false;
        }
        pp_buf_add_char(out, (char)byte);
    }
    return true;
}

/* `4000-4010\05000-5000`: strings joined by a backslash and a zero; one or two
 * of them may stand at the end. */
static void read_strings(struct pp_sv data, struct pp_buf *out)
{
    const struct pp_sv joint = PP_SV("\\0");
    while (pp_sv_ends(data, joint)) {
        data = pp_sv_sub(data, 0, data.len - joint.len);
    }
    while (data.len > 0) {
        size_t end = pp_sv_find(data, joint, 0);
        pp_buf_add(out, pp_sv_sub(data, 0, end));
        pp_buf_add_char(out, '\0');
        data = end == SIZE_MAX ? (struct pp_sv){NULL, 0}
                               : pp_sv_sub(data, end + joint.len, SIZE_MAX);
    }
}

/* PP_REG_BAD: `why` says what was expected. */
static struct pp_reg_result read_value(const struct row *row,
                                       struct pp_buf *scratch,
                                       struct pp_registry_fact *value)
{
    struct pp_reg_result result = {PP_REG_TAKEN, NULL};
    bool is_good = true;
    pp_buf_clear(scratch);
    if (!pp_reg_type_named(row->type, &value->type)) {
        return (struct pp_reg_result){PP_REG_OTHER_TYPE, NULL};
    }
    if (value->type == PP_REG_DWORD || value->type == PP_REG_QWORD) {
        result.why = "a number such as 0xea60";
        is_good =
            read_number(row->data, value->type == PP_REG_DWORD ? 8 : 16, value);
    } else if (value->type == PP_REG_BINARY) {
        result.why = "pairs of hexadecimal digits";
        is_good = read_bytes(row->data, scratch);
        value->text = pp_buf_view(scratch);
    } else if (value->type == PP_REG_MULTI_SZ) {
        read_strings(row->data, scratch);
        value->text = pp_buf_view(scratch);
    } else {
        value->text = row->data;
    }
    result.verdict = is_good ? PP_REG_TAKEN : PP_REG_BAD;
    return result;
}

/* Below a key a row has its fields set apart, or a number that no sentence
 * would have. */
static bool is_row_below_key(const struct row *row)
{
    struct pp_registry_fact value;
    return row->gap != GAP_BLANK ||
           (pp_reg_type_named(row->type, &value.type) &&
            (value.type == PP_REG_DWORD || value.type == PP_REG_QWORD) &&
            read_number(row->data, 16, &value) &&
            pp_sv_find(row->name, PP_SV(" "), 0) == SIZE_MAX);
}

static enum pp_status take_value(struct reg_query *reg,
                                 struct pp_context *context,
                                 const struct row *row)
{
    bool is_default = is_in_brackets(row->name);
    struct pp_registry_fact value = {.key = pp_buf_view(&reg->key)};
    struct pp_reg_result result = read_value(row, &reg->data, &value);
    PP_TRY(reg->data.status);
    pp_context_reclaim(context, &reg->key_hold, PP_TAKE_USED);
    PP_TRY(pp_section_extend_from(
        &reg->section, context, PP_SECTION_REG_QUERY, reg->key_line));
    if (result.verdict == PP_REG_OTHER_TYPE ||
        (is_default && is_in_brackets(row->data))) {
        /* `(Default)    REG_SZ    (value not set)` */
        pp_context_take(context, PP_TAKE_IGNORED);
        return PP_OK;
    }
    if (result.verdict == PP_REG_BAD) {
        struct pp_diag draft =
            pp_context_draft(context, PP_DIAG_REG_VALUE_MALFORMED, row->data);
        pp_diags_add(
            context->options.diags,
            &draft,
            "'%.*s' is not a valid %.*s, %s expected; the value is left out",
            PP_SV_ARGS(row->data),
            PP_SV_ARGS(row->type),
            result.why);
        pp_context_take(context, PP_TAKE_REJECTED);
        return PP_OK;
    }
    struct pp_fact fact =
        pp_section_fact(&reg->section, context, PP_FACT_REGISTRY, row->name);
    value.name = is_default ? (struct pp_sv){NULL, 0} : row->name;
    fact.as.registry = value;
    pp_context_take(context, PP_TAKE_USED);
    return pp_reg_emit(context, &fact, context->line_text);
}

/* --- lines ---------------------------------------------------------------- */

static void
take_key(struct reg_query *reg, struct pp_context *context, struct pp_sv text)
{
    pp_context_release(context, &reg->key_hold);
    pp_buf_clear(&reg->key);
    pp_buf_add(&reg->key, text);
    reg->has_key = true;
    reg->key_line = context->line_number;
    pp_context_take(context, PP_TAKE_IGNORED);
    pp_context_hold(context, &reg->key_hold);
}

static void report_no_key(struct pp_context *context, const struct row *row)
{
    struct pp_diag draft =
        pp_context_draft(context, PP_DIAG_REG_VALUE_NO_KEY, row->name);
    pp_diags_add(context->options.diags,
                 &draft,
                 "the value '%.*s' has no key above it, it is left out",
                 PP_SV_ARGS(row->name));
    pp_context_take(context, PP_TAKE_REJECTED);
}

/* The key as the line has it: the driver may have taken `\t` and `\n` in it
 * for the escapes of a string literal. */
static struct pp_sv key_text(const struct pp_context *context,
                             const struct pp_offer *offer)
{
    if (!pp_reg_starts_with_root(pp_sv_sub(
            offer->bare, 0, pp_sv_find(offer->bare, PP_SV("\\"), 0)))) {
        return (struct pp_sv){NULL, 0};
    }
    struct pp_sv whole = pp_strip_marks(context->line_text);
    if (is_key(whole)) {
        return whole;
    }
    return is_key(offer->bare) ? offer->bare : (struct pp_sv){NULL, 0};
}

static enum pp_status
take(void *state, struct pp_context *context, const struct pp_offer *offer)
{
    struct reg_query *reg = state;
    struct row row = {.gap = GAP_BLANK};
    /* The parser of the line before is offered it with its quote marks. */
    bool is_row = pp_sv_find(offer->bare, PP_SV("REG_"), 0) != SIZE_MAX &&
                  split_row(pp_strip_marks(offer->bare), &row);
    struct pp_sv key =
        is_row ? (struct pp_sv){NULL, 0} : key_text(context, offer);
    bool is_value = is_row && is_near(reg, context) && is_row_below_key(&row);
    bool is_orphan = is_row && !is_value && !is_near(reg, context) &&
                     row.gap == GAP_EXACT &&
                     gap_of(leading_blanks(offer->line)) == GAP_EXACT;
    if (key.len == 0 && !is_value && !is_orphan) {
        return PP_OK;
    }
    if (reg->key.max == 0) {
        pp_buf_init(&reg->key, PP_LIMIT_LINE_BYTES);
        pp_buf_init(&reg->data, PP_LIMIT_LINE_BYTES);
    }
    reg->nonblank_line = context->nonblank_line;
    if (key.len > 0) {
        take_key(reg, context, key);
        return reg->key.status;
    }
    if (is_value) {
        return take_value(reg, context, &row);
    }
    report_no_key(context, &row);
    return PP_OK;
}

static enum pp_status close(void *state, struct pp_context *context)
{
    struct reg_query *reg = state;
    pp_context_release(context, &reg->key_hold);
    reg->has_key = false;
    return pp_section_close(&reg->section, context);
}

static void done(void *state)
{
    struct reg_query *reg = state;
    pp_buf_done(&reg->key);
    pp_buf_done(&reg->data);
}

const struct pp_parser pp_parser_reg_query = {
    .name = "reg_query",
    .state_size = sizeof(struct reg_query),
    .take = take,
    .close = close,
    .done = done,
};
