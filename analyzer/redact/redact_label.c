/*
 * Labels and cues: what stands before a value tells what it is. Lists, JSON,
 * XML, the environment, the registry, names of a directory, commands.
 */
#include "redact_label.h"

#include "base/bounds.h"
#include "parse/line/clean.h"
#include "parse/line/host_evidence.h"

/* --- values --------------------------------------------------------------- */

size_t pp_scan_offset(const struct pp_scan *scan, struct pp_sv part)
{
    return (size_t)(part.ptr - scan->line.ptr);
}

/* Quotes and the comma behind them. */
static struct pp_sv bare_value(struct pp_sv value)
{
    value = pp_trim_wide(value);
    while (value.len > 0 && (value.ptr[value.len - 1] == ',' ||
                             value.ptr[value.len - 1] == ';')) {
        value.len--;
    }
    bool is_quoted = value.len >= 2 &&
                     (value.ptr[0] == '"' || value.ptr[0] == '\'') &&
                     value.ptr[value.len - 1] == value.ptr[0];
    return is_quoted ? pp_sv_sub(value, 1, value.len - 2) : value;
}

static bool has_any(struct pp_sv text, const char *signs)
{
    for (size_t i = 0; i < text.len; i++) {
        if (strchr(signs, text.ptr[i]) != NULL && text.ptr[i] != '\0') {
            return true;
        }
    }
    return false;
}

/* A value with a shape of its own (an address, a path, an account) is found by
 * that. */
static bool is_plain(struct pp_sv value)
{
    return value.len > 0 && value.len <= PP_LIMIT_REDACT_NAME_BYTES &&
           !has_any(value, "\\@<>{}|=\t");
}

/* `CORP\alice`, `.\me`, with doubled backslashes in JSON; no path. */
static bool is_account(struct pp_sv value)
{
    size_t slash = pp_sv_find(value, PP_SV("\\"), 0);
    return slash != SIZE_MAX && slash > 0 &&
           value.len <= PP_LIMIT_REDACT_NAME_BYTES &&
           !has_any(value, "/:@<>{}|=\t%");
}

static void hit_domains(struct pp_scan *scan, struct pp_sv value)
{
    size_t from = 0;
    for (size_t at = 0; at <= value.len; at++) {
        if (at < value.len && value.ptr[at] != ',' && value.ptr[at] != ' ') {
            continue;
        }
        struct pp_sv part = pp_sv_sub(value, from, at - from);
        if (part.len > 0 && pp_is_host_name(part)) {
            size_t start = pp_scan_offset(scan, part);
            pp_scan_word(scan, PP_REDACT_DOMAIN, start, start + part.len);
            pp_scan_certain(scan, start, start + part.len);
            /* Its first name is the domain's in the old manner. */
            size_t dot = pp_sv_find(part, PP_SV("."), 0);
            if (dot != SIZE_MAX) {
                pp_scan_host(scan, start, start + part.len, true);
            }
        }
        from = at + 1;
    }
}

void pp_hit_value(struct pp_scan *scan,
                  enum pp_redact_value kind,
                  struct pp_sv value)
{
    value = bare_value(value);
    if (kind == PP_REDACT_VALUE_USER && is_account(value)) {
        size_t start = pp_scan_offset(scan, value);
        pp_scan_account(scan, start, start + value.len);
        return;
    }
    if (!is_plain(value)) {
        return;
    }
    size_t from = pp_scan_offset(scan, value);
    size_t to = from + value.len;
    switch (kind) {
    case PP_REDACT_VALUE_NONE:
        return;
    case PP_REDACT_VALUE_HOST:
        /* An address has its own shape; an option is no name. */
        if (pp_is_host_name(value) && !has_any(value, ":") &&
            value.ptr[0] != '-') {
            pp_scan_host(scan, from, to, true);
        }
        return;
    case PP_REDACT_VALUE_USER:
        pp_scan_person(scan, from, to);
        return;
    case PP_REDACT_VALUE_DOMAIN:
        hit_domains(scan, value);
        return;
    case PP_REDACT_VALUE_WORD:
    case PP_REDACT_VALUE_SERIAL:
        pp_scan_word(scan, PP_REDACT_WORD, from, to);
        return;
    case PP_REDACT_VALUE_PROCESS:
        pp_scan_process(scan, from, to);
        return;
    }
}

