/*
 * The rules about where the dynamic range lies.
 */
#include "verify_dynamic.h"

#include "verify_check.h"

/* `the dynamic range 49152-65535 (captured)` */
static void say_dynamic(struct check_draft *draft,
                        const struct pp_dynamic *dynamic)
{
    pp_buf_add_str(&draft->text, "the dynamic range ");
    pp_range_print(&draft->text, dynamic->range);
    pp_buf_printf(&draft->text, " (%s)", pp_basis_name(dynamic->basis));
    draft->check.place = dynamic->place;
}

static enum pp_status ask_outside_one(const struct rule_question *question,
                                      const struct pp_wanted *wanted)
{
    const struct pp_dynamic *dynamic =
        pp_machine_dynamic(question->host->machine, wanted->ports.protocol);
    bool is_outside = !pp_range_overlaps(dynamic->range, wanted->ports.range);
    struct check_draft draft = pp_verify_check_begin(question, wanted);
    draft.check.result = pp_verify_check_judge_dynamic(dynamic, is_outside);
    pp_verify_check_say_ports(&draft);
    pp_buf_add_str(&draft.text,
                   is_outside ? " lies outside " : " lies inside ");
    say_dynamic(&draft, dynamic);
    return pp_verify_check_end(question, &draft);
}

enum pp_status
pp_verify_ask_outside_dynamic(const struct rule_question *question)
{
    return pp_verify_check_each(question, ask_outside_one);
}

enum pp_status
pp_verify_ask_dynamic_within(const struct rule_question *question)
{
    const struct pp_rule *rule = question->rule;
    const struct pp_dynamic *dynamic =
        pp_machine_dynamic(question->host->machine, rule->protocol);
    bool is_within = pp_range_covers(rule->range, dynamic->range);
    struct check_draft draft = pp_verify_check_begin(question, NULL);
    draft.check.result = pp_verify_check_judge_dynamic(dynamic, is_within);
    say_dynamic(&draft, dynamic);
    pp_buf_printf(&draft.text,
                  " of %s %s within ",
                  pp_protocol_name(rule->protocol),
                  is_within ? "lies" : "does not lie");
    pp_range_print(&draft.text, rule->range);
    return pp_verify_check_end(question, &draft);
}
