/*
 * Labels and cues: lists, JSON, XML, the environment, the registry, names of a
 * directory, commands.
 */
#include "redact_label.h"

#include "base/bounds.h"
#include "base/bytes.h"
#include "parse/line/clean.h"
#include "parse/line/host_evidence.h"
#include "redact_account.h"
#include "redact_letters.h"

/* --- values --------------------------------------------------------------- */

/* Without the comma behind it and its quotes. */
static struct pp_sv bare_value(struct pp_sv value)
{
    value = pp_trim_end(pp_trim_wide(value), ",;");
    bool is_quoted = value.len >= 2 && pp_is_one_of(value.ptr[0], "\"'") &&
                     value.ptr[value.len - 1] == value.ptr[0];
    return is_quoted ? pp_sv_sub(value, 1, value.len - 2) : value;
}

/* Domains with commas or blanks between. */
static void hit_domains(struct pp_scan *scan, struct pp_sv value)
{
    size_t from = 0;
    for (size_t at = 0; at <= value.len; at++) {
        if (at < value.len && value.ptr[at] != ',' && value.ptr[at] != ' ') {
            continue;
        }
        struct pp_sv part = pp_sv_sub(value, from, at - from);
        from = at + 1;
        if (part.len == 0 || !pp_is_host_name(part)) {
            continue;
        }
        pp_scan_certain_word(scan, PP_REDACT_DOMAIN, part);
        /* Its first name is the domain's in the old manner. */
        if (pp_sv_find(part, PP_SV("."), 0) != SIZE_MAX) {
            pp_scan_host(scan, part, true);
        }
    }
}

void pp_hit_value(struct pp_scan *scan,
                  enum pp_redact_value kind,
                  struct pp_sv value)
{
    value = bare_value(value);
    if (value.len == 0 || value.len > PP_LIMIT_REDACT_NAME_BYTES) {
        return;
    }
    /* `CORP\alice`, `.\me`, with doubled backslashes in JSON; no path. */
    if (kind == PP_REDACT_VALUE_USER && value.ptr[0] != '\\' &&
        pp_has_one_of(value, "\\") && !pp_has_one_of(value, "/:@<>{}|=\t%")) {
        pp_scan_account(scan, value);
        return;
    }
    if (pp_has_one_of(value, "\\@<>{}|=\t")) {
        return;
    }
    switch (kind) {
    case PP_REDACT_VALUE_NONE:
        return;
    case PP_REDACT_VALUE_HOST:
        /* An address has its own shape; an option is not a name. */
        if (pp_is_host_name(value) && !pp_has_one_of(value, ":") &&
            value.ptr[0] != '-') {
            pp_scan_host(scan, value, true);
        }
        return;
    case PP_REDACT_VALUE_USER:
        pp_scan_person(scan, value);
        return;
    case PP_REDACT_VALUE_DOMAIN:
        hit_domains(scan, value);
        return;
    case PP_REDACT_VALUE_WORD:
    case PP_REDACT_VALUE_SERIAL:
        pp_scan_word(scan, PP_REDACT_WORD, value);
        return;
    case PP_REDACT_VALUE_PROCESS:
        pp_scan_process(scan, value);
        return;
    }
}

/* --- labels --------------------------------------------------------------- */

/* Without quotes, and without the dots of ipconfig. */
static struct pp_sv bare_label(struct pp_sv label)
{
    label = pp_trim_end(pp_trim_wide(label), ". ");
    while (label.len > 0 && pp_is_one_of(label.ptr[0], "\"'{[,")) {
        label = pp_trim_wide(pp_sv_sub(label, 1, SIZE_MAX));
    }
    if (label.len > 0 && pp_is_one_of(label.ptr[label.len - 1], "\"'")) {
        label.len--;
    }
    size_t front = pp_sv_starts_nocase(label, PP_SV("$env:"))  ? 5
                   : pp_sv_starts_nocase(label, PP_SV("set ")) ? 4
                                                               : 0;
    return pp_sv_sub(label, front, SIZE_MAX);
}

/* A label up to the first separator; what is behind that is its value. */
static enum pp_redact_value
try_label(struct pp_scan *scan, struct pp_sv text, struct pp_sv separator)
{
    size_t at = pp_sv_find(text, separator, 0);
    if (at == SIZE_MAX) {
        return PP_REDACT_VALUE_NONE;
    }
    enum pp_redact_value kind =
        pp_redact_label(scan->names->words, bare_label(pp_sv_sub(text, 0, at)));
    if (kind != PP_REDACT_VALUE_NONE) {
        pp_hit_value(scan, kind, pp_sv_sub(text, at + separator.len, SIZE_MAX));
    }
    return kind;
}

/* Looks for the pattern of a label (1) and its value (2) in all of the text;
 * the next one may begin with what ends the label. */
