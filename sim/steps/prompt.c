/*
 * What stands around a pasted command: prompts of cmd, PowerShell and Unix
 * shells, bullets and numbers of lists, quotes and backticks of markdown.
 */
#include "prompt.h"

#include "step_words.h"

/* The first byte of a list's bullet or of a prompt drawn with one character,
 * and how many bytes it has: > $ % * - and the UTF-8 of bullet, arrow, chevron
 * and lambda. */
static size_t marker_len(struct pp_sv text)
{
    static const struct pp_sv markers[] = {
        {">", 1},
        {"$", 1},
        {"%", 1},
        {"*", 1},
        {"-", 1},
        {"\xe2\x80\xa2", 3}, /* bullet */
        {"\xe2\x9e\x9c", 3}, /* heavy arrow: oh-my-zsh */
        {"\xe2\x9d\xaf", 3}, /* heavy angle: starship */
        {"\xce\xbb", 2},     /* lambda: cmder */
    };
    for (size_t i = 0; i < PP_ARRAY_LEN(markers); i++) {
        if (pp_sv_starts(text, markers[i])) {
            return markers[i].len;
        }
    }
    return 0;
}

/* "1. " or "2) " */
static size_t list_number_len(struct pp_sv text)
{
    size_t len = 0;
    while (len < text.len && pp_is_digit(text.ptr[len])) {
        len++;
    }
    bool is_number = len > 0 && len + 1 < text.len &&
                     (text.ptr[len] == '.' || text.ptr[len] == ')') &&
                     pp_is_blank(text.ptr[len + 1]);
    return is_number ? len + 1 : 0;
}

/* "(base) " or "(.venv) " */
static size_t environment_len(struct pp_sv text)
{
    size_t close = pp_sv_find(text, PP_SV(")"), 0);
    bool is_one = text.len > 0 && text.ptr[0] == '(' && close != SIZE_MAX &&
                  close + 1 < text.len && pp_is_blank(text.ptr[close + 1]);
    return is_one ? close + 1 : 0;
}

/* "C:\Users\Xyz>" and "PS C:\>"; the path may hold blanks. */
static size_t path_prompt_len(struct pp_sv text)
{
    size_t at = pp_sv_starts_nocase(text, PP_SV("PS ")) ? 3 : 0;
    bool is_path = text.len > at + 2 && pp_is_alpha(text.ptr[at]) &&
                   text.ptr[at + 1] == ':' && text.ptr[at + 2] == '\\';
    size_t close = pp_sv_find(text, PP_SV(">"), at);
    if (close == SIZE_MAX || (!is_path && (at == 0 || close > at))) {
        return 0;
    }
    return close + 1;
}

/* The directory between an arrow and the command: "~" or "~/work". */
static size_t directory_len(struct pp_sv text)
{
    if (text.len == 0 || text.ptr[0] != '~') {
        return 0;
    }
    size_t len = 0;
    while (len < text.len && !pp_is_blank(text.ptr[len])) {
        len++;
    }
    return len;
}

static size_t decoration_len(struct pp_sv text)
{
    static size_t (*const readers[])(struct pp_sv) = {
        path_prompt_len,
        environment_len,
        list_number_len,
        marker_len,
        directory_len,
    };
    for (size_t i = 0; i < PP_ARRAY_LEN(readers); i++) {
        size_t len = readers[i](text);
        if (len > 0) {
            return len;
        }
    }
    return 0;
}

/* Backticks on either side, and a quote that is closed at the end. */
static struct pp_sv strip_quotes(struct pp_sv text)
{
    while (text.len > 0 && text.ptr[0] == '`') {
        text = pp_sv_sub(text, 1, text.len);
    }
    while (text.len > 0 && text.ptr[text.len - 1] == '`') {
        text.len--;
    }
    struct pp_sv inner = pps_step_unquote(text);
    bool is_one = inner.len < text.len &&
                  pp_sv_find(inner, (struct pp_sv){text.ptr, 1}, 0) == SIZE_MAX;
    return pp_sv_trim(is_one ? inner : text);
}

struct pp_sv pps_step_strip_prompt(struct pp_sv text)
{
    size_t len;
    text = strip_quotes(pp_sv_trim(text));
    while ((len = decoration_len(text)) > 0) {
        text = strip_quotes(pp_sv_trim(pp_sv_sub(text, len, text.len)));
    }
    return text;
}
