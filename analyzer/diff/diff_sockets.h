/* The ports that sockets hold, before and after. */
#ifndef PP_DIFF_DIFF_SOCKETS_H
#define PP_DIFF_DIFF_SOCKETS_H

#include "diff.h"

enum pp_status pp_diff_sockets_compare(struct pp_diff *diff,
                                       enum pp_protocol protocol) PP_MUST_CHECK;

#endif
