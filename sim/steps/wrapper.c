/*
 * Wrappers of cmd, PowerShell and sudo: `cmd /c "..."`, `start /wait "" ...`,
 * `Start-Process ... -Verb RunAs`, `if ($?) { ... }`. Peels; does not know
 * what is inside.
 */
#include "wrapper.h"

#include "base/bytes.h"
#include "script.h"
#include "step_words.h"

/* --- words, with their quotes --- */

/* The next word of the text and what is behind it; quotes hold it together. */
static struct pp_sv take_word(struct pp_sv *text)
{
    *text = pp_sv_trim(*text);
    size_t end = 0;
    while (end < text->len && !pp_is_blank(text->ptr[end])) {
        char c = text->ptr[end];
        size_t close = c == '"' || c == '\''
                           ? pp_sv_find(*text, (struct pp_sv){&c, 1}, end + 1)
                           : SIZE_MAX;
        end = close != SIZE_MAX ? close + 1 : end + 1;
    }
    struct pp_sv word = pp_sv_sub(*text, 0, end);
    *text = pp_sv_trim(pp_sv_sub(*text, end, text->len));
    return word;
}

static struct pp_sv peek_word(struct pp_sv text)
{
    return take_word(&text);
}

struct pp_sv pps_program_name(struct pp_sv word)
{
    word = pps_step_unquote(word);
    word = pp_sv_sub(word, pp_behind_last(word, '\\'), word.len);
    if (word.len > 4 &&
        pps_step_word_is(pp_sv_sub(word, word.len - 4, 4), ".exe")) {
        word.len -= 4;
    }
    return word;
}

/* Whether the word is `-Name` cut to `min_len` bytes or more. */
static bool is_parameter(struct pp_sv word, const char *name, size_t min_len)
{
    return word.len >= min_len && pp_sv_starts_nocase(pp_sv_from(name), word);
}

static struct wrap inner(struct pp_sv text)
{
    return (struct wrap){.kind = WRAP_INNER, .inner = text};
}

static struct wrap none(void)
{
    return (struct wrap){.kind = WRAP_NONE};
}

/* Without the quotes around all of it: `"net stop winnat"`. */
static struct wrap inner_unquoted(struct pp_sv text)
{
    struct pp_sv bare = pp_sv_trim(text);
    char first = bare.len > 1 ? bare.ptr[0] : '\0';
    bool is_quoted =
        (first == '"' || first == '\'') && bare.ptr[bare.len - 1] == first;
    return inner(is_quoted ? pp_sv_sub(bare, 1, bare.len - 2) : bare);
}

/* --- programs that run a command line --- */

/* `sudo -E net stop winnat`, `gsudo --wait net stop winnat` */
static struct wrap peel_options(struct pp_sv rest)
{
    while (rest.len > 0 && rest.ptr[0] == '-') {
        (void)take_word(&rest);
    }
    return rest.len > 0 ? inner(rest) : none();
}

/* `cmd /q /c "net stop winnat"` */
static struct wrap peel_cmd(struct pp_sv rest)
{
    while (rest.len > 1 && rest.ptr[0] == '/') {
        char option = (char)(rest.ptr[1] | 0x20);
        if (option == 'c' || option == 'k') {
            return inner_unquoted(pp_sv_sub(rest, 2, rest.len));
        }
        (void)take_word(&rest);
    }
    return none();
}

/* `powershell -NoProfile -ExecutionPolicy Bypass -Command "..."` */
static struct wrap peel_powershell(struct pp_sv rest)
{
    while (rest.len > 0 && rest.ptr[0] == '-') {
        struct pp_sv word = take_word(&rest);
        if (is_parameter(word, "-Command", 2)) {
            break;
        }
        if (is_parameter(word, "-File", 2) ||
            is_parameter(word, "-EncodedCommand", 3) ||
            pps_step_word_is(word, "-e")) {
            return none();
        }
        if (is_parameter(word, "-ExecutionPolicy", 3) ||
            pps_step_word_is(word, "-ep") ||
            is_parameter(word, "-WindowStyle", 2) ||
            is_parameter(word, "-Version", 2)) {
            (void)take_word(&rest);
        }
    }
    return rest.len > 0 ? inner_unquoted(rest) : none();
}

