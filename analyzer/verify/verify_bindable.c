/*
 * The rule that ports can be bound: now, by what check says of them, or after
 * a reboot, by the share of simulated boots.
 */
#include "verify_bindable.h"

#include "portplan/check.h"

#include "base/alloc.h"
#include "print/limit_text.h"
#include "verify_check.h"

static void say_span(struct pp_buf *text, const struct pp_check_span *span)
{
    const struct pp_exclusion *exclusion =
        span->exclusion_count > 0 ? span->exclusions[0] : NULL;
    switch (span->verdict) {
    case PP_VERDICT_UNKNOWN:
        pp_buf_add_str(text, ": ");
        pp_limit_text(text, &span->limits[0]);
        return;
    case PP_VERDICT_IN_USE:
        pp_buf_add_str(text, " cannot be bound: it is in use");
        break;
    case PP_VERDICT_BLOCKED:
        pp_buf_add_str(text, " cannot be bound");
        if (exclusion != NULL) {
            pp_buf_add_str(text, ": excluded ");
            pp_range_print(text, exclusion->range);
            pp_buf_printf(text,
                          "%s, owner %s",
                          exclusion->is_administered == PP_YES ? " *" : "",
                          pp_owner_name(exclusion->owner));
        }
        break;
    case PP_VERDICT_FREE:
    case PP_VERDICT_AT_RISK:
    case PP_VERDICT_RESERVED:
        pp_buf_printf(
            text, " can be bound: %s", pp_verdict_name(span->verdict));
        return;
    }
    if (span->error != PP_WIN_OK) {
        pp_buf_printf(text,
                      "; Windows answers %s (%d)",
                      pp_windows_error_name(span->error),
                      (int)span->error);
    }
}

/* The line that decides: of the socket, the exclusion or the limit. */
static struct pp_place place_of(const struct pp_check_span *span)
{
    if (span->verdict == PP_VERDICT_UNKNOWN) {
        return span->limits[0].place;
    }
    if (span->verdict == PP_VERDICT_IN_USE && span->socket_count > 0) {
        return span->sockets[0]->place;
    }
    return span->exclusion_count > 0 ? span->exclusions[0]->place
                                     : (struct pp_place){0};
}

static enum pp_bind_kind kind_of(const struct pp_rule *rule,
                                 const struct pp_wanted *wanted)
{
    return !rule->has_as && wanted->has_kind ? wanted->kind : rule->as;
}

static void say_kind(struct pp_buf *text, enum pp_bind_kind kind)
{
    if (kind != PP_BIND_PLAIN) {
        pp_buf_printf(text, " as %s", pp_bind_kind_name(kind));
    }
}

static enum pp_status ask_bindable_now(const struct rule_question *question,
                                       const struct pp_wanted *wanted)
{
    struct pp_port_query item = wanted->ports;
    const struct pp_port_list ports = {.items = &item, .count = 1};
    const struct pp_check_options options = {
        .kind = kind_of(question->rule, wanted),
        .assumptions = question->options->assumptions};
    struct pp_check *check = NULL;
    PP_TRY(pp_check_run(question->host->machine, &ports, &options, &check));
    size_t count = 0;
    const struct pp_check_span *spans = pp_check_spans(check, &count);
    enum pp_status status = PP_OK;
    for (size_t i = 0; i < count && status == PP_OK; i++) {
        struct check_draft draft = pp_verify_check_begin(question, wanted);
        draft.check.ports.range = spans[i].range;
        draft.check.place = place_of(&spans[i]);
        draft.check.result =
            spans[i].verdict == PP_VERDICT_UNKNOWN ? PP_VERIFY_UNKNOWN
            : pp_verdict_is_yes(spans[i].verdict)  ? PP_VERIFY_HOLDS
                                                   : PP_VERIFY_VIOLATED;
        pp_verify_check_say_ports(&draft);
        say_kind(&draft.text, options.kind);
        say_span(&draft.text, &spans[i]);
        status = pp_verify_check_end(question, &draft);
    }
    pp_check_free(check);
    return status;
}

/* A share as people read it, cut and not rounded: what is not always stays
 * below 100 %. */
