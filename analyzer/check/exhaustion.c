/* Ephemeral ports that ran out, as `check` answers about them. */
#include "exhaustion.h"

#include "json/json_write.h"
#include "print/exhaustion_words.h"
#include "print/place.h"
#include "print/usage_text.h"

enum {
    MAX_TEXT_BYTES = 4096
};

/* How much a sign proves, the most first. */
static unsigned rank_of(enum pp_exhaustion_sign sign)
{
    static const unsigned ranks[PP_SIGN_COUNT] = {
        [PP_SIGN_EVENT_4231] = 0,
        [PP_SIGN_EVENT_4266] = 1,
        [PP_SIGN_NO_BUFFER] = 2,
        [PP_SIGN_EVENT_4227] = 3,
        [PP_SIGN_CONNECT_IN_USE] = 4,
        [PP_SIGN_NO_ADDRESS] = 5,
    };
    return ranks[sign];
}

static const struct pp_fact *find_sign(const struct pp_show *show)
{
    const struct pp_fact *best = NULL;
    for (size_t i = 0; i < show->fact_count; i++) {
        const struct pp_fact *fact = &show->facts[i];
        bool is_better =
            fact->kind == PP_FACT_EXHAUSTION &&
            (best == NULL || rank_of(fact->as.exhaustion.sign) <
                                 rank_of(best->as.exhaustion.sign));
        best = is_better ? fact : best;
    }
    return best;
}

/* The sockets may be of another moment: what says outright that no port was
 * left outweighs them. */
static enum pp_usage_verdict judge(const struct pp_exhaustion *found)
{
    if (found->sign == NULL) {
        return found->usage.verdict;
    }
    switch (found->sign->as.exhaustion.sign) {
    case PP_SIGN_NO_BUFFER:
    case PP_SIGN_EVENT_4231:
    case PP_SIGN_EVENT_4266:
        return PP_USAGE_EXHAUSTED;
    case PP_SIGN_EVENT_4227:
    case PP_SIGN_CONNECT_IN_USE:
    case PP_SIGN_NO_ADDRESS:
        break;
    }
    return found->usage.verdict;
}

/* Takes the usage of a protocol that has few or no ports left, unless another
 * has as few. */
static enum pp_status take_worse(const struct pp_machine *machine,
                                 enum pp_protocol protocol,
                                 struct pp_exhaustion *found)
{
    struct pp_usage usage;
    PP_TRY(pp_machine_usage(machine, protocol, &usage));
    bool is_short =
        usage.verdict == PP_USAGE_EXHAUSTED || usage.verdict == PP_USAGE_NEAR;
    if (is_short &&
        (!found->is_found || (usage.verdict == PP_USAGE_EXHAUSTED &&
                              found->usage.verdict != PP_USAGE_EXHAUSTED))) {
        found->is_found = true;
        found->protocol = protocol;
        found->usage = usage;
    }
    return PP_OK;
}

enum pp_status pp_exhaustion_find(const struct pp_show *show,
                                  struct pp_exhaustion *ret)
{
    *ret = (struct pp_exhaustion){.sign = find_sign(show)};
    if (ret->sign != NULL) {
        ret->protocol = ret->sign->protocol;
        PP_TRY(pp_machine_usage(show->machine, ret->protocol, &ret->usage));
        ret->is_found = true;
    }
    for (unsigned p = 0; p < PP_PROTOCOL_COUNT && ret->sign == NULL; p++) {
        PP_TRY(take_worse(show->machine, (enum pp_protocol)p, ret));
    }
    ret->verdict = judge(ret);
    return PP_OK;
}

/* --- text ----------------------------------------------------------------- */

static const char *const protocol_words[] = {"TCP", "UDP"};

static void add_line(struct pp_buf *buf,
                     const struct pp_style *style,
                     const char *label,
                     struct pp_buf *line)
{
    pp_buf_add_str(buf, label);
    pp_style_hanging(buf, style, strlen(label), strlen(label), line->data);
    if (line->status != PP_OK) {
        buf->status = line->status;
    }
    pp_buf_clear(line);
}

static void add_usage(struct pp_buf *buf,
                      const struct pp_style *style,
                      const struct pp_show *show,
                      const struct pp_exhaustion *found)
{
    const struct pp_usage *usage = &found->usage;
    struct pp_buf line;
    if (usage->sockets == 0) {
        return;
    }
    pp_buf_init(&line, MAX_TEXT_BYTES);
    pp_buf_printf(&line,
                  "%s%lu of the %lu ports of the dynamic range ",
                  usage->is_counted || usage->is_partial ? "at least " : "",
                  (unsigned long)usage->taken,
                  (unsigned long)usage->pool);
    pp_range_print(&line,
                   pp_machine_dynamic(show->machine, found->protocol)->range);
    pp_buf_add_str(&line, " that are not excluded");
    add_line(buf, style, "  taken: ", &line);
    pp_finish_part(buf, &line);
}

