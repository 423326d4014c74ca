/* Expectations. Private to sim/. */
#ifndef PP_SIM_ENGINE_ENGINE_EXPECT_H
#define PP_SIM_ENGINE_ENGINE_EXPECT_H

#include "rule.h"

enum pp_status pps_rule_expect(struct rule *rule) PP_MUST_CHECK;

#endif
