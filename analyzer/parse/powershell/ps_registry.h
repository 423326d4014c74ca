/* Registry values as Get-ItemProperty prints them: without their types, which
 * the form of the value shows. */
#ifndef PP_PARSE_POWERSHELL_PS_REGISTRY_H
#define PP_PARSE_POWERSHELL_PS_REGISTRY_H

#include "portplan/buf.h"
#include "portplan/fact.h"

/* Sets type and value; a text may lie in `scratch`, which is empty before and
 * whose status the caller looks at. `is_list`: strings, each ended by NUL, and
 * no text in braces. False: PowerShell cut the value off
 * (`{18, 0, 255, 255...}`). */
bool pp_ps_read_registry(struct pp_sv value,
                         bool is_list,
                         struct pp_buf *scratch,
                         struct pp_registry_fact *ret_value);

#endif