/* --- labels --------------------------------------------------------------- */

/* Without quotes, and without the dots of ipconfig. */
static struct pp_sv bare_label(struct pp_sv label)
{
    label = pp_trim_wide(label);
    while (label.len > 0 && (label.ptr[label.len - 1] == '.' ||
                             label.ptr[label.len - 1] == ' ')) {
        label.len--;
    }
    while (label.len > 0 && strchr("\"'{[,", label.ptr[0]) != NULL) {
        label = pp_trim_wide(pp_sv_sub(label, 1, SIZE_MAX));
    }
    if (label.len > 0 &&
        (label.ptr[label.len - 1] == '"' || label.ptr[label.len - 1] == '\'')) {
        label.len--;
    }
    if (pp_sv_starts_nocase(label, PP_SV("$env:"))) {
        label = pp_sv_sub(label, 5, SIZE_MAX);
    }
    return pp_sv_starts_nocase(label, PP_SV("set "))
               ? pp_sv_sub(label, 4, SIZE_MAX)
               : label;
}

static enum pp_redact_value try_label(struct pp_scan *scan,
                                      struct pp_sv text,
                                      size_t separator,
                                      size_t separator_len)
{
    if (separator == SIZE_MAX) {
        return PP_REDACT_VALUE_NONE;
    }
    struct pp_sv label = bare_label(pp_sv_sub(text, 0, separator));
    enum pp_redact_value kind = pp_redact_label(label);
    if (kind != PP_REDACT_VALUE_NONE) {
        pp_hit_value(
            scan, kind, pp_sv_sub(text, separator + separator_len, SIZE_MAX));
    }
    return kind;
}

/* `ComputerName    REG_SZ    SRV1` */
static void try_registry(struct pp_scan *scan, struct pp_sv text)
{
    size_t at = pp_sv_find(text, PP_SV("REG_SZ"), 0);
    size_t len = PP_SV("REG_SZ").len;
    if (at == SIZE_MAX) {
        at = pp_sv_find(text, PP_SV("REG_EXPAND_SZ"), 0);
        len = PP_SV("REG_EXPAND_SZ").len;
    }
    (void)try_label(scan, text, at, len);
}

/* Every `"Label":"value"` of a line of JSON. */
static void try_json(struct pp_scan *scan, struct pp_sv text)
{
    size_t at = 0;
    while ((at = pp_sv_find(text, PP_SV("\""), at)) != SIZE_MAX) {
        size_t end = pp_sv_find(text, PP_SV("\""), at + 1);
        if (end == SIZE_MAX) {
            return;
        }
        struct pp_sv rest = pp_sv_trim(pp_sv_sub(text, end + 1, SIZE_MAX));
        if (!pp_sv_starts(rest, PP_SV(":"))) {
            at = end;
            at += pp_sv_starts(rest, PP_SV(",")) || rest.len == 0;
            continue;
        }
        struct pp_sv label = pp_sv_sub(text, at + 1, end - at - 1);
        rest = pp_sv_trim(pp_sv_sub(rest, 1, SIZE_MAX));
        size_t close = pp_sv_starts(rest, PP_SV("\""))
                           ? pp_sv_find(rest, PP_SV("\""), 1)
                           : SIZE_MAX;
        if (close != SIZE_MAX) {
            pp_hit_value(
                scan, pp_redact_label(label), pp_sv_sub(rest, 1, close - 1));
        }
        at = end + 1;
    }
}

