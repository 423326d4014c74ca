/*
 * What `check` answers where no port is the matter: whether the ephemeral ports
 * ran out.
 */
#ifndef PP_CHECK_EXHAUSTION_H
#define PP_CHECK_EXHAUSTION_H

#include "portplan/usage.h"

#include "print/show_view.h"

struct pp_exhaustion {
    bool is_found;
    enum pp_protocol protocol;
    const struct pp_fact *sign; /* the strongest; NULL: the sockets alone */
    enum pp_usage_verdict verdict;
    struct pp_usage usages[PP_PROTOCOL_COUNT];
};

/* Looks for signs among the facts, else for sockets that leave few ports or
 * none. The texts live as long as machine and facts. */
enum pp_status pp_exhaustion_find(const struct pp_show *show,
                                  struct pp_exhaustion *ret) PP_MUST_CHECK;

#endif
