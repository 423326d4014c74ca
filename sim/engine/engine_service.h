/* Services that start and stop. Private to sim/. */
#ifndef PP_SIM_ENGINE_ENGINE_SERVICE_H
#define PP_SIM_ENGINE_ENGINE_SERVICE_H

#include "rule.h"

enum pp_status pps_rule_start(struct rule *rule) PP_MUST_CHECK;
enum pp_status pps_rule_stop(struct rule *rule) PP_MUST_CHECK;
enum pp_status pps_rule_restart(struct rule *rule) PP_MUST_CHECK;
enum pp_status pps_rule_config(struct rule *rule) PP_MUST_CHECK;
enum pp_status pps_rule_adapter(struct rule *rule) PP_MUST_CHECK;

/* Whether the service runs; blocks prove it where nothing else does. */
enum pp_tri pps_running_state(const struct pps_state *state,
                              enum pps_service service);

#endif
