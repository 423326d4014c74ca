/*
 * Members that several documents of the simulator have alike. Private to
 * sim/.
 */
#ifndef PP_SIM_PRINT_JSON_PARTS_H
#define PP_SIM_PRINT_JSON_PARTS_H

#include "portplan/diag.h"
#include "portplan/range.h"

#include "json/json_write.h"

void pps_json_add_range(struct pp_json *object, struct pp_range range);

/* null for line 0: no capture shows it. */
void pps_json_add_place(struct pp_json *parent,
                        const char *key,
                        const struct pp_place *place);

/* Writes the document, pretty, with an end of line, and frees it. What went
 * wrong is in buf->status. */
void pps_json_finish(struct pp_json *doc, struct pp_buf *buf);

#endif
