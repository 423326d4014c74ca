/* The table of Windows' generations (windows.h): `ephemeral --table`. */
#ifndef PP_EPHEMERAL_WINDOWS_TABLE_H
#define PP_EPHEMERAL_WINDOWS_TABLE_H

#include "print/style.h"

/* A short table of MaxUserPort, then every cell with its source. */
void pp_windows_text(struct pp_buf *buf, const struct pp_style *style);
void pp_windows_markdown(struct pp_buf *buf);
/* The document portplan.windows/1. */
void pp_windows_json(struct pp_buf *buf);
/* A line for each cell and era. */
void pp_windows_csv(struct pp_buf *buf);

#endif
