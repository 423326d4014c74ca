/*
 * fix for people: what is wrong, what is done about it and what comes of it,
 * the commands, the way back. Prints what it is given.
 */
#include "fix_text.h"

#include "base/utf8.h"
#include "fix_advice.h"
#include "fix_case.h"
#include "fix_mirrored_text.h"
#include "fix_typical.h"
#include "fix_urls.h"
#include "fix_words.h"
#include "print/limit_text.h"
#include "sim/print/figures.h"
#include "sim/reserve/reserve.h"
#include "sim/steps/step_text.h"

/* --- the cause --- */

static void add_exclusion(struct fix_text *text,
                          const struct pp_exclusion *exclusion)
{
    struct pp_buf *buf = text->to.buf;
    pp_buf_add_str(buf, ", excluded ");
    pp_range_print(buf, exclusion->range);
    pp_buf_printf(buf,
                  "%s, owner %s",
                  exclusion->is_administered == PP_YES ? " *" : "",
                  pp_owner_name(exclusion->owner));
    pps_report_place(buf, &text->to, &exclusion->place);
}

static void add_holder(struct fix_text *text, const struct pp_socket *socket)
{
    struct pp_buf *buf = text->to.buf;
    pp_buf_add_str(buf, ", held by ");
    if (socket->process.len > 0) {
        pp_escape_text(buf, socket->process);
    } else {
        pp_buf_add_str(buf, "a program");
    }
    if (socket->has_pid) {
        pp_buf_printf(buf, " (process id %lu)", (unsigned long)socket->pid);
    }
    pps_report_place(buf, &text->to, &socket->place);
}

static void add_typical(struct fix_text *text,
                        const struct pps_fix_typical *typical)
{
    const struct pps_fix *fix = text->fix;
    const struct pp_check_span *span = typical->span;
    bool is_one = span->range.first == span->range.last;
    struct pp_buf *line = &text->to.line;
    pp_buf_add_str(line, "on a typical desktop with the dynamic range ");
    pp_range_print(line, typical->dynamic);
    pp_buf_printf(line,
                  " %s cannot be bound after ",
                  is_one ? "this port" : "one of these");
    pps_add_percent(line, (double)typical->hits / fix->options.runs);
    pp_buf_add_str(line, " of boots");
    if (typical->hits > 0) {
        pp_buf_printf(line,
                      "; portplan suggest --near %u finds safer ones",
                      (unsigned)span->range.first);
    }
    pps_report_end_paragraph(&text->to, 2);
}

static void add_cause(struct fix_text *text, const struct pp_check_span *span)
{
    struct pp_buf *buf = text->to.buf;
    pp_style_begin(buf, text->to.style, PP_COLOR_STRONG);
    pp_range_print(buf, span->range);
    pp_buf_printf(buf, "/%s", pp_protocol_name(span->protocol));
    pp_style_end(buf, text->to.style, PP_COLOR_STRONG);
    pp_buf_printf(buf, "  %s", pp_verdict_name(span->verdict));
    if (span->verdict == PP_VERDICT_IN_USE && span->socket_count > 0) {
        add_holder(text, span->sockets[0]);
    } else if (span->exclusion_count > 0) {
        add_exclusion(text, span->exclusions[0]);
    } else if (span->verdict == PP_VERDICT_AT_RISK) {
        pp_buf_add_str(buf, ", in the dynamic range");
    }
    pp_buf_add_char(buf, '\n');
    if (span->verdict == PP_VERDICT_UNKNOWN) {
        pp_limit_text(&text->to.line, &span->limits[0]);
        pps_report_place(&text->to.line, &text->to, &span->limits[0].place);
        pps_report_end_paragraph(&text->to, 2);
    }
    const struct pps_fix_typical *typical = pps_fix_typical_of(text->fix, span);
    if (typical != NULL) {
        add_typical(text, typical);
    }
    if (span->earlier != NULL) {
        pp_buf_add_str(&text->to.line, "an earlier table excludes it: ");
        pp_range_print(&text->to.line, span->earlier->range);
        pps_report_place(&text->to.line, &text->to, &span->earlier->place);
        pp_buf_add_str(&text->to.line,
                       "; the answer is about the machine as it was left");
        pps_report_end_paragraph(&text->to, 2);
    }
}