/* `runas /user:Administrator "net stop winnat"` */
static struct wrap peel_runas(struct pp_sv rest)
{
    while (rest.len > 0 && rest.ptr[0] == '/') {
        (void)take_word(&rest);
    }
    return rest.len > 0 ? inner_unquoted(rest) : none();
}

/* `start ["title"] [/wait] [/d FOLDER] COMMAND`. Without a title or an option
 * only a shell is surely meant; `start winnat` is a step. */
static struct wrap peel_start(struct pp_sv rest)
{
    static const char *const shells[] = {
        "cmd", "powershell", "pwsh", "wsl", "netsh", "net", "sc", NULL};
    bool is_it =
        pps_step_word_is_any(pps_program_name(peek_word(rest)), shells);
    if (rest.len > 0 && rest.ptr[0] == '"') {
        (void)take_word(&rest);
        is_it = true;
    }
    while (rest.len > 0 && rest.ptr[0] == '/') {
        struct pp_sv option = take_word(&rest);
        is_it = true;
        /* start /wait "" ... */
        bool has_title = rest.len > 0 && rest.ptr[0] == '"' &&
                         pps_step_unquote(peek_word(rest)).len == 0;
        if (has_title || pps_step_word_is(option, "/d")) {
            (void)take_word(&rest);
        }
    }
    return is_it && rest.len > 0 ? inner(rest) : none();
}

/* A value of PowerShell with all elements of its list. */
static struct pp_sv take_list(struct pp_sv *text)
{
    struct pp_sv all = *text;
    struct pp_sv last = take_word(text);
    while (text->len > 0 &&
           (pp_sv_ends(last, PP_SV(",")) || text->ptr[0] == ',')) {
        last = take_word(text);
    }
    return pp_sv_trim(
        pp_sv_sub(all, 0, (size_t)(last.ptr + last.len - all.ptr)));
}

/* `Start-Process [-FilePath] cmd [-ArgumentList] '/c','net stop winnat'
 * -Verb RunAs -Wait` */
static struct wrap peel_start_process(struct pp_sv rest)
{
    static const char *const switches[] = {
        "-wait", "-nonewwindow", "-passthru", "-loaduserprofile", NULL};
    struct wrap wrap = {.kind = WRAP_JOINED};
    while (rest.len > 0) {
        bool is_named = rest.ptr[0] == '-';
        struct pp_sv name = is_named ? take_word(&rest) : (struct pp_sv){0};
        if (pps_step_word_is_any(name, switches)) {
            continue;
        }
        struct pp_sv value = take_list(&rest);
        bool is_file = is_parameter(name, "-FilePath", 3) ||
                       (!is_named && wrap.inner.len == 0);
        if (is_file) {
            wrap.inner = value;
        } else if (!is_named || is_parameter(name, "-ArgumentList", 2)) {
            wrap.arguments = value;
        }
    }
    wrap.inner = pps_step_unquote(wrap.inner);
    return wrap.inner.len > 0 ? wrap : none();
}

/* Whether the words behind `start` are those of PowerShell's alias:
 * `start cmd '/c net stop winnat' -Verb RunAs`. */
static bool is_start_process(struct pp_sv rest)
{
    if (rest.len == 0 || pp_is_one_of(rest.ptr[0], "/\"")) {
        return false;
    }
    for (int i = 0; i < 3; i++) {
        struct pp_sv word = take_word(&rest);
        if (is_parameter(word, "-ArgumentList", 2) ||
            is_parameter(word, "-FilePath", 3) ||
            is_parameter(word, "-Verb", 2)) {
            return true;
        }
    }
    return false;
}

