/* Processes that end. Private to sim/. */
#ifndef PP_SIM_ENGINE_ENGINE_KILL_H
#define PP_SIM_ENGINE_ENGINE_KILL_H

#include "rule.h"

enum pp_status pps_rule_kill(struct rule *rule) PP_MUST_CHECK;

#endif
