/* Secrets inside registry data written in hexadecimal. */
#include "redact_hex.h"

#include "base/alloc.h"
#include "base/bounds.h"
#include "base/bytes.h"
#include "base/utf8.h"
#include "redact_line.h"

enum {
    MOST_LINES_BYTES = 4 * PP_LIMIT_REGISTRY_VALUE_BYTES,
};

void pp_hex_init(struct pp_hex_value *value)
{
    *value = (struct pp_hex_value){0};
    pp_buf_init(&value->lines, MOST_LINES_BYTES);
}

void pp_hex_done(struct pp_hex_value *value)
{
    pp_buf_done(&value->lines);
    pp_free(value->digits.items);
    *value = (struct pp_hex_value){0};
}

/* --- gathering ------------------------------------------------------------ */

/* All pairs of digits up to the end of the line: a list may stand in a string
 * literal, with escapes in it. */
static enum pp_status
gather_digits(struct pp_hex_value *value, struct pp_sv line, size_t from)
{
    for (size_t at = from; at + 1 < line.len; at++) {
        if (pp_hex_digit(line.ptr[at]) > 15 ||
            pp_hex_digit(line.ptr[at + 1]) > 15) {
            continue;
        }
        PP_TRY(PP_VEC_RESERVE(&value->digits, 1, MOST_LINES_BYTES));
        value->digits.items[value->digits.count++] = value->lines.len + at;
        at++;
    }
    return PP_OK;
}

enum pp_status pp_hex_take(struct pp_hex_value *value,
                           const struct pp_scan *scan,
                           const char *end,
                           bool *ret_taken)
{
    struct pp_sv line = scan->line;
    size_t from = 0;
    /* A value that is far too long ends here, and its rest is text. */
    bool is_taken = value->lines.len + line.len + 2 <= MOST_LINES_BYTES;
    if (value->is_open) {
        is_taken = is_taken && pp_is_all_of(line, PP_HEX_DIGITS " \t,\\");
    } else if (pp_redact_match(
                   scan->patterns, PP_REDACT_PATTERN_HEX_DATA, line, 0)) {
        struct pp_sv head = scan->patterns->groups[0];
        from = pp_scan_offset(scan, head) + head.len;
        is_taken = line.len + 2 <= MOST_LINES_BYTES;
        pp_buf_clear(&value->lines);
        value->digits.count = 0;
    } else {
        is_taken = false;
    }
    *ret_taken = is_taken;
    value->is_open = is_taken && pp_sv_ends(pp_sv_trim(line), PP_SV("\\"));
    if (is_taken) {
        PP_TRY(gather_digits(value, line, from));
        pp_buf_add(&value->lines, line);
        pp_buf_add_str(&value->lines, end);
    }
    return value->lines.status;
}

/* --- the text in the bytes ------------------------------------------------ */

static unsigned byte_at(const struct pp_hex_value *value, size_t index)
{
    const char *at = value->lines.data + value->digits.items[index];
    return pp_hex_digit(at[0]) << 4 | pp_hex_digit(at[1]);
}

/* Text made of the bytes, of which byte each of its own came, and which are
 * marked as secret. */
struct hidden {
    struct pp_buf text;
    PP_VEC(uint32_t) origins;
    PP_VEC(char) marks;
};

/* Codes of `width` bytes from byte `from` on. A code that is not text
 * separates words. */
static enum pp_status decode(const struct pp_hex_value *value,
                             size_t width,
                             size_t from,
                             struct hidden *hidden)
{
    pp_buf_clear(&hidden->text);
    hidden->origins.count = 0;
    for (size_t i = from; i + width <= value->digits.count; i += width) {
        char bytes[PP_UTF8_MAX_BYTES];
        uint32_t code = byte_at(value, i);
        code |= width == 2 ? (uint32_t)byte_at(value, i + 1) << 8 : 0;
        bool is_text =
            code >= 0x20 && code != 0x7F && !(code >= 0xD800 && code <= 0xDFFF);
        size_t len = pp_utf8_encode(is_text ? code : '\n', bytes);
        PP_TRY(PP_VEC_RESERVE(
            &hidden->origins, len, 4 * (size_t)MOST_LINES_BYTES));
        for (size_t k = 0; k < len; k++) {
            hidden->origins.items[hidden->origins.count++] = (uint32_t)i;
        }
        pp_buf_add(&hidden->text, (struct pp_sv){bytes, len});
    }
    PP_TRY(hidden->text.status);
    size_t size = hidden->text.len + 1;
    hidden->marks.count = 0;
    PP_TRY(PP_VEC_RESERVE(&hidden->marks, size, 8 * (size_t)MOST_LINES_BYTES));
    memset(hidden->marks.items, 0, size);
    return PP_OK;
}