/* The next byte that opens or closes a tag. */
static size_t next_bracket(struct pp_sv text, size_t at)
{
    while (at < text.len && text.ptr[at] != '<' && text.ptr[at] != '>') {
        at++;
    }
    return at;
}

/* `<Computer>SRV1</Computer>`, `<Data Name="UserName">me</Data>`. */
static void try_xml(struct pp_scan *scan, struct pp_sv text)
{
    size_t at = next_bracket(text, 0);
    while (at < text.len) {
        size_t end = next_bracket(text, at + 1);
        size_t close = next_bracket(text, end + 1);
        bool is_element =
            text.ptr[at] == '<' && pp_byte_at(text, end) == '>' &&
            pp_sv_starts(pp_sv_sub(text, close, SIZE_MAX), PP_SV("</"));
        if (is_element) {
            struct pp_sv label = pp_sv_sub(text, at + 1, end - at - 1);
            size_t quote = pp_sv_find(label, PP_SV("Name=\""), 0);
            if (quote != SIZE_MAX) {
                label = pp_sv_sub(label, quote + 6, SIZE_MAX);
                label.len -= label.len > 0 && label.ptr[label.len - 1] == '"';
            }
            pp_hit_value(scan,
                         pp_redact_label(label),
                         pp_sv_sub(text, end + 1, close - end - 1));
        }
        at = end;
    }
}

/* `CN=SRV1,OU=Sales,DC=corp,DC=example`: a distinguished name. */
static void try_directory(struct pp_scan *scan, struct pp_sv text)
{
    static const struct {
        struct pp_sv key;
        enum pp_redact_value kind;
    } keys[] = {{PP_SV_INIT("CN="), PP_REDACT_VALUE_WORD},
                {PP_SV_INIT("OU="), PP_REDACT_VALUE_WORD},
                {PP_SV_INIT("DC="), PP_REDACT_VALUE_DOMAIN}};
    if (pp_sv_find_nocase(text, PP_SV("DC="), 0) == SIZE_MAX) {
        return;
    }
    for (size_t at = 0; at < text.len; at++) {
        for (size_t i = 0; i < PP_ARRAY_LEN(keys); i++) {
            if (!pp_sv_starts_nocase(pp_sv_sub(text, at, 3), keys[i].key)) {
                continue;
            }
            size_t from = at + keys[i].key.len;
            size_t to = from;
            while (to < text.len && to - from <= PP_LIMIT_REDACT_NAME_BYTES &&
                   strchr(",\"'<>", text.ptr[to]) == NULL) {
                to++;
            }
            pp_hit_value(scan, keys[i].kind, pp_sv_sub(text, from, to - from));
        }
    }
}

/* A value may go on in the next line, far to the right and with no label:
 * ipconfig's list of suffixes. */
static bool goes_on(const struct pp_label_memory *memory, struct pp_sv line)
{
    enum {
        LEAST_INDENT = 20
    };
    size_t indent = 0;
    while (indent < line.len && pp_is_blank(line.ptr[indent])) {
        indent++;
    }
    return memory->open == PP_REDACT_VALUE_DOMAIN && indent >= LEAST_INDENT &&
           pp_is_host_name(pp_trim_wide(line));
}

/* `Name=SRV1`, `Name : SRV1`, and `Name` above SRV1, of the class that is the
 * computer; any other class has names too. */
static void try_computer_name(struct pp_label_memory *memory,
                              struct pp_scan *scan,
                              struct pp_sv text)
{
    static const struct pp_sv name = PP_SV_INIT("name");
    if (pp_sv_find_nocase(text, PP_SV("computersystem"), 0) != SIZE_MAX) {
        memory->is_computer = true;
        return;
    }
    if (pp_sv_find(text, PP_SV(">"), 0) != SIZE_MAX) {
        memory->is_computer = false;
    }
    if (!memory->is_computer || !pp_sv_starts_nocase(text, name)) {
        return;
    }
    struct pp_sv rest = pp_sv_trim(pp_sv_sub(text, name.len, SIZE_MAX));
    if (rest.len > 0 && (rest.ptr[0] == '=' || rest.ptr[0] == ':')) {
        pp_hit_value(scan, PP_REDACT_VALUE_HOST, pp_sv_sub(rest, 1, SIZE_MAX));
    }
}