/* Of the cures that come before the chosen one. */
static void add_failures(struct fix_text *text)
{
    const struct pps_fix *fix = text->fix;
    for (size_t i = 0; i < fix->trial_count; i++) {
        if (fix->trials[i].works) {
            return;
        }
        pp_buf_printf(text->to.buf, "  %s fails: ", fix->trials[i].cure->name);
        pps_fix_add_failure(text->to.buf, &fix->trials[i]);
        pp_buf_add_char(text->to.buf, '\n');
    }
}

/* Advice on the ports that prevent an answer; and where nothing
 * is done, on those that could be lost or keep others out. */
static bool is_advised(const struct pps_fix *fix,
                       const struct pp_check_span *span)
{
    bool is_yes = pp_verdict_is_yes(span->verdict);
    if (fix->leaves_too_few) {
        return false; /* which is to reserve them */
    }
    if (fix->answer == PPS_FIX_NONE) {
        return fix->has_incurable ? pps_fix_is_incurable(span) : !is_yes;
    }
    return fix->answer == PPS_FIX_NOTHING && span->verdict != PP_VERDICT_FREE &&
           !span->is_before_vista;
}

static void add_causes(struct fix_text *text)
{
    size_t count = 0;
    const struct pp_check_span *spans =
        pp_check_spans(text->fix->check, &count);
    for (size_t i = 0; i < count; i++) {
        add_cause(text, &spans[i]);
        pps_fix_add_urls(text, &spans[i]);
        if (is_advised(text->fix, &spans[i])) {
            pps_fix_add_advice(text, &spans[i]);
        }
    }
}

/* --- what lies behind --- */

static bool is_one_port(const struct pps_fix *fix)
{
    size_t count = 0;
    const struct pp_check_span *spans = pp_check_spans(fix->check, &count);
    return count == 1 && spans[0].range.first == spans[0].range.last;
}

static bool works_beside(const struct pps_fix *fix, const char *cure)
{
    for (size_t i = 0; i < fix->trial_count; i++) {
        const struct pps_fix_trial *trial = &fix->trials[i];
        if (trial->works && trial != fix->chosen &&
            trial->cure == pps_cure_named(pp_sv_from(cure))) {
            return true;
        }
    }
    return false;
}

/* What pushed the range low, and the cure that puts it back. */
static void add_low_range(struct fix_text *text,
                          const struct pp_dynamic *dynamic)
{
    const struct pps_fix *fix = text->fix;
    struct pp_buf *line = &text->to.line;
    pp_buf_add_str(line, "the dynamic range ");
    pp_range_print(line, dynamic->range);
    if (dynamic->basis != PP_BASIS_CAPTURED) {
        pp_buf_printf(line, " (%s)", pp_basis_name(dynamic->basis));
    }
    pp_buf_printf(line,
                  " reaches down to %s",
                  is_one_port(fix) ? "this port" : "these ports");
    pps_report_place(line, &text->to, &dynamic->place);
    if (fix->max_user_port != NULL) {
        pp_buf_printf(
            line,
            "; MaxUserPort = %llu",
            (unsigned long long)fix->max_user_port->as.registry.number);
        pps_report_place(line, &text->to, &fix->max_user_port->place);
    }
    if (works_beside(fix, "dynamic-range")) {
        pp_buf_add_str(line, "; --cure dynamic-range restores it (a restart)");
    }
    pps_report_end_paragraph(&text->to, 2);
}

/* --- the cure --- */

