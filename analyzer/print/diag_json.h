/* Diagnostics as members of a JSON document. */
#ifndef PP_PRINT_DIAG_JSON_H
#define PP_PRINT_DIAG_JSON_H

#include "portplan/diag.h"

#include "json/json_write.h"

/* The elements of the member `diagnostics`; captures count from
 * `first_capture` on. */
void pp_diags_json_append(struct pp_json *array,
                          const struct pp_diags *diags,
                          uint32_t first_capture);

/* The member `diagnostics` of a document. */
void pp_diags_json(struct pp_json *doc, const struct pp_diags *diags);

#endif
