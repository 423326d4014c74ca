/*
 * What `check` answers about errors of HNS and WSL that are about no port of a
 * program.
 */
#ifndef PP_CHECK_FAILURE_H
#define PP_CHECK_FAILURE_H

#include "exhaustion.h"
#include "print/show_view.h"
#include "print/style.h"

struct pp_json;

/* What the first of them is; NULL: the facts have none. Static. */
const char *pp_failure_headline(const struct pp_show *show);

/* Whether the captures say no about no port: such an error, or ephemeral ports
 * that ran out. */
bool pp_is_refused(const struct pp_show *show,
                   const struct pp_exhaustion *found);

void pp_failures_text(struct pp_buf *buf,
                      const struct pp_style *style,
                      const struct pp_show *show);

/* The member `failures`, where there are any. */
void pp_failures_json(struct pp_json *doc, const struct pp_show *show);

#endif
