/*
 * The rule that ports are reserved: administered exclusions cover them, and
 * survive a reboot or not.
 */
#ifndef PP_VERIFY_VERIFY_RESERVED_H
#define PP_VERIFY_VERIFY_RESERVED_H

#include "portplan/base.h"

#include "verify_rules.h"

enum pp_status
pp_verify_ask_reserved(const struct rule_question *question) PP_MUST_CHECK;

#endif
