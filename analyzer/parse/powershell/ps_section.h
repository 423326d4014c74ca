/* Sections of PowerShell objects: their protocol, their beginning and end. */
#ifndef PP_PARSE_POWERSHELL_PS_SECTION_H
#define PP_PARSE_POWERSHELL_PS_SECTION_H

#include "portplan/base.h"
#include "portplan/sv.h"

#include "ps_facts.h"

void pp_ps_output_done(struct pp_ps_output *output);

/* Looks for a command that names the protocol; may be told a line twice. */
void pp_ps_note_command(struct pp_ps_output *output,
                        const struct pp_context *context,
                        struct pp_sv text);

/* Opens a section for an object of that kind, or lets the open one go on if it
 * is of the same kind and protocol. */
enum pp_status pp_ps_enter(struct pp_ps_output *output,
                           struct pp_context *context,
                           const struct pp_ps_object *object,
                           enum pp_ps_kind kind,
                           const struct pp_ps_lines *lines) PP_MUST_CHECK;

/* Opens the section of a table from its heads on; objects follow. */
enum pp_status pp_ps_open(struct pp_ps_output *output,
                          struct pp_context *context,
                          const struct pp_ps_object *heads,
                          const struct pp_ps_lines *lines) PP_MUST_CHECK;

/* Closes the section, if one is open. */
enum pp_status pp_ps_close(struct pp_ps_output *output,
                           struct pp_context *context) PP_MUST_CHECK;

#endif
