/*
 * Registry exports line by line. A value may go on over many lines; its bytes
 * are gathered as they come, never its text, so that memory is bounded by the
 * largest value (PP_LIMIT_REGISTRY_VALUE_BYTES).
 *
 * Knows the syntax only; pp_reg_emit knows what values mean.
 */
#include <stdint.h>

#include "base/bounds.h"
#include "base/bytes.h"
#include "base/cursor.h"
#include "parse/line/clean.h"
#include "parse/line/parsers.h"
#include "reg_line.h"
#include "reg_value.h"

/* A value in the making. */
struct pending {
    bool is_open;
    bool is_string; /* else a list of bytes */
    bool is_bad;    /* reported; the rest of its lines goes with it */
    bool is_long;   /* more than is kept */
    uint32_t number;
    uint32_t span;         /* columns of its first line */
    struct pp_place place; /* where it begins */
    struct pp_hold hold;   /* its lines but the last */
    struct pp_buf name;
    struct pp_buf bytes;
};

struct reg_export {
    bool is_file; /* a first line such as REGEDIT4 was seen */
    bool has_key;
    enum pp_reg_chars chars;
    struct pp_open_section section;
    struct pp_buf key;
    struct pp_hold key_hold; /* a key's line, until a value follows */
    uint64_t key_line;
    uint64_t nonblank_line; /* of the line taken last; 0: none */
    uint64_t line;          /* the same, blank lines counted */
    struct pending pending;
    struct pp_buf scratch; /* a decoded string */
};

/* --- what a line is ------------------------------------------------------- */

/* In a file everything belongs to it, in a paste what is near. */
static bool is_near(const struct reg_export *reg,
                    const struct pp_context *context)
{
    return reg->is_file ||
           (reg->has_key && pp_context_is_near(context, reg->nonblank_line));
}

/* The driver may have undone `\t` and `\n` in a key, which it takes for the
 * escapes of a string literal: a line that is a key as a whole says so. */
static enum pp_reg_line_kind find_key(const struct pp_context *context,
                                      const struct pp_offer *offer,
                                      struct pp_sv bare,
                                      struct pp_reg_line *ret_line)
{
    uintptr_t at = (uintptr_t)offer->line.ptr;
    uintptr_t start = (uintptr_t)context->line_text.ptr;
    bool is_view = at >= start && at <= start + context->line_text.len;
    if (!is_view && (pp_sv_starts_nocase(bare, PP_SV("[HK")) ||
                     pp_sv_starts_nocase(bare, PP_SV("[-HK")))) {
        bool is_comment = false;
        struct pp_sv whole = pp_reg_strip_line(context->line_text, &is_comment);
        if (!is_comment &&
            pp_reg_split_key(whole, ret_line) == PP_REG_LINE_KEY) {
            ret_line->text = whole;
            return PP_REG_LINE_KEY;
        }
    }
    enum pp_reg_line_kind kind = pp_reg_split_key(bare, ret_line);
    if (kind == PP_REG_LINE_OTHER) {
        kind = pp_reg_split_key(offer->text, ret_line);
    }
    return kind;
}

/* Whether the line goes on with the value above. */
static bool goes_on(const struct reg_export *reg,
                    const struct pp_context *context,
                    const struct pp_reg_line *line)
{
    const struct pending *pending = &reg->pending;
    if (!pending->is_open || context->nonblank_line - reg->nonblank_line > 1 ||
        (pending->is_string &&
         context->line_number - pending->place.line > PP_CONTEXT_REACH)) {
        return false;
    }
    if (!pending->is_string) {
        return pp_reg_is_byte_list(line->text) ||
               (pending->is_bad && line->kind == PP_REG_LINE_OTHER &&
                pp_sv_ends(line->text, PP_SV("\\")));
    }
    return line->kind == PP_REG_LINE_OTHER ||
           line->kind == PP_REG_LINE_COMMENT ||
           line->kind == PP_REG_LINE_KEY_ALIEN;
}

