/* The rules of a policy, asked of a machine. */
#ifndef PP_VERIFY_VERIFY_RULES_H
#define PP_VERIFY_VERIFY_RULES_H

#include "verify_check.h"

/* Adds the checks of the rule, without what makes findings of them. */
enum pp_status
pp_verify_rule_ask(const struct rule_question *question) PP_MUST_CHECK;

#endif
