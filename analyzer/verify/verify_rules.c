/*
 * Which function asks which kind of rule. A rule that a capture cannot decide
 * is unknown, never taken to hold.
 */
#include "verify_rules.h"

#include "base/bounds.h"
#include "verify_absent.h"
#include "verify_bindable.h"
#include "verify_counts.h"
#include "verify_dynamic.h"
#include "verify_reserved.h"

static enum pp_status (*const rules[])(const struct rule_question *question) = {
    [PP_RULE_BINDABLE] = pp_verify_ask_bindable,
    [PP_RULE_RESERVED] = pp_verify_ask_reserved,
    [PP_RULE_OUTSIDE_DYNAMIC] = pp_verify_ask_outside_dynamic,
    [PP_RULE_DYNAMIC_WITHIN] = pp_verify_ask_dynamic_within,
    [PP_RULE_POOL] = pp_verify_ask_pool,
    [PP_RULE_FREE_RUN] = pp_verify_ask_free_run,
    [PP_RULE_BLOCK_ROOM] = pp_verify_ask_block_room,
    [PP_RULE_BLOCKS] = pp_verify_ask_blocks,
    [PP_RULE_ABSENT] = pp_verify_ask_absent,
};
_Static_assert(PP_ARRAY_LEN(rules) == PP_RULE_COUNT_, "a row for each kind");

enum pp_status pp_verify_rule_ask(const struct rule_question *question)
{
    return rules[question->rule->kind](question);
}
