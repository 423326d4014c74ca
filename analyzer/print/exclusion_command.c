/* The commands of Windows that add and delete administered exclusions. */
#include "exclusion_command.h"

void pp_add_exclusion_command(struct pp_buf *text,
                              const char *verb,
                              enum pp_protocol protocol,
                              struct pp_range range)
{
    pp_buf_printf(text,
                  "netsh int ipv4 %s excludedportrange protocol=%s "
                  "startport=%u numberofports=%u",
                  verb,
                  pp_protocol_name(protocol),
                  range.first,
                  (unsigned)pp_range_count(range));
}