/* A listing by state and process is what a capture of sockets has already. */
static void add_capture(struct pp_buf *buf, const struct pp_exhaustion *found)
{
    const char *command;
    if (found->usage.cause != PP_USAGE_CAUSE_UNKNOWN) {
        return;
    }
    pp_buf_add_str(buf, "  to see who has them, while it happens:\n");
    for (size_t i = 0;
         (command = pp_exhaustion_capture(found->protocol, i)) != NULL;
         i++) {
        pp_buf_printf(buf, "    %s\n", command);
    }
}

/* 10049 says the same of a wrong address, unless the sockets show why. */
static bool may_be_address(const struct pp_exhaustion *found)
{
    return found->sign != NULL &&
           found->sign->as.exhaustion.sign == PP_SIGN_NO_ADDRESS &&
           found->usage.verdict != PP_USAGE_EXHAUSTED;
}

void pp_exhaustion_text(struct pp_buf *buf,
                        const struct pp_style *style,
                        const struct pp_show *show,
                        const struct pp_exhaustion *found)
{
    struct pp_buf line;
    if (!found->is_found) {
        return;
    }
    pp_buf_init(&line, MAX_TEXT_BYTES);
    pp_buf_printf(&line,
                  "%s: %s",
                  protocol_words[found->protocol],
                  pp_exhaustion_headline(
                      found->sign != NULL ? &found->sign->as.exhaustion : NULL,
                      found->verdict));
    if (found->sign != NULL) {
        pp_buf_add_str(&line, " (");
        pp_add_place(&line, show, &found->sign->place);
        pp_buf_add_char(&line, ')');
    }
    pp_style_end_paragraph(buf, style, 0, &line);
    pp_exhaustion_cause(&line, &found->usage);
    add_line(buf, style, "  cause: ", &line);
    if (may_be_address(found)) {
        pp_buf_add_str(&line,
                       "the program binds a local address that this machine "
                       "does not have: then no port is missing (ipconfig)");
        add_line(buf, style, "  or:    ", &line);
    }
    add_usage(buf, style, show, found);
    add_capture(buf, found);
    for (size_t i = 0; pp_exhaustion_cure(
             &line, show->machine, found->protocol, &found->usage, i);
         i++) {
        add_line(buf, style, i == 0 ? "  cure:  " : "  or     ", &line);
    }
    pp_finish_part(buf, &line);
    pp_usage_warning(
        buf, style, show->machine, found->protocol == PP_TCP ? PP_UDP : PP_TCP);
}

/* --- JSON ----------------------------------------------------------------- */

static void add_holder(struct pp_json *row,
                       const struct pp_usage_process *holder)
{
    if (holder->count == 0) {
        pp_json_add_null(row, "holder");
        return;
    }
    struct pp_json *item = pp_json_object(row, "holder");
    pp_json_add_u64_if(item, "pid", holder->has_pid, holder->pid);
    pp_json_add_known(item, "process", holder->process);
    pp_json_add_str(item,
                    "state",
                    holder->has_state ? pp_socket_state_name(holder->state)
                                      : NULL);
    pp_json_add_u64(item, "count", holder->count);
}

void pp_exhaustion_json(struct pp_json *doc,
                        const struct pp_show *show,
                        const struct pp_exhaustion *found)
{
    static const struct pp_place nowhere;
    if (!found->is_found) {
        return;
    }
    struct pp_json *row = pp_json_object(doc, "exhaustion");
    const struct pp_fact *sign = found->sign;
    pp_json_add_str(row, "protocol", pp_protocol_name(found->protocol));
    pp_json_add_str(row,
                    "sign",
                    sign != NULL
                        ? pp_exhaustion_sign_name(sign->as.exhaustion.sign)
                        : "sockets");
    pp_json_add_str(row, "verdict", pp_usage_verdict_name(found->verdict));
    pp_json_add_str(row, "cause", pp_usage_cause_name(found->usage.cause));
    add_holder(row, &found->usage.holder);
    struct pp_json *advice = pp_json_array(row, "advice");
    struct pp_buf text;
    pp_buf_init(&text, MAX_TEXT_BYTES);
    for (size_t i = 0; pp_exhaustion_cure(
             &text, show->machine, found->protocol, &found->usage, i);
         i++) {
        pp_json_append_str(advice, text.data);
        pp_buf_clear(&text);
    }
    pp_buf_done(&text);
    pp_add_source(row, sign != NULL ? &sign->place : &nowhere);
}
