/* Ports in source code, settings and the options of servers. */
#ifndef PP_PARSE_MENTIONS_CODE_H
#define PP_PARSE_MENTIONS_CODE_H

#include "found.h"

/* What the line above was. All zero: nothing of note. */
struct pp_code {
    bool is_in_server; /* `server:`, `server: {` */
};

void pp_code_read(struct pp_code *code,
                  struct pp_sv line,
                  const struct pp_byte_set *bytes,
                  struct pp_found *found);

#endif
