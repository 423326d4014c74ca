/* What JSON and Markdown put into a message, taken out again. */
#include "bind_clean.h"

#include "base/bounds.h"

static bool hex_digit(char c, uint32_t *io_value)
{
    if (pp_is_digit(c)) {
        *io_value = *io_value * 16 + (uint32_t)(c - '0');
        return true;
    }
    char lower = (char)(c | 0x20);
    if (lower >= 'a' && lower <= 'f') {
        *io_value = *io_value * 16 + (uint32_t)(lower - 'a' + 10);
        return true;
    }
    return false;
}

/* `\"`, `\\` and the ASCII ones among `\u003e`: how JSON writes them. */
static size_t unescape(struct pp_buf *out, struct pp_sv rest)
{
    uint32_t code = 0;
    char next = rest.len > 1 ? rest.ptr[1] : '\0';
    if (next == '"' || next == '\\') {
        pp_buf_add_char(out, next);
        return 2;
    }
    bool is_code = next == 'u' && rest.len >= 6;
    for (size_t i = 2; i < 6 && is_code; i++) {
        is_code = hex_digit(rest.ptr[i], &code);
    }
    if (is_code && code >= 0x20 && code < 0x7F) {
        pp_buf_add_char(out, (char)code);
        return 6;
    }
    pp_buf_add_char(out, '\\');
    return 1;
}

static bool is_bold(struct pp_sv rest)
{
    return rest.len >= 2 && rest.ptr[0] == '*' && rest.ptr[1] == '*';
}

/* Whether there is anything to take out. */
static bool is_clean(struct pp_sv text)
{
    return text.len == 0 || (memchr(text.ptr, '\\', text.len) == NULL &&
                             pp_sv_find(text, PP_SV("**"), 0) == SIZE_MAX);
}

enum pp_status pp_bind_clean(struct pp_buf *scratch, struct pp_sv *io_text)
{
    struct pp_sv text = *io_text;
    if (is_clean(text)) {
        return PP_OK;
    }
    if (scratch->max == 0) {
        pp_buf_init(scratch, (size_t)PP_LIMIT_LINE_BYTES * 2);
    }
    pp_buf_clear(scratch);
    size_t at = 0;
    while (at < text.len) {
        struct pp_sv rest = pp_sv_sub(text, at, SIZE_MAX);
        if (*rest.ptr == '\\') {
            at += unescape(scratch, rest);
        } else if (is_bold(rest)) {
            at += 2;
        } else {
            pp_buf_add_char(scratch, *rest.ptr);
            at++;
        }
    }
    *io_text = pp_buf_view(scratch);
    return scratch->status;
}