void pp_learn_labels(struct pp_label_memory *memory, struct pp_scan *scan)
{
    struct pp_sv text = pp_strip_marks(pp_trim_wide(scan->line));
    bool is_view = text.len > 0 && text.ptr >= scan->line.ptr &&
                   text.ptr + text.len <= scan->line.ptr + scan->line.len;
    if (!is_view) {
        memory->open = PP_REDACT_VALUE_NONE;
        return;
    }
    if (goes_on(memory, scan->line)) {
        pp_hit_value(scan, memory->open, text);
        return;
    }
    memory->open = try_label(scan, text, pp_sv_find(text, PP_SV(":"), 0), 1);
    (void)try_label(scan, text, pp_sv_find(text, PP_SV("\xEF\xBC\x9A"), 0), 3);
    (void)try_label(scan, text, pp_sv_find(text, PP_SV("="), 0), 1);
    try_registry(scan, text);
    try_json(scan, text);
    try_xml(scan, text);
    try_directory(scan, text);
    try_computer_name(memory, scan, text);
    /* The label may hold the colon: $env:COMPUTERNAME = "SRV1". */
    struct pp_sv drive = PP_SV("$env:");
    size_t env = pp_sv_find_nocase(text, drive, 0);
    if (env != SIZE_MAX) {
        struct pp_sv rest = pp_sv_sub(text, env + drive.len, SIZE_MAX);
        (void)try_label(scan, rest, pp_sv_find(rest, PP_SV("="), 0), 1);
    }
}

/* A command may stand here: behind a prompt, or first on the line. */
static bool may_be_command(struct pp_sv line, size_t at)
{
    while (at > 0 && line.ptr[at - 1] == ' ') {
        at--;
    }
    return at == 0 || strchr(">$#%", line.ptr[at - 1]) != NULL;
}

/* Options, with or without a number, in front of what a command is given. */
static size_t skip_options(struct pp_sv line, size_t at)
{
    while (at < line.len && (line.ptr[at] == '-' || line.ptr[at] == '/')) {
        while (at < line.len && line.ptr[at] != ' ') {
            at++;
        }
        while (at < line.len &&
               (line.ptr[at] == ' ' || pp_is_digit(line.ptr[at]))) {
            at++;
        }
    }
    return at;
}

/* `docker: ... on endpoint NAME (`, `/user:NAME` */
void pp_learn_cues(struct pp_scan *scan)
{
    struct pp_sv line = scan->line;
    for (size_t at = 0; at < line.len; at++) {
        size_t len = 0;
        bool is_command = false;
        struct pp_sv rest = pp_sv_sub(line, at, 32);
        enum pp_redact_value kind = pp_redact_cue(rest, &len);
        if (kind == PP_REDACT_VALUE_NONE && pp_is_alpha(line.ptr[at]) &&
            may_be_command(line, at)) {
            kind = pp_redact_command(rest, &len);
            is_command = kind == PP_REDACT_VALUE_WORD;
            len += kind != PP_REDACT_VALUE_NONE
                       ? skip_options(line, at + len) - at - len
                       : 0;
        }
        if (kind == PP_REDACT_VALUE_NONE) {
            continue;
        }
        at += len;
        size_t end = pp_word_end(line, at, "-._");
        while (end > at && line.ptr[end - 1] == '.') {
            end--;
        }
        if (is_command && !has_any(pp_sv_sub(line, at, end - at), "-_")) {
            continue;
        }
        if (end > at && (end == line.len ||
                         (line.ptr[end] != '\\' && line.ptr[end] != '@'))) {
            pp_hit_value(scan, kind, pp_sv_sub(line, at, end - at));
        }
    }
}