static enum pp_reg_line_kind classify(const struct reg_export *reg,
                                      const struct pp_context *context,
                                      const struct pp_offer *offer,
                                      struct pp_reg_line *ret_line)
{
    bool is_comment = false;
    enum pp_reg_chars chars;
    bool near = is_near(reg, context);
    struct pp_sv bare =
        near ? pp_reg_strip_line(offer->line, &is_comment) : offer->bare;
    ret_line->text = bare;
    if (pp_reg_is_header(bare, &chars)) {
        return PP_REG_LINE_HEADER;
    }
    enum pp_reg_line_kind kind = find_key(context, offer, bare, ret_line);
    if (kind == PP_REG_LINE_KEY || (near && kind == PP_REG_LINE_KEY_CUT) ||
        (reg->is_file && kind == PP_REG_LINE_KEY_ALIEN)) {
        return kind;
    }
    if (near && is_comment) {
        return PP_REG_LINE_COMMENT;
    }
    /* Texts of programs look like strings: in a paste those stand below a key
     * or another value, with nothing between. */
    bool is_below = near && (reg->is_file ||
                             context->nonblank_line - reg->nonblank_line <= 1);
    bool is_value =
        pp_reg_split_value(bare, ret_line) && (is_below || ret_line->has_mark);
    return is_value ? PP_REG_LINE_VALUE : PP_REG_LINE_OTHER;
}

/* --- values --------------------------------------------------------------- */

/* The value is wrong at `part` of the current line. */
static void
report_malformed(struct pp_context *context, struct pp_sv part, const char *why)
{
    struct pp_diag draft =
        pp_context_draft(context, PP_DIAG_REG_VALUE_MALFORMED, part);
    pp_diags_add(
        context->options.diags, &draft, "%s, the value is left out", why);
}

/* `subject` ends too early, at `part` of the current line. */
static void
report_cut(struct pp_context *context, struct pp_sv part, struct pp_sv subject)
{
    struct pp_diag draft =
        pp_context_draft(context, PP_DIAG_REG_VALUE_CUT, part);
    pp_diags_add(context->options.diags,
                 &draft,
                 "'%.*s' ends too early, it is left out",
                 PP_SV_ARGS(subject));
}

/* The lines of the value before the current one are `take`. */
static void
settle(struct reg_export *reg, struct pp_context *context, enum pp_take take)
{
    reg->pending.is_open = false;
    pp_context_reclaim(context, &reg->pending.hold, take);
}

/* The value was never finished. */
static void abandon(struct reg_export *reg, struct pp_context *context)
{
    struct pending *pending = &reg->pending;
    if (!pending->is_open) {
        return;
    }
    if (!pending->is_bad) {
        struct pp_diag draft = {.code = PP_DIAG_REG_VALUE_CUT,
                                .place = pending->place,
                                .span = pending->span};
        pp_diags_add(context->options.diags,
                     &draft,
                     "'%.*s' ends too early, it is left out",
                     PP_SV_ARGS(pp_buf_view(&pending->name)));
    }
    reg->section.section.complete = PP_NO;
    settle(reg, context, PP_TAKE_REJECTED);
}

/* Copies quoted text without its escapes. A backslash before anything but a
 * backslash or a quote is one that somebody forgot to double. */
static void add_unescaped(struct pp_buf *out, struct pp_sv text)
{
    for (size_t i = 0; i < text.len; i++) {
        bool is_escape = text.ptr[i] == '\\' && i + 1 < text.len &&
                         (text.ptr[i + 1] == '\\' || text.ptr[i + 1] == '"');
        i += is_escape;
        pp_buf_add_char(out, text.ptr[i]);
    }
}

