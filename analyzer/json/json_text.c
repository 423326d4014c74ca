/* JSON strings and numbers. */
#include "json_text.h"

#include <math.h>

#include "base/utf8.h"

/* One \uXXXX, or two of them for what lies above U+FFFF. */
static void escape_code(struct pp_buf *out, uint32_t code)
{
    if (code >= 0x10000) {
        code -= 0x10000;
        pp_buf_printf(out, "\\u%04x", 0xD800 + (unsigned)(code >> 10));
        code = 0xDC00 + (code & 0x3FF);
    }
    pp_buf_printf(out, "\\u%04x", (unsigned)code);
}

static void write_special(struct pp_buf *out, uint32_t code)
{
    static const struct {
        uint32_t code;
        const char *text;
    } specials[] = {
        {'"', "\\\""},
        {'\\', "\\\\"},
        {'\n', "\\n"},
        {'\r', "\\r"},
        {'\t', "\\t"},
        {PP_UTF8_INVALID, "\xEF\xBF\xBD"},
    };
    for (size_t i = 0; i < PP_ARRAY_LEN(specials); i++) {
        if (specials[i].code == code) {
            pp_buf_add_str(out, specials[i].text);
            return;
        }
    }
    escape_code(out, code);
}

void pp_json_text_string(struct pp_buf *out, struct pp_sv text)
{
    pp_buf_add_char(out, '"');
    size_t copied = 0;
    uint32_t code;
    for (size_t at = 0, len; (len = pp_utf8_next(text, at, &code)) > 0;
         at += len) {
        if (code != '"' && code != '\\' && !pp_utf8_is_unsafe(code)) {
            continue;
        }
        pp_buf_add(out, pp_sv_sub(text, copied, at - copied));
        write_special(out, code);
        copied = at + len;
    }
    pp_buf_add(out, pp_sv_sub(text, copied, text.len));
    pp_buf_add_char(out, '"');
}

/* printf would take the decimal point from the locale. */
void pp_json_text_double(struct pp_buf *out, double value, unsigned decimals)
{
    uint64_t scale = 1;
    for (unsigned i = 0; i < decimals && i < 9; i++) {
        scale *= 10;
    }
    double scaled = round(fabs(value) * (double)scale);
    /* Not the other way round: every comparison with NaN is false. */
    if (!(scaled < 9e18)) {
        pp_buf_add_str(out, "null");
        return;
    }
    uint64_t digits = (uint64_t)scaled;
    if (value < 0 && digits > 0) {
        pp_buf_add_char(out, '-');
    }
    pp_buf_add_u64(out, digits / scale);
    if (scale == 1) {
        return;
    }
    pp_buf_add_char(out, '.');
    for (scale /= 10; scale > 0; scale /= 10) {
        pp_buf_add_char(out, (char)('0' + digits / scale % 10));
    }
}

struct pp_sv pp_json_text_tri(enum pp_tri value)
{
    return value == PP_YES  ? PP_SV("true")
           : value == PP_NO ? PP_SV("false")
                            : PP_SV("null");
}
