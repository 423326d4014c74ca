/*
 * A line as the program printed it: without the escapes of JSON (`\"`,
 * `\u003e`) and the bold marks of Markdown (`**`).
 */
#ifndef PP_PARSE_ERRORS_BIND_CLEAN_H
#define PP_PARSE_ERRORS_BIND_CLEAN_H

#include "portplan/buf.h"

/* *io_text becomes a view into `scratch` where something had to go. */
enum pp_status pp_bind_clean(struct pp_buf *scratch,
                             struct pp_sv *io_text) PP_MUST_CHECK;

#endif