static enum pp_status emit(struct reg_export *reg,
                           struct pp_context *context,
                           const struct pp_registry_fact *value)
{
    struct pp_fact fact = {
        .kind = PP_FACT_REGISTRY,
        .section = reg->section.index,
        .place = reg->pending.place,
        .as.registry = *value,
    };
    fact.as.registry.key = pp_buf_view(&reg->key);
    fact.as.registry.name = pp_buf_view(&reg->pending.name);
    const bool is_here = fact.place.line == context->line_number;
    return pp_reg_emit(
        context, &fact, is_here ? context->line_text : (struct pp_sv){NULL, 0});
}

/* The value has all its bytes: decodes and emits it. `part` of the current
 * line is where it ends. */
static enum pp_status decode(struct reg_export *reg,
                             struct pp_context *context,
                             struct pp_sv part,
                             enum pp_take *ret_take)
{
    struct pending *pending = &reg->pending;
    struct pp_registry_fact value = {.type = PP_REG_SZ,
                                     .text = pp_buf_view(&pending->bytes)};
    struct pp_reg_result result = {PP_REG_TAKEN, NULL};
    if (!pending->is_string) {
        const struct pp_reg_raw raw = {pending->number, reg->chars, value.text};
        PP_TRY(pp_reg_decode(&raw, &reg->scratch, &value, &result));
    }
    switch (result.verdict) {
    case PP_REG_TAKEN:
        *ret_take = PP_TAKE_USED;
        return emit(reg, context, &value);
    case PP_REG_OTHER_TYPE:
        *ret_take = PP_TAKE_IGNORED;
        return PP_OK;
    case PP_REG_BAD:
        *ret_take = PP_TAKE_REJECTED;
        report_malformed(context, part, result.why);
        return PP_OK;
    }
    return PP_OK;
}

/* The current line is the value's last. */
static enum pp_status
finish(struct reg_export *reg, struct pp_context *context, struct pp_sv part)
{
    enum pp_take take = PP_TAKE_REJECTED;
    if (reg->pending.is_long && !reg->pending.is_bad) {
        struct pp_diag draft =
            pp_context_draft(context, PP_DIAG_REG_VALUE_LONG, part);
        pp_diags_add(
            context->options.diags,
            &draft,
            "the value that ends here has more than %d bytes and was skipped",
            PP_LIMIT_REGISTRY_VALUE_BYTES);
        take = PP_TAKE_IGNORED;
    } else if (!reg->pending.is_bad) {
        PP_TRY(decode(reg, context, part, &take));
    }
    settle(reg, context, take);
    pp_context_take(context, take);
    return PP_OK;
}

/* The value goes on below. */
static void keep_open(struct reg_export *reg, struct pp_context *context)
{
    reg->pending.is_open = true;
    pp_context_take(context, PP_TAKE_IGNORED);
    pp_context_hold(context, &reg->pending.hold);
}

static void add_byte(struct pending *pending, unsigned byte)
{
    if (pending->bytes.len >= PP_LIMIT_REGISTRY_VALUE_BYTES) {
        pending->is_long = true;
        return;
    }
    pp_buf_add_char(&pending->bytes, (char)byte);
}

/* `31,00,34,\`: whether another line follows. Errors are reported. */
static bool feed_bytes(struct pending *pending,
                       struct pp_context *context,
                       struct pp_sv text)
{
    struct pp_cursor cursor = pp_cursor_over(text);
    bool wants_more = false;
    for (;;) {
        (void)pp_cursor_skip_blanks(&cursor);
        struct pp_sv rest = pp_cursor_rest(&cursor);
        if (rest.len == 0 || rest.ptr[0] == ';') {
            return wants_more;
        }
        if (pp_sv_equal(pp_sv_trim(rest), PP_SV("\\"))) {
            return true;
        }
        uint64_t byte = 0;
        if (!pp_hex_to_u64(pp_sv_sub(rest, 0, 2), 2, &byte) || rest.len < 2) {
            report_malformed(context, rest, "two hexadecimal digits expected");
            pending->is_bad = true;
            return pp_sv_ends(rest, PP_SV("\\"));
        }
        add_byte(pending, (unsigned)byte);
        cursor.at += 2;
        (void)pp_cursor_skip_blanks(&cursor);
        wants_more = pp_cursor_take(&cursor, ',');
        rest = pp_cursor_rest(&cursor);
        if (!wants_more && rest.len > 0 && rest.ptr[0] != ';' &&
            rest.ptr[0] != '\\') {
            report_malformed(context, rest, "a comma expected");
            pending->is_bad = true;
            return pp_sv_ends(rest, PP_SV("\\"));
        }
    }
}

