/* Which files of a project name ports, and who reads them. */
#ifndef PP_VERIFY_PORT_READERS_H
#define PP_VERIFY_PORT_READERS_H

#include "policy_ports.h"

/* A reader of files, by the end of their names. */
struct port_reader {
    const char *ending;
    enum pp_status (*read)(const struct port_source *source,
                           struct pp_sv bytes);
};

/* NULL: no file of that name can be read. */
const struct port_reader *pp_port_reader_for(struct pp_sv name);

#endif