/* String by string. */
static enum pp_status scan_strings(struct hidden *hidden, struct pp_scan *scan)
{
    struct pp_sv text = pp_buf_view(&hidden->text);
    size_t from = 0;
    for (size_t at = 0; at <= text.len; at++) {
        if (at < text.len && text.ptr[at] != '\n' &&
            at - from < PP_LIMIT_LINE_BYTES) {
            continue;
        }
        if (at - from > 2) {
            scan->line = pp_sv_sub(text, from, at - from);
            scan->marks = hidden->marks.items + from;
            pp_scan_begin(scan);
            pp_scan_line(scan);
            PP_TRY(pp_scan_end(scan));
        }
        from = at + 1;
    }
    return PP_OK;
}

static void overwrite(struct pp_hex_value *value, size_t index, const char *hex)
{
    memcpy(value->lines.data + value->digits.items[index], hex, 2);
}

static void mask(struct pp_hex_value *value,
                 const struct hidden *hidden,
                 size_t width,
                 uint64_t *io_masked)
{
    for (size_t i = 0; i < hidden->text.len; i++) {
        if (hidden->marks.items[i] == 0) {
            continue;
        }
        size_t index = hidden->origins.items[i];
        overwrite(value, index, "78");
        if (width == 2) {
            overwrite(value, index + 1, "00");
        }
        *io_masked += i == 0 || hidden->origins.items[i - 1] != index;
    }
}

/* A SID in bytes (MS-DTYP 2.4.2.2): revision 1, how many numbers, authority 5,
 * the number 21, then the three of the machine or the domain and what is
 * inside it. */
static void mask_sids(struct pp_hex_value *value, uint64_t *io_masked)
{
    enum {
        HEAD = 12,
        DOMAIN_BYTES = 12
    };
    static const unsigned head[HEAD] = {1, 0, 0, 0, 0, 0, 0, 5, 21, 0, 0, 0};
    size_t count = value->digits.count;
    for (size_t from = 0; from + HEAD + DOMAIN_BYTES <= count; from++) {
        size_t same = 0;
        while (same < HEAD &&
               (same == 1 || byte_at(value, from + same) == head[same])) {
            same++;
        }
        if (same < HEAD || byte_at(value, from + 1) < 4) {
            continue;
        }
        for (size_t i = from + HEAD; i < from + HEAD + DOMAIN_BYTES; i++) {
            *io_masked += byte_at(value, i) != 0x78;
            overwrite(value, i, "78");
        }
    }
}

enum pp_status pp_hex_scan(struct pp_hex_value *value,
                           const struct pp_scan *scan,
                           uint64_t *io_masked)
{
    /* UTF-16 from an even or an odd byte on, and single bytes. */
    static const struct {
        size_t width;
        size_t from;
    } ways[] = {{2, 0}, {2, 1}, {1, 0}};
    struct hidden hidden = {0};
    uint64_t ignored = 0;
    struct pp_scan inner = *scan;
    inner.mode = scan->mode == PP_SCAN_LEARN ? PP_SCAN_LEARN : PP_SCAN_MARK;
    inner.kept_processes = &ignored;
    pp_buf_init(&hidden.text, 4 * (size_t)MOST_LINES_BYTES);
    enum pp_status status = PP_OK;
    for (size_t i = 0; i < PP_ARRAY_LEN(ways) && status == PP_OK; i++) {
        status = decode(value, ways[i].width, ways[i].from, &hidden);
        if (status == PP_OK) {
            status = scan_strings(&hidden, &inner);
        }
        if (status == PP_OK && inner.mode == PP_SCAN_MARK) {
            mask(value, &hidden, ways[i].width, io_masked);
        }
    }
    if (status == PP_OK && inner.mode == PP_SCAN_MARK) {
        mask_sids(value, io_masked);
    }
    pp_buf_done(&hidden.text);
    pp_free(hidden.origins.items);
    pp_free(hidden.marks.items);
    return status;
}
