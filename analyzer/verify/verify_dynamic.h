/*
 * The rules about where the dynamic range lies.
 */
#ifndef PP_VERIFY_VERIFY_DYNAMIC_H
#define PP_VERIFY_VERIFY_DYNAMIC_H

#include "portplan/base.h"

#include "verify_rules.h"

enum pp_status pp_verify_ask_outside_dynamic(
    const struct rule_question *question) PP_MUST_CHECK;
enum pp_status pp_verify_ask_dynamic_within(
    const struct rule_question *question) PP_MUST_CHECK;

#endif
