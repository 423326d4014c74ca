/* Reservations and the dynamic port range. Private to sim/. */
#ifndef PP_SIM_ENGINE_ENGINE_RESERVE_H
#define PP_SIM_ENGINE_ENGINE_RESERVE_H

#include "rule.h"

enum pp_status pps_rule_reserve(struct rule *rule) PP_MUST_CHECK;
enum pp_status pps_rule_unreserve(struct rule *rule) PP_MUST_CHECK;
enum pp_status pps_rule_dynamic(struct rule *rule) PP_MUST_CHECK;

/* A dynamic port range comes into force; both changes are told. */
enum pp_status pps_set_dynamic(struct rule *rule,
                               enum pp_protocol protocol,
                               struct pp_range range,
                               enum pp_basis basis) PP_MUST_CHECK;

#endif
