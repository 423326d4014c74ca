/* What each kind of rule asks a machine: one function a kind
 * (portplan/rules.def), which adds the checks of the rule. */
#ifndef PP_VERIFY_VERIFY_KINDS_H
#define PP_VERIFY_VERIFY_KINDS_H

#include "verify_rules.h"

enum pp_status ask_bindable(const struct rule_question *question) PP_MUST_CHECK;
enum pp_status ask_reserved(const struct rule_question *question) PP_MUST_CHECK;
enum pp_status
ask_outside_dynamic(const struct rule_question *question) PP_MUST_CHECK;
enum pp_status
ask_dynamic_within(const struct rule_question *question) PP_MUST_CHECK;
enum pp_status ask_pool(const struct rule_question *question) PP_MUST_CHECK;
enum pp_status ask_free_run(const struct rule_question *question) PP_MUST_CHECK;
enum pp_status
ask_block_room(const struct rule_question *question) PP_MUST_CHECK;
enum pp_status ask_blocks(const struct rule_question *question) PP_MUST_CHECK;
enum pp_status ask_absent(const struct rule_question *question) PP_MUST_CHECK;

#endif
