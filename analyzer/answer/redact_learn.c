/* Learning secrets from what stands around them. */
#include "redact_learn.h"

#include "bounds.h"
#include "clean.h"
#include "host_evidence.h"

void pp_learner_init(struct pp_learner *learner)
{
    *learner = (struct pp_learner){0};
    pp_buf_init(&learner->above, PP_LIMIT_LINE_BYTES);
}

void pp_learner_done(struct pp_learner *learner)
{
    pp_buf_done(&learner->above);
}

/* --- values --------------------------------------------------------------- */

static size_t offset_in(const struct pp_scan *scan, struct pp_sv part)
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

static void hit_domains(struct pp_scan *scan, struct pp_sv value)
{
    size_t from = 0;
    for (size_t at = 0; at <= value.len; at++) {
        if (at < value.len && value.ptr[at] != ',' && value.ptr[at] != ' ') {
            continue;
        }
        struct pp_sv part = pp_sv_sub(value, from, at - from);
        if (part.len > 0 && pp_is_host_name(part)) {
            size_t start = offset_in(scan, part);
            pp_scan_word(scan, PP_REDACT_DOMAIN, start, start + part.len);
            /* Its first name is the domain's in the old manner. */
            size_t dot = pp_sv_find(part, PP_SV("."), 0);
            if (dot != SIZE_MAX) {
                pp_scan_host(scan, start, start + part.len, true);
            }
        }
        from = at + 1;
    }
}

