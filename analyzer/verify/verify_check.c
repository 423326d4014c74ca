/* What all kinds of rules share. */
#include "verify_check.h"

enum {
    MESSAGE_BYTES = 1 << 16
};

struct check_draft pp_verify_check_begin(const struct rule_question *question,
                                         const struct pp_wanted *wanted)
{
    struct check_draft draft = {
        .check = {.rule = question->rule,
                  .host = question->host_index,
                  .result = PP_VERIFY_HOLDS,
                  .wanted = wanted},
    };
    if (wanted != NULL) {
        draft.check.has_ports = true;
        draft.check.has_protocol = wanted->unclear == NULL;
        draft.check.ports = wanted->ports;
    } else {
        draft.check.has_protocol = question->rule->kind != PP_RULE_ABSENT;
        draft.check.ports.protocol = question->rule->protocol;
    }
    pp_buf_init(&draft.text, MESSAGE_BYTES);
    return draft;
}

void pp_verify_check_say_ports(struct check_draft *draft)
{
    const struct pp_wanted *wanted = draft->check.wanted;
    pp_range_print(&draft->text, draft->check.ports.range);
    pp_buf_printf(
        &draft->text, "/%s", pp_protocol_name(draft->check.ports.protocol));
    if (wanted->owner.len > 0) {
        pp_buf_printf(&draft->text,
                      " of '%.*s'",
                      PP_SV_ARGS(pp_sv_sub(wanted->owner, 0, 200)));
    }
}

enum pp_status pp_verify_check_end(const struct rule_question *question,
                                   struct check_draft *draft)
{
    enum pp_status status = draft->text.status;
    if (status == PP_OK && !pp_arena_copy(question->arena,
                                          pp_buf_view(&draft->text),
                                          &draft->check.message)) {
        status = PP_ERR_NOMEM;
    }
    pp_buf_done(&draft->text);
    return status == PP_OK ? question->add(question->user, &draft->check)
                           : status;
}

enum pp_status pp_verify_check_unclear(const struct rule_question *question,
                                       const struct pp_wanted *wanted)
{
    struct check_draft draft = pp_verify_check_begin(question, wanted);
    draft.check.has_ports = false;
    draft.check.result = PP_VERIFY_UNKNOWN;
    pp_buf_printf(
        &draft.text, "'%.*s': %s", PP_SV_ARGS(wanted->text), wanted->unclear);
    return pp_verify_check_end(question, &draft);
}

enum pp_status
pp_verify_check_each(const struct rule_question *question,
                     enum pp_status (*ask)(const struct rule_question *question,
                                           const struct pp_wanted *wanted))
{
    const struct pp_rule *rule = question->rule;
    for (size_t i = 0; i < rule->wanted.count; i++) {
        const struct pp_wanted *wanted = &rule->wanted.items[i];
        PP_TRY(wanted->unclear != NULL
                   ? pp_verify_check_unclear(question, wanted)
                   : ask(question, wanted));
    }
    return PP_OK;
}

enum pp_verify_result pp_verify_check_result(bool is_known, bool holds)
{
    if (!is_known) {
        return PP_VERIFY_UNKNOWN;
    }
    return holds ? PP_VERIFY_HOLDS : PP_VERIFY_VIOLATED;
}