/* The text behind an opening quote, or a further line of it. */
static enum pp_status feed_string(struct reg_export *reg,
                                  struct pp_context *context,
                                  struct pp_sv text)
{
    struct pending *pending = &reg->pending;
    size_t close = pp_reg_closing_quote(text, 0);
    struct pp_sv part = pp_sv_sub(text, 0, close);
    if (pending->bytes.len + part.len >= PP_LIMIT_REGISTRY_VALUE_BYTES) {
        pending->is_long = true;
    } else {
        add_unescaped(&pending->bytes, part);
    }
    if (close == SIZE_MAX && !reg->is_file) {
        /* Only a file may be trusted to end its strings further below. */
        report_cut(context, text, pp_buf_view(&reg->pending.name));
        pending->is_bad = true;
    } else if (close == SIZE_MAX) {
        keep_open(reg, context);
        return PP_OK;
    }
    struct pp_sv tail = pp_trim_wide(pp_sv_sub(text, part.len + 1, SIZE_MAX));
    if (tail.len > 0 && tail.ptr[0] != ';') {
        report_malformed(context, tail, "nothing expected after the quote");
        pending->is_bad = true;
    }
    return finish(reg, context, text);
}

/* `0000ea60`. Exports always write eight digits: a number that begins with 0
 * and has fewer was cut. */
static enum pp_status feed_dword(struct reg_export *reg,
                                 struct pp_context *context,
                                 struct pp_sv text)
{
    uint64_t number = 0;
    struct pp_sv digits =
        pp_sv_trim(pp_sv_sub(text, 0, pp_sv_find(text, PP_SV(";"), 0)));
    if (digits.len == 0 || (digits.len > 1 && digits.len < 8 &&
                            pp_sv_starts(digits, PP_SV("0")))) {
        report_cut(context, text, pp_buf_view(&reg->pending.name));
        reg->pending.is_bad = true;
    } else if (!pp_hex_to_u64(digits, 8, &number)) {
        report_malformed(
            context, digits, "at most eight hexadecimal digits expected");
        reg->pending.is_bad = true;
    }
    for (unsigned shift = 0; shift < 32; shift += 8) {
        add_byte(&reg->pending, (unsigned)(number >> shift) & 0xFF);
    }
    return finish(reg, context, text);
}

/* Further bytes; the value ends here or goes on below. */
static enum pp_status
feed_list(struct reg_export *reg, struct pp_context *context, struct pp_sv text)
{
    if (feed_bytes(&reg->pending, context, text)) {
        keep_open(reg, context);
        return PP_OK;
    }
    return finish(reg, context, text);
}

static enum pp_status feed_data(struct reg_export *reg,
                                struct pp_context *context,
                                const struct pp_reg_line *line)
{
    struct pp_sv rest;
    switch (pp_reg_split_data(line->data, &reg->pending.number, &rest)) {
    case PP_REG_DATA_STRING:
        reg->pending.is_string = true;
        return feed_string(reg, context, rest);
    case PP_REG_DATA_DWORD:
        return feed_dword(reg, context, rest);
    case PP_REG_DATA_BYTES:
        return feed_list(reg, context, rest);
    case PP_REG_DATA_OTHER:
        break;
    }
    if (line->data.len == 0) {
        report_cut(context, line->text, pp_buf_view(&reg->pending.name));
    } else {
        report_malformed(
            context, line->data, "a string, dword: or hex: expected");
    }
    reg->pending.is_bad = true;
    return finish(reg, context, line->data);
}

/* --- lines ---------------------------------------------------------------- */

