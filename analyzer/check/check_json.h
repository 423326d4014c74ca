/* The document portplan.check/1: one element for each port. */
#ifndef PP_CHECK_CHECK_JSON_H
#define PP_CHECK_CHECK_JSON_H

#include "portplan/buf.h"
#include "portplan/check.h"

#include "exhaustion.h"
#include "print/show_view.h"

void pp_check_json(struct pp_buf *buf,
                   const struct pp_check *check,
                   const struct pp_show *show,
                   const struct pp_exhaustion *exhaustion);

/* The ports alone, as an object of another document. */
struct pp_json;
void pp_check_json_add(struct pp_json *doc,
                       const struct pp_check *check,
                       const struct pp_show *show);

#endif
