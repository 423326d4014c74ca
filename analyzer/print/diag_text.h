/* Diagnostics as people read them. */
#ifndef PP_PRINT_DIAG_TEXT_H
#define PP_PRINT_DIAG_TEXT_H

#include "portplan/buf.h"
#include "portplan/diag.h"

#include "show_view.h"
#include "style.h"

/*
 * `FILE:LINE:COLUMN: severity: message [PP-NNN]`, the line, a caret, a second
 * place; at the end how many were not kept. Leaves out what is below `least`.
 */
void pp_diags_text(struct pp_buf *buf,
                   const struct pp_style *style,
                   const struct pp_show *show,
                   enum pp_severity least);

/* A row of the registry, for `explain`. */
void pp_diag_info_text(struct pp_buf *buf,
                       const struct pp_style *style,
                       const struct pp_diag_info *info);

#endif