/* A line of a value that is rejected. */
static enum pp_status pass_over(struct reg_export *reg,
                                struct pp_context *context,
                                const struct pp_reg_line *line)
{
    if (pp_sv_ends(line->text, PP_SV("\\"))) {
        keep_open(reg, context);
        return PP_OK;
    }
    return finish(reg, context, line->text);
}

/* A new value at the current line. */
static enum pp_status start_value(struct reg_export *reg,
                                  struct pp_context *context,
                                  const struct pp_reg_line *line)
{
    struct pending *pending = &reg->pending;
    const struct pp_diag draft =
        pp_context_draft(context, PP_DIAG_REG_VALUE_NO_KEY, line->text);
    pending->is_string = false;
    pending->is_bad = false;
    pending->is_long = false;
    pending->place = draft.place;
    pending->span = draft.span;
    pp_buf_clear(&pending->name);
    pp_buf_clear(&pending->bytes);
    add_unescaped(&pending->name, line->subject);
    if (reg->has_key && is_near(reg, context)) {
        pp_context_reclaim(context, &reg->key_hold, PP_TAKE_USED);
        return pp_section_extend_from(
            &reg->section, context, PP_SECTION_REG_EXPORT, reg->key_line);
    }
    pending->is_bad = true;
    pp_diags_add(context->options.diags,
                 &draft,
                 "the value '%.*s' has no key above it, it is left out",
                 PP_SV_ARGS(pp_buf_view(&pending->name)));
    return PP_OK;
}

static enum pp_status take_value(struct reg_export *reg,
                                 struct pp_context *context,
                                 const struct pp_reg_line *line)
{
    const struct pp_registry_fact deleted = {.type = PP_REG_DELETED};
    PP_TRY(start_value(reg, context, line));
    if (reg->pending.is_bad) {
        return pass_over(reg, context, line);
    }
    if (!pp_sv_equal(line->data, PP_SV("-"))) {
        return feed_data(reg, context, line);
    }
    if (line->is_default) {
        /* Without a name it would look like a deleted key. */
        pp_context_take(context, PP_TAKE_IGNORED);
        return PP_OK;
    }
    pp_context_take(context, PP_TAKE_USED);
    return emit(reg, context, &deleted);
}

static enum pp_status take_more(struct reg_export *reg,
                                struct pp_context *context,
                                const struct pp_offer *offer,
                                const struct pp_reg_line *line)
{
    struct pending *pending = &reg->pending;
    if (reg->section.is_open) {
        reg->section.section.last_line = context->line_number;
    }
    if (pending->is_string) {
        pp_buf_add_repeated(
            &pending->bytes, '\n', (size_t)(context->line_number - reg->line));
        return feed_string(reg, context, offer->line);
    }
    if (pending->is_bad) {
        return pass_over(reg, context, line);
    }
    return feed_list(reg, context, line->text);
}

static enum pp_status take_key(struct reg_export *reg,
                               struct pp_context *context,
                               const struct pp_reg_line *line)
{
    const struct pp_registry_fact deleted = {.type = PP_REG_DELETED};
    pp_context_release(context, &reg->key_hold);
    pp_buf_clear(&reg->key);
    pp_buf_add(&reg->key, pp_sv_trim(line->subject));
    reg->has_key = !line->is_deletion;
    reg->key_line = context->line_number;
    if (!line->is_deletion && !reg->section.is_open) {
        pp_context_take(context, PP_TAKE_IGNORED);
        pp_context_hold(context, &reg->key_hold);
        return PP_OK;
    }
    pp_context_take(context, PP_TAKE_USED);
    PP_TRY(pp_section_extend_from(
        &reg->section, context, PP_SECTION_REG_EXPORT, context->line_number));
    if (!line->is_deletion) {
        return PP_OK;
    }
    reg->pending.place = pp_context_place(context, line->text);
    pp_buf_clear(&reg->pending.name);
    return emit(reg, context, &deleted);
}

