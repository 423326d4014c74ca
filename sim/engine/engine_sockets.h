/* Sockets over a restart. Private to sim/. */
#ifndef PP_SIM_ENGINE_ENGINE_SOCKETS_H
#define PP_SIM_ENGINE_ENGINE_SOCKETS_H

#include "rule.h"

/* At boot: sockets that do not come back go; those of programs that do are
 * set aside until HNS has reserved, then find their ports or lose them. */
enum pp_status pps_drop_sockets(struct rule *rule) PP_MUST_CHECK;
enum pp_status pps_return_sockets(struct rule *rule) PP_MUST_CHECK;

#endif