/* One element of a list, without what PowerShell puts around it. */
static void add_element(struct pp_buf *buf, struct pp_sv element)
{
    element = pps_step_unquote(pp_sv_trim(element));
    pp_buf_add_char(buf, ' ');
    for (size_t i = 0; i < element.len; i++) {
        bool is_escape = (element.ptr[i] == '`' || element.ptr[i] == '\\') &&
                         i + 1 < element.len && element.ptr[i + 1] == '"';
        if (!is_escape) {
            pp_buf_add_char(buf, element.ptr[i]);
        }
    }
}

void pps_wrapper_join(struct pp_buf *buf, const struct wrap *wrap)
{
    struct pp_sv list = pp_trim_end(pp_trim_start(wrap->arguments, "@("), ")");
    bool has_blank = pp_has_one_of(wrap->inner, " ");
    pp_buf_add_str(buf, has_blank ? "\"" : "");
    pp_buf_add(buf, wrap->inner);
    pp_buf_add_str(buf, has_blank ? "\"" : "");
    while (list.len > 0) {
        struct pp_sv before = list;
        char quote = list.ptr[0];
        size_t from = quote == '"' || quote == '\''
                          ? pp_sv_find(list, (struct pp_sv){&quote, 1}, 1)
                          : 0;
        size_t comma =
            pp_sv_find(list, PP_SV(","), from == SIZE_MAX ? 0 : from);
        size_t end = comma == SIZE_MAX ? list.len : comma;
        add_element(buf, pp_sv_sub(before, 0, end));
        list = pp_sv_trim(pp_sv_sub(list, end + (comma != SIZE_MAX), list.len));
    }
}

/* `Invoke-Command -ScriptBlock { ... }`; of a machine elsewhere nothing is
 * known. */
static struct wrap peel_invoke(struct pp_sv rest)
{
    size_t open = pp_sv_find(rest, PP_SV("{"), 0);
    size_t close = open == SIZE_MAX
                       ? SIZE_MAX
                       : pps_script_close(pp_sv_sub(rest, open, rest.len));
    bool is_elsewhere =
        pp_sv_find_nocase(rest, PP_SV("-comp"), 0) != SIZE_MAX ||
        pp_sv_find_nocase(rest, PP_SV("-session"), 0) != SIZE_MAX;
    return close == SIZE_MAX || is_elsewhere
               ? none()
               : inner(pp_sv_sub(rest, open + 1, close - 1));
}

/* --- blocks and conditions --- */

/* `{ ... }` and `( ... )`, with what is behind them; the end of a block that
 * is on other lines is all that there is of it. */
static struct wrap peel_block(struct pp_sv text)
{
    size_t close = pps_script_close(text);
    if (close == SIZE_MAX) {
        return inner(pp_sv_sub(text, 1, text.len));
    }
    struct wrap wrap = inner(pp_sv_sub(text, 1, close - 1));
    wrap.rest = pp_sv_trim(pp_sv_sub(text, close + 1, text.len));
    /* (Get-Service winnat).Stop(): an expression */
    bool is_expression = wrap.rest.len > 0 && !pp_is_alpha(wrap.rest.ptr[0]);
    return is_expression ? none() : wrap;
}

/* Behind `try` and `finally`. */
static struct wrap peel_try(struct pp_sv rest)
{
    return rest.len > 0 && rest.ptr[0] == '{' ? peel_block(rest) : none();
}

/* A block whose commands are not played; the rest behind it is. */
static struct wrap skip_block(struct pp_sv body, enum wrap_kind kind)
{
    size_t close = body.len > 0 && (body.ptr[0] == '{' || body.ptr[0] == '(')
                       ? pps_script_close(body)
                       : SIZE_MAX;
    struct wrap wrap = {.kind = kind};
    if (close != SIZE_MAX) {
        wrap.rest = pp_sv_trim(pp_sv_sub(body, close + 1, body.len));
    }
    return wrap;
}

static struct wrap peel_if_ok(struct pp_sv body)
{
    struct wrap wrap =
        body.len > 0 && (body.ptr[0] == '{' || body.ptr[0] == '(')
            ? peel_block(body)
            : inner(body);
    wrap.only_if_ok = true;
    return wrap;
}

