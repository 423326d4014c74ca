/* Registry values, updates and presets. Private to sim/. */
#ifndef PP_SIM_ENGINE_ENGINE_REGISTRY_H
#define PP_SIM_ENGINE_ENGINE_REGISTRY_H

#include "rule.h"

enum pp_status pps_rule_set(struct rule *rule) PP_MUST_CHECK;
enum pp_status pps_rule_install(struct rule *rule) PP_MUST_CHECK;
enum pp_status pps_rule_preset(struct rule *rule) PP_MUST_CHECK;

/* What a restart makes of ReservedPorts there, where a step changed it. */
enum pp_status pps_load_reserved_ports(struct pps_state *state) PP_MUST_CHECK;

/* What a restart makes of MaxUserPort and, up to Server 2003, of updates
 * (portplan/ephemeral.h): false where the dynamic range stays as the
 * persistent store has it. */
bool pps_range_at_boot(const struct rule *rule,
                       enum pp_protocol protocol,
                       struct pp_range *ret_range,
                       enum pp_basis *ret_basis);

/* The number that a step gave the value. False: no step did; a step that
 * deleted it sets *ret_is_deleted. */
bool pps_value_number(const struct pps_state *state,
                      const char *name,
                      uint32_t *ret_number,
                      bool *ret_is_deleted);

/* Whether hypervisorlaunchtype is off, the same way. */
bool pps_is_hypervisor_off(const struct pps_state *state);

#endif
