/* Learning secrets, line by line and fact by fact. */
#include "redact_learn.h"

#include "parse/line/clean.h"
#include "parse/line/host_evidence.h"
#include "redact_letters.h"
#include "redact_line.h"

void pp_learner_init(struct pp_learner *learner)
{
    *learner = (struct pp_learner){0};
    pp_table_memory_init(&learner->tables);
}

void pp_learner_done(struct pp_learner *learner)
{
    pp_table_memory_done(&learner->tables);
}

/* --- lines ---------------------------------------------------------------- */

/* What the answer to a command is, alone on the next line. */
static enum pp_redact_value question_of(const struct pp_label_memory *labels,
                                        struct pp_scan *scan,
                                        struct pp_sv line)
{
    const struct pp_sv *groups = scan->patterns->groups;
    if (labels->is_computer && pp_sv_equal_nocase(line, PP_SV("name"))) {
        return PP_REDACT_VALUE_HOST;
    }
    if (!pp_redact_match(scan->patterns, PP_REDACT_PATTERN_QUESTION, line, 0)) {
        return PP_REDACT_VALUE_NONE;
    }
    return groups[1].len > 0   ? PP_REDACT_VALUE_USER
           : groups[2].len > 0 ? PP_REDACT_VALUE_DOMAIN
                               : PP_REDACT_VALUE_HOST;
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
    learner->asked = question_of(&learner->labels, scan, line);
}

static void learn_host(struct pp_scan *scan)
{
    struct pp_host_evidence evidence =
        pp_host_evidence_read(pp_trim_wide(scan->line));
    bool is_named =
        evidence.kind == PP_HOST_REMOTE || evidence.kind == PP_HOST_SELF;
    if (is_named && !pp_is_digit(evidence.name.ptr[0])) {
        pp_scan_host(scan, evidence.name, true);
    }
}

/* The peers of netstat's rows, which are no facts about this machine. */
static void learn_peers(struct pp_scan *scan)
{
    struct pp_sv line = pp_trim_wide(scan->line);
    if (!pp_redact_match(scan->patterns, PP_REDACT_PATTERN_PEERS, line, 0)) {
        return;
    }
    struct pp_sv peers[] = {scan->patterns->groups[1],
                            scan->patterns->groups[2]};
    for (size_t i = 0; i < PP_ARRAY_LEN(peers); i++) {
        if (peers[i].len > 0) {
            pp_scan_host(scan, peers[i], false);
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

static enum pp_status
learn_host_name(struct pp_names *names, struct pp_sv host, uint64_t line)
{
    if (pp_sv_find(host, PP_SV(":"), 0) != SIZE_MAX ||
        !pp_redact_has_letter(host) || !pp_is_host_name(host)) {
        return PP_OK;
    }
    size_t dot = pp_sv_find(host, PP_SV("."), 0);
    return pp_names_add(names, PP_REDACT_HOST, pp_sv_sub(host, 0, dot), line);
}

static enum pp_status
learn_process(struct pp_names *names, struct pp_sv process, uint64_t line)
{
    process.len -= pp_redact_exe_len(process);
    return pp_redact_is_known(names->words, process, PP_REDACT_IS_WINDOWS)
               ? PP_OK
               : pp_names_add(names, PP_REDACT_PROCESS, process, line);
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
