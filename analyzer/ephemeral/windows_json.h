/* The table of Windows' generations as JSON and CSV. */
#ifndef PP_EPHEMERAL_WINDOWS_JSON_H
#define PP_EPHEMERAL_WINDOWS_JSON_H

#include "portplan/buf.h"

/* The document portplan.windows/1. */
void pp_windows_json(struct pp_buf *buf);
void pp_windows_csv(struct pp_buf *buf);

#endif