static void add_others(struct fix_text *text)
{
    const struct pps_fix *fix = text->fix;
    bool is_first = true;
    for (size_t i = 0; i < fix->trial_count; i++) {
        const struct pps_fix_trial *trial = &fix->trials[i];
        if (trial->works && trial != fix->chosen) {
            pp_buf_printf(text->to.buf,
                          "%s--cure %s",
                          is_first ? "  others that work here: " : ", ",
                          trial->cure->name);
            is_first = false;
        }
    }
    pp_buf_add_str(text->to.buf, is_first ? "" : "\n");
}

static void add_outcomes(struct fix_text *text)
{
    const struct pps_fix_trial *trial = text->fix->chosen;
    for (size_t i = 0; i < 2 * trial->expect_count; i++) {
        pp_buf_add_str(text->to.buf, "  ");
        pps_fix_add_outcome(text->to.buf, trial, i, " ");
        pp_buf_add_char(text->to.buf, '\n');
    }
}

static void add_commands(struct fix_text *text,
                         const char *head,
                         const struct pps_step *steps,
                         size_t count)
{
    pp_buf_printf(text->to.buf, "%s\n", head);
    for (size_t i = 0; i < count; i++) {
        pp_buf_add_str(text->to.buf, "  ");
        pps_step_command(text->to.buf, &steps[i]);
        pp_buf_add_char(text->to.buf, '\n');
    }
}

static void add_warning(struct fix_text *text, const char *warning)
{
    pp_buf_add_str(text->to.buf, "  ");
    pp_style_text(text->to.buf, text->to.style, PP_COLOR_AT_RISK, "!");
    pp_buf_add_char(text->to.buf, ' ');
    pp_style_hanging(text->to.buf, text->to.style, 4, 4, warning);
}

static void add_cure(struct fix_text *text)
{
    const struct pps_fix *fix = text->fix;
    const struct pps_cure *cure = fix->chosen->cure;
    size_t count = 0;
    const char *head =
        fix->answer == PPS_FIX_OPTIONAL ? "to keep it so: " : "cure: ";
    if (fix->chosen->makes_room) {
        head = "so that WSL finds room: ";
    }
    pp_style_text(text->to.buf, text->to.style, PP_COLOR_FREE, head);
    pp_buf_printf(text->to.buf, "%s (%s)\n", cure->title, cure->name);
    add_failures(text);
    if (fix->options.cure == NULL && fix->answer == PPS_FIX_CURED) {
        pp_buf_add_str(text->to.buf,
                       "  the least disruptive cure that works here\n");
    }
    add_others(text);
    add_outcomes(text);
    if (cure->cost != NULL) {
        add_warning(text, cure->cost);
    }
    add_warning(text, fix->bears);
    add_commands(text,
                 "as an administrator:",
                 fix->chosen->commands,
                 fix->chosen->command_count);
    const struct pps_step *steps = pps_scenario_steps(fix->way_back, &count);
    add_commands(text, "the way back:", steps, count);
    if (fix->is_range_unknown) {
        add_warning(text,
                    "no capture shows the dynamic range: note it first, and "
                    "restore that one");
    }
}

/* What would help, and why it is not offered. */
static void add_unknown_list(struct fix_text *text)
{
    if (!text->fix->is_list_unknown) {
        return;
    }
    pp_style_paragraph(
        text->to.buf,
        text->to.style,
        2,
        "ReservedPorts would keep it so, but no capture shows what the value "
        "holds, and setting it again would lose that; add what this writes:");
    pp_buf_add_str(text->to.buf,
                   "    reg export HKLM\\SYSTEM\\CurrentControlSet\\Services\\"
                   "Tcpip\\Parameters tcpip.reg\n");
}

/* Some of several ports are beyond help, and others are not. */
static bool is_mixed(const struct pps_fix *fix)
{
    size_t count = 0;
    bool has_other = false;
    const struct pp_check_span *spans = pp_check_spans(fix->check, &count);
    for (size_t i = 0; i < count; i++) {
        has_other |= !pps_fix_is_incurable(&spans[i]) &&
                     spans[i].verdict == PP_VERDICT_BLOCKED;
    }
    return has_other && fix->has_incurable;
}