static void try_pairs(struct pp_scan *scan,
                      struct pp_sv text,
                      enum pp_redact_pattern pattern)
{
    size_t at = 0;
    while (pp_redact_match(scan->patterns, pattern, text, at)) {
        struct pp_sv label = scan->patterns->groups[1];
        pp_hit_value(scan,
                     pp_redact_label(scan->names->words, label),
                     scan->patterns->groups[2]);
        at = (size_t)(label.ptr - text.ptr) + label.len + 1;
    }
}

/* `CN=SRV1,OU=Sales,DC=corp,DC=example`: a distinguished name. */
static void try_directory(struct pp_scan *scan, struct pp_sv text)
{
    size_t at =
        pp_sv_find_nocase(text, PP_SV("DC="), 0) != SIZE_MAX ? 0 : SIZE_MAX;
    while (pp_redact_match(
        scan->patterns, PP_REDACT_PATTERN_DIRECTORY, text, at)) {
        const struct pp_sv *groups = scan->patterns->groups;
        at = (size_t)(groups[0].ptr - text.ptr) + 1;
        pp_hit_value(scan,
                     groups[1].len > 0 ? PP_REDACT_VALUE_WORD
                                       : PP_REDACT_VALUE_DOMAIN,
                     groups[2]);
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
    struct pp_sv rest = pp_sv_trim(pp_sv_sub(text, name.len, SIZE_MAX));
    if (memory->is_computer && pp_sv_starts_nocase(text, name) &&
        rest.len > 0 && pp_is_one_of(rest.ptr[0], "=:")) {
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
    memory->open = try_label(scan, text, PP_SV(":"));
    (void)try_label(scan, text, PP_SV("\xEF\xBC\x9A"));
    (void)try_label(scan, text, PP_SV("="));
    /* `ComputerName    REG_SZ    SRV1` */
    if (pp_redact_match(scan->patterns, PP_REDACT_PATTERN_REGISTRY, text, 0)) {
        (void)try_label(scan, text, scan->patterns->groups[0]);
    }
    try_pairs(scan, text, PP_REDACT_PATTERN_JSON);
    try_pairs(scan, text, PP_REDACT_PATTERN_XML);
    try_directory(scan, text);
    try_computer_name(memory, scan, text);
    /* The label may hold the colon: $env:COMPUTERNAME = "SRV1". */
    size_t env = pp_sv_find_nocase(text, PP_SV("$env:"), 0);
    if (env != SIZE_MAX) {
        (void)try_label(scan, pp_sv_sub(text, env, SIZE_MAX), PP_SV("="));
    }
}

/* --- cues ----------------------------------------------------------------- */

/* A command comes first on the line or behind a prompt. */
static bool may_be_command(struct pp_sv line, size_t at)
{
    while (at > 0 && line.ptr[at - 1] == ' ') {
        at--;
    }
    return at == 0 || pp_is_one_of(line.ptr[at - 1], ">$#%");
}

/* Looks at the next cue from `at` on; returns where to go on, or SIZE_MAX
 * behind the last. */
static size_t learn_cue(struct pp_scan *scan, size_t at)
{
    static const enum pp_redact_value kinds[] = {PP_REDACT_VALUE_NONE,
                                                 PP_REDACT_VALUE_WORD,
                                                 PP_REDACT_VALUE_HOST,
                                                 PP_REDACT_VALUE_USER,
                                                 PP_REDACT_VALUE_HOST,
                                                 PP_REDACT_VALUE_WORD};
    const struct pp_sv *groups = scan->patterns->groups;
    size_t kind = PP_ARRAY_LEN(kinds) - 1;
    if (!pp_scan_matches(scan, PP_REDACT_PATTERN_CUE, at)) {
        return SIZE_MAX;
    }
    while (groups[kind].len == 0 && kind > 0) {
        kind--;
    }
    size_t cue = pp_scan_offset(scan, groups[0]);
    size_t from = cue + groups[0].len;
    bool is_command = kind > 3;
    bool is_thing = kind > 4;
    if (is_command && !may_be_command(scan->line, cue)) {
        return cue + 1;
    }
    if (is_command && pp_scan_matches(scan, PP_REDACT_PATTERN_OPTIONS, from)) {
        from += groups[0].len;
    }
    size_t end = pp_redact_name_end(scan->line, from, "-._", ".");
    struct pp_sv value = pp_sv_sub(scan->line, from, end - from);
    if (value.len > 0 && !(is_thing && !pp_has_one_of(value, "-_")) &&
        !pp_is_one_of(pp_redact_byte(scan->line, end), "\\@")) {
        pp_hit_value(scan, kinds[kind], value);
    }
    return from + 1;
}

void pp_learn_cues(struct pp_scan *scan)
{
    for (size_t at = 0; at != SIZE_MAX;) {
        at = learn_cue(scan, at);
    }
}
