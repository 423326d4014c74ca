/*
 * fix for people: what helps where no commands do. The words are the check's;
 * each command has a line of its own.
 */
#include "fix_advice.h"

#include <string.h>

#include "check/registrant.h"

enum {
    SYSTEM_PID = 4, /* drivers, which tasklist does not name */
};

/* A sentence; the command that ends it in a line of its own, to be copied. */
static void
add_sentence(struct fix_text *text, const char *sentence, const char *command)
{
    if (command == NULL) {
        pp_style_paragraph(text->to.buf, text->to.style, 2, sentence);
        return;
    }
    pp_buf_add(&text->to.line,
               (struct pp_sv){sentence, (size_t)(command - sentence) - 1});
    pps_report_end_paragraph(&text->to, 2);
    pp_buf_printf(text->to.buf, "    %s\n", command);
}

/* Without the "or" that joins it to a piece of advice before it. */
static const char *without_or(const char *sentence)
{
    static const char word[] = "or ";
    size_t len = sizeof(word) - 1;
    return strncmp(sentence, word, len) == 0 ? sentence + len : sentence;
}

static void
add_task_query(struct fix_text *text, const char *what, uint32_t pid)
{
    if (pid > SYSTEM_PID) {
        pp_buf_printf(text->to.buf,
                      "  %s: tasklist /svc /fi \"PID eq %lu\"\n",
                      what,
                      (unsigned long)pid);
    }
}

/* Services share processes: which ones stop with it. */
static void add_holder_query(struct fix_text *text,
                             const struct pp_check_span *span)
{
    if (span->verdict == PP_VERDICT_IN_USE && span->socket_count > 0) {
        const struct pp_socket *holder = span->sockets[0];
        add_task_query(
            text, "what runs in it", holder->has_pid ? holder->pid : 0);
    } else if (span->verdict == PP_VERDICT_BLOCKED) {
        const struct pp_reservation *url = pp_registrant_of(span);
        add_task_query(text,
                       "what runs in the process that registered the URL",
                       url != NULL && url->has_pid ? url->pid : 0);
    }
}

/* The first piece of advice is for the owner of the row. Where that is winnat
 * and nothing works, it is what was tried. */
void pps_fix_add_advice(struct fix_text *text, const struct pp_check_span *span)
{
    size_t first = text->fix->trial_count > 0 ? 1 : 0;
    for (size_t i = first; i < span->advice_count; i++) {
        add_sentence(text,
                     i == first ? without_or(span->advice[i]) : span->advice[i],
                     span->commands[i]);
    }
    add_holder_query(text, span);
    if (span->verdict == PP_VERDICT_RESERVED && span->exclusion_count > 0) {
        const struct pp_range row = span->exclusions[0]->range;
        pp_buf_printf(
            text->to.buf,
            "  to take the reservation away:\n    netsh int ipv4 delete "
            "excludedportrange protocol=%s startport=%u "
            "numberofports=%u\n",
            pp_protocol_name(span->protocol),
            (unsigned)row.first,
            (unsigned)pp_range_count(row));
    }
    if (span->verdict == PP_VERDICT_BLOCKED ||
        span->verdict == PP_VERDICT_IN_USE) {
        pp_buf_printf(text->to.buf,
                      "  portplan suggest --near %u finds another port, and "
                      "says why\n",
                      (unsigned)span->range.first);
    }
}