static struct wrap branch(enum wrap_kind kind, struct pp_sv body)
{
    return kind == WRAP_INNER ? peel_if_ok(body) : skip_block(body, kind);
}

/* `if (CONDITION) { ... }` of PowerShell. */
static struct wrap peel_powershell_if(struct pp_sv rest)
{
    static const char *const successes[] = {
        "$?", "$LASTEXITCODE -eq 0", "$? -eq $true", NULL};
    static const char *const failures[] = {"!$?",
                                           "-not $?",
                                           "! $?",
                                           "-not($?)",
                                           "-not ($?)",
                                           "$? -eq $false",
                                           "$LASTEXITCODE",
                                           "$LASTEXITCODE -ne 0",
                                           "$LASTEXITCODE -gt 0",
                                           NULL};
    size_t close = pps_script_close(rest);
    if (close == SIZE_MAX) {
        return (struct wrap){.kind = WRAP_CONDITION};
    }
    struct pp_sv condition = pp_sv_trim(pp_sv_sub(rest, 1, close - 1));
    struct pp_sv body = pp_sv_trim(pp_sv_sub(rest, close + 1, rest.len));
    if (pps_step_word_is_any(condition, successes)) {
        return branch(WRAP_INNER, body);
    }
    return branch(pps_step_word_is_any(condition, failures) ? WRAP_FAILURE
                                                            : WRAP_CONDITION,
                  body);
}

/* Behind `%errorlevel%`: `neq 0 COMMAND`, `==0 COMMAND`. */
static struct wrap peel_comparison(struct pp_sv rest)
{
    static const char *const equals[] = {"==", "equ", NULL};
    static const char *const others[] = {"neq", "gtr", "geq", NULL};
    bool is_tight = pp_sv_starts(rest, PP_SV("=="));
    struct pp_sv operator= is_tight ? PP_SV("==") : take_word(&rest);
    rest = is_tight ? pp_sv_trim(pp_sv_sub(rest, 2, rest.len)) : rest;
    bool is_zero = pp_sv_equal(take_word(&rest), PP_SV("0"));
    if (pps_step_word_is_any(operator, equals)) {
        return branch(is_zero ? WRAP_INNER : WRAP_FAILURE, rest);
    }
    return branch(pps_step_word_is_any(operator, others) ? WRAP_FAILURE
                                                         : WRAP_CONDITION,
                  rest);
}

/* `if [not] errorlevel 1 COMMAND`, `if %errorlevel% neq 0 COMMAND` of cmd. */
static struct wrap peel_if(struct pp_sv rest)
{
    static const struct pp_sv variable = PP_SV_INIT("%errorlevel%");
    if (rest.len > 0 && rest.ptr[0] == '(') {
        return peel_powershell_if(rest);
    }
    bool is_not = false;
    struct pp_sv body = rest;
    struct pp_sv word = take_word(&body);
    if (pps_step_word_is(word, "not")) {
        is_not = true;
        word = take_word(&body);
    }
    if (pps_step_word_is(word, "errorlevel")) {
        (void)take_word(&body);
        return branch(is_not ? WRAP_INNER : WRAP_FAILURE, body);
    }
    if (!is_not && pp_sv_starts_nocase(rest, variable)) {
        return peel_comparison(
            pp_sv_trim(pp_sv_sub(rest, variable.len, rest.len)));
    }
    static const char *const others[] = {"exist", "defined", "/i", NULL};
    bool is_cmd =
        pps_step_word_is_any(word, others) || pp_has_one_of(word, "%=!");
    return is_cmd ? (struct wrap){.kind = WRAP_CONDITION} : none();
}

/* Keywords before a block: `for /f`, `foreach (`, `while (`, `do {`. */
static bool is_loop(struct pp_sv word, struct pp_sv rest)
{
    static const char *const loops[] = {
        "for", "foreach", "while", "until", "do", "switch", "function", NULL};
    bool is_function = pps_step_word_is(word, "function");
    return pps_step_word_is_any(word, loops) && rest.len > 0 &&
           (is_function ? pp_has_one_of(rest, "({")
                        : pp_is_one_of(rest.ptr[0], "(/%{$"));
}

