/* Learning secrets from what stands around them. */
#include "redact_learn.h"

#include "base/bounds.h"
#include "parse/line/clean.h"
#include "parse/line/host_evidence.h"

void pp_learner_init(struct pp_learner *learner)
{
    *learner = (struct pp_learner){0};
    pp_table_memory_init(&learner->tables);
}

void pp_learner_done(struct pp_learner *learner)
{
    pp_table_memory_done(&learner->tables);
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
    bool is_account = learner->asked == PP_REDACT_VALUE_USER &&
                      pp_sv_find(line, PP_SV(" "), 0) == SIZE_MAX;
    if (learner->asked != PP_REDACT_VALUE_NONE &&
        (pp_is_host_name(line) || is_account)) {
        pp_hit_value(scan, learner->asked, line);
    }
    bool is_name_asked =
        learner->labels.is_computer && pp_sv_equal_nocase(line, PP_SV("name"));
    learner->asked = is_name_asked ? PP_REDACT_VALUE_HOST : question_of(line);
}

static void learn_host(struct pp_scan *scan)
{
    struct pp_host_evidence evidence =
        pp_host_evidence_read(pp_trim_wide(scan->line));
    bool is_named =
        evidence.kind == PP_HOST_REMOTE || evidence.kind == PP_HOST_SELF;
    if (is_named && !pp_is_digit(evidence.name.ptr[0])) {
        size_t from = pp_scan_offset(scan, evidence.name);
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
    size_t at = pp_scan_offset(scan, line) + 3;
    at = pp_word_end(scan->line, at, "");
    for (int i = 0; i < 2; i++) {
        while (at < scan->line.len && pp_is_blank(scan->line.ptr[at])) {
            at++;
        }
        size_t from = at;
        size_t to = pp_word_end(scan->line, at, "-._");
        bool is_endpoint =
            to > from && to < scan->line.len && scan->line.ptr[to] == ':';
        if (is_endpoint && (!pp_is_digit(scan->line.ptr[from]) ||
                            pp_sv_find(pp_sv_sub(scan->line, from, to - from),
                                       PP_SV("-"),
                                       0) != SIZE_MAX)) {
            pp_scan_host(scan, from, to, false);
        }
        while (at < scan->line.len && !pp_is_blank(scan->line.ptr[at])) {
            at++;
        }
    }
}

void pp_learn_line(struct pp_learner *learner, struct pp_scan *scan)
{
    learn_answer(learner, scan);
    learn_host(scan);
    learn_peers(scan);
    pp_learn_labels(&learner->labels, scan);
    pp_learn_cues(scan);
    pp_learn_tables(&learner->tables, scan);
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
    if (fact->kind == PP_FACT_URL) {
        return learn_process(names, fact->as.url.process, line);
    }
    if (fact->kind == PP_FACT_BIND_ERROR) {
        return learn_host_name(names, fact->as.bind_error.address, line);
    }
    return PP_OK;
}
