/* The rule that something is not there. */
#ifndef PP_ANSWER_VERIFY_ABSENT_H
#define PP_ANSWER_VERIFY_ABSENT_H

#include "verify_rules.h"

enum pp_status ask_absent(const struct rule_question *question) PP_MUST_CHECK;

#endif
