/*
 * What stands around a pasted command: prompts of cmd, PowerShell and Unix
 * shells, bullets and numbers of lists, quotes and backticks of markdown.
 */
#include "prompt.h"

#include "base/bytes.h"
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
        size_t len = markers[i].len;
        /* `$x`, `-Name` and `%i` are words. */
        if (pp_sv_starts(text, markers[i]) &&
            (len > 1 || text.ptr[0] == '>' || text.len == 1 ||
             pp_is_blank(text.ptr[1]))) {
            return len;
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
    size_t len = text.len > 0 && text.ptr[0] == '('
                     ? 1 + pp_word_len(pp_sv_sub(text, 1, text.len), "_.-")
                     : 0;
    bool is_one = len > 1 && len + 1 < text.len && text.ptr[len] == ')' &&
                  pp_is_blank(text.ptr[len + 1]);
    return is_one ? len + 1 : 0;
}

/* Whether what stands before a `>` is a command and no folder: `C:\x.exe > y`,
 * `C:\x.exe 2>nul`. */
static bool is_command(struct pp_sv text)
{
    size_t len = text.len;
    bool is_numbered = len > 1 && pp_is_digit(text.ptr[len - 1]) &&
                       pp_is_blank(text.ptr[len - 2]);
    return is_numbered || pp_is_blank(text.ptr[len - 1]) ||
           pp_has_one_of(text, "\"|&;") ||
           pp_sv_find_nocase(text, PP_SV(".exe"), 0) != SIZE_MAX;
}

/* "C:\Users\Xyz>", "PS C:\>" and "PS>"; the path may hold blanks. */
static size_t path_prompt_len(struct pp_sv text)
{
    bool is_powershell = pp_sv_starts_nocase(text, PP_SV("PS")) &&
                         text.len > 2 &&
                         (text.ptr[2] == '>' || pp_is_blank(text.ptr[2]));
    size_t at = is_powershell ? 2 : 0;
    while (is_powershell && at < text.len && pp_is_blank(text.ptr[at])) {
        at++;
    }
    bool is_path = text.len > at + 2 && pp_is_alpha(text.ptr[at]) &&
                   text.ptr[at + 1] == ':' &&
                   pp_is_one_of(text.ptr[at + 2], "\\/>");
    size_t close = pp_sv_find(text, PP_SV(">"), at);
    bool is_one = close != SIZE_MAX && close > at - (at > 0) &&
                  (is_path || (is_powershell && close == at)) &&
                  !(is_path && is_command(pp_sv_sub(text, at, close - at)));
    return is_one ? close + 1 : 0;
}

bool pps_step_has_prompt(struct pp_sv text)
{
    text = pp_sv_trim(text);
    size_t len = environment_len(text);
    bool is_mark = text.len > 2 && pp_is_one_of(text.ptr[0], "$>") &&
                   pp_is_blank(text.ptr[1]);
    return is_mark ||
           path_prompt_len(pp_sv_trim(pp_sv_sub(text, len, text.len))) > 0;
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
    /* The quotes of "C:\Program Files\x.exe" are the program's own. */
    bool is_program =
        inner.len > 4 &&
        pps_step_word_is(pp_sv_sub(inner, inner.len - 4, 4), ".exe");
    bool is_one = inner.len < text.len && !is_program &&
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
