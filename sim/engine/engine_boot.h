/* A restart of the machine, and what waits for it. Private to sim/. */
#ifndef PP_SIM_ENGINE_ENGINE_BOOT_H
#define PP_SIM_ENGINE_ENGINE_BOOT_H

#include "rule.h"

enum pp_status pps_rule_feature(struct rule *rule) PP_MUST_CHECK;
enum pp_status pps_rule_reboot(struct rule *rule) PP_MUST_CHECK;
/* Its two parts: what is alike in every run, and what is drawn. */
enum pp_status pps_boot_alike(struct rule *rule) PP_MUST_CHECK;
enum pp_status pps_boot_drawn(struct rule *rule) PP_MUST_CHECK;

#endif
