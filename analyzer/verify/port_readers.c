/* Which files of a project name ports, and who reads them. */
#include "port_readers.h"

#include "compose.h"
#include "launch_settings.h"

const struct port_reader *pp_port_reader_for(struct pp_sv name)
{
    static const struct port_reader readers[] = {
        {".yaml", pp_read_compose},
        {".yml", pp_read_compose},
        {"launchSettings.json", pp_read_launch_settings},
    };
    for (size_t i = 0; i < PP_ARRAY_LEN(readers); i++) {
        struct pp_sv ending = pp_sv_from(readers[i].ending);
        if (name.len >= ending.len &&
            pp_sv_equal_nocase(
                pp_sv_sub(name, name.len - ending.len, ending.len), ending)) {
            return &readers[i];
        }
    }
    return NULL;
}
