/* The rule that ports can be bound. */
#ifndef PP_VERIFY_VERIFY_BINDABLE_H
#define PP_VERIFY_VERIFY_BINDABLE_H

#include "verify_check.h"

enum pp_status
pp_verify_ask_bindable(const struct rule_question *question) PP_MUST_CHECK;

#endif