static void
hit_value(struct pp_scan *scan, enum pp_redact_value kind, struct pp_sv value)
{
    value = bare_value(value);
    if (!is_plain(value)) {
        return;
    }
    size_t from = offset_in(scan, value);
    size_t to = from + value.len;
    switch (kind) {
    case PP_REDACT_VALUE_NONE:
        return;
    case PP_REDACT_VALUE_HOST:
        if (pp_is_host_name(value)) {
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

static void try_label(struct pp_scan *scan,
                      struct pp_sv text,
                      size_t separator,
                      size_t separator_len)
{
    if (separator == SIZE_MAX) {
        return;
    }
    struct pp_sv label = bare_label(pp_sv_sub(text, 0, separator));
    enum pp_redact_value kind = pp_redact_label(label);
    if (kind != PP_REDACT_VALUE_NONE) {
        hit_value(
            scan, kind, pp_sv_sub(text, separator + separator_len, SIZE_MAX));
    }
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
    try_label(scan, text, at, len);
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
            hit_value(
                scan, pp_redact_label(label), pp_sv_sub(rest, 1, close - 1));
        }
        at = end + 1;
    }
}

static void learn_labels(struct pp_scan *scan)
{
    struct pp_sv text = pp_strip_marks(pp_trim_wide(scan->line));
    bool is_view = text.len > 0 && text.ptr >= scan->line.ptr &&
                   text.ptr + text.len <= scan->line.ptr + scan->line.len;
    if (!is_view) {
        return;
    }
    try_label(scan, text, pp_sv_find(text, PP_SV(":"), 0), 1);
    try_label(scan, text, pp_sv_find(text, PP_SV("\xEF\xBC\x9A"), 0), 3);
    try_label(scan, text, pp_sv_find(text, PP_SV("="), 0), 1);
    try_registry(scan, text);
    try_json(scan, text);
    /* The label may hold the colon: $env:COMPUTERNAME = "SRV1". */
    struct pp_sv drive = PP_SV("$env:");
    size_t env = pp_sv_find_nocase(text, drive, 0);
    if (env != SIZE_MAX) {
        struct pp_sv rest = pp_sv_sub(text, env + drive.len, SIZE_MAX);
        try_label(scan, rest, pp_sv_find(rest, PP_SV("="), 0), 1);
    }
}

/* `docker: ... on endpoint NAME (`, `/user:NAME` */
static void learn_cues(struct pp_scan *scan)
{
    struct pp_sv line = scan->line;
    for (size_t at = 0; at < line.len; at++) {
        size_t len = 0;
        enum pp_redact_value kind =
            pp_redact_cue(pp_sv_sub(line, at, 32), &len);
        if (kind == PP_REDACT_VALUE_NONE) {
            continue;
        }
        at += len;
        size_t end = pp_word_end(line, at, "-._");
        while (end > at && line.ptr[end - 1] == '.') {
            end--;
        }
        if (end > at && (end == line.len ||
                         (line.ptr[end] != '\\' && line.ptr[end] != '@'))) {
            hit_value(scan, kind, pp_sv_sub(line, at, end - at));
        }
    }
}

/* --- questions and prompts ------------------------------------------------ */

/* A command whose answer, alone on the next line, is a name. */
static enum pp_redact_value question_of(struct pp_sv line)
{
    static const struct {
        struct pp_sv end;
        enum pp_redact_value asked;
    } questions[] = {
        {PP_SV_INIT("whoami"), PP_REDACT_VALUE_USER},
        {PP_SV_INIT("whoami.exe"), PP_REDACT_VALUE_USER},
        {PP_SV_INIT("echo %username%"), PP_REDACT_VALUE_USER},
        {PP_SV_INIT("$env:username"), PP_REDACT_VALUE_USER},
        {PP_SV_INIT("echo %userdomain%"), PP_REDACT_VALUE_DOMAIN},
        {PP_SV_INIT("$env:userdomain"), PP_REDACT_VALUE_DOMAIN},
        {PP_SV_INIT("hostname"), PP_REDACT_VALUE_HOST},
        {PP_SV_INIT("hostname.exe"), PP_REDACT_VALUE_HOST},
        {PP_SV_INIT("echo %computername%"), PP_REDACT_VALUE_HOST},
        {PP_SV_INIT("$env:computername"), PP_REDACT_VALUE_HOST},
    };
    for (size_t i = 0; i < PP_ARRAY_LEN(questions); i++) {
        struct pp_sv end = questions[i].end;
        if (line.len < end.len ||
            !pp_sv_equal_nocase(pp_sv_sub(line, line.len - end.len, end.len),
                                end)) {
            continue;
        }
        struct pp_sv front = pp_sv_trim(pp_sv_sub(line, 0, line.len - end.len));
        char last = front.len > 0 ? front.ptr[front.len - 1] : '>';
        if (last == '>' || last == '$' || last == '#' || last == '%') {
            return questions[i].asked;
        }
    }
    return PP_REDACT_VALUE_NONE;
}

static void learn_answer(struct pp_learner *learner, struct pp_scan *scan)
{
    struct pp_sv line = pp_strip_marks(pp_trim_wide(scan->line));
    if (line.len == 0) {
        return;
    }
    if (learner->asked != PP_REDACT_VALUE_NONE && pp_is_host_name(line)) {
        hit_value(scan, learner->asked, line);
    }
    learner->asked = question_of(line);
}

static void learn_host(struct pp_scan *scan)
{
    struct pp_host_evidence evidence =
        pp_host_evidence_read(pp_trim_wide(scan->line));
    bool is_named =
        evidence.kind == PP_HOST_REMOTE || evidence.kind == PP_HOST_SELF;
    if (is_named && !pp_is_digit(evidence.name.ptr[0])) {
        size_t from = offset_in(scan, evidence.name);
        pp_scan_host(scan, from, from + evidence.name.len, true);
    }
}

/* The peers of netstat's rows, which are no facts about this machine. */
static void learn_peers(struct pp_scan *scan)
{
    struct pp_sv line = pp_trim_wide(scan->line);
    enum pp_protocol protocol;
    if (line.len < 4 || !pp_protocol_parse(pp_sv_sub(line, 0, 3), &protocol)) {
        return;
    }
    size_t at = offset_in(scan, line) + 3;
    at = pp_word_end(scan->line, at, "");
    for (int i = 0; i < 2; i++) {
        while (at < scan->line.len && pp_is_blank(scan->line.ptr[at])) {
            at++;
        }
        size_t from = at;
        size_t to = pp_word_end(scan->line, at, "-._");
        bool is_endpoint =
            to > from && to < scan->line.len && scan->line.ptr[to] == ':';
        if (is_endpoint &&
            (!pp_is_digit(scan->line.ptr[from]) ||
             has_any(pp_sv_sub(scan->line, from, to - from), "-"))) {
            pp_scan_host(scan, from, to, false);
        }
        while (at < scan->line.len && !pp_is_blank(scan->line.ptr[at])) {
            at++;
        }
    }
}

/* --- columns -------------------------------------------------------------- */

static bool is_underline(struct pp_sv line)
{
    line = pp_trim_wide(line);
    for (size_t i = 0; i < line.len; i++) {
        if (line.ptr[i] != '-' && line.ptr[i] != '=' && line.ptr[i] != ' ') {
            return false;
        }
    }
    return line.len >= 3 && (line.ptr[0] == '=' || line.ptr[0] == '-');
}

/* The part of a line that stands over a column. */
static struct pp_sv
title_of(struct pp_sv line, const struct pp_ps_columns *columns, size_t index)
{
    size_t from = columns->items[index].first;
    size_t to =
        index + 1 < columns->count ? columns->items[index + 1].first : line.len;
    return from < to ? pp_trim_wide(pp_sv_sub(line, from, to - from))
                     : (struct pp_sv){NULL, 0};
}

/* The first column of tasklist, in any language, is a program. */
static void open_table(struct pp_learner *learner, struct pp_sv line)
{
    struct pp_sv titles = pp_buf_view(&learner->above);
    bool is_tasklist = pp_trim_wide(line).ptr[0] == '=';
    bool is_wanted = is_tasklist;
    learner->has_table = false;
    if (!pp_ps_find_columns(line, &learner->columns) ||
        learner->columns.count < 2) {
        return;
    }
    for (size_t i = 0; i < learner->columns.count; i++) {
        learner->values[i] =
            pp_redact_label(title_of(titles, &learner->columns, i));
        is_wanted = is_wanted || learner->values[i] != PP_REDACT_VALUE_NONE;
    }
    if (is_tasklist) {
        learner->values[0] = PP_REDACT_VALUE_PROCESS;
    }
    learner->has_table = is_wanted;
}

static void learn_row(struct pp_learner *learner, struct pp_scan *scan)
{
    struct pp_sv cells[PP_LIMIT_PS_COLUMNS];
    if (!pp_ps_split_row(scan->line, &learner->columns, cells)) {
        return;
    }
    for (size_t i = 0; i < learner->columns.count; i++) {
        if (cells[i].len > 0) {
            hit_value(scan, learner->values[i], cells[i]);
        }
    }
}

static void learn_table(struct pp_learner *learner, struct pp_scan *scan)
{
    if (is_underline(scan->line)) {
        open_table(learner, scan->line);
    } else if (pp_trim_wide(scan->line).len == 0) {
        learner->has_table = false;
    } else if (learner->has_table) {
        learn_row(learner, scan);
    }
    pp_buf_clear(&learner->above);
    pp_buf_add(&learner->above, scan->line);
    if (learner->above.status == PP_ERR_NOMEM && scan->status == PP_OK) {
        scan->status = PP_ERR_NOMEM;
    }
}

static void learn_csv(struct pp_learner *learner, struct pp_scan *scan)
{
    struct pp_sv cells[PP_LIMIT_PS_COLUMNS];
    size_t count = pp_redact_csv_line(&learner->csv, scan->line, cells);
    for (size_t i = 0; i < count; i++) {
        if (cells[i].len > 0) {
            hit_value(scan, learner->csv.values[i], cells[i]);
        }
    }
}

void pp_learn_line(struct pp_learner *learner, struct pp_scan *scan)
{
    learn_answer(learner, scan);
    learn_host(scan);
    learn_peers(scan);
    learn_labels(scan);
    learn_cues(scan);
    learn_table(learner, scan);
    learn_csv(learner, scan);
    pp_scan_line(scan);
}

/* --- facts ---------------------------------------------------------------- */

static bool is_name(struct pp_sv address)
{
    bool has_letter = false;
    for (size_t i = 0; i < address.len; i++) {
        char c = address.ptr[i];
        if (c == ':') {
            return false;
        }
        has_letter = has_letter || pp_is_alpha(c) || (unsigned char)c >= 0x80;
    }
    return has_letter && pp_is_host_name(address);
}

static enum pp_status
learn_host_name(struct pp_names *names, struct pp_sv host, uint64_t line)
{
    if (!is_name(host)) {
        return PP_OK;
    }
    size_t dot = pp_sv_find(host, PP_SV("."), 0);
    return pp_names_add(
        names, PP_REDACT_HOST, pp_sv_sub(host, 0, dot), line, false);
}

static enum pp_status
learn_process(struct pp_names *names, struct pp_sv process, uint64_t line)
{
    static const struct pp_sv exe = PP_SV_INIT(".exe");
    if (process.len > exe.len &&
        pp_sv_equal_nocase(pp_sv_sub(process, process.len - exe.len, exe.len),
                           exe)) {
        process.len -= exe.len;
    }
    if ((pp_names_known(names, process) & PP_REDACT_IS_WINDOWS) != 0) {
        return PP_OK;
    }
    return pp_names_add(names, PP_REDACT_PROCESS, process, line, false);
}

enum pp_status pp_learn_fact(struct pp_names *names, const struct pp_fact *fact)
{
    uint64_t line = fact->place.line;
    if (fact->kind == PP_FACT_SOCKET) {
        PP_TRY(learn_process(names, fact->as.socket.process, line));
        return learn_host_name(names, fact->as.socket.address, line);
    }
    if (fact->kind == PP_FACT_BIND_ERROR) {
        return learn_host_name(names, fact->as.bind_error.address, line);
    }
    return PP_OK;
}