static enum pp_status take_header(struct reg_export *reg,
                                  struct pp_context *context,
                                  const struct pp_reg_line *line)
{
    PP_TRY(pp_section_close(&reg->section, context));
    pp_context_release(context, &reg->key_hold);
    reg->has_key = false;
    reg->is_file = pp_reg_is_header(line->text, &reg->chars);
    pp_context_take(context, PP_TAKE_USED);
    return pp_section_extend_from(
        &reg->section, context, PP_SECTION_REG_EXPORT, context->line_number);
}

static enum pp_status take_line(struct reg_export *reg,
                                struct pp_context *context,
                                const struct pp_offer *offer,
                                const struct pp_reg_line *line)
{
    switch (line->kind) {
    case PP_REG_LINE_MORE:
        return take_more(reg, context, offer, line);
    case PP_REG_LINE_VALUE:
        return take_value(reg, context, line);
    case PP_REG_LINE_KEY:
        return take_key(reg, context, line);
    case PP_REG_LINE_HEADER:
        return take_header(reg, context, line);
    case PP_REG_LINE_KEY_CUT:
        report_cut(context, line->text, line->text);
        reg->has_key = false;
        pp_context_take(context, PP_TAKE_REJECTED);
        return PP_OK;
    case PP_REG_LINE_KEY_ALIEN:
        reg->has_key = false;
        pp_context_take(context, PP_TAKE_IGNORED);
        return PP_OK;
    case PP_REG_LINE_COMMENT:
        pp_context_take(context, PP_TAKE_IGNORED);
        break;
    case PP_REG_LINE_OTHER:
        break;
    }
    return PP_OK;
}

static void make_ready(struct reg_export *reg)
{
    if (reg->key.max == 0) {
        pp_buf_init(&reg->key, PP_LIMIT_LINE_BYTES);
        pp_buf_init(&reg->pending.name, PP_LIMIT_LINE_BYTES);
        /* A line more than the limit may be gathered before that shows. */
        pp_buf_init(&reg->pending.bytes,
                    PP_LIMIT_REGISTRY_VALUE_BYTES + PP_LIMIT_LINE_BYTES);
        /* Three bytes of UTF-8 for two of UTF-16 or for one of ANSI. */
        pp_buf_init(&reg->scratch, (size_t)4 * PP_LIMIT_REGISTRY_VALUE_BYTES);
    }
}

static enum pp_status
take(void *state, struct pp_context *context, const struct pp_offer *offer)
{
    struct reg_export *reg = state;
    struct pp_reg_line line = {.kind = PP_REG_LINE_OTHER};
    line.kind = classify(reg, context, offer, &line);
    if (goes_on(reg, context, &line)) {
        line.kind = PP_REG_LINE_MORE;
    }
    if (line.kind == PP_REG_LINE_OTHER) {
        return PP_OK;
    }
    make_ready(reg);
    if (line.kind != PP_REG_LINE_MORE) {
        abandon(reg, context);
    }
    PP_TRY(take_line(reg, context, offer, &line));
    reg->nonblank_line = context->nonblank_line;
    reg->line = context->line_number;
    PP_TRY(reg->key.status);
    PP_TRY(reg->pending.name.status);
    return reg->pending.bytes.status;
}

static enum pp_status close(void *state, struct pp_context *context)
{
    struct reg_export *reg = state;
    abandon(reg, context);
    pp_context_release(context, &reg->key_hold);
    reg->has_key = false;
    reg->is_file = false;
    reg->chars = PP_REG_CHARS_GUESS;
    return pp_section_close(&reg->section, context);
}

static void done(void *state)
{
    struct reg_export *reg = state;
    pp_buf_done(&reg->key);
    pp_buf_done(&reg->pending.name);
    pp_buf_done(&reg->pending.bytes);
    pp_buf_done(&reg->scratch);
}

const struct pp_parser pp_parser_reg_export = {
    .name = "reg_export",
    .state_size = sizeof(struct reg_export),
    .take = take,
    .close = close,
    .done = done,
};