static void say_share(struct pp_buf *text, double share)
{
    uint32_t thousandths = (uint32_t)(share * 100000.0 + 1e-6);
    pp_buf_printf(text,
                  "%u.%03u %%",
                  (unsigned)(thousandths / 1000),
                  (unsigned)(thousandths % 1000));
}

static enum pp_status add_share(const struct rule_question *question,
                                const struct pp_wanted *wanted,
                                const struct pp_verify_share *share)
{
    struct check_draft draft = pp_verify_check_begin(question, wanted);
    pp_verify_check_say_ports(&draft);
    say_kind(&draft.text, kind_of(question->rule, wanted));
    if (!share->is_known) {
        draft.check.result = PP_VERIFY_UNKNOWN;
        pp_buf_add_str(&draft.text, ": its state after a reboot is unknown");
        return pp_verify_check_end(question, &draft);
    }
    /* Shares are quotients of whole numbers: a hair decides nothing. */
    bool is_enough = share->share + 1e-9 >= question->rule->at_least;
    const struct pp_dynamic *dynamic =
        pp_machine_dynamic(question->host->machine, wanted->ports.protocol);
    draft.check.result =
        pp_verify_check_result(dynamic->basis != PP_BASIS_ASSUMED, is_enough);
    pp_buf_add_str(&draft.text, " can be bound after ");
    say_share(&draft.text, share->share);
    pp_buf_add_str(&draft.text, " of simulated reboots");
    if (share->low < share->high) {
        pp_buf_add_str(&draft.text, " (");
        say_share(&draft.text, share->low);
        pp_buf_add_str(&draft.text, " to ");
        say_share(&draft.text, share->high);
        pp_buf_add_char(&draft.text, ')');
    }
    pp_buf_add_str(&draft.text, ", at least ");
    say_share(&draft.text, question->rule->at_least);
    pp_buf_add_str(&draft.text, is_enough ? " are asked" : " are required");
    if (dynamic->basis == PP_BASIS_ASSUMED) {
        pp_buf_add_str(&draft.text, "; the dynamic range is assumed");
    }
    return pp_verify_check_end(question, &draft);
}

/* The shares of all ports of the rule that are known, in their order. */
static enum pp_status ask_shares(const struct rule_question *question,
                                 struct pp_verify_share *shares)
{
    const struct pp_rule *rule = question->rule;
    const struct pp_verify_reboot *reboot = &question->options->reboot;
    size_t count = 0;
    struct pp_verify_bind *binds =
        pp_calloc(rule->wanted.count + 1, sizeof(*binds));
    if (binds == NULL) {
        return PP_ERR_NOMEM;
    }
    for (size_t i = 0; i < rule->wanted.count; i++) {
        const struct pp_wanted *wanted = &rule->wanted.items[i];
        if (wanted->unclear == NULL) {
            binds[count].ports = wanted->ports;
            binds[count++].kind = kind_of(rule, wanted);
        }
    }
    enum pp_status status = PP_OK;
    if (reboot->ask != NULL && count > 0) {
        status = reboot->ask(
            reboot->user, question->host->machine, binds, count, shares);
    }
    pp_free(binds);
    return status;
}

static enum pp_status ask_bindable_later(const struct rule_question *question)
{
    const struct pp_wanted_list *wanted = &question->rule->wanted;
    struct pp_verify_share *shares =
        pp_calloc(wanted->count + 1, sizeof(*shares));
    if (shares == NULL) {
        return PP_ERR_NOMEM;
    }
    enum pp_status status = ask_shares(question, shares);
    size_t next = 0;
    for (size_t i = 0; i < wanted->count && status == PP_OK; i++) {
        const struct pp_wanted *item = &wanted->items[i];
        status = item->unclear != NULL
                     ? pp_verify_check_unclear(question, item)
                     : add_share(question, item, &shares[next++]);
    }
    pp_free(shares);
    return status;
}

enum pp_status pp_verify_ask_bindable(const struct rule_question *question)
{
    return question->rule->is_after_reboot
               ? ask_bindable_later(question)
               : pp_verify_check_each(question, ask_bindable_now);
}
