/* The documents portplan.verify/1 and portplan.baseline/1. */
#ifndef PP_VERIFY_VERIFY_JSON_H
#define PP_VERIFY_VERIFY_JSON_H

#include "portplan/buf.h"

#include "verify_view.h"

/* The document portplan.verify/1. */
void pp_verify_json(struct pp_buf *buf, const struct pp_verify_view *view);

/* The document portplan.baseline/1: the findings that are not waived. */
void pp_verify_baseline(struct pp_buf *buf, const struct pp_verify_view *view);

#endif