/* What the pool of the DNS Server does to the port, by figures. */
static void add_dns(struct fix_text *text)
{
    const struct pps_fix *fix = text->fix;
    struct pp_buf line;
    if (fix->dns.span == NULL) {
        return;
    }
    pp_buf_init(&line, SIZE_MAX / 2);
    pp_buf_add_str(&line, "the DNS Server's pool has ");
    pp_buf_add_u64(&line, fix->dns.span->range.first);
    pp_buf_add_str(&line, " after ");
    pps_add_percent(&line, (double)fix->dns.hits / (double)fix->options.runs);
    pp_buf_add_str(&line, " of ");
    pp_buf_add_thousands(&line, fix->options.runs);
    pp_buf_add_str(&line, " simulated starts; excluded, after none");
    pp_style_paragraph(text->to.buf, text->to.style, 2, line.data);
    pp_buf_done(&line);
}

static void add_none(struct fix_text *text)
{
    if (text->fix->dns.span != NULL && !is_mixed(text->fix)) {
        add_dns(text);
        pp_style_text(text->to.buf,
                      text->to.style,
                      PP_COLOR_AT_RISK,
                      text->fix->dns.span->verdict == PP_VERDICT_IN_USE
                          ? "the cure is to exclude it there\n"
                          : "the likely cure is to exclude it there; netstat "
                            "-ano proves the holder\n");
        return;
    }
    if (text->fix->has_likely_cure) {
        pp_style_text(text->to.buf,
                      text->to.style,
                      PP_COLOR_AT_RISK,
                      "the likely cure; only the table proves it\n");
        return;
    }
    bool is_some = is_mixed(text->fix);
    pp_style_text(text->to.buf,
                  text->to.style,
                  PP_COLOR_BLOCKED,
                  is_some ? "no commands cure all of these"
                          : "no commands cure this");
    if (is_some) {
        pp_buf_add_str(text->to.buf,
                       ": leave out the ports that have advice of their own");
    } else if (text->fix->leaves_too_few) {
        pp_buf_add_str(
            text->to.buf,
            ": reserving them leaves fewer than 255 ports for connections");
    } else if (text->fix->options.cure != NULL && text->fix->trial_count == 0) {
        pp_buf_printf(text->to.buf,
                      ": %s does not apply here",
                      text->fix->options.cure->name);
    }
    pp_buf_add_char(text->to.buf, '\n');
    add_failures(text);
}

void pps_fix_text(struct pp_buf *buf,
                  const struct pp_style *style,
                  const struct pps_fix *fix,
                  const struct pp_sv *capture_names,
                  size_t capture_count)
{
    struct fix_text text = {pps_report_begin(buf, style), fix};
    text.to.capture_names = capture_names;
    text.to.capture_count = capture_count;
    add_causes(&text);
    for (int p = 0; p < PP_PROTOCOL_COUNT; p++) {
        if (fix->low_range[p] != NULL) {
            add_low_range(&text, fix->low_range[p]);
        }
    }
    pps_fix_add_mirrored(&text);
    switch (fix->answer) {
    case PPS_FIX_NOTHING:
        add_unknown_list(&text);
        if (pps_fix_is_at_rpc_risk(fix)) {
            pp_buf_add_str(buf, "no command keeps it free for sure\n");
            break;
        }
        pp_style_text(buf,
                      style,
                      PP_COLOR_FREE,
                      fix->mirrored.hit_runs > 0
                          ? "nothing needs to be done now, and no command is "
                            "sure to help after a restart"
                          : "nothing needs to be done");
        pp_buf_add_char(buf, '\n');
        add_failures(&text);
        break;
    case PPS_FIX_OPTIONAL:
    case PPS_FIX_CURED:
        add_cure(&text);
        break;
    case PPS_FIX_NONE:
        add_none(&text);
        break;
    }
    if (fix->trial_count > 0) {
        const struct pps_reserve_model *model = fix->trials[0].whatif->model;
        pps_report_basis(
            &text.to,
            (struct pps_basis){fix->options.runs, fix->options.seed, model});
    }
    pps_report_done(&text.to);
}
