/*
 * Something is not there: a value of the registry, a running service, an
 * enabled feature. That a capture does not show a value proves nothing unless
 * the capture shows its whole key: an export (.reg) or a hive does; `reg query
 * KEY /v NAME` and a selection by PowerShell look the same as a whole key.
 */
#ifndef PP_VERIFY_VERIFY_ABSENT_H
#define PP_VERIFY_VERIFY_ABSENT_H

#include "portplan/base.h"

#include "verify_rules.h"

enum pp_status
pp_verify_ask_absent(const struct rule_question *question) PP_MUST_CHECK;

#endif
