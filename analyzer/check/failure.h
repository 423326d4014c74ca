/*
 * What `check` answers about errors of HNS and WSL that are about no port of a
 * program.
 */
#ifndef PP_CHECK_FAILURE_H
#define PP_CHECK_FAILURE_H

#include "print/show_view.h"
#include "print/style.h"

struct pp_json;

/* Whether the facts have such an error. */
bool pp_has_failures(const struct pp_show *show);

void pp_failures_text(struct pp_buf *buf,
                      const struct pp_style *style,
                      const struct pp_show *show);

/* The member `failures`, where there are any. */
void pp_failures_json(struct pp_json *doc, const struct pp_show *show);

#endif
