/* Sockets that steps bind and close. Private to sim/. */
#ifndef PP_SIM_ENGINE_ENGINE_BIND_H
#define PP_SIM_ENGINE_ENGINE_BIND_H

#include "rule.h"

enum pp_status pps_rule_bind(struct rule *rule) PP_MUST_CHECK;
enum pp_status pps_rule_close(struct rule *rule) PP_MUST_CHECK;
enum pp_status pps_rule_expect(struct rule *rule) PP_MUST_CHECK;

#endif
