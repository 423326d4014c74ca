/*
 * The ports that a compose file publishes (compose-spec, "ports"): the short
 * and the long form of every service. What the file leaves to its surroundings
 * (a variable without a default, another file) is unclear, not guessed.
 *
 * A published port of Docker Desktop is a plain bind of its backend process
 * (docs/manual/verify.md#ports-of-a-compose-file); of Windows containers it is
 * HNS's, which a rule says by "as": "container".
 */
#ifndef PP_VERIFY_COMPOSE_H
#define PP_VERIFY_COMPOSE_H

#include "portplan/base.h"
#include "portplan/sv.h"

#include "policy_ports.h"

/* PP_ERR_FORMAT after a complaint. */
enum pp_status pp_read_compose(const struct port_source *source,
                               struct pp_sv bytes) PP_MUST_CHECK;

#endif
