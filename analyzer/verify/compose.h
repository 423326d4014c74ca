/* The ports that a compose file publishes. */
#ifndef PP_VERIFY_COMPOSE_H
#define PP_VERIFY_COMPOSE_H

#include "portplan/base.h"
#include "portplan/sv.h"

#include "policy_ports.h"

/* PP_ERR_FORMAT after a complaint. */
enum pp_status pp_read_compose(const struct port_source *source,
                               struct pp_sv bytes) PP_MUST_CHECK;

#endif
