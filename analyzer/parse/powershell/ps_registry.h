/* Registry values as Get-ItemProperty prints them: without their types, which
 * the form of the value tells again. */
#ifndef PP_PARSE_POWERSHELL_PS_REGISTRY_H
#define PP_PARSE_POWERSHELL_PS_REGISTRY_H

#include "portplan/buf.h"
#include "portplan/fact.h"

enum pp_ps_value {
    PP_PS_VALUE_WHOLE,
    PP_PS_VALUE_CUT, /* `{18, 0, 255, 255...}`: the rest is not known */
};

/* PSPath and its kin: what PowerShell adds to the values of a key. */
bool pp_ps_is_provider_name(struct pp_sv name);

/* Type and value; a text may live in `scratch`, whose status the caller looks
 * at. `is_list`: strings, each ended by NUL, and no text in braces. */
enum pp_ps_value pp_ps_read_registry(struct pp_sv value,
                                     bool is_list,
                                     struct pp_buf *scratch,
                                     struct pp_registry_fact *ret_value);

#endif