/* --- the table --- */

static const struct {
    const char *name;
    struct wrap (*peel)(struct pp_sv rest);
} wrappers[] = {
    {"call", inner},
    {"sudo", peel_options},
    {"gsudo", peel_options},
    {"cmd", peel_cmd},
    {"powershell", peel_powershell},
    {"pwsh", peel_powershell},
    {"runas", peel_runas},
    {"start", peel_start},
    {"Start-Process", peel_start_process},
    {"saps", peel_start_process},
    {"Invoke-Expression", inner_unquoted},
    {"iex", inner_unquoted},
    {"Invoke-Command", peel_invoke},
    {"icm", peel_invoke},
    {"if", peel_if},
    {"try", peel_try},
    {"finally", peel_try},
};

/* `$job = Stop-Service winnat`; the length of what is in front. */
static size_t assignment_len(struct pp_sv text)
{
    size_t len = text.len > 0 && text.ptr[0] == '$'
                     ? 1 + pp_word_len(pp_sv_sub(text, 1, text.len), "_:.")
                     : 0;
    while (len > 1 && len < text.len && pp_is_blank(text.ptr[len])) {
        len++;
    }
    bool is_one = len > 1 && len < text.len && text.ptr[len] == '=';
    return is_one ? len + 1 : 0;
}

/* What the first bytes say, before any word is looked up. */
static size_t decoration_len(struct pp_sv text)
{
    size_t assignment = assignment_len(text);
    if (assignment > 0) {
        return assignment;
    }
    if (pp_sv_starts_nocase(text, PP_SV("[void]"))) {
        return PP_SV("[void]").len;
    }
    bool is_at = text.ptr[0] == '@' && text.len > 1 && pp_is_alpha(text.ptr[1]);
    bool is_dot =
        text.ptr[0] == '.' && text.len > 1 && pp_is_blank(text.ptr[1]);
    return is_at || is_dot || text.ptr[0] == '}' || text.ptr[0] == ')';
}

/* `try{`, `if(`: the keyword without the bracket. */
static struct pp_sv take_name(struct pp_sv *text)
{
    size_t len = pp_word_len(*text, "-");
    if (len > 0 && len < text->len && pp_is_one_of(text->ptr[len], "({")) {
        struct pp_sv word = pp_sv_sub(*text, 0, len);
        *text = pp_sv_sub(*text, len, text->len);
        return word;
    }
    return pps_program_name(take_word(text));
}

struct wrap pps_wrapper_peel(struct pp_sv text)
{
    struct pp_sv rest = pp_sv_trim(text);
    if (rest.len == 0) {
        return none();
    }
    if (rest.ptr[0] == '(' || rest.ptr[0] == '{') {
        return peel_block(rest);
    }
    size_t len = decoration_len(rest);
    if (len > 0) {
        struct pp_sv inside = pp_sv_trim(pp_sv_sub(rest, len, rest.len));
        bool is_value = rest.ptr[0] == '$' && inside.len > 0 &&
                        pp_is_one_of(inside.ptr[0], PP_DIGITS "'\"$@[");
        return inner(pp_sv_sub(inside, 0, is_value ? 0 : inside.len));
    }
    struct pp_sv word = take_name(&rest);
    if (is_loop(word, rest)) {
        return (struct wrap){.kind = WRAP_LOOP};
    }
    if (pps_step_word_is(word, "catch")) {
        return skip_block(rest, WRAP_FAILURE);
    }
    if (pps_step_word_is(word, "else") || pps_step_word_is(word, "elseif")) {
        return (struct wrap){.kind = WRAP_CONDITION};
    }
    if (pps_step_word_is(word, "start") && is_start_process(rest)) {
        return peel_start_process(rest);
    }
    for (size_t i = 0; i < PP_ARRAY_LEN(wrappers); i++) {
        if (pps_step_word_is(word, wrappers[i].name)) {
            return wrappers[i].peel(rest);
        }
    }
    return none();
}
