/* The document portplan.show/1. */
#ifndef PP_SHOW_SHOW_JSON_H
#define PP_SHOW_SHOW_JSON_H

#include "portplan/buf.h"

#include "json/json_write.h"
#include "print/show_view.h"

/* The document portplan.show/1. */
void pp_show_json(struct pp_buf *buf, const struct pp_show *show);

#endif
