/*
 * What a PowerShell object means, by its property names, which are never
 * translated. Does not know how the object was written.
 */
#ifndef PP_PARSE_POWERSHELL_PS_FACTS_H
#define PP_PARSE_POWERSHELL_PS_FACTS_H

#include "ps_section.h"

/*
 * Opens a section if need be, gives the facts of the object to the sink and
 * counts its lines, which are those held and, if `has_current`, the current
 * one: used, but the line of a value that cannot be read is rejected.
 */
enum pp_status pp_ps_emit(struct pp_ps_output *output,
                          struct pp_context *context,
                          bool has_current) PP_MUST_CHECK;

#endif
